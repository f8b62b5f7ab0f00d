/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "history-testing.h"
#include "sg-history-heat.h"

#define HOUR 3600
/* Monday 2026-11-16 00:00 UTC */
#define MONDAY G_GINT64_CONSTANT (1794787200)
#define AT(day, hour) (MONDAY + (day) * 24 * HOUR + (hour) * HOUR)

static void
test_costs_fall_on_the_wall_clock_s_hours (void)
{
  const gint64 moments[] = { AT (0, 9), AT (0, 9) + 1800, AT (7, 9), AT (6, 23) };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GArray) activities = activities_of (moments, G_N_ELEMENTS (moments));
  SgHistoryHeat heat = { 0 };

  sg_history_heat_add_costs (&heat, activities, MONDAY, AT (8, 0), zone);

  g_assert_cmpint (heat.cells[0][10].pico_usd, ==, 9 * SG_PICO_PER_USD);
  g_assert_cmpint (heat.cells[0][10].n_unpriced, ==, 3);
  g_assert_cmpuint (heat.cells[0][10].n_counted, ==, 2);
  g_assert_cmpint (heat.cells[0][0].pico_usd, ==, 3 * SG_PICO_PER_USD);
  g_assert_cmpuint (heat.cells[3][12].n_counted, ==, 1);
  g_assert_cmpint (heat.cells[3][12].pico_usd, ==, 0);
}

static void
test_what_was_not_counted_is_not_known (void)
{
  const gint64 moments[] = { AT (0, 9), AT (2, 9) };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GArray) activities = activities_of (moments, G_N_ELEMENTS (moments));
  SgHistoryHeat heat = { 0 };

  sg_history_heat_add_costs (&heat, activities, AT (2, 9), AT (2, 12), zone);

  g_assert_cmpuint (heat.cells[0][9].n_counted, ==, 0);
  g_assert_cmpint (heat.cells[0][9].pico_usd, ==, 0);
  g_assert_cmpuint (heat.cells[2][9].n_counted, ==, 1);
  g_assert_cmpuint (heat.cells[2][12].n_counted, ==, 0);
}

static void
test_a_percentage_moves_evenly_between_readings (void)
{
  const SgLedgerSample table[] = {
    { AT (1, 8), AT (1, 9) + 1800, 10, AT (1, 14) },
    { AT (1, 10) + 1800, AT (1, 10) + 1800, 18, AT (1, 14) },
    { AT (1, 13), AT (1, 13), 50, AT (1, 14) },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GArray) samples = samples_of (table, G_N_ELEMENTS (table));
  SgHistoryHeat heat = { 0 };

  sg_history_heat_add_limit (&heat, samples, MONDAY, zone);

  g_assert_cmpint (heat.cells[1][8].read_seconds, ==, HOUR);
  g_assert_cmpfloat (heat.cells[1][8].percent, ==, 0.0);
  g_assert_cmpfloat_with_epsilon (heat.cells[1][9].percent, 4.0, 1e-9);
  g_assert_cmpint (heat.cells[1][9].read_seconds, ==, HOUR);
  g_assert_cmpfloat_with_epsilon (heat.cells[1][10].percent, 4.0, 1e-9);
  /* Of two and a half hours nobody knows which one it was. */
  g_assert_cmpint (heat.cells[1][11].read_seconds, ==, 0);
  g_assert_cmpfloat (heat.cells[1][11].percent, ==, 0.0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history-heat/costs", test_costs_fall_on_the_wall_clock_s_hours);
  g_test_add_func ("/history-heat/not-counted", test_what_was_not_counted_is_not_known);
  g_test_add_func ("/history-heat/percent", test_a_percentage_moves_evenly_between_readings);

  return g_test_run ();
}
