/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-admin-double.h"

#include <stdio.h>
#include <stdlib.h>

#include <libsoup/soup.h>

#include "sg-anthropic-faults.h"
#include "sg-loopback.h"
#include "sg-team-double.h"

#define HOUR_SECONDS G_GINT64_CONSTANT (3600)
#define DAY_SECONDS G_GINT64_CONSTANT (86400)
#define MAX_SPAN_DAYS 31
#define ANALYTICS_BETA "analytics-usage-cost-2026-08-24"

struct _SgAdminDouble {
  GObject        parent_instance;

  SoupServer    *server;
  char          *base_url;
  char          *key;
  char          *organization_id;
  const SgFault *fault;
  guint          n_good_calls;   /* before the fault */
  gboolean       is_endless;
  gboolean       has_analytics;
  guint          n_people;
  guint          n_page_records;
  gboolean       is_circle;
  gint64         extra_day;
  char          *extra_cents;
  guint          n_calls;
  GString       *complaints;
  SgFaultContext context;
};

G_DEFINE_FINAL_TYPE (SgAdminDouble, sg_admin_double, G_TYPE_OBJECT)

static void
answer_status (SgAdminDouble     *self,
               SoupServerMessage *message,
               const char        *fault_name)
{
  const SgFault *fault = sg_fault_find (fault_name);

  fault->answer (fault, &self->context, message, "");
}

static gboolean
check_request (SgAdminDouble     *self,
               SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *agent = soup_message_headers_get_one (headers, "User-Agent");

  if (g_strcmp0 (soup_server_message_get_method (message), "GET") != 0)
    g_string_append (self->complaints, "not a GET\n");
  if (g_strcmp0 (soup_message_headers_get_one (headers, "anthropic-version"), "2023-06-01") != 0)
    g_string_append (self->complaints, "no anthropic-version\n");
  if (agent == NULL || !g_str_has_prefix (agent, "sandglass/"))
    g_string_append (self->complaints, "no honest agent\n");
  if (soup_message_headers_get_one (headers, "Authorization") != NULL)
    g_string_append (self->complaints, "a login where a key belongs\n");

  return g_strcmp0 (soup_message_headers_get_one (headers, "x-api-key"), self->key) == 0;
}

/* Returns: whether the call may go on to a good answer */
static gboolean
admit (SgAdminDouble     *self,
       SoupServerMessage *message)
{
  self->n_calls++;
  if (!check_request (self, message)) {
    answer_status (self, message, "401");
    return FALSE;
  }
  if (self->fault != NULL && self->n_calls > self->n_good_calls) {
    self->fault->answer (self->fault, &self->context, message, "{\"data\":[],\"has_more\":false}");
    return FALSE;
  }

  return TRUE;
}

static void
answer_json (SoupServerMessage *message,
             const char        *body)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body, strlen (body));
}

static void
me_cb (SoupServer        *server,
       SoupServerMessage *message,
       const char        *path,
       GHashTable        *query,
       gpointer           user_data)
{
  SgAdminDouble *self = user_data;
  g_autofree char *body =
    g_strdup_printf ("{\"id\":\"%s\",\"name\":\"Looms\",\"type\":\"organization\"}", self->organization_id);

  if (admit (self, message))
    answer_json (message, body);
}

/* A question to a report, as it was understood. */
typedef struct {
  gint64   from;
  gint64   until;
  gint64   limit;
  gint64   skip;     /* how many days the pages before had */
  gboolean is_cost;
  gboolean is_new;
  gint64   step;     /* seconds of a bucket */
  gboolean is_by_product;
  guint    hash;     /* of all but the page */
} Question;

static gint64
get_time (GHashTable *query,
          const char *name)
{
  const char *text = g_hash_table_lookup (query, name);
  g_autoptr (GDateTime) time = text ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
  gint64 seconds = time ? g_date_time_to_unix (time) : 0;

  return seconds - seconds % DAY_SECONDS;
}

static guint
hash_question (GUri *uri)
{
  g_auto (GStrv) parts = g_strsplit (g_uri_get_query (uri), "&", -1);
  guint hash = 0;

  for (guint i = 0; parts[i] != NULL; i++) {
    if (!g_str_has_prefix (parts[i], "page="))
      hash += g_str_hash (parts[i]);
  }

  return hash;
}

/* A cursor is bound to its question. */
static gboolean
read_page (Question   *question,
           const char *page)
{
  guint hash;

  if (page == NULL)
    return TRUE;

  return sscanf (page, "page_%" G_GINT64_FORMAT "=%u", &question->skip, &hash) == 2 && hash == question->hash;
}

static gboolean
read_question (Question          *question,
               SoupServerMessage *message,
               GHashTable        *query)
{
  const char *limit = query ? g_hash_table_lookup (query, "limit") : NULL;
  const char *width = query ? g_hash_table_lookup (query, question->is_new ? "time_bucket_width" : "bucket_width") : NULL;

  gboolean is_hourly = g_strcmp0 (width, "1h") == 0 && !question->is_cost;

  if (query == NULL || (g_strcmp0 (width, "1d") != 0 && !is_hourly))
    return FALSE;

  question->is_by_product = g_strcmp0 (g_hash_table_lookup (query, "group_by[]"), "product") == 0;
  question->step = is_hourly ? HOUR_SECONDS : DAY_SECONDS;
  question->hash = hash_question (soup_server_message_get_uri (message));
  question->from = get_time (query, "starting_at");
  question->until = get_time (query, "ending_at");
  question->limit = limit ? atoi (limit) : 7;

  return question->from > 0 && question->until > question->from &&
         question->until - question->from <= MAX_SPAN_DAYS * DAY_SECONDS &&
         question->limit >= 1 && question->limit <= (question->is_new ? 1000 : is_hourly ? 168 : MAX_SPAN_DAYS) &&
         read_page (question, g_hash_table_lookup (query, "page"));
}

/* Of a workday, all is used from ten to eleven. */
static gboolean
is_at_work (const Question *question,
            gint64          start)
{
  return question->step == DAY_SECONDS || start % DAY_SECONDS == SG_ADMIN_DOUBLE_HOUR * HOUR_SECONDS;
}

static gboolean
is_workday (gint64 day)
{
  /* The first day of all was a Thursday. */
  return (day / DAY_SECONDS + 3) % 7 < 5;
}

#define OLD_COST(amount, workspace, description, cost_type, model) \
  "{\"currency\":\"USD\",\"amount\":\"" amount "\",\"workspace_id\":" workspace ",\"description\":\"" description "\"," \
  "\"cost_type\":\"" cost_type "\",\"model\":" model ",\"token_type\":null,\"context_window\":null,\"service_tier\":null," \
  "\"inference_geo\":null}"

static void
append_old_costs (GString *body,
                  gint64   day)
{
  if (is_workday (day))
    g_string_append (body,
                     OLD_COST (SG_ADMIN_DOUBLE_OPUS_CENTS, "\"wrkspc_01AbC\"", "Claude Opus 5.5 Usage - Output Tokens", "tokens",
                               "\"claude-opus-5-5\"") ","
                     OLD_COST (SG_ADMIN_DOUBLE_SONNET_CENTS, "null", "Claude Sonnet 5.5 Usage - Input Tokens", "tokens",
                               "\"claude-sonnet-5-5\"") ",");
  g_string_append (body, OLD_COST (SG_ADMIN_DOUBLE_SEARCH_CENTS, "null", "Web Search Usage", "web_search", "null"));
}

static void
append_old_usage (GString *body,
                  gint64   day)
{
  if (is_workday (day))
    g_string_append (body, "{\"uncached_input_tokens\":1000,\"cache_creation\":{\"ephemeral_1h_input_tokens\":0,"
                     "\"ephemeral_5m_input_tokens\":200},\"cache_read_input_tokens\":30000,\"output_tokens\":400,"
                     "\"server_tool_use\":{\"web_search_requests\":4},\"workspace_id\":null,\"model\":\"claude-opus-5-5\"}");
}

static void
append_new_row (GString    *body,
                const char *span,
                const char *group,
                const char *figures)
{
  if (body->str[body->len - 1] == '}')
    g_string_append_c (body, ',');
  g_string_append_printf (body, "{%s,\"group\":{%s},%s}", span, group, figures);
}

#define NEW_COST(amount) \
  "\"cost\":{\"amount\":\"" amount "\",\"list_amount\":\"" amount "\",\"currency\":\"USD\",\"requests\":3}"

static void
append_new_costs (GString    *body,
                  gint64      day,
                  const char *span)
{
  if (is_workday (day)) {
    append_new_row (body, span, "\"model\":\"claude-opus-5-5\",\"workspace_id\":\"wrkspc_01AbC\",\"cost_type\":\"tokens\"",
                    NEW_COST (SG_ADMIN_DOUBLE_OPUS_CENTS));
    append_new_row (body, span, "\"model\":\"claude-sonnet-5-5\",\"workspace_id\":null,\"cost_type\":\"tokens\"",
                    NEW_COST (SG_ADMIN_DOUBLE_SONNET_CENTS));
  }
  append_new_row (body, span, "\"model\":null,\"cost_type\":\"web_search\"", NEW_COST (SG_ADMIN_DOUBLE_SEARCH_CENTS));
}

/* Opus is what Claude Code used. */
static void
append_products (GString    *body,
                 gint64      day,
                 const char *span)
{
  if (is_workday (day)) {
    append_new_row (body, span, "\"product\":\"claude_code\"", NEW_COST (SG_ADMIN_DOUBLE_OPUS_CENTS));
    append_new_row (body, span, "\"product\":\"messages_api\"", NEW_COST (SG_ADMIN_DOUBLE_SONNET_CENTS));
  }
}

static void
append_new_usage (GString    *body,
                  gint64      day,
                  const char *span)
{
  if (is_workday (day))
    append_new_row (body, span, "\"model\":\"claude-opus-5-5\"",
                    "\"usage\":{\"uncached_input_tokens\":1000,\"cache_creation\":{\"ephemeral_5m_input_tokens\":200},"
                    "\"cache_read_input_tokens\":30000,\"output_tokens\":400,\"requests\":3,\"total_tokens\":31600}");
}

static void
append_extra (GString             *body,
              const SgAdminDouble *self,
              const Question      *question,
              gint64               day,
              const char          *span)
{
  g_autofree char *figures = NULL;

  if (self->extra_day != day || !question->is_cost)
    return;

  figures = g_strdup_printf (question->is_new ? "\"cost\":{\"amount\":\"%s\",\"currency\":\"USD\"}" : "\"currency\":\"USD\",\"amount\":\"%s\"",
                             self->extra_cents);
  if (question->is_new)
    append_new_row (body, span, "\"model\":\"claude-opus-5-5\",\"cost_type\":\"tokens\"", figures);
  else
    g_string_append_printf (body, ",{%s,\"description\":\"Too much\",\"cost_type\":\"tokens\",\"model\":\"claude-opus-5-5\"}", figures);
}

static void
append_day (GString             *body,
            const SgAdminDouble *self,
            const Question      *question,
            gint64               day)
{
  g_autoptr (GDateTime) start = g_date_time_new_from_unix_utc (day);
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_utc (day + question->step);
  g_autofree char *from = g_date_time_format (start, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *until = g_date_time_format (end, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *span = g_strdup_printf ("\"starting_at\":\"%s\",\"ending_at\":\"%s\"", from, until);

  if (question->is_by_product)
    append_products (body, day, span);
  else if (question->is_new && question->is_cost)
    append_new_costs (body, day, span);
  else if (question->is_new && is_at_work (question, day))
    append_new_usage (body, day, span);
  if (question->is_new) {
    append_extra (body, self, question, day, span);
    return;
  }

  g_string_append_printf (body, "%s{%s,\"results\":[", body->str[body->len - 1] == '}' ? "," : "", span);
  if (question->is_cost)
    append_old_costs (body, day);
  else if (is_at_work (question, day))
    append_old_usage (body, day);
  append_extra (body, self, question, day, span);
  g_string_append (body, "]}");
}

static void
answer_report (SgAdminDouble     *self,
               SoupServerMessage *message,
               const Question    *question)
{
  g_autoptr (GString) body = g_string_new ("{\"data\":[");
  gint64 n_days = (question->until - question->from) / question->step;
  gint64 end = MIN (n_days, question->skip + question->limit);

  for (gint64 i = question->skip; i < end; i++)
    append_day (body, self, question, question->from + i * question->step);
  if (end < n_days || self->is_endless)
    g_string_append_printf (body, "],\"has_more\":true,\"next_page\":\"page_%" G_GINT64_FORMAT "=%u\"}", end, question->hash);
  else
    g_string_append (body, "],\"has_more\":false,\"next_page\":null}");

  answer_json (message, body->str);
}

static void
report_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  SgAdminDouble *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  Question question = {
    .is_cost = g_str_has_suffix (path, "/cost") || g_str_has_suffix (path, "/cost_report"),
    .is_new = strstr (path, "/analytics/") != NULL,
  };

  if (!admit (self, message))
    return;
  if (question.is_new && !self->has_analytics)
    answer_status (self, message, "403");
  else if (question.is_new && g_strcmp0 (soup_message_headers_get_one (headers, "anthropic-beta"), ANALYTICS_BETA) != 0)
    answer_status (self, message, "400");
  else if (!read_question (&question, message, query))
    answer_status (self, message, "400");
  else
    answer_report (self, message, &question);
}

static void
team_cb (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  SgAdminDouble *self = user_data;
  g_autofree char *body = NULL;

  if (!admit (self, message))
    return;

  body = sg_team_double_answer (query, self->n_people, self->n_page_records, self->is_endless, self->is_circle);
  if (body != NULL)
    answer_json (message, body);
  else
    answer_status (self, message, "400");
}

static void
sg_admin_double_finalize (GObject *object)
{
  SgAdminDouble *self = SG_ADMIN_DOUBLE (object);

  sg_fault_context_clear (&self->context);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->base_url, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->organization_id, g_free);
  g_clear_pointer (&self->extra_cents, g_free);
  g_string_free (self->complaints, TRUE);

  G_OBJECT_CLASS (sg_admin_double_parent_class)->finalize (object);
}

static void
sg_admin_double_class_init (SgAdminDoubleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_admin_double_finalize;
}

static void
sg_admin_double_init (SgAdminDouble *self)
{
  static const char *const reports[] = {
    "/v1/organizations/cost_report", "/v1/organizations/usage_report/messages", "/v1/organizations/analytics/cost",
    "/v1/organizations/analytics/usage",
  };

  self->server = soup_server_new (NULL, NULL);
  self->key = g_strdup (SG_ADMIN_DOUBLE_KEY);
  self->organization_id = g_strdup ("org-1");
  self->n_people = SG_TEAM_DOUBLE_PEOPLE;
  self->n_page_records = SG_TEAM_DOUBLE_PAGE_RECORDS;
  self->complaints = g_string_new (NULL);
  sg_fault_context_init (&self->context);

  soup_server_add_handler (self->server, "/v1/organizations/me", me_cb, self, NULL);
  soup_server_add_handler (self->server, "/v1/organizations/usage_report/claude_code", team_cb, self, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    soup_server_add_handler (self->server, reports[i], report_cb, self, NULL);
}

/**
 * sg_admin_double_new:
 *
 * Returns: (transfer full): it listens already, in this thread's main context
 */
SgAdminDouble *
sg_admin_double_new (void)
{
  SgAdminDouble *self = g_object_new (SG_TYPE_ADMIN_DOUBLE, NULL);

  self->base_url = sg_loopback_listen (self->server);

  return self;
}

const char *
sg_admin_double_get_base_url (SgAdminDouble *self)
{
  return self->base_url;
}

void
sg_admin_double_set_organization (SgAdminDouble *self,
                                  const char    *id)
{
  g_free (self->organization_id);
  self->organization_id = g_strdup (id);
}

/**
 * sg_admin_double_set_key:
 *
 * Any other key is answered with 401 from now on.
 */
void
sg_admin_double_set_key (SgAdminDouble *self,
                         const char    *key)
{
  g_free (self->key);
  self->key = g_strdup (key);
}

/**
 * sg_admin_double_set_scenario:
 * @name: a fault's, or `ok`
 */
gboolean
sg_admin_double_set_scenario (SgAdminDouble *self,
                              const char    *name)
{
  self->fault = g_str_equal (name, "ok") ? NULL : sg_fault_find (name);
  self->n_good_calls = 0;

  return self->fault != NULL || g_str_equal (name, "ok");
}

/**
 * sg_admin_double_set_fault_after:
 * @n_calls: from now on, that are answered well before the scenario's fault
 */
void
sg_admin_double_set_fault_after (SgAdminDouble *self,
                                 guint          n_calls)
{
  self->n_good_calls = self->n_calls + n_calls;
}

void
sg_admin_double_allow_analytics (SgAdminDouble *self,
                                 gboolean       allowed)
{
  self->has_analytics = allowed;
}

/**
 * sg_admin_double_set_endless:
 *
 * Has every page of a report name a next one.
 */
void
sg_admin_double_set_endless (SgAdminDouble *self,
                             gboolean       endless)
{
  self->is_endless = endless;
}

void
sg_admin_double_set_people (SgAdminDouble *self,
                            guint          n_people)
{
  self->n_people = n_people;
}

/**
 * sg_admin_double_set_page_records:
 * @n_records: the most that a page of the people has, whatever limit is asked for
 */
void
sg_admin_double_set_page_records (SgAdminDouble *self,
                                  guint          n_records)
{
  self->n_page_records = n_records;
}

/**
 * sg_admin_double_set_circle:
 *
 * Has the pages of the people name each other in a circle; sg_admin_double_set_endless() has them go on for ever.
 */
void
sg_admin_double_set_circle (SgAdminDouble *self,
                            gboolean       is_circle)
{
  self->is_circle = is_circle;
}

/**
 * sg_admin_double_set_extra:
 * @day: a UTC midnight, in Unix seconds
 * @cents: what it costs besides the usual
 */
void
sg_admin_double_set_extra (SgAdminDouble *self,
                           gint64         day,
                           const char    *cents)
{
  self->extra_day = day;
  g_free (self->extra_cents);
  self->extra_cents = g_strdup (cents);
}

guint
sg_admin_double_get_n_calls (SgAdminDouble *self)
{
  return self->n_calls;
}

/**
 * sg_admin_double_get_complaints:
 *
 * Returns: what was wrong with the requests so far, a line each; empty when all were right
 */
const char *
sg_admin_double_get_complaints (SgAdminDouble *self)
{
  return self->complaints->str;
}
