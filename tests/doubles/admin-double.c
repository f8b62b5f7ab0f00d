/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The double as a program: `admin-double [SCENARIO]` prints its address and
 * answers until its input ends. A line of input changes it: a scenario's name;
 * `key` and a key, the only one that is good from then on; `analytics on` or
 * `analytics off`; `endless on` or `endless off`; `people` and how many there are.
 */

#include <stdio.h>
#include <string.h>

#include "double-program.h"
#include "sg-admin-double.h"

static void
obey (gpointer    server,
      const char *line)
{
  if (g_str_has_prefix (line, "key "))
    sg_admin_double_set_key (server, line + strlen ("key "));
  else if (g_str_has_prefix (line, "analytics "))
    sg_admin_double_allow_analytics (server, g_str_has_suffix (line, " on"));
  else if (g_str_has_prefix (line, "endless "))
    sg_admin_double_set_endless (server, g_str_has_suffix (line, " on"));
  else if (g_str_has_prefix (line, "people "))
    sg_admin_double_set_people (server, (guint) g_ascii_strtoull (line + strlen ("people "), NULL, 10));
  else if (!sg_admin_double_set_scenario (server, line))
    g_printerr ("No scenario %s\n", line);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (SgAdminDouble) server = sg_admin_double_new ();

  if (argc > 2 || (argc == 2 && !sg_admin_double_set_scenario (server, argv[1]))) {
    g_printerr ("Usage: %s [SCENARIO]\nThe good key is %s\n", argv[0], SG_ADMIN_DOUBLE_KEY);
    return 2;
  }

  double_program_run (sg_admin_double_get_base_url (server), obey, server);
  fputs (sg_admin_double_get_complaints (server), stderr);

  return 0;
}
