/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "console-testing.h"
#include "sg-console-anomaly.h"
#include "sg-time.h"

#define DAY(n) (MONDAY + (n) * SG_DAY_SECONDS)

typedef struct {
  const char *name;
  const char *history;   /* cents, then days of that many */
  const char *amount;
  const char *usual;     /* (nullable): %NULL for an ordinary day */
} Case;

static const Case cases[] = {
  { "the-first-days", "100x7", "99999", NULL },
  { "enough-days", "100x8", "99999", "100" },
  { "alike-and-twice", "10000x20", "20000", NULL },
  { "alike-and-three-times", "10000x20", "30000", NULL },
  { "alike-and-more", "10000x20", "30000.01", "10000" },
  { "cents-are-no-matter", "3x20", "500", NULL },
  { "more-than-the-floor", "3x20", "503.01", "3" },
  { "spread-out", "5000x5 10000x5 15000x5 20000x5", "50000", NULL },
  { "spread-out-and-far", "5000x5 10000x5 15000x5 20000x5", "90000", "12500" },
  { "some-weekends", "0x24 2000x4", "2000", NULL },
  { "one-mishap-does-not-hide-the-next", "1000x27 50000x1", "40000", "1000" },
  { "two-do", "1000x26 50000x2", "40000", NULL },
};

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_auto (GStrv) parts = g_strsplit (c->history, " ", -1);
  g_autoptr (GArray) history = g_array_new (FALSE, FALSE, sizeof (SgCents));
  SgCents amount, usual;

  for (guint i = 0; parts[i] != NULL; i++) {
    g_auto (GStrv) words = g_strsplit (parts[i], "x", 2);

    for (gint64 n = g_ascii_strtoll (words[1], NULL, 10); n > 0; n--) {
      SgCents cents;

      g_assert_true (sg_cents_parse (words[0], &cents, NULL));
      g_array_append_val (history, cents);
    }
  }

  g_assert_true (sg_cents_parse (c->amount, &amount, NULL));
  g_assert_cmpint (sg_console_is_unusual (history, &amount, &usual), ==, c->usual != NULL);
  if (c->usual != NULL)
    assert_cents (&usual, c->usual);
}

static void
test_a_weekday_is_compared_with_weekdays (void)
{
  g_autoptr (GPtrArray) buckets = buckets_new ();
  g_autoptr (SgConsoleDays) days = NULL;
  g_autoptr (SgAnomaly) monday = NULL;
  g_autoptr (SgAnomaly) saturday = NULL;
  g_autoptr (SgAnomaly) sunday = NULL;

  for (int day = 0; day < 40; day++)
    add_cost (buckets, day, "opus", day % 7 < 5 ? "8000" : "1000");
  add_cost (buckets, 40, "opus", "17000");
  add_cost (buckets, 41, "opus", "8000");
  add_cost (buckets, 42, "opus", "17000");
  days = sg_console_days_new (buckets, DAY (-30), DAY (43), NULL);

  saturday = sg_console_find_odd_day (days, DAY (40));
  sunday = sg_console_find_odd_day (days, DAY (41));
  monday = sg_console_find_odd_day (days, DAY (42));
  g_assert_nonnull (saturday);
  assert_cents (&saturday->usual, "1000");
  /* Those from the first bill on: days 5, 6, 12 … 34 */
  g_assert_cmpuint (saturday->n_days, ==, 10);
  g_assert_null (sunday);
  g_assert_null (monday);
}

static SgAnomaly *
find_hour (int    n_days,
           gint64 odd_output)
{
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_autoptr (GPtrArray) buckets = buckets_new ();

  for (int day = 0; day < n_days; day++) {
    for (int hour = 8; hour < 18; hour++) {
      gint64 start = DAY (day) + hour * 3600;
      SgConsoleBucket *bucket = sg_console_bucket_new (SG_BUCKET_USAGE, start, start + 3600);

      bucket->dimensions[SG_DIMENSION_MODEL] = g_strdup ("claude-opus-5-5");
      bucket->output = day == n_days - 1 && hour == 13 ? odd_output : 50000;
      g_ptr_array_add (buckets, bucket);
    }
  }

  return sg_console_find_odd_hour (buckets, prices, MONDAY, DAY (n_days - 1));
}

static void
test_an_hour_is_compared_with_the_dearest_hours (void)
{
  g_autoptr (SgAnomaly) odd = find_hour (12, 500000);
  g_autoptr (SgAnomaly) usual = find_hour (12, 60000);
  g_autoptr (SgAnomaly) early = find_hour (5, 500000);

  g_assert_nonnull (odd);
  g_assert_true (odd->is_hour);
  g_assert_cmpint (g_date_time_to_unix (odd->start), ==, DAY (11) + 13 * 3600);
  assert_cents (&odd->amount, "1000");
  assert_cents (&odd->usual, "100");
  g_assert_null (usual);
  g_assert_null (early);
}

/* Made-up organisations: what a day costs is log-normal round $80, and less on weekends, or nothing on most. */
typedef struct {
  const char *name;
  double      sigma;
  double      weekend;        /* of a weekday */
  double      weekend_share;  /* of weekends worked on */
  double      growth;         /* a week */
  double      most_alarms;    /* a year */
  double      least_found;    /* of days ten times as dear as the organisation's middle day */
} Organization;

static const Organization organizations[] = {
  { "steady",    0.3, 0.2, 1.0, 1.00, 0.2, 0.999 },
  { "uneven",    0.5, 0.2, 1.0, 1.00, 1.0, 0.999 },
  { "growing",   0.5, 0.2, 1.0, 1.03, 1.5, 0.999 },
  { "weekdays",  0.5, 1.0, 0.1, 1.00, 2.0, 0.999 },
  { "wild",      0.8, 0.5, 0.5, 1.00, 5.5, 0.9 },
};

#define YEARS 40
#define BACK_DAYS 140

static double
draw_normal (GRand *rand)
{
  double u = 1.0 - g_rand_double (rand), v = g_rand_double (rand);

  return sqrt (-2.0 * log (u)) * cos (2.0 * G_PI * v);
}

static void
test_forty_years (gconstpointer user_data)
{
  const Organization *o = user_data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261121);
  guint n_alarms = 0, n_found = 0, n_tried = 0;

  for (int year = 0; year < YEARS; year++) {
    g_autoptr (GPtrArray) none = buckets_new ();
    g_autoptr (SgConsoleDays) days = sg_console_days_new (none, DAY (0), DAY (BACK_DAYS + 365), NULL);

    for (int day = 0; day < BACK_DAYS + 365; day++) {
      double middle = 8000.0 * pow (o->growth, day / 7.0);
      gboolean is_weekend = day % 7 >= 5;
      double amount = middle * exp (o->sigma * draw_normal (rand)) * (is_weekend ? o->weekend : 1.0);

      if (is_weekend && g_rand_double (rand) >= o->weekend_share)
        amount = 0.0;
      g_array_index (days->amounts, SgCents, day).whole = (gint64) amount;
    }
    for (int day = BACK_DAYS; day < BACK_DAYS + 365; day++) {
      g_autoptr (SgAnomaly) alarm = sg_console_find_odd_day (days, DAY (day));

      n_alarms += alarm != NULL;
    }
    for (int week = BACK_DAYS / 7; week < (BACK_DAYS + 360) / 7; week++) {
      SgCents *tuesday = &g_array_index (days->amounts, SgCents, week * 7 + 1);
      SgCents before = *tuesday;
      g_autoptr (SgAnomaly) found = NULL;

      tuesday->whole = (gint64) (80000.0 * pow (o->growth, week));
      found = sg_console_find_odd_day (days, DAY (week * 7 + 1));
      n_found += found != NULL;
      n_tried++;
      *tuesday = before;
    }
  }

  g_test_message ("%s: %.2f false alarms a year, %.2f %% of tenfold days found", o->name, (double) n_alarms / YEARS,
                  100.0 * n_found / n_tried);
  g_assert_cmpfloat ((double) n_alarms / YEARS, <=, o->most_alarms);
  g_assert_cmpfloat ((double) n_found / n_tried, >=, o->least_found);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/console-anomaly/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/console-anomaly/a-weekday-is-compared-with-weekdays", test_a_weekday_is_compared_with_weekdays);
  g_test_add_func ("/console-anomaly/an-hour-is-compared-with-the-dearest-hours", test_an_hour_is_compared_with_the_dearest_hours);
  for (gsize i = 0; i < G_N_ELEMENTS (organizations); i++) {
    g_autofree char *path = g_strconcat ("/console-anomaly/forty-years/", organizations[i].name, NULL);

    g_test_add_data_func (path, &organizations[i], test_forty_years);
  }

  return g_test_run ();
}
