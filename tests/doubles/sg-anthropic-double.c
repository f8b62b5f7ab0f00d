/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-anthropic-double.h"

#include <string.h>

#include <libsoup/soup.h>

#include "sg-anthropic-faults.h"
#include "sg-loopback.h"

/* Counted from the request, as on the real server: minutes from now. */
#define SESSION_MINUTES (2 * 60 + 14)
#define WEEK_MINUTES (3 * 24 * 60)

struct _SgAnthropicDouble {
  GObject        parent_instance;

  SoupServer    *server;
  char          *base_url;
  char          *token;
  const SgFault *usage_fault;
  const SgFault *profile_fault;
  const SgFault *count_fault;
  char          *rate_headers;    /* (owned) (nullable): %NULL for those of a healthy server */
  double         percents[3];
  GString       *complaints;
  GArray        *call_times;      /* (element-type gint64): monotonic microseconds */
  guint          n_usage_calls;
  guint          n_profile_calls;
  guint          n_count_calls;
  SgFaultContext context;
};

enum { CALLED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgAnthropicDouble, sg_anthropic_double, G_TYPE_OBJECT)

static char *
minutes_from_now (int minutes){
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) time = g_date_time_add_minutes (now, minutes);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:00.247110+00:00");
}

static char *
usage_body (SgAnthropicDouble *self)
{
  g_autofree char *session = minutes_from_now (SESSION_MINUTES);
  g_autofree char *week = minutes_from_now (WEEK_MINUTES);

  return g_strdup_printf (
    "{\"five_hour\":{\"utilization\":%1$.1f,\"resets_at\":\"%4$s\",\"limit_dollars\":null,\"locked_reason\":null},"
    "\"seven_day\":{\"utilization\":%2$.1f,\"resets_at\":\"%5$s\"},"
    "\"seven_day_opus\":null,\"seven_day_sonnet\":null,\"tangelo\":null,\"nimbus_quill\":null,"
    "\"limits\":[{\"kind\":\"session\",\"group\":\"session\",\"percent\":%1$.0f,\"severity\":\"normal\",\"resets_at\":\"%4$s\","
    "\"is_active\":true,\"scope\":null},"
    "{\"kind\":\"weekly_all\",\"group\":\"weekly\",\"percent\":%2$.0f,\"severity\":\"normal\",\"resets_at\":\"%5$s\","
    "\"is_active\":false,\"scope\":null},"
    "{\"kind\":\"weekly_scoped\",\"group\":\"weekly\",\"percent\":%3$.0f,\"severity\":\"warning\",\"resets_at\":\"%5$s\","
    "\"is_active\":false,\"scope\":{\"model\":{\"id\":null,\"display_name\":\"Fable\"},\"surface\":null}}],"
    "\"extra_usage\":{\"is_enabled\":true,\"monthly_limit\":5000,\"used_credits\":1234.0,\"utilization\":24.68,"
    "\"currency\":\"USD\",\"decimal_places\":2,\"disabled_reason\":null},"
    "\"spend\":{\"used\":{\"amount_minor\":1234,\"currency\":\"USD\",\"exponent\":2},"
    "\"limit\":{\"amount_minor\":5000,\"currency\":\"USD\",\"exponent\":2},\"percent\":25,\"enabled\":true,"
    "\"disabled_reason\":null,\"cap\":null,\"balance\":null}}",
    self->percents[0], self->percents[1], self->percents[2], session, week);
}

static const char profile_body[] =
  "{\"account\":{\"uuid\":\"account-1\",\"full_name\":\"A B\",\"display_name\":\"A\",\"email\":\"a@example.org\","
  "\"has_claude_max\":true,\"has_claude_pro\":false,\"created_at\":\"2025-03-01T08:00:00Z\"},"
  "\"organization\":{\"uuid\":\"organization-1\",\"name\":\"Looms\",\"organization_type\":\"claude_max\","
  "\"rate_limit_tier\":\"default_claude_max_5x\",\"seat_tier\":null,\"subscription_status\":\"active\"},"
  "\"application\":{\"uuid\":\"application-1\",\"name\":\"Claude Code\",\"slug\":\"claude-code\"}}";

static gboolean
expect (SgAnthropicDouble *self,
        gboolean           is_met,
        const char        *complaint)
{
  if (!is_met)
    g_string_append_printf (self->complaints, "%s\n", complaint);

  return is_met;
}

/* Headers as Claude Code sends them, with an honest agent. */
static gboolean
check_request (SgAnthropicDouble *self,
               SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);
  const char *agent = soup_message_headers_get_one (headers, "User-Agent");
  gboolean is_known =
    g_strcmp0 (soup_message_headers_get_one (headers, "Authorization"), bearer) == 0;

  expect (self, g_strcmp0 (soup_server_message_get_method (message), "GET") == 0, "not a GET");
  expect (self, g_strcmp0 (soup_message_headers_get_one (headers, "anthropic-beta"), "oauth-2025-04-20") == 0,
          "no anthropic-beta");
  expect (self, g_strcmp0 (soup_message_headers_get_one (headers, "Content-Type"), "application/json") == 0,
          "no JSON content type");
  expect (self, agent != NULL && g_str_has_prefix (agent, "sandglass/") && strchr (agent, ' ') == NULL,
          "no honest agent");
  expect (self, soup_message_headers_get_one (headers, "Cookie") == NULL, "a cookie");
  expect (self, is_known, "not the token");

  return is_known;
}

static void
answer (SgAnthropicDouble *self,
        SoupServerMessage *message,
        const SgFault     *fault,
        const char        *body)
{
  gint64 now_us = g_get_monotonic_time ();

  g_array_append_val (self->call_times, now_us);
  g_signal_emit (self, signals[CALLED], 0);
  if (!check_request (self, message))
    fault = sg_fault_find ("401");

  fault->answer (fault, &self->context, message, body);
}

static void
usage_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  SgAnthropicDouble *self = user_data;
  g_autofree char *body = usage_body (self);

  self->n_usage_calls++;
  answer (self, message, self->usage_fault, body);
}

static void
profile_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  SgAnthropicDouble *self = user_data;

  self->n_profile_calls++;
  answer (self, message, self->profile_fault, profile_body);
}

static char *
healthy_rate_headers (void)
{
  g_autofree char *reset = minutes_from_now (1);

  return g_strdup_printf ("anthropic-ratelimit-requests-limit: 4000\n"
                          "anthropic-ratelimit-requests-remaining: 3988\n"
                          "anthropic-ratelimit-requests-reset: %1$s\n"
                          "anthropic-ratelimit-input-tokens-limit: 2000000\n"
                          "anthropic-ratelimit-input-tokens-remaining: 1264000\n"
                          "anthropic-ratelimit-input-tokens-reset: %1$s\n"
                          "anthropic-ratelimit-output-tokens-limit: 400000\n"
                          "anthropic-ratelimit-output-tokens-remaining: 371000\n"
                          "anthropic-ratelimit-output-tokens-reset: %1$s\n", reset);
}

static void
add_rate_headers (SgAnthropicDouble *self,
                  SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *healthy = healthy_rate_headers ();
  g_auto (GStrv) lines = g_strsplit (self->rate_headers ? self->rate_headers : healthy, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (lines[i], ": ", 2);

    if (g_strv_length (parts) == 2)
      soup_message_headers_replace (headers, parts[0], parts[1]);
  }
}

/* What costs nothing, and nothing else. */
static gboolean
check_count (SgAnthropicDouble *self,
             SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autofree char *text = g_strndup (body->data, body->length);
  const char *agent = soup_message_headers_get_one (headers, "User-Agent");

  expect (self, g_strcmp0 (soup_server_message_get_method (message), "POST") == 0, "not a POST");
  expect (self, g_strcmp0 (soup_message_headers_get_one (headers, "anthropic-version"), "2023-06-01") == 0, "no version");
  expect (self, g_strcmp0 (soup_message_headers_get_one (headers, "Content-Type"), "application/json") == 0,
          "no JSON content type");
  expect (self, agent != NULL && g_str_has_prefix (agent, "sandglass/"), "no honest agent");
  expect (self, soup_message_headers_get_one (headers, "Authorization") == NULL, "a login's token");
  expect (self, strstr (text, "\"model\":\"claude-") != NULL && strstr (text, "\"messages\":[") != NULL, "no question");

  return g_strcmp0 (soup_message_headers_get_one (headers, "x-api-key"), SG_ANTHROPIC_DOUBLE_KEY) == 0;
}

static void
count_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  SgAnthropicDouble *self = user_data;
  gint64 now_us = g_get_monotonic_time ();
  const SgFault *fault = check_count (self, message) ? self->count_fault : sg_fault_find ("401");

  self->n_count_calls++;
  g_array_append_val (self->call_times, now_us);
  g_signal_emit (self, signals[CALLED], 0);
  add_rate_headers (self, message);
  fault->answer (fault, &self->context, message, "{\"input_tokens\":8}");
}

/* A message would cost money. */
static void
message_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  expect (user_data, FALSE, "a paid message");
  soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
}

static void
sg_anthropic_double_finalize (GObject *object)
{
  SgAnthropicDouble *self = SG_ANTHROPIC_DOUBLE (object);

  sg_fault_context_clear (&self->context);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->base_url, g_free);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->rate_headers, g_free);
  g_string_free (self->complaints, TRUE);
  g_array_unref (self->call_times);

  G_OBJECT_CLASS (sg_anthropic_double_parent_class)->finalize (object);
}

static void
sg_anthropic_double_class_init (SgAnthropicDoubleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_anthropic_double_finalize;

  /**
   * SgAnthropicDouble::called:
   *
   * A request is here; its answer is not out yet.
   */
  signals[CALLED] =
    g_signal_new ("called", SG_TYPE_ANTHROPIC_DOUBLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sg_anthropic_double_init (SgAnthropicDouble *self)
{
  self->server = soup_server_new (NULL, NULL);
  self->token = g_strdup (SG_ANTHROPIC_DOUBLE_TOKEN);
  self->usage_fault = self->profile_fault = self->count_fault = sg_fault_find ("ok");
  self->complaints = g_string_new (NULL);
  self->call_times = g_array_new (FALSE, FALSE, sizeof (gint64));
  sg_anthropic_double_set_percents (self, 37.0, 52.0, 91.0);
  sg_fault_context_init (&self->context);

  soup_server_add_handler (self->server, "/api/oauth/usage", usage_cb, self, NULL);
  soup_server_add_handler (self->server, "/api/oauth/profile", profile_cb, self, NULL);
  soup_server_add_handler (self->server, "/v1/messages/count_tokens", count_cb, self, NULL);
  soup_server_add_handler (self->server, "/v1", message_cb, self, NULL);
}

/**
 * sg_anthropic_double_new:
 *
 * Returns: (transfer full): it listens already, in this thread's main context
 */
SgAnthropicDouble *
sg_anthropic_double_new (void)
{
  SgAnthropicDouble *self = g_object_new (SG_TYPE_ANTHROPIC_DOUBLE, NULL);

  self->base_url = sg_loopback_listen (self->server);

  return self;
}

const char *
sg_anthropic_double_get_base_url (SgAnthropicDouble *self)
{
  return self->base_url;
}

/**
 * sg_anthropic_double_get_scenarios:
 *
 * Returns: (transfer full container): ended by %NULL
 */
const char *const *
sg_anthropic_double_get_scenarios (void)
{
  return sg_fault_get_names ();
}

static gboolean
set_fault (const SgFault **fault,
           const char     *name)
{
  const SgFault *found = sg_fault_find (name);

  if (found != NULL)
    *fault = found;

  return found != NULL;
}

/**
 * sg_anthropic_double_set_scenario:
 *
 * Returns: whether there is a scenario of that name; it holds for `/api/oauth/usage` from the next call
 */
gboolean
sg_anthropic_double_set_scenario (SgAnthropicDouble *self,
                                  const char        *name)
{
  return set_fault (&self->usage_fault, name);
}

gboolean
sg_anthropic_double_set_profile_scenario (SgAnthropicDouble *self,
                                          const char        *name)
{
  return set_fault (&self->profile_fault, name);
}

gboolean
sg_anthropic_double_set_count_scenario (SgAnthropicDouble *self,
                                        const char        *name)
{
  return set_fault (&self->count_fault, name);
}

/**
 * sg_anthropic_double_set_rate_headers:
 * @lines: (nullable): `name: value` a line, with every answer about an API key; %NULL for
 *   those of a healthy server
 */
void
sg_anthropic_double_set_rate_headers (SgAnthropicDouble *self,
                                      const char        *lines)
{
  g_free (self->rate_headers);
  self->rate_headers = g_strdup (lines);
}

/**
 * sg_anthropic_double_set_token:
 *
 * Any other token is answered with 401.
 */
void
sg_anthropic_double_set_token (SgAnthropicDouble *self,
                               const char        *token)
{
  g_free (self->token);
  self->token = g_strdup (token);
}

void
sg_anthropic_double_set_percents (SgAnthropicDouble *self,
                                  double             session,
                                  double             weekly,
                                  double             scoped)
{
  self->percents[0] = session;
  self->percents[1] = weekly;
  self->percents[2] = scoped;
}

void
sg_anthropic_double_set_redirect (SgAnthropicDouble *self,
                                  const char        *location)
{
  g_free (self->context.redirect);
  self->context.redirect = g_strdup (location);
}

guint
sg_anthropic_double_get_n_usage_calls (SgAnthropicDouble *self)
{
  return self->n_usage_calls;
}

guint
sg_anthropic_double_get_n_profile_calls (SgAnthropicDouble *self)
{
  return self->n_profile_calls;
}

guint
sg_anthropic_double_get_n_count_calls (SgAnthropicDouble *self)
{
  return self->n_count_calls;
}

/**
 * sg_anthropic_double_get_call_times:
 *
 * Returns: (transfer none) (element-type gint64): monotonic microseconds, of all kinds of calls
 */
GArray *
sg_anthropic_double_get_call_times (SgAnthropicDouble *self)
{
  return self->call_times;
}

guint64
sg_anthropic_double_get_n_bytes_sent (SgAnthropicDouble *self)
{
  return self->context.n_bytes_sent;
}

/**
 * sg_anthropic_double_get_complaints:
 *
 * Returns: what was wrong with the requests so far, a line each; empty when all were right
 */
const char *
sg_anthropic_double_get_complaints (SgAnthropicDouble *self)
{
  return self->complaints->str;
}
