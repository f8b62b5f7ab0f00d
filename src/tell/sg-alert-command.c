/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A program of the user's own, run for an alert: words split as a shell would, and no shell. */

#include "sg-alert-command.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sg-alert-json.h"
#include "sg-error.h"
#include "sg-whole-write.h"

typedef struct {
  GSubprocess *process;      /* (owned) */
  guint        timeout_id;
} Run;

static void
run_free (Run *run)
{
  g_clear_handle_id (&run->timeout_id, g_source_remove);
  g_clear_object (&run->process);
  g_free (run);
}

/**
 * sg_alert_command_check:
 *
 * Returns: %FALSE with @error set where @command is no command: %SG_ERROR_BAD_DATA
 */
gboolean
sg_alert_command_check (const char *command,
                        GError    **error)
{
  g_auto (GStrv) argv = NULL;

  if (g_shell_parse_argv (command, NULL, &argv, NULL))
    return TRUE;

  g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "no command: its quotes do not match, or it is empty");

  return FALSE;
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GSubprocess *process = G_SUBPROCESS (source);
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_subprocess_wait_finish (process, result, &error)) {
    g_task_return_error (task, error);
    return;
  }

  if (!g_subprocess_get_if_exited (process))
    g_task_return_new_error (task, SG_ERROR, run->timeout_id == 0 ? SG_ERROR_TIMED_OUT : SG_ERROR_UNEXPECTED_ANSWER, "signal %d",
                             g_subprocess_get_if_signaled (process) ? g_subprocess_get_term_sig (process) : 0);
  else if (g_subprocess_get_exit_status (process) != 0)
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_UNEXPECTED_ANSWER, "exit status %d",
                             g_subprocess_get_exit_status (process));
  else
    g_task_return_boolean (task, TRUE);
}

/* It leads a group of its own, so that what it has started ends with it. */
static gboolean
too_slow_cb (gpointer user_data)
{
  Run *run = user_data;
  const char *pid = g_subprocess_get_identifier (run->process);

  run->timeout_id = 0;
  if (pid != NULL)
    kill (-(pid_t) g_ascii_strtoll (pid, NULL, 10), SIGKILL);

  return G_SOURCE_REMOVE;
}

static void
lead_group (gpointer user_data)
{
  setpgid (0, 0);
}

/* A file without a name: a command need not read it, and no pipe of ours can break. */
static int
open_input (const char *line)
{
  int fd = memfd_create ("sandglass-alert", MFD_CLOEXEC);

  if (fd >= 0 && (sg_whole_write (fd, line, strlen (line)) != 0 || lseek (fd, 0, SEEK_SET) != 0)) {
    close (fd);
    fd = -1;
  }

  return fd;
}

static GSubprocess *
spawn (const char    *command,
       const SgAlert *alert,
       guint          id,
       GDateTime     *now,
       GError       **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *json = sg_alert_to_json_text (alert, id, now);
  g_autofree char *line = g_strconcat (json, "\n", NULL);
  int input;
  g_auto (GStrv) before = g_get_environ ();
  g_auto (GStrv) environment = sg_alert_to_environment (alert, id, (const char *const *) before, now);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) local = NULL;
  GSubprocess *process;

  if (!sg_alert_command_check (command, error) || !g_shell_parse_argv (command, NULL, &argv, NULL))
    return NULL;

  input = open_input (line);
  if (input >= 0)
    g_subprocess_launcher_take_stdin_fd (launcher, input);
  g_subprocess_launcher_set_environ (launcher, environment);
  if (g_file_test (g_get_home_dir (), G_FILE_TEST_IS_DIR))
    g_subprocess_launcher_set_cwd (launcher, g_get_home_dir ());
  g_subprocess_launcher_set_child_setup (launcher, lead_group, NULL, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &local);
  /* What the system says of it names the program, which stands in the settings anyway; its words may hold more. */
  if (process == NULL)
    g_set_error (error, SG_ERROR, SG_ERROR_NOT_FOUND, "%s", argv[0]);

  return process;
}

/**
 * sg_alert_command_run_async:
 * @command: words, as for a shell
 * @id: the same when the same is told again
 *
 * Details are in its environment (sg_alert_to_environment()) and as JSON, one line, on its standard input.
 * What takes longer than %SG_ALERT_COMMAND_SECONDS is ended.
 */
void
sg_alert_command_run_async (const char         *command,
                            const SgAlert      *alert,
                            guint               id,
                            GDateTime          *now,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GError *error = NULL;
  GSubprocess *process = spawn (command, alert, id, now, &error);
  Run *run;

  g_task_set_source_tag (task, sg_alert_command_run_async);
  if (process == NULL) {
    g_task_return_error (task, error);
    return;
  }

  run = g_new0 (Run, 1);
  run->process = process;
  run->timeout_id = g_timeout_add_seconds (SG_ALERT_COMMAND_SECONDS, too_slow_cb, run);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  g_subprocess_wait_async (process, cancellable, ended_cb, g_steal_pointer (&task));
}

/**
 * sg_alert_command_run_finish:
 *
 * Returns: whether it ended well; else @error names at most the program
 */
gboolean
sg_alert_command_run_finish (GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sg_alert_command_problem_words:
 *
 * Returns: (transfer full): why it did not end well, in a sentence
 */
char *
sg_alert_command_problem_words (const GError *error)
{
  if (g_error_matches (error, SG_ERROR, SG_ERROR_NOT_FOUND))
    /* Translators: %s is a program */
    return g_strdup_printf (_ ("The program %s could not be started."), error->message);
  if (g_error_matches (error, SG_ERROR, SG_ERROR_TIMED_OUT))
    return g_strdup (_ ("The command took too long and was ended."));
  if (g_error_matches (error, SG_ERROR, SG_ERROR_BAD_DATA))
    return g_strdup (_ ("That is no command: its quotes do not match, or it is empty."));

  /* Translators: %s is “exit status 3” */
  return g_strdup_printf (_ ("The command failed (%s)."), error->message);
}
