/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-words.h"

#define NOW "2026-11-24T12:36:00Z"

typedef struct {
  const char *name;
  SgLimitKind kind;
  const char *id;
  const char *label;      /* (nullable) */
  double      used_percent;
  const char *resets_at;  /* (nullable) */
  const char *as_of;      /* (nullable): NOW */
  const char *title;
  const char *percent;
  const char *reset;
  const char *warning;    /* (nullable) */
  const char *line;
  const char *spoken;
} LimitCase;

static const LimitCase limit_cases[] = {
  { "session", SG_LIMIT_SESSION, "session", "ignored", 78.0, "2026-11-24T14:50:00Z", NULL,
    "5-hour limit", "78 %", "Resets in 2 h 14 min (14:50)", "Approaching the limit",
    "5-hour limit: 78 % used, resets at 14:50",
    "5-hour limit, 78 percent used, resets in 2 hours 14 minutes, ahead of pace" },
  { "week", SG_LIMIT_WEEKLY, "weekly", NULL, 52.4, "2026-11-27T16:00:00Z", NULL,
    "Week, all models", "52 %", "Resets in 3 d 3 h (Fri 16:00)", NULL,
    "Week, all models: 52 % used, resets on Fri at 16:00",
    "Week, all models, 52 percent used, resets in 3 days 3 hours, on pace" },
  { "week-of-a-model", SG_LIMIT_SCOPED, "weekly:Fable", "Fable", 91.0, "2026-12-01T12:00:00Z", NULL,
    "Week, Fable", "91 %", "Resets in 6 d 23 h (1 Dec 12:00)", "Near the limit",
    "Week, Fable: 91 % used, resets on 1 Dec at 12:00",
    "Week, Fable, 91 percent used, resets in 6 days 23 hours, ahead of pace" },
  { "week-of-a-model-by-its-id", SG_LIMIT_SCOPED, "weekly:Opus", NULL, 1.0, "2026-11-24T12:36:59Z", NULL,
    "Week, Opus", "1 %", "Resets in less than a minute (12:36)", NULL,
    "Week, Opus: 1 % used, resets at 12:36",
    "Week, Opus, 1 percent used, resets in less than a minute, behind pace" },
  { "the-server-s-own-name", SG_LIMIT_OTHER, "tangelo", "Tangelo", 12.0, "2026-11-24T13:36:00Z", NULL,
    "Tangelo", "12 %", "Resets in 1 h (13:36)", NULL,
    "Tangelo: 12 % used, resets at 13:36",
    "Tangelo, 12 percent used, resets in 1 hour" },
  { "no-name-at-all", SG_LIMIT_OTHER, "", NULL, 12.0, NULL, NULL,
    "Limit", "12 %", "Reset time not known", NULL,
    "Limit: 12 % used",
    "Limit, 12 percent used" },
  { "markup", SG_LIMIT_OTHER, "x", "<b>Q&A</b>\n\t\u202e100%", 12.0, NULL, NULL,
    "<b>Q&A</b>   100%", "12 %", "Reset time not known", NULL,
    "‹b›Q+A‹/b›   100%: 12 % used",
    "<b>Q&A</b>   100%, 12 percent used" },
  { "not-started", SG_LIMIT_SESSION, "session", NULL, 0.0, NULL, NULL,
    "5-hour limit", "0 %", "Not started", NULL,
    "5-hour limit: 0 % used, not started",
    "5-hour limit, 0 percent used, not started" },
  { "hardly-begun", SG_LIMIT_SESSION, "session", NULL, 0.2, "2026-11-24T17:36:00Z", NULL,
    "5-hour limit", "1 %", "Resets in 5 h (17:36)", NULL,
    "5-hour limit: 1 % used, resets at 17:36",
    "5-hour limit, 1 percent used, resets in 5 hours, on pace" },
  { "nearly-full", SG_LIMIT_SESSION, "session", NULL, 99.6, "2026-11-24T12:37:00Z", NULL,
    "5-hour limit", "99 %", "Resets in 1 min (12:37)", "Near the limit",
    "5-hour limit: 99 % used, resets at 12:37",
    "5-hour limit, 99 percent used, resets in 1 minute, on pace" },
  { "full", SG_LIMIT_SESSION, "session", NULL, 100.0, "2026-11-24T14:50:00Z", NULL,
    "5-hour limit", "100 %", "Resets in 2 h 14 min (14:50)", "Limit reached, resets at 14:50",
    "5-hour limit: 100 % used, resets at 14:50",
    "5-hour limit, 100 percent used, resets in 2 hours 14 minutes, ahead of pace" },
  { "full-for-days", SG_LIMIT_WEEKLY, "weekly", NULL, 104.2, "2026-11-27T16:00:00Z", NULL,
    "Week, all models", "104 %", "Resets in 3 d 3 h (Fri 16:00)", "Limit reached, resets on Fri at 16:00",
    "Week, all models: 104 % used, resets on Fri at 16:00",
    "Week, all models, 104 percent used, resets in 3 days 3 hours, ahead of pace" },
  { "full-and-no-end-known", SG_LIMIT_SESSION, "session", NULL, 100.0, NULL, NULL,
    "5-hour limit", "100 %", "Reset time not known", "Limit reached",
    "5-hour limit: 100 % used",
    "5-hour limit, 100 percent used" },
  { "stale", SG_LIMIT_SESSION, "session", NULL, 95.0, "2026-11-24T14:50:00Z", "2026-11-24T10:00:00Z",
    "5-hour limit", "95 %", "Resets in 2 h 14 min (14:50)", "Last known value, 2 h old",
    "5-hour limit: 95 % used, resets at 14:50, read at 10:00",
    "5-hour limit, 95 percent used, resets in 2 hours 14 minutes, value 2 hours old" },
  { "past-its-reset", SG_LIMIT_SESSION, "session", NULL, 95.0, "2026-11-24T12:36:00Z", "2026-11-24T12:30:00Z",
    "5-hour limit", "–", "Reset, new value not yet known", NULL,
    "5-hour limit: reset, new value not yet known",
    "5-hour limit, reset, new value not yet known" },
  { "long-past-its-reset", SG_LIMIT_SESSION, "session", NULL, 95.0, "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z",
    "5-hour limit", "–", "Reset, new value not yet known", NULL,
    "5-hour limit: reset, new value not yet known",
    "5-hour limit, reset, new value not yet known" },
  { "end-of-the-calendar", SG_LIMIT_WEEKLY, "weekly", NULL, 100.0, "9999-12-31T23:59:59Z", NULL,
    "Week, all models", "100 %", "Resets in 2912115 d 11 h (31 Dec 9999)", "Limit reached, resets on 31 Dec 9999",
    "Week, all models: 100 % used, resets on 31 Dec 9999",
    "Week, all models, 100 percent used, resets in 2912115 days 11 hours" },
};

static GDateTime *
time_of (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  GDateTime *time = g_date_time_new_from_iso8601 (text, utc);

  g_assert_nonnull (time);

  return time;
}

static void
test_limit (gconstpointer user_data)
{
  const LimitCase *c = user_data;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = time_of (NOW);
  g_autoptr (GDateTime) as_of = time_of (c->as_of ? c->as_of : NOW);
  g_autoptr (GDateTime) resets_at = c->resets_at ? time_of (c->resets_at) : NULL;
  g_autoptr (SgLimit) limit = sg_limit_new (c->id, c->kind, c->label, c->used_percent, resets_at, SG_ORIGIN_ENDPOINT, as_of);
  g_autofree char *title = sg_words_limit_name (limit);
  g_autofree char *percent = sg_words_limit_percent (limit, now);
  g_autofree char *reset = sg_words_limit_reset (limit, now, zone);
  g_autofree char *warning = sg_words_limit_warning (limit, now, zone);
  g_autofree char *line = sg_words_limit_line (limit, now, zone);
  g_autofree char *spoken = sg_words_limit_spoken (limit, now);

  g_assert_cmpstr (title, ==, c->title);
  g_assert_cmpstr (percent, ==, c->percent);
  g_assert_cmpstr (reset, ==, c->reset);
  g_assert_cmpstr (warning, ==, c->warning);
  g_assert_cmpstr (line, ==, c->line);
  g_assert_cmpstr (spoken, ==, c->spoken);
}

static void
test_a_long_name_is_cut (void)
{
  g_autoptr (GDateTime) now = time_of (NOW);
  g_autofree char *label = g_strnfill (1000, 'x');
  g_autoptr (SgLimit) limit = sg_limit_new ("x", SG_LIMIT_OTHER, label, 1.0, NULL, SG_ORIGIN_ENDPOINT, now);
  g_autofree char *name = sg_words_limit_name (limit);

  g_assert_cmpint (g_utf8_strlen (name, -1), ==, 61);
  g_assert_true (g_str_has_suffix (name, "x…"));
}

static void
test_a_place_without_that_time (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (14 * 60 * 60);
  g_autoptr (GDateTime) now = time_of (NOW);
  g_autoptr (GDateTime) last = time_of ("9999-12-31T23:59:59Z");
  g_autoptr (SgLimit) limit = sg_limit_new ("x", SG_LIMIT_OTHER, "X", 100.0, last, SG_ORIGIN_ENDPOINT, now);
  g_autofree char *reset = sg_words_limit_reset (limit, now, zone);
  g_autofree char *warning = sg_words_limit_warning (limit, now, zone);

  g_assert_cmpstr (reset, ==, "Resets in 2912115 d 11 h (–)");
  g_assert_cmpstr (warning, ==, "Limit reached");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (limit_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/words/limit/%s", limit_cases[i].name);
    g_test_add_data_func (path, &limit_cases[i], test_limit);
  }
  g_test_add_func ("/words/limit/a-long-name-is-cut", test_a_long_name_is_cut);
  g_test_add_func ("/words/limit/a-place-without-that-time", test_a_place_without_that_time);

  return g_test_run ();
}
