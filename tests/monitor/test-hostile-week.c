/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A week with a server that refuses, a person who clicks, restarts and a clock
 * that is set. Time is the clock's, so that a week takes a second. What is
 * checked is kept here, in time that only elapses, and knows nothing of ours.
 */

#include <sys/resource.h>

#include "sg-error.h"
#include "sg-hostile-source.h"
#include "sg-monitor.h"

/* Under a sanitizer each takes twenty times as long. */
#ifdef __SANITIZE_ADDRESS__
#define N_WEEKS 2
#else
#define N_WEEKS 5
#endif
#define WEEK_SECONDS (7 * 24 * 60 * 60)
#define GAP_SECONDS 300

typedef struct {
  GRand           *random;
  SgClock         *clock;
  char            *state_path;
  SgStateFile     *state;
  SgMonitor       *monitor;
  SgHostileSource *server;
  SgHostileLog     log;
} Week;

static void
open_monitor (Week *week)
{
  if (week->state == NULL)
    week->state = sg_state_file_new (week->state_path);
  week->monitor = sg_monitor_new (week->clock, week->state);
  week->server = sg_hostile_source_new (week->clock, week->random, &week->log);
  sg_monitor_add_source (week->monitor, SG_SOURCE (week->server));
  sg_monitor_start (week->monitor);
}

static void
settle (Week *week)
{
  while (sg_usage_model_is_refreshing (sg_monitor_get_model (week->monitor)))
    g_main_context_iteration (NULL, TRUE);
}

static void
close_monitor (Week *week)
{
  g_object_run_dispose (G_OBJECT (week->monitor));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (week->monitor);
  g_assert_finalize_object (week->server);
  if (week->state_path != NULL)
    g_clear_object (&week->state);
}

/* As the resident does when the kernel says so. */
static void
look_at_clock (Week *week)
{
  sg_monitor_start (week->monitor);
  settle (week);
}

static void
set_clock (Week *week)
{
  static const int by_seconds[] = { -86400, 86400, -3600, 3600, -600, 600, -31, 31 };
  g_autoptr (GDateTime) now = sg_clock_now (week->clock);
  int by = by_seconds[g_rand_int_range (week->random, 0, G_N_ELEMENTS (by_seconds))];
  g_autoptr (GDateTime) other = g_date_time_add_seconds (now, by);

  sg_clock_set (week->clock, other);
  week->log.n_settings++;
  look_at_clock (week);
}

static void
restart (Week *week)
{
  /* Sometimes in the middle of a call. */
  if (g_rand_boolean (week->random))
    settle (week);
  close_monitor (week);
  open_monitor (week);
  week->log.n_restarts++;
}

static void
step (Week *week)
{
  static const int seconds[] = { 1, 7, 29, 60, 151, 299, 300, 301 };
  GTimeSpan span = seconds[g_rand_int_range (week->random, 0, G_N_ELEMENTS (seconds))] * G_TIME_SPAN_SECOND +
                   g_rand_int_range (week->random, 0, G_TIME_SPAN_SECOND);
  guint event = g_rand_int_range (week->random, 0, 1000);

  if (event < 3)
    sg_clock_sleep (week->clock, 100 * span);
  else
    sg_clock_advance (week->clock, span);

  if (event < 20)
    set_clock (week);
  else if (event < 50)
    restart (week);
  else if (event < 100)
    sg_hostile_source_log_in (week->server);
  else if (event < 700)
    sg_monitor_refresh (week->monitor);
  else
    sg_monitor_start (week->monitor);

  if (event >= 100 || event < 50)
    settle (week);
}

static double
cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

static void
test_week (gconstpointer seed)
{
  g_autoptr (GDateTime) start = g_date_time_new_utc (2026, 11, 21, 12, 0, 0.0);
  Week week = { 0 };
  double cpu = cpu_seconds ();
  guint n_steps = 0;

  g_random_set_seed (GPOINTER_TO_UINT (seed));
  week.random = g_rand_new_with_seed (GPOINTER_TO_UINT (seed));
  week.clock = sg_clock_new_at (start);
  /* One week with a real file; a disk that is slow to confirm would make five of them long. */
  if (GPOINTER_TO_UINT (seed) == 1)
    week.state_path = g_build_filename (g_get_user_state_dir (), "state.ini", NULL);
  open_monitor (&week);
  for (; sg_clock_get_elapsed (week.clock) < WEEK_SECONDS * G_TIME_SPAN_SECOND; n_steps++)
    step (&week);
  settle (&week);
  close_monitor (&week);

  g_assert_cmpuint (week.log.n_early, ==, 0);
  g_assert_cmpuint (week.log.n_in_penalty, ==, 0);
  g_assert_cmpuint (week.log.n_calls, <=, WEEK_SECONDS / GAP_SECONDS);
  /* It has not just fallen silent. */
  g_assert_cmpuint (week.log.n_calls, >=, 20);
  g_assert_cmpuint (week.log.n_answers, >, 0);
  g_test_message ("seed %u: %u calls, %u of them good, in %u steps, %u restarts, %u settings of the clock, %.2f s of CPU",
                  GPOINTER_TO_UINT (seed), week.log.n_calls, week.log.n_answers, n_steps, week.log.n_restarts,
                  week.log.n_settings, cpu_seconds () - cpu);

  g_clear_object (&week.state);
  g_assert_finalize_object (week.clock);
  g_rand_free (week.random);
  g_free (week.state_path);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint seed = 1; seed <= N_WEEKS; seed++) {
    g_autofree char *path = g_strdup_printf ("/hostile-week/%u", seed);

    g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_week);
  }

  return g_test_run ();
}
