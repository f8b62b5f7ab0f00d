/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The body of GET /api/oauth/usage, which Claude Code also keeps verbatim in its `.claude.json`. */

#include "sg-usage-reply.h"

#include <string.h>

#include "sg-credits-reply.h"
#include "sg-error.h"
#include "sg-json.h"
#include "sg-reply-error.h"
#include "sg-reply-text.h"
#include "sg-time.h"

#define MAX_LIMITS 64
#define MAX_PERCENT 1000.0
#define WEEK_PREFIX "seven_day_"

static gboolean
get_percent (JsonObject *object,
             const char *member,
             double     *percent)
{
  return sg_json_get_double (object, member, percent) && *percent >= 0.0 && *percent <= MAX_PERCENT;
}

static void
add_limit (SgReading  *reading,
           const char *id,
           SgLimitKind kind,
           const char *label,
           double      percent,
           JsonObject *window)
{
  g_autoptr (GDateTime) exact = sg_time_parse (sg_json_get_string (window, "resets_at"));
  g_autoptr (GDateTime) resets_at = sg_time_round_to_minute (exact);

  if (reading->limits->len < MAX_LIMITS)
    sg_reading_take_limit (reading, sg_limit_new (id, kind, label, percent, resets_at, reading->origin, reading->as_of));
}

static const char *
get_name (JsonObject *scope,
          const char *member)
{
  JsonObject *object = sg_json_get_object (scope, member);
  const char *name = sg_json_get_string (object, "display_name");

  if (name == NULL)
    name = sg_json_get_string (object, "id");

  return name ? name : sg_json_get_string (scope, member);
}

static char *
dup_scope_label (JsonObject *entry)
{
  JsonObject *scope = sg_json_get_object (entry, "scope");
  g_autofree char *model = sg_reply_clean_text (get_name (scope, "model"));
  g_autofree char *surface = sg_reply_clean_text (get_name (scope, "surface"));

  if (model != NULL && surface != NULL)
    return g_strconcat (model, ", ", surface, NULL);

  return model ? g_steal_pointer (&model) : g_steal_pointer (&surface);
}

static void
add_scoped (SgReading  *reading,
            const char *label,
            double      percent,
            JsonObject *window)
{
  g_autofree char *id = g_strconcat ("weekly:", label, NULL);

  add_limit (reading, id, SG_LIMIT_SCOPED, label, percent, window);
}

static void
add_unknown (SgReading  *reading,
             const char *key,
             const char *scope_label,
             double      percent,
             JsonObject *window)
{
  g_autofree char *name = sg_reply_clean_key (key);
  g_autofree char *label = name && scope_label ? g_strconcat (name, ", ", scope_label, NULL) : g_strdup (name);
  g_autofree char *plain = sg_reply_clean_text (key);
  g_autofree char *id = plain && scope_label ? g_strconcat (plain, ":", scope_label, NULL) : g_strdup (plain);

  if (id != NULL)
    add_limit (reading, id, SG_LIMIT_OTHER, label, percent, window);
}

static void
read_entry (SgReading  *reading,
            JsonObject *entry)
{
  const char *kind = sg_json_get_string (entry, "kind");
  g_autofree char *label = dup_scope_label (entry);
  double percent;

  if (kind == NULL || !get_percent (entry, "percent", &percent))
    return;

  if (g_str_equal (kind, "session"))
    add_limit (reading, "session", SG_LIMIT_SESSION, NULL, percent, entry);
  else if (g_str_equal (kind, "weekly_all"))
    add_limit (reading, "weekly", SG_LIMIT_WEEKLY, NULL, percent, entry);
  else if (g_str_equal (kind, "weekly_scoped") && label != NULL)
    add_scoped (reading, label, percent, entry);
  else
    add_unknown (reading, kind, label, percent, entry);
}

static void
read_entries (SgReading *reading,
              JsonArray *entries)
{
  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++) {
    JsonObject *entry = sg_json_array_get_object (entries, i);

    if (entry != NULL)
      read_entry (reading, entry);
  }
}

static gboolean
has_scoped (SgReading *reading)
{
  for (guint i = 0; i < reading->limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (reading->limits, i);

    if (limit->kind == SG_LIMIT_SCOPED)
      return TRUE;
  }

  return FALSE;
}

static void
read_window (SgReading  *reading,
             const char *key,
             JsonObject *window,
             gboolean    scopes_are_named)
{
  double percent;

  if (!get_percent (window, "utilization", &percent))
    return;

  if (g_str_equal (key, "five_hour")) {
    add_limit (reading, "session", SG_LIMIT_SESSION, NULL, percent, window);
  } else if (g_str_equal (key, "seven_day")) {
    add_limit (reading, "weekly", SG_LIMIT_WEEKLY, NULL, percent, window);
  } else if (g_str_has_prefix (key, WEEK_PREFIX)) {
    g_autofree char *label = sg_reply_clean_key (key + strlen (WEEK_PREFIX));

    if (label != NULL && !scopes_are_named)
      add_scoped (reading, label, percent, window);
  } else {
    add_unknown (reading, key, NULL, percent, window);
  }
}

/* One code-named weekly window repeats a scoped limit under another name: once limits[] names scopes, it wins. */
static void
read_windows (SgReading  *reading,
              JsonObject *body)
{
  gboolean scopes_are_named = has_scoped (reading);
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, body);
  while (reading->limits->len < MAX_LIMITS && json_object_iter_next_ordered (&iter, &key, &node)) {
    if (JSON_NODE_HOLDS_OBJECT (node) && !g_str_equal (key, "extra_usage") && !g_str_equal (key, "spend"))
      read_window (reading, key, json_node_get_object (node), scopes_are_named);
  }
}

static gboolean
is_object_or_null (JsonObject *body,
                   const char *member)
{
  JsonNode *node = json_object_get_member (body, member);

  return node != NULL && (JSON_NODE_HOLDS_OBJECT (node) || JSON_NODE_HOLDS_NULL (node));
}

/* Some plans have no window at all; that is an answer, and an unknown shape is none. */
static gboolean
speaks_of_limits (JsonObject *body)
{
  return sg_json_get_array (body, "limits") != NULL ||
         is_object_or_null (body, "five_hour") || is_object_or_null (body, "seven_day");
}

/**
 * sg_usage_reply_read:
 * @body: what the usage endpoint answered
 * @origin: who handed it to us
 * @as_of: when the server said it
 *
 * `limits[]` is read first; the named windows fill in what it does not name.
 * Percentages come as 0-100; what is null, negative or of a wrong type is not there.
 *
 * Returns: (transfer full): a complete reading, or one with credits only when
 *   the body does not speak of limits; %NULL with an #SgError when the body is
 *   an error or says nothing known
 */
SgReading *
sg_usage_reply_read (JsonObject *body,
                     SgOrigin    origin,
                     GDateTime  *as_of,
                     GError    **error)
{
  g_autoptr (SgReading) reading = NULL;

  if (!sg_reply_check_error (body, error))
    return NULL;

  reading = sg_reading_new (origin, as_of);
  reading->limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  read_entries (reading, sg_json_get_array (body, "limits"));
  read_windows (reading, body);
  reading->credits = sg_credits_reply_read (body, origin, as_of);
  reading->complete = reading->limits->len > 0 || speaks_of_limits (body);

  if (!reading->complete && reading->credits == NULL) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "the answer names no limit and no credits that we know");
    return NULL;
  }
  if (!reading->complete)
    g_clear_pointer (&reading->limits, g_ptr_array_unref);

  return g_steal_pointer (&reading);
}

/**
 * sg_usage_reply_parse:
 *
 * As sg_usage_reply_read(), from text; %SG_ERROR_BAD_DATA when it is not a JSON object.
 *
 * Returns: (transfer full): a reading, or %NULL with @error set
 */
SgReading *
sg_usage_reply_parse (const char *text,
                      gsize       length,
                      SgOrigin    origin,
                      GDateTime  *as_of,
                      GError    **error)
{
  g_autoptr (JsonNode) root = sg_json_parse_object (text, length, error);

  return root ? sg_usage_reply_read (json_node_get_object (root), origin, as_of, error) : NULL;
}
