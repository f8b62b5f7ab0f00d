/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What /v1/organizations/usage_report/claude_code answers: a record per person, terminal and day. */

#include "sg-team-page.h"

#include "sg-admin-reply.h"
#include "sg-json.h"
#include "sg-time.h"

/* The longest e-mail address (RFC 5321) has 254; a key may be called anything. */
#define MAX_NAME_CHARS 320
/* Nobody does as much in a day; ten thousand of them for ten years still add up. */
#define MAX_COUNT G_GINT64_CONSTANT (1000000000000)
/* There are five tools and a dozen models. */
#define MAX_NAMES 100

/* A part that is missing counted nothing; one that cannot be has the record left out. */
static gboolean
read_count (JsonObject *object,
            const char *member,
            gint64     *count)
{
  *count = 0;
  if (object == NULL || !json_object_has_member (object, member) || json_object_get_null_member (object, member))
    return TRUE;

  return sg_json_get_int (object, member, count) && *count >= 0 && *count <= MAX_COUNT;
}

/* A name is somebody's identity: it is never cut. */
static char *
dup_name (const char *text)
{
  g_autoptr (GString) clean = NULL;

  if (text == NULL || g_utf8_strlen (text, -1) > MAX_NAME_CHARS)
    return NULL;

  clean = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    g_string_append_unichar (clean, g_unichar_isprint (c) ? c : ' ');
  }
  g_strstrip (clean->str);

  return *clean->str != '\0' ? g_strdup (clean->str) : NULL;
}

static SgTeamRecord *
read_actor (JsonObject *entry)
{
  JsonObject *actor = sg_json_get_object (entry, "actor");
  gboolean is_key = g_strcmp0 (sg_json_get_string (actor, "type"), "api_actor") == 0;
  g_autofree char *name = dup_name (sg_json_get_string (actor, is_key ? "api_key_name" : "email_address"));

  return name ? sg_team_record_new (name, is_key) : NULL;
}

/* What else makes a record one of its own */
static char *
dup_terminal (JsonObject *entry)
{
  const char *const members[] = { "terminal_type", "customer_type", "subscription_type" };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++) {
    const char *value = sg_json_get_string (entry, members[i]);

    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", value ? value : "-");
  }

  return g_string_free (text, FALSE);
}

static gboolean
read_metrics (SgTeamRecord *record,
              JsonObject   *metrics)
{
  JsonObject *lines = sg_json_get_object (metrics, "lines_of_code");

  return read_count (metrics, "num_sessions", &record->sessions) &&
         read_count (metrics, "commits_by_claude_code", &record->commits) &&
         read_count (metrics, "pull_requests_by_claude_code", &record->pull_requests) &&
         read_count (lines, "added", &record->lines_added) && read_count (lines, "removed", &record->lines_removed);
}

static gboolean
read_tools (SgTeamRecord *record,
            JsonObject   *actions)
{
  g_autoptr (GList) names = actions ? json_object_get_members (actions) : NULL;

  if (actions != NULL && json_object_get_size (actions) > MAX_NAMES)
    return FALSE;

  for (GList *item = names; item != NULL; item = item->next) {
    JsonObject *counts = sg_json_get_object (actions, item->data);
    g_autofree char *name = dup_name (item->data);
    SgTeamTool tool = { .name = name };

    if (counts == NULL)
      continue;
    if (name == NULL || !read_count (counts, "accepted", &tool.accepted) || !read_count (counts, "rejected", &tool.rejected) ||
        !sg_team_record_add_tool (record, &tool))
      return FALSE;
  }

  return TRUE;
}

/* Cents, here as a number. */
static gboolean
read_cost (JsonObject *cost,
           SgCents    *cents)
{
  const char *currency = sg_json_get_string (cost, "currency");
  const char *text = sg_json_get_string (cost, "amount");
  double number = 0.0;

  if (cost == NULL)
    return TRUE;
  if (currency != NULL && !g_str_equal (currency, "USD"))
    return FALSE;
  if (text != NULL ? !sg_cents_parse (text, cents, NULL)
                   : !sg_json_get_double (cost, "amount", &number) || !sg_cents_from_double (number, cents, NULL))
    return FALSE;

  return cents->whole >= 0 && cents->whole <= MAX_COUNT;
}

static gboolean
read_model (SgTeamRecord *record,
            JsonObject   *entry)
{
  JsonObject *tokens = sg_json_get_object (entry, "tokens");
  g_autofree char *name = dup_name (sg_json_get_string (entry, "model"));
  SgTeamModel model = { .name = name };

  return name != NULL && read_count (tokens, "input", &model.input) && read_count (tokens, "output", &model.output) &&
         read_count (tokens, "cache_read", &model.cache_read) && read_count (tokens, "cache_creation", &model.cache_write) &&
         read_cost (sg_json_get_object (entry, "estimated_cost"), &model.cost) && sg_team_record_add_model (record, &model);
}

static gboolean
read_models (SgTeamRecord *record,
             JsonArray    *models)
{
  guint n_models = models ? json_array_get_length (models) : 0;

  if (n_models > MAX_NAMES)
    return FALSE;

  for (guint i = 0; i < n_models; i++) {
    JsonObject *entry = sg_json_array_get_object (models, i);

    if (entry != NULL && !read_model (record, entry))
      return FALSE;
  }

  return TRUE;
}

static gboolean
is_of_day (JsonObject *entry,
           gint64      day)
{
  const char *text = sg_json_get_string (entry, "date");
  g_autoptr (GDateTime) date = sg_time_parse (text);

  return text == NULL || (date != NULL && g_date_time_to_unix (date) == day);
}

static SgTeamRecord *
read_record (JsonObject *entry,
             gint64      day)
{
  g_autoptr (SgTeamRecord) record = is_of_day (entry, day) ? read_actor (entry) : NULL;

  if (record == NULL || !read_metrics (record, sg_json_get_object (entry, "core_metrics")) ||
      !read_tools (record, sg_json_get_object (entry, "tool_actions")) ||
      !read_models (record, sg_json_get_array (entry, "model_breakdown")))
    return NULL;

  record->terminal = dup_terminal (entry);

  return g_steal_pointer (&record);
}

static void
read_records (SgTeamPage *self,
              JsonArray  *data,
              gint64      day)
{
  for (guint i = 0; i < json_array_get_length (data); i++) {
    JsonObject *entry = sg_json_array_get_object (data, i);
    SgTeamRecord *record = entry ? read_record (entry, day) : NULL;

    if (record != NULL)
      g_ptr_array_add (self->records, record);
    else
      self->n_unreadable++;
  }
}

/**
 * sg_team_page_parse:
 * @day: which was asked for: Unix seconds, a UTC midnight
 * @text: the body of the answer
 *
 * A record that cannot be (no name, a count below 0, another day's) is left out and counted;
 * a part of one that is missing is 0.
 *
 * Returns: (transfer full): the page, or %NULL with an #SgError
 */
SgTeamPage *
sg_team_page_parse (gint64      day,
                    const char *text,
                    gsize       length,
                    GError    **error)
{
  JsonArray *data;
  g_autoptr (JsonNode) reply = sg_admin_reply_parse (text, length, &data, error);
  g_autoptr (SgTeamPage) self = g_new0 (SgTeamPage, 1);

  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_team_record_free);
  if (reply == NULL)
    return NULL;

  read_records (self, data, day);

  return sg_admin_reply_read_cursor (reply, &self->next_page, error) ? g_steal_pointer (&self) : NULL;
}

void
sg_team_page_free (SgTeamPage *self)
{
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_free (self->next_page);
  g_free (self);
}
