/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-service-values.h"

#include "sg-profile-info.h"
#include "sg-style.h"
#include "sg-variant.h"

static GVariant *
array_to_variant (GPtrArray  *array,
                  SgToVariant to_variant)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; array != NULL && i < array->len; i++)
    g_variant_builder_add_value (&builder, to_variant (g_ptr_array_index (array, i)));

  return g_variant_builder_end (&builder);
}

static GVariant *
value_to_variant (gconstpointer value,
                  SgToVariant   to_variant)
{
  return value ? to_variant (value) : g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0);
}

static GVariant *
account_to_variant (SgAccountParts   account_parts,
                    const SgAccount *account)
{
  return account ? sg_account_to_variant_of (account, account_parts)
                 : g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0);
}

static GVariant *
limits_to_variant (GPtrArray *limits,
                   GDateTime *now)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; limits != NULL && i < limits->len; i++)
    g_variant_builder_add_value (&builder, sg_limit_to_variant_at (g_ptr_array_index (limits, i), now));

  return g_variant_builder_end (&builder);
}

static GVariant *
console_to_variant (SgAccountParts   account_parts,
                    const SgConsole *console)
{
  g_autoptr (SgConsole) nameless = NULL;

  if (console == NULL || (account_parts & SG_ACCOUNT_NAMES) != 0)
    return value_to_variant (console, (SgToVariant) sg_console_to_variant);

  nameless = sg_console_copy (console);
  g_clear_pointer (&nameless->organization, g_free);

  return sg_console_to_variant (nameless);
}

/**
 * sg_service_values_write:
 * @bus: a skeleton; it sends one PropertiesChanged for all of this, from an idle, and only for what differs
 * @account_parts: what may be said of whose the numbers are
 */
void
sg_service_values_write (SgBusSandglass1 *bus,
                         SgUsageModel    *model,
                         SgAccountParts   account_parts,
                         GDateTime       *now)
{
  const SgLimit *tightest = sg_limits_find_tightest (sg_usage_model_get_limits (model), now);

  sg_bus_sandglass1_set_limits (bus, limits_to_variant (sg_usage_model_get_limits (model), now));
  sg_bus_sandglass1_set_limits_known (bus, sg_usage_model_get_limits (model) != NULL);
  sg_bus_sandglass1_set_tightest_limit (bus, tightest ? tightest->id : "");
  sg_bus_sandglass1_set_credits (bus, value_to_variant (sg_usage_model_get_credits (model), (SgToVariant) sg_credits_to_variant));
  sg_bus_sandglass1_set_account (bus, account_to_variant (account_parts, sg_usage_model_get_account (model)));
  sg_bus_sandglass1_set_costs (bus, value_to_variant (sg_usage_model_get_costs (model), (SgToVariant) sg_cost_summary_to_variant));
  sg_bus_sandglass1_set_console (bus, console_to_variant (account_parts, sg_usage_model_get_console (model)));
  sg_bus_sandglass1_set_balance (bus, value_to_variant (sg_usage_model_get_balance (model), (SgToVariant) sg_balance_to_variant));
  sg_bus_sandglass1_set_pacing (bus, value_to_variant (sg_usage_model_get_pacing (model), (SgToVariant) sg_pacing_to_variant));
  sg_bus_sandglass1_set_rate_limits (bus, value_to_variant (sg_usage_model_get_rate_limits (model), (SgToVariant) sg_rate_limits_to_variant));
  sg_bus_sandglass1_set_incidents (bus, value_to_variant (sg_usage_model_get_incidents (model), (SgToVariant) sg_incidents_to_variant));
  sg_bus_sandglass1_set_sources (bus, array_to_variant (sg_usage_model_get_sources (model), (SgToVariant) sg_source_status_to_variant));
  sg_bus_sandglass1_set_refreshing (bus, sg_usage_model_is_refreshing (model));
  sg_bus_sandglass1_set_mode (bus, sg_mode_to_nick (sg_usage_model_get_mode (model)));
  sg_bus_sandglass1_set_style (bus, sg_style_to_variant ());
  sg_bus_sandglass1_set_loaded (bus, sg_usage_model_is_loaded (model));
}

/**
 * sg_service_values_list_profiles:
 * @infos: (element-type SgProfileInfo)
 *
 * Returns: (transfer full): not floating
 */
GVariant *
sg_service_values_list_profiles (GPtrArray *infos)
{
  return g_variant_ref_sink (array_to_variant (infos, (SgToVariant) sg_profile_info_to_variant));
}

/**
 * sg_service_values_read:
 * @bus: a proxy that was heard of
 *
 * Returns: (transfer full): all it says of numbers; what it does not know is not there
 */
SgReading *
sg_service_values_read (SgBusSandglass1 *bus)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  SgReading *reading = sg_reading_new (SG_ORIGIN_UNKNOWN, now);
  GVariant *limits = sg_bus_sandglass1_get_limits (bus);
  GVariant *credits = sg_bus_sandglass1_get_credits (bus);
  GVariant *account = sg_bus_sandglass1_get_account (bus);
  GVariant *costs = sg_bus_sandglass1_get_costs (bus);
  GVariant *pacing = sg_bus_sandglass1_get_pacing (bus);
  GVariant *console = sg_bus_sandglass1_get_console (bus);
  GVariant *balance = sg_bus_sandglass1_get_balance (bus);
  GVariant *incidents = sg_bus_sandglass1_get_incidents (bus);
  GVariant *rate_limits = sg_bus_sandglass1_get_rate_limits (bus);

  reading->complete = TRUE;
  if (limits != NULL && (g_variant_n_children (limits) > 0 || sg_bus_sandglass1_get_limits_known (bus)))
    reading->limits = sg_variant_get_array (limits, (gpointer (*)(GVariant *))sg_limit_from_variant,
                                            (GDestroyNotify) sg_limit_free);
  reading->credits = credits ? sg_credits_from_variant (credits) : NULL;
  reading->account = account ? sg_account_from_variant (account) : NULL;
  reading->costs = costs ? sg_cost_summary_from_variant (costs) : NULL;
  reading->pacing = pacing ? sg_pacing_from_variant (pacing) : NULL;
  reading->console = console ? sg_console_from_variant (console) : NULL;
  reading->balance = balance ? sg_balance_from_variant (balance) : NULL;
  reading->incidents = incidents ? sg_incidents_from_variant (incidents) : NULL;
  reading->rate_limits = rate_limits ? sg_rate_limits_from_variant (rate_limits) : NULL;

  return reading;
}
