/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-sample.h"

typedef struct {
  const char  *name;
  SgLimitState state;     /* of the 5-hour limit */
} StateCase;

static const StateCase state_cases[] = {
  { "normal", SG_LIMIT_NORMAL },
  { "warning", SG_LIMIT_WARNING },
  { "critical", SG_LIMIT_CRITICAL },
  { "full", SG_LIMIT_FULL },
  { "stale", SG_LIMIT_STALE },
  { "reset", SG_LIMIT_RESET },
  { "mixed", SG_LIMIT_WARNING },
};

static void
test_state (gconstpointer user_data)
{
  const StateCase *c = user_data;
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (SgReading) reading = sg_sample_reading (c->name, now);

  g_assert_cmpint (sg_limit_get_state (sg_limits_find (reading->limits, "session"), now), ==, c->state);
}

static void
test_mixed_is_the_picture_of_the_widget (void)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (SgReading) reading = sg_sample_reading ("mixed", now);
  gint64 sum = 0;

  g_assert_cmpfloat (sg_limits_find (reading->limits, "session")->used_percent, ==, 78.0);
  g_assert_cmpfloat (sg_limits_find (reading->limits, "weekly")->used_percent, ==, 52.0);
  g_assert_cmpfloat (sg_limits_find (reading->limits, "weekly:Fable")->used_percent, ==, 91.0);
  g_assert_cmpint (reading->credits->used.minor, ==, 1234);
  g_assert_cmpint (reading->credits->cap.minor, ==, 5000);
  g_assert_cmpstr (reading->account->plan, ==, "Max 5×");
  g_assert_cmpuint (reading->costs->n_sessions_today, ==, 12);

  for (guint i = 0; i < reading->costs->models_today->len; i++)
    sum += ((SgModelCost *) g_ptr_array_index (reading->costs->models_today, i))->cost_pico_usd;
  g_assert_cmpint (sum, ==, reading->costs->today_pico_usd);
}

static void
test_every_number_is_called_a_sample (void)
{
  g_auto (GStrv) names = sg_sample_dup_names (FALSE);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autoptr (SgUsageModel) model = sg_sample_new (names[i]);
    const SgCostSummary *costs = sg_usage_model_get_costs (model);
    const SgCredits *credits = sg_usage_model_get_credits (model);
    GPtrArray *limits = sg_usage_model_get_limits (model);

    for (guint j = 0; limits != NULL && j < limits->len; j++)
      g_assert_cmpint (((SgLimit *) g_ptr_array_index (limits, j))->origin, ==,
                       g_str_equal (names[i], "estimate") ? SG_ORIGIN_ESTIMATE : SG_ORIGIN_DEMO);
    g_assert_true (costs == NULL || costs->origin == SG_ORIGIN_DEMO);
    g_assert_true (credits == NULL || credits->origin == SG_ORIGIN_DEMO);
  }
}

static char *
words_of (const char *file_name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", file_name, NULL);
  g_autoptr (GRegex) space = g_regex_new ("\\s+", 0, 0, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return g_regex_replace_literal (space, text, -1, 0, " ", 0, NULL);
}

static void
test_the_names_are_told_to_people (void)
{
  g_auto (GStrv) names = sg_sample_dup_names (TRUE);
  g_autofree char *list = g_strjoinv (", ", names);
  g_autofree char *help = words_of ("run");
  g_autofree char *readme = words_of ("README.md");

  g_assert_nonnull (strstr (help, list));
  g_assert_nonnull (strstr (readme, list));
}

static void
test_a_copy_says_the_same (void)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_auto (GStrv) names = sg_sample_dup_names (FALSE);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autoptr (SgReading) reading = sg_sample_reading (names[i], now);
    g_autoptr (SgReading) copy = reading ? sg_reading_copy (reading) : NULL;

    for (guint part = 0; reading != NULL && part < SG_READING_N_PARTS; part++)
      g_assert_true (sg_reading_is_same_part (reading, copy, part));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (state_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/sample/state/%s", state_cases[i].name);
    g_test_add_data_func (path, &state_cases[i], test_state);
  }
  g_test_add_func ("/sample/mixed-is-the-picture-of-the-widget", test_mixed_is_the_picture_of_the_widget);
  g_test_add_func ("/sample/every-number-is-called-a-sample", test_every_number_is_called_a_sample);
  g_test_add_func ("/sample/the-names-are-told-to-people", test_the_names_are_told_to_people);
  g_test_add_func ("/sample/a-copy-says-the-same", test_a_copy_says_the_same);

  return g_test_run ();
}
