/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-console-sums.h"

#include "sg-console-bucket.h"
#include "sg-console-days.h"
#include "sg-error.h"
#include "sg-model-name.h"
#include "sg-time.h"

#define WEEK_DAYS 7

static gint64
month_of (GDateTime *time,
          int        n_months_on)
{
  g_autoptr (GDateTime) utc = g_date_time_to_utc (time);
  g_autoptr (GDateTime) first = g_date_time_new_utc (g_date_time_get_year (utc), g_date_time_get_month (utc), 1, 0, 0, 0);
  g_autoptr (GDateTime) wanted = g_date_time_add_months (first, n_months_on);

  return g_date_time_to_unix (wanted);
}

/**
 * sg_console_first_day:
 *
 * Returns: the first UTC midnight whose bills sg_console_sum() needs, in Unix seconds
 */
gint64
sg_console_first_day (GDateTime *now)
{
  return MIN (month_of (now, 0), sg_time_midnight_of (g_date_time_to_unix (now)) - SG_CONSOLE_BURN_DAYS * SG_DAY_SECONDS);
}

static void
find_peak (SgConsole           *self,
           const SgConsoleDays *days,
           gint64               month,
           gint64               today)
{
  for (gint64 day = month; day < today; day += SG_DAY_SECONDS) {
    SgCents amount = sg_console_days_sum (days, day, day + SG_DAY_SECONDS);

    if (self->peak_day_start != NULL && sg_cents_compare (&amount, &self->peak_day) <= 0)
      continue;
    self->peak_day = amount;
    g_clear_pointer (&self->peak_day_start, g_date_time_unref);
    self->peak_day_start = g_date_time_new_from_unix_utc (day);
  }
}

/* The month so far, what is still missing of an ordinary such day today, and an ordinary such day for each that is left. */
static SgCents
project_month (const SgConsoleDays *days,
               const SgCents       *month_so_far,
               const SgCents       *spent_today,
               gint64               today,
               gint64               end)
{
  SgCents expected = sg_console_days_expect (days, today, today);
  SgCents missing = sg_cents_subtract (&expected, spent_today);
  SgCents sum = *month_so_far;

  if (sg_cents_compare (&missing, &SG_CENTS_ZERO) > 0 && !sg_cents_add (&sum, &missing))
    return *month_so_far;
  for (gint64 day = today + SG_DAY_SECONDS; day < end; day += SG_DAY_SECONDS) {
    expected = sg_console_days_expect (days, day, today);
    if (!sg_cents_add (&sum, &expected))
      return *month_so_far;
  }

  return sum;
}

static void
sum_days (SgConsole           *self,
          const SgConsoleDays *days,
          GDateTime           *now)
{
  gint64 today = sg_time_midnight_of (g_date_time_to_unix (now));
  gint64 month = month_of (now, 0);
  gint64 n_whole_days = (today - month) / SG_DAY_SECONDS;
  SgCents whole_days = sg_console_days_sum (days, month, today);

  self->today = sg_console_days_sum (days, today, today + SG_DAY_SECONDS);
  self->month = sg_console_days_sum (days, month, today + SG_DAY_SECONDS);
  self->last_7_days = sg_console_days_sum (days, today - (WEEK_DAYS - 1) * SG_DAY_SECONDS, today + SG_DAY_SECONDS);
  self->n_days = sg_console_days_burn (days, today, &self->burn_per_day);
  if (self->n_days == 0)
    return;

  self->projected_month = project_month (days, &self->month, &self->today, today, month_of (now, 1));
  if (n_whole_days > 0)
    self->average_day = sg_cents_scale (&whole_days, 1, n_whole_days);
  find_peak (self, days, month, today);
}

static int
compare_shares (gconstpointer a,
                gconstpointer b)
{
  const SgConsoleShare *const *first = a;
  const SgConsoleShare *const *second = b;
  int order = sg_cents_compare (&(*second)->amount, &(*first)->amount);

  return order != 0 ? order : g_strcmp0 ((*first)->name, (*second)->name);
}

/* Web search and the like have no model; they are named for what they are. */
static char *
dup_share_name (const SgConsoleBucket *bucket)
{
  if (bucket->dimensions[SG_DIMENSION_MODEL] != NULL)
    return sg_model_name_display (bucket->dimensions[SG_DIMENSION_MODEL]);
  if (bucket->dimensions[SG_DIMENSION_DESCRIPTION] != NULL)
    return g_strdup (bucket->dimensions[SG_DIMENSION_DESCRIPTION]);

  return g_strdup (bucket->dimensions[SG_DIMENSION_COST_TYPE]);
}

static void
add_share (SgConsole             *self,
           const SgConsoleBucket *bucket)
{
  g_autofree char *name = dup_share_name (bucket);

  for (guint i = 0; name != NULL && i < self->models->len; i++) {
    SgConsoleShare *share = g_ptr_array_index (self->models, i);

    if (g_str_equal (share->name, name)) {
      if (!sg_cents_add (&share->amount, &bucket->amount))
        share->amount.whole = G_MAXINT64;
      return;
    }
  }
  if (name != NULL)
    g_ptr_array_add (self->models, sg_console_share_new (name, &bucket->amount));
}

static void
sum_models (SgConsole *self,
            GPtrArray *cost_buckets,
            gint64     month)
{
  for (guint i = 0; i < cost_buckets->len; i++) {
    const SgConsoleBucket *bucket = g_ptr_array_index (cost_buckets, i);

    if (bucket->start >= month)
      add_share (self, bucket);
  }
  g_ptr_array_sort (self->models, compare_shares);
}

static void
sum_tokens (SgConsole *self,
            GPtrArray *usage_buckets,
            gint64     from)
{
  self->tokens_7_days = 0;
  for (guint i = 0; i < usage_buckets->len; i++) {
    const SgConsoleBucket *bucket = g_ptr_array_index (usage_buckets, i);

    if (bucket->start >= from &&
        __builtin_add_overflow (self->tokens_7_days, sg_console_bucket_get_tokens (bucket), &self->tokens_7_days))
      self->tokens_7_days = G_MAXINT64;
  }
}

/**
 * sg_console_sum:
 * @cost_buckets: (element-type SgConsoleBucket): since sg_console_first_day(), each cost once
 * @usage_buckets: (nullable) (element-type SgConsoleBucket): of at least the last seven days
 * @now: when they were read
 *
 * Days and months are UTC's, as in the Console.
 *
 * Returns: (transfer full): or %NULL with @error set when the amounts do not fit a number
 */
SgConsole *
sg_console_sum (GPtrArray *cost_buckets,
                GPtrArray *usage_buckets,
                GDateTime *now,
                GError   **error)
{
  gint64 today = sg_time_midnight_of (g_date_time_to_unix (now));
  g_autoptr (SgConsoleDays) days =
    sg_console_days_new (cost_buckets, sg_console_first_day (now), today + SG_DAY_SECONDS, error);
  SgConsole *self;

  if (days == NULL)
    return NULL;

  self = sg_console_new (SG_ORIGIN_ADMIN, now);
  sum_days (self, days, now);
  sum_models (self, cost_buckets, month_of (now, 0));
  if (usage_buckets != NULL)
    sum_tokens (self, usage_buckets, today - (WEEK_DAYS - 1) * SG_DAY_SECONDS);

  return self;
}

/**
 * sg_console_spent_since:
 * @cost_buckets: (element-type SgConsoleBucket): every cost from @since on
 * @spent: (out): the day of @since counts by the part of it that came after
 *
 * Returns: %FALSE with @error set when the amounts do not fit a number
 */
gboolean
sg_console_spent_since (GPtrArray *cost_buckets,
                        GDateTime *since,
                        GDateTime *now,
                        SgCents   *spent,
                        GError   **error)
{
  gint64 from = g_date_time_to_unix (since);
  gint64 until = g_date_time_to_unix (now);

  *spent = SG_CENTS_ZERO;
  for (guint i = 0; i < cost_buckets->len; i++) {
    const SgConsoleBucket *bucket = g_ptr_array_index (cost_buckets, i);
    gint64 end = MAX (MIN (bucket->end, until), bucket->start + 1);
    SgCents part = bucket->amount;

    if (end <= from)
      continue;
    if (bucket->start < from)
      part = sg_cents_scale (&bucket->amount, end - from, end - bucket->start);
    if (!sg_cents_add (spent, &part)) {
      g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "the amounts since the balance are more than any bill");
      return FALSE;
    }
  }

  return TRUE;
}
