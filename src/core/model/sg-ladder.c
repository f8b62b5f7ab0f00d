/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which source wins, for every value by itself: the fresher one, then the more official one. */

#include "sg-ladder.h"

/* Readings this near in time say the same; then authority decides. */
#define SAME_TIME_SPAN (60 * G_TIME_SPAN_SECOND)

static gboolean
beats (GDateTime *as_of,
       SgOrigin   origin,
       GDateTime *other_as_of,
       SgOrigin   other_origin)
{
  GTimeSpan ahead = g_date_time_difference (as_of, other_as_of);

  if (ABS (ahead) <= SAME_TIME_SPAN && origin != other_origin)
    return origin > other_origin;

  return ahead > 0;
}

/* A file from a machine whose clock runs ahead must not rule for ever. */
static gboolean
is_from_the_future (const SgReading *reading,
                    GDateTime       *now)
{
  return g_date_time_difference (reading->as_of, now) > 5 * G_TIME_SPAN_MINUTE;
}

static const SgReading *
newest_complete (GPtrArray *readings,
                 GDateTime *now)
{
  const SgReading *best = NULL;

  for (guint i = 0; i < readings->len; i++) {
    const SgReading *reading = g_ptr_array_index (readings, i);

    if (reading->limits == NULL || !reading->complete || is_from_the_future (reading, now))
      continue;
    if (best == NULL || beats (reading->as_of, reading->origin, best->as_of, best->origin))
      best = reading;
  }

  return best;
}

static void
put_limit (SgReading     *merged,
           const SgLimit *limit)
{
  for (guint i = 0; i < merged->limits->len; i++) {
    const SgLimit *present = g_ptr_array_index (merged->limits, i);

    if (!g_str_equal (present->id, limit->id))
      continue;
    if (beats (limit->as_of, limit->origin, present->as_of, present->origin)) {
      sg_limit_free (g_ptr_array_index (merged->limits, i));
      g_ptr_array_index (merged->limits, i) = sg_limit_copy (limit);
    }
    return;
  }

  g_ptr_array_add (merged->limits, sg_limit_copy (limit));
}

/* A limit that only an older reading names has been taken away since the newest whole list. */
static void
merge_limits (SgReading *merged,
              GPtrArray *readings,
              GDateTime *now)
{
  const SgReading *whole = newest_complete (readings, now);

  for (guint i = 0; whole != NULL && i < whole->limits->len; i++) {
    merged->limits = merged->limits ? merged->limits : g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
    put_limit (merged, g_ptr_array_index (whole->limits, i));
  }

  for (guint i = 0; i < readings->len; i++) {
    const SgReading *reading = g_ptr_array_index (readings, i);

    if (reading == whole || reading->limits == NULL || is_from_the_future (reading, now))
      continue;
    for (guint j = 0; j < reading->limits->len; j++) {
      const SgLimit *limit = g_ptr_array_index (reading->limits, j);

      if (whole != NULL && g_date_time_compare (reading->as_of, whole->as_of) <= 0 &&
          sg_limits_find (whole->limits, limit->id) == NULL)
        continue;
      merged->limits = merged->limits ? merged->limits : g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
      put_limit (merged, limit);
    }
  }
}

static int
compare_limits (gconstpointer a,
                gconstpointer b)
{
  const SgLimit *first = *(const SgLimit *const *) a;
  const SgLimit *second = *(const SgLimit *const *) b;

  return first->kind != second->kind ? (int) first->kind - (int) second->kind : g_strcmp0 (first->id, second->id);
}

/* The login file knows when the login ends, the profile who it is: one person, two halves. */
static void
fill_account (SgAccount       *account,
              const SgAccount *other)
{
  if (account->id != NULL && other->id != NULL && !g_str_equal (account->id, other->id))
    return;

#define FILL(field) if (account->field == NULL) account->field = g_strdup (other->field)
  FILL (id);
  FILL (name);
  FILL (email);
  FILL (organization);
  FILL (plan);
#undef FILL
  if (account->login_ends_at == NULL && other->login_ends_at != NULL)
    account->login_ends_at = g_date_time_ref (other->login_ends_at);
}

static void
merge_rest (SgReading       *merged,
            const SgReading *reading)
{
  const SgCredits *credits = reading->credits;
  const SgCostSummary *costs = reading->costs;
  const SgAccount *account = reading->account;

  if (credits && (!merged->credits || beats (credits->as_of, credits->origin, merged->credits->as_of, merged->credits->origin))) {
    g_clear_pointer (&merged->credits, sg_credits_free);
    merged->credits = sg_credits_copy (credits);
  }
  if (costs && (!merged->costs || beats (costs->as_of, costs->origin, merged->costs->as_of, merged->costs->origin))) {
    g_clear_pointer (&merged->costs, sg_cost_summary_free);
    merged->costs = sg_cost_summary_copy (costs);
  }
  if (account && (!merged->account || beats (account->as_of, account->origin, merged->account->as_of, merged->account->origin))) {
    SgAccount *older = merged->account;

    merged->account = sg_account_copy (account);
    if (older != NULL)
      fill_account (merged->account, older);
    g_clear_pointer (&older, sg_account_free);
  } else if (account) {
    fill_account (merged->account, account);
  }
}

/**
 * sg_ladder_pick:
 * @readings: (element-type SgReading): the latest of every source, in any order
 *
 * The one place that decides which number is shown. Pure.
 *
 * Returns: (transfer full): the values that win, each with its own origin and age
 */
SgReading *
sg_ladder_pick (GPtrArray *readings,
                GDateTime *now)
{
  SgReading *merged = sg_reading_new (SG_ORIGIN_UNKNOWN, now);

  merged->complete = TRUE;
  merge_limits (merged, readings, now);
  if (merged->limits != NULL)
    g_ptr_array_sort (merged->limits, compare_limits);

  for (guint i = 0; i < readings->len; i++) {
    const SgReading *reading = g_ptr_array_index (readings, i);

    if (!is_from_the_future (reading, now))
      merge_rest (merged, reading);
  }

  return merged;
}
