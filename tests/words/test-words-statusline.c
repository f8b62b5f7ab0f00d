/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-time.h"
#include "sg-words.h"

typedef struct {
  const char *name;
  double      session_percent;   /* -1 is not known */
  const char *session_reset;
  double      week_percent;
  const char *week_reset;
  const char *line;
} LineCase;

static const LineCase line_cases[] = {
  { "both", 37.4, "2026-11-24T14:50:00Z", 52.0, "2026-11-27T09:00:00Z", "5 h 37 % ⟳ 14:50 · week 52 %" },
  { "session", 37.4, "2026-11-24T14:50:00Z", -1, NULL, "5 h 37 % ⟳ 14:50" },
  { "week", -1, NULL, 52.0, "2026-11-27T09:00:00Z", "week 52 % ⟳ Fri 09:00" },
  { "session-not-started", 0.0, NULL, 52.0, NULL, "5 h 0 % · week 52 %" },
  { "session-is-over", 97.0, "2026-11-24T12:00:00Z", 52.0, NULL, "5 h – · week 52 %" },
  { "both-are-over", 97.0, "2026-11-24T12:00:00Z", 52.0, "2026-11-24T09:00:00Z", "5 h – · week –" },
  { "nothing", -1, NULL, -1, NULL, NULL },
};

static SgLimit *
limit_of (SgLimitKind kind,
          double      percent,
          const char *reset,
          GDateTime  *now)
{
  g_autoptr (GDateTime) resets_at = sg_time_parse (reset);

  return percent < 0.0 ? NULL : sg_limit_new ("x", kind, NULL, percent, resets_at, SG_ORIGIN_STATUSLINE, now);
}

static void
test_line (gconstpointer user_data)
{
  const LineCase *c = user_data;
  g_autoptr (GDateTime) now = sg_time_parse ("2026-11-24T12:36:00Z");
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgLimit) session = limit_of (SG_LIMIT_SESSION, c->session_percent, c->session_reset, now);
  g_autoptr (SgLimit) week = limit_of (SG_LIMIT_WEEKLY, c->week_percent, c->week_reset, now);
  g_autofree char *line = sg_words_statusline (session, week, now, zone);

  g_assert_cmpstr (line, ==, c->line);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (line_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/words-statusline/%s", line_cases[i].name);
    g_test_add_data_func (path, &line_cases[i], test_line);
  }

  return g_test_run ();
}
