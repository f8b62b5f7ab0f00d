/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Has the command write the history: what it prints on a terminal stands in the file. */

#include "sg-history-export.h"

#include "sg-programs.h"

typedef struct {
  GSubprocess       *process;   /* (owned) */
  GFileOutputStream *output;    /* (owned) (nullable) */
} Export;

static void
export_free (Export *self)
{
  g_clear_object (&self->process);
  g_clear_object (&self->output);
  g_free (self);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* A stream that is closed by a cancelled call leaves the old file as it was. */
static void
give_up (GTask  *task,
         GError *error)
{
  Export *self = g_task_get_task_data (task);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  if (self->output != NULL)
    g_output_stream_close (G_OUTPUT_STREAM (self->output), cancelled, NULL);
  g_subprocess_force_exit (self->process);
  g_task_return_error (task, error);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_subprocess_wait_check_finish (self->process, result, &error))
    g_output_stream_close_async (G_OUTPUT_STREAM (self->output), G_PRIORITY_DEFAULT, g_task_get_cancellable (task), closed_cb,
                                 g_object_ref (task));
  else
    give_up (task, error);
}

static void
spliced_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) >= 0)
    g_subprocess_wait_check_async (self->process, g_task_get_cancellable (task), ended_cb, g_object_ref (task));
  else
    give_up (task, error);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->output = g_file_replace_finish (G_FILE (source), result, &error);
  if (self->output == NULL) {
    give_up (task, error);
    return;
  }

  g_output_stream_splice_async (G_OUTPUT_STREAM (self->output), g_subprocess_get_stdout_pipe (self->process),
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), spliced_cb,
                                g_object_ref (task));
}

/**
 * sg_history_export_async:
 * @file: is replaced, once all is written
 * @format: `csv` or `json`
 *
 * Writes what `sandglass export --history` does.
 */
void
sg_history_export_async (GFile              *file,
                         const char         *format,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);
  g_autofree char *command = sg_programs_find (SG_PROGRAM_CLI);
  GError *error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, command, "export", "--history", format, NULL);
  Export *self;

  g_task_set_source_tag (task, sg_history_export_async);
  if (process == NULL) {
    g_task_return_error (task, error);
    return;
  }

  self = g_new0 (Export, 1);
  self->process = process;
  g_task_set_task_data (task, self, (GDestroyNotify) export_free);
  g_file_replace_async (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT, cancellable, opened_cb, g_object_ref (task));
}

gboolean
sg_history_export_finish (GAsyncResult *result,
                          GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
