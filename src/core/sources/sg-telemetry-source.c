/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-telemetry-source.h"

#include "sg-error.h"
#include "sg-ledger.h"
#include "sg-memory.h"

/* So that midnight comes here too. */
#define INTERVAL_SECONDS (15 * 60)

/* As many requests wait for the disk; what they would say is in the transcripts as well. */
#define MAX_WAITING 10000

/**
 * SgTelemetrySource:
 *
 * Costs from what Claude Code's telemetry tells. The receiver hands over what
 * came; reading writes it into the ledger, in a thread, and sums up from there.
 * Metrics count the same tokens once more and name no request: they are only
 * noted, never added.
 */
struct _SgTelemetrySource {
  SgSource   parent_instance;

  char      *ledger_path;   /* (owned) */
  char      *prices_path;   /* (owned) (nullable) */
  char     **profiles;      /* (owned) (nullable): the main one first; %NULL where there are no others */
  GTimeZone *zone;          /* (owned) */
  char      *where;         /* (owned) (nullable): %NULL while it does not listen */
  char      *problem;       /* (owned) (nullable): why it cannot */
  GPtrArray *waiting;       /* (owned) (element-type SgOtlpLogs) */
  guint      n_waiting;     /* their requests */
  GDateTime *last_logs;     /* (owned) (nullable) */
  GDateTime *last_metrics;  /* (owned) (nullable) */
  guint64    n_requests;
  guint64    n_new;         /* of @n_requests those no transcript had told of */
  guint64    n_left_out;
};

G_DEFINE_FINAL_TYPE (SgTelemetrySource, sg_telemetry_source, SG_TYPE_SOURCE)

/* What the thread gets and gives. */
typedef struct {
  GPtrArray *logs;              /* (owned) (element-type SgOtlpLogs) */
  char      *ledger_path;       /* (owned) */
  char      *prices_path;       /* (owned) (nullable) */
  char     **profiles;          /* (owned) (nullable) */
  GTimeZone *zone;              /* (owned) */
  GDateTime *now;               /* (owned) */

  guint64    n_new;
  SgReading *reading;           /* (owned) (nullable): of the main profile, with those of the others */
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->logs, g_ptr_array_unref);
  g_free (job->ledger_path);
  g_free (job->prices_path);
  g_time_zone_unref (job->zone);
  g_date_time_unref (job->now);
  g_strfreev (job->profiles);
  g_clear_pointer (&job->reading, sg_reading_unref);
  g_free (job);
}

static GPtrArray *
logs_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sg_otlp_logs_free);
}

/* Telemetry names no login: a request is its session's, whose transcripts may say whose that is. */
static SgReading *
summarize (const Job *job,
           SgLedger  *ledger,
           guint      profile,
           GError   **error)
{
  g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_TELEMETRY, job->now);

  if (job->profiles != NULL) {
    reading->profile = g_strdup (job->profiles[profile]);
    sg_ledger_look_at_profile (ledger, (const char *const *) job->profiles, profile);
  }
  reading->costs = sg_ledger_summarize (ledger, job->now, job->zone, error);

  return reading->costs ? g_steal_pointer (&reading) : NULL;
}

static gboolean
summarize_all (Job      *job,
               SgLedger *ledger,
               GError  **error)
{
  job->reading = summarize (job, ledger, 0, error);

  for (guint i = 1; job->reading != NULL && job->profiles != NULL && job->profiles[i] != NULL; i++) {
    SgReading *other = summarize (job, ledger, i, error);

    if (other == NULL)
      return FALSE;
    sg_reading_take_other (job->reading, other);
  }

  return job->reading != NULL;
}

static gboolean
write_job (Job     *job,
           GError **error)
{
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_autoptr (SgLedger) ledger = NULL;

  /* That the user's prices are damaged is told where transcripts are. */
  if (job->prices_path != NULL)
    (void) sg_price_table_merge_file (prices, job->prices_path, NULL);
  ledger = sg_ledger_open (job->ledger_path, prices, error);
  if (ledger == NULL)
    return FALSE;

  while (job->logs->len > 0) {
    const SgOtlpLogs *logs = g_ptr_array_index (job->logs, 0);
    guint n_new;

    if (!sg_ledger_write_telemetry (ledger, logs->requests, &n_new, error))
      return FALSE;
    job->n_new += n_new;
    g_ptr_array_remove_index (job->logs, 0);
  }

  return summarize_all (job, ledger, error);
}

static void
write_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GError *error = NULL;
  gboolean done = write_job (task_data, &error);

  sg_memory_give_back ();
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
describe (SgTelemetrySource *self)
{
  g_autofree char *logs = self->last_logs ? g_date_time_format_iso8601 (self->last_logs) : NULL;
  g_autofree char *metrics = self->last_metrics ? g_date_time_format_iso8601 (self->last_metrics) : NULL;
  g_autoptr (GString) detail = g_string_new ("listens on ");

  g_string_append (detail, self->where);
  if (logs != NULL)
    g_string_append_printf (detail, "; %" G_GUINT64_FORMAT " requests, %" G_GUINT64_FORMAT " in no transcript yet, the last at %s",
                            self->n_requests, self->n_new, logs);
  else
    g_string_append (detail, "; no request was told of yet");
  if (self->n_left_out > 0)
    g_string_append_printf (detail, "; %" G_GUINT64_FORMAT " without a request id were left out", self->n_left_out);
  if (metrics != NULL && logs == NULL)
    g_string_append_printf (detail, "; metrics come (the last at %s), but no logs: OTEL_LOGS_EXPORTER=otlp is missing", metrics);
  sg_source_set_detail (SG_SOURCE (self), detail->str);
}

/* What could not be written comes first the next time. */
static void
wait_again (SgTelemetrySource *self,
            Job               *job)
{
  for (guint i = 0; i < job->logs->len; i++)
    self->n_waiting += ((SgOtlpLogs *) g_ptr_array_index (job->logs, i))->requests->len;
  g_ptr_array_extend_and_steal (job->logs, g_steal_pointer (&self->waiting));
  self->waiting = g_steal_pointer (&job->logs);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SgTelemetrySource *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->n_new += job->n_new;
  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    wait_again (self, job);
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (self->where != NULL)
    describe (self);
  g_task_return_pointer (task, g_steal_pointer (&job->reading), (GDestroyNotify) sg_reading_unref);
}

static void
write_waiting (SgTelemetrySource *self,
               GTask             *task,
               GDateTime         *now)
{
  g_autoptr (GTask) write = NULL;
  Job *job = g_new0 (Job, 1);

  job->logs = g_steal_pointer (&self->waiting);
  self->waiting = logs_new ();
  self->n_waiting = 0;
  job->ledger_path = g_strdup (self->ledger_path);
  job->prices_path = g_strdup (self->prices_path);
  job->profiles = g_strdupv (self->profiles);
  job->zone = g_time_zone_ref (self->zone);
  job->now = g_date_time_ref (now);

  /* Without us: the thread lets go of its task at a time of its own. */
  write = g_task_new (NULL, g_task_get_cancellable (task), written_cb, g_object_ref (task));
  /* What came is written even when nobody waits for the sum any more. */
  g_task_set_check_cancellable (write, FALSE);
  g_task_set_task_data (write, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (write, write_thread);
}

static void
sg_telemetry_source_read_async (SgSource           *source,
                                GDateTime          *now,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  SgTelemetrySource *self = SG_TELEMETRY_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sg_telemetry_source_read_async);
  if (self->problem != NULL) {
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_UNREADABLE, "%s", self->problem);
  } else if (self->where == NULL) {
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_SWITCHED_OFF, "the setting telemetry-receiver is off");
  } else if (self->last_logs == NULL) {
    describe (self);
    g_task_return_pointer (task, sg_reading_new (SG_ORIGIN_TELEMETRY, now), (GDestroyNotify) sg_reading_unref);
  } else {
    write_waiting (self, task, now);
  }
}

static void
sg_telemetry_source_finalize (GObject *object)
{
  SgTelemetrySource *self = SG_TELEMETRY_SOURCE (object);

  g_clear_pointer (&self->ledger_path, g_free);
  g_clear_pointer (&self->prices_path, g_free);
  g_clear_pointer (&self->profiles, g_strfreev);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->where, g_free);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->last_logs, g_date_time_unref);
  g_clear_pointer (&self->last_metrics, g_date_time_unref);

  G_OBJECT_CLASS (sg_telemetry_source_parent_class)->finalize (object);
}

static void
sg_telemetry_source_class_init (SgTelemetrySourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_telemetry_source_finalize;
  SG_SOURCE_CLASS (klass)->read_async = sg_telemetry_source_read_async;
}

static void
sg_telemetry_source_init (SgTelemetrySource *self)
{
  self->waiting = logs_new ();
}

/**
 * sg_telemetry_source_new:
 * @ledger_path: the ledger the transcripts are counted in
 * @zone: whose midnight begins a day
 *
 * Returns: (transfer full): a source named `telemetry`. While nobody listens, reading it is %SG_ERROR_SWITCHED_OFF
 */
SgSource *
sg_telemetry_source_new (const char *ledger_path,
                         GTimeZone  *zone)
{
  SgTelemetrySource *self = g_object_new (SG_TYPE_TELEMETRY_SOURCE,
                                          "id", "telemetry",
                                          "origin", (guint) SG_ORIGIN_TELEMETRY,
                                          "interval-seconds", INTERVAL_SECONDS,
                                          NULL);

  self->ledger_path = g_strdup (ledger_path);
  self->zone = g_time_zone_ref (zone);

  return SG_SOURCE (self);
}

/**
 * sg_telemetry_source_set_prices_path:
 * @path: (nullable): a file of the user's own prices, as in `data/prices.json`; read again each time
 */
void
sg_telemetry_source_set_prices_path (SgTelemetrySource *self,
                                     const char        *path)
{
  g_return_if_fail (SG_IS_TELEMETRY_SOURCE (self));

  g_free (self->prices_path);
  self->prices_path = g_strdup (path);
}

/**
 * sg_telemetry_source_set_profiles:
 * @profiles: (nullable): of sg_claude_folders_dup_profiles(); each gets sums of its own
 */
void
sg_telemetry_source_set_profiles (SgTelemetrySource *self,
                                  const char *const *profiles)
{
  g_return_if_fail (SG_IS_TELEMETRY_SOURCE (self));

  g_strfreev (self->profiles);
  self->profiles = g_strdupv ((char **) profiles);
}

/**
 * sg_telemetry_source_set_listening:
 * @where: (nullable): host and port, never the path; %NULL when nobody listens
 * @problem: (nullable): why nobody can, when somebody should
 */
void
sg_telemetry_source_set_listening (SgTelemetrySource *self,
                                   const char        *where,
                                   const char        *problem)
{
  g_return_if_fail (SG_IS_TELEMETRY_SOURCE (self));

  if (g_strcmp0 (self->where, where) == 0 && g_strcmp0 (self->problem, problem) == 0)
    return;

  g_free (self->where);
  self->where = g_strdup (where);
  g_free (self->problem);
  self->problem = g_strdup (problem);
  sg_source_changed (SG_SOURCE (self));
}

/**
 * sg_telemetry_source_take_logs:
 * @logs: (transfer full): what came
 *
 * Returns: %FALSE when too much waits for the disk already; @logs are dropped then
 */
gboolean
sg_telemetry_source_take_logs (SgTelemetrySource *self,
                               SgOtlpLogs        *logs,
                               GDateTime         *now)
{
  g_autoptr (SgOtlpLogs) owned = logs;

  g_return_val_if_fail (SG_IS_TELEMETRY_SOURCE (self), FALSE);

  if (logs->requests->len > 0 && self->n_waiting + logs->requests->len > MAX_WAITING)
    return FALSE;

  self->n_left_out += logs->n_left_out;
  if (logs->requests->len == 0)
    return TRUE;

  self->n_requests += logs->requests->len;
  self->n_waiting += logs->requests->len;
  g_clear_pointer (&self->last_logs, g_date_time_unref);
  self->last_logs = g_date_time_ref (now);
  g_ptr_array_add (self->waiting, g_steal_pointer (&owned));
  sg_source_changed (SG_SOURCE (self));

  return TRUE;
}

/**
 * sg_telemetry_source_take_metrics:
 *
 * Notes that metrics come; they are never added to what logs say.
 */
void
sg_telemetry_source_take_metrics (SgTelemetrySource   *self,
                                  const SgOtlpMetrics *metrics,
                                  GDateTime           *now)
{
  g_return_if_fail (SG_IS_TELEMETRY_SOURCE (self));

  if (metrics->n_points + metrics->n_cumulative == 0)
    return;

  g_clear_pointer (&self->last_metrics, g_date_time_unref);
  self->last_metrics = g_date_time_ref (now);
  if (self->last_logs == NULL)
    sg_source_changed (SG_SOURCE (self));
}
