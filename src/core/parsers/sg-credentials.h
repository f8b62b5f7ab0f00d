/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgCredentials:
 * @access_token: (nullable): printable ASCII, wiped when freed; never write it anywhere
 * @expires_at: (nullable): when @access_token lapses; %NULL when the file does not say
 * @refresh_expires_at: (nullable): when the login itself ends
 * @scopes: (nullable): what the token may do; %NULL when the file does not say
 * @account_id: (nullable):
 * @login_ended: Claude Code has noted that the login is over
 *
 * The claude.ai login of Claude Code, for as long as one call takes. The refresh token is left in the file.
 */
typedef struct {
  char      *access_token;
  GDateTime *expires_at;
  GDateTime *refresh_expires_at;
  GStrv      scopes;
  char      *subscription_type;
  char      *rate_limit_tier;
  char      *account_id;
  gboolean   login_ended;
} SgCredentials;

SgCredentials *sg_credentials_parse (const char *text,
                                     gsize       length,
                                     GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void           sg_credentials_free (SgCredentials *self);
gboolean       sg_credentials_check (const SgCredentials *self,
                                     GDateTime           *now,
                                     GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgCredentials, sg_credentials_free)

G_END_DECLS
