/* SPDX-License-Identifier: GPL-3.0-or-later */

/* show-item [TEXT [LEVEL [dimmed]]]: an icon with a menu, for a look at a real panel. Says what is clicked. */

#include <stdio.h>
#include <stdlib.h>

#include "sg-tray-item.h"

static void
activated_cb (SgTrayItem *item,
              int         x,
              int         y,
              const char *token)
{
  g_print ("activate %d %d %s\n", x, y, token ? token : "-");
}

static void
watched_cb (SgTrayItem *item)
{
  g_print ("watched %d\n", sg_tray_item_is_watched (item));
}

static void
action_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  g_print ("action %s\n", g_action_get_name (G_ACTION (action)));
}

static void
quiet_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (action));

  g_simple_action_set_state (action, g_variant_new_boolean (!g_variant_get_boolean (state)));
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  g_main_loop_quit (user_data);
}

static GMenu *
menu_new (void)
{
  g_autoptr (GMenu) numbers = g_menu_new ();
  g_autoptr (GMenu) commands = g_menu_new ();
  g_autoptr (GMenu) snooze = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();
  GMenu *menu = g_menu_new ();

  g_menu_append (numbers, "5-hour limit 78 %, resets in 2 h 14 min", NULL);
  g_menu_append (numbers, "Week, all models 52 %", NULL);
  g_menu_append (commands, "Show _details", "app.show");
  g_menu_append (commands, "_Refresh", "app.refresh");
  g_menu_append (snooze, "Until the reset", "app.snooze");
  g_menu_append_submenu (commands, "_Snooze alerts", G_MENU_MODEL (snooze));
  g_menu_append (commands, "Quiet hours", "app.quiet");
  g_menu_append (commands, "Not now", "app.none");
  g_menu_append (last, "_Quit", "app.quit");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (numbers));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (commands));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));

  return menu;
}

int
main (int   argc,
      char *argv[])
{
  const GActionEntry entries[] = {
    { .name = "show", .activate = action_cb },
    { .name = "refresh", .activate = action_cb },
    { .name = "snooze", .activate = action_cb },
    { .name = "quiet", .activate = quiet_cb, .state = "false" },
    { .name = "quit", .activate = quit_cb },
  };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GMenu) menu = menu_new ();
  g_autoptr (SgTrayItem) item = NULL;
  SgBadge badge = { .level = argc > 2 ? (SgBadgeLevel) atoi (argv[2]) : SG_BADGE_WARNING, .dimmed = argc > 3 };

  if (connection == NULL)
    g_error ("%s", error->message);

  setlinebuf (stdout);
  g_strlcpy (badge.text, argc > 1 ? argv[1] : "78", sizeof badge.text);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), loop);
  item = sg_tray_item_new (connection, G_MENU_MODEL (menu), G_ACTION_GROUP (actions));
  g_signal_connect (item, "activate", G_CALLBACK (activated_cb), NULL);
  g_signal_connect (item, "notify::watched", G_CALLBACK (watched_cb), NULL);
  sg_tray_item_set_badge (item, &badge);
  sg_tray_item_set_words (item, "5-hour limit 78 %, resets in 2 h 14 min", "Week, all models 52 %");
  if (!sg_tray_item_export (item, &error))
    g_error ("%s", error->message);

  g_main_loop_run (loop);

  return EXIT_SUCCESS;
}
