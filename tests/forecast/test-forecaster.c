/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-forecaster.h"

/* Monday, 00:00 UTC */
#define START G_GINT64_CONSTANT (1788739200)
#define HOUR 3600
#define DAY (24 * HOUR)
#define DAYS 28

typedef struct {
  GArray     *samples;
  GArray     *none;
  SgSpending *spending;
  SgUse      *use;
} Past;

/* Every day from 9 to 18 the same: 20 percent an hour, 2 percent for a dollar. */
static void
past_set_up (Past         *past,
             gconstpointer user_data)
{
  gint64 now = START + DAYS * DAY + 11 * HOUR;

  past->samples = g_array_new (FALSE, FALSE, sizeof (SgUseSample));
  past->none = g_array_new (FALSE, FALSE, sizeof (SgUseSpan));
  past->spending = sg_spending_new (START, now - 1);
  for (gint64 time = START; time < now; time += 300) {
    gint64 second = (time - START) % DAY;
    gint64 since = second - 9 * HOUR;
    SgUseSample sample = { time, time, (double) since / HOUR * 20.0, time - since + 5 * HOUR };

    if (second < 9 * HOUR || second >= 18 * HOUR)
      continue;
    sg_spending_add (past->spending, time, 20.0 / 12.0 / 2.0);
    if (since <= 5 * HOUR)
      g_array_append_val (past->samples, sample);
  }
  past->use = sg_use_new (past->samples, past->none, past->spending, 5 * HOUR, now - 1);
}

static void
past_tear_down (Past         *past,
                gconstpointer user_data)
{
  sg_use_free (past->use);
  sg_spending_free (past->spending);
  g_array_unref (past->none);
  g_array_unref (past->samples);
}

static SgForecastQuestion
ask_at_eleven (double percent)
{
  gint64 now = START + DAYS * DAY + 11 * HOUR;

  return (SgForecastQuestion) {
           .percent = percent,
           .as_of = now - HOUR / 2,
           .resets_at = now + 3 * HOUR,
           .length_seconds = 5 * HOUR,
           .now = now,
  };
}

static void
test_the_same_every_day (Past         *past,
                         gconstpointer user_data)
{
  SgForecastQuestion question = ask_at_eleven (60.0);
  SgForecastAnswer answer = sg_forecaster_answer (past->use, past->spending, &question);

  g_assert_cmpfloat_with_epsilon (past->use->rate.percent_per_usd, 2.0, 0.01);
  g_assert_cmpfloat_with_epsilon (answer.moved_percent, 70.0, 0.1);
  /* 30 percent are left: an hour and a half. */
  g_assert_cmpfloat (answer.chance_percent, >, 80.0);
  g_assert_cmpint (ABS (answer.middle - question.now - 90 * 60), <=, 5 * 60);
  g_assert_cmpint (answer.from, <=, answer.middle);
  g_assert_cmpint (answer.middle, <=, answer.until);
  g_assert_true (sg_forecaster_is_worth_saying (&answer, &question));
}

static void
test_what_will_last_is_not_said (Past         *past,
                                 gconstpointer user_data)
{
  SgForecastQuestion question = ask_at_eleven (12.0);
  SgForecastAnswer answer = sg_forecaster_answer (past->use, past->spending, &question);

  g_assert_cmpfloat (answer.chance_percent, <, 5.0);
  g_assert_false (sg_forecaster_is_worth_saying (&answer, &question));
}

static void
test_a_full_limit_needs_no_forecast (Past         *past,
                                     gconstpointer user_data)
{
  SgForecastQuestion question = ask_at_eleven (100.0);
  SgForecastAnswer answer = sg_forecaster_answer (past->use, past->spending, &question);

  g_assert_cmpfloat (answer.chance_percent, <, 0.0);
  g_assert_cmpint (answer.from, ==, 0);
}

/* Only the server may say that a limit is full. */
static void
test_moving_never_fills_a_limit (Past         *past,
                                 gconstpointer user_data)
{
  SgForecastQuestion question = ask_at_eleven (95.0);

  g_assert_cmpfloat (sg_forecaster_move (past->use, past->spending, &question), ==, 99.0);
  question.percent = 103.0;
  g_assert_cmpfloat (sg_forecaster_move (past->use, past->spending, &question), ==, 103.0);
}

static void
test_without_a_past_nothing_is_said (void)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (SgUseSample));
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (SgUseSpan));
  SgForecastQuestion question = ask_at_eleven (60.0);
  g_autoptr (SgSpending) spending = sg_spending_new (question.now - 2 * DAY, question.now);
  g_autoptr (SgUse) use = sg_use_new (samples, none, spending, 5 * HOUR, question.now);
  SgForecastAnswer answer = sg_forecaster_answer (use, spending, &question);

  g_assert_cmpfloat (answer.moved_percent, <, 0.0);
  g_assert_false (sg_forecaster_is_worth_saying (&answer, &question));
}

/* A first day: the past from the transcripts is there, but no percentage yet taught what a dollar moves. */
static void
test_without_a_rate_nothing_is_said (void)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (SgUseSample));
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (SgUseSpan));
  SgForecastQuestion question = ask_at_eleven (60.0);
  g_autoptr (SgSpending) spending = sg_spending_new (question.now - 28 * DAY, question.now);
  g_autoptr (SgUse) use = NULL;
  SgForecastAnswer answer;

  for (guint i = 0; i < spending->n_steps; i++)
    spending->usd[i] = 1.0;
  use = sg_use_new (samples, none, spending, 5 * HOUR, question.now);
  answer = sg_forecaster_answer (use, spending, &question);

  g_assert_cmpfloat (answer.moved_percent, <, 0.0);
  g_assert_cmpfloat (answer.chance_percent, <, 0.0);
  g_assert_false (sg_forecaster_is_worth_saying (&answer, &question));
}

#define past_test(path, function) g_test_add (path, Past, NULL, past_set_up, function, past_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  past_test ("/forecaster/the-same-every-day", test_the_same_every_day);
  past_test ("/forecaster/what-will-last-is-not-said", test_what_will_last_is_not_said);
  past_test ("/forecaster/a-full-limit-needs-no-forecast", test_a_full_limit_needs_no_forecast);
  past_test ("/forecaster/moving-never-fills-a-limit", test_moving_never_fills_a_limit);
  g_test_add_func ("/forecaster/without-a-past-nothing-is-said", test_without_a_past_nothing_is_said);
  g_test_add_func ("/forecaster/without-a-rate-nothing-is-said", test_without_a_rate_nothing_is_said);

  return g_test_run ();
}
