/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-endpoint-source.h"
#include "sg-settings-store.h"
#include "sg-style-settings.h"
#include "sg-style.h"

static void
test_settings_are_the_style (void)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  const SgStyle usual = { 0 };

  g_assert_nonnull (settings);
  g_assert_false (sg_style_settings_apply (settings));
  g_assert_false (sg_style_settings_apply (NULL));

  g_settings_set_string (settings, "hours", "12");
  g_settings_set_string (settings, "money", "code");
  g_settings_set_boolean (settings, "show-remaining", TRUE);
  g_settings_set_boolean (settings, "presentation", TRUE);
  g_assert_true (sg_style_settings_apply (settings));
  g_assert_cmpint (sg_style_get ().hours, ==, SG_HOURS_12);
  g_assert_true (sg_style_get ().currency_codes && sg_style_get ().remaining && sg_style_get ().hidden);

  for (guint i = 0; sg_style_settings_keys[i] != NULL; i++)
    g_settings_reset (settings, sg_style_settings_keys[i]);
  g_assert_true (sg_style_settings_apply (settings));
  g_assert_false (sg_style_set (&usual));
}

/* Whatever is typed into dconf, the server is not asked more often than it bears. */
static void
test_the_least_interval_is_kept (void)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();

  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) key = NULL;
  g_autoptr (GVariant) least = g_variant_ref_sink (g_variant_new_uint32 (SG_ENDPOINT_INTERVAL_SECONDS));
  g_autoptr (GVariant) less = g_variant_ref_sink (g_variant_new_uint32 (SG_ENDPOINT_INTERVAL_SECONDS - 1));

  g_object_get (settings, "settings-schema", &schema, NULL);
  key = g_settings_schema_get_key (schema, "refresh-seconds");
  g_assert_true (g_settings_schema_key_range_check (key, least));
  g_assert_false (g_settings_schema_key_range_check (key, less));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/style-settings/are-the-style", test_settings_are_the_style);
  g_test_add_func ("/style-settings/the-least-interval-is-kept", test_the_least_interval_is_kept);

  return g_test_run ();
}
