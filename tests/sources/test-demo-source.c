/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-demo-source.h"
#include "source-testing.h"

typedef struct {
  const char  *scenario;
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
  g_autoptr (SgSource) source = sg_demo_source_new (c->scenario);
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = read_and_wait (source, now, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (sg_limit_get_state (sg_limits_find (reading->limits, "session"), now), ==, c->state);
  g_assert_cmpint (reading->origin, ==, SG_ORIGIN_DEMO);
}

static void
test_mixed_is_the_picture_of_the_widget (void)
{
  g_autoptr (SgSource) source = sg_demo_source_new (NULL);
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (SgReading) reading = read_and_wait (source, now, NULL, NULL);
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
assert_fails (const char *scenario,
              SgError     code)
{
  g_autoptr (SgSource) source = sg_demo_source_new (scenario);
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GError) error = NULL;

  g_assert_null (read_and_wait (source, now, NULL, &error));
  g_assert_error (error, SG_ERROR, (int) code);
}

static void
test_trouble (void)
{
  assert_fails ("no-data", SG_ERROR_NOT_FOUND);
  assert_fails ("needs-you", SG_ERROR_LOGIN_ENDED);
}

static void
test_loading_lasts_until_it_is_cancelled (void)
{
  SgSource *source = sg_demo_source_new ("loading");
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sg_source_read_async (source, now, cancellable, keep_result_cb, &result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (result);

  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (sg_source_read_finish (source, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (source);
}

static void
test_scenarios_are_known_by_name (void)
{
  g_auto (GStrv) names = sg_demo_source_dup_scenarios ();

  for (guint i = 0; names[i] != NULL; i++) {
    g_autoptr (SgSource) source = sg_demo_source_new (names[i]);

    g_assert_nonnull (source);
  }
  g_assert_null (sg_demo_source_new ("nonsense"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (state_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/demo-source/state/%s", state_cases[i].scenario);
    g_test_add_data_func (path, &state_cases[i], test_state);
  }
  g_test_add_func ("/demo-source/mixed-is-the-picture-of-the-widget", test_mixed_is_the_picture_of_the_widget);
  g_test_add_func ("/demo-source/trouble", test_trouble);
  g_test_add_func ("/demo-source/loading-lasts-until-it-is-cancelled", test_loading_lasts_until_it_is_cancelled);
  g_test_add_func ("/demo-source/scenarios-are-known-by-name", test_scenarios_are_known_by_name);

  return g_test_run ();
}
