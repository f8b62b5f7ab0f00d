/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A hundred thousand sessions are too many for the bus, and too slow for the main thread. */

#include "sg-session-feed.h"

#include <errno.h>

#include "sg-ledger-sample.h"
#include "sg-memory.h"
#include "sg-price-table.h"
#include "sg-session-view.h"
#include "sg-state-folder.h"

/* What the thread works with; one job at a time has it. */
typedef struct {
  SgPriceTable *prices;          /* (owned) (nullable) */
  SgLedger     *ledger;          /* (owned) (nullable): %NULL when there is none */
  SgLedgerList *list;            /* (owned) (nullable) */
  const char   *home;            /* what need not be said of a project */
  gboolean      hide_projects;
} Desk;

struct _SgSessionFeed {
  GObject      parent_instance;

  GThreadPool *pool;   /* (owned) */
  Desk        *desk;   /* (owned): an atomic box, each job has it too */
};

G_DEFINE_FINAL_TYPE (SgSessionFeed, sg_session_feed, G_TYPE_OBJECT)

typedef struct _Job Job;

struct _Job {
  void              (*run) (Job   *job,
                            GTask *task);
  Desk             *desk;       /* (owned) */
  SgSessionQuestion question;
  SgLedgerListOrder order;
  char             *search;     /* (owned) (nullable): what @order points to */
  GArray           *ids;        /* (owned) (nullable) (element-type gint64) */
};

void
sg_session_answer_free (SgSessionAnswer *self)
{
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->shares, sg_ledger_shares_free);
  g_free (self->totals.models);
  g_free (self);
}

static void
desk_close (Desk *desk)
{
  g_clear_pointer (&desk->list, sg_ledger_list_free);
  g_clear_pointer (&desk->ledger, sg_ledger_close);
}

static void
desk_clear (gpointer data)
{
  Desk *desk = data;

  desk_close (desk);
  g_clear_pointer (&desk->prices, sg_price_table_free);
}

static void
desk_release (Desk *desk)
{
  g_atomic_rc_box_release_full (desk, desk_clear);
}

static void
job_free (Job *job)
{
  desk_release (job->desk);
  g_strfreev (job->question.profiles);
  g_free (job->search);
  g_clear_pointer (&job->ids, g_array_unref);
  g_free (job);
}

static void
run_cb (gpointer data,
        gpointer user_data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);

  if (!g_task_return_error_if_cancelled (task))
    job->run (job, task);
}

static void
sg_session_feed_finalize (GObject *object)
{
  SgSessionFeed *self = SG_SESSION_FEED (object);

  g_thread_pool_free (self->pool, FALSE, FALSE);
  desk_release (self->desk);

  G_OBJECT_CLASS (sg_session_feed_parent_class)->finalize (object);
}

static void
sg_session_feed_class_init (SgSessionFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_session_feed_finalize;
}

static void
sg_session_feed_init (SgSessionFeed *self)
{
  self->pool = g_thread_pool_new (run_cb, NULL, 1, FALSE, NULL);
  self->desk = g_atomic_rc_box_new0 (Desk);
}

SgSessionFeed *
sg_session_feed_new (void)
{
  return g_object_new (SG_TYPE_SESSION_FEED, NULL);
}

static void
push (SgSessionFeed *self,
      Job           *job,
      GTask         *task)
{
  job->desk = g_atomic_rc_box_acquire (self->desk);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_thread_pool_push (self->pool, task, NULL);
}

static void
take_order (Job                     *job,
            const SgLedgerListOrder *order)
{
  job->order = *order;
  job->search = g_strdup (order->search);
  job->order.search = job->search;
}

static SgPriceTable *
load_prices (void)
{
  SgPriceTable *prices = sg_price_table_new ();
  g_autofree char *path = sg_price_table_dup_user_path ();

  /* What is wrong with a user's own prices the page of the prices says. */
  sg_price_table_merge_file (prices, path, NULL);

  return prices;
}

static SgLedger *
open_sample (Desk    *desk,
             gint64   demo_time,
             GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (demo_time);
  g_autoptr (SgLedger) ledger = sg_ledger_open (SG_LEDGER_IN_MEMORY, desk->prices, error);

  if (ledger == NULL || !sg_ledger_fill_sample (ledger, now, error))
    return NULL;

  return g_steal_pointer (&ledger);
}

/* Where there is no ledger none is made. */
static gboolean
open_ledger (Desk                    *desk,
             const SgSessionQuestion *question,
             GError                 **error)
{
  g_autofree char *folder = sg_state_folder_path ();
  g_autofree char *path = g_build_filename (folder, "ledger.db", NULL);

  if (desk->prices == NULL)
    desk->prices = load_prices ();
  if (question->is_replay)
    return TRUE;
  if (question->demo_time != 0)
    desk->ledger = open_sample (desk, question->demo_time, error);
  else if (g_file_test (path, G_FILE_TEST_EXISTS))
    desk->ledger = sg_ledger_open (path, NULL, error);
  else
    return TRUE;

  return desk->ledger != NULL;
}

static char *
name_project (const char   *project,
              gconstpointer data)
{
  const Desk *desk = data;

  return sg_session_view_project (project, desk->home, desk->hide_projects);
}

static gboolean
open_list (Desk                    *desk,
           const SgSessionQuestion *question,
           GError                 **error)
{
  SgLedgerListQuery query = {
    .kind = question->kind, .from_ms = question->from_ms, .to_ms = G_MAXINT64, .name_project = name_project, .name_data = desk,
  };

  desk_close (desk);
  desk->hide_projects = question->hide_projects;
  desk->home = question->demo_time != 0 ? SG_LEDGER_SAMPLE_HOME : g_get_home_dir ();
  if (!open_ledger (desk, question, error))
    return FALSE;
  if (desk->ledger == NULL)
    return TRUE;

  query.prices = desk->prices;
  sg_ledger_look_at_profile (desk->ledger, (const char *const *) question->profiles, question->profile);
  desk->list = sg_ledger_list_new (desk->ledger, &query, error);

  return desk->list != NULL;
}

static SgSessionAnswer *
answer (Desk                    *desk,
        const SgLedgerListOrder *order,
        GError                 **error)
{
  g_autoptr (SgSessionAnswer) found = g_new0 (SgSessionAnswer, 1);

  found->ids = desk->list ? sg_ledger_list_sort (desk->list, order, &found->totals, error) : g_array_new (FALSE, FALSE, sizeof (gint64));

  return found->ids ? g_steal_pointer (&found) : NULL;
}

static void
run_open (Job   *job,
          GTask *task)
{
  g_autoptr (SgSessionAnswer) found = NULL;
  const SgSessionQuestion *question = &job->question;
  GError *error = NULL;

  if (open_list (job->desk, question, &error))
    found = answer (job->desk, &job->order, &error);
  if (found != NULL && job->desk->list != NULL && question->window_from_ms > 0)
    found->shares = sg_ledger_list_load_shares (job->desk->list, question->window_from_ms, question->window_to_ms, &error);
  sg_memory_give_back ();

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) sg_session_answer_free);
}

/**
 * sg_session_feed_open_async:
 *
 * Makes the list anew from what the ledger has now.
 */
void
sg_session_feed_open_async (SgSessionFeed           *self,
                            const SgSessionQuestion *question,
                            const SgLedgerListOrder *order,
                            GCancellable            *cancellable,
                            GAsyncReadyCallback      callback,
                            gpointer                 user_data)
{
  Job *job = g_new0 (Job, 1);

  job->run = run_open;
  job->question = *question;
  job->question.profiles = g_strdupv (question->profiles);
  take_order (job, order);
  push (self, job, g_task_new (self, cancellable, callback, user_data));
}

static void
run_sort (Job   *job,
          GTask *task)
{
  GError *error = NULL;
  SgSessionAnswer *found = answer (job->desk, &job->order, &error);

  if (found == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, found, (GDestroyNotify) sg_session_answer_free);
}

/**
 * sg_session_feed_sort_async:
 *
 * The same list in another order, or another part of it.
 */
void
sg_session_feed_sort_async (SgSessionFeed           *self,
                            const SgLedgerListOrder *order,
                            GCancellable            *cancellable,
                            GAsyncReadyCallback      callback,
                            gpointer                 user_data)
{
  Job *job = g_new0 (Job, 1);

  job->run = run_sort;
  take_order (job, order);
  push (self, job, g_task_new (self, cancellable, callback, user_data));
}

SgSessionAnswer *
sg_session_feed_answer_finish (SgSessionFeed *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
free_row (gpointer row)
{
  g_clear_pointer ((SgLedgerListRow **) &row, sg_ledger_list_row_free);
}

/* One that is gone by now is %NULL. */
static void
run_load (Job   *job,
          GTask *task)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);

  for (guint i = 0; i < job->ids->len; i++)
    g_ptr_array_add (rows, job->desk->list ? sg_ledger_list_load_row (job->desk->list, g_array_index (job->ids, gint64, i), NULL) : NULL);
  g_task_return_pointer (task, g_steal_pointer (&rows), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * sg_session_feed_load_async:
 * @ids: (transfer full) (element-type gint64): of an answer
 */
void
sg_session_feed_load_async (SgSessionFeed      *self,
                            GArray             *ids,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  Job *job = g_new0 (Job, 1);

  job->run = run_load;
  job->ids = ids;
  push (self, job, g_task_new (self, cancellable, callback, user_data));
}

/**
 * sg_session_feed_load_finish:
 *
 * Returns: (transfer full) (element-type SgLedgerListRow): in the order of the ids; %NULL for one that is gone
 */
GPtrArray *
sg_session_feed_load_finish (SgSessionFeed *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sg_session_parts_free (SgSessionParts *self)
{
  g_clear_pointer (&self->row, sg_ledger_list_row_free);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self);
}

static void
run_load_parts (Job   *job,
                GTask *task)
{
  g_autoptr (SgSessionParts) parts = g_new0 (SgSessionParts, 1);
  gint64 id = g_array_index (job->ids, gint64, 0);
  GError *error = NULL;

  if (job->desk->list == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CLOSED, g_strerror (ECANCELED));
  else if ((parts->row = sg_ledger_list_load_row (job->desk->list, id, &error)) != NULL)
    parts->parts = sg_ledger_list_load_parts (job->desk->list, id, &error);

  if (error != NULL || parts->parts == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&parts), (GDestroyNotify) sg_session_parts_free);
}

void
sg_session_feed_load_parts_async (SgSessionFeed      *self,
                                  gint64              id,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  Job *job = g_new0 (Job, 1);

  job->run = run_load_parts;
  job->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (job->ids, id);
  push (self, job, g_task_new (self, cancellable, callback, user_data));
}

/**
 * sg_session_feed_load_parts_finish:
 *
 * Returns: (transfer full): one row and what it is made of
 */
SgSessionParts *
sg_session_feed_load_parts_finish (SgSessionFeed *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
run_close (Job   *job,
           GTask *task)
{
  desk_close (job->desk);
  g_task_return_boolean (task, TRUE);
}

/**
 * sg_session_feed_close:
 *
 * Lets the ledger go until it is opened again: nobody looks.
 */
void
sg_session_feed_close (SgSessionFeed *self)
{
  Job *job = g_new0 (Job, 1);

  job->run = run_close;
  push (self, job, g_task_new (self, NULL, NULL, NULL));
}
