/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the agent makes of a sample is what pictures show of it. */

#include "sg-sample.h"
#include "sg-source-set.h"

typedef GVariant *(*ToVariant) (gconstpointer);

static char *
print (gconstpointer value,
       ToVariant     to_variant)
{
  g_autoptr (GVariant) variant = value ? g_variant_ref_sink (to_variant (value)) : NULL;

  return variant ? g_variant_print (variant, FALSE) : NULL;
}

static void
assert_same (gconstpointer value,
             gconstpointer expected,
             ToVariant     to_variant)
{
  g_autofree char *text = print (value, to_variant);
  g_autofree char *expected_text = print (expected, to_variant);

  g_assert_cmpstr (text, ==, expected_text);
}

static void
assert_same_limits (GPtrArray *limits,
                    GPtrArray *expected)
{
  g_assert_cmpuint (limits ? limits->len : 0, ==, expected ? expected->len : 0);

  for (guint i = 0; limits != NULL && i < limits->len; i++)
    assert_same (g_ptr_array_index (limits, i), g_ptr_array_index (expected, i), (ToVariant) sg_limit_to_variant);
}

static void
assert_same_sources (GPtrArray *sources,
                     GPtrArray *expected)
{
  g_assert_cmpuint (sources->len, ==, expected->len);

  for (guint i = 0; i < sources->len; i++) {
    const SgSourceStatus *one = g_ptr_array_index (sources, i);
    const SgSourceStatus *other = g_ptr_array_index (expected, i);

    g_assert_cmpstr (one->id, ==, other->id);
    g_assert_cmpint (one->state, ==, other->state);
    g_assert_cmpint (one->error_code, ==, other->error_code);
    g_assert_cmpstr (one->detail, ==, other->detail);
  }
}

static void
settle (SgUsageModel *model,
        SgUsageModel *expected)
{
  while (sg_usage_model_is_refreshing (model) && !sg_usage_model_is_refreshing (expected))
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_sample (gconstpointer name)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (SgUsageModel) expected = sg_sample_new (name);
  g_autoptr (SgClock) clock = sg_clock_new_at (now);
  g_autoptr (SgSourceSet) sources = sg_source_set_new_demo (name);
  g_autoptr (SgStateFile) state = sg_source_set_open_state (sources);
  g_autoptr (SgMonitor) monitor = sg_monitor_new (clock, state);
  SgUsageModel *model = sg_monitor_get_model (monitor);

  sg_source_set_add_to (sources, monitor);
  sg_monitor_start (monitor);
  settle (model, expected);

  assert_same_limits (sg_usage_model_get_limits (model), sg_usage_model_get_limits (expected));
  assert_same (sg_usage_model_get_credits (model), sg_usage_model_get_credits (expected), (ToVariant) sg_credits_to_variant);
  assert_same (sg_usage_model_get_account (model), sg_usage_model_get_account (expected), (ToVariant) sg_account_to_variant);
  assert_same (sg_usage_model_get_costs (model), sg_usage_model_get_costs (expected), (ToVariant) sg_cost_summary_to_variant);
  assert_same_sources (sg_usage_model_get_sources (model), sg_usage_model_get_sources (expected));
  g_assert_cmpint (sg_usage_model_is_refreshing (model), ==, sg_usage_model_is_refreshing (expected));
  g_object_run_dispose (G_OBJECT (monitor));
}

int
main (int   argc,
      char *argv[])
{
  g_auto (GStrv) names = sg_sample_dup_names (TRUE);

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *path = g_strdup_printf ("/demo/%s", names[i]);
    g_test_add_data_func (path, names[i], test_sample);
  }

  return g_test_run ();
}
