/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-sample.h"

#include "sg-error.h"
#include "sg-estimate.h"

#define WEEK_RESETS_IN_MINUTES (3 * 1440 + 444)

/* From nothing to everything. */
typedef enum { NO_AGENT, NO_ANSWER_YET, NO_NUMBERS, ONLY_COSTS, NO_LIMITS, EVERYTHING } Shape;

typedef struct {
  const char *name;
  Shape       shape;
  int         age_minutes;
  double      session_percent;
  int         session_resets_in_minutes;
  double      week_percent;
  double      scoped_percent;
  gint64      credits_cents;
  gint64      cap_cents;               /* 0: there is none */
  const char *other_label;             /* (nullable): of one more limit */
  gboolean    has_forecast;
  gboolean    has_pacing;
  gboolean    has_rate_limits;
  gboolean    has_console;
  gboolean    has_balance;
  struct {
    const char *id;
    int         error_code;
    const char *detail;
  } troubles[3];                       /* of sources beside the one the numbers are from */
  int         login_ends_in_hours;     /* 0: nobody knows */
  gboolean    is_estimate;             /* of the 5-hour limit, which nobody says */
} Sample;

static const Sample samples[] = {
  { "mixed", EVERYTHING, 2, 78, 134, 52, 91, 1234, 5000 },
  { "normal", EVERYTHING, 2, 38, 134, 52, 26, 1234, 5000 },
  { "warning", EVERYTHING, 2, 78, 134, 52, 26, 1234, 5000 },
  { "critical", EVERYTHING, 2, 93, 134, 71, 36, 1234, 5000 },
  { "full", EVERYTHING, 2, 100, 134, 74, 37, 1234, 5000 },
  { "stale", EVERYTHING, 47, 64, 134, 91, 46, 1234, 5000 },
  { "reset", EVERYTHING, 10, 38, -4, 52, 26, 1234, 5000 },
  { "no-cap", EVERYTHING, 2, 38, 134, 52, 26, 10600, 0 },
  { "long", EVERYTHING, 2, 38, 134, 52, 26, 1234, 5000, "Wochenobergrenze für Entwicklungsumgebungserweiterungen" },
  { "forecast", EVERYTHING, 9, 74, 134, 52, 26, 1234, 5000, .has_forecast = TRUE },
  { "pace-maker", EVERYTHING, 2, 78, 134, 52, 26, 1234, 5000, .has_pacing = TRUE },
  { "rate-limits", EVERYTHING, 2, 38, 134, 52, 26, 1234, 5000, .has_rate_limits = TRUE },
  { "console", ONLY_COSTS, 2, .has_console = TRUE, .has_balance = TRUE },
  { "code-and-console", EVERYTHING, 2, 38, 134, 52, 26, 1234, 5000, .has_console = TRUE, .has_balance = TRUE },
  { "credits-by-hand", EVERYTHING, 2, 38, 134, 52, 26, 1234, 5000, .has_balance = TRUE,
    .troubles[0] = { "admin", SG_ERROR_KEY_MISSING, "no key: looked in the keyring and the environment" } },
  { "offline", EVERYTHING, 47, 64, 134, 91, 46, 1234, 5000,
    .troubles[0] = { "endpoint", SG_ERROR_OFFLINE, "api.anthropic.com: no route" } },
  { "needs-you", EVERYTHING, 26 * 60, 41, 134, 52, 26, 1234, 5000,
    .troubles[0] = { "endpoint", SG_ERROR_LOGIN_ENDED, "HTTP 401" } },
  { "ends-soon", EVERYTHING, 2, 38, 134, 52, 26, 1234, 5000, .login_ends_in_hours = 44 },
  { "lapsed", EVERYTHING, 9 * 60, 38, -200, 52, 26, 1234, 5000,
    .troubles[0] = { "endpoint", SG_ERROR_LOGIN_LAPSED, "~/.claude/.credentials.json: the access token has lapsed" } },
  { "refused", EVERYTHING, 95, 38, 40, 52, 26, 1234, 5000,
    .troubles[0] = { "endpoint", SG_ERROR_LOGIN_REFUSED, "api.anthropic.com/api/oauth/usage: status 401" } },
  { "forbidden", EVERYTHING, 95, 38, 40, 52, 26, 1234, 5000,
    .troubles[0] = { "endpoint", SG_ERROR_LOGIN_FORBIDDEN, "api.anthropic.com/api/oauth/usage: status 403" } },
  { "setup-token", ONLY_COSTS, 2,
    .troubles[0] = { "endpoint", SG_ERROR_SCOPE_MISSING, "~/.claude/.credentials.json: the token lacks the scope user:profile" } },
  { "enterprise", NO_LIMITS, 2, .credits_cents = 10600 },
  { "keyring", EVERYTHING, 2, 38, 134, 52, 26, 1234, 5000,
    .troubles[0] = { "endpoint", SG_ERROR_STORE_LOCKED, "the keyring is locked" } },
  { "api-user", ONLY_COSTS, 2,
    .troubles[0] = { "endpoint", SG_ERROR_LOGIN_MISSING, "no login in ~/.claude/.credentials.json" } },
  { "no-data", NO_NUMBERS,
    .troubles[0] = { "transcripts", SG_ERROR_NOT_FOUND, "no files in ~/.claude/projects, ~/.config/claude/projects" },
    .troubles[1] = { "claude-cache", SG_ERROR_NOT_FOUND, "no ~/.claude.json" },
    .troubles[2] = { "endpoint", SG_ERROR_LOGIN_MISSING, "no login in ~/.claude/.credentials.json" } },
  { "estimate", ONLY_COSTS, 2, 62, 144, .is_estimate = TRUE,
    .troubles[0] = { "endpoint", SG_ERROR_LOGIN_MISSING, "no login in ~/.claude/.credentials.json" } },
  { "profiles", EVERYTHING, 2, 78, 134, 52, 26, 1234, 5000 },
  { "loading", NO_ANSWER_YET },
  { "not-running", NO_AGENT },
};

static const Sample *
find_sample (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    if (g_str_equal (samples[i].name, name))
      return &samples[i];
  }

  return NULL;
}

static void
add_limit (SgReading  *reading,
           const char *id,
           SgLimitKind kind,
           const char *label,
           double      used_percent,
           GDateTime  *resets_at)
{
  sg_reading_take_limit (reading, sg_limit_new (id, kind, label, used_percent, resets_at, SG_ORIGIN_DEMO, reading->as_of));
}

static void
add_forecasts (SgReading *reading,
               GDateTime *now)
{
  SgLimit *session = g_ptr_array_index (reading->limits, 0), *week = g_ptr_array_index (reading->limits, 1);

  session->forecast = sg_forecast_new ();
  session->forecast->moved_percent = 78;
  session->forecast->chance_percent = 84;
  session->forecast->full_from = g_date_time_add_minutes (now, 44);
  session->forecast->full_until = g_date_time_add_minutes (now, 94);
  week->forecast = sg_forecast_new ();
  week->forecast->chance_percent = 22;
  week->forecast->elapsed_percent = 48;
  week->forecast->today_percent = 12;
}

static void
add_limits (SgReading    *reading,
            const Sample *sample,
            GDateTime    *now)
{
  g_autoptr (GDateTime) session_resets_at = g_date_time_add_minutes (now, sample->session_resets_in_minutes);
  g_autoptr (GDateTime) week_resets_at = g_date_time_add_minutes (now, WEEK_RESETS_IN_MINUTES);

  add_limit (reading, "session", SG_LIMIT_SESSION, NULL, sample->session_percent, session_resets_at);
  add_limit (reading, "weekly", SG_LIMIT_WEEKLY, NULL, sample->week_percent, week_resets_at);
  add_limit (reading, "weekly:Fable", SG_LIMIT_SCOPED, "Fable", sample->scoped_percent, week_resets_at);
  if (sample->has_forecast)
    add_forecasts (reading, now);
  if (sample->other_label != NULL)
    add_limit (reading, "other:x", SG_LIMIT_OTHER, sample->other_label, 83, week_resets_at);
}

static SgCredits *
new_credits (const Sample *sample,
             GDateTime    *as_of)
{
  const SgMoney used = { .minor = sample->credits_cents, .exponent = 2, .currency = "USD" };
  const SgMoney cap = { .minor = sample->cap_cents, .exponent = 2, .currency = "USD" };

  return sg_credits_new (TRUE, &used, sample->cap_cents > 0 ? &cap : NULL, NULL, SG_ORIGIN_DEMO, as_of);
}

static SgAccount *
new_account (const Sample *sample,
             GDateTime    *as_of,
             GDateTime    *now)
{
  SgAccount *account = sg_account_new (SG_ORIGIN_DEMO, as_of);

  account->id = g_strdup ("demo");
  account->plan = sample->shape == EVERYTHING ? sg_account_plan_badge ("max", "default_claude_max_5x")
                                              : sg_account_plan_badge ("enterprise", NULL);
  if (sample->shape == NO_LIMITS) {
    account->name = g_strdup ("Ada");
    account->organization = g_strdup ("Looms");
    account->email = g_strdup ("ada@example.org");
  }
  if (sample->login_ends_in_hours > 0)
    account->login_ends_at = g_date_time_add_hours (now, sample->login_ends_in_hours);

  return account;
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
  g_ptr_array_add (costs->models_today, sg_model_cost_new ("Opus 5.5", TRUE, 320 * SG_PICO_PER_CENT, 6200000));
  g_ptr_array_add (costs->models_today, sg_model_cost_new ("Sonnet 5.5", TRUE, 80 * SG_PICO_PER_CENT, 3900000));
  g_ptr_array_add (costs->models_today, sg_model_cost_new ("Haiku 5.5", TRUE, 20 * SG_PICO_PER_CENT, 8100000));
  g_ptr_array_add (costs->models_today, sg_model_cost_new ("claude-ibis-6", FALSE, 0, 4000));
  g_ptr_array_add (costs->models_month, sg_model_cost_new ("Opus 5.5", TRUE, 3610 * SG_PICO_PER_CENT, 71000000));
  g_ptr_array_add (costs->models_month, sg_model_cost_new ("Sonnet 5.5", TRUE, 940 * SG_PICO_PER_CENT, 44000000));
  g_ptr_array_add (costs->models_month, sg_model_cost_new ("Haiku 5.5", TRUE, 300 * SG_PICO_PER_CENT, 96000000));
  g_ptr_array_add (costs->models_month, sg_model_cost_new ("claude-ibis-6", FALSE, 0, 4000));

  return costs;
}

static SgPacing *
new_pacing (GDateTime *as_of)
{
  SgPacing *pacing = sg_pacing_new (SG_ORIGIN_DEMO, as_of);

  pacing->enabled = TRUE;
  pacing->decided_at = g_date_time_ref (as_of);
  pacing->holds_until = g_date_time_add_minutes (as_of, 5);
  pacing->throttles = TRUE;
  pacing->delay_seconds = 45;
  pacing->binding_limit = g_strdup ("session");
  pacing->used_percent = 78;
  pacing->target_percent = 55;
  pacing->strategy = SG_PACING_AGGRESSIVE;
  pacing->tempo = g_strdup ("auto");

  return pacing;
}

static void
add_rate (SgRateLimits *limits,
          SgRateKind    kind,
          guint64       limit,
          guint64       remaining,
          guint64       spent_per_minute)
{
  SgRate *rate = sg_rate_new (kind);

  rate->has_limit = rate->has_remaining = TRUE;
  rate->limit = limit;
  rate->remaining = remaining;
  rate->has_spent = spent_per_minute > 0;
  rate->spent_per_minute = spent_per_minute;
  rate->resets_at = g_date_time_add_seconds (limits->as_of, 150);
  g_ptr_array_add (limits->rates, rate);
}

static SgRateLimits *
new_rate_limits (GDateTime *as_of)
{
  SgRateLimits *limits = sg_rate_limits_new ("claude-opus-5-5", SG_ORIGIN_DEMO, as_of);

  add_rate (limits, SG_RATE_REQUESTS, 4000, 3988, 0);
  add_rate (limits, SG_RATE_INPUT_TOKENS, 2000000, 1264000, 184000);
  add_rate (limits, SG_RATE_OUTPUT_TOKENS, 400000, 371000, 9000);

  return limits;
}

static void
add_estimate (SgReading    *reading,
              const Sample *sample,
              GDateTime    *now)
{
  reading->costs->block_ends_at = g_date_time_add_minutes (now, sample->session_resets_in_minutes);
  reading->costs->block_pico_usd = 310 * SG_PICO_PER_CENT;
  reading->costs->block_tokens = 4100000;
  sg_reading_take_limit (reading, sg_estimate_session (reading->costs, 500 * SG_PICO_PER_CENT, now));
}

static void
add_share (SgConsole  *console,
           const char *name,
           gint64      cents)
{
  g_ptr_array_add (console->models, sg_console_share_new (name, &(SgCents) { cents, 0 }));
}

static SgConsole *
new_console (GDateTime *as_of)
{
  SgConsole *console = sg_console_new (SG_ORIGIN_DEMO, as_of);
  int day = g_date_time_get_day_of_month (as_of);
  int n_days = g_date_get_days_in_month ((GDateMonth) g_date_time_get_month (as_of), (GDateYear) g_date_time_get_year (as_of));

  console->today = (SgCents) { 96, 0 };
  console->month = (SgCents) { 5230, 0 };
  console->last_7_days = (SgCents) { 1218, 0 };
  console->tokens_7_days = 31624000;
  console->n_days = 28;
  console->burn_per_day = (SgCents) { 174, 0 };
  console->projected_month = (SgCents) { 5230 + 174 * (n_days - day), 0 };
  console->average_day = (SgCents) { 187, 0 };
  console->peak_day = (SgCents) { 912, 0 };
  console->peak_day_start = g_date_time_new_utc (g_date_time_get_year (as_of), g_date_time_get_month (as_of), 1, 0, 0, 0);
  add_share (console, "Opus 5.5", 2840);
  add_share (console, "Sonnet 5.5", 1830);
  add_share (console, "Haiku 5.5", 560);

  return console;
}

static SgBalance *
new_balance (const SgConsole *console,
             GDateTime       *as_of)
{
  g_autoptr (GDateTime) typed_at = g_date_time_add_days (as_of, -8);
  const SgCents left = { 12745, 0 };
  SgCents spent, typed = left;
  SgBalance *balance;

  if (console == NULL)
    return sg_balance_new (&left, typed_at);

  spent = sg_cents_scale (&console->burn_per_day, 8, 1);
  if (!sg_cents_add (&typed, &spent))
    g_assert_not_reached ();
  balance = sg_balance_new (&typed, typed_at);
  sg_balance_set_spent (balance, &spent, &console->burn_per_day, as_of);

  return balance;
}

/**
 * sg_sample_dup_names:
 * @connected_only: without those an agent cannot say, as there is none in them
 *
 * Returns: (transfer full): what samples there are, the usual one first
 */
GStrv
sg_sample_dup_names (gboolean connected_only)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    if (!connected_only || samples[i].shape != NO_AGENT)
      g_strv_builder_add (builder, samples[i].name);
  }

  return g_strv_builder_end (builder);
}

/**
 * sg_sample_is_connected:
 * @name: one of sg_sample_dup_names(), as in all of these
 *
 * Returns: whether an agent is there
 */
gboolean
sg_sample_is_connected (const char *name)
{
  return find_sample (name)->shape != NO_AGENT;
}

static gboolean
has_profiles (const char *name)
{
  return g_str_equal (name, "profiles");
}

/**
 * sg_sample_dup_profiles:
 *
 * Returns: (transfer full) (element-type SgProfileInfo): the profiles in it; empty where there is one only
 */
GPtrArray *
sg_sample_dup_profiles (const char *name)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_profile_info_free);
  static const struct {
    const char  *id;
    const char  *name;
    const char  *plan;
    const char  *limit;
    double       used_percent;
    SgLimitState state;
    int          health;
    gboolean     shown;
  } all[] = {
    { "main", "Acme", "Max 5×", "session", 78.0, SG_LIMIT_WARNING, 39, TRUE },
    { "private", "Private", "Pro", "weekly", 52.0, SG_LIMIT_NORMAL, 65, FALSE },
    { "club", "Chess club", NULL, NULL, -1.0, SG_LIMIT_RESET, -1, FALSE },
  };

  for (gsize i = 0; has_profiles (name) && i < G_N_ELEMENTS (all); i++) {
    SgProfileInfo *profile = sg_profile_info_new (all[i].id, all[i].name);

    profile->plan = g_strdup (all[i].plan);
    profile->tightest_limit = g_strdup (all[i].limit);
    profile->used_percent = all[i].used_percent;
    profile->state = all[i].state;
    profile->health = all[i].health;
    profile->shown = all[i].shown;
    g_ptr_array_add (profiles, profile);
  }

  return profiles;
}

/**
 * sg_sample_reading:
 *
 * Returns: (transfer full) (nullable): what is known in it; %NULL for nothing
 */
SgReading *
sg_sample_reading (const char *name,
                   GDateTime  *now)
{
  const Sample *sample = find_sample (name);
  g_autoptr (GDateTime) as_of = g_date_time_add_minutes (now, -sample->age_minutes);
  SgReading *reading;

  if (sample->shape < ONLY_COSTS)
    return NULL;

  reading = sg_reading_new (SG_ORIGIN_DEMO, as_of);
  reading->costs = new_costs (as_of);
  if (sample->is_estimate)
    add_estimate (reading, sample, now);
  if (sample->has_console)
    reading->console = new_console (as_of);
  if (sample->has_balance)
    reading->balance = new_balance (reading->console, as_of);
  if (sample->shape == ONLY_COSTS)
    return reading;

  if (sample->shape == EVERYTHING)
    add_limits (reading, sample, now);
  else
    reading->limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  reading->complete = TRUE;
  reading->credits = new_credits (sample, as_of);
  if (sample->has_pacing)
    reading->pacing = new_pacing (as_of);
  if (sample->has_rate_limits)
    reading->rate_limits = new_rate_limits (as_of);
  reading->account = new_account (sample, as_of, now);
  if (has_profiles (name)) {
    SgReading *other = sg_sample_reading ("normal", now);

    other->profile = g_strdup ("private");
    g_free (other->account->plan);
    other->account->plan = g_strdup ("Pro");
    sg_reading_take_other (reading, other);
  }

  return reading;
}

static void
add_status (GPtrArray  *statuses,
            const char *id,
            int         error_code,
            const char *detail)
{
  SgSourceStatus *status = sg_source_status_new (id, SG_ORIGIN_DEMO);

  status->state = sg_source_state_after (error_code);
  status->error_code = error_code;
  status->detail = g_strdup (detail);
  g_ptr_array_add (statuses, status);
}

/**
 * sg_sample_statuses:
 *
 * Returns: (transfer full) (element-type SgSourceStatus): how its sources are doing; `demo` is the one with the reading
 */
GPtrArray *
sg_sample_statuses (const char *name)
{
  const Sample *sample = find_sample (name);
  GPtrArray *statuses = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_source_status_free);

  if (sample->shape == NO_ANSWER_YET)
    g_ptr_array_add (statuses, sg_source_status_new ("demo", SG_ORIGIN_DEMO));
  if (sample->shape >= ONLY_COSTS)
    add_status (statuses, "demo", SG_SOURCE_NO_ERROR, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (sample->troubles) && sample->troubles[i].id != NULL; i++)
    add_status (statuses, sample->troubles[i].id, sample->troubles[i].error_code, sample->troubles[i].detail);

  return statuses;
}

/**
 * sg_sample_now:
 *
 * Returns: (transfer full): when sg_sample_new() is: Monday 2026-02-02 12:36 UTC, so that pictures are the same every time
 */
GDateTime *
sg_sample_now (void)
{
  return g_date_time_new_utc (2026, 2, 2, 12, 36, 0);
}

/* As the bus does where nobody turned it on. */
static void
withhold_email (SgReading *reading)
{
  if (reading->account != NULL)
    g_clear_pointer (&reading->account->email, g_free);
}

/**
 * sg_sample_new:
 *
 * Returns: (transfer full): a model that knows what is known in it at sg_sample_now(), and is told to who set nothing
 */
SgUsageModel *
sg_sample_new (const char *name)
{
  SgUsageModel *model = sg_usage_model_new ();
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (SgReading) reading = sg_sample_reading (name, now);
  g_autoptr (GPtrArray) statuses = sg_sample_statuses (name);

  if (reading != NULL) {
    withhold_email (reading);
    sg_usage_model_apply (model, reading);
  }
  sg_usage_model_apply_sources (model, statuses);
  sg_usage_model_set_refreshing (model, find_sample (name)->shape == NO_ANSWER_YET);

  return model;
}
