/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-recording.h"

#include <string.h>

#include "sg-error.h"
#include "sg-json.h"
#include "sg-reply-text.h"
#include "sg-time.h"

#define SCOPED "weekly:"

typedef struct {
  SgRecordingRow row;
  char          *id;   /* (nullable): what @row has */
} Entry;

struct _SgRecording {
  GPtrArray *limits;   /* (owned) (element-type Entry): by time */
  GPtrArray *rows;     /* (owned) (element-type Entry): @limits and what was spent, by time */
};

static void
entry_free (Entry *self)
{
  g_free (self->id);
  g_free (self);
}

void
sg_recording_free (SgRecording *self)
{
  g_clear_pointer (&self->limits, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

static gint64
get_time (JsonObject *row,
          const char *member)
{
  const char *text = sg_json_get_string (row, member);
  g_autoptr (GDateTime) time = text ? sg_time_parse (text) : NULL;

  return time ? g_date_time_to_unix (time) : 0;
}

/* Of several logins the first that is there is played: one icon shows one. */
static gboolean
is_of (JsonObject  *row,
       const char **profile)
{
  const char *named = sg_json_get_string (row, "profile");

  if (*profile == NULL)
    *profile = named ? named : "";

  return g_strcmp0 (named ? named : "", *profile) == 0;
}

static Entry *
entry_new (JsonObject *object,
           gint64      time,
           double      value)
{
  Entry *self = g_new0 (Entry, 1);

  self->row = (SgRecordingRow) {
    .time = time, .until = MAX (get_time (object, "until"), time), .resets_at = get_time (object, "resetsAt"), .value = value,
  };

  return self;
}

static void
read_limit (SgRecording *self,
            JsonObject  *object,
            gint64       time,
            const char **profile)
{
  g_autofree char *id = sg_reply_clean_text (sg_json_get_string (object, "name"));
  double percent = -1.0;
  Entry *entry;

  if (id == NULL || !sg_json_get_double (object, "percent", &percent) || percent < 0.0 || !is_of (object, profile))
    return;

  entry = entry_new (object, time, percent);
  entry->row.id = entry->id = g_steal_pointer (&id);
  g_ptr_array_add (self->limits, entry);
  g_ptr_array_add (self->rows, entry);
}

static void
read_row (SgRecording *self,
          JsonObject  *object,
          const char **profile)
{
  const char *kind = sg_json_get_string (object, "kind");
  gint64 time = get_time (object, "time");
  double usd = -1.0;

  if (time == 0)
    return;
  if (g_strcmp0 (kind, "limit") == 0) {
    read_limit (self, object, time, profile);
  } else if (g_strcmp0 (kind, "cost") == 0) {
    if (!sg_json_get_double (object, "usd", &usd) || usd < 0.0)
      usd = -1.0;
    g_ptr_array_add (self->rows, entry_new (object, time, usd));
  }
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const Entry *one = *(Entry *const *) a;
  const Entry *other = *(Entry *const *) b;

  return (one->row.time > other->row.time) - (one->row.time < other->row.time);
}

/**
 * sg_recording_parse:
 * @text: what `sandglass export --history json` wrote: an array of rows, of which those of kind `limit` and `cost` count
 *
 * Returns: (transfer full): with at least one limit, or %NULL with an #SgError
 */
SgRecording *
sg_recording_parse (const char *text,
                    gsize       length,
                    GError    **error)
{
  g_autoptr (GString) object = g_string_new ("{\"rows\":");
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (SgRecording) self = NULL;
  JsonArray *rows;
  const char *profile = NULL;

  g_string_append_len (object, text ? text : "", (gssize) length);
  g_string_append_c (object, '}');
  root = sg_json_parse_object (object->str, object->len, error);
  if (root == NULL)
    return NULL;

  self = g_new0 (SgRecording, 1);
  self->limits = g_ptr_array_new ();
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  rows = sg_json_get_array (json_node_get_object (root), "rows");
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++) {
    JsonObject *row = sg_json_array_get_object (rows, i);

    if (row != NULL)
      read_row (self, row, &profile);
  }
  g_ptr_array_sort (self->limits, compare_times);
  g_ptr_array_sort (self->rows, compare_times);
  if (self->limits->len > 0)
    return g_steal_pointer (&self);

  g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "it holds no limit; “sandglass export --history json” writes such a file");

  return NULL;
}

/**
 * sg_recording_dup_start:
 *
 * Returns: (transfer full): when the first limit was read
 */
GDateTime *
sg_recording_dup_start (const SgRecording *self)
{
  const Entry *first = g_ptr_array_index (self->limits, 0);

  return g_date_time_new_from_unix_utc (first->row.time);
}

/**
 * sg_recording_dup_end:
 *
 * Returns: (transfer full): until when anything is known
 */
GDateTime *
sg_recording_dup_end (const SgRecording *self)
{
  gint64 end = 0;

  for (guint i = 0; i < self->limits->len; i++)
    end = MAX (end, ((const Entry *) g_ptr_array_index (self->limits, i))->row.until);

  return g_date_time_new_from_unix_utc (end);
}

static SgLimitKind
kind_of (const char *id)
{
  if (g_str_equal (id, "session"))
    return SG_LIMIT_SESSION;
  if (g_str_equal (id, "weekly"))
    return SG_LIMIT_WEEKLY;

  return g_str_has_prefix (id, SCOPED) ? SG_LIMIT_SCOPED : SG_LIMIT_OTHER;
}

static SgLimit *
limit_of (const SgRecordingRow *row,
          gint64                now)
{
  g_autoptr (GDateTime) as_of = g_date_time_new_from_unix_utc (MIN (row->until, now));
  g_autoptr (GDateTime) resets_at = row->resets_at != 0 ? g_date_time_new_from_unix_utc (row->resets_at) : NULL;
  const char *label = g_str_has_prefix (row->id, SCOPED) ? row->id + strlen (SCOPED) : NULL;

  return sg_limit_new (row->id, kind_of (row->id), label, row->value, resets_at, SG_ORIGIN_RECORDING, as_of);
}

/**
 * sg_recording_dup_limits:
 *
 * Returns: (transfer full) (element-type SgLimit): as they were last read at @now; their origin is the recording, wherever it had them from
 */
GPtrArray *
sg_recording_dup_limits (const SgRecording *self,
                         GDateTime         *now)
{
  GPtrArray *limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 seconds = g_date_time_to_unix (now);

  for (guint i = self->limits->len; i > 0; i--) {
    const Entry *entry = g_ptr_array_index (self->limits, i - 1);

    if (entry->row.time <= seconds && g_hash_table_add (seen, entry->id))
      g_ptr_array_insert (limits, 0, limit_of (&entry->row, seconds));
  }

  return limits;
}

/**
 * sg_recording_visit:
 * @now: Unix seconds; what came later is not told
 *
 * Tells what is past, oldest first.
 */
void
sg_recording_visit (const SgRecording *self,
                    gint64             now,
                    SgRecordingFunc    func,
                    gpointer           user_data)
{
  for (guint i = 0; i < self->rows->len; i++) {
    SgRecordingRow row = ((const Entry *) g_ptr_array_index (self->rows, i))->row;

    if (row.time > now)
      return;
    row.until = MIN (row.until, now);
    func (&row, user_data);
  }
}
