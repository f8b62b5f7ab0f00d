/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `sandglass report team`: reads what the ledger lacks, then prints what it has. */

#include "sg-cli-team.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <unistd.h>

#include "sg-admin-asking.h"
#include "sg-admin-source.h"
#include "sg-cli-key-place.h"
#include "sg-cli-wait.h"
#include "sg-cli.h"
#include "sg-error.h"
#include "sg-ledger-askings.h"
#include "sg-memory.h"
#include "sg-number.h"
#include "sg-retry-after.h"
#include "sg-settings-store.h"
#include "sg-state-folder.h"
#include "sg-style-settings.h"
#include "sg-team-report.h"
#include "sg-words.h"

/* What a shell says of a program that was interrupted */
#define INTERRUPTED 130
#define DRAW_MS 200
/* A server that wants more is asked another time. */
#define LONGEST_WAIT_SECONDS 60
#define FAILURE_WAIT_SECONDS 5
/* So many waits that bring no page are enough. */
#define MAX_IDLE_WAITS 3

typedef struct {
  SgTeamReport *report;        /* (owned) (nullable) */
  char         *ledger_path;
  GCancellable *cancellable;
  guint         draw_id;
  guint         int_id;
  guint         term_id;
  guint         n_idle_waits;
  guint         n_pages;       /* before the last wait */
  char         *who;           /* (owned) (nullable): the key's mark in the ledger */
  gint64        paused_at;     /* Unix seconds, or 0: when the server sent us away */
  gint64        pause_until;   /* Unix seconds, or 0 */
} Run;

static void
run_clear (Run *run)
{
  g_clear_handle_id (&run->draw_id, g_source_remove);
  g_clear_handle_id (&run->int_id, g_source_remove);
  g_clear_handle_id (&run->term_id, g_source_remove);
  g_clear_object (&run->report);
  g_clear_object (&run->cancellable);
  g_clear_pointer (&run->ledger_path, g_free);
  g_clear_pointer (&run->who, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static gboolean
has_progress (void)
{
  return isatty (STDERR_FILENO) && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}

static gboolean
draw_cb (gpointer user_data)
{
  Run *run = user_data;
  SgTeamProgress progress;
  g_autofree char *n_records = NULL;
  g_autofree char *text = NULL;

  sg_team_report_get_progress (run->report, &progress);
  n_records = sg_number_format ((gint64) progress.n_records);
  /* TRANSLATORS: shown while a report is fetched: days done, of all, and records on them */
  text = g_strdup_printf (_ ("%u of %u days, %s records"), progress.n_days_done, progress.n_days, n_records);
  g_printerr ("\r\033[K%s", text);

  return G_SOURCE_CONTINUE;
}

static void
stop_drawing (Run *run)
{
  if (run->draw_id != 0)
    g_printerr ("\r\033[K");
  g_clear_handle_id (&run->draw_id, g_source_remove);
}

static gboolean
signal_cb (gpointer user_data)
{
  g_cancellable_cancel (((Run *) user_data)->cancellable);

  return G_SOURCE_CONTINUE;
}

static char *
find_key (GCancellable *cancellable,
          GError      **error)
{
  g_autoptr (SgKeyChain) chain = sg_cli_key_chain_new (SG_SECRET_ADMIN);
  g_autoptr (GAsyncResult) result = NULL;

  sg_key_finder_find_async (SG_KEY_FINDER (chain), cancellable, sg_cli_keep_result_cb, &result);
  sg_cli_wait_for (&result);

  return sg_key_finder_find_finish (SG_KEY_FINDER (chain), result, error);
}

/* A ledger that cannot be used says so where the days go. */
static void
find_pause (Run *run)
{
  g_autoptr (SgLedger) ledger = sg_ledger_open (run->ledger_path, NULL, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (ledger != NULL)
    sg_ledger_get_pause (ledger, run->who, now, SG_ADMIN_GAP_SECONDS, &run->pause_until, NULL);
}

static void
note_pause (Run        *run,
            const char *retry_after,
            GDateTime  *now)
{
  g_autoptr (SgLedger) ledger = sg_ledger_open (run->ledger_path, NULL, NULL);
  g_autoptr (GDateTime) then = sg_retry_after_parse (retry_after, now);

  run->paused_at = g_date_time_to_unix (now);
  if (ledger != NULL &&
      sg_ledger_note_pause (ledger, run->who, run->paused_at, then ? g_date_time_to_unix (then) : 0, NULL))
    sg_ledger_get_pause (ledger, run->who, run->paused_at, SG_ADMIN_GAP_SECONDS, &run->pause_until, NULL);
}

/* It was waited for, and the server is well again. */
static void
end_pause (Run *run)
{
  g_autoptr (SgLedger) ledger = run->paused_at != 0 ? sg_ledger_open (run->ledger_path, NULL, NULL) : NULL;

  if (ledger != NULL)
    sg_ledger_end_asking (ledger, run->who, run->paused_at, 0, -1, NULL);
}

/* Returns: 0 when it should not be tried again by itself */
static guint
seconds_to_wait (Run          *run,
                 const GError *error,
                 const char   *retry_after)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = sg_retry_after_parse (retry_after, now);
  gint64 seconds = then ? g_date_time_difference (then, now) / G_TIME_SPAN_SECOND : FAILURE_WAIT_SECONDS;
  SgTeamProgress progress;

  sg_team_report_get_progress (run->report, &progress);
  run->n_idle_waits = progress.n_pages > run->n_pages ? 1 : run->n_idle_waits + 1;
  run->n_pages = progress.n_pages;
  if (run->n_idle_waits > MAX_IDLE_WAITS || progress.n_days == 0)
    return 0;
  if (g_error_matches (error, SG_ERROR, SG_ERROR_RATE_LIMITED))
    return then != NULL && seconds <= LONGEST_WAIT_SECONDS ? (guint) seconds : 0;

  return g_error_matches (error, SG_ERROR, SG_ERROR_SERVER_FAILED) || g_error_matches (error, SG_ERROR, SG_ERROR_TIMED_OUT)
         ? FAILURE_WAIT_SECONDS : 0;
}

static gboolean
waited_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
wait_seconds (Run  *run,
              guint n_seconds)
{
  gboolean waited = FALSE;
  guint id = g_timeout_add_seconds (n_seconds, waited_cb, &waited);

  while (!waited && !g_cancellable_is_cancelled (run->cancellable))
    g_main_context_iteration (NULL, TRUE);
  if (!waited)
    g_source_remove (id);
}

static gboolean
read_days (Run     *run,
           GError **error)
{
  for (;;) {
    g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) local = NULL;
    g_autofree char *retry_after = NULL;
    guint n_seconds;

    sg_team_report_read_async (run->report, now, run->cancellable, sg_cli_keep_result_cb, &result);
    sg_cli_wait_for (&result);
    if (sg_team_report_read_finish (run->report, result, &retry_after, &local)) {
      end_pause (run);
      return TRUE;
    }

    if (g_error_matches (local, SG_ERROR, SG_ERROR_RATE_LIMITED)) {
      g_autoptr (GDateTime) answered_at = g_date_time_new_now_utc ();

      note_pause (run, retry_after, answered_at);
    }
    n_seconds = seconds_to_wait (run, local, retry_after);
    if (n_seconds == 0) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    wait_seconds (run, n_seconds);
  }
}

static gboolean
fetch (Run                    *run,
       const SgCliTeamOptions *options,
       GError                **error)
{
  char *key = find_key (run->cancellable, error);
  gboolean success;

  if (key == NULL)
    return FALSE;

  run->who = sg_admin_asking_who (key);
  find_pause (run);
  if (run->pause_until != 0) {
    sg_secret_key_free (key);
    g_set_error_literal (error, SG_ERROR, SG_ERROR_RATE_LIMITED, "the Admin API wants a pause");
    return FALSE;
  }

  run->report = sg_team_report_new (options->endpoint_url, key, run->ledger_path, options->from, options->until);
  sg_secret_key_free (key);
  if (has_progress ())
    run->draw_id = g_timeout_add (DRAW_MS, draw_cb, run);
  success = read_days (run, error);
  stop_drawing (run);

  return success;
}

static void
say_pause (const Run *run)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *span = sg_words_duration (MAX (run->pause_until - now, 1));

  g_printerr (_ ("Next try in %s"), span);
  g_printerr ("\n");
}

static void
say (const Run    *run,
     const GError *error)
{
  const char *step = error->domain == SG_ERROR ? sg_words_next_step (error->code) : NULL;
  SgTeamProgress progress = { 0 };

  if (run->report != NULL)
    sg_team_report_get_progress (run->report, &progress);

  if (g_error_matches (error, SG_ERROR, SG_ERROR_KEY_MISSING)) {
    sg_cli_key_say_admin_missing ();
    return;
  }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_printerr (_ ("Stopped.\n"));
  else if (g_error_matches (error, SG_ERROR, SG_ERROR_KEY_REFUSED))
    g_printerr ("%s\n%s\n", sg_words_error (error->code), sg_words_individual_account ());
  else
    g_printerr ("%s\n%s\n", error->domain == SG_ERROR ? sg_words_error (error->code) : "", error->message);
  if (g_error_matches (error, SG_ERROR, SG_ERROR_RATE_LIMITED) && run->pause_until != 0)
    say_pause (run);
  if (progress.n_days > 0)
    g_printerr (_ ("%u of %u days were read and are kept. Run the same command again, and it goes on from there.\n"),
                progress.n_days_done, progress.n_days);
  else if (step != NULL)
    g_printerr ("→ %s\n", step);
}

static gboolean
add_record (const SgTeamRecord *record,
            gpointer            user_data)
{
  return sg_team_sums_add (user_data, record);
}

static char *
find_organization (const Run *run,
                   SgLedger  *ledger,
                   GError   **error)
{
  const char *told = run->report ? sg_team_report_get_organization_id (run->report) : NULL;

  return told ? g_strdup (told) : sg_ledger_team_find_organization (ledger, error);
}

/* Returns: whether it could be read; @days says how much there is */
static gboolean
print (Run                    *run,
       const SgCliTeamOptions *options,
       SgLedgerTeamDays       *days,
       GError                **error)
{
  g_autoptr (SgLedger) ledger =
    g_file_test (run->ledger_path, G_FILE_TEST_EXISTS) ? sg_ledger_open (run->ledger_path, NULL, error) : NULL;
  g_autofree char *organization = ledger ? find_organization (run, ledger, error) : NULL;
  const SgLedgerTeamSpan span = { organization, options->from, options->until };
  g_autoptr (SgTeamSums) sums = sg_team_sums_new ();

  if (organization == NULL || !sg_ledger_team_get_days (ledger, &span, days, error) ||
      !sg_ledger_team_foreach (ledger, &span, add_record, sums, error))
    return FALSE;

  sg_team_sums_sort (sums, options->order);
  if (days->n_read > 0)
    sg_cli_team_print (options, sums, days);

  return TRUE;
}

/* A table says it itself, and JSON. */
static void
say_age (const SgLedgerTeamDays *days)
{
  g_autoptr (GDateTime) as_of = g_date_time_new_from_unix_utc (days->read_at);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *age = sg_words_age (as_of, now);

  g_printerr (_ ("read %s"), age);
  g_printerr ("\n");
}

/* What was kept from another time is told with its age, as `report console` does; when there is none, that. */
static int
print_kept (Run                    *run,
            const SgCliTeamOptions *options)
{
  SgLedgerTeamDays days = { 0 };
  g_autoptr (GError) error = NULL;

  if (!print (run, options, &days, &error) && error != NULL)
    say (run, error);
  if (days.n_read == 0)
    g_printerr (_ ("Only %u of %u days are known.\n"), 0, sg_cli_team_options_get_n_days (options));
  else if (options->form == SG_CLI_TEAM_CSV)
    say_age (&days);

  if (error != NULL)
    return EXIT_FAILURE;

  return days.n_read > 0 ? EXIT_SUCCESS : SG_CLI_NO_DAY_KNOWN;
}

/**
 * sg_cli_team:
 *
 * Prints what an organisation's people did with Claude Code. What could be read is printed even
 * when something stopped it; then it is said how much that is, and the exit code is 1. When nobody could be
 * asked, what was kept is printed, as `report console` does, with its exit code where that is nothing.
 */
int
sg_cli_team (char **words)
{
  g_auto (SgCliTeamOptions) options = { 0 };
  g_auto (Run) run = { 0 };
  g_autofree char *folder = sg_state_folder_path ();
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) print_error = NULL;
  SgLedgerTeamDays days = { 0 };

  if (!sg_cli_team_options_parse (&options, words, g_get_real_time () / G_USEC_PER_SEC, &error)) {
    g_printerr (_ ("sandglass report team: %s\n"), error->message);
    return SG_CLI_WRONG_CALL;
  }

  sg_style_settings_apply (settings);
  sg_memory_stay_small ();
  run.ledger_path = g_build_filename (folder, "ledger.db", NULL);
  run.cancellable = g_cancellable_new ();
  run.int_id = g_unix_signal_add (SIGINT, signal_cb, &run);
  run.term_id = g_unix_signal_add (SIGTERM, signal_cb, &run);
  if (!fetch (&run, &options, &error))
    say (&run, error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return INTERRUPTED;

  if (error != NULL && (run.report == NULL || sg_team_report_get_organization_id (run.report) == NULL))
    return print_kept (&run, &options);
  if (!print (&run, &options, &days, &print_error) && print_error != NULL)
    say (&run, print_error);

  return error == NULL && print_error == NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}
