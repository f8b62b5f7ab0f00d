/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-backoff.h"

static void
test_doubles_from_five_minutes_to_an_hour (void)
{
  const guint delays[] = { 0, 300, 600, 1200, 2400, 3600, 3600 };

  for (guint n = 0; n < G_N_ELEMENTS (delays); n++)
    g_assert_cmpuint (sg_backoff_delay_seconds (n, 0.0), ==, delays[n]);
  g_assert_cmpuint (sg_backoff_delay_seconds (G_MAXUINT, 0.0), ==, 3600);
}

static void
test_jitter_adds_up_to_a_tenth (void)
{
  g_assert_cmpuint (sg_backoff_delay_seconds (1, 1.0), ==, 330);
  g_assert_cmpuint (sg_backoff_delay_seconds (1, 0.5), ==, 315);
  g_assert_cmpuint (sg_backoff_delay_seconds (5, 7.0), ==, 3960);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/backoff/doubles-from-five-minutes-to-an-hour", test_doubles_from_five_minutes_to_an_hour);
  g_test_add_func ("/backoff/jitter-adds-up-to-a-tenth", test_jitter_adds_up_to_a_tenth);

  return g_test_run ();
}
