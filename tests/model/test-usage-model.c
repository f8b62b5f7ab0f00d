/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-time.h"
#include "sg-usage-model.h"

#define NOW "2026-11-24T12:36:00Z"

static void
note (GObject    *object,
      GParamSpec *pspec,
      gpointer    user_data)
{
  g_ptr_array_add (user_data, (gpointer) pspec->name);
}

static SgUsageModel *
watched_model (GPtrArray *notes)
{
  SgUsageModel *model = sg_usage_model_new ();

  g_signal_connect (model, "notify", G_CALLBACK (note), notes);

  return model;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* GObject promises no order, so @expected is by the alphabet. */
static void
assert_noted (GPtrArray  *notes,
              const char *expected)
{
  g_autofree char *noted = NULL;

  g_ptr_array_sort (notes, compare_names);
  g_ptr_array_add (notes, NULL);
  noted = g_strjoinv (" ", (GStrv) notes->pdata);
  g_assert_cmpstr (noted, ==, expected);
  g_ptr_array_set_size (notes, 0);
}

/* Everything is known; the arguments are what a test changes. */
static SgReading *
full_reading (const char *time,
              double      used_percent,
              gint64      credits_minor,
              const char *account_id,
              gint64      today_pico_usd)
{
  const SgMoney money = { .minor = credits_minor, .exponent = 2, .currency = "USD" };
  g_autoptr (GDateTime) as_of = sg_time_parse (time);
  SgReading *reading = sg_reading_new (SG_ORIGIN_ENDPOINT, as_of);

  sg_reading_take_limit (reading, sg_limit_new ("session", SG_LIMIT_SESSION, NULL, used_percent, NULL, SG_ORIGIN_ENDPOINT, as_of));
  reading->credits = sg_credits_new (TRUE, &money, NULL, NULL, SG_ORIGIN_ENDPOINT, as_of);
  reading->account = sg_account_new (SG_ORIGIN_ENDPOINT, as_of);
  reading->account->id = g_strdup (account_id);
  reading->costs = sg_cost_summary_new (SG_ORIGIN_TRANSCRIPTS, as_of);
  reading->costs->today_pico_usd = today_pico_usd;

  return reading;
}

static void
apply (SgUsageModel *model,
       SgReading    *reading)
{
  sg_usage_model_apply (model, reading);
  sg_reading_unref (reading);
}

static void
test_notifies_of_what_differs (void)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  SgUsageModel *model = watched_model (notes);

  g_assert_false (sg_usage_model_is_loaded (model));
  apply (model, full_reading (NOW, 50.0, 1, "a", 1));
  assert_noted (notes, "account costs credits limits loaded");
  g_assert_true (sg_usage_model_is_loaded (model));

  apply (model, full_reading (NOW, 50.0, 1, "a", 1));
  assert_noted (notes, "");
  apply (model, full_reading (NOW, 51.0, 1, "a", 1));
  assert_noted (notes, "limits");
  apply (model, full_reading (NOW, 51.0, 2, "a", 1));
  assert_noted (notes, "credits");
  apply (model, full_reading (NOW, 51.0, 2, "b", 1));
  assert_noted (notes, "account");
  apply (model, full_reading (NOW, 51.0, 2, "b", 2));
  assert_noted (notes, "costs");
  apply (model, full_reading ("2026-11-24T12:37:00Z", 51.0, 2, "b", 2));
  assert_noted (notes, "account costs credits limits");
  g_assert_finalize_object (model);
}

static void
test_what_goes_away_is_noticed (void)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  SgUsageModel *model = watched_model (notes);
  SgReading *empty_list = sg_reading_new (SG_ORIGIN_ENDPOINT, now);

  apply (model, sg_reading_new (SG_ORIGIN_UNKNOWN, now));
  assert_noted (notes, "loaded");

  apply (model, full_reading (NOW, 50.0, 1, "a", 1));
  apply (model, sg_reading_new (SG_ORIGIN_UNKNOWN, now));
  assert_noted (notes, "account account costs costs credits credits limits limits");
  g_assert_null (sg_usage_model_get_limits (model));
  g_assert_null (sg_usage_model_get_credits (model));
  g_assert_null (sg_usage_model_get_account (model));
  g_assert_null (sg_usage_model_get_costs (model));

  empty_list->limits = g_ptr_array_new ();
  apply (model, empty_list);
  assert_noted (notes, "limits");
  g_assert_finalize_object (model);
}

static void
test_what_is_lent_holds_until_its_own_notify (void)
{
  SgUsageModel *model = sg_usage_model_new ();
  const SgCredits *credits;
  const SgAccount *account;
  const SgCostSummary *costs;

  apply (model, full_reading (NOW, 50.0, 1, "a", 1));
  credits = sg_usage_model_get_credits (model);
  account = sg_usage_model_get_account (model);
  costs = sg_usage_model_get_costs (model);

  for (guint i = 0; i < 10; i++)
    apply (model, full_reading (NOW, 51.0 + i, 1, "a", 1));

  g_assert_true (sg_usage_model_get_credits (model) == credits);
  g_assert_cmpint (credits->used.minor, ==, 1);
  g_assert_cmpstr (account->id, ==, "a");
  g_assert_cmpint (costs->today_pico_usd, ==, 1);
  g_assert_cmpfloat (sg_limits_find (sg_usage_model_get_limits (model), "session")->used_percent, ==, 60.0);
  g_assert_finalize_object (model);
}

typedef struct {
  const SgCredits *old_credits;
  gint64           old_minor;
} OldValue;

static void
read_old_value (SgUsageModel *model,
                GParamSpec   *pspec,
                gpointer      user_data)
{
  OldValue *old = user_data;

  if (old->old_credits != NULL)
    old->old_minor = old->old_credits->used.minor;
}

static void
test_old_values_outlive_the_notifies (void)
{
  SgUsageModel *model = sg_usage_model_new ();
  OldValue old = { NULL, 0 };

  apply (model, full_reading (NOW, 50.0, 7, "a", 1));
  old.old_credits = sg_usage_model_get_credits (model);
  g_signal_connect (model, "notify::limits", G_CALLBACK (read_old_value), &old);
  apply (model, full_reading (NOW, 51.0, 8, "b", 2));

  g_assert_cmpint (old.old_minor, ==, 7);
  g_assert_finalize_object (model);
}

static void
apply_sources (SgUsageModel *model,
               int           error_code)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_source_status_free);
  SgSourceStatus *status = sg_source_status_new ("endpoint", SG_ORIGIN_ENDPOINT);

  status->error_code = error_code;
  g_ptr_array_add (sources, status);
  sg_usage_model_apply_sources (model, sources);
}

static void
test_sources_and_refreshing (void)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  SgUsageModel *model = watched_model (notes);

  g_assert_cmpuint (sg_usage_model_get_sources (model)->len, ==, 0);
  apply_sources (model, 1);
  apply_sources (model, 1);
  assert_noted (notes, "sources");
  apply_sources (model, 2);
  assert_noted (notes, "sources");
  sg_usage_model_apply_sources (model, sg_usage_model_get_sources (model));
  assert_noted (notes, "");

  sg_usage_model_set_refreshing (model, FALSE);
  assert_noted (notes, "");
  sg_usage_model_set_refreshing (model, TRUE);
  sg_usage_model_set_refreshing (model, TRUE);
  assert_noted (notes, "refreshing");
  g_assert_true (sg_usage_model_is_refreshing (model));
  g_assert_finalize_object (model);
}

static void
test_properties_read_the_same (void)
{
  SgUsageModel *model = sg_usage_model_new ();
  g_autoptr (GPtrArray) limits = NULL;
  g_autoptr (GPtrArray) sources = NULL;
  gpointer credits, account, costs;
  gboolean loaded, refreshing;

  apply (model, full_reading (NOW, 50.0, 1, "a", 1));
  g_object_get (model, "limits", &limits, "credits", &credits, "account", &account, "costs", &costs,
                "sources", &sources, "loaded", &loaded, "refreshing", &refreshing, NULL);

  g_assert_true (limits == sg_usage_model_get_limits (model));
  g_assert_true (credits == sg_usage_model_get_credits (model));
  g_assert_true (account == sg_usage_model_get_account (model));
  g_assert_true (costs == sg_usage_model_get_costs (model));
  g_assert_true (sources == sg_usage_model_get_sources (model));
  g_assert_true (loaded);
  g_assert_false (refreshing);
  g_assert_finalize_object (model);
}

static GPtrArray *
foresee (SgUsageModel *model)
{
  GPtrArray *limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  SgLimit *limit = sg_limit_copy (sg_limits_find (sg_usage_model_get_limits (model), "session"));

  g_clear_pointer (&limit->forecast, sg_forecast_free);
  limit->forecast = sg_forecast_new ();
  limit->forecast->moved_percent = 80.0;
  limit->forecast->chance_percent = 90.0;
  g_ptr_array_add (limits, limit);

  return limits;
}

static void
test_a_forecast_stays_with_its_window (void)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  SgUsageModel *model = watched_model (notes);
  g_autoptr (GPtrArray) forecasts = NULL;
  g_autoptr (GPtrArray) again = NULL;
  const SgLimit *session;
  GPtrArray *lent;

  apply (model, full_reading (NOW, 50.0, 1, "a", 1));
  assert_noted (notes, "account costs credits limits loaded");
  forecasts = foresee (model);
  sg_usage_model_apply_forecasts (model, forecasts);
  assert_noted (notes, "limits");
  lent = sg_usage_model_get_limits (model);
  g_assert_cmpfloat (sg_limit_get_likely_percent (sg_limits_find (lent, "session")), ==, 80.0);

  again = foresee (model);
  sg_usage_model_apply_forecasts (model, again);
  assert_noted (notes, "");
  g_assert_true (lent == sg_usage_model_get_limits (model));

  /* An official number takes the place of the estimate; the chance is still the window's. */
  apply (model, full_reading ("2026-11-24T12:37:00Z", 60.0, 1, "a", 1));
  session = sg_limits_find (sg_usage_model_get_limits (model), "session");
  g_assert_cmpfloat (sg_limit_get_likely_percent (session), ==, 60.0);
  g_assert_cmpfloat (session->forecast->chance_percent, ==, 90.0);
  g_assert_finalize_object (model);
}

/* A window that is over: nothing can be said of it. */
static void
test_a_limit_may_have_no_forecast (void)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  SgUsageModel *model = watched_model (notes);
  g_autoptr (GPtrArray) forecasts = NULL;

  apply (model, full_reading (NOW, 50.0, 1, "a", 1));
  assert_noted (notes, "account costs credits limits loaded");
  forecasts = foresee (model);
  g_clear_pointer (&((SgLimit *) g_ptr_array_index (forecasts, 0))->forecast, sg_forecast_free);
  sg_usage_model_apply_forecasts (model, forecasts);
  g_assert_null (sg_limits_find (sg_usage_model_get_limits (model), "session")->forecast);
  g_assert_finalize_object (model);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/usage-model/notifies-of-what-differs", test_notifies_of_what_differs);
  g_test_add_func ("/usage-model/what-goes-away-is-noticed", test_what_goes_away_is_noticed);
  g_test_add_func ("/usage-model/what-is-lent-holds-until-its-own-notify", test_what_is_lent_holds_until_its_own_notify);
  g_test_add_func ("/usage-model/old-values-outlive-the-notifies", test_old_values_outlive_the_notifies);
  g_test_add_func ("/usage-model/sources-and-refreshing", test_sources_and_refreshing);
  g_test_add_func ("/usage-model/a-forecast-stays-with-its-window", test_a_forecast_stays_with_its_window);
  g_test_add_func ("/usage-model/a-limit-may-have-no-forecast", test_a_limit_may_have_no_forecast);
  g_test_add_func ("/usage-model/properties-read-the-same", test_properties_read_the_same);

  return g_test_run ();
}
