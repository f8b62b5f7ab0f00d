/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is known of an organisation's bills, in a worker: the ledger is SQLite, which waits for the disk. */

#include "sg-admin-books.h"

#include "sg-console-anomaly.h"
#include "sg-console-sums.h"
#include "sg-ledger-askings.h"
#include "sg-ledger-console.h"
#include "sg-reconciliation.h"
#include "sg-time.h"

/* The server tells no more. */
#define MAX_HISTORY_DAYS 364
/* Two days of hours: one to compare, and what may still come late. */
#define HOURS_SECONDS (48 * 3600)

/**
 * sg_admin_books_new_like:
 * @wanted: where they are kept, since when they are wanted, at what prices, and what difference is worth a look
 *
 * Returns: (transfer full): books in which nothing is yet
 */
SgAdminBooks *
sg_admin_books_new_like (const SgAdminBooks *wanted,
                         GDateTime          *now)
{
  SgAdminBooks *self = g_new0 (SgAdminBooks, 1);

  self->ledger_path = g_strdup (wanted->ledger_path);
  self->now = g_date_time_ref (now);
  if (wanted->history_since != NULL)
    self->history_since = g_date_time_ref (wanted->history_since);
  self->prices_path = g_strdup (wanted->prices_path);
  self->gap_threshold = wanted->gap_threshold;

  return self;
}

void
sg_admin_books_free (SgAdminBooks *self)
{
  g_free (self->ledger_path);
  g_free (self->organization_id);
  g_free (self->organization);
  g_clear_pointer (&self->balance_since, g_date_time_unref);
  g_clear_pointer (&self->history_since, g_date_time_unref);
  g_free (self->prices_path);
  g_clear_pointer (&self->now, g_date_time_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->answers); i++)
    g_clear_pointer (&self->answers[i], g_ptr_array_unref);
  g_clear_pointer (&self->console, sg_console_free);
  g_clear_pointer (&self->reconciliation, sg_reconciliation_free);
  g_free (self);
}

/**
 * sg_admin_books_get_spent:
 *
 * Returns: (transfer none) (nullable): since @balance_since, where that is known
 */
const SgCents *
sg_admin_books_get_spent (const SgAdminBooks *self)
{
  return self->knows_spent ? &self->spent : NULL;
}

static gint64
first_day_of (const SgAdminBooks *self,
              SgAdminQuestion     question)
{
  gint64 now = g_date_time_to_unix (self->now);
  gint64 first = sg_console_first_day (self->now);

  if (question == SG_ADMIN_HOURS)
    return sg_time_midnight_of (now - HOURS_SECONDS);
  if (self->history_since != NULL)
    first = MIN (first, sg_time_midnight_of (g_date_time_to_unix (self->history_since)));
  if (question == SG_ADMIN_COST && self->balance_since != NULL)
    first = MIN (first, sg_time_midnight_of (g_date_time_to_unix (self->balance_since)));

  return MAX (first, sg_time_midnight_of (now) - MAX_HISTORY_DAYS * SG_DAY_SECONDS);
}

/**
 * sg_admin_books_get_query:
 *
 * Returns: what must be asked to have an answer
 */
SgAdminQuery
sg_admin_books_get_query (const SgAdminBooks *self,
                          SgAdminQuestion     question)
{
  return (SgAdminQuery) {
           .kind = question == SG_ADMIN_COST || question == SG_ADMIN_PRODUCTS ? SG_BUCKET_COST : SG_BUCKET_USAGE,
           .is_analytics = self->is_analytics,
           .is_hourly = question == SG_ADMIN_HOURS,
           .is_by_product = question == SG_ADMIN_PRODUCTS,
           .from = self->from[question],
           .until = self->until,
  };
}

static char *
dup_report (const SgAdminBooks *self,
            SgAdminQuestion     question)
{
  const SgAdminQuery query = sg_admin_books_get_query (self, question);

  return sg_admin_query_to_report (&query, self->organization_id);
}

static gboolean
look (SgAdminBooks *self,
      SgLedger     *ledger,
      GError      **error)
{
  self->until = sg_time_midnight_of (g_date_time_to_unix (self->now)) + SG_DAY_SECONDS;
  for (SgAdminQuestion i = 0; i < SG_N_ADMIN_QUESTIONS; i++) {
    g_autofree char *report = dup_report (self, i);

    if (!sg_ledger_find_unsettled (ledger, report, first_day_of (self, i), self->until, &self->from[i], error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
keep_answer (SgAdminBooks   *self,
             SgLedger       *ledger,
             SgAdminQuestion question,
             GError        **error)
{
  g_autofree char *report = dup_report (self, question);

  return self->answers[question] == NULL ||
         sg_ledger_replace_buckets (ledger, report, self->from[question], self->until, self->answers[question],
                                    g_date_time_to_unix (self->now), error);
}

/* Also what an earlier run asked for, as far back as nothing is missing. */
static GPtrArray *
load (SgAdminBooks   *self,
      SgLedger       *ledger,
      SgAdminQuestion question,
      gint64         *first,
      GError        **error)
{
  g_autofree char *report = dup_report (self, question);
  gint64 today = self->until - SG_DAY_SECONDS;

  if (!sg_ledger_find_first_read (ledger, report, today, first, error))
    return NULL;
  *first = MAX (*first, MIN (first_day_of (self, question), today - SG_ANOMALY_HISTORY_DAYS * SG_DAY_SECONDS));

  return sg_ledger_load_buckets (ledger, report, question == SG_ADMIN_COST ? SG_BUCKET_COST : SG_BUCKET_USAGE, *first,
                                 self->until, error);
}

static gboolean
find_odd_day (SgAdminBooks *self,
              GPtrArray    *costs,
              gint64        first,
              GError      **error)
{
  g_autoptr (SgConsoleDays) days = sg_console_days_new (costs, first, self->until, error);
  gint64 today = self->until - SG_DAY_SECONDS;

  if (days == NULL)
    return FALSE;

  /* A bill may come when its day is over. */
  self->console->anomaly = sg_console_find_odd_day (days, today);
  if (self->console->anomaly == NULL && first < today)
    self->console->anomaly = sg_console_find_odd_day (days, today - SG_DAY_SECONDS);

  return TRUE;
}

static gboolean
compare_hours (SgAdminBooks *self,
               SgLedger     *ledger,
               GError      **error)
{
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_autoptr (GPtrArray) hours = NULL;
  g_autoptr (GPtrArray) local = NULL;
  gint64 first, from, until;

  /* A file of the user's that cannot be read is the transcripts' trouble, which are read with it too. */
  if (self->prices_path != NULL)
    sg_price_table_merge_file (prices, self->prices_path, NULL);

  hours = load (self, ledger, SG_ADMIN_HOURS, &first, error);
  sg_reconciliation_find_span (self->now, &from, &until);
  local = hours ? sg_ledger_load_hours (ledger, from, until, error) : NULL;
  if (local == NULL)
    return FALSE;
  if (first > from)
    return TRUE;

  self->reconciliation = sg_reconciliation_new (local, hours, prices, from, until, error);
  if (self->reconciliation == NULL)
    return FALSE;
  sg_usage_gap_judge (self->reconciliation->gap, &self->gap_threshold);
  self->console->gap = sg_usage_gap_copy (self->reconciliation->gap);
  if (self->console->anomaly == NULL)
    self->console->anomaly = sg_console_find_odd_hour (hours, prices, first, self->until - SG_DAY_SECONDS);

  return TRUE;
}

static gboolean
keep (SgAdminBooks *self,
      SgLedger     *ledger,
      GError      **error)
{
  g_autoptr (GPtrArray) costs = NULL;
  g_autoptr (GPtrArray) usage = NULL;
  gint64 first_cost, first_usage;

  for (SgAdminQuestion i = 0; i < SG_N_ADMIN_QUESTIONS; i++) {
    if (!keep_answer (self, ledger, i, error))
      return FALSE;
  }

  costs = load (self, ledger, SG_ADMIN_COST, &first_cost, error);
  usage = costs ? load (self, ledger, SG_ADMIN_USAGE, &first_usage, error) : NULL;
  if (usage == NULL)
    return FALSE;

  self->console = sg_console_sum (costs, usage, self->now, error);
  if (self->console == NULL || !find_odd_day (self, costs, first_cost, error) || !compare_hours (self, ledger, error))
    return FALSE;

  self->knows_spent = self->balance_since != NULL && first_cost <= g_date_time_to_unix (self->balance_since);

  return !self->knows_spent || sg_console_spent_since (costs, self->balance_since, self->now, &self->spent, error);
}

/* As of when it was read; a month of which a part was never read is none. */
static gboolean
sum_up_as_of (SgAdminBooks *self,
              SgLedger     *ledger,
              gint64        read_at,
              GError      **error)
{
  g_autofree char *report = NULL;
  gint64 first;

  g_date_time_unref (self->now);
  self->now = g_date_time_new_from_unix_utc (read_at);
  self->until = sg_time_midnight_of (read_at) + SG_DAY_SECONDS;
  report = dup_report (self, SG_ADMIN_COST);

  return sg_ledger_find_first_read (ledger, report, sg_time_midnight_of (read_at), &first, error) &&
         (first > sg_console_first_day (self->now) || keep (self, ledger, error));
}

/* A report's name is what sg_admin_query_to_report() makes of whose it is, of what, and which of the two APIs told it. */
static gboolean
recall (SgAdminBooks *self,
        SgLedger     *ledger,
        GError      **error)
{
  g_autofree char *pattern = NULL;
  g_autofree char *report = NULL;
  gint64 read_at;

  if (!sg_ledger_find_asked (ledger, &self->organization_id, &self->organization, error))
    return FALSE;
  if (self->organization_id == NULL)
    return TRUE;

  pattern = g_strconcat (self->organization_id, " cost 1d *", NULL);
  if (!sg_ledger_find_report (ledger, pattern, &report, &read_at, error))
    return FALSE;
  if (report == NULL || read_at > g_date_time_to_unix (self->now))
    return TRUE;
  self->is_analytics = g_str_has_suffix (report, " analytics");

  if (!sum_up_as_of (self, ledger, read_at, error))
    return FALSE;
  if (self->console != NULL)
    self->console->organization = g_strdup (self->organization);

  return TRUE;
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
recall_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  run (task, recall);
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
 * @self: with such @answers as there are, none to go by what is kept; must outlive the call, and is nobody else's meanwhile
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

/**
 * sg_admin_books_recall_async:
 * @self: without an organisation; must outlive the call, and is nobody else's meanwhile
 *
 * Makes @console and @spent of what is kept of the organisation that was asked about last, as of when it was read;
 * @console stays %NULL where nothing is.
 */
void
sg_admin_books_recall_async (SgAdminBooks       *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  run_in_thread (self, recall_in_thread, cancellable, callback, user_data);
}

gboolean
sg_admin_books_finish (GAsyncResult *result,
                       GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
