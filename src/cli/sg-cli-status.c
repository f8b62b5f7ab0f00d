/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#include "sg-cli-console.h"
#include "sg-cli-ledger.h"
#include "sg-cli-meters.h"
#include "sg-cli-program.h"
#include "sg-cli-status.h"
#include "sg-cli-subject.h"
#include "sg-cli-table.h"
#include "sg-cli-wrap.h"
#include "sg-cli.h"
#include "sg-config.h"
#include "sg-health.h"
#include "sg-money.h"
#include "sg-shown.h"
#include "sg-words.h"

#define NAME_WIDTH 22

/* printf counts bytes; a terminal counts columns. */
static void
print_row (const char *name,
           const char *value,
           const char *rest)
{
  int width = (int) sg_cli_text_width (name);
  g_autofree char *lead = g_strdup_printf ("%s%*s  ", name, MAX (0, NAME_WIDTH - width), "");
  g_autofree char *text = g_strconcat (value, *rest ? "  " : "", rest, NULL);

  sg_cli_print_wrapped (lead, text, NAME_WIDTH + 2);
}

static gboolean
is_snoozed (const SgCliView *view,
            const SgLimit   *limit)
{
  const char *const *ids = view->client ? sg_service_client_get_snoozed (view->client) : NULL;

  return ids != NULL && g_strv_contains (ids, limit->id);
}

/* When it resets stands before it, and how old it is only once. */
static char *
describe_state (const SgLimit *limit,
                GDateTime     *now,
                GTimeZone     *zone)
{
  SgLimitState state = sg_limit_get_state (limit, now);
  g_autofree char *updated = sg_words_updated (limit->as_of, limit->origin, now);
  g_autofree char *warning = state == SG_LIMIT_FULL ? g_strdup (_ ("Limit reached")) : sg_words_limit_warning (limit, now, zone);

  if (warning == NULL)
    return g_steal_pointer (&updated);

  return g_strjoin (" · ", state == SG_LIMIT_STALE ? warning : updated, state == SG_LIMIT_STALE ? sg_words_origin (limit->origin) : warning, NULL);
}

static void
print_limit (const SgCliView *view,
             const SgLimit   *limit,
             GTimeZone       *zone)
{
  GDateTime *now = view->now;
  /* Translators: after “Resets in 2 h (14:50)”: no alert comes until then */
  const char *snoozed = is_snoozed (view, limit) ? _ ("alerts snoozed") : NULL;
  g_autofree char *name = sg_words_limit_name (limit);
  g_autofree char *percent = sg_words_limit_percent (limit, now);
  g_autofree char *reset = sg_words_limit_reset (limit, now, zone);
  g_autofree char *described = describe_state (limit, now, zone);
  g_autofree char *forecast = sg_words_forecast (limit, now, zone);
  g_autofree char *plan = sg_words_plan (limit, now);
  g_autofree char *money = sg_words_limit_money (limit, now);
  g_autofree char *times = g_strjoin (" · ", reset, described, snoozed, NULL);
  g_autofree char *rest = money ? g_strjoin (" · ", money, times, NULL) : g_steal_pointer (&times);

  print_row (name, percent, rest);
  if (forecast != NULL)
    print_row ("", "", forecast);
  if (plan != NULL)
    print_row ("", "", plan);
}

/* Where nobody says the official number. */
static void
print_block (const SgCliView *view,
             GTimeZone       *zone)
{
  const SgLimit *session = sg_limits_find (sg_usage_model_get_limits (view->model), "session");
  g_autofree char *block = sg_words_block (sg_usage_model_get_costs (view->model), view->now, zone);

  if (block != NULL && (session == NULL || session->origin == SG_ORIGIN_ESTIMATE))
    sg_cli_print_wrapped ("", block, 2);
}

static void
print_models (const SgCostSummary *costs)
{
  for (guint i = 0; i < costs->models_today->len; i++) {
    const SgModelCost *model = g_ptr_array_index (costs->models_today, i);
    g_autofree char *cost = model->priced ? sg_pico_usd_format (model->cost_pico_usd) : g_strdup (_ ("price unknown"));
    g_autofree char *name = g_strconcat ("  ", sg_words_model (model->model), NULL);

    print_row (name, cost, "");
  }
}

static char *
name_unpriced (GPtrArray *models)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; i < models->len; i++) {
    const SgModelCost *model = g_ptr_array_index (models, i);

    if (!model->priced)
      g_ptr_array_add (names, (gpointer) sg_words_model (model->model));
  }
  list = sg_words_join (names);

  return names->len > 0 ? g_strchomp (g_strdup_printf (_ ("Price unknown, and not in the cost: %s\n"), list)) : g_strdup ("");
}

static void
print_costs (const SgCostSummary *costs)
{
  g_autofree char *today = sg_words_estimate (costs->today_pico_usd, costs->n_unpriced_today > 0);
  g_autofree char *month = sg_words_estimate (costs->month_pico_usd, costs->n_unpriced_month > 0);
  g_autofree char *unpriced = name_unpriced (costs->models_month);
  g_autofree char *sessions = g_strdup_printf ("%u", costs->n_sessions_today);

  print_row (_ ("Today"), today, _ ("list-price estimate, this machine, at least"));
  print_models (costs);
  if (costs->n_telemetry_today > 0) {
    g_autofree char *telemetry = sg_pico_usd_format (costs->telemetry_today_pico_usd);

    print_row (_ ("  of that by telemetry"), telemetry, _ ("in no transcript"));
  }
  print_row (_ ("This month"), month, unpriced);
  if (costs->results_month_pico_usd > 0) {
    g_autofree char *results = sg_pico_usd_format (costs->results_month_pico_usd);

    print_row (_ ("  command results"), results, _ ("sessions whose transcripts are not on this machine"));
  }
  print_row (_ ("Sessions today"), sessions, "");
}

static void
print_account (const SgAccount *account)
{
  g_autofree char *who = sg_words_account (account);

  if (account->plan != NULL)
    print_row (_ ("Plan"), account->plan, account->tier ? account->tier : "");
  if (who != NULL)
    print_row (_ ("Account"), who, "");
}

static void
print_missing (SgUsageModel *model)
{
  GPtrArray *sources = sg_usage_model_get_sources (model);
  const SgSourceStatus *admin = sg_shown_find_admin (model);

  g_print (_ ("No limit is known.\n"));
  for (guint i = 0; i < sources->len; i++) {
    const SgSourceStatus *status = g_ptr_array_index (sources, i);
    g_autofree char *line = NULL;
    g_autofree char *with_detail = NULL;
    const char *next_step = sg_words_source_next_step (status);

    if (status->error_code == SG_SOURCE_NO_ERROR || status == admin)
      continue;
    line = g_strdup_printf (_ ("%s: %s"), sg_words_source_name (status->id), sg_words_error (status->error_code));
    with_detail = g_strdup_printf ("%s (%s)", line, status->detail ? status->detail : "");
    sg_cli_print_wrapped ("  ", with_detail, 4);
    if (next_step != NULL)
      sg_cli_print_wrapped ("    → ", next_step, 6);
  }
}

/* A login that is well is no news. */
static void
print_login (const SgCliView *view,
             GTimeZone       *zone)
{
  SgLoginState state = sg_login_state_of (view->model, view->now);
  g_autofree char *sentence = sg_words_login (state, sg_usage_model_get_account (view->model), view->now, zone);
  const char *next_step = sg_words_login_next_step (state);

  if (state == SG_LOGIN_UNKNOWN || state == SG_LOGIN_GOOD)
    return;

  print_row (_ ("Login"), sg_words_login_title (state), "");
  sg_cli_print_wrapped ("  ", sentence, 2);
  if (next_step != NULL)
    sg_cli_print_wrapped ("  → ", next_step, 4);
}

static void
print_health (GPtrArray *limits,
              GDateTime *now)
{
  int health = sg_health_of_limits (limits, now);
  g_autofree char *text = health != SG_HEALTH_NOT_KNOWN ? g_strdup_printf (_ ("%d of 100"), health) : NULL;

  if (text != NULL)
    print_row (_ ("Health"), text, _ ("estimate: shares used, burn, time to the resets"));
}

static void
print_code (const SgCliView *view,
            GTimeZone       *zone)
{
  g_autoptr (SgAccount) account = sg_cli_view_dup_account (view);
  const SgCredits *credits = sg_usage_model_get_credits (view->model);
  GPtrArray *limits = sg_usage_model_get_limits (view->model);

  if (account != NULL)
    print_account (account);
  print_login (view, zone);
  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    if (sg_shown_limit (view->model, g_ptr_array_index (limits, i)))
      print_limit (view, g_ptr_array_index (limits, i), zone);
  }
  if (limits == NULL)
    print_missing (view->model);
  print_block (view, zone);
  print_health (limits, view->now);
  if (credits != NULL) {
    g_autofree char *amount = sg_words_credits (credits);

    print_row (_ ("Usage credits"), amount, "");
  }
}

static void
print_profile (const SgCliView *view)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const SgCostSummary *costs = sg_usage_model_get_costs (view->model);
  SgShown shown = sg_shown_of (view->model);

  if (shown.console_first)
    sg_cli_print_console (view->model, view->now, zone, print_row);
  if (shown.code)
    print_code (view, zone);
  if (costs != NULL)
    print_costs (costs);
  if (shown.console && !shown.console_first)
    sg_cli_print_console (view->model, view->now, zone, print_row);
  sg_cli_print_rate_limits (sg_usage_model_get_rate_limits (view->model), view->now, print_row);
  sg_cli_print_pacing (sg_usage_model_get_pacing (view->model), view->now, print_row);
}

static void
turn_to (SgCliView                *view,
         const SgProfileInfo      *profile,
         const SgCliStatusOptions *options)
{
  sg_cli_view_turn_to (view, profile);
  if (options->has_mode)
    sg_usage_model_set_mode (view->model, options->mode);
}

static void
print_text (SgCliView                *view,
            GPtrArray                *profiles,
            const SgCliStatusOptions *options)
{
  for (guint i = 0; i < profiles->len; i++) {
    const SgProfileInfo *profile = g_ptr_array_index (profiles, i);

    if (view->profiles->len > 1)
      g_print ("%s%s\n", i > 0 ? "\n" : "", profile->name);
    turn_to (view, profile, options);
    print_profile (view);
  }
}

static GVariant *
profiles_to_variant (SgCliView                *view,
                     GPtrArray                *profiles,
                     const SgCliStatusOptions *options)
{
  GVariantBuilder list;

  g_variant_builder_init (&list, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < profiles->len; i++) {
    const SgProfileInfo *profile = g_ptr_array_index (profiles, i);
    g_autoptr (GVariant) info = g_variant_ref_sink (sg_profile_info_to_variant (profile));
    g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (info);

    turn_to (view, profile, options);
    sg_cli_status_put_model (&dict, view);
    g_variant_builder_add_value (&list, g_variant_dict_end (&dict));
  }

  return g_variant_builder_end (&list);
}

/* What there was before there were profiles is said of the one shown. */
static void
print_json (SgCliView                *view,
            GPtrArray                *profiles,
            const SgCliStatusOptions *options)
{
  g_autoptr (GVariant) list = g_variant_ref_sink (profiles_to_variant (view, profiles, options));
  g_autoptr (GVariant) shown = NULL;
  g_autoptr (GVariant) whole = NULL;
  g_autofree char *text = NULL;
  GVariantDict dict;

  turn_to (view, sg_cli_find_shown_profile (profiles), options);
  shown = g_variant_ref_sink (sg_cli_status_to_variant (view));
  g_variant_dict_init (&dict, shown);
  g_variant_dict_insert_value (&dict, "profiles", list);
  whole = g_variant_ref_sink (g_variant_dict_end (&dict));
  text = sg_cli_status_to_json (whole, view->now, TRUE);
  g_print ("%s\n", text);
}

static void
print_line (const SgCliView          *view,
            const SgProfileInfo      *profile,
            const SgLimit            *subject,
            const SgCliStatusOptions *options)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const SgCliFacts facts = { view->model, subject, profile->name, view->profiles->len > 1, view->now, zone };
  g_autofree char *line = sg_cli_bar_format (options->bar, options->template, &facts);

  g_print ("%s\n", line);
}

/* The one with that name, or whose shell this is, or all */
static GPtrArray *
choose_profiles (const SgCliView *view,
                 const char      *name)
{
  g_autoptr (GPtrArray) chosen = NULL;
  g_autoptr (GError) error = NULL;
  const SgProfileInfo *profile = view->meant;

  if (name != NULL)
    profile = sg_cli_view_find_profile (view, name, &error);
  else if (profile == NULL)
    return g_ptr_array_ref (view->profiles);

  if (profile != NULL) {
    chosen = g_ptr_array_new ();
    g_ptr_array_add (chosen, (gpointer) profile);
    return g_steal_pointer (&chosen);
  }

  g_printerr ("sandglass status: %s\n", error->message);

  return NULL;
}

static const SgLimit *
find_subject (SgCliView                *view,
              GPtrArray                *profiles,
              const SgCliStatusOptions *options)
{
  turn_to (view, sg_cli_find_shown_profile (profiles), options);

  return sg_cli_find_subject (view->model, options->limit, view->now);
}

static gboolean
check_limits (SgCliView                *view,
              GPtrArray                *profiles,
              const SgCliStatusOptions *options)
{
  g_autoptr (GError) error = NULL;

  if (options->limit == NULL && options->template == NULL)
    return TRUE;

  turn_to (view, sg_cli_find_shown_profile (profiles), options);
  if (sg_cli_status_options_check_limits (options, sg_usage_model_get_limits (view->model), &error))
    return TRUE;

  g_printerr ("sandglass status: %s\n", error->message);

  return FALSE;
}

/**
 * sg_cli_status_print:
 *
 * A line is about the profile shown, or the one that is named.
 *
 * Returns: 0, or with `--exit-code` the state of the limit that is asked for
 */
int
sg_cli_status_print (SgCliView                *view,
                     const SgCliStatusOptions *options)
{
  g_autoptr (GPtrArray) profiles = choose_profiles (view, options->profile);

  if (profiles == NULL || !check_limits (view, profiles, options))
    return SG_CLI_WRONG_CALL;

  if (!options->is_line)
    sg_cli_ledger_say_prices ();
  if (options->is_line)
    print_line (view, sg_cli_find_shown_profile (profiles), find_subject (view, profiles, options), options);
  else if (options->json)
    print_json (view, profiles, options);
  else
    print_text (view, profiles, options);

  return options->exit_code ? sg_cli_limit_exit_code (find_subject (view, profiles, options), view->now) : EXIT_SUCCESS;
}

/**
 * sg_cli_status:
 *
 * The agent's numbers, or where none runs this machine's own, which another program reads.
 */
int
sg_cli_status (char **words)
{
  g_auto (SgCliStatusOptions) options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SgCliView) view = NULL;

  if (!sg_cli_status_options_parse (&options, "status", words, &error)) {
    g_printerr ("sandglass status: %s\n", error->message);
    return SG_CLI_WRONG_CALL;
  }

  view = sg_cli_view_new ();

  return view != NULL ? sg_cli_status_print (view, &options) : sg_cli_hand_over ("status", words);
}
