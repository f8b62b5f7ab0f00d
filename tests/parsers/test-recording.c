/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-error.h"
#include "sg-recording.h"

#define ROW(name, time, percent, resets) \
  "{\"kind\":\"limit\",\"time\":\"2026-11-21T" time "Z\",\"until\":\"2026-11-21T" time "Z\",\"profile\":\"\",\"name\":\"" name "\"," \
  "\"percent\":" percent ",\"resetsAt\":\"2026-11-21T" resets "Z\",\"origin\":\"endpoint\",\"ageSeconds\":5}"

static const char text[] =
  "[" ROW ("session", "12:00:00", "10", "14:00:00") "," ROW ("session", "13:00:00", "40", "14:00:00") ","
  "{\"kind\":\"reset\",\"time\":\"2026-11-21T14:00:00Z\",\"name\":\"session\"},"
  ROW ("weekly:Fable", "12:30:00", "91.5", "20:00:00") ","
  "{\"kind\":\"limit\",\"time\":\"2026-11-21T12:00:00Z\",\"profile\":\"work\",\"name\":\"weekly\",\"percent\":7},"
  "{\"kind\":\"cost\",\"time\":\"2026-11-21T12:00:00Z\",\"until\":\"2026-11-21T12:15:00Z\",\"name\":\"claude-opus-5\",\"usd\":1.5},"
  "{\"kind\":\"cost\",\"time\":\"2026-11-21T12:15:00Z\",\"until\":\"2026-11-21T12:30:00Z\",\"name\":\"new\",\"detail\":\"price unknown\"},"
  "{\"kind\":\"limit\",\"time\":\"soon\",\"name\":\"session\",\"percent\":7},7,null]";

static GDateTime *
at (int hour,
    int minute)
{
  return g_date_time_new_utc (2026, 11, 21, hour, minute, 0);
}

static char *
said_at (const SgRecording *recording,
         int                hour,
         int                minute)
{
  g_autoptr (GDateTime) now = at (hour, minute);
  g_autoptr (GPtrArray) limits = sg_recording_dup_limits (recording, now);
  GString *said = g_string_new (NULL);

  for (guint i = 0; i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    g_string_append_printf (said, "%s %.1f;", limit->id, limit->used_percent);
    g_assert_cmpint (g_date_time_compare (limit->as_of, now), <=, 0);
    g_assert_cmpint (limit->origin, ==, SG_ORIGIN_RECORDING);
  }

  return g_string_free (said, FALSE);
}

static void
test_each_moment_has_its_limits (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgRecording) recording = sg_recording_parse (text, strlen (text), &error);
  g_autoptr (GDateTime) start = NULL, end = NULL;
  g_autofree char *before = NULL, *first = NULL, *second = NULL, *last = NULL;

  g_assert_no_error (error);
  start = sg_recording_dup_start (recording);
  end = sg_recording_dup_end (recording);
  before = said_at (recording, 11, 59);
  first = said_at (recording, 12, 0);
  second = said_at (recording, 12, 45);
  last = said_at (recording, 23, 0);

  g_assert_cmpint (g_date_time_get_hour (start), ==, 12);
  g_assert_cmpint (g_date_time_get_hour (end), ==, 13);
  g_assert_cmpstr (before, ==, "");
  g_assert_cmpstr (first, ==, "session 10.0;");
  g_assert_cmpstr (second, ==, "session 10.0;weekly:Fable 91.5;");
  g_assert_cmpstr (last, ==, "weekly:Fable 91.5;session 40.0;");
}

static void
write_row (const SgRecordingRow *row,
           gpointer              user_data)
{
  g_string_append_printf (user_data, "%s %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT " %.1f;", row->id ? row->id : "cost",
                          row->time % 86400 / 60, row->until % 86400 / 60, row->value);
}

static char *
past_at (const SgRecording *recording,
         int                hour,
         int                minute)
{
  g_autoptr (GDateTime) now = at (hour, minute);
  GString *said = g_string_new (NULL);

  sg_recording_visit (recording, g_date_time_to_unix (now), write_row, said);

  return g_string_free (said, FALSE);
}

static void
test_its_past_ends_with_the_moment_played (void)
{
  g_autoptr (SgRecording) recording = sg_recording_parse (text, strlen (text), NULL);
  g_autofree char *before = past_at (recording, 11, 59), *first = past_at (recording, 12, 10), *all = past_at (recording, 23, 0);

  g_assert_cmpstr (before, ==, "");
  g_assert_cmpstr (first, ==, "session 720-720 10.0;cost 720-730 1.5;");
  g_assert_cmpstr (all, ==, "session 720-720 10.0;cost 720-735 1.5;cost 735-750 -1.0;weekly:Fable 750-750 91.5;session 780-780 40.0;");
}

static void
test_what_is_no_recording (void)
{
  static const char *const texts[] = { "", "[]", "{}", "[1,", "7", "[{\"kind\":\"cost\"}]", "{\"rows\":[" ROW ("session", "12:00:00", "1", "13:00:00") "]}" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sg_recording_parse (texts[i], strlen (texts[i]), &error));
    g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/recording/each-moment-has-its-limits", test_each_moment_has_its_limits);
  g_test_add_func ("/recording/its-past-ends-with-the-moment-played", test_its_past_ends_with_the_moment_played);
  g_test_add_func ("/recording/what-is-none", test_what_is_no_recording);

  return g_test_run ();
}
