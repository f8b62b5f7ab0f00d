/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-card-view.h"

#include "sg-shown.h"
#include "sg-words.h"

/**
 * sg_card_view_newest:
 * @limits: (nullable) (element-type SgLimit):
 *
 * Returns: (transfer none) (nullable): the limit that was true last
 */
const SgLimit *
sg_card_view_newest (GPtrArray *limits)
{
  const SgLimit *newest = NULL;

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    if (newest == NULL || g_date_time_compare (limit->as_of, newest->as_of) > 0)
      newest = limit;
  }

  return newest;
}

/**
 * sg_card_view_is_critical:
 *
 * Returns: whether any live limit is near its end or at it
 */
gboolean
sg_card_view_is_critical (GPtrArray *limits,
                          GDateTime *now)
{
  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    SgLimitState state = sg_limit_get_state (g_ptr_array_index (limits, i), now);

    if (state == SG_LIMIT_CRITICAL || state == SG_LIMIT_FULL)
      return TRUE;
  }

  return FALSE;
}

/**
 * sg_card_view_footer:
 *
 * Returns: (transfer full) (nullable): origin and age of what is shown
 */
char *
sg_card_view_footer (SgUsageModel *model,
                     GDateTime    *now)
{
  const SgLimit *limit = sg_card_view_newest (sg_usage_model_get_limits (model));
  const SgCostSummary *costs = sg_usage_model_get_costs (model);

  if (!sg_shown_of (model).code)
    limit = NULL;
  if (limit != NULL)
    return sg_words_updated (limit->as_of, limit->origin, now);
  if (costs != NULL)
    return sg_words_updated (costs->as_of, costs->origin, now);

  return NULL;
}

/**
 * sg_card_view_block:
 *
 * Returns: (transfer full) (nullable): the 5-hour block of this machine, where nobody says the official limit
 */
char *
sg_card_view_block (SgUsageModel *model,
                    GDateTime    *now)
{
  const SgLimit *session = sg_limits_find (sg_usage_model_get_limits (model), "session");
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return session && session->origin != SG_ORIGIN_ESTIMATE ? NULL
                                                          : sg_words_block (sg_usage_model_get_costs (model), now, zone);
}

/**
 * sg_card_view_has_credits:
 *
 * Returns: whether usage credits have something to say: they are on, or were spent
 */
gboolean
sg_card_view_has_credits (const SgCredits *credits)
{
  return credits != NULL && (credits->enabled || credits->used.minor > 0);
}

/**
 * sg_card_view_credits_percent:
 *
 * Rounded as the server rounds it, but never up to 100: that means spent.
 *
 * Returns: (transfer full) (nullable): `25 %` used, or `75 % left` where people want that; %NULL where there is no cap
 *   to measure against
 */
char *
sg_card_view_credits_percent (const SgCredits *credits)
{
  double percent = sg_credits_get_used_percent (credits);
  int whole = percent < 100.0 ? MIN ((int) (percent + 0.5), 99) : (int) percent;

  return percent < 0.0 ? NULL : sg_words_used_or_left (whole);
}
