/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An agent that only says one of the panel's samples: sample-agent STATE. */

#include <glib-unix.h>

#include "sg-sample.h"
#include "sg-service-bus.h"
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

static void
say (SgBusSandglass1 *bus,
     SgUsageModel    *model)
{
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
                "sources", list_of (sg_usage_model_get_sources (model), (ToVariant) sg_source_status_to_variant),
                NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (SgBusSandglass1) bus = sg_bus_sandglass1_skeleton_new ();
  gboolean connected;
  g_autoptr (SgUsageModel) model = sg_sample_new (argc > 1 ? argv[1] : "mixed", &connected);

  say (bus, model);
  g_assert_true (g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (bus), connection, SG_BUS_PATH, NULL));
  g_bus_own_name_on_connection (connection, SG_BUS_NAME, 0, NULL, NULL, NULL, NULL);
  g_unix_signal_add (SIGTERM, (GSourceFunc) (void (*)(void))g_main_loop_quit, loop);
  g_main_loop_run (loop);

  return 0;
}
