/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The double as a program: `anthropic-double [SCENARIO]` prints its address and
 * answers until its input ends. A line of input changes it: a scenario's name, or
 * three percentages: 5-hour, week, week of one model; or `count` and a scenario's
 * name, for what an API key is told.
 */

#include <stdio.h>
#include <string.h>

#include <gio/gunixinputstream.h>

#include "sg-anthropic-double.h"

typedef struct {
  SgAnthropicDouble *server;
  GMainLoop         *loop;
} Program;

static void
obey (SgAnthropicDouble *server,
      const char        *line)
{
  double session, weekly, scoped;

  if (sscanf (line, "%lf %lf %lf", &session, &weekly, &scoped) == 3)
    sg_anthropic_double_set_percents (server, session, weekly, scoped);
  else if (g_str_has_prefix (line, "count "))
    sg_anthropic_double_set_count_scenario (server, line + strlen ("count "));
  else if (!sg_anthropic_double_set_scenario (server, line))
    g_printerr ("No scenario %s\n", line);
}

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

  obey (program->server, line);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, NULL, line_read_cb, program);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (SgAnthropicDouble) server = sg_anthropic_double_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GInputStream) stdin_stream = g_unix_input_stream_new (0, FALSE);
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (stdin_stream);
  Program program = { server, loop };

  if (argc > 2 || (argc == 2 && !sg_anthropic_double_set_scenario (server, argv[1]))) {
    g_autofree char *names = g_strjoinv (" ", (char **) sg_anthropic_double_get_scenarios ());

    g_printerr ("Usage: %s [SCENARIO]\nScenarios: %s\n", argv[0], names);
    return 2;
  }

  g_print ("%s\n", sg_anthropic_double_get_base_url (server));
  fflush (stdout);
  g_data_input_stream_read_line_async (input, G_PRIORITY_DEFAULT, NULL, line_read_cb, &program);
  g_main_loop_run (loop);

  return 0;
}
