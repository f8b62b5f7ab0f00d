/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-settings-check.h"
#include "sg-settings-store.h"

typedef struct {
  const char *key;
  const char *value;   /* as GVariant's text */
  const char *used;
} Case;

static const Case faults[] = {
  { "working-hours", "'banana'", "0-24" },
  { "working-hours", "'18-9'", "0-24" },
  { "working-hours", "'9-18h'", "9-18" },
  { "working-days", "'99x'", "1234567" },
  { "working-days", "'12x'", "12" },
  { "quiet-days", "'Monday'", NULL },
  { "api-balance", "'lots'", NULL },
  { "limit-thresholds", "{'session': [300]}", NULL },
  { "limit-thresholds", "{'session': [uint32 90, 300, 50]}", "50, 90" },
};

static const Case sound[] = {
  { "working-hours", "'9-18'", NULL },
  { "working-hours", "'09-18'", NULL },
  { "working-hours", "''", NULL },
  { "working-days", "'54321'", NULL },
  { "working-days", "''", NULL },
  { "quiet-days", "''", NULL },
  { "api-balance", "'127.45'", NULL },
  { "limit-thresholds", "{'session': @au []}", NULL },
  { "limit-thresholds", "{'session': [uint32 70, 90]}", NULL },
};

static GPtrArray *
check_with (GSettings  *settings,
            const Case *c)
{
  g_autoptr (GVariant) before = g_settings_get_value (settings, c->key);
  g_autoptr (GVariant) value = g_variant_parse (g_variant_get_type (before), c->value, NULL, NULL, NULL);
  GPtrArray *found;

  g_assert_nonnull (value);
  g_assert_true (g_settings_set_value (settings, c->key, value));
  found = sg_settings_check (settings);
  g_settings_reset (settings, c->key);

  return found;
}

static void
test_what_makes_no_sense_is_found (void)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autoptr (GPtrArray) found = check_with (settings, &faults[i]);
    const SgSettingFault *fault;

    g_test_message ("%s %s", faults[i].key, faults[i].value);
    g_assert_cmpuint (found->len, ==, 1);
    fault = g_ptr_array_index (found, 0);
    g_assert_true (g_str_has_prefix (fault->key, faults[i].key));
    g_assert_cmpstr (fault->used, ==, faults[i].used);
  }
}

static void
test_what_makes_sense_is_not (void)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();

  for (gsize i = 0; i < G_N_ELEMENTS (sound); i++) {
    g_autoptr (GPtrArray) found = check_with (settings, &sound[i]);

    g_test_message ("%s %s", sound[i].key, sound[i].value);
    g_assert_cmpuint (found->len, ==, 0);
  }
}

static void
test_nothing_long_is_repeated (void)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  const Case key = { "api-balance", "'sk-ant-admin01-secretsecret'", NULL };
  g_autoptr (GPtrArray) found = check_with (settings, &key);
  const SgSettingFault *fault;

  g_assert_cmpuint (found->len, ==, 1);
  fault = g_ptr_array_index (found, 0);
  g_assert_cmpstr (fault->value, ==, "sk-ant-a…");
}

static void
test_the_first_alert_comes_first (void)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  g_autoptr (GPtrArray) found = NULL;
  const SgSettingFault *fault;

  g_settings_set_uint (settings, "warning-percent", 95);
  g_settings_set_uint (settings, "critical-percent", 20);
  found = sg_settings_check (settings);
  g_assert_cmpuint (found->len, ==, 1);
  fault = g_ptr_array_index (found, 0);
  g_assert_cmpstr (fault->value, ==, "95, 20");
  g_assert_cmpstr (fault->used, ==, "20, 95");
  g_settings_reset (settings, "warning-percent");
  g_settings_reset (settings, "critical-percent");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/settings-check/what-makes-no-sense-is-found", test_what_makes_no_sense_is_found);
  g_test_add_func ("/settings-check/what-makes-sense-is-not", test_what_makes_sense_is_not);
  g_test_add_func ("/settings-check/nothing-long-is-repeated", test_nothing_long_is_repeated);
  g_test_add_func ("/settings-check/the-first-alert-comes-first", test_the_first_alert_comes_first);

  return g_test_run ();
}
