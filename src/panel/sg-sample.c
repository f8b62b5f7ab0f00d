/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-sample.h"

#include "sg-error.h"

const char *const sg_sample_names[] = {
  "mixed", "loading", "normal", "warning", "critical", "full", "stale", "reset", "no-data",
  "needs-you", "keyring", "offline", "not-running", "no-cap", "api-user", "long", NULL,
};

GDateTime *
sg_sample_now (void)
{
  return g_date_time_new_utc (2026, 2, 2, 12, 36, 0);
}

static GDateTime *
minutes_from_now (int minutes)
{
  g_autoptr (GDateTime) now = sg_sample_now ();

  return g_date_time_add_minutes (now, minutes);
}

static void
add_limit (SgReading  *reading,
           const char *id,
           SgLimitKind kind,
           const char *label,
           double      used_percent,
           int         resets_in_minutes)
{
  g_autoptr (GDateTime) resets_at = minutes_from_now (resets_in_minutes);

  sg_reading_take_limit (reading, sg_limit_new (id, kind, label, used_percent, resets_at,
                                                reading->origin, reading->as_of));
}

static void
set_credits (SgReading *reading,
             gint64     used_cents,
             gint64     cap_cents)
{
  SgMoney used, cap;

  if (!sg_money_init (&used, used_cents, 2, "USD") || !sg_money_init (&cap, cap_cents, 2, "USD"))
    return;

  reading->credits = sg_credits_new (TRUE, &used, cap_cents > 0 ? &cap : NULL, NULL,
                                     reading->origin, reading->as_of);
}

static void
set_costs (SgReading *reading)
{
  SgCostSummary *costs = sg_cost_summary_new (SG_ORIGIN_TRANSCRIPTS, reading->as_of);

  costs->today_pico_usd = 420 * SG_PICO_PER_CENT;
  costs->month_pico_usd = 4850 * SG_PICO_PER_CENT;
  costs->n_sessions_today = 12;
  costs->n_unpriced_today = 1;
  g_ptr_array_add (costs->models_today, sg_model_cost_new ("Opus 5.5", TRUE, 320 * SG_PICO_PER_CENT, 812345));
  g_ptr_array_add (costs->models_today, sg_model_cost_new ("Sonnet 5", TRUE, 80 * SG_PICO_PER_CENT, 234567));
  g_ptr_array_add (costs->models_today, sg_model_cost_new ("Haiku 5", TRUE, 20 * SG_PICO_PER_CENT, 34567));
  g_ptr_array_add (costs->models_today, sg_model_cost_new ("claude-ibis-6", FALSE, 0, 120));
  reading->costs = costs;
}

static void
set_plan (SgReading *reading)
{
  reading->account = sg_account_new (reading->origin, reading->as_of);
  reading->account->plan = g_strdup ("Max 5×");
}

static SgReading *
new_reading (double session_percent,
             double week_percent,
             int    age_minutes)
{
  g_autoptr (GDateTime) as_of = minutes_from_now (-age_minutes);
  SgReading *reading = sg_reading_new (SG_ORIGIN_STATUSLINE, as_of);

  add_limit (reading, "session", SG_LIMIT_SESSION, NULL, session_percent, 134);
  add_limit (reading, "weekly", SG_LIMIT_WEEKLY, NULL, week_percent, 3 * 1440 + 444);
  add_limit (reading, "weekly:Fable", SG_LIMIT_SCOPED, "Fable", week_percent / 2, 3 * 1440 + 444);
  set_credits (reading, 1234, 5000);
  set_plan (reading);
  set_costs (reading);

  return reading;
}

static SgReading *
new_costs_only (void)
{
  g_autoptr (GDateTime) as_of = minutes_from_now (-2);
  SgReading *reading = sg_reading_new (SG_ORIGIN_TRANSCRIPTS, as_of);

  set_costs (reading);

  return reading;
}

static void
add_source (GPtrArray    *sources,
            const char   *id,
            SgOrigin      origin,
            SgSourceState state,
            int           error_code,
            const char   *detail)
{
  SgSourceStatus *source = sg_source_status_new (id, origin);

  source->state = state;
  source->error_code = error_code;
  source->detail = g_strdup (detail);
  g_ptr_array_add (sources, source);
}

static GPtrArray *
new_sources (SgSourceState state,
             int           error_code,
             const char   *detail)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_source_status_free);

  add_source (sources, "transcripts", SG_ORIGIN_TRANSCRIPTS, SG_SOURCE_OK, SG_SOURCE_NO_ERROR,
              "2 folders, 214 files");
  add_source (sources, "endpoint", SG_ORIGIN_ENDPOINT, state, error_code, detail);

  return sources;
}

static GPtrArray *
new_missing_sources (void)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_source_status_free);

  add_source (sources, "transcripts", SG_ORIGIN_TRANSCRIPTS, SG_SOURCE_MISSING, SG_ERROR_NOT_FOUND,
              "no files in ~/.claude/projects, ~/.config/claude/projects");
  add_source (sources, "claude-cache", SG_ORIGIN_CLAUDE_CACHE, SG_SOURCE_MISSING, SG_ERROR_NOT_FOUND,
              "no ~/.claude.json");
  add_source (sources, "endpoint", SG_ORIGIN_ENDPOINT, SG_SOURCE_MISSING, SG_ERROR_LOGIN_MISSING,
              "no login in ~/.claude/.credentials.json");

  return sources;
}

static SgReading *
new_state_reading (const char *name)
{
  if (g_str_equal (name, "warning") || g_str_equal (name, "mixed"))
    return new_reading (78, 52, 2);
  if (g_str_equal (name, "critical"))
    return new_reading (93, 71, 2);
  if (g_str_equal (name, "full"))
    return new_reading (100, 74, 2);
  if (g_str_equal (name, "stale") || g_str_equal (name, "offline"))
    return new_reading (64, 91, 47);
  if (g_str_equal (name, "needs-you"))
    return new_reading (41, 52, 26 * 60);
  if (g_str_equal (name, "api-user"))
    return new_costs_only ();
  if (g_str_equal (name, "loading") || g_str_equal (name, "no-data") || g_str_equal (name, "not-running"))
    return NULL;

  return new_reading (38, 52, 2);
}

static GPtrArray *
new_state_sources (const char *name)
{
  if (g_str_equal (name, "needs-you"))
    return new_sources (SG_SOURCE_NEEDS_USER, SG_ERROR_LOGIN_ENDED, "HTTP 401");
  if (g_str_equal (name, "keyring"))
    return new_sources (SG_SOURCE_NEEDS_USER, SG_ERROR_STORE_LOCKED, NULL);
  if (g_str_equal (name, "offline"))
    return new_sources (SG_SOURCE_WAITING, SG_ERROR_OFFLINE, "api.anthropic.com: no route");
  if (g_str_equal (name, "api-user"))
    return new_sources (SG_SOURCE_NEEDS_USER, SG_ERROR_LOGIN_MISSING, "no login in ~/.claude/.credentials.json");
  if (g_str_equal (name, "no-data"))
    return new_missing_sources ();

  return new_sources (g_str_equal (name, "loading") ? SG_SOURCE_STARTING : SG_SOURCE_OK,
                      SG_SOURCE_NO_ERROR, NULL);
}

static void
make_past_reset (SgReading *reading)
{
  g_autoptr (GDateTime) resets_at = minutes_from_now (-4);
  SgLimit *session = g_ptr_array_index (reading->limits, 0);

  g_date_time_unref (session->resets_at);
  session->resets_at = g_steal_pointer (&resets_at);
}

static void
make_special (SgReading  *reading,
              const char *name)
{
  if (g_str_equal (name, "reset"))
    make_past_reset (reading);
  if (g_str_equal (name, "no-cap")) {
    g_clear_pointer (&reading->credits, sg_credits_free);
    set_credits (reading, 10600, 0);
  }
  if (g_str_equal (name, "mixed")) {
    SgLimit *fable = g_ptr_array_index (reading->limits, 2);

    fable->used_percent = 91;
  }
  if (g_str_equal (name, "long"))
    add_limit (reading, "other:x", SG_LIMIT_OTHER,
               "Wochenobergrenze für Entwicklungsumgebungserweiterungen", 83, 2 * 1440);
}

gboolean
sg_sample_exists (const char *name)
{
  return g_strv_contains (sg_sample_names, name);
}

/**
 * sg_sample_new:
 * @name: one of #sg_sample_names
 * @connected: (out): whether an agent is there
 *
 * Returns: (transfer full): a model in the state called @name
 */
SgUsageModel *
sg_sample_new (const char *name,
               gboolean   *connected)
{
  SgUsageModel *model = sg_usage_model_new ();
  g_autoptr (SgReading) reading = new_state_reading (name);
  g_autoptr (GPtrArray) sources = new_state_sources (name);

  *connected = !g_str_equal (name, "not-running");
  if (reading != NULL) {
    make_special (reading, name);
    sg_usage_model_apply (model, reading);
  }
  sg_usage_model_apply_sources (model, sources);
  sg_usage_model_set_refreshing (model, g_str_equal (name, "loading"));

  return model;
}
