/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-fake-source.h"
#include "sg-timetable.h"

#define INTERVAL_SECONDS 300
#define GAP_SECONDS 60

/* Nobody is asked here: a read begins and ends because the test says so. */
typedef struct {
  GDateTime   *now;
  SgTimetable *timetable;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  g_autoptr (SgStateFile) state = sg_state_file_new (NULL);

  f->now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
  f->timetable = sg_timetable_new (state);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  sg_timetable_free (f->timetable);
  g_date_time_unref (f->now);
}

static SgSourceSlot *
add (Fixture    *f,
     SgOrigin    origin,
     const char *profile)
{
  gboolean calls = origin == SG_ORIGIN_ENDPOINT;
  g_autoptr (SgFakeSource) source = sg_fake_source_new ("fake", origin, INTERVAL_SECONDS, calls ? GAP_SECONDS : 0);

  sg_source_set_profile (SG_SOURCE (source), profile);
  sg_timetable_add (f->timetable, SG_SOURCE (source), f->now);

  return sg_timetable_find (f->timetable, SG_SOURCE (source));
}

static gboolean
is_due_in (Fixture      *f,
           SgSourceSlot *slot,
           int           seconds)
{
  g_autoptr (GDateTime) then = g_date_time_add_seconds (f->now, seconds);

  return sg_timetable_is_due (f->timetable, slot, then);
}

static void
test_the_server_waits_for_its_neighbour (Fixture      *f,
                                         gconstpointer unused)
{
  SgSourceSlot *neighbour = add (f, SG_ORIGIN_PACE_MAKER, "main");
  SgSourceSlot *server = add (f, SG_ORIGIN_ENDPOINT, "main");
  SgSourceSlot *other = add (f, SG_ORIGIN_ENDPOINT, "work");
  g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_PACE_MAKER, f->now);

  sg_timetable_begin (f->timetable, neighbour, f->now);
  g_assert_true (sg_timetable_is_busy (f->timetable));
  g_assert_false (is_due_in (f, server, 0));
  g_assert_true (is_due_in (f, other, 0));
  /* A disk may hang. */
  g_assert_true (is_due_in (f, server, 10));

  reading->complete = TRUE;
  sg_reading_take_limit (reading, sg_limit_new ("session", SG_LIMIT_SESSION, NULL, 10.0, NULL, SG_ORIGIN_PACE_MAKER, f->now));
  sg_timetable_end (f->timetable, neighbour, reading, NULL, 0.0, f->now);
  g_assert_false (sg_timetable_is_busy (f->timetable));
  g_assert_false (is_due_in (f, server, INTERVAL_SECONDS - 1));
  g_assert_true (is_due_in (f, server, INTERVAL_SECONDS));
}

static void
test_logins_are_asked_one_after_the_other (Fixture      *f,
                                           gconstpointer unused)
{
  SgSourceSlot *server = add (f, SG_ORIGIN_ENDPOINT, "main");
  SgSourceSlot *other = add (f, SG_ORIGIN_ENDPOINT, "work");

  sg_timetable_begin (f->timetable, server, f->now);
  g_assert_false (is_due_in (f, other, 14));
  g_assert_true (is_due_in (f, other, 15));
}

static void
test_no_server_is_asked_while_nobody_looks (Fixture      *f,
                                            gconstpointer unused)
{
  SgSourceSlot *file = add (f, SG_ORIGIN_TRANSCRIPTS, "main");
  SgSourceSlot *server = add (f, SG_ORIGIN_ENDPOINT, "main");

  f->timetable->is_away = TRUE;
  g_assert_true (is_due_in (f, file, 0));
  g_assert_false (is_due_in (f, server, 0));
  sg_timetable_begin (f->timetable, file, f->now);
  g_assert_null (sg_timetable_get_next (f->timetable));

  sg_timetable_want_all (f->timetable, f->now);
  g_assert_true (is_due_in (f, server, 0));
  g_assert_nonnull (sg_timetable_get_next (f->timetable));
}

static void
test_frugal_is_news_once (Fixture      *f,
                          gconstpointer unused)
{
  SgSourceSlot *server = add (f, SG_ORIGIN_ENDPOINT, "main");

  g_assert_true (sg_timetable_set_frugal (f->timetable, TRUE));
  g_assert_false (sg_timetable_set_frugal (f->timetable, TRUE));
  sg_timetable_begin (f->timetable, server, f->now);
  sg_timetable_end (f->timetable, server, NULL, NULL, 0.0, f->now);
  g_assert_false (is_due_in (f, server, 4 * INTERVAL_SECONDS - 1));

  g_assert_true (sg_timetable_set_frugal (f->timetable, FALSE));
  g_assert_true (is_due_in (f, server, INTERVAL_SECONDS));
}

#define ADD(name, function) g_test_add ("/timetable/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("the-server-waits-for-its-neighbour", test_the_server_waits_for_its_neighbour);
  ADD ("logins-are-asked-one-after-the-other", test_logins_are_asked_one_after_the_other);
  ADD ("no-server-is-asked-while-nobody-looks", test_no_server_is_asked_while_nobody_looks);
  ADD ("frugal-is-news-once", test_frugal_is_news_once);

  return g_test_run ();
}
