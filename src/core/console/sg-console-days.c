/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-console-days.h"

#include "sg-console-bucket.h"
#include "sg-error.h"
#include "sg-time.h"

#define WEEK_DAYS 7

static SgCents
get_day (const SgConsoleDays *self,
         gint64               day)
{
  gint64 index = (day - self->first) / SG_DAY_SECONDS;

  if (day < self->first || index >= self->amounts->len)
    return SG_CENTS_ZERO;

  return g_array_index (self->amounts, SgCents, index);
}

/**
 * sg_console_days_new:
 * @cost_buckets: (element-type SgConsoleBucket): in any order; those outside the span do not count
 * @first: Unix seconds, a UTC midnight
 * @end: the midnight after the last day
 *
 * Returns: (transfer full): or %NULL with @error set when the amounts do not fit a number
 */
SgConsoleDays *
sg_console_days_new (GPtrArray *cost_buckets,
                     gint64     first,
                     gint64     end,
                     GError   **error)
{
  g_autoptr (SgConsoleDays) self = g_new0 (SgConsoleDays, 1);

  self->first = first;
  self->amounts = g_array_new (FALSE, TRUE, sizeof (SgCents));
  g_array_set_size (self->amounts, (guint) ((end - first) / SG_DAY_SECONDS));

  for (guint i = 0; i < cost_buckets->len; i++) {
    const SgConsoleBucket *bucket = g_ptr_array_index (cost_buckets, i);
    gint64 index = (bucket->start - first) / SG_DAY_SECONDS;

    if (bucket->start < first || index >= self->amounts->len)
      continue;
    if (!sg_cents_add (&g_array_index (self->amounts, SgCents, index), &bucket->amount)) {
      g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "the amounts of a day are more than any bill");
      return NULL;
    }
  }

  return g_steal_pointer (&self);
}

void
sg_console_days_free (SgConsoleDays *self)
{
  g_clear_pointer (&self->amounts, g_array_unref);
  g_free (self);
}

gint64
sg_console_days_get_end (const SgConsoleDays *self)
{
  return self->first + self->amounts->len * SG_DAY_SECONDS;
}

/**
 * sg_console_days_sum:
 * @from: the first day
 * @until: the first day that does not count
 */
SgCents
sg_console_days_sum (const SgConsoleDays *self,
                     gint64               from,
                     gint64               until)
{
  SgCents sum = SG_CENTS_ZERO;

  for (gint64 day = MAX (from, self->first); day < MIN (until, sg_console_days_get_end (self)); day += SG_DAY_SECONDS) {
    SgCents amount = get_day (self, day);

    if (!sg_cents_add (&sum, &amount))
      return (SgCents) { G_MAXINT64, 0 };
  }

  return sum;
}

/* An organisation that began last week has no three weeks of nothing before. */
static gint64
find_first_bill (const SgConsoleDays *self,
                 gint64               today)
{
  gint64 day = MAX (self->first, today - SG_CONSOLE_BURN_DAYS * SG_DAY_SECONDS);

  for (; day < today; day += SG_DAY_SECONDS) {
    SgCents amount = get_day (self, day);

    if (sg_cents_compare (&amount, &SG_CENTS_ZERO) != 0)
      break;
  }

  return day;
}

/**
 * sg_console_days_burn:
 * @today: its UTC midnight; the day itself is not over and does not count
 * @per_day: (out): the mean of up to the last 28 whole days, from the first with a bill on
 *
 * Returns: how many days those are; 0 leaves @per_day alone
 */
guint
sg_console_days_burn (const SgConsoleDays *self,
                      gint64               today,
                      SgCents             *per_day)
{
  gint64 first = find_first_bill (self, today);
  SgCents sum = sg_console_days_sum (self, first, today);
  guint n_days = (guint) ((today - first) / SG_DAY_SECONDS);

  if (n_days > 0)
    *per_day = sg_cents_scale (&sum, 1, n_days);

  return n_days;
}

/**
 * sg_console_days_expect:
 * @day: a day's UTC midnight
 *
 * Returns: what such a weekday cost on average in the four weeks before @today; where there was
 *   none yet, the burn rate. Teams do not work on Sundays, so the rest of a month is not its mean day
 */
SgCents
sg_console_days_expect (const SgConsoleDays *self,
                        gint64               day,
                        gint64               today)
{
  const gint64 week = WEEK_DAYS * SG_DAY_SECONDS;
  gint64 first = find_first_bill (self, today);
  SgCents sum = SG_CENTS_ZERO;
  gint64 n_days = 0;
  gint64 same = today - (((today - day) % week) + week) % week;

  for (same = same < today ? same : same - week; same >= first; same -= week, n_days++) {
    SgCents amount = get_day (self, same);

    if (!sg_cents_add (&sum, &amount))
      return SG_CENTS_ZERO;
  }
  if (n_days == 0)
    return sg_console_days_burn (self, today, &sum) > 0 ? sum : SG_CENTS_ZERO;

  return sg_cents_scale (&sum, 1, n_days);
}
