/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sample-bus.h"

#include "sg-sample.h"
#include "sg-service-client.h"

typedef GVariant *(*ToVariant) (gconstpointer);

static GVariant *
list_of (GPtrArray *array,
         ToVariant  to_variant)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; array != NULL && i < array->len; i++)
    g_variant_builder_add_value (&builder, to_variant (g_ptr_array_index (array, i)));

  return g_variant_builder_end (&builder);
}

static GVariant *
dict_of (gconstpointer value,
         ToVariant     to_variant)
{
  return value ? to_variant (value) : g_variant_new_parsed ("@a{sv} {}");
}

void
sample_bus_say (SgBusSandglass1 *bus,
                const char      *sample)
{
  g_autoptr (SgUsageModel) model = sg_sample_new (sample);
  g_autoptr (GDateTime) now = sg_sample_now ();

  g_object_set (bus,
                "version", "0",
                "loaded", sg_usage_model_is_loaded (model),
                "refreshing", sg_usage_model_is_refreshing (model),
                "demo-time", g_date_time_to_unix (now),
                "limits", list_of (sg_usage_model_get_limits (model), (ToVariant) sg_limit_to_variant),
                "credits", dict_of (sg_usage_model_get_credits (model), (ToVariant) sg_credits_to_variant),
                "account", dict_of (sg_usage_model_get_account (model), (ToVariant) sg_account_to_variant),
                "costs", dict_of (sg_usage_model_get_costs (model), (ToVariant) sg_cost_summary_to_variant),
                "console", dict_of (sg_usage_model_get_console (model), (ToVariant) sg_console_to_variant),
                "balance", dict_of (sg_usage_model_get_balance (model), (ToVariant) sg_balance_to_variant),
                "mode", sg_mode_to_nick (sg_usage_model_get_mode (model)),
                "sources", list_of (sg_usage_model_get_sources (model), (ToVariant) sg_source_status_to_variant),
                NULL);
}

/* Exports it on @connection; owning the name is the caller's. */
SgBusSandglass1 *
sample_bus_new (GDBusConnection *connection,
                const char      *sample)
{
  SgBusSandglass1 *bus = sg_bus_sandglass1_skeleton_new ();

  sample_bus_say (bus, sample);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (bus), connection, SG_BUS_PATH, NULL);

  return bus;
}
