/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-rate-limits-source.h"

#include "sg-error.h"
#include "sg-http-status.h"
#include "sg-rate-headers.h"
#include "sg-retry-after.h"

#define BASE_URL "https://api.anthropic.com"
#define COUNT_TOKENS_PATH "/v1/messages/count_tokens"
#define API_VERSION "2023-06-01"
/* Claude Code's own; limits differ by class of model. */
#define MODEL "claude-opus-5-5"
#define QUESTION "{\"model\":\"" MODEL "\",\"messages\":[{\"role\":\"user\",\"content\":\".\"}]}"
#define REFUSED_SECONDS (60 * 60)

/**
 * SgRateLimitsSource:
 *
 * What an API key may still use this minute, from the headers of an answer that
 * costs nothing: tokens are counted, no message is ever sent. It asks only when
 * the user switched it on and a key is there; the key is looked up for each call
 * and not kept.
 */
struct _SgRateLimitsSource {
  SgSource      parent_instance;

  char         *base_url;
  gboolean      nonessential_traffic_disabled;
  gboolean      enabled;
  gboolean      watched;
  SgHttp       *http;              /* (owned) */
  SgKeyFinder  *finder;            /* (owned) (nullable) */
  SgRateLimits *last;              /* (owned) (nullable) */
  char         *refused_key;       /* (owned) (nullable): a hash of one the server refuses */
  GDateTime    *refused_at;        /* (owned) (nullable) */
};

typedef enum {
  PROP_ENABLED = 1,
  PROP_WATCHED,
} SgRateLimitsSourceProperty;

static GParamSpec *properties[PROP_WATCHED + 1];

G_DEFINE_FINAL_TYPE (SgRateLimitsSource, sg_rate_limits_source, SG_TYPE_SOURCE)

typedef struct {
  GDateTime *now;
  char      *key_hash;   /* (owned) (nullable) */
} Turn;

static void
turn_free (Turn *turn)
{
  g_clear_pointer (&turn->now, g_date_time_unref);
  g_clear_pointer (&turn->key_hash, g_free);
  g_free (turn);
}

static void
wait_for_seconds (SgRateLimitsSource *self,
                  GDateTime          *now,
                  guint               seconds)
{
  g_autoptr (GDateTime) not_before = seconds > 0 ? g_date_time_add_seconds (now, seconds) : NULL;

  sg_source_set_not_before (SG_SOURCE (self), not_before);
}

/* A server that sends us away, or has nothing to say, need not be asked every half minute. */
static void
note_patience (SgRateLimitsSource *self,
               const SgHttpAnswer *answer,
               const SgRateLimits *limits,
               GDateTime          *now)
{
  g_autoptr (GDateTime) not_before = sg_retry_after_parse (g_hash_table_lookup (answer->headers, "retry-after"), now);
  gboolean is_good = answer->status == 200 && limits->rates->len > 0;

  if (not_before != NULL && answer->status != 200)
    sg_source_set_not_before (SG_SOURCE (self), not_before);
  else
    wait_for_seconds (self, now, is_good ? 0 : SG_RATE_LIMITS_INTERVAL_SECONDS);
}

static void
note_refusal (SgRateLimitsSource *self,
              const Turn         *turn)
{
  g_free (self->refused_key);
  g_clear_pointer (&self->refused_at, g_date_time_unref);
  self->refused_key = g_strdup (turn->key_hash);
  self->refused_at = g_date_time_ref (turn->now);
}

static SgReading *
take_limits (SgRateLimitsSource *self,
             SgRateLimits       *limits)
{
  SgReading *reading = sg_reading_new (SG_ORIGIN_RATE_HEADERS, limits->as_of);
  g_autofree char *detail = g_strdup_printf ("%s%s: %u limits", self->base_url, COUNT_TOKENS_PATH, limits->rates->len);

  if (self->last != NULL)
    sg_rate_limits_note_spent (limits, self->last);
  g_clear_pointer (&self->last, sg_rate_limits_free);
  self->last = sg_rate_limits_copy (limits);
  reading->rate_limits = limits;
  sg_source_set_detail (SG_SOURCE (self), detail);

  return reading;
}

/* The only sign of it is a sentence: "Your credit balance is too low …". */
static gboolean
is_about_balance (const SgHttpAnswer *answer)
{
  gsize size;
  const char *body = g_bytes_get_data (answer->body, &size);

  return answer->status == 400 && size > 0 && g_strstr_len (body, (gssize) size, "credit balance") != NULL;
}

static SgError
code_of (const SgHttpAnswer *answer)
{
  if (answer->status == 401 || answer->status == 403)
    return SG_ERROR_KEY_REFUSED;

  return is_about_balance (answer) ? SG_ERROR_BALANCE_SPENT : sg_http_error_of_status (answer->status);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SgRateLimitsSource *self = g_task_get_source_object (task);
  const Turn *turn = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SgHttpAnswer) answer = sg_http_post_json_finish (SG_HTTP (source), result, &error);
  g_autoptr (SgRateLimits) limits = NULL;

  if (answer == NULL) {
    wait_for_seconds (self, turn->now, 0);
    g_task_return_error (task, error);
    return;
  }

  if (!self->enabled) {
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_SWITCHED_OFF, "switched off while the server was asked");
    return;
  }

  limits = sg_rate_headers_parse (answer->headers, MODEL, SG_ORIGIN_RATE_HEADERS, turn->now);
  note_patience (self, answer, limits, turn->now);
  if (answer->status == 200 || (answer->status == 429 && limits->rates->len > 0)) {
    g_task_return_pointer (task, take_limits (self, g_steal_pointer (&limits)), (GDestroyNotify) sg_reading_unref);
    return;
  }

  if (code_of (answer) == SG_ERROR_KEY_REFUSED)
    note_refusal (self, turn);
  g_task_return_new_error (task, SG_ERROR, (int) code_of (answer), "%s%s: status %u", self->base_url, COUNT_TOKENS_PATH,
                           answer->status);
}

static void
call_server (SgRateLimitsSource *self,
             const char         *key,
             GTask              *task)
{
  g_autofree char *uri = g_strconcat (self->base_url, COUNT_TOKENS_PATH, NULL);
  const SgHttpHeader headers[] = {
    { "x-api-key", key },
    { "anthropic-version", API_VERSION },
    { "Accept", "application/json" },
  };

  sg_http_post_json_async (self->http, uri, headers, G_N_ELEMENTS (headers), QUESTION, g_task_get_cancellable (task),
                           answered_cb, g_object_ref (task));
}

static gboolean
is_refused (SgRateLimitsSource *self,
            const Turn         *turn)
{
  return self->refused_key != NULL && g_str_equal (self->refused_key, turn->key_hash) &&
         ABS (g_date_time_difference (turn->now, self->refused_at)) < REFUSED_SECONDS * G_TIME_SPAN_SECOND;
}

/* Without a key there is nothing to say any more; a locked keyring is a trouble that passes. */
static void
return_no_key (SgRateLimitsSource *self,
               GTask              *task,
               GError             *error)
{
  wait_for_seconds (self, ((Turn *) g_task_get_task_data (task))->now, 0);
  if (g_error_matches (error, SG_ERROR, SG_ERROR_KEY_MISSING)) {
    g_clear_pointer (&self->last, sg_rate_limits_free);
    sg_source_retract (SG_SOURCE (self));
  }

  g_task_return_error (task, error);
}

static void
key_found_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SgRateLimitsSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
  GError *error = NULL;
  char *key = sg_key_finder_find_finish (SG_KEY_FINDER (source), result, &error);

  if (key == NULL) {
    return_no_key (self, task, error);
    return;
  }

  turn->key_hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
  if (is_refused (self, turn))
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_KEY_REFUSED, "the server refused this key; waiting for another one");
  else
    call_server (self, key, task);
  sg_secret_key_free (key);
}

static const char *
get_off_reason (SgRateLimitsSource *self)
{
  if (!self->enabled)
    return "asking for the API's rate limits is switched off";
  if (self->nonessential_traffic_disabled)
    return "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC is set";

  return NULL;
}

static void
sg_rate_limits_source_read_async (SgSource           *source,
                                  GDateTime          *now,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  SgRateLimitsSource *self = SG_RATE_LIMITS_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Turn *turn = g_new0 (Turn, 1);

  turn->now = g_date_time_ref (now);
  g_task_set_source_tag (task, sg_rate_limits_source_read_async);
  g_task_set_task_data (task, turn, (GDestroyNotify) turn_free);

  if (get_off_reason (self) != NULL)
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_SWITCHED_OFF, "%s", get_off_reason (self));
  else if (self->finder == NULL)
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_KEY_MISSING, "nobody to ask for the key");
  else
    sg_key_finder_find_async (self->finder, cancellable, key_found_cb, g_steal_pointer (&task));
}

static void
sg_rate_limits_source_set_property (GObject      *object,
                                    guint         property_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  SgRateLimitsSource *self = SG_RATE_LIMITS_SOURCE (object);

  switch ((SgRateLimitsSourceProperty) property_id) {
  case PROP_ENABLED:
    sg_rate_limits_source_set_enabled (self, g_value_get_boolean (value));
    break;
  case PROP_WATCHED:
    sg_rate_limits_source_set_watched (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
sg_rate_limits_source_finalize (GObject *object)
{
  SgRateLimitsSource *self = SG_RATE_LIMITS_SOURCE (object);

  g_clear_pointer (&self->base_url, g_free);
  g_clear_object (&self->http);
  g_clear_object (&self->finder);
  g_clear_pointer (&self->last, sg_rate_limits_free);
  g_clear_pointer (&self->refused_key, g_free);
  g_clear_pointer (&self->refused_at, g_date_time_unref);

  G_OBJECT_CLASS (sg_rate_limits_source_parent_class)->finalize (object);
}

static void
sg_rate_limits_source_class_init (SgRateLimitsSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = sg_rate_limits_source_set_property;
  object_class->finalize = sg_rate_limits_source_finalize;
  SG_SOURCE_CLASS (klass)->read_async = sg_rate_limits_source_read_async;

  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, FALSE, flags);
  /* Whether somebody looks at it right now */
  properties[PROP_WATCHED] = g_param_spec_boolean ("watched", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sg_rate_limits_source_init (SgRateLimitsSource *self)
{
  self->http = sg_http_new ();
}

/**
 * sg_rate_limits_source_new:
 * @base_url: (nullable): %NULL for Anthropic's
 * @nonessential_traffic_disabled: whether `CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC` is set
 *
 * Returns: (transfer full): the source `api-rate-limits`, switched off
 */
SgSource *
sg_rate_limits_source_new (const char *base_url,
                           gboolean    nonessential_traffic_disabled)
{
  SgRateLimitsSource *self = g_object_new (SG_TYPE_RATE_LIMITS_SOURCE,
                                           "id", "api-rate-limits",
                                           "origin", SG_ORIGIN_RATE_HEADERS,
                                           "gap-seconds", SG_RATE_LIMITS_WATCHED_SECONDS,
                                           NULL);

  self->base_url = g_strdup (base_url ? base_url : BASE_URL);
  self->nonessential_traffic_disabled = nonessential_traffic_disabled;

  return SG_SOURCE (self);
}

/**
 * sg_rate_limits_source_set_key_finder:
 *
 * Who is asked for the API key; when another key may be there, so is the server.
 */
void
sg_rate_limits_source_set_key_finder (SgRateLimitsSource *self,
                                      SgKeyFinder        *finder)
{
  g_return_if_fail (SG_IS_RATE_LIMITS_SOURCE (self));

  if (g_set_object (&self->finder, finder))
    g_signal_connect_object (finder, "changed", G_CALLBACK (sg_source_changed), self, G_CONNECT_SWAPPED);
}

/**
 * sg_rate_limits_source_set_http:
 *
 * Another one, with other patience.
 */
void
sg_rate_limits_source_set_http (SgRateLimitsSource *self,
                                SgHttp             *http)
{
  g_return_if_fail (SG_IS_RATE_LIMITS_SOURCE (self));

  g_set_object (&self->http, http);
}

/* What is switched off wakes nobody. */
static void
update_interval (SgRateLimitsSource *self)
{
  guint seconds = self->watched ? SG_RATE_LIMITS_WATCHED_SECONDS : SG_RATE_LIMITS_INTERVAL_SECONDS;

  sg_source_set_interval_seconds (SG_SOURCE (self), self->enabled ? seconds : 0);
}

/**
 * sg_rate_limits_source_set_enabled:
 *
 * While off, neither the network nor the key is touched, and what was known is not shown.
 */
void
sg_rate_limits_source_set_enabled (SgRateLimitsSource *self,
                                   gboolean            enabled)
{
  g_return_if_fail (SG_IS_RATE_LIMITS_SOURCE (self));

  if (self->enabled == !!enabled)
    return;

  self->enabled = !!enabled;
  update_interval (self);
  if (!self->enabled) {
    g_clear_pointer (&self->last, sg_rate_limits_free);
    sg_source_retract (SG_SOURCE (self));
  }
  sg_source_changed (SG_SOURCE (self));
}

/**
 * sg_rate_limits_source_set_watched:
 *
 * Every half minute while somebody looks, every five minutes else.
 */
void
sg_rate_limits_source_set_watched (SgRateLimitsSource *self,
                                   gboolean            watched)
{
  g_return_if_fail (SG_IS_RATE_LIMITS_SOURCE (self));

  if (self->watched == !!watched)
    return;

  self->watched = !!watched;
  update_interval (self);
  if (self->enabled && self->watched)
    sg_source_changed (SG_SOURCE (self));
}
