/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alert-log.h"

#include <string.h>

#include "sg-claude-folder.h"
#include "sg-time.h"

#define KEPT_SECONDS (8 * SG_DAY_SECONDS)
#define ANOMALY_MARK "|anomaly|"
#define SNOOZE_WITHOUT_RESET_SECONDS (5 * 60 * 60)
/* `resets_at` wobbles: as sg_limit_is_same_window() */
#define SAME_RESET_SECONDS (2 * 60)
/* Every new token may come with an end some seconds off; another login ends another day. */
#define SAME_END_SECONDS SG_DAY_SECONDS
#define LOGIN_MARK "|login|"

struct _SgAlertLog {
  GObject      parent_instance;

  SgStateFile *state;     /* (owned) */
  char        *group;     /* in @state */
  GHashTable  *told;      /* (owned): set of "reset|threshold|account|limit", "end|login|account", "day|anomaly|organization" */
  GHashTable  *snoozed;   /* (owned): set of "until|limit" */
};

G_DEFINE_FINAL_TYPE (SgAlertLog, sg_alert_log, G_TYPE_OBJECT)

static void
sg_alert_log_finalize (GObject *object)
{
  SgAlertLog *self = SG_ALERT_LOG (object);

  g_clear_object (&self->state);
  g_clear_pointer (&self->group, g_free);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_pointer (&self->snoozed, g_hash_table_unref);

  G_OBJECT_CLASS (sg_alert_log_parent_class)->finalize (object);
}

static void
sg_alert_log_class_init (SgAlertLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_alert_log_finalize;
}

static void
sg_alert_log_init (SgAlertLog *self)
{
}

static GHashTable *
load_set (SgAlertLog *self,
          const char *key)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) entries = sg_state_file_get_strings (self->state, self->group, key);

  for (guint i = 0; entries[i] != NULL; i++)
    g_hash_table_add (set, g_strdup (entries[i]));

  return set;
}

/**
 * sg_alert_log_new:
 * @profile: whose limits it is about
 *
 * Returns: (transfer full): a log that keeps itself in @state
 */
SgAlertLog *
sg_alert_log_new (SgStateFile *state,
                  const char  *profile)
{
  /* The main profile's is the one there was before there were others. */
  gboolean is_main = g_str_equal (profile, SG_CLAUDE_MAIN_PROFILE);
  SgAlertLog *self = g_object_new (SG_TYPE_ALERT_LOG, NULL);

  self->state = g_object_ref (state);
  self->group = is_main ? g_strdup ("alerts") : g_strconcat ("alerts ", profile, NULL);
  self->told = load_set (self, "told");
  self->snoozed = load_set (self, "snoozed");

  return self;
}

static char *
entry_of (const char    *account_id,
          const SgLimit *limit,
          guint          threshold_percent)
{
  gint64 resets_at = limit->resets_at ? g_date_time_to_unix (limit->resets_at) : 0;

  return g_strdup_printf ("%" G_GINT64_FORMAT "|%u|%s|%s", resets_at, threshold_percent,
                          account_id ? account_id : "", limit->id);
}

/* Whose login or limit it is may be learned only after it was told, and be forgotten by a restart. */
static gboolean
may_be_one (const char *told_id,
            gsize       length,
            const char *account_id)
{
  return length == 0 || account_id == NULL || (strlen (account_id) == length && strncmp (told_id, account_id, length) == 0);
}

/* Returns: the threshold @entry tells of, if it is one of that limit's present window; else -1 */
static gint64
threshold_of (const char    *entry,
              const char    *account_id,
              const SgLimit *limit)
{
  gint64 resets_at = limit->resets_at ? g_date_time_to_unix (limit->resets_at) : 0;
  char *end = NULL;
  gint64 told_reset = g_ascii_strtoll (entry, &end, 10);
  gint64 threshold = *end == '|' ? g_ascii_strtoll (end + 1, &end, 10) : -1;
  const char *id = *end == '|' ? end + 1 : NULL;
  const char *bar = id ? strchr (id, '|') : NULL;

  if (bar == NULL || !g_str_equal (bar + 1, limit->id) || ABS (told_reset - resets_at) > SAME_RESET_SECONDS ||
      !may_be_one (id, (gsize) (bar - id), account_id))
    return -1;

  return threshold;
}

/**
 * sg_alert_log_has:
 * @account_id: (nullable):
 * @threshold_percent: 0 for the reset itself, %SG_ALERT_LOG_RUN_OUT for what will be
 */
gboolean
sg_alert_log_has (SgAlertLog    *self,
                  const char    *account_id,
                  const SgLimit *limit,
                  guint          threshold_percent)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    if (threshold_of (key, account_id, limit) == threshold_percent)
      return TRUE;
  }

  return FALSE;
}

/**
 * sg_alert_log_get_highest:
 * @account_id: (nullable):
 *
 * Returns: the highest threshold that was told in this window, whatever the thresholds were then; 0 for none
 */
guint
sg_alert_log_get_highest (SgAlertLog    *self,
                          const char    *account_id,
                          const SgLimit *limit)
{
  GHashTableIter iter;
  gpointer key;
  gint64 highest = 0;

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    gint64 threshold = threshold_of (key, account_id, limit);

    highest = threshold <= 100 ? MAX (highest, threshold) : highest;
  }

  return (guint) highest;
}

void
sg_alert_log_add (SgAlertLog    *self,
                  const char    *account_id,
                  const SgLimit *limit,
                  guint          threshold_percent)
{
  g_hash_table_add (self->told, entry_of (account_id, limit, threshold_percent));
}

/* One a day, be it the day itself or hours of it. */
static char *
anomaly_entry_of (const char *organization,
                  GDateTime  *start)
{
  gint64 seconds = g_date_time_to_unix (start);

  return g_strdup_printf ("%" G_GINT64_FORMAT ANOMALY_MARK "%s", sg_time_midnight_of (seconds),
                          organization ? organization : "");
}

/**
 * sg_alert_log_has_anomaly:
 * @organization: (nullable):
 * @start: of the day, or of an hour of it
 */
gboolean
sg_alert_log_has_anomaly (SgAlertLog *self,
                          const char *organization,
                          GDateTime  *start)
{
  g_autofree char *entry = anomaly_entry_of (organization, start);

  return g_hash_table_contains (self->told, entry);
}

void
sg_alert_log_add_anomaly (SgAlertLog *self,
                          const char *organization,
                          GDateTime  *start)
{
  g_hash_table_add (self->told, anomaly_entry_of (organization, start));
}

/**
 * sg_alert_log_has_login:
 * @account_id: (nullable):
 * @ends_at: about when the login ends
 */
gboolean
sg_alert_log_has_login (SgAlertLog *self,
                        const char *account_id,
                        GDateTime  *ends_at)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    char *mark = NULL;
    gint64 end = g_ascii_strtoll (key, &mark, 10);

    if (g_str_has_prefix (mark, LOGIN_MARK) &&
        may_be_one (mark + strlen (LOGIN_MARK), strlen (mark + strlen (LOGIN_MARK)), account_id) &&
        ABS (end - g_date_time_to_unix (ends_at)) < SAME_END_SECONDS)
      return TRUE;
  }

  return FALSE;
}

void
sg_alert_log_add_login (SgAlertLog *self,
                        const char *account_id,
                        GDateTime  *ends_at)
{
  g_hash_table_add (self->told, g_strdup_printf ("%" G_GINT64_FORMAT LOGIN_MARK "%s", g_date_time_to_unix (ends_at),
                                                 account_id ? account_id : ""));
}

/**
 * sg_alert_log_snooze:
 *
 * Silences a limit until its reset, or for five hours where no reset is known.
 */
void
sg_alert_log_snooze (SgAlertLog    *self,
                     const SgLimit *limit,
                     GDateTime     *now)
{
  gint64 until = limit->resets_at ? g_date_time_to_unix (limit->resets_at)
                                  : g_date_time_to_unix (now) + SNOOZE_WITHOUT_RESET_SECONDS;

  g_hash_table_add (self->snoozed, g_strdup_printf ("%" G_GINT64_FORMAT "|%s", until, limit->id));
}

/**
 * sg_alert_log_end_snooze:
 *
 * Every limit may be heard again.
 */
void
sg_alert_log_end_snooze (SgAlertLog *self)
{
  g_hash_table_remove_all (self->snoozed);
}

gboolean
sg_alert_log_is_snoozed (SgAlertLog    *self,
                         const SgLimit *limit,
                         GDateTime     *now)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->snoozed);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    const char *bar = strchr (key, '|');

    if (bar != NULL && g_str_equal (bar + 1, limit->id) &&
        g_ascii_strtoll (key, NULL, 10) > g_date_time_to_unix (now))
      return TRUE;
  }

  return FALSE;
}

/* Entries begin with a Unix time; those long past can never match again. */
static gboolean
is_older_than (gpointer key,
               gpointer value,
               gpointer user_data)
{
  const gint64 *oldest = user_data;
  gint64 time = g_ascii_strtoll (key, NULL, 10);

  return time != 0 && time < *oldest;
}

static void
store_set (SgAlertLog *self,
           const char *key,
           GHashTable *set,
           gint64      oldest)
{
  g_autofree char **entries = NULL;

  g_hash_table_foreach_remove (set, is_older_than, &oldest);
  entries = (char **) g_hash_table_get_keys_as_array (set, NULL);
  sg_state_file_set_strings (self->state, self->group, key, (const char *const *) entries);
}

/**
 * sg_alert_log_store:
 *
 * Puts it into the state, for whoever saves that: what is told and what is still to be told must go to the disk as one.
 */
void
sg_alert_log_store (SgAlertLog *self,
                    GDateTime  *now)
{
  gint64 oldest = g_date_time_to_unix (now) - KEPT_SECONDS;

  store_set (self, "told", self->told, oldest);
  store_set (self, "snoozed", self->snoozed, oldest);
}
