/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>

#include "sg-config.h"
#include "sg-language.h"
#include "sg-xembed-presenter.h"

#define MENU_PATH SG_BUS_PATH "/menu"
#define WATCHER_NAME "org.kde.StatusNotifierWatcher"

/* From 0.5.94 the library advises against itself at every start; what it recommends has no XEmbed icons. */
static void
drop_deprecation_cb (const char    *domain,
                     GLogLevelFlags level,
                     const char    *message,
                     gpointer       user_data)
{
  if (strstr (message, "deprecated") == NULL)
    g_log_default_handler (domain, level, message, user_data);
}

static void
set_up_words (void)
{
  sg_language_set_up ();
  g_set_application_name (_ ("Sandglass"));
}

static void
watcher_appeared_cb (GDBusConnection *connection,
                     const char      *name,
                     const char      *owner,
                     gpointer         user_data)
{
  g_main_loop_quit (user_data);
}

static void
agent_vanished_cb (GDBusConnection *connection,
                   const char      *name,
                   gpointer         user_data)
{
  g_main_loop_quit (user_data);
}

static GtkMenu *
menu_new (GDBusConnection *connection)
{
  g_autoptr (GDBusMenuModel) model = g_dbus_menu_model_get (connection, SG_BUS_NAME, MENU_PATH);
  g_autoptr (GDBusActionGroup) actions = g_dbus_action_group_get (connection, SG_BUS_NAME, MENU_PATH);
  GtkWidget *menu = gtk_menu_new_from_model (G_MENU_MODEL (model));

  gtk_widget_insert_action_group (menu, "app", G_ACTION_GROUP (actions));

  return GTK_MENU (menu);
}

/* Until the agent is gone, or somebody watches for its own, better icon. */
static void
show_icon (GDBusConnection *connection)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SgServiceClient) client = sg_service_client_new (connection);
  g_autoptr (SgXembedIcon) icon = sg_xembed_icon_new (menu_new (connection));
  g_autoptr (SgXembedPresenter) presenter = sg_xembed_presenter_new (client, icon);
  guint watcher_id = g_bus_watch_name_on_connection (connection, WATCHER_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                     watcher_appeared_cb, NULL, loop, NULL);
  guint agent_id = g_bus_watch_name_on_connection (connection, SG_BUS_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                   NULL, agent_vanished_cb, loop, NULL);

  g_main_loop_run (loop);
  g_bus_unwatch_name (watcher_id);
  g_bus_unwatch_name (agent_id);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  g_log_set_handler ("libayatana-appindicator", G_LOG_LEVEL_WARNING, drop_deprecation_cb, NULL);
  set_up_words ();
  gdk_set_allowed_backends ("x11");

  if (!gtk_init_check (&argc, &argv)) {
    g_printerr ("%s\n", _ ("sandglass-xembed needs an X11 display."));
    return EXIT_FAILURE;
  }

  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  if (connection == NULL) {
    g_printerr ("%s\n", error->message);
    return EXIT_FAILURE;
  }

  show_icon (connection);

  return EXIT_SUCCESS;
}
