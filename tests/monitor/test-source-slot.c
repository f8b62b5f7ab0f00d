/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The timetable of what is asked for more often while somebody looks. Pure: no clock, no network. */

#include "sg-error.h"
#include "sg-rate-limits-source.h"
#include "sg-source-slot.h"

#define HOURS 24
#define HOUR_SECONDS 3600

typedef struct {
  SgStateFile  *state;
  SgSource     *source;
  SgSourceSlot *slot;
  GDateTime    *now;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  f->state = sg_state_file_new (NULL);
  f->source = sg_rate_limits_source_new (NULL, FALSE);
  sg_rate_limits_source_set_enabled (SG_RATE_LIMITS_SOURCE (f->source), TRUE);
  f->now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0.0);
  f->slot = sg_source_slot_new (f->source, f->state, f->now);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  sg_source_slot_free (f->slot);
  g_assert_finalize_object (f->source);
  g_assert_finalize_object (f->state);
  g_date_time_unref (f->now);
}

static void
pass (Fixture *f,
      int      seconds)
{
  GDateTime *later = g_date_time_add_seconds (f->now, seconds);

  g_date_time_unref (f->now);
  f->now = later;
}

static void
ask (Fixture *f,
     int      error_code)
{
  g_autoptr (GError) error = error_code >= 0 ? g_error_new_literal (SG_ERROR, error_code, "as told") : NULL;

  sg_source_slot_begin (f->slot, f->now);
  sg_source_slot_end (f->slot, error, 0.0, f->now);
}

static int
seconds_to_next (Fixture *f)
{
  return (int) (g_date_time_difference (f->slot->status->next_try_at, f->now) / G_TIME_SPAN_SECOND);
}

/* Somebody opens the panel every other hour, and clicks on refresh all the time. */
static void
test_a_day (Fixture      *f,
            gconstpointer unused)
{
  for (guint hour = 0; hour < HOURS; hour++) {
    gboolean watched = hour % 2 == 1;
    int since_last = SG_RATE_LIMITS_WATCHED_SECONDS;
    guint n_calls = 0;

    sg_rate_limits_source_set_watched (SG_RATE_LIMITS_SOURCE (f->source), watched);
    if (watched)
      sg_source_slot_note_change (f->slot, f->now);
    for (guint second = 0; second < HOUR_SECONDS; second++) {
      if (watched)
        sg_source_slot_want (f->slot, f->now);
      if (sg_source_slot_is_due (f->slot, f->now)) {
        g_assert_cmpint (since_last, >=, SG_RATE_LIMITS_WATCHED_SECONDS);
        ask (f, -1);
        since_last = 0;
        n_calls++;
      }
      since_last++;
      pass (f, 1);
    }
    g_assert_cmpuint (n_calls, <=, watched ? 120 : 13);
    g_assert_cmpuint (n_calls, >=, watched ? 119 : 11);
  }
}

static void
test_a_good_answer_may_ask_for_patience (Fixture      *f,
                                         gconstpointer unused)
{
  g_autoptr (GDateTime) not_before = g_date_time_add_seconds (f->now, 700);

  sg_source_set_not_before (f->source, not_before);
  ask (f, -1);
  g_assert_cmpint (seconds_to_next (f), ==, 700);
  sg_source_slot_note_change (f->slot, f->now);
  g_assert_cmpint (seconds_to_next (f), ==, 700);

  pass (f, 700);
  sg_source_set_not_before (f->source, NULL);
  ask (f, -1);
  g_assert_cmpint (seconds_to_next (f), ==, 300);
}

static void
test_off_it_wakes_nobody (Fixture      *f,
                          gconstpointer unused)
{
  sg_rate_limits_source_set_enabled (SG_RATE_LIMITS_SOURCE (f->source), FALSE);
  ask (f, SG_ERROR_SWITCHED_OFF);
  g_assert_null (f->slot->status->next_try_at);

  sg_rate_limits_source_set_enabled (SG_RATE_LIMITS_SOURCE (f->source), TRUE);
  sg_source_slot_note_change (f->slot, f->now);
  g_assert_cmpint (seconds_to_next (f), ==, 0);
}

static void
test_troubles (Fixture      *f,
               gconstpointer unused)
{
  ask (f, SG_ERROR_RATE_LIMITED);
  g_assert_cmpint (seconds_to_next (f), ==, 300);
  ask (f, SG_ERROR_SERVER_FAILED);
  g_assert_cmpint (seconds_to_next (f), ==, 600);
  ask (f, SG_ERROR_BALANCE_SPENT);
  g_assert_cmpint (seconds_to_next (f), ==, 1200);

  /* The source itself keeps away from a server that refuses its key; a new key is tried soon. */
  ask (f, SG_ERROR_KEY_REFUSED);
  g_assert_cmpint (seconds_to_next (f), ==, 300);
  ask (f, SG_ERROR_KEY_MISSING);
  g_assert_cmpint (seconds_to_next (f), ==, 300);
  sg_source_slot_want (f->slot, f->now);
  g_assert_cmpint (seconds_to_next (f), <=, 30);
}

static void
test_what_another_holds_is_tried_again_soon (Fixture      *f,
                                             gconstpointer unused)
{
  ask (f, SG_ERROR_BUSY);
  g_assert_cmpint (f->slot->status->state, ==, SG_SOURCE_WAITING);
  /* Its own gap still holds. */
  g_assert_cmpint (seconds_to_next (f), ==, 30);
}

#define ADD(name, function) g_test_add ("/source-slot/" name, Fixture, NULL, set_up, function, tear_down)

static gint64
wait_of (Fixture *f)
{
  return g_date_time_difference (f->slot->status->next_try_at, f->now) / G_TIME_SPAN_SECOND;
}

static void
test_saving_stretches_the_wait_under_way (Fixture      *f,
                                          gconstpointer unused)
{
  gint64 usual;

  ask (f, -1);
  usual = wait_of (f);
  sg_source_slot_set_stretch (f->slot, 4);
  g_assert_cmpint (wait_of (f), ==, 4 * usual);
  sg_source_slot_set_stretch (f->slot, 1);
  g_assert_cmpint (wait_of (f), ==, usual);

  sg_source_slot_set_stretch (f->slot, 4);
  ask (f, -1);
  g_assert_cmpint (wait_of (f), ==, 4 * usual);
}

static void
test_saving_puts_no_wish_off (Fixture      *f,
                              gconstpointer unused)
{
  gint64 wished;

  ask (f, -1);
  sg_source_slot_set_stretch (f->slot, 4);
  sg_source_slot_want (f->slot, f->now);
  wished = wait_of (f);
  g_assert_cmpint (wished, ==, sg_source_get_gap_seconds (f->source));
  sg_source_slot_set_stretch (f->slot, 1);
  g_assert_cmpint (wait_of (f), ==, wished);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("a-day", test_a_day);
  ADD ("a-good-answer-may-ask-for-patience", test_a_good_answer_may_ask_for_patience);
  ADD ("off-it-wakes-nobody", test_off_it_wakes_nobody);
  ADD ("saving-puts-no-wish-off", test_saving_puts_no_wish_off);
  ADD ("saving-stretches-the-wait-under-way", test_saving_stretches_the_wait_under_way);
  ADD ("troubles", test_troubles);
  ADD ("what-another-holds-is-tried-again-soon", test_what_another_holds_is_tried_again_soon);

  return g_test_run ();
}
