/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  SG_SECRET_ADMIN,   /* an Admin API key: the organisation's costs */
  SG_SECRET_API,     /* an ordinary API key */
  SG_SECRET_WEBHOOK, /* where alerts are posted: who has that address may post there */
} SgSecretKind;

const char *sg_secret_kind_to_nick (SgSecretKind kind);
gboolean    sg_secret_kind_from_nick (const char   *nick,
                                      SgSecretKind *kind);
char       *sg_secret_key_parse_typed (SgSecretKind kind,
                                       const char  *text,
                                       GError     **error) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_secret_key_parse (SgSecretKind kind,
                                 const char  *text,
                                 GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void        sg_secret_key_free (char *key);

G_END_DECLS
