/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-history-steps.h"

static gint64
unix_of (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  return g_date_time_to_unix (time);
}

static const struct {
  const char   *name;
  SgHistorySpan span;
  const char   *zone;
  const char   *now;
  guint         n_steps;
  const char   *first;
  const char   *last;
} cases[] = {
  { "day", SG_HISTORY_DAY, "UTC", "2026-11-21T12:07:00", 96, "2026-11-20T12:15:00", "2026-11-21T12:15:00" },
  { "day-at-a-quarter", SG_HISTORY_DAY, "UTC", "2026-11-21T12:15:00", 96, "2026-11-20T12:30:00", "2026-11-21T12:30:00" },
  { "week", SG_HISTORY_WEEK, "UTC", "2026-11-21T12:07:00", 85, "2026-11-14T12:00:00", "2026-11-21T14:00:00" },
  { "week-elsewhere", SG_HISTORY_WEEK, "Asia/Kolkata", "2026-11-21T12:07:00", 85, "2026-11-14T10:30:00", "2026-11-21T12:30:00" },
  { "month", SG_HISTORY_MONTH, "UTC", "2026-11-21T12:07:00", 91, "2026-10-22T08:00:00", "2026-11-21T16:00:00" },
  { "month-with-a-long-day", SG_HISTORY_MONTH, "Europe/Berlin", "2026-11-10T12:00:00", 91, "2026-10-11T06:00:00", "2026-11-10T15:00:00" },
  { "month-with-a-short-day", SG_HISTORY_MONTH, "Europe/Berlin", "2026-04-10T12:00:00", 91, "2026-03-11T07:00:00", "2026-04-10T14:00:00" },
  { "year-from-monday", SG_HISTORY_YEAR, "UTC", "2026-11-21T12:07:00", 53, "2025-11-17T00:00:00", "2026-11-23T00:00:00" },
  { "year-on-monday", SG_HISTORY_YEAR, "UTC", "2026-11-23T00:00:00", 53, "2025-11-24T00:00:00", "2026-11-30T00:00:00" },
};

static void
test_steps (gconstpointer user_data)
{
  gsize i = GPOINTER_TO_SIZE (user_data);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (cases[i].zone);
  g_autoptr (GArray) steps = NULL;
  guint step;

  g_assert_nonnull (zone);
  steps = sg_history_steps_new (cases[i].span, unix_of (cases[i].now), zone);

  g_assert_cmpuint (steps->len, ==, cases[i].n_steps + 1);
  g_assert_cmpint (g_array_index (steps, gint64, 0), ==, unix_of (cases[i].first));
  g_assert_cmpint (g_array_index (steps, gint64, steps->len - 1), ==, unix_of (cases[i].last));
  for (guint at = 1; at < steps->len; at++)
    g_assert_cmpint (g_array_index (steps, gint64, at), >, g_array_index (steps, gint64, at - 1));
  g_assert_true (sg_history_steps_find (steps, unix_of (cases[i].now), &step));
  g_assert_cmpuint (step, ==, cases[i].n_steps - 1);
}

static void
test_find (void)
{
  static const gint64 boundaries[] = { 100, 200, 400 };
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint step = 9;

  g_array_append_vals (steps, boundaries, G_N_ELEMENTS (boundaries));

  g_assert_false (sg_history_steps_find (steps, 99, &step));
  g_assert_true (sg_history_steps_find (steps, 100, &step));
  g_assert_cmpuint (step, ==, 0);
  g_assert_true (sg_history_steps_find (steps, 399, &step));
  g_assert_cmpuint (step, ==, 1);
  g_assert_false (sg_history_steps_find (steps, 400, &step));
}

static void
test_nicks (void)
{
  SgHistorySpan span;

  for (guint i = 0; i < SG_N_HISTORY_SPANS; i++) {
    g_assert_true (sg_history_span_from_nick (sg_history_span_to_nick (i), &span));
    g_assert_cmpint (span, ==, i);
  }
  g_assert_false (sg_history_span_from_nick ("forever", &span));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/history-steps/", cases[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_steps);
  }
  g_test_add_func ("/history-steps/find", test_find);
  g_test_add_func ("/history-steps/nicks", test_nicks);

  return g_test_run ();
}
