/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-profile.h"

#include <string.h>

#include "sg-alert-rules.h"
#include "sg-budget.h"
#include "sg-claude-folder.h"
#include "sg-estimate.h"
#include "sg-health.h"
#include "sg-ladder.h"
#include "sg-time.h"

struct _SgProfile {
  GObject       parent_instance;

  char         *id;
  char         *folder_name;
  char         *given_name;               /* (nullable) */
  gboolean      impersonal;
  gint64        weekly_budget_pico_usd;   /* 0: none */
  SgBudgets     budgets;
  gint64        typed_pico_usd;           /* what the user calls a whole 5-hour limit; 0 for nothing */
  SgStateFile  *state;                    /* (owned) */
  SgUsageModel *model;                    /* (owned) */
  GHashTable   *readings;                 /* (owned): SgSource → its latest SgReading */
  SgAlertLog   *log;                      /* (owned) */
};

G_DEFINE_FINAL_TYPE (SgProfile, sg_profile, G_TYPE_OBJECT)

static void
sg_profile_finalize (GObject *object)
{
  SgProfile *self = SG_PROFILE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->folder_name, g_free);
  g_clear_pointer (&self->given_name, g_free);
  g_clear_object (&self->state);
  g_clear_object (&self->model);
  g_clear_pointer (&self->readings, g_hash_table_unref);
  g_clear_object (&self->log);

  G_OBJECT_CLASS (sg_profile_parent_class)->finalize (object);
}

static void
sg_profile_class_init (SgProfileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_profile_finalize;
}

static void
sg_profile_init (SgProfile *self)
{
  self->model = sg_usage_model_new ();
  self->readings = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) sg_reading_unref);
}

/**
 * sg_profile_new:
 * @id: of sg_claude_folders_dup_profiles()
 * @folder_name: what to call it as long as nothing better is known
 * @state: keeps what was told of it
 */
SgProfile *
sg_profile_new (const char  *id,
                const char  *folder_name,
                SgStateFile *state)
{
  SgProfile *self = g_object_new (SG_TYPE_PROFILE, NULL);

  self->id = g_strdup (id);
  self->folder_name = g_strdup (folder_name);
  self->state = g_object_ref (state);
  self->log = sg_alert_log_new (state, id);

  return self;
}

const char *
sg_profile_get_id (SgProfile *self)
{
  return self->id;
}

SgUsageModel *
sg_profile_get_model (SgProfile *self)
{
  return self->model;
}

const char *
sg_profile_get_folder_name (SgProfile *self)
{
  return self->folder_name;
}

void
sg_profile_set_folder_name (SgProfile  *self,
                            const char *name)
{
  g_free (self->folder_name);
  self->folder_name = g_strdup (name);
}

/**
 * sg_profile_dup_name:
 *
 * Returns: (transfer full): the name the user gave it, else the organisation's, else the account's, else the folder's;
 *   never an e-mail address
 */
char *
sg_profile_dup_name (SgProfile *self)
{
  const SgAccount *account = self->impersonal ? NULL : sg_usage_model_get_account (self->model);
  const char *shown = account ? sg_account_get_shown_name (account) : NULL;

  if (self->given_name != NULL)
    return g_strdup (self->given_name);

  return g_strdup (shown ? shown : self->folder_name);
}

/**
 * sg_profile_set_given_name:
 * @name: (nullable): %NULL and "" leave it to the account
 */
void
sg_profile_set_given_name (SgProfile  *self,
                           const char *name)
{
  g_free (self->given_name);
  self->given_name = name && *name ? g_strdup (name) : NULL;
}

/**
 * sg_profile_set_impersonal:
 * @impersonal: whether the account's names stay out of its own, the setting `hide-personal`
 */
void
sg_profile_set_impersonal (SgProfile *self,
                           gboolean   impersonal)
{
  self->impersonal = impersonal;
}

/**
 * sg_profile_set_weekly_budget:
 * @pico_usd: 10^-12 USD; 0 for none
 */
void
sg_profile_set_weekly_budget (SgProfile *self,
                              gint64     pico_usd,
                              GDateTime *now)
{
  if (self->weekly_budget_pico_usd == pico_usd)
    return;

  self->weekly_budget_pico_usd = pico_usd;
  if (sg_usage_model_is_loaded (self->model))
    sg_profile_pick (self, now);
}

/**
 * sg_profile_set_budgets:
 * @budgets: for the organisation's bill, else for the estimate
 *
 * Returns: whether the model was written anew
 */
gboolean
sg_profile_set_budgets (SgProfile       *self,
                        const SgBudgets *budgets,
                        GDateTime       *now)
{
  gboolean same = sg_cents_compare (&self->budgets.day, &budgets->day) == 0 &&
                  sg_cents_compare (&self->budgets.month, &budgets->month) == 0;

  self->budgets = *budgets;
  if (same || !sg_usage_model_is_loaded (self->model))
    return FALSE;

  sg_profile_pick (self, now);

  return TRUE;
}

/**
 * sg_profile_set_mode:
 *
 * Budgets are for what is shown.
 *
 * Returns: whether the model was written anew
 */
gboolean
sg_profile_set_mode (SgProfile *self,
                     SgMode     mode,
                     GDateTime *now)
{
  gboolean same = sg_usage_model_get_mode (self->model) == mode;

  sg_usage_model_set_mode (self->model, mode);
  if (same || !sg_usage_model_is_loaded (self->model))
    return FALSE;

  sg_profile_pick (self, now);

  return TRUE;
}

/**
 * sg_profile_set_session_limit:
 * @pico_usd: 10^-12 USD, what a whole 5-hour limit comes to; 0 to go by what official numbers have taught
 *
 * Returns: whether the model was written anew
 */
gboolean
sg_profile_set_session_limit (SgProfile *self,
                              gint64     pico_usd,
                              GDateTime *now)
{
  gboolean same = self->typed_pico_usd == pico_usd;

  self->typed_pico_usd = pico_usd;
  if (same || !sg_usage_model_is_loaded (self->model))
    return FALSE;

  sg_profile_pick (self, now);

  return TRUE;
}

/**
 * sg_profile_hear:
 *
 * Keeps what a source said; sg_profile_pick() makes something of it.
 */
void
sg_profile_hear (SgProfile *self,
                 SgSource  *source,
                 SgReading *reading)
{
  g_hash_table_replace (self->readings, g_object_ref (source), sg_reading_ref (reading));
}

/**
 * sg_profile_forget:
 *
 * Returns: whether it had said anything
 */
gboolean
sg_profile_forget (SgProfile *self,
                   SgSource  *source)
{
  return g_hash_table_remove (self->readings, source);
}

/* What a whole 5-hour limit comes to at list prices: as the user says, else as official numbers have taught. */
static gint64
learn_session_limit (SgProfile       *self,
                     const SgReading *picked)
{
  /* The main profile's is the one there was before there were others. */
  gboolean is_main = g_str_equal (self->id, SG_CLAUDE_MAIN_PROFILE);
  g_autofree char *group = is_main ? g_strdup ("estimate") : g_strconcat ("estimate ", self->id, NULL);
  gint64 before = sg_state_file_get_int (self->state, group, "session-pico-usd", 0);
  gint64 learned = sg_estimate_learn (sg_limits_find (picked->limits, "session"), picked->costs, before);

  /* A few percent are not worth a write to the disk. */
  if (ABS (learned - before) > before / 20) {
    sg_state_file_set_int (self->state, group, "session-pico-usd", learned);
    sg_state_file_save (self->state, NULL);
  }

  return self->typed_pico_usd > 0 ? self->typed_pico_usd : before > 0 ? before : learned;
}

/**
 * sg_profile_pick:
 *
 * Writes the model with what wins of all that was heard.
 */
void
sg_profile_pick (SgProfile *self,
                 GDateTime *now)
{
  g_autoptr (GPtrArray) readings = g_ptr_array_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (SgReading) picked = NULL;
  GHashTableIter iter;
  gpointer reading;

  g_hash_table_iter_init (&iter, self->readings);
  while (g_hash_table_iter_next (&iter, NULL, &reading))
    g_ptr_array_add (readings, reading);

  picked = sg_ladder_pick (readings, now);
  sg_estimate_fill (picked, learn_session_limit (self, picked), now);
  if (self->weekly_budget_pico_usd > 0 && picked->costs != NULL && picked->costs->week_ends_at != NULL)
    sg_reading_take_limit (picked, sg_budget_to_limit (self->weekly_budget_pico_usd, picked->costs));
  sg_budgets_fill (&self->budgets, picked, sg_usage_model_get_mode (self->model), zone);
  sg_usage_model_apply (self->model, picked);
}

static gint64
seconds_to_login_notice (const SgAccount *account,
                         GDateTime       *now)
{
  gint64 seconds = account && account->login_ends_at
    ? sg_time_seconds_between (now, account->login_ends_at) - SG_LOGIN_SOON_SECONDS : 0;

  return seconds > 0 ? seconds : G_MAXINT64;
}

/**
 * sg_profile_get_seconds_to_boundary:
 *
 * Returns: how long until a limit, the login or a bill changes its state with nothing new read, or %G_MAXINT64
 */
gint64
sg_profile_get_seconds_to_boundary (SgProfile *self,
                                    GDateTime *now)
{
  GPtrArray *limits = sg_usage_model_get_limits (self->model);
  const SgConsole *console = sg_usage_model_get_console (self->model);
  gint64 console_ages =
    console ? SG_CONSOLE_STALE_SECONDS - g_date_time_difference (now, console->as_of) / G_TIME_SPAN_SECOND : 0;
  gint64 least = seconds_to_login_notice (sg_usage_model_get_account (self->model), now);

  if (console_ages > 0)
    least = MIN (least, console_ages);

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);
    gint64 to_reset = limit->resets_at ? g_date_time_difference (limit->resets_at, now) / G_TIME_SPAN_SECOND : 0;
    gint64 to_stale = SG_LIMIT_STALE_SECONDS - g_date_time_difference (now, limit->as_of) / G_TIME_SPAN_SECOND;

    if (to_reset > 0)
      least = MIN (least, to_reset);
    if (to_stale > 0)
      least = MIN (least, to_stale);
  }

  return least;
}

gboolean
sg_profile_has_reset_since (SgProfile *self,
                            GDateTime *since,
                            GDateTime *now)
{
  GPtrArray *limits = sg_usage_model_get_limits (self->model);

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    if (limit->resets_at != NULL && limit->kind != SG_LIMIT_BUDGET && g_date_time_compare (limit->resets_at, since) > 0 &&
        g_date_time_compare (limit->resets_at, now) <= 0)
      return TRUE;
  }

  return FALSE;
}

static void
take_alert (GPtrArray           *alerts,
            SgAlert             *alert,
            const SgAlertPolicy *policy)
{
  if (alert != NULL && sg_alert_policy_has (policy, alert->kind))
    g_ptr_array_add (alerts, alert);
  else
    g_clear_pointer (&alert, sg_alert_free);
}

/**
 * sg_profile_run_alert_rules:
 *
 * Notes what it gives as told, in the state, which the caller saves together with what it does about it.
 *
 * Returns: (transfer full) (element-type SgAlert): what to tell now
 */
GPtrArray *
sg_profile_run_alert_rules (SgProfile           *self,
                            const SgAlertPolicy *policy,
                            GDateTime           *now)
{
  const SgAccount *account = sg_usage_model_get_account (self->model);
  GPtrArray *alerts =
    sg_alert_rules_run (sg_usage_model_get_limits (self->model), account ? account->id : NULL, policy, self->log, now);

  take_alert (alerts, sg_alert_rules_run_console (sg_usage_model_get_console (self->model), self->log), policy);
  take_alert (alerts, sg_alert_rules_run_login (account, self->log, now), policy);
  sg_alert_log_store (self->log, now);

  return alerts;
}

/**
 * sg_profile_snooze:
 * @limit_id: "" for every limit
 *
 * Returns: %FALSE with @error set when it holds only until we end
 */
gboolean
sg_profile_snooze (SgProfile  *self,
                   const char *limit_id,
                   GDateTime  *now,
                   GError    **error)
{
  GPtrArray *limits = sg_usage_model_get_limits (self->model);

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    if (*limit_id == '\0' || g_str_equal (limit->id, limit_id))
      sg_alert_log_snooze (self->log, limit, now);
  }

  sg_alert_log_store (self->log, now);

  return sg_state_file_save (self->state, error);
}

/**
 * sg_profile_end_snooze:
 *
 * Returns: %FALSE with @error set when it has ended only until we end
 */
gboolean
sg_profile_end_snooze (SgProfile *self,
                       GDateTime *now,
                       GError   **error)
{
  sg_alert_log_end_snooze (self->log);
  sg_alert_log_store (self->log, now);

  return sg_state_file_save (self->state, error);
}

/**
 * sg_profile_add_snoozed:
 * @ids: (element-type utf8): with a free function; the limits that are snoozed are added, those that are in it are not
 */
void
sg_profile_add_snoozed (SgProfile *self,
                        GPtrArray *ids,
                        GDateTime *now)
{
  GPtrArray *limits = sg_usage_model_get_limits (self->model);

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    if (sg_alert_log_is_snoozed (self->log, limit, now) && !g_ptr_array_find_with_equal_func (ids, limit->id, g_str_equal, NULL))
      g_ptr_array_add (ids, g_strdup (limit->id));
  }
}

/**
 * sg_profile_dup_info:
 *
 * Returns: (transfer full): its line in the list of profiles, as of @now
 */
SgProfileInfo *
sg_profile_dup_info (SgProfile *self,
                     GDateTime *now)
{
  g_autofree char *name = sg_profile_dup_name (self);
  SgProfileInfo *info = sg_profile_info_new (self->id, name);
  const SgAccount *account = sg_usage_model_get_account (self->model);
  GPtrArray *limits = sg_usage_model_get_limits (self->model);
  const SgLimit *tightest = sg_limits_find_tightest (limits, now);

  info->folder = g_strdup (self->folder_name);
  info->plan = account ? g_strdup (account->plan) : NULL;
  if (tightest != NULL) {
    info->tightest_limit = g_strdup (tightest->id);
    info->used_percent = tightest->used_percent;
    info->state = sg_limit_get_state (tightest, now);
  }
  info->health = sg_health_of_limits (limits, now);
  info->weekly_budget_pico_usd = self->weekly_budget_pico_usd;

  return info;
}
