/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Which source wins, for every value by itself: the fresher one, then the more official one.
 * The order in which the sources answered never matters.
 */

#include "sg-ladder.h"

/* Values this near to the newest say the same; then authority decides. */
#define SAME_TIME_SPAN (60 * G_TIME_SPAN_SECOND)

/* A file from a machine whose clock runs ahead must not rule for ever. */
#define FUTURE_SPAN (5 * G_TIME_SPAN_MINUTE)

typedef struct {
  GDateTime    *as_of;
  SgOrigin      origin;
  gconstpointer value;
} Candidate;

static GArray *
candidates_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (Candidate));
}

static void
consider (GArray       *candidates,
          gconstpointer value,
          GDateTime    *as_of,
          SgOrigin      origin,
          GDateTime    *now)
{
  const Candidate candidate = { as_of, origin, value };

  if (g_date_time_difference (as_of, now) <= FUTURE_SPAN)
    g_array_append_val (candidates, candidate);
}

static GDateTime *
newest (GArray *candidates)
{
  GDateTime *as_of = NULL;

  for (guint i = 0; i < candidates->len; i++) {
    const Candidate *candidate = &g_array_index (candidates, Candidate, i);

    if (as_of == NULL || g_date_time_compare (candidate->as_of, as_of) > 0)
      as_of = candidate->as_of;
  }

  return as_of;
}

static gboolean
beats (const Candidate *a,
       const Candidate *b)
{
  return a->origin != b->origin ? a->origin > b->origin : g_date_time_compare (a->as_of, b->as_of) > 0;
}

/* Takes the best one out, so that asking again gives the next best. */
static gconstpointer
take_best (GArray *candidates)
{
  GDateTime *as_of = newest (candidates);
  gconstpointer value = NULL;
  guint best = G_MAXUINT;

  for (guint i = 0; i < candidates->len; i++) {
    const Candidate *candidate = &g_array_index (candidates, Candidate, i);

    if (g_date_time_difference (as_of, candidate->as_of) > SAME_TIME_SPAN)
      continue;
    if (best == G_MAXUINT || beats (candidate, &g_array_index (candidates, Candidate, best)))
      best = i;
  }

  if (best != G_MAXUINT) {
    value = g_array_index (candidates, Candidate, best).value;
    g_array_remove_index (candidates, best);
  }

  return value;
}

static const SgReading *
best_whole_list (GPtrArray *readings,
                 GDateTime *now)
{
  g_autoptr (GArray) candidates = candidates_new ();

  for (guint i = 0; i < readings->len; i++) {
    const SgReading *reading = g_ptr_array_index (readings, i);

    if (reading->limits != NULL && reading->complete)
      consider (candidates, reading, reading->as_of, reading->origin, now);
  }

  return take_best (candidates);
}

/* A limit that only an older reading names has been taken away since the newest whole list. */
static gboolean
is_gone (const char      *id,
         const SgReading *reading,
         const SgReading *whole)
{
  return whole != NULL && sg_limits_find (whole->limits, id) == NULL &&
         g_date_time_compare (reading->as_of, whole->as_of) <= 0;
}

static const SgLimit *
best_limit (const char      *id,
            GPtrArray       *readings,
            const SgReading *whole,
            GDateTime       *now)
{
  g_autoptr (GArray) candidates = candidates_new ();

  for (guint i = 0; i < readings->len; i++) {
    const SgReading *reading = g_ptr_array_index (readings, i);
    const SgLimit *limit = sg_limits_find (reading->limits, id);

    if (limit != NULL && !is_gone (id, reading, whole))
      consider (candidates, limit, limit->as_of, limit->origin, now);
  }

  return take_best (candidates);
}

static int
compare_limits (gconstpointer a,
                gconstpointer b)
{
  const SgLimit *first = *(const SgLimit *const *) a;
  const SgLimit *second = *(const SgLimit *const *) b;

  return first->kind != second->kind ? (int) first->kind - (int) second->kind : g_strcmp0 (first->id, second->id);
}

static void
merge_limits (SgReading *merged,
              GPtrArray *readings,
              GDateTime *now)
{
  const SgReading *whole = best_whole_list (readings, now);

  /* A whole list of nothing is known: there are no limits. */
  if (whole != NULL)
    merged->limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);

  for (guint i = 0; i < readings->len; i++) {
    const SgReading *reading = g_ptr_array_index (readings, i);

    for (guint j = 0; reading->limits != NULL && j < reading->limits->len; j++) {
      const SgLimit *named = g_ptr_array_index (reading->limits, j);
      const SgLimit *best = NULL;

      if (sg_limits_find (merged->limits, named->id) == NULL)
        best = best_limit (named->id, readings, whole, now);
      if (best != NULL)
        sg_reading_take_limit (merged, sg_limit_copy (best));
    }
  }

  if (merged->limits != NULL)
    g_ptr_array_sort (merged->limits, compare_limits);
}

/* Not every source knows the tier: "Max" and "Max 5×" are one plan. */
static void
fill_plan (SgAccount       *account,
           const SgAccount *other)
{
  if (account->plan != NULL && (other->plan == NULL || !g_str_has_prefix (other->plan, account->plan)))
    return;

  g_free (account->plan);
  account->plan = g_strdup (other->plan);
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
  FILL (tier);
#undef FILL
  fill_plan (account, other);
  if (account->login_ends_at == NULL && other->login_ends_at != NULL)
    account->login_ends_at = g_date_time_ref (other->login_ends_at);
}

static void
merge_rest (SgReading *merged,
            GPtrArray *readings,
            GDateTime *now)
{
  g_autoptr (GArray) all_credits = candidates_new ();
  g_autoptr (GArray) all_costs = candidates_new ();
  g_autoptr (GArray) accounts = candidates_new ();
  const SgCredits *credits;
  const SgCostSummary *costs;
  const SgAccount *account;

  for (guint i = 0; i < readings->len; i++) {
    const SgReading *reading = g_ptr_array_index (readings, i);

    if (reading->credits != NULL)
      consider (all_credits, reading->credits, reading->credits->as_of, reading->credits->origin, now);
    if (reading->costs != NULL)
      consider (all_costs, reading->costs, reading->costs->as_of, reading->costs->origin, now);
    if (reading->account != NULL)
      consider (accounts, reading->account, reading->account->as_of, reading->account->origin, now);
  }

  if ((credits = take_best (all_credits)) != NULL)
    merged->credits = sg_credits_copy (credits);
  if ((costs = take_best (all_costs)) != NULL)
    merged->costs = sg_cost_summary_copy (costs);
  if ((account = take_best (accounts)) != NULL)
    merged->account = sg_account_copy (account);
  while ((account = take_best (accounts)) != NULL)
    fill_account (merged->account, account);
}

static void
merge_meters (SgReading *merged,
              GPtrArray *readings,
              GDateTime *now)
{
  g_autoptr (GArray) pacings = candidates_new ();
  g_autoptr (GArray) all_rates = candidates_new ();
  g_autoptr (GArray) all_incidents = candidates_new ();
  const SgPacing *pacing;
  const SgRateLimits *rates;
  const SgIncidents *incidents;

  for (guint i = 0; i < readings->len; i++) {
    const SgReading *reading = g_ptr_array_index (readings, i);

    if (reading->pacing != NULL)
      consider (pacings, reading->pacing, reading->pacing->as_of, reading->pacing->origin, now);
    if (reading->rate_limits != NULL)
      consider (all_rates, reading->rate_limits, reading->rate_limits->as_of, reading->rate_limits->origin, now);
    if (reading->incidents != NULL)
      consider (all_incidents, reading->incidents, reading->incidents->as_of, reading->incidents->origin, now);
  }

  if ((pacing = take_best (pacings)) != NULL)
    merged->pacing = sg_pacing_copy (pacing);
  if ((rates = take_best (all_rates)) != NULL)
    merged->rate_limits = sg_rate_limits_copy (rates);
  if ((incidents = take_best (all_incidents)) != NULL)
    merged->incidents = sg_incidents_copy (incidents);
}

/* A balance comes with the bill that was taken off it. */
static void
merge_console (SgReading *merged,
               GPtrArray *readings,
               GDateTime *now)
{
  g_autoptr (GArray) bills = candidates_new ();
  g_autoptr (GArray) balances = candidates_new ();
  const SgConsole *console;
  const SgBalance *balance;

  for (guint i = 0; i < readings->len; i++) {
    const SgReading *reading = g_ptr_array_index (readings, i);

    if (reading->console != NULL)
      consider (bills, reading->console, reading->console->as_of, reading->console->origin, now);
    if (reading->balance != NULL)
      consider (balances, reading->balance, reading->as_of, reading->origin, now);
  }

  if ((console = take_best (bills)) != NULL)
    merged->console = sg_console_copy (console);
  if ((balance = take_best (balances)) != NULL)
    merged->balance = sg_balance_copy (balance);
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
  merge_rest (merged, readings, now);
  merge_meters (merged, readings, now);
  merge_console (merged, readings, now);

  return merged;
}
