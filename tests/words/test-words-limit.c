/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

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
  { "session", SG_LIMIT_SESSION, "session", NULL, 78.0, "2026-11-24T14:50:00Z", NULL,
    "5-hour limit", "78 %", "Resets in 2 h 14 min (14:50)", "Approaching the limit",
    "5-hour limit: 78 % used, resets in 2 h 14 min",
    "5-hour limit, 78 percent used, resets in 2 hours 14 minutes, ahead of pace" },
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (limit_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/words/limit/%s", limit_cases[i].name);
    g_test_add_data_func (path, &limit_cases[i], test_limit);
  }

  return g_test_run ();
}
