/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is known of an organisation's bills, in a worker: the ledger is SQLite, which waits for the disk. */

#include "sg-admin-books.h"

#include "sg-console-days.h"
#include "sg-console-sums.h"
#include "sg-ledger-console.h"

/* The server tells no more. */
#define MAX_HISTORY_DAYS 364

void
sg_admin_books_free (SgAdminBooks *self)
{
  g_free (self->ledger_path);
  g_free (self->organization_id);
  g_clear_pointer (&self->balance_since, g_date_time_unref);
  g_clear_pointer (&self->now, g_date_time_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->answers); i++)
    g_clear_pointer (&self->answers[i], g_ptr_array_unref);
  g_clear_pointer (&self->console, sg_console_free);
  g_free (self);
}

static gint64
midnight_of (gint64 seconds)
{
  return seconds - seconds % SG_DAY_SECONDS;
}

static gint64
first_day_of (const SgAdminBooks *self,
              SgBucketKind        kind)
{
  gint64 today = midnight_of (g_date_time_to_unix (self->now));
  gint64 first = sg_console_first_day (self->now);

  if (kind == SG_BUCKET_COST && self->balance_since != NULL)
    first = MIN (first, midnight_of (g_date_time_to_unix (self->balance_since)));

  return MAX (first, today - MAX_HISTORY_DAYS * SG_DAY_SECONDS);
}

static char *
dup_report (const SgAdminBooks *self,
            SgBucketKind        kind)
{
  const SgAdminQuery query = { .kind = kind, .is_analytics = self->is_analytics };

  return sg_admin_query_to_report (&query, self->organization_id);
}

static gboolean
look_for (SgAdminBooks *self,
          SgLedger     *ledger,
          SgBucketKind  kind,
          GError      **error)
{
  g_autofree char *report = dup_report (self, kind);

  return sg_ledger_find_unsettled (ledger, report, first_day_of (self, kind), self->until, &self->from[kind], error);
}

static gboolean
look (SgAdminBooks *self,
      SgLedger     *ledger,
      GError      **error)
{
  self->until = midnight_of (g_date_time_to_unix (self->now)) + SG_DAY_SECONDS;

  return look_for (self, ledger, SG_BUCKET_COST, error) && look_for (self, ledger, SG_BUCKET_USAGE, error);
}

static GPtrArray *
keep_and_load (SgAdminBooks *self,
               SgLedger     *ledger,
               SgBucketKind  kind,
               GError      **error)
{
  g_autofree char *report = dup_report (self, kind);

  if (!sg_ledger_replace_buckets (ledger, report, self->from[kind], self->until, self->answers[kind],
                                  g_date_time_to_unix (self->now), error))
    return NULL;

  return sg_ledger_load_buckets (ledger, report, kind, first_day_of (self, kind), self->until, error);
}

static gboolean
keep (SgAdminBooks *self,
      SgLedger     *ledger,
      GError      **error)
{
  g_autoptr (GPtrArray) costs = keep_and_load (self, ledger, SG_BUCKET_COST, error);
  g_autoptr (GPtrArray) usage = costs ? keep_and_load (self, ledger, SG_BUCKET_USAGE, error) : NULL;

  if (usage == NULL)
    return FALSE;

  self->console = sg_console_sum (costs, usage, self->now, error);

  return self->console != NULL &&
         (self->balance_since == NULL ||
          sg_console_spent_since (costs, self->balance_since, self->now, &self->spent, error));
}

typedef gboolean (*Work) (SgAdminBooks *self,
                          SgLedger     *ledger,
                          GError      **error);

static void
run (GTask *task,
     Work   work)
{
  SgAdminBooks *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SgLedger) ledger = sg_ledger_open (self->ledger_path, NULL, &error);

  if (ledger != NULL && work (self, ledger, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
look_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  run (task, look);
}

static void
keep_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  run (task, keep);
}

static void
run_in_thread (SgAdminBooks       *self,
               GTaskThreadFunc     function,
               GCancellable       *cancellable,
               GAsyncReadyCallback callback,
               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, function);
}

/**
 * sg_admin_books_look_async:
 * @self: must outlive the call, and is nobody else's meanwhile
 *
 * Finds @from and @until.
 */
void
sg_admin_books_look_async (SgAdminBooks       *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  run_in_thread (self, look_in_thread, cancellable, callback, user_data);
}

/**
 * sg_admin_books_keep_async:
 * @self: with both @answers; must outlive the call, and is nobody else's meanwhile
 *
 * Keeps the answers, and makes @console and @spent.
 */
void
sg_admin_books_keep_async (SgAdminBooks       *self,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  run_in_thread (self, keep_in_thread, cancellable, callback, user_data);
}

gboolean
sg_admin_books_finish (GAsyncResult *result,
                       GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
