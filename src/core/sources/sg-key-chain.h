/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "sg-key-finder.h"

G_BEGIN_DECLS

/**
 * SgKeyPlace:
 * @SG_KEY_IN_SESSION: typed in for as long as this process lives
 * @SG_KEY_BESIDE_LOGIN: where another tool keeps its own, beside Claude Code's login
 *
 * Where a key is, in the order in which it is looked for.
 */
typedef enum {
  SG_KEY_NOWHERE,
  SG_KEY_IN_SESSION,
  SG_KEY_IN_KEYRING,
  SG_KEY_IN_ENVIRONMENT,
  SG_KEY_BESIDE_LOGIN,
} SgKeyPlace;

#define SG_TYPE_KEY_CHAIN (sg_key_chain_get_type ())
G_DECLARE_FINAL_TYPE (SgKeyChain, sg_key_chain, SG, KEY_CHAIN, SgKeyFinder)

SgKeyChain *sg_key_chain_new (SgSecretKind kind,
                              const char *from_environment,
                              const char *credentials_path);
SgSecretKind sg_key_chain_get_kind (SgKeyChain *self);
SgKeyPlace   sg_key_chain_get_place (SgKeyChain *self);
void         sg_key_chain_set_session_key (SgKeyChain *self,
                                           const char *key);
void         sg_key_chain_watch_keyring (SgKeyChain      *self,
                                         GDBusConnection *connection);

G_END_DECLS
