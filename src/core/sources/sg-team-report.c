/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-team-report.h"

#include "sg-admin-call.h"
#include "sg-admin-me.h"
#include "sg-error.h"
#include "sg-ledger-team.h"
#include "sg-secret-key.h"
#include "sg-team-day.h"

/**
 * SgTeamReport:
 *
 * Brings what an organisation's people did with Claude Code into the ledger: the days of a
 * span that it lacks or that may still change, several at once. What was read stays read:
 * whole days in the ledger, and as long as this object lives the pages of the others too.
 */
struct _SgTeamReport {
  GObject        parent_instance;

  SgHttp        *http;
  char          *base_url;
  char          *key;               /* (owned): wiped */
  char          *ledger_path;
  gint64         from;
  gint64         until;
  char          *organization_id;   /* (owned) (nullable) */
  GArray        *days;              /* (owned) (nullable) (element-type gint64): not begun */
  GQueue         begun;             /* (element-type SgTeamDay): to be read on, first */
  SgTeamProgress progress;

  GTask         *task;              /* (owned) (nullable): while it reads */
  GDateTime     *now;               /* (owned) (nullable) */
  guint          n_running;
  gboolean       is_stopped;
  GError        *error;             /* (owned) (nullable): what stopped it */
  GError        *broken;            /* (owned) (nullable): why a day had to be left out */
  char          *retry_after;       /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (SgTeamReport, sg_team_report, G_TYPE_OBJECT)

/* One call on its way. */
typedef struct {
  SgTeamReport *report;   /* (owned) */
  SgTeamDay    *day;      /* (owned) (nullable) */
} Call;

static Call *
call_new (SgTeamReport *report,
          SgTeamDay    *day)
{
  Call *call = g_new (Call, 1);

  call->report = g_object_ref (report);
  call->day = day;

  return call;
}

static void
call_free (Call *call)
{
  g_clear_pointer (&call->day, sg_team_day_free);
  g_clear_object (&call->report);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void go_on (SgTeamReport *self);

/* Takes @error. */
static void
stop (SgTeamReport *self,
      GError       *error)
{
  if (g_error_matches (error, SG_ERROR, SG_ERROR_LOGIN_REFUSED) || g_error_matches (error, SG_ERROR, SG_ERROR_SCOPE_MISSING))
    error->code = SG_ERROR_KEY_REFUSED;

  if (self->is_stopped) {
    g_error_free (error);
    return;
  }
  self->is_stopped = TRUE;
  self->error = error;
}

static void
finish (SgTeamReport *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else if (self->broken != NULL)
    g_task_return_error (task, g_error_copy (self->broken));
  else
    g_task_return_boolean (task, TRUE);
}

/* A day that the ledger would not take is begun anew another time. */
static void
give_back (SgTeamReport *self,
           SgTeamDay    *day)
{
  gint64 start = sg_team_day_get_start (day);

  g_array_append_val (self->days, start);
}

/* A day whose pages are no pages is left for another time; the others can still be read. */
static void
take_result (Call   *call,
             GError *error)
{
  SgTeamReport *self = call->report;

  if (error == NULL) {
    self->progress.n_pages++;
    self->progress.n_records += sg_team_day_get_n_records (call->day);
  }

  if (error != NULL && sg_team_day_is_broken (call->day)) {
    g_clear_error (&self->broken);
    self->broken = error;
  } else if (error != NULL) {
    give_back (self, call->day);
    stop (self, error);
  } else if (sg_team_day_is_done (call->day)) {
    self->progress.n_days_done++;
  } else {
    g_queue_push_head (&self->begun, g_steal_pointer (&call->day));
  }
}

static void
page_taken_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (Call) call = user_data;
  GError *error = NULL;

  sg_team_day_take_finish (call->day, result, &error);
  call->report->n_running--;
  take_result (call, error);
  go_on (call->report);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Call) call = user_data;
  SgTeamReport *self = call->report;
  g_autofree char *retry_after = NULL;
  GError *error = NULL;
  g_autoptr (GBytes) body = sg_http_get_finish (SG_HTTP (source), result, &retry_after, &error);

  if (body != NULL) {
    sg_team_day_take_async (call->day, body, page_taken_cb, call);
    g_steal_pointer (&call);
    return;
  }

  if (!self->is_stopped)
    self->retry_after = g_steal_pointer (&retry_after);
  self->n_running--;
  g_queue_push_tail (&self->begun, g_steal_pointer (&call->day));
  stop (self, error);
  go_on (self);
}

static SgTeamDay *
next_day (SgTeamReport *self)
{
  SgTeamDay *day = g_queue_pop_head (&self->begun);

  if (day != NULL || self->days->len == 0)
    return day;

  day = sg_team_day_new (self->ledger_path, self->organization_id, g_array_index (self->days, gint64, 0),
                         g_date_time_to_unix (self->now));
  g_array_remove_index (self->days, 0);

  return day;
}

static void
ask (SgTeamReport *self,
     SgTeamDay    *day)
{
  g_autofree char *uri = sg_team_day_to_uri (day, self->base_url);

  self->n_running++;
  sg_admin_call_async (self->http, uri, self->key, NULL, g_task_get_cancellable (self->task), answered_cb,
                       call_new (self, day));
}

/* Until nothing is left or something stops it; then what is on its way still counts. */
static void
go_on (SgTeamReport *self)
{
  GError *cancelled = NULL;

  if (!self->is_stopped && g_cancellable_set_error_if_cancelled (g_task_get_cancellable (self->task), &cancelled))
    stop (self, cancelled);

  while (!self->is_stopped && self->n_running < SG_TEAM_PARALLEL_DAYS) {
    SgTeamDay *day = next_day (self);

    if (day == NULL)
      break;
    ask (self, day);
  }
  if (self->n_running == 0)
    finish (self);
}

/* What a worker needs to look into the ledger. */
typedef struct {
  char            *ledger_path;
  SgLedgerTeamSpan span;
  char            *organization;
} Look;

static void
look_free (Look *look)
{
  g_free (look->ledger_path);
  g_free (look->organization);
  g_free (look);
}

static void
find_days_in_thread (GTask        *task,
                     gpointer      source,
                     gpointer      task_data,
                     GCancellable *cancellable)
{
  const Look *look = task_data;
  GError *error = NULL;
  g_autoptr (SgLedger) ledger = sg_ledger_open (look->ledger_path, NULL, &error);
  GArray *days = ledger ? sg_ledger_team_find_unsettled (ledger, &look->span, &error) : NULL;

  if (days != NULL)
    g_task_return_pointer (task, days, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

static void
days_found_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SgTeamReport) self = user_data;
  GError *error = NULL;

  self->days = g_task_propagate_pointer (G_TASK (result), &error);
  if (error != NULL)
    stop (self, error);
  else
    self->progress.n_days = self->days->len;
  go_on (self);
}

static void
find_days (SgTeamReport *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, days_found_cb, g_object_ref (self));
  Look *look = g_new0 (Look, 1);

  look->ledger_path = g_strdup (self->ledger_path);
  look->organization = g_strdup (self->organization_id);
  look->span = (SgLedgerTeamSpan) { look->organization, self->from, self->until };
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  g_task_run_in_thread (task, find_days_in_thread);
}

static void
me_answered_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (SgTeamReport) self = user_data;
  g_autofree char *name = NULL;
  GError *error = NULL;

  if (sg_admin_me_finish (SG_HTTP (source), result, &self->organization_id, &name, &self->retry_after, &error)) {
    find_days (self);
  } else {
    stop (self, error);
    go_on (self);
  }
}

static void
ask_me (SgTeamReport *self)
{
  g_autofree char *uri = g_strconcat (self->base_url, SG_ADMIN_ME_PATH, NULL);

  sg_admin_call_async (self->http, uri, self->key, NULL, g_task_get_cancellable (self->task), me_answered_cb,
                       g_object_ref (self));
}

static void
sg_team_report_finalize (GObject *object)
{
  SgTeamReport *self = SG_TEAM_REPORT (object);

  g_clear_object (&self->http);
  g_clear_pointer (&self->base_url, g_free);
  g_clear_pointer (&self->key, sg_secret_key_free);
  g_clear_pointer (&self->ledger_path, g_free);
  g_clear_pointer (&self->organization_id, g_free);
  g_clear_pointer (&self->days, g_array_unref);
  g_queue_clear_full (&self->begun, (GDestroyNotify) sg_team_day_free);
  g_clear_pointer (&self->now, g_date_time_unref);
  g_clear_error (&self->error);
  g_clear_error (&self->broken);
  g_clear_pointer (&self->retry_after, g_free);

  G_OBJECT_CLASS (sg_team_report_parent_class)->finalize (object);
}

static void
sg_team_report_class_init (SgTeamReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_team_report_finalize;
}

static void
sg_team_report_init (SgTeamReport *self)
{
  self->http = sg_http_new ();
  g_queue_init (&self->begun);
}

/**
 * sg_team_report_new:
 * @base_url: (nullable): %NULL for %SG_ADMIN_BASE_URL
 * @key: an Admin key, wiped with this object
 * @ledger_path: where the days go
 * @from: Unix seconds, a UTC midnight
 * @until: the first second not asked for, a UTC midnight at most %SG_TEAM_MAX_DAYS days later
 */
SgTeamReport *
sg_team_report_new (const char *base_url,
                    const char *key,
                    const char *ledger_path,
                    gint64      from,
                    gint64      until)
{
  SgTeamReport *self = g_object_new (SG_TYPE_TEAM_REPORT, NULL);

  self->base_url = g_strdup (base_url ? base_url : SG_ADMIN_BASE_URL);
  self->key = g_strdup (key);
  self->ledger_path = g_strdup (ledger_path);
  self->from = from;
  self->until = until;

  return self;
}

/**
 * sg_team_report_read_async:
 * @now: days are final that ended long enough before
 *
 * Reads all that is missing. After an error or when it was cancelled it may be called again, and goes on.
 */
void
sg_team_report_read_async (SgTeamReport       *self,
                           GDateTime          *now,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_return_if_fail (SG_IS_TEAM_REPORT (self) && self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, sg_team_report_read_async);
  g_clear_pointer (&self->now, g_date_time_unref);
  self->now = g_date_time_ref (now);
  self->is_stopped = FALSE;
  g_clear_pointer (&self->retry_after, g_free);

  if (self->days != NULL)
    go_on (self);
  else if (self->organization_id != NULL)
    find_days (self);
  else
    ask_me (self);
}

/**
 * sg_team_report_read_finish:
 * @retry_after: (out) (nullable): the header of that name, with an error
 *
 * Returns: whether every day is in the ledger; else @error is an #SgError or %G_IO_ERROR_CANCELLED
 */
gboolean
sg_team_report_read_finish (SgTeamReport *self,
                            GAsyncResult *result,
                            char        **retry_after,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *retry_after = g_steal_pointer (&self->retry_after);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sg_team_report_get_progress:
 * @progress: (out):
 */
void
sg_team_report_get_progress (SgTeamReport   *self,
                             SgTeamProgress *progress)
{
  *progress = self->progress;
}

/**
 * sg_team_report_get_organization_id:
 *
 * Returns: (transfer none) (nullable): %NULL until the server has said it
 */
const char *
sg_team_report_get_organization_id (SgTeamReport *self)
{
  return self->organization_id;
}
