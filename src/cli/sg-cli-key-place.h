/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-key-chain.h"

G_BEGIN_DECLS

gboolean    sg_cli_key_is_in_session (SgSecretKind kind);
SgKeyChain *sg_cli_key_chain_new (SgSecretKind kind) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_cli_key_find (SgSecretKind kind,
                             SgKeyPlace  *place,
                             GError     **error) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_cli_key_find_here (SgSecretKind kind,
                                  SgKeyPlace  *place,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void        sg_cli_key_say_admin_missing (void);
const char *sg_cli_key_place_words (SgSecretKind kind,
                                    SgKeyPlace   place);

G_END_DECLS
