/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The double as a program: `anthropic-double [SCENARIO]` prints its address and
 * answers until its input ends. A line of input changes it: a scenario's name, or
 * three percentages: 5-hour, week, week of one model; or `count` and a scenario's
 * name, for what an API key is told.
 */

#include <stdio.h>
#include <string.h>

#include "double-program.h"
#include "sg-anthropic-double.h"

static void
obey (gpointer    server,
      const char *line)
{
  double session, weekly, scoped;

  if (sscanf (line, "%lf %lf %lf", &session, &weekly, &scoped) == 3)
    sg_anthropic_double_set_percents (server, session, weekly, scoped);
  else if (g_str_has_prefix (line, "count "))
    sg_anthropic_double_set_count_scenario (server, line + strlen ("count "));
  else if (!sg_anthropic_double_set_scenario (server, line))
    g_printerr ("No scenario %s\n", line);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (SgAnthropicDouble) server = sg_anthropic_double_new ();

  if (argc > 2 || (argc == 2 && !sg_anthropic_double_set_scenario (server, argv[1]))) {
    g_autofree char *names = g_strjoinv (" ", (char **) sg_anthropic_double_get_scenarios ());

    g_printerr ("Usage: %s [SCENARIO]\nScenarios: %s\n", argv[0], names);
    return 2;
  }

  double_program_run (sg_anthropic_double_get_base_url (server), obey, server);

  return 0;
}
