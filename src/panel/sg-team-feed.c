/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The team's figures, from the ledger itself: ten thousand people are too many for the bus.
 * What the ledger lacks `sandglass report team` fetches, which has the network's code and the keyring's.
 */

#include "sg-team-feed.h"

#include "sg-ledger-team-sample.h"
#include "sg-programs.h"
#include "sg-state-folder.h"
#include "sg-time.h"

void
sg_team_figures_free (SgTeamFigures *self)
{
  g_clear_pointer (&self->sums, sg_team_sums_free);
  g_free (self);
}

static gboolean
add_record (const SgTeamRecord *record,
            gpointer            user_data)
{
  return sg_team_sums_add (user_data, record);
}

static gboolean
load (SgTeamFigures        *figures,
      const SgTeamQuestion *question,
      SgLedger             *ledger,
      GError              **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *organization = sg_ledger_team_find_organization (ledger, &local);
  gint64 until = sg_time_midnight_of (question->now) + SG_DAY_SECONDS;
  const SgLedgerTeamSpan span = { organization, until - question->n_days * SG_DAY_SECONDS, until };

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (organization == NULL)
    return TRUE;

  figures->sums = sg_team_sums_new ();

  return sg_ledger_team_get_days (ledger, &span, &figures->days, error) &&
         sg_ledger_team_foreach (ledger, &span, add_record, figures->sums, error);
}

static SgLedger *
open_sample (gint64   now,
             GError **error)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now);
  g_autoptr (SgLedger) ledger = sg_ledger_open (SG_LEDGER_IN_MEMORY, NULL, error);

  if (ledger == NULL || !sg_ledger_fill_team_sample (ledger, time, error))
    return NULL;

  return g_steal_pointer (&ledger);
}

/* Where there is no ledger none is made. */
static gboolean
open_ledger (const SgTeamQuestion *question,
             SgLedger            **ledger,
             GError              **error)
{
  g_autofree char *folder = sg_state_folder_path ();
  g_autofree char *path = g_build_filename (folder, "ledger.db", NULL);

  if (question->origin == SG_TEAM_OF_SAMPLE)
    *ledger = open_sample (question->now, error);
  else if (question->origin == SG_TEAM_OF_LEDGER && g_file_test (path, G_FILE_TEST_EXISTS))
    *ledger = sg_ledger_open (path, NULL, error);
  else
    return TRUE;

  return *ledger != NULL;
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const SgTeamQuestion *question = task_data;
  g_autoptr (SgTeamFigures) figures = g_new0 (SgTeamFigures, 1);
  g_autoptr (SgLedger) ledger = NULL;
  GError *error = NULL;

  figures->n_days = question->n_days;
  if (!open_ledger (question, &ledger, &error) || (ledger != NULL && !load (figures, question, ledger, &error))) {
    g_task_return_error (task, error);
    return;
  }

  g_task_return_pointer (task, g_steal_pointer (&figures), (GDestroyNotify) sg_team_figures_free);
}

void
sg_team_feed_load_async (const SgTeamQuestion *question,
                         GCancellable         *cancellable,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, g_memdup2 (question, sizeof *question), g_free);
  g_task_run_in_thread (task, load_in_thread);
}

SgTeamFigures *
sg_team_feed_load_finish (GAsyncResult *result,
                          GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      process)
{
  g_subprocess_send_signal (process, SIGTERM);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GSubprocess *process = G_SUBPROCESS (source);
  g_autofree char *said = NULL;
  g_autofree char *problem = NULL;
  GError *error = NULL;

  if (!g_subprocess_communicate_utf8_finish (process, result, NULL, &said, &error)) {
    g_task_return_error (task, error);
    return;
  }

  /* Where days are kept, the command does well without the server, and says on the side why it had to. */
  problem = g_strdup (said ? g_strstrip (said) : "");
  if (*problem == '\0' && g_subprocess_get_successful (process))
    g_clear_pointer (&problem, g_free);
  g_task_return_pointer (task, g_steal_pointer (&problem), g_free);
}

/**
 * sg_team_feed_read_async:
 * @n_days: UTC days, today the last of them
 * @now: Unix seconds
 * @cancellable: (nullable): stops it; what was read is kept
 *
 * Has the ledger brought up to date.
 */
void
sg_team_feed_read_async (guint               n_days,
                         gint64              now,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GDateTime) first = g_date_time_new_from_unix_utc (now - (n_days - 1) * SG_DAY_SECONDS);
  g_autofree char *since = g_date_time_format (first, "%Y%m%d");
  g_autofree char *reader = sg_programs_find (SG_PROGRAM_READER);
  GError *error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, reader, "report", "team",
                      "--since", since, "--limit", "1", NULL);

  if (process == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (cancellable != NULL)
    g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (process), g_object_unref);

  g_subprocess_communicate_utf8_async (process, NULL, NULL, read_cb, g_steal_pointer (&task));
}

/**
 * sg_team_feed_read_finish:
 * @problem: (out) (nullable): what the command said when not everything could be read, for people
 *
 * Returns: whether the command could be run at all
 */
gboolean
sg_team_feed_read_finish (GAsyncResult *result,
                          char        **problem,
                          GError      **error)
{
  GError *local = NULL;

  *problem = g_task_propagate_pointer (G_TASK (result), &local);
  if (local != NULL)
    g_propagate_error (error, local);

  return local == NULL;
}
