/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-shown.h"

#include "sg-error.h"

/**
 * sg_shown_find_admin:
 *
 * Returns: (transfer none) (nullable): how the source of bills is doing
 */
const SgSourceStatus *
sg_shown_find_admin (SgUsageModel *model)
{
  return sg_source_statuses_find (sg_usage_model_get_sources (model), "admin");
}

/* A balance typed in by hand is a good answer too, and says nothing of a key. */
static gboolean
is_without_key (const SgSourceStatus *admin)
{
  switch (admin->error_code) {
  case SG_SOURCE_NO_ERROR:
  case SG_ERROR_KEY_MISSING:
  case SG_ERROR_SWITCHED_OFF:
  case SG_ERROR_STORE_MISSING:
  case SG_ERROR_STORE_LOCKED:
  case SG_ERROR_STORE_REFUSED:
    return TRUE;
  default:
    return FALSE;
  }
}

/**
 * sg_shown_has_admin_key:
 *
 * Returns: whether there is an Admin key, good or not
 */
gboolean
sg_shown_has_admin_key (SgUsageModel *model)
{
  const SgSourceStatus *admin = sg_shown_find_admin (model);

  if (admin != NULL && admin->error_code == SG_ERROR_KEY_MISSING)
    return FALSE;

  return sg_usage_model_get_console (model) != NULL || (admin != NULL && !is_without_key (admin));
}

/**
 * sg_shown_of:
 *
 * A subscription is shown by itself, unless only an organisation is known; both when both are. Pure.
 */
SgShown
sg_shown_of (SgUsageModel *model)
{
  SgMode mode = sg_usage_model_get_mode (model);
  GPtrArray *limits = sg_usage_model_get_limits (model);
  gboolean has_limits = limits != NULL && limits->len > 0;
  gboolean has_console = sg_usage_model_get_balance (model) != NULL || sg_usage_model_get_console (model) != NULL ||
                         sg_shown_has_admin_key (model);

  switch (mode) {
  case SG_MODE_CODE:
    return (SgShown) { .code = TRUE };
  case SG_MODE_CONSOLE:
    return (SgShown) { .console = TRUE, .console_first = TRUE };
  case SG_MODE_AUTO:
  default:
    return (SgShown) {
             .code = has_limits || !has_console,
             .console = has_console,
             .console_first = has_console && !has_limits,
    };
  }
}

/**
 * sg_shown_limit:
 *
 * Returns: whether @limit is for the mode of @model: a subscription is not held to a budget for an organisation's bill. Pure.
 */
gboolean
sg_shown_limit (SgUsageModel  *model,
                const SgLimit *limit)
{
  gboolean is_of_bill = limit->kind == SG_LIMIT_BUDGET && limit->origin == SG_ORIGIN_ADMIN;

  return !is_of_bill || sg_usage_model_get_mode (model) != SG_MODE_CODE;
}
