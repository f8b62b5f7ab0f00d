/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-credentials.h"

#include <string.h>

#include "sg-error.h"
#include "sg-json.h"
#include "sg-reply-text.h"
#include "sg-time.h"

#define MAX_TOKEN_BYTES 8192
#define USAGE_SCOPE "user:profile"

/* It goes into a header as it is. */
static gboolean
is_sendable (const char *token)
{
  gsize length = strlen (token);

  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isgraph (token[i]))
      return FALSE;
  }

  return length <= MAX_TOKEN_BYTES;
}

static GDateTime *
get_time (JsonObject *login,
          const char *member,
          gint64      earliest_ms)
{
  gint64 unix_ms;

  return sg_json_get_int (login, member, &unix_ms) && unix_ms >= earliest_ms ? sg_time_from_unix_ms (unix_ms) : NULL;
}

static GStrv
dup_scopes (JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (array == NULL)
    return NULL;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      g_strv_builder_add (builder, json_node_get_string (node));
  }

  return g_strv_builder_end (builder);
}

/* Its type is not documented: anything but null, false and 0 means yes. */
static gboolean
is_noted (JsonObject *login,
          const char *member)
{
  double number = 0.0;

  return sg_json_get_boolean (login, member, FALSE) || sg_json_get_string (login, member) != NULL ||
         sg_json_get_object (login, member) != NULL ||
         (sg_json_get_double (login, member, &number) && number != 0.0);
}

static SgCredentials *
read_login (JsonObject *login)
{
  SgCredentials *self = g_new0 (SgCredentials, 1);
  const char *token = sg_json_get_string (login, "accessToken");

  self->access_token = token && *token != '\0' ? g_strdup (token) : NULL;
  self->expires_at = get_time (login, "expiresAt", 0);
  self->refresh_expires_at = get_time (login, "refreshTokenExpiresAt", 1);
  self->scopes = dup_scopes (sg_json_get_array (login, "scopes"));
  self->subscription_type = sg_reply_clean_name (sg_json_get_string (login, "subscriptionType"));
  self->rate_limit_tier = sg_reply_clean_name (sg_json_get_string (login, "rateLimitTier"));
  self->account_id = sg_reply_clean_text (sg_json_get_string (login, "accountUuid"));
  self->login_ended = is_noted (login, "loginEnded") || (token != NULL && *token == '\0');

  return self;
}

/**
 * sg_credentials_parse:
 * @text: Claude Code's `.credentials.json`; the caller wipes it
 *
 * The file may be read half-written (%SG_ERROR_DAMAGED), or hold only the
 * logins of MCP servers (%SG_ERROR_LOGIN_MISSING). Times in it are milliseconds.
 *
 * Returns: (transfer full): the login, or %NULL with @error set
 */
SgCredentials *
sg_credentials_parse (const char *text,
                      gsize       length,
                      GError    **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) root = sg_json_parse_object (text, length, &local);
  JsonObject *login = root ? sg_json_get_object (json_node_get_object (root), "claudeAiOauth") : NULL;
  g_autoptr (SgCredentials) self = NULL;

  if (root == NULL) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_DAMAGED, local->message);
    return NULL;
  }

  self = login ? read_login (login) : NULL;
  if (self == NULL || (self->access_token == NULL && !self->login_ended)) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_LOGIN_MISSING, "it holds no claude.ai login");
    return NULL;
  }
  if (self->access_token != NULL && !is_sendable (self->access_token)) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "its access token is none");
    return NULL;
  }

  return g_steal_pointer (&self);
}

void
sg_credentials_free (SgCredentials *self)
{
  if (self->access_token != NULL)
    explicit_bzero (self->access_token, strlen (self->access_token));
  g_free (self->access_token);
  g_clear_pointer (&self->expires_at, g_date_time_unref);
  g_clear_pointer (&self->refresh_expires_at, g_date_time_unref);
  g_strfreev (self->scopes);
  g_free (self->subscription_type);
  g_free (self->rate_limit_tier);
  g_free (self->account_id);
  g_free (self);
}

static gboolean
is_past (GDateTime *time,
         GDateTime *now)
{
  return time != NULL && g_date_time_compare (time, now) <= 0;
}

static gboolean
refuse (GError    **error,
        SgError     code,
        const char *message,
        GDateTime  *time)
{
  g_autofree char *text = time ? g_date_time_format_iso8601 (time) : NULL;

  g_set_error (error, SG_ERROR, code, "%s%s%s", message, text ? " since " : "", text ? text : "");

  return FALSE;
}

/**
 * sg_credentials_check:
 *
 * Tells apart what looks alike from outside: a login that is over
 * (%SG_ERROR_LOGIN_ENDED), a token that lapsed and comes back when Claude Code
 * next runs (%SG_ERROR_LOGIN_LAPSED), one that may never read the usage
 * (%SG_ERROR_SCOPE_MISSING, a setup token).
 *
 * Returns: whether asking the server is worth it at @now
 */
gboolean
sg_credentials_check (const SgCredentials *self,
                      GDateTime           *now,
                      GError             **error)
{
  if (self->login_ended)
    return refuse (error, SG_ERROR_LOGIN_ENDED, "the login is over", NULL);
  if (is_past (self->refresh_expires_at, now))
    return refuse (error, SG_ERROR_LOGIN_ENDED, "the login is over", self->refresh_expires_at);
  if (is_past (self->expires_at, now))
    return refuse (error, SG_ERROR_LOGIN_LAPSED, "the access token has lapsed", self->expires_at);
  if (self->scopes != NULL && !g_strv_contains ((const char *const *) self->scopes, USAGE_SCOPE))
    return refuse (error, SG_ERROR_SCOPE_MISSING, "the token lacks the scope " USAGE_SCOPE, NULL);

  return TRUE;
}
