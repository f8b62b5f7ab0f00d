/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-key-finder.h"

G_BEGIN_DECLS

#define SG_TYPE_KEY_CHAIN (sg_key_chain_get_type ())
G_DECLARE_FINAL_TYPE (SgKeyChain, sg_key_chain, SG, KEY_CHAIN, SgKeyFinder)

SgKeyChain *sg_key_chain_new (SgSecretKind kind,
                              const char *from_environment,
                              const char *credentials_path);
SgSecretKind sg_key_chain_get_kind (SgKeyChain *self);
void         sg_key_chain_set_session_key (SgKeyChain *self,
                                           const char *key);

G_END_DECLS
