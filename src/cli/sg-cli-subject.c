/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one limit a bar or a script is about. */

#include "sg-cli-subject.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "sg-shown.h"

/**
 * sg_cli_line_has_limit:
 *
 * Returns: whether a line may tell of @limit without its name being asked for: while a bill is, only of the bill's budgets
 */
gboolean
sg_cli_line_has_limit (SgUsageModel  *model,
                       const SgLimit *limit)
{
  if (sg_usage_model_get_mode (model) != SG_MODE_CONSOLE)
    return sg_shown_limit (model, limit);

  return limit->kind == SG_LIMIT_BUDGET && limit->origin == SG_ORIGIN_ADMIN;
}

static const SgLimit *
find_tightest (SgUsageModel *model,
               GDateTime    *now)
{
  GPtrArray *limits = sg_usage_model_get_limits (model);
  const SgLimit *tightest = NULL;

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    if (sg_cli_line_has_limit (model, limit) && sg_cli_limit_is_known (limit, now) &&
        (tightest == NULL || limit->used_percent > tightest->used_percent))
      tightest = limit;
  }

  return tightest;
}

/**
 * sg_cli_find_subject:
 * @name: (nullable): a limit's id, or `tightest`; without one, the 5-hour limit, else the tightest; while a bill is asked
 *   for, the tightest of its budgets
 *
 * Returns: (transfer none) (nullable): that limit, where it is known of
 */
const SgLimit *
sg_cli_find_subject (SgUsageModel *model,
                     const char   *name,
                     GDateTime    *now)
{
  GPtrArray *limits = sg_usage_model_get_limits (model);
  const SgLimit *session;

  if (name != NULL && !g_str_equal (name, SG_CLI_TIGHTEST))
    return sg_limits_find (limits, name);

  session = name == NULL ? sg_limits_find (limits, "session") : NULL;

  return session != NULL && sg_cli_line_has_limit (model, session) ? session : find_tightest (model, now);
}

/* A model's week and a budget come and go, so that it is not there says nothing. */
static gboolean
may_come (const char *name)
{
  return g_str_equal (name, "session") || g_str_equal (name, "weekly") || g_str_has_prefix (name, "weekly:") ||
         g_str_equal (name, SG_BUDGET_WEEK) || g_str_has_prefix (name, SG_BUDGET_WEEK ":");
}

/**
 * sg_cli_check_limit:
 * @limits: (nullable) (element-type SgLimit):
 * @name: a limit's id
 *
 * Without any limit nobody knows which there are, so then every name is good.
 *
 * Returns: %FALSE with @error set to one of %G_OPTION_ERROR, worded for people, when there is no such limit and never will be
 */
gboolean
sg_cli_check_limit (GPtrArray  *limits,
                    const char *name,
                    GError    **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  if (limits == NULL || limits->len == 0 || may_come (name) || sg_limits_find (limits, name) != NULL)
    return TRUE;

  for (guint i = 0; i < limits->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", ((const SgLimit *) g_ptr_array_index (limits, i))->id);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("there is no limit “%s”; there are: %s"), name, list->str);

  return FALSE;
}

/**
 * sg_cli_is_of_organization:
 *
 * A budget is the user's own, and makes no subscription.
 *
 * Returns: whether a bar tells what an organization is billed, where that is known
 */
gboolean
sg_cli_is_of_organization (SgUsageModel *model)
{
  SgMode mode = sg_usage_model_get_mode (model);
  GPtrArray *limits = sg_usage_model_get_limits (model);

  if (mode != SG_MODE_AUTO)
    return mode == SG_MODE_CONSOLE;

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    if (((const SgLimit *) g_ptr_array_index (limits, i))->kind != SG_LIMIT_BUDGET)
      return FALSE;
  }

  return TRUE;
}

/**
 * sg_cli_find_bill:
 *
 * Returns: (transfer none) (nullable): the bill a bar tells of, of whichever day it is
 */
const SgConsole *
sg_cli_find_bill (SgUsageModel *model)
{
  return sg_cli_is_of_organization (model) ? sg_usage_model_get_console (model) : NULL;
}

/**
 * sg_cli_limit_is_known:
 * @limit: (nullable):
 *
 * Returns: whether it has a number to show, however old
 */
gboolean
sg_cli_limit_is_known (const SgLimit *limit,
                       GDateTime     *now)
{
  return limit != NULL && sg_limit_get_state (limit, now) != SG_LIMIT_RESET;
}

/**
 * sg_cli_limit_class:
 * @limit: (nullable):
 *
 * Returns: `normal`, `warning`, `critical`, `full`, `stale` or `unknown`
 */
const char *
sg_cli_limit_class (const SgLimit *limit,
                    GDateTime     *now)
{
  return sg_cli_limit_is_known (limit, now) ? sg_limit_state_to_nick (sg_limit_get_state (limit, now)) : "unknown";
}

/**
 * sg_cli_limit_exit_code:
 * @limit: (nullable):
 *
 * A stale number says nothing for certain, so it is unknown too.
 *
 * Returns: 0, %SG_CLI_WARNING, %SG_CLI_CRITICAL, %SG_CLI_FULL or %SG_CLI_UNKNOWN
 */
int
sg_cli_limit_exit_code (const SgLimit *limit,
                        GDateTime     *now)
{
  static const int codes[] = {
    [SG_LIMIT_NORMAL] = EXIT_SUCCESS, [SG_LIMIT_WARNING] = SG_CLI_WARNING, [SG_LIMIT_CRITICAL] = SG_CLI_CRITICAL,
    [SG_LIMIT_FULL] = SG_CLI_FULL, [SG_LIMIT_STALE] = SG_CLI_UNKNOWN, [SG_LIMIT_RESET] = SG_CLI_UNKNOWN,
  };

  return limit != NULL ? codes[sg_limit_get_state (limit, now)] : SG_CLI_UNKNOWN;
}
