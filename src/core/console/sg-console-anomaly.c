/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-console-anomaly.h"

#include "sg-console-price.h"
#include "sg-time.h"

#define HOUR_SECONDS 3600
#define N_HOURS 24
/* $5 */
#define FLOOR_CENTS 500
#define LEAST_FACTOR 3
/* How many deviations, times what makes a median absolute deviation one of a normal distribution, times 10000 */
#define DEVIATIONS_10000 (8 * 14826)

static int
compare_cents (gconstpointer a,
               gconstpointer b)
{
  return sg_cents_compare (a, b);
}

static SgCents
find_median (GArray *sorted)
{
  SgCents sum = g_array_index (sorted, SgCents, sorted->len / 2);

  if (sorted->len % 2 == 0 && sg_cents_add (&sum, &g_array_index (sorted, SgCents, sorted->len / 2 - 1)))
    return sg_cents_scale (&sum, 1, 2);

  return sum;
}

static SgCents
find_deviation (GArray        *sorted,
                const SgCents *median)
{
  g_autoptr (GArray) distances = g_array_new (FALSE, FALSE, sizeof (SgCents));

  for (guint i = 0; i < sorted->len; i++) {
    const SgCents *value = &g_array_index (sorted, SgCents, i);
    gboolean above = sg_cents_compare (value, median) > 0;
    SgCents distance = above ? sg_cents_subtract (value, median) : sg_cents_subtract (median, value);

    g_array_append_val (distances, distance);
  }
  g_array_sort (distances, compare_cents);

  return find_median (distances);
}

static void
raise_to (SgCents       *threshold,
          const SgCents *candidate)
{
  if (sg_cents_compare (candidate, threshold) > 0)
    *threshold = *candidate;
}

/**
 * sg_console_is_unusual:
 * @history: (element-type SgCents): what days of the same kind cost; in any order
 * @amount: what is to be judged
 * @usual: (out): the median of @history
 *
 * Unusual is what is above all of
 *
 *     median + 8 × 1.4826 × MAD,   MAD = median (|x − median|)
 *     median × 3
 *     median + $5
 *     the second dearest day of @history
 *
 * The first is the modified z-score of Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993), with a stricter bound
 * than their 3.5: bills are skewed to the right, and a false alarm costs more than one missed. It alone fails where most days
 * are alike, and MAD is next to nothing: for that is the second. The third is for bills of cents, the fourth for who works on
 * some weekends only, whose median is nothing; one mishap a month does not hide the next.
 *
 * Returns: %FALSE also when @history has less than %SG_ANOMALY_LEAST_DAYS days; @usual is left alone then
 */
gboolean
sg_console_is_unusual (GArray        *history,
                       const SgCents *amount,
                       SgCents       *usual)
{
  const SgCents floor = { FLOOR_CENTS, 0 };
  g_autoptr (GArray) sorted = g_array_copy (history);
  SgCents median, deviation, scaled, threshold;

  if (sorted->len < SG_ANOMALY_LEAST_DAYS)
    return FALSE;

  g_array_sort (sorted, compare_cents);
  median = find_median (sorted);
  deviation = find_deviation (sorted, &median);

  threshold = sg_cents_scale (&deviation, DEVIATIONS_10000, 10000);
  if (!sg_cents_add (&threshold, &median))
    return FALSE;
  scaled = sg_cents_scale (&median, LEAST_FACTOR, 1);
  raise_to (&threshold, &scaled);
  scaled = median;
  if (sg_cents_add (&scaled, &floor))
    raise_to (&threshold, &scaled);
  raise_to (&threshold, &g_array_index (sorted, SgCents, sorted->len - 2));
  *usual = median;

  return sg_cents_compare (amount, &threshold) > 0;
}

static gboolean
is_weekend (gint64 day)
{
  /* The first day of all was a Thursday. */
  return (day / SG_DAY_SECONDS + 3) % 7 >= 5;
}

/* Days of one kind, from the first bill on: before it an organisation had no days that cost nothing. */
static GArray *
find_history (const SgConsoleDays *days,
              gint64               day,
              gboolean             of_weekends)
{
  g_autoptr (GArray) history = g_array_new (FALSE, FALSE, sizeof (SgCents));
  gint64 first = days->first;

  while (first < day && g_array_index (days->amounts, SgCents, (first - days->first) / SG_DAY_SECONDS).whole == 0)
    first += SG_DAY_SECONDS;
  for (gint64 then = day - SG_DAY_SECONDS; then >= first && history->len < SG_ANOMALY_MOST_DAYS; then -= SG_DAY_SECONDS) {
    SgCents before = sg_console_days_sum (days, then, then + SG_DAY_SECONDS);

    if (is_weekend (then) == of_weekends)
      g_array_append_val (history, before);
  }

  return g_steal_pointer (&history);
}

/* Who now and then works on a Saturday as on a Friday is not told of it. */
static gboolean
is_like_a_weekday (const SgConsoleDays *days,
                   gint64               day,
                   const SgCents       *amount)
{
  g_autoptr (GArray) weekdays = find_history (days, day, FALSE);
  SgCents twice;

  if (weekdays->len == 0)
    return FALSE;
  g_array_sort (weekdays, compare_cents);
  twice = find_median (weekdays);
  twice = sg_cents_scale (&twice, 2, 1);

  return sg_cents_compare (amount, &twice) <= 0;
}

static SgAnomaly *
judge (const SgConsoleDays *days,
       gint64               day,
       gint64               start,
       gboolean             is_hour)
{
  g_autoptr (GArray) history = find_history (days, day, is_weekend (day));
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (start);
  SgCents amount = sg_console_days_sum (days, day, day + SG_DAY_SECONDS);
  SgCents usual;

  if (!sg_console_is_unusual (history, &amount, &usual) || (is_weekend (day) && is_like_a_weekday (days, day, &amount)))
    return NULL;

  return sg_anomaly_new (time, is_hour, &amount, &usual, history->len);
}

/**
 * sg_console_find_odd_day:
 * @days: as far back as they are known without a gap, with @day
 * @day: its UTC midnight; it need not be over: a day only grows
 *
 * A weekday is compared with weekdays, a day of the weekend with such days; and it must cost more than twice a usual weekday.
 *
 * Returns: (transfer full) (nullable): @day, if it is unusual
 */
SgAnomaly *
sg_console_find_odd_day (const SgConsoleDays *days,
                         gint64               day)
{
  return judge (days, day, day, FALSE);
}

/* What each hour cost, of the days from @first until after @day. */
static GArray *
price_hours (GPtrArray          *hour_buckets,
             const SgPriceTable *prices,
             gint64              first,
             gint64              day)
{
  g_autoptr (GArray) hours = g_array_new (FALSE, TRUE, sizeof (SgCents));

  g_array_set_size (hours, (guint) ((day - first) / SG_DAY_SECONDS + 1) * N_HOURS);
  for (guint i = 0; i < hour_buckets->len; i++) {
    const SgConsoleBucket *bucket = g_ptr_array_index (hour_buckets, i);
    gint64 index = (bucket->start - first) / HOUR_SECONDS;
    SgCents cents;

    if (bucket->start < first || index >= hours->len || !sg_console_price (prices, bucket, &cents))
      continue;
    if (!sg_cents_add (&g_array_index (hours, SgCents, index), &cents))
      g_array_index (hours, SgCents, index).whole = G_MAXINT64;
  }

  return g_steal_pointer (&hours);
}

/**
 * sg_console_find_odd_hour:
 * @hour_buckets: (element-type SgConsoleBucket): usage by hour and model
 * @first: a UTC midnight from which on they are known without a gap
 * @day: its UTC midnight
 *
 * An hour is unusual where it stands out from the dearest hours of the days before: nights and lunch breaks are no measure.
 *
 * Returns: (transfer full) (nullable): the dearest hour of @day, if it is unusual
 */
SgAnomaly *
sg_console_find_odd_hour (GPtrArray          *hour_buckets,
                          const SgPriceTable *prices,
                          gint64              first,
                          gint64              day)
{
  g_autoptr (GArray) hours = price_hours (hour_buckets, prices, first, day);
  g_autoptr (GArray) dearest = g_array_new (FALSE, TRUE, sizeof (SgCents));
  const SgConsoleDays days = { first, dearest };
  gint64 at = day;

  g_array_set_size (dearest, hours->len / N_HOURS);
  for (guint i = 0; i < hours->len; i++) {
    SgCents *top = &g_array_index (dearest, SgCents, i / N_HOURS);
    const SgCents *hour = &g_array_index (hours, SgCents, i);

    if (sg_cents_compare (hour, top) <= 0)
      continue;
    *top = *hour;
    if (first + i * HOUR_SECONDS >= day)
      at = first + i * HOUR_SECONDS;
  }

  return judge (&days, day, at, TRUE);
}
