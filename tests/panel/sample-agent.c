/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An agent that only says one of the panel's samples: sample-agent [STATE]. */

#include <glib-unix.h>

#include "sample-bus.h"
#include "sg-service-client.h"

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);

  return G_SOURCE_REMOVE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (SgBusSandglass1) bus = sample_bus_new (connection, argc > 1 ? argv[1] : "mixed");

  g_bus_own_name_on_connection (connection, SG_BUS_NAME, 0, NULL, NULL, NULL, NULL);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_main_loop_run (loop);

  return 0;
}
