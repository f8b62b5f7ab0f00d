/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "sg-credentials.h"

G_BEGIN_DECLS

/**
 * SgLogin:
 * @identity: changes when anything in the file does; no secret
 * @credentials: (nullable): %NULL only after sg_login_file_identify_async()
 * @token_identity: (nullable): changes when the access token does; no secret
 * @wants_no_calls: Claude Code's settings beside it set `CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC`
 *
 * What the login file held at one moment. Free it as soon as the call is made.
 */
typedef struct {
  char          *identity;
  SgCredentials *credentials;
  char          *token_identity;
  gboolean       wants_no_calls;
} SgLogin;

void     sg_login_file_load_async (const char         *path,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
SgLogin *sg_login_file_load_finish (GAsyncResult *result,
                                    GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void     sg_login_file_identify_async (const char         *path,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
char    *sg_login_file_identify_finish (GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;
void     sg_login_free (SgLogin *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgLogin, sg_login_free)

G_END_DECLS
