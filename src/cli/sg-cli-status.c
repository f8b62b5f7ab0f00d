/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#include "sg-cli-console.h"
#include "sg-cli-meters.h"
#include "sg-cli-program.h"
#include "sg-cli-status.h"
#include "sg-cli.h"
#include "sg-config.h"
#include "sg-health.h"
#include "sg-money.h"
#include "sg-shown.h"
#include "sg-words.h"

/* printf counts bytes; a terminal counts columns. */
static void
print_row (const char *name,
           const char *value,
           const char *rest)
{
  glong width = g_utf8_strlen (name, -1);

  g_print ("%s%*s  %s%s%s\n", name, (int) MAX (0, 22 - width), "", value, *rest ? "  " : "", rest);
}

static void
print_limit (const SgLimit *limit,
             GDateTime     *now,
             GTimeZone     *zone)
{
  g_autofree char *name = sg_words_limit_name (limit);
  g_autofree char *percent = sg_words_limit_percent (limit, now);
  g_autofree char *reset = sg_words_limit_reset (limit, now, zone);
  g_autofree char *updated = sg_words_updated (limit->as_of, limit->origin, now);
  g_autofree char *warning = sg_words_limit_warning (limit, now, zone);
  g_autofree char *rest = g_strjoin (" · ", reset, updated, warning, NULL);

  print_row (name, percent, rest);
}

/* Where nobody says the official number. */
static void
print_block (const SgCliView *view,
             GTimeZone       *zone)
{
  const SgLimit *session = sg_limits_find (sg_usage_model_get_limits (view->model), "session");
  g_autofree char *block = sg_words_block (sg_usage_model_get_costs (view->model), view->now, zone);

  if (block != NULL && (session == NULL || session->origin == SG_ORIGIN_ESTIMATE))
    g_print ("%s\n", block);
}

static void
print_models (const SgCostSummary *costs)
{
  for (guint i = 0; i < costs->models_today->len; i++) {
    const SgModelCost *model = g_ptr_array_index (costs->models_today, i);
    g_autofree char *cost = model->priced ? sg_pico_usd_format (model->cost_pico_usd) : g_strdup (_ ("price unknown"));
    g_autofree char *name = g_strconcat ("  ", model->model, NULL);

    print_row (name, cost, "");
  }
}

static void
print_costs (const SgCostSummary *costs)
{
  g_autofree char *today = sg_pico_usd_format (costs->today_pico_usd);
  g_autofree char *month = sg_pico_usd_format (costs->month_pico_usd);
  g_autofree char *sessions = g_strdup_printf ("%u", costs->n_sessions_today);

  print_row (_ ("Today"), today, _ ("list-price estimate, this machine, at least"));
  print_models (costs);
  if (costs->n_telemetry_today > 0) {
    g_autofree char *telemetry = sg_pico_usd_format (costs->telemetry_today_pico_usd);

    print_row (_ ("  of that by telemetry"), telemetry, _ ("in no transcript"));
  }
  print_row (_ ("This month"), month, "");
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

    const char *next_step = sg_words_next_step (status->error_code);

    if (status->error_code == SG_SOURCE_NO_ERROR || status == admin)
      continue;
    g_print ("  %s: %s (%s)\n", sg_words_source_name (status->id), sg_words_error (status->error_code),
             status->detail ? status->detail : "");
    if (next_step != NULL)
      g_print ("    → %s\n", next_step);
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
  g_print ("  %s\n", sentence);
  if (next_step != NULL)
    g_print ("  → %s\n", next_step);
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
  for (guint i = 0; limits != NULL && i < limits->len; i++)
    print_limit (g_ptr_array_index (limits, i), view->now, zone);
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

static GVariant *
pacing_to_variant (const SgPacing *pacing,
                   GDateTime      *now)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (sg_pacing_to_variant (pacing));
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (variant);

  g_variant_dict_insert (&dict, "throttling-now", "b", sg_pacing_get_state (pacing, now) == SG_PACING_THROTTLING);

  return g_variant_dict_end (&dict);
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

static void
put_model (GVariantDict    *dict,
           const SgCliView *view)
{
  GPtrArray *limits = sg_usage_model_get_limits (view->model);
  GPtrArray *sources = sg_usage_model_get_sources (view->model);
  const SgCredits *credits = sg_usage_model_get_credits (view->model);
  g_autoptr (SgAccount) account = sg_cli_view_dup_account (view);
  const SgCostSummary *costs = sg_usage_model_get_costs (view->model);
  const SgConsole *console = sg_usage_model_get_console (view->model);
  const SgBalance *balance = sg_usage_model_get_balance (view->model);
  const SgPacing *pacing = sg_usage_model_get_pacing (view->model);
  const SgRateLimits *rate_limits = sg_usage_model_get_rate_limits (view->model);
  GVariantBuilder limit_list, source_list;

  g_variant_builder_init (&limit_list, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; limits != NULL && i < limits->len; i++)
    g_variant_builder_add_value (&limit_list, sg_limit_to_variant_at (g_ptr_array_index (limits, i), view->now));
  g_variant_builder_init (&source_list, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < sources->len; i++)
    g_variant_builder_add_value (&source_list, sg_source_status_to_variant (g_ptr_array_index (sources, i)));

  g_variant_dict_insert (dict, "mode", "s", sg_mode_to_nick (sg_usage_model_get_mode (view->model)));
  g_variant_dict_insert_value (dict, "limits", g_variant_builder_end (&limit_list));
  g_variant_dict_insert (dict, "login", "s", sg_login_state_to_nick (sg_login_state_of (view->model, view->now)));
  if (credits != NULL)
    g_variant_dict_insert_value (dict, "credits", sg_credits_to_variant (credits));
  if (account != NULL)
    g_variant_dict_insert_value (dict, "account", sg_account_to_variant_of (account, SG_ACCOUNT_NAMES | SG_ACCOUNT_EMAIL));
  if (costs != NULL)
    g_variant_dict_insert_value (dict, "costs", sg_cost_summary_to_variant (costs));
  if (console != NULL)
    g_variant_dict_insert_value (dict, "console", sg_console_to_variant (console));
  if (balance != NULL)
    g_variant_dict_insert_value (dict, "balance", sg_balance_to_variant (balance));
  if (pacing != NULL)
    g_variant_dict_insert_value (dict, "pacing", pacing_to_variant (pacing, view->now));
  if (rate_limits != NULL)
    g_variant_dict_insert_value (dict, "rate-limits", sg_rate_limits_to_variant (rate_limits));
  g_variant_dict_insert_value (dict, "sources", g_variant_builder_end (&source_list));
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
    put_model (&dict, view);
    g_variant_builder_add_value (&list, g_variant_dict_end (&dict));
  }

  return g_variant_builder_end (&list);
}

static const SgProfileInfo *
find_shown (GPtrArray *profiles)
{
  for (guint i = 0; i < profiles->len; i++) {
    const SgProfileInfo *profile = g_ptr_array_index (profiles, i);

    if (profile->shown)
      return profile;
  }

  return g_ptr_array_index (profiles, 0);
}

/* What there was before there were profiles is said of the one shown. */
static void
print_json (SgCliView                *view,
            GPtrArray                *profiles,
            const SgCliStatusOptions *options)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  g_variant_dict_insert (&dict, "version", "s", VERSION);
  g_variant_dict_insert (&dict, "running", "b", view->client != NULL);
  g_variant_dict_insert (&dict, "now", "x", g_date_time_to_unix (view->now));
  g_variant_dict_insert_value (&dict, "profiles", profiles_to_variant (view, profiles, options));
  turn_to (view, find_shown (profiles), options);
  put_model (&dict, view);

  variant = g_variant_ref_sink (g_variant_dict_end (&dict));
  node = json_gvariant_serialize (variant);
  text = json_to_string (node, TRUE);
  g_print ("%s\n", text);
}

static gboolean
refuse (const char *word)
{
  g_printerr (_ ("sandglass status: it takes --json, --profile NAME and --mode auto|code|console, not “%s”\n"), word);

  return FALSE;
}

/**
 * sg_cli_status_parse:
 *
 * Returns: %FALSE when @words are not what it takes; that is said then
 */
gboolean
sg_cli_status_parse (SgCliStatusOptions *options,
                     char              **words)
{
  for (guint i = 0; words[i] != NULL; i++) {
    const char *word = words[i];
    const char *mode = NULL;

    if (g_str_equal (word, "--json"))
      options->json = TRUE;
    else if (g_str_has_prefix (word, "--profile="))
      options->profile = word + strlen ("--profile=");
    else if (g_str_equal (word, "--profile") && words[i + 1] != NULL)
      options->profile = words[++i];
    else if (g_str_has_prefix (word, "--mode="))
      mode = word + strlen ("--mode=");
    else if (g_str_equal (word, "--mode") && words[i + 1] != NULL)
      mode = words[++i];
    else
      return refuse (word);
    if (mode != NULL && !(options->has_mode = sg_mode_from_nick (mode, &options->mode)))
      return refuse (mode);
  }

  return TRUE;
}

/* The one with that name, or all */
static GPtrArray *
choose_profiles (const SgCliView *view,
                 const char      *name)
{
  g_autoptr (GPtrArray) chosen = NULL;
  const SgProfileInfo *profile;
  g_autoptr (GString) list = g_string_new (NULL);

  if (name == NULL)
    return g_ptr_array_ref (view->profiles);

  profile = sg_profile_infos_find (view->profiles, name);
  if (profile != NULL) {
    chosen = g_ptr_array_new ();
    g_ptr_array_add (chosen, (gpointer) profile);
    return g_steal_pointer (&chosen);
  }

  for (guint i = 0; i < view->profiles->len; i++) {
    profile = g_ptr_array_index (view->profiles, i);
    g_string_append_printf (list, "%s%s (%s)", i > 0 ? ", " : "", profile->name, profile->id);
  }
  g_printerr (_ ("sandglass status: there is no profile “%s”; there are: %s\n"), name, list->str);

  return NULL;
}

/**
 * sg_cli_status_print:
 *
 * `--json` prints the bus's keys; what is not known is not there. `--mode` is only for this once.
 */
int
sg_cli_status_print (SgCliView                *view,
                     const SgCliStatusOptions *options)
{
  g_autoptr (GPtrArray) profiles = choose_profiles (view, options->profile);

  if (profiles == NULL)
    return SG_CLI_WRONG_CALL;

  if (options->json)
    print_json (view, profiles, options);
  else
    print_text (view, profiles, options);

  return EXIT_SUCCESS;
}

/**
 * sg_cli_status:
 *
 * The agent's numbers, or where none runs this machine's own, which another program reads.
 */
int
sg_cli_status (char **words)
{
  SgCliStatusOptions options = { 0 };
  g_autoptr (SgCliView) view = NULL;

  if (!sg_cli_status_parse (&options, words))
    return SG_CLI_WRONG_CALL;

  view = sg_cli_view_new ();

  return view != NULL ? sg_cli_status_print (view, &options) : sg_cli_hand_over ("status", words);
}
