/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-recording.h"

#include <string.h>

#include "sg-error.h"
#include "sg-json.h"
#include "sg-reply-text.h"
#include "sg-time.h"

#define SCOPED "weekly:"

typedef struct {
  gint64   time;
  gint64   until;        /* it was last read so */
  gint64   resets_at;    /* or 0 */
  char    *id;
  double   percent;
  SgOrigin origin;
} Sample;

struct _SgRecording {
  GPtrArray *samples;   /* (owned) (element-type Sample): by time */
};

static void
sample_free (Sample *self)
{
  g_free (self->id);
  g_free (self);
}

void
sg_recording_free (SgRecording *self)
{
  g_clear_pointer (&self->samples, g_ptr_array_unref);
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

/* Returns: (nullable): %NULL where it is no limit's row */
static Sample *
read_row (JsonObject  *row,
          const char **profile)
{
  g_autofree char *id = sg_reply_clean_text (sg_json_get_string (row, "name"));
  gint64 time = get_time (row, "time");
  double percent = -1.0;
  Sample *sample;

  if (g_strcmp0 (sg_json_get_string (row, "kind"), "limit") != 0 || id == NULL || time == 0 ||
      !sg_json_get_double (row, "percent", &percent) || percent < 0.0 || !is_of (row, profile))
    return NULL;

  sample = g_new0 (Sample, 1);
  sample->id = g_steal_pointer (&id);
  sample->time = time;
  sample->until = MAX (get_time (row, "until"), time);
  sample->resets_at = get_time (row, "resetsAt");
  sample->percent = percent;
  sample->origin = sg_origin_from_nick (sg_json_get_string (row, "origin"));

  return sample;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const Sample *one = *(Sample *const *) a;
  const Sample *other = *(Sample *const *) b;

  return (one->time > other->time) - (one->time < other->time);
}

/**
 * sg_recording_parse:
 * @text: what `sandglass export --history json` wrote: an array of rows, of which those of kind `limit` count
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
  self->samples = g_ptr_array_new_with_free_func ((GDestroyNotify) sample_free);
  rows = sg_json_get_array (json_node_get_object (root), "rows");
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++) {
    JsonObject *row = sg_json_array_get_object (rows, i);
    Sample *sample = row ? read_row (row, &profile) : NULL;

    if (sample != NULL)
      g_ptr_array_add (self->samples, sample);
  }
  g_ptr_array_sort (self->samples, compare_times);
  if (self->samples->len > 0)
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
  const Sample *first = g_ptr_array_index (self->samples, 0);

  return g_date_time_new_from_unix_utc (first->time);
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

  for (guint i = 0; i < self->samples->len; i++)
    end = MAX (end, ((const Sample *) g_ptr_array_index (self->samples, i))->until);

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
limit_of (const Sample *sample,
          gint64        now)
{
  g_autoptr (GDateTime) as_of = g_date_time_new_from_unix_utc (MIN (sample->until, now));
  g_autoptr (GDateTime) resets_at = sample->resets_at != 0 ? g_date_time_new_from_unix_utc (sample->resets_at) : NULL;
  const char *label = g_str_has_prefix (sample->id, SCOPED) ? sample->id + strlen (SCOPED) : NULL;

  return sg_limit_new (sample->id, kind_of (sample->id), label, sample->percent, resets_at, sample->origin, as_of);
}

/**
 * sg_recording_dup_limits:
 *
 * Returns: (transfer full) (element-type SgLimit): as they were last read at @now
 */
GPtrArray *
sg_recording_dup_limits (const SgRecording *self,
                         GDateTime         *now)
{
  GPtrArray *limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 seconds = g_date_time_to_unix (now);

  for (guint i = self->samples->len; i > 0; i--) {
    const Sample *sample = g_ptr_array_index (self->samples, i - 1);

    if (sample->time <= seconds && g_hash_table_add (seen, sample->id))
      g_ptr_array_insert (limits, 0, limit_of (sample, seconds));
  }

  return limits;
}
