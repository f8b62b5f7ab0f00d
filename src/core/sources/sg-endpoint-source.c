/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-endpoint-source.h"

#include <string.h>

#include "sg-error.h"
#include "sg-http.h"
#include "sg-login-file.h"
#include "sg-login-memory.h"
#include "sg-login-watch.h"
#include "sg-profile-reply.h"
#include "sg-retry-after.h"
#include "sg-usage-reply.h"

#define USAGE_PATH "/api/oauth/usage"
#define PROFILE_PATH "/api/oauth/profile"

/**
 * SgEndpointSource:
 *
 * Asks Anthropic's usage endpoint with the login of Claude Code: GET only, one
 * call a turn, the token read for each and never renewed or kept. Every reading
 * carries all it knows: limits and credits of the last usage answer, and whose they are.
 */
struct _SgEndpointSource {
  SgSource       parent_instance;

  char          *credentials_path;
  char          *base_url;
  gboolean       enabled;
  gboolean       nonessential_traffic_disabled;
  SgHttp        *http;
  SgLoginWatch  *watch;
  SgLoginMemory *memory;   /* (owned) */
};

typedef enum {
  PROP_CREDENTIALS_PATH = 1,
  PROP_BASE_URL,
  PROP_ENABLED,
  PROP_NONESSENTIAL_TRAFFIC_DISABLED,
  PROP_HTTP,
} SgEndpointSourceProperty;

static GParamSpec *properties[PROP_HTTP + 1];

G_DEFINE_FINAL_TYPE (SgEndpointSource, sg_endpoint_source, SG_TYPE_SOURCE)

typedef struct {
  GDateTime *now;
  gboolean   is_profile;
  gboolean   has_scope;        /* as the login file says */
  char      *token_identity;
  GError    *refusal;          /* (owned) (nullable): the 401, while the file is read again */
} Turn;

static void
turn_free (Turn *turn)
{
  g_clear_pointer (&turn->now, g_date_time_unref);
  g_clear_pointer (&turn->token_identity, g_free);
  g_clear_error (&turn->refusal);
  g_free (turn);
}

static gboolean
take_usage (SgEndpointSource *self,
            GBytes           *body,
            GDateTime        *now,
            GError          **error)
{
  SgReading *usage = sg_usage_reply_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                           SG_ORIGIN_ENDPOINT, now, error);
  g_autofree char *detail = NULL;

  if (usage == NULL)
    return FALSE;

  sg_login_memory_take_usage (self->memory, usage);
  detail = g_strdup_printf ("%s%s: %u limits", self->base_url, USAGE_PATH, usage->limits ? usage->limits->len : 0);
  sg_source_set_detail (SG_SOURCE (self), detail);

  return TRUE;
}

static gboolean
take_profile (SgEndpointSource *self,
              GBytes           *body,
              GDateTime        *now,
              GError          **error)
{
  SgAccount *profile = sg_profile_reply_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                               SG_ORIGIN_ENDPOINT, now, error);

  if (profile == NULL)
    return FALSE;

  sg_login_memory_take_profile (self->memory, profile, now);

  return TRUE;
}

/* The limits do not depend on the name above them. */
static gboolean
can_do_without_profile (const GError *error)
{
  return g_error_matches (error, SG_ERROR, SG_ERROR_SCOPE_MISSING) ||
         g_error_matches (error, SG_ERROR, SG_ERROR_BAD_DATA) ||
         g_error_matches (error, SG_ERROR, SG_ERROR_TOO_LARGE) ||
         g_error_matches (error, SG_ERROR, SG_ERROR_UNEXPECTED_ANSWER);
}

static void
read_again_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SgLogin) login = sg_login_file_load_finish (result, NULL);
  Turn *turn = g_task_get_task_data (task);

  if (login != NULL && g_strcmp0 (login->token_identity, turn->token_identity) != 0)
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_UNEXPECTED_ANSWER,
                             "the token was replaced while it was in use; the new one comes next");
  else
    g_task_return_error (task, g_steal_pointer (&turn->refusal));
}

/* The server answers 403 to a token without the scope, and to one it lets do nothing any more. */
static void
tell_forbidden_from_scope (const Turn *turn,
                           GError     *error)
{
  if (turn->has_scope && g_error_matches (error, SG_ERROR, SG_ERROR_SCOPE_MISSING))
    error->code = SG_ERROR_LOGIN_FORBIDDEN;
}

static void
end_turn (SgEndpointSource *self,
          GTask            *task,
          GError           *error)
{
  Turn *turn = g_task_get_task_data (task);

  if (error != NULL && turn->is_profile) {
    sg_login_memory_note_no_profile (self->memory, turn->now);
    if (can_do_without_profile (error))
      g_clear_error (&error);
  }
  tell_forbidden_from_scope (turn, error);

  if (g_error_matches (error, SG_ERROR, SG_ERROR_LOGIN_REFUSED)) {
    sg_login_memory_note_refusal (self->memory);
    turn->refusal = error;
    sg_login_file_load_async (self->credentials_path, g_task_get_cancellable (task), read_again_cb, g_object_ref (task));
  } else if (error != NULL) {
    g_task_return_error (task, error);
  } else {
    g_task_return_pointer (task, sg_login_memory_dup_reading (self->memory), (GDestroyNotify) sg_reading_unref);
  }
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SgEndpointSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
  g_autofree char *retry_after = NULL;
  g_autoptr (GDateTime) not_before = NULL;
  GError *error = NULL;
  g_autoptr (GBytes) body = sg_http_get_finish (SG_HTTP (source), result, &retry_after, &error);

  if (body != NULL && turn->is_profile)
    take_profile (self, body, turn->now, &error);
  else if (body != NULL)
    take_usage (self, body, turn->now, &error);

  if (g_error_matches (error, SG_ERROR, SG_ERROR_RATE_LIMITED))
    not_before = sg_retry_after_parse (retry_after, turn->now);
  sg_source_set_not_before (SG_SOURCE (self), not_before);

  end_turn (self, task, error);
}

static void
call_server (SgEndpointSource    *self,
             const SgCredentials *credentials,
             GTask               *task)
{
  Turn *turn = g_task_get_task_data (task);
  g_autofree char *uri = g_strconcat (self->base_url, turn->is_profile ? PROFILE_PATH : USAGE_PATH, NULL);
  char *bearer = g_strconcat ("Bearer ", credentials->access_token, NULL);
  const SgHttpHeader headers[] = {
    { "Authorization", bearer },
    { "anthropic-beta", "oauth-2025-04-20" },
    { "Content-Type", "application/json" },
    { "Accept", "application/json" },
  };

  sg_http_get_async (self->http, uri, headers, G_N_ELEMENTS (headers), g_task_get_cancellable (task),
                     answered_cb, g_object_ref (task));
  explicit_bzero (bearer, strlen (bearer));
  g_free (bearer);
}

static gboolean
check_login (SgEndpointSource *self,
             const SgLogin    *login,
             GDateTime        *now,
             GError          **error)
{
  if (login->wants_no_calls) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_SWITCHED_OFF,
                         "Claude Code's settings set CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC");
    return FALSE;
  }
  if (!sg_credentials_check (login->credentials, now, error)) {
    g_prefix_error (error, "%s: ", self->credentials_path);
    return FALSE;
  }
  if (sg_login_memory_is_refused (self->memory, login)) {
    g_set_error (error, SG_ERROR, SG_ERROR_LOGIN_REFUSED,
                 "%s: the server refused this token; waiting for another one", self->credentials_path);
    return FALSE;
  }

  return TRUE;
}

static void
login_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SgEndpointSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SgLogin) login = sg_login_file_load_finish (result, &error);

  if (login == NULL || !check_login (self, login, turn->now, &error)) {
    g_task_return_error (task, error);
    return;
  }

  turn->token_identity = g_strdup (login->token_identity);
  turn->has_scope = login->credentials->scopes != NULL;
  sg_login_memory_note_login (self->memory, login, turn->now);
  turn->is_profile = sg_login_memory_is_profile_due (self->memory, sg_source_get_interval_seconds (SG_SOURCE (self)), turn->now);
  call_server (self, login->credentials, task);
}

static const char *
get_off_reason (SgEndpointSource *self)
{
  if (!self->enabled)
    return "asking Anthropic is switched off";
  if (self->nonessential_traffic_disabled)
    return "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC is set";

  return NULL;
}

static void
sg_endpoint_source_read_async (SgSource           *source,
                               GDateTime          *now,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  SgEndpointSource *self = SG_ENDPOINT_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Turn *turn = g_new0 (Turn, 1);

  turn->now = g_date_time_ref (now);
  g_task_set_source_tag (task, sg_endpoint_source_read_async);
  g_task_set_task_data (task, turn, (GDestroyNotify) turn_free);

  if (get_off_reason (self) != NULL)
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_SWITCHED_OFF, "%s", get_off_reason (self));
  else
    sg_login_file_load_async (self->credentials_path, cancellable, login_loaded_cb, g_steal_pointer (&task));
}

static void
sg_endpoint_source_constructed (GObject *object)
{
  SgEndpointSource *self = SG_ENDPOINT_SOURCE (object);

  G_OBJECT_CLASS (sg_endpoint_source_parent_class)->constructed (object);

  if (self->http == NULL)
    self->http = sg_http_new ();
  self->watch = sg_login_watch_new (self->credentials_path);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (sg_source_changed), self, G_CONNECT_SWAPPED);
}

static void
sg_endpoint_source_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((SgEndpointSourceProperty) property_id) {
  case PROP_ENABLED:
    g_value_set_boolean (value, SG_ENDPOINT_SOURCE (object)->enabled);
    break;
  case PROP_CREDENTIALS_PATH:
  case PROP_BASE_URL:
  case PROP_NONESSENTIAL_TRAFFIC_DISABLED:
  case PROP_HTTP:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
sg_endpoint_source_set_property (GObject      *object,
                                 guint         property_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  SgEndpointSource *self = SG_ENDPOINT_SOURCE (object);

  switch ((SgEndpointSourceProperty) property_id) {
  case PROP_CREDENTIALS_PATH:
    self->credentials_path = g_value_dup_string (value);
    break;
  case PROP_BASE_URL:
    self->base_url = g_value_dup_string (value);
    break;
  case PROP_ENABLED:
    sg_endpoint_source_set_enabled (self, g_value_get_boolean (value));
    break;
  case PROP_NONESSENTIAL_TRAFFIC_DISABLED:
    self->nonessential_traffic_disabled = g_value_get_boolean (value);
    break;
  case PROP_HTTP:
    self->http = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
sg_endpoint_source_finalize (GObject *object)
{
  SgEndpointSource *self = SG_ENDPOINT_SOURCE (object);

  g_clear_pointer (&self->credentials_path, g_free);
  g_clear_pointer (&self->base_url, g_free);
  g_clear_object (&self->http);
  g_clear_object (&self->watch);
  g_clear_pointer (&self->memory, sg_login_memory_free);

  G_OBJECT_CLASS (sg_endpoint_source_parent_class)->finalize (object);
}

static void
sg_endpoint_source_class_init (SgEndpointSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags construct_only = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = sg_endpoint_source_constructed;
  object_class->get_property = sg_endpoint_source_get_property;
  object_class->set_property = sg_endpoint_source_set_property;
  object_class->finalize = sg_endpoint_source_finalize;
  SG_SOURCE_CLASS (klass)->read_async = sg_endpoint_source_read_async;

  properties[PROP_CREDENTIALS_PATH] = g_param_spec_string ("credentials-path", NULL, NULL, NULL, construct_only);
  properties[PROP_BASE_URL] = g_param_spec_string ("base-url", NULL, NULL, SG_ENDPOINT_BASE_URL, construct_only);
  properties[PROP_ENABLED] =
    g_param_spec_boolean ("enabled", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NONESSENTIAL_TRAFFIC_DISABLED] =
    g_param_spec_boolean ("nonessential-traffic-disabled", NULL, NULL, FALSE, construct_only);
  properties[PROP_HTTP] = g_param_spec_object ("http", NULL, NULL, SG_TYPE_HTTP, construct_only);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sg_endpoint_source_init (SgEndpointSource *self)
{
  self->memory = sg_login_memory_new ();
}

/**
 * sg_endpoint_source_new:
 * @credentials_path: where Claude Code's `.credentials.json` would be
 * @base_url: (nullable): %NULL for %SG_ENDPOINT_BASE_URL
 * @nonessential_traffic_disabled: whether `CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC` is set
 *
 * Returns: (transfer full): the source `endpoint`, switched on
 */
SgSource *
sg_endpoint_source_new (const char *credentials_path,
                        const char *base_url,
                        gboolean    nonessential_traffic_disabled)
{
  return g_object_new (SG_TYPE_ENDPOINT_SOURCE,
                       "id", "endpoint",
                       "origin", SG_ORIGIN_ENDPOINT,
                       "interval-seconds", SG_ENDPOINT_INTERVAL_SECONDS,
                       "gap-seconds", SG_ENDPOINT_INTERVAL_SECONDS,
                       "credentials-path", credentials_path,
                       "base-url", base_url ? base_url : SG_ENDPOINT_BASE_URL,
                       "nonessential-traffic-disabled", nonessential_traffic_disabled,
                       NULL);
}

gboolean
sg_endpoint_source_get_enabled (SgEndpointSource *self)
{
  g_return_val_if_fail (SG_IS_ENDPOINT_SOURCE (self), FALSE);

  return self->enabled;
}

/**
 * sg_endpoint_source_set_enabled:
 *
 * While off, neither the network nor the login is touched, and every read is %SG_ERROR_SWITCHED_OFF.
 */
void
sg_endpoint_source_set_enabled (SgEndpointSource *self,
                                gboolean          enabled)
{
  g_return_if_fail (SG_IS_ENDPOINT_SOURCE (self));

  if (self->enabled == !!enabled)
    return;

  self->enabled = !!enabled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
  sg_source_changed (SG_SOURCE (self));
}
