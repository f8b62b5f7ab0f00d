/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-neighbour.h"

#define NEVER G_MAXINT

/* Times are seconds from now. */
typedef struct {
  const char *name;
  gboolean    complete;
  int         as_of;
  int         resets_at;
  int         not_before;
  int         expected;
} Case;

static const Case cases[] = {
  { "nothing-said", FALSE, NEVER, NEVER, NEVER, NEVER },
  { "a-fresh-whole-answer-counts-as-a-call", TRUE, -100, NEVER, NEVER, 200 },
  { "a-part-of-one-does-not", FALSE, -100, NEVER, NEVER, NEVER },
  { "an-old-one-does-not", TRUE, -300, NEVER, NEVER, NEVER },
  { "one-just-fresh", TRUE, -299, NEVER, NEVER, 1 },
  { "a-clock-a-little-ahead", TRUE, 60, NEVER, NEVER, 360 },
  { "a-clock-far-ahead-is-no-answer", TRUE, 61, NEVER, NEVER, NEVER },
  { "a-reset-to-come-ends-it", TRUE, -100, 50, NEVER, 65 },
  { "a-reset-later-does-not", TRUE, -100, 1000, NEVER, 200 },
  { "a-reset-since-has-ended-it", TRUE, -100, -50, NEVER, NEVER },
  { "a-reset-just-now-settles", TRUE, -100, -5, NEVER, 10 },
  { "a-reset-before-the-answer-is-in-it", TRUE, -100, -200, NEVER, 200 },
  { "a-penalty", FALSE, NEVER, NEVER, 3000, 3000 },
  { "a-penalty-that-is-over", FALSE, NEVER, NEVER, -1, NEVER },
  { "the-later-of-both", TRUE, -100, NEVER, 3000, 3000 },
  { "the-later-of-both-other-way", TRUE, -100, NEVER, 10, 200 },
  { "a-penalty-of-a-day", FALSE, NEVER, NEVER, 86400, 86400 },
  { "a-penalty-without-end-is-damage", FALSE, NEVER, NEVER, 86401, NEVER },
  { "damage-does-not-hide-the-answer", TRUE, -100, NEVER, 86401, 200 },
};

static GDateTime *
at (GDateTime *now,
    int        seconds)
{
  return seconds == NEVER ? NULL : g_date_time_add_seconds (now, seconds);
}

static SgReading *
make_reading (const Case *c,
              GDateTime  *now)
{
  g_autoptr (GDateTime) as_of = at (now, c->as_of);
  g_autoptr (GDateTime) resets_at = at (now, c->resets_at);
  SgReading *reading;

  if (as_of == NULL)
    return NULL;

  reading = sg_reading_new (SG_ORIGIN_PACE_MAKER, as_of);
  reading->complete = c->complete;
  sg_reading_take_limit (reading, sg_limit_new ("session", SG_LIMIT_SESSION, NULL, 10.0, resets_at,
                                                SG_ORIGIN_PACE_MAKER, as_of));

  return reading;
}

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
  g_autoptr (SgReading) reading = make_reading (c, now);
  g_autoptr (GDateTime) not_before = at (now, c->not_before);
  g_autoptr (GDateTime) until = sg_neighbour_hold (reading, not_before, 300, now);

  g_assert_cmpint (until ? (int) (g_date_time_difference (until, now) / G_TIME_SPAN_SECOND) : NEVER, ==, c->expected);
}

static void
test_who_is_one (void)
{
  g_assert_true (sg_neighbour_is_one (SG_ORIGIN_PACE_MAKER));
  g_assert_true (sg_neighbour_is_one (SG_ORIGIN_CLAUDE_CACHE));
  g_assert_true (sg_neighbour_is_one (SG_ORIGIN_STATUSLINE));
  g_assert_false (sg_neighbour_is_one (SG_ORIGIN_TRANSCRIPTS));
  g_assert_false (sg_neighbour_is_one (SG_ORIGIN_ENDPOINT));
  g_assert_true (sg_neighbour_asks_the_server (SG_ORIGIN_ENDPOINT));
  g_assert_false (sg_neighbour_asks_the_server (SG_ORIGIN_PACE_MAKER));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/neighbour/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/neighbour/who-is-one", test_who_is_one);

  return g_test_run ();
}
