/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is known, with the bus's keys; what is not known is not there. */

#include <json-glib/json-glib.h>

#include "sg-cli-status.h"
#include "sg-config.h"
#include "sg-login-state.h"

static GVariant *
pacing_to_variant (const SgPacing *pacing,
                   GDateTime      *now)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (sg_pacing_to_variant (pacing));
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (variant);

  g_variant_dict_insert (&dict, "throttling-now", "b", sg_pacing_get_state (pacing, now) == SG_PACING_THROTTLING);

  return g_variant_dict_end (&dict);
}

/**
 * sg_cli_status_put_model:
 *
 * Adds what is known of the profile @view is turned to.
 */
void
sg_cli_status_put_model (GVariantDict    *dict,
                         const SgCliView *view)
{
  GPtrArray *limits = sg_usage_model_get_limits (view->model);
  GPtrArray *sources = sg_usage_model_get_sources (view->model);
  const SgCredits *credits = sg_usage_model_get_credits (view->model);
  g_autoptr (SgAccount) account = sg_cli_view_dup_account (view);
  const SgCostSummary *costs = sg_usage_model_get_costs (view->model);
  const SgConsole *console = sg_usage_model_get_console (view->model);
  const SgBalance *balance = sg_usage_model_get_balance (view->model);
  const SgPacing *pacing = sg_usage_model_get_pacing (view->model);
  const SgRateLimits *rate_limits = sg_usage_model_get_rate_limits (view->model);
  GVariantBuilder limit_list, source_list;

  g_variant_builder_init (&limit_list, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; limits != NULL && i < limits->len; i++)
    g_variant_builder_add_value (&limit_list, sg_limit_to_variant_at (g_ptr_array_index (limits, i), view->now));
  g_variant_builder_init (&source_list, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < sources->len; i++)
    g_variant_builder_add_value (&source_list, sg_source_status_to_variant (g_ptr_array_index (sources, i)));

  g_variant_dict_insert (dict, "mode", "s", sg_mode_to_nick (sg_usage_model_get_mode (view->model)));
  g_variant_dict_insert_value (dict, "limits", g_variant_builder_end (&limit_list));
  g_variant_dict_insert (dict, "limits-known", "b", limits != NULL);
  g_variant_dict_insert (dict, "login", "s", sg_login_state_to_nick (sg_login_state_of (view->model, view->now)));
  if (credits != NULL)
    g_variant_dict_insert_value (dict, "credits", sg_credits_to_variant (credits));
  if (account != NULL)
    g_variant_dict_insert_value (dict, "account", sg_account_to_variant_of (account, SG_ACCOUNT_NAMES | SG_ACCOUNT_EMAIL));
  if (costs != NULL)
    g_variant_dict_insert_value (dict, "costs", sg_cost_summary_to_variant (costs));
  if (console != NULL)
    g_variant_dict_insert_value (dict, "console", sg_console_to_variant (console));
  if (balance != NULL)
    g_variant_dict_insert_value (dict, "balance", sg_balance_to_variant (balance));
  if (pacing != NULL)
    g_variant_dict_insert_value (dict, "pacing", pacing_to_variant (pacing, view->now));
  if (rate_limits != NULL)
    g_variant_dict_insert_value (dict, "rate-limits", sg_rate_limits_to_variant (rate_limits));
  g_variant_dict_insert_value (dict, "sources", g_variant_builder_end (&source_list));
}

/**
 * sg_cli_status_to_variant:
 *
 * Returns: (transfer floating): `a{sv}` with the bus's keys, of the profile shown; what is not known is not there
 */
GVariant *
sg_cli_status_to_variant (const SgCliView *view)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "version", "s", VERSION);
  g_variant_dict_insert (&dict, "running", "b", view->client != NULL);
  sg_cli_status_put_model (&dict, view);

  return g_variant_dict_end (&dict);
}

/**
 * sg_cli_status_to_json:
 * @variant: of sg_cli_status_to_variant()
 * @pretty: on many lines
 *
 * Returns: (transfer full): it, and `now`, as JSON
 */
char *
sg_cli_status_to_json (GVariant  *variant,
                       GDateTime *now,
                       gboolean   pretty)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (variant);
  g_autoptr (GVariant) with_now = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_variant_dict_insert (&dict, "now", "x", g_date_time_to_unix (now));
  with_now = g_variant_ref_sink (g_variant_dict_end (&dict));
  node = json_gvariant_serialize (with_now);

  return json_to_string (node, pretty);
}
