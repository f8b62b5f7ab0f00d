/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-demo-source.h"

#include "sg-error.h"

#define NO_ERROR (-1)
#define SCOPE "Fable"
#define WEEK_RESETS_IN_MINUTES (2 * 24 * 60 + 19 * 60)
#define LOGIN_ENDS_IN_DAYS 21

typedef struct {
  const char *name;
  int         code;                       /* an SgError instead of a reading */
  gboolean    is_silent;                  /* never answers */
  int         age_minutes;
  double      session_percent;
  int         session_resets_in_minutes;
  double      week_percent;
  double      scoped_percent;
} Scenario;

static const Scenario scenarios[] = {
  { "mixed", NO_ERROR, FALSE, 2, 78.0, 134, 52.0, 91.0 },
  { "normal", NO_ERROR, FALSE, 2, 37.0, 134, 28.0, 45.0 },
  { "warning", NO_ERROR, FALSE, 2, 74.0, 134, 52.0, 61.0 },
  { "critical", NO_ERROR, FALSE, 2, 93.0, 64, 52.0, 61.0 },
  { "full", NO_ERROR, FALSE, 2, 100.0, 64, 71.0, 61.0 },
  { "stale", NO_ERROR, FALSE, 40, 78.0, 134, 52.0, 91.0 },
  { "reset", NO_ERROR, FALSE, 10, 78.0, -5, 52.0, 61.0 },
  { "no-data", SG_ERROR_NOT_FOUND },
  { "needs-you", SG_ERROR_LOGIN_ENDED },
  { "loading", NO_ERROR, TRUE },
};

/**
 * SgDemoSource:
 *
 * Sample data for pictures, for a look without an account, and for every state of the panel.
 */
struct _SgDemoSource {
  SgSource        parent_instance;

  const Scenario *scenario;
};

G_DEFINE_FINAL_TYPE (SgDemoSource, sg_demo_source, SG_TYPE_SOURCE)

static void
add_limit (SgReading  *reading,
           const char *id,
           SgLimitKind kind,
           const char *label,
           double      percent,
           GDateTime  *resets_at)
{
  sg_reading_take_limit (reading, sg_limit_new (id, kind, label, percent, resets_at, SG_ORIGIN_DEMO, reading->as_of));
}

static void
add_limits (SgReading      *reading,
            const Scenario *scenario,
            GDateTime      *now)
{
  g_autoptr (GDateTime) session_resets_at = g_date_time_add_minutes (now, scenario->session_resets_in_minutes);
  g_autoptr (GDateTime) week_resets_at = g_date_time_add_minutes (now, WEEK_RESETS_IN_MINUTES);

  reading->complete = TRUE;
  add_limit (reading, "session", SG_LIMIT_SESSION, NULL, scenario->session_percent, session_resets_at);
  add_limit (reading, "weekly", SG_LIMIT_WEEKLY, NULL, scenario->week_percent, week_resets_at);
  add_limit (reading, "weekly:" SCOPE, SG_LIMIT_SCOPED, SCOPE, scenario->scoped_percent, week_resets_at);
}

static SgCredits *
new_credits (GDateTime *as_of)
{
  const SgMoney used = { .minor = 1234, .exponent = 2, .currency = "USD" };
  const SgMoney cap = { .minor = 5000, .exponent = 2, .currency = "USD" };

  return sg_credits_new (TRUE, &used, &cap, NULL, SG_ORIGIN_DEMO, as_of);
}

static SgAccount *
new_account (GDateTime *as_of,
             GDateTime *now)
{
  SgAccount *account = sg_account_new (SG_ORIGIN_DEMO, as_of);

  account->id = g_strdup ("demo");
  account->plan = sg_account_plan_badge ("max", "default_claude_max_5x");
  account->login_ends_at = g_date_time_add_days (now, LOGIN_ENDS_IN_DAYS);

  return account;
}

static void
add_model (SgCostSummary *costs,
           const char    *model,
           gint64         cents,
           guint64        tokens)
{
  g_ptr_array_add (costs->models_today, sg_model_cost_new (model, cents > 0, cents * SG_PICO_PER_CENT, tokens));
}

static SgCostSummary *
new_costs (GDateTime *as_of)
{
  SgCostSummary *costs = sg_cost_summary_new (SG_ORIGIN_DEMO, as_of);

  costs->today_pico_usd = 420 * SG_PICO_PER_CENT;
  costs->month_pico_usd = 4850 * SG_PICO_PER_CENT;
  costs->n_sessions_today = 12;
  costs->n_unpriced_today = 1;
  costs->n_unpriced_month = 1;
  add_model (costs, "Opus 5.5", 320, 6200000);
  add_model (costs, "Sonnet 5.5", 80, 3900000);
  add_model (costs, "Haiku 5.5", 20, 8100000);
  add_model (costs, "sample-model", 0, 4000);

  return costs;
}

static SgReading *
new_reading (const Scenario *scenario,
             GDateTime      *now)
{
  g_autoptr (GDateTime) as_of = g_date_time_add_minutes (now, -scenario->age_minutes);
  SgReading *reading = sg_reading_new (SG_ORIGIN_DEMO, as_of);

  add_limits (reading, scenario, now);
  reading->credits = new_credits (as_of);
  reading->account = new_account (as_of, now);
  reading->costs = new_costs (as_of);

  return reading;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_task_return_error_if_cancelled (user_data);
}

static void
stay_silent (GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (task), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "nobody could end the wait");
}

static void
sg_demo_source_read_async (SgSource           *source,
                           GDateTime          *now,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  const Scenario *scenario = SG_DEMO_SOURCE (source)->scenario;
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_source_tag (task, sg_demo_source_read_async);
  if (scenario->is_silent)
    stay_silent (task);
  else if (scenario->code != NO_ERROR)
    g_task_return_new_error (task, SG_ERROR, scenario->code, "sample data: %s", scenario->name);
  else
    g_task_return_pointer (task, new_reading (scenario, now), (GDestroyNotify) sg_reading_unref);
}

static SgReading *
sg_demo_source_read_finish (SgSource     *source,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sg_demo_source_class_init (SgDemoSourceClass *klass)
{
  SG_SOURCE_CLASS (klass)->read_async = sg_demo_source_read_async;
  SG_SOURCE_CLASS (klass)->read_finish = sg_demo_source_read_finish;
}

static void
sg_demo_source_init (SgDemoSource *self)
{
}

/**
 * sg_demo_source_new:
 * @scenario: (nullable): one of sg_demo_source_dup_scenarios(); %NULL for the first
 *
 * Returns: (transfer full) (nullable): the source `demo`, or %NULL when there is no such scenario
 */
SgSource *
sg_demo_source_new (const char *scenario)
{
  const char *name = scenario ? scenario : scenarios[0].name;

  for (gsize i = 0; i < G_N_ELEMENTS (scenarios); i++) {
    if (g_str_equal (scenarios[i].name, name)) {
      SgDemoSource *self = g_object_new (SG_TYPE_DEMO_SOURCE, "id", "demo", "origin", SG_ORIGIN_DEMO, NULL);

      self->scenario = &scenarios[i];
      return SG_SOURCE (self);
    }
  }

  return NULL;
}

/**
 * sg_demo_source_dup_scenarios:
 *
 * Returns: (transfer full): their names, the usual one first
 */
GStrv
sg_demo_source_dup_scenarios (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (scenarios); i++)
    g_strv_builder_add (builder, scenarios[i].name);

  return g_strv_builder_end (builder);
}
