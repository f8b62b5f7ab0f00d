/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-historian.h"

#include <gio/gio.h>

#include "sg-foresight.h"
#include "sg-ledger-limits.h"
#include "sg-memory.h"
#include "sg-time.h"

/* A status line tells the same number at every message. */
#define LEAST_SECONDS_BETWEEN 60

/**
 * SgHistorian:
 *
 * Writes the official percentages of one model's limits down, and tells the model what
 * the past says of them. Both in a thread; nothing at all while nothing is new.
 */
struct _SgHistorian {
  GObject       parent_instance;

  SgClock      *clock;          /* (owned) */
  SgUsageModel *model;          /* (owned) */
  char         *profile;
  char         *ledger_path;    /* (nullable) */
  SgWorkWeek    week;
  GHashTable   *seen;           /* (owned): limit id → SgLimit, the last official one */
  GCancellable *cancellable;    /* (owned) */
  gint64        asked_at;       /* Unix seconds, of the last run */
  char         *problem;        /* (nullable): what was last said about the disk */
  gboolean      busy;
  gboolean      again;
};

G_DEFINE_FINAL_TYPE (SgHistorian, sg_historian, G_TYPE_OBJECT)

typedef struct {
  SgLimit *limit;          /* (owned) */
  gint64   still_until;
} Change;

typedef struct {
  char      *profile;
  char      *ledger_path;  /* (nullable) */
  SgWorkWeek week;
  GDateTime *now;
  GTimeZone *zone;
  GPtrArray *changes;      /* (owned) (element-type Change) */
  GPtrArray *limits;       /* (owned) (element-type SgLimit) */
} Job;

static void
change_free (Change *change)
{
  sg_limit_free (change->limit);
  g_free (change);
}

static void
job_free (Job *job)
{
  g_free (job->profile);
  g_free (job->ledger_path);
  g_date_time_unref (job->now);
  g_time_zone_unref (job->zone);
  g_ptr_array_unref (job->changes);
  g_ptr_array_unref (job->limits);
  g_free (job);
}

static gboolean
keep_and_foresee (Job     *job,
                  GError **error)
{
  g_autoptr (SgLedger) ledger = NULL;

  if (job->ledger_path == NULL) {
    sg_foresight_plan (job->limits, &job->week, job->now, job->zone);
    return TRUE;
  }

  ledger = sg_ledger_open (job->ledger_path, NULL, error);
  if (ledger == NULL)
    return FALSE;
  for (guint i = 0; i < job->changes->len; i++) {
    const Change *change = g_ptr_array_index (job->changes, i);

    if (!sg_ledger_keep_limit (ledger, job->profile, change->limit, change->still_until, error))
      return FALSE;
  }

  return sg_foresight_add (ledger, job->profile, job->limits, &job->week, job->now, job->zone, error);
}

static void
work_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  gboolean done = keep_and_foresee (task_data, &error);

  sg_memory_give_back ();

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static SgLimit *
copy_plain (const SgLimit *limit)
{
  SgLimit *copy = sg_limit_copy (limit);

  g_clear_pointer (&copy->forecast, sg_forecast_free);

  return copy;
}

/* Returns: whether it says another thing than before */
static gboolean
note (SgHistorian   *self,
      const SgLimit *limit,
      GPtrArray     *changes)
{
  const SgLimit *before = g_hash_table_lookup (self->seen, limit->id);
  gboolean same = before != NULL && before->used_percent == limit->used_percent && sg_limit_is_same_window (before, limit);
  Change *change;

  if (before != NULL && g_date_time_compare (limit->as_of, before->as_of) <= 0)
    return FALSE;

  if (!same) {
    change = g_new0 (Change, 1);
    change->limit = copy_plain (limit);
    change->still_until = before ? g_date_time_to_unix (before->as_of) : 0;
    g_ptr_array_add (changes, change);
  }
  g_hash_table_replace (self->seen, g_strdup (limit->id), copy_plain (limit));

  return !same;
}

static void look (SgHistorian *self,
                  gboolean     in_any_case);

static void
say_problem (SgHistorian  *self,
             const GError *error)
{
  if (g_strcmp0 (self->problem, error->message) == 0)
    return;

  g_free (self->problem);
  self->problem = g_strdup (error->message);
  g_message ("No history is kept: %s", error->message);
}

static void
worked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SgHistorian) self = user_data;
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->busy = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    sg_usage_model_apply_forecasts (self->model, job->limits);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  else
    say_problem (self, error);

  if (self->again)
    look (self, TRUE);
}

static void
run (SgHistorian *self,
     GPtrArray   *changes,
     GPtrArray   *limits,
     GDateTime   *now)
{
  /* Not from us: the thread lets go of its task at a time of its own. */
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, worked_cb, g_object_ref (self));
  Job *job = g_new0 (Job, 1);

  job->profile = g_strdup (self->profile);
  job->ledger_path = g_strdup (self->ledger_path);
  job->week = self->week;
  job->now = g_date_time_ref (now);
  job->zone = g_time_zone_new_local ();
  job->changes = g_ptr_array_ref (changes);
  job->limits = g_ptr_array_ref (limits);
  self->busy = TRUE;
  self->again = FALSE;
  self->asked_at = g_date_time_to_unix (now);

  g_task_set_source_tag (task, run);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, work_thread);
}

static void
look (SgHistorian *self,
      gboolean     in_any_case)
{
  GPtrArray *present = sg_usage_model_get_limits (self->model);
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) limits = NULL;
  gboolean due = in_any_case || ABS (g_date_time_to_unix (now) - self->asked_at) >= LEAST_SECONDS_BETWEEN;

  if (present == NULL)
    return;
  if (self->busy) {
    self->again = self->again || due;
    return;
  }

  changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  for (guint i = 0; i < present->len; i++) {
    const SgLimit *limit = g_ptr_array_index (present, i);

    if (!sg_limit_is_official (limit))
      continue;
    due = note (self, limit, changes) || due;
    g_ptr_array_add (limits, copy_plain (limit));
  }
  if (due && limits->len > 0)
    run (self, changes, limits, now);
}

static void
model_changed_cb (SgHistorian *self)
{
  look (self, FALSE);
}

static void
sg_historian_dispose (GObject *object)
{
  g_cancellable_cancel (SG_HISTORIAN (object)->cancellable);

  G_OBJECT_CLASS (sg_historian_parent_class)->dispose (object);
}

static void
sg_historian_finalize (GObject *object)
{
  SgHistorian *self = SG_HISTORIAN (object);

  g_clear_object (&self->clock);
  g_clear_object (&self->model);
  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->ledger_path, g_free);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (sg_historian_parent_class)->finalize (object);
}

static void
sg_historian_class_init (SgHistorianClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sg_historian_dispose;
  G_OBJECT_CLASS (klass)->finalize = sg_historian_finalize;
}

static void
sg_historian_init (SgHistorian *self)
{
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sg_limit_free);
  self->cancellable = g_cancellable_new ();
  sg_work_week_init (&self->week, NULL, NULL);
}

/**
 * sg_historian_new:
 * @profile: whose limits the model has; empty for the main one
 * @ledger_path: (nullable): where they are written down; %NULL for a demonstration, which has no past: its week alone is planned
 */
SgHistorian *
sg_historian_new (SgClock      *clock,
                  SgUsageModel *model,
                  const char   *profile,
                  const char   *ledger_path)
{
  SgHistorian *self = g_object_new (SG_TYPE_HISTORIAN, NULL);

  self->clock = g_object_ref (clock);
  self->model = g_object_ref (model);
  self->profile = g_strdup (profile);
  self->ledger_path = g_strdup (ledger_path);
  g_signal_connect_object (model, "notify::limits", G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::costs", G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * sg_historian_set_work_week:
 * @days: see sg_work_week_init()
 */
void
sg_historian_set_work_week (SgHistorian *self,
                            const char  *days,
                            const char  *hours)
{
  sg_work_week_init (&self->week, days, hours);
  look (self, TRUE);
}

/**
 * sg_historian_is_busy:
 *
 * Returns: whether a thread is at work
 */
gboolean
sg_historian_is_busy (SgHistorian *self)
{
  return self->busy;
}
