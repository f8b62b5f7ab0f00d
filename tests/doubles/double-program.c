/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "double-program.h"

#include <stdio.h>

#include <gio/gunixinputstream.h>

typedef struct {
  DoubleObey obey;
  gpointer   server;
  GMainLoop *loop;
} Program;

static void
line_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GDataInputStream *input = G_DATA_INPUT_STREAM (source);
  Program *program = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (input, result, NULL, NULL);

  if (line == NULL) {
    g_main_loop_quit (program->loop);
    return;
  }

  program->obey (program->server, line);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, NULL, line_read_cb, program);
}

/**
 * double_program_run:
 *
 * Prints the address, then answers and obeys until the input ends.
 */
void
double_program_run (const char *base_url,
                    DoubleObey  obey,
                    gpointer    server)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GInputStream) stdin_stream = g_unix_input_stream_new (0, FALSE);
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (stdin_stream);
  Program program = { obey, server, loop };

  g_print ("%s\n", base_url);
  fflush (stdout);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, NULL, line_read_cb, &program);
  g_main_loop_run (loop);
}
