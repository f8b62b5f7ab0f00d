/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands in the tables of sessions and projects, without a display. */

#include "sg-session-range.h"
#include "sg-session-view.h"

#define NOW "2026-11-21T12:00:00Z"

static gint64
ms_of (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  return g_date_time_to_unix (time) * 1000;
}

static void
test_a_project_is_called_by_its_folder (void)
{
  static const struct {
    const char *project;
    gboolean    hidden;
    const char *expected;
  } cases[] = {
    { "-home-ada-src-loom", FALSE, "src-loom" },
    { "-home-ada", FALSE, "home-ada" },
    { "-home-adam-loom", FALSE, "home-adam-loom" },
    { "-srv-loom", FALSE, "srv-loom" },
    { "Command results", FALSE, "Command results" },
    { "-", FALSE, "-" },
    { "", FALSE, "" },
    { "bad\xff", FALSE, "bad\357\277\275" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *name = sg_session_view_project (cases[i].project, "/home/ada", cases[i].hidden);

    g_assert_cmpstr (name, ==, cases[i].expected);
  }
}

static void
test_a_hidden_project_keeps_its_tag (void)
{
  g_autofree char *name = sg_session_view_project ("-home-ada-src-loom", "/home/ada", TRUE);
  g_autofree char *again = sg_session_view_project ("-home-ada-src-loom", "/home/bob", TRUE);
  g_autofree char *other = sg_session_view_project ("-home-ada-src-shuttle", "/home/ada", TRUE);

  g_assert_true (g_str_has_prefix (name, "Project "));
  g_assert_null (strstr (name, "loom"));
  g_assert_cmpstr (name, ==, again);
  g_assert_cmpstr (name, !=, other);
}

static void
test_every_column_has_its_text (void)
{
  static const char *const texts[SG_N_LEDGER_COLUMNS] = {
    [SG_LEDGER_COLUMN_PROJECT] = "loom", [SG_LEDGER_COLUMN_SESSION] = "0a1b2c3d", [SG_LEDGER_COLUMN_START] = "09:05",
    [SG_LEDGER_COLUMN_DURATION] = "2 h 14 min", [SG_LEDGER_COLUMN_COST] = "$4.20", [SG_LEDGER_COLUMN_SAVED] = "$11.00",
    [SG_LEDGER_COLUMN_HIT_RATE] = "90 %", [SG_LEDGER_COLUMN_INPUT] = "50,000", [SG_LEDGER_COLUMN_OUTPUT] = "1,234",
    [SG_LEDGER_COLUMN_CACHE_WRITE] = "50,000", [SG_LEDGER_COLUMN_CACHE_READ] = "900,000", [SG_LEDGER_COLUMN_MODELS] = "Opus 5.5",
  };
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (NOW, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  const SgSessionMoment moment = { now, zone };
  const SgLedgerListRow row = {
    .project = (char *) "loom", .session = (char *) "0a1b2c3d-0000", .models = (char *) "Opus 5.5", .n_sessions = 1,
    .first_ms = ms_of ("2026-11-21T09:05:00Z"), .last_ms = ms_of ("2026-11-21T11:19:59Z"),
    .sums = {
      .n_requests = 3, .input = 50000, .output = 1234, .cache_write = 50000, .cache_read = 900000, .pico_usd = 4200000000000,
      .saved_pico_usd = 11000000000000, .priced_reads = 900000,
    },
  };

  for (guint i = 0; i < SG_N_LEDGER_COLUMNS; i++) {
    g_autofree char *text = sg_session_view_text (&row, i, SG_LEDGER_LIST_SESSIONS, &moment);

    g_assert_cmpstr (text, ==, texts[i]);
    g_assert_cmpuint (sg_session_view_width_chars (i, SG_LEDGER_LIST_SESSIONS), >=, g_utf8_strlen (text, -1));
  }
}

static void
test_unknown_is_never_zero (void)
{
  static const struct {
    SgLedgerSums sums;
    const char  *cost;
    const char  *saving;
    const char  *hit_rate;
  } cases[] = {
    { { .n_requests = 2, .input = 1 }, "$0.00", "$0.00", "0 %" },
    { { .n_requests = 2, .n_unpriced = 2, .input = 3, .cache_read = 1 }, "unknown", "unknown", "25 %" },
    { { .n_requests = 2, .n_unpriced = 1, .pico_usd = 1000000000000, .input = 1, .cache_read = 3, .priced_reads = 1, .saved_pico_usd = 2000000000000 },
      "≥ $1.00", "≥ $2.00", "75 %" },
    { { .n_requests = 1, .output = 5 }, "$0.00", "$0.00", "–" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *cost = sg_session_view_cost (&cases[i].sums);
    g_autofree char *saving = sg_session_view_saving (&cases[i].sums);
    g_autofree char *hit_rate = sg_session_view_hit_rate (&cases[i].sums);

    g_assert_cmpstr (cost, ==, cases[i].cost);
    g_assert_cmpstr (saving, ==, cases[i].saving);
    g_assert_cmpstr (hit_rate, ==, cases[i].hit_rate);
  }
}

static void
test_times_that_are_not_known (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (NOW, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  const SgSessionMoment moment = { now, zone };
  SgLedgerListRow row = { .first_ms = G_MAXINT64, .last_ms = G_MININT64 };
  g_autofree char *start = sg_session_view_text (&row, SG_LEDGER_COLUMN_START, SG_LEDGER_LIST_SESSIONS, &moment);
  g_autofree char *duration = sg_session_view_text (&row, SG_LEDGER_COLUMN_DURATION, SG_LEDGER_LIST_SESSIONS, &moment);
  g_autofree char *one = NULL;

  g_assert_cmpstr (start, ==, "–");
  g_assert_cmpstr (duration, ==, "–");

  row.first_ms = row.last_ms = ms_of (NOW);
  one = sg_session_view_text (&row, SG_LEDGER_COLUMN_DURATION, SG_LEDGER_LIST_SESSIONS, &moment);
  g_assert_cmpstr (one, ==, "< 1 min");
}

static void
test_the_window_is_the_server_s (void)
{
  static const struct {
    SgOrigin    origin;
    const char *resets_at;
    const char *from;
  } cases[] = {
    { SG_ORIGIN_ENDPOINT, "2026-11-21T14:00:00Z", "2026-11-21T09:00:00Z" },
    /* The same one, as it is written down by others */
    { SG_ORIGIN_CLAUDE_CACHE, "2026-11-21T13:59:59Z", "2026-11-21T09:00:00Z" },
    { SG_ORIGIN_STATUSLINE, "2026-11-21T14:00:01Z", "2026-11-21T09:00:00Z" },
    { SG_ORIGIN_ENDPOINT, "2026-11-21T11:59:00Z", NULL },
    { SG_ORIGIN_ENDPOINT, NULL, NULL },
    { SG_ORIGIN_ESTIMATE, "2026-11-21T14:00:00Z", NULL },
    { SG_ORIGIN_TRANSCRIPTS, "2026-11-21T14:00:00Z", NULL },
  };
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (NOW, NULL);
  gint64 from_ms, to_ms;

  g_assert_false (sg_session_view_find_window (NULL, now, &from_ms, &to_ms));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
    g_autoptr (GDateTime) resets_at = cases[i].resets_at ? g_date_time_new_from_iso8601 (cases[i].resets_at, NULL) : NULL;

    g_ptr_array_add (limits, sg_limit_new ("session", SG_LIMIT_SESSION, NULL, 40.0, resets_at, cases[i].origin, now));
    g_assert_cmpint (sg_session_view_find_window (limits, now, &from_ms, &to_ms), ==, cases[i].from != NULL);
    if (cases[i].from != NULL) {
      g_assert_cmpint (from_ms, ==, ms_of (cases[i].from));
      g_assert_cmpint (to_ms - from_ms, ==, 5 * 3600 * 1000);
    }
  }
}

static void
test_days_begin_at_local_midnight (void)
{
  static const struct {
    SgSessionRange range;
    const char    *expected;
  } cases[] = {
    { SG_SESSION_TODAY, "2026-11-20T23:00:00Z" },
    { SG_SESSION_7_DAYS, "2026-11-14T23:00:00Z" },
    /* Before the clocks were changed */
    { SG_SESSION_30_DAYS, "2026-10-22T22:00:00Z" },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (NOW, NULL);

  if (zone == NULL) {
    g_test_skip ("no time zones here");
    return;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (sg_session_range_start_ms (cases[i].range, now, zone), ==, ms_of (cases[i].expected));
  g_assert_cmpint (sg_session_range_start_ms (SG_SESSION_ALL_TIME, now, zone), ==, G_MININT64);
}

static void
test_totals_count (void)
{
  const SgLedgerListRow totals = {
    .n_sessions = 12, .sums = { .n_requests = 4, .input = 1, .cache_read = 1, .priced_reads = 1, .pico_usd = 4200000000000, .saved_pico_usd = 1000000000000 },
  };
  g_autofree char *sessions = sg_session_view_totals (&totals, 12, SG_LEDGER_LIST_SESSIONS);
  g_autofree char *projects = sg_session_view_totals (&totals, 2, SG_LEDGER_LIST_PROJECTS);
  g_autofree char *none = sg_session_view_totals (&totals, 0, SG_LEDGER_LIST_PROJECTS);

  g_assert_cmpstr (sessions, ==, "12 sessions · Cost $4.20 · Cache hits 50 % · Saved by the cache $1.00 · Estimates at list prices, this machine");
  g_assert_true (g_str_has_prefix (projects, "2 projects, 12 sessions · Cost $4.20"));
  g_assert_cmpstr (none, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/session-view/a-project-is-called-by-its-folder", test_a_project_is_called_by_its_folder);
  g_test_add_func ("/session-view/a-hidden-project-keeps-its-tag", test_a_hidden_project_keeps_its_tag);
  g_test_add_func ("/session-view/every-column-has-its-text", test_every_column_has_its_text);
  g_test_add_func ("/session-view/unknown-is-never-zero", test_unknown_is_never_zero);
  g_test_add_func ("/session-view/times-that-are-not-known", test_times_that_are_not_known);
  g_test_add_func ("/session-view/the-window-is-the-server-s", test_the_window_is_the_server_s);
  g_test_add_func ("/session-view/days-begin-at-local-midnight", test_days_begin_at_local_midnight);
  g_test_add_func ("/session-view/totals-count", test_totals_count);

  return g_test_run ();
}
