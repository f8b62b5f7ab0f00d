/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-bus-peer.h"
#include "sg-tray-item.h"

#include <glib/gstdio.h>
#include <sys/prctl.h>

#include "tray-host.h"

typedef struct {
  TrayHost        *host;
  GDBusConnection *connection;
  GMenu           *menu;
  SgTrayItem      *item;
  int              x;
  int              y;
  char            *token;
  guint            n_activated;
} Fixture;

static void
activated_cb (Fixture    *fixture,
              int         x,
              int         y,
              const char *token)
{
  fixture->x = x;
  fixture->y = y;
  g_free (fixture->token);
  fixture->token = g_strdup (token);
  fixture->n_activated++;
}

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GError) error = NULL;

  fixture->host = tray_host_new ();
  fixture->connection = sg_bus_peer_new (NULL);
  fixture->menu = g_menu_new ();
  g_menu_append (fixture->menu, "Quit", "app.quit");
  fixture->item = sg_tray_item_new (fixture->connection, G_MENU_MODEL (fixture->menu), G_ACTION_GROUP (actions));
  g_signal_connect_swapped (fixture->item, "activate", G_CALLBACK (activated_cb), fixture);
  sg_tray_item_export (fixture->item, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  g_signal_handlers_disconnect_by_data (fixture->item, fixture);
  g_assert_finalize_object (fixture->item);
  g_object_unref (fixture->menu);
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_object_unref (fixture->connection);
  tray_host_free (fixture->host);
  g_free (fixture->token);
}

static void
wait_until_watched (Fixture *fixture,
                    gboolean watched)
{
  while (sg_tray_item_is_watched (fixture->item) != watched)
    g_main_context_iteration (NULL, TRUE);
}

static void
show (Fixture *fixture)
{
  tray_host_start_watcher (fixture->host);
  wait_until_watched (fixture, TRUE);
}

static void
set_badge (Fixture     *fixture,
           const char  *text,
           SgBadgeLevel level,
           gboolean     dimmed)
{
  SgBadge badge = { .level = level, .dimmed = dimmed };

  g_strlcpy (badge.text, text, sizeof badge.text);
  sg_tray_item_set_badge (fixture->item, &badge);
}

static char *
get_text (TrayHost   *host,
          const char *property)
{
  g_autoptr (GVariant) all = tray_host_get_all (host);
  char *text = NULL;

  g_assert_true (g_variant_lookup (all, property, "s", &text));

  return text;
}

static void
test_registers_by_path (Fixture      *fixture,
                        gconstpointer user_data)
{
  show (fixture);

  g_assert_cmpuint (fixture->host->n_registered, ==, 1);
  g_assert_cmpstr (fixture->host->service, ==, "/StatusNotifierItem");
  g_assert_cmpstr (fixture->host->item_name, ==, g_dbus_connection_get_unique_name (fixture->connection));
}

static void
test_registers_again_when_the_watcher_returns (Fixture      *fixture,
                                               gconstpointer user_data)
{
  show (fixture);
  tray_host_stop_watcher (fixture->host);
  wait_until_watched (fixture, FALSE);

  show (fixture);
  g_assert_cmpuint (fixture->host->n_registered, ==, 2);
}

/* The bus keeps the order: who asks now has the answer after all that was sent before. */
static void
settle (Fixture *fixture)
{
  g_variant_unref (tray_host_get_all (fixture->host));
}

static void
test_is_not_watched_when_refused (Fixture      *fixture,
                                  gconstpointer user_data)
{
  fixture->host->refuses = TRUE;
  tray_host_start_watcher (fixture->host);
  g_test_expect_message ("sandglass", G_LOG_LEVEL_MESSAGE, "*did not take the tray icon*");
  tray_host_wait_for_item (fixture->host, 1);
  settle (fixture);

  g_test_assert_expected_messages ();
  g_assert_false (sg_tray_item_is_watched (fixture->item));
}

static void
assert_introspected (const char        *xml,
                     const char        *element,
                     const char *const *names)
{
  for (; *names != NULL; names++) {
    g_autofree char *text = g_strdup_printf ("<%s name=\"%s\"", element, *names);

    if (strstr (xml, text) == NULL)
      g_error ("%s is not in the introspection", *names);
  }
}

/* GNOME calls what it finds in the introspection and nothing else. */
static void
test_introspection_is_complete (Fixture      *fixture,
                                gconstpointer user_data)
{
  static const char *const method_names[] = {
    "Activate", "SecondaryActivate", "ContextMenu", "Scroll", "XAyatanaSecondaryActivate",
    "ProvideXdgActivationToken", NULL,
  };
  static const char *const signal_names[] = {
    "NewIcon", "NewTitle", "NewToolTip", "NewStatus", "NewMenu", "NewAttentionIcon", "NewOverlayIcon",
    "XAyatanaNewLabel", NULL,
  };
  g_autoptr (GVariant) reply = NULL;
  const char *xml;

  show (fixture);
  reply = tray_host_call (fixture->host, "/StatusNotifierItem", "org.freedesktop.DBus.Introspectable", "Introspect",
                          NULL, NULL);
  g_variant_get (reply, "(&s)", &xml);

  assert_introspected (xml, "method", method_names);
  assert_introspected (xml, "signal", signal_names);
}

static void
test_properties_are_what_panels_expect (Fixture      *fixture,
                                        gconstpointer user_data)
{
  static const char *const expected[] = {
    "Category", "'ApplicationStatus'", "Id", "'sandglass'", "Status", "'Active'", "WindowId", "0",
    "ItemIsMenu", "false", "Menu", "objectpath '/MenuBar'", "IconName", "''", "IconThemePath", "''",
    "OverlayIconName", "''", "OverlayIconPixmap", "@a(iiay) []", "AttentionIconName", "''",
    "AttentionIconPixmap", "@a(iiay) []", "AttentionMovieName", "''", "AttentionAccessibleDesc", "''",
    "XAyatanaLabel", "''", "XAyatanaLabelGuide", "''", "XAyatanaOrderingIndex", "uint32 0",
    "Title", "'Five hours: 78 %'", "IconAccessibleDesc", "'Five hours: 78 %'",
    "ToolTip", "('', @a(iiay) [], 'Five hours: 78 %', 'Resets at 14:50')", NULL,
  };
  g_autoptr (GVariant) all = NULL;
  g_autoptr (GVariant) pixmaps = NULL;

  sg_tray_item_set_words (fixture->item, "Five hours: 78 %", "Resets at 14:50");
  show (fixture);
  all = tray_host_get_all (fixture->host);

  for (gsize i = 0; expected[i] != NULL; i += 2) {
    g_autoptr (GVariant) value = g_variant_lookup_value (all, expected[i], NULL);
    g_autoptr (GVariant) wanted = g_variant_new_parsed (expected[i + 1]);

    g_test_message ("%s", expected[i]);
    g_assert_nonnull (value);
    g_assert_cmpvariant (value, g_variant_ref_sink (wanted));
  }

  pixmaps = g_variant_lookup_value (all, "IconPixmap", G_VARIANT_TYPE ("a(iiay)"));
  g_assert_cmpuint (g_variant_n_children (pixmaps), ==, 6);
  g_assert_cmpuint (g_variant_n_children (all), ==, 21);
}

static void
call_item (Fixture    *fixture,
           const char *method,
           GVariant   *parameters)
{
  g_autoptr (GVariant) reply = tray_host_call_item (fixture->host, method, parameters);

  g_assert_cmpuint (g_variant_n_children (reply), ==, 0);
}

static void
test_activate_carries_its_token_once (Fixture      *fixture,
                                      gconstpointer user_data)
{
  show (fixture);
  call_item (fixture, "ProvideXdgActivationToken", g_variant_new ("(s)", "token-1"));
  call_item (fixture, "Activate", g_variant_new ("(ii)", 1200, 15));

  g_assert_cmpuint (fixture->n_activated, ==, 1);
  g_assert_cmpint (fixture->x, ==, 1200);
  g_assert_cmpint (fixture->y, ==, 15);
  g_assert_cmpstr (fixture->token, ==, "token-1");

  call_item (fixture, "Activate", g_variant_new ("(ii)", 0, 0));
  g_assert_cmpuint (fixture->n_activated, ==, 2);
  g_assert_null (fixture->token);

  call_item (fixture, "ProvideXdgActivationToken", g_variant_new ("(s)", "token-2"));
  call_item (fixture, "ProvideXdgActivationToken", g_variant_new ("(s)", ""));
  call_item (fixture, "Activate", g_variant_new ("(ii)", -5, -5));
  g_assert_null (fixture->token);
}

static void
count_cb (guint *n_signals)
{
  (*n_signals)++;
}

static void
test_every_other_click_activates_and_scroll_does_not (Fixture      *fixture,
                                                      gconstpointer user_data)
{
  guint n_menus = 0;

  show (fixture);
  call_item (fixture, "SecondaryActivate", g_variant_new ("(ii)", 1, 2));
  call_item (fixture, "XAyatanaSecondaryActivate", g_variant_new ("(u)", 77));
  g_assert_cmpuint (fixture->n_activated, ==, 2);
  g_signal_connect_swapped (fixture->item, "context-menu", G_CALLBACK (count_cb), &n_menus);
  call_item (fixture, "ContextMenu", g_variant_new ("(ii)", 3, 4));
  g_assert_cmpuint (n_menus, ==, 1);

  call_item (fixture, "Scroll", g_variant_new ("(is)", 120, "Vertical"));
  call_item (fixture, "Scroll", g_variant_new ("(is)", -1, "vertical"));
  g_assert_cmpuint (fixture->n_activated, ==, 2);
}

static void
test_wrong_calls_are_refused (Fixture      *fixture,
                              gconstpointer user_data)
{
  g_autoptr (GError) wrong_type = NULL;
  g_autoptr (GError) no_method = NULL;

  show (fixture);
  g_assert_null (tray_host_call (fixture->host, "/StatusNotifierItem", "org.kde.StatusNotifierItem", "Activate",
                                 g_variant_new ("(ss)", "x", "y"), &wrong_type));
  g_assert_error (wrong_type, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS);
  g_assert_null (tray_host_call (fixture->host, "/StatusNotifierItem", "org.kde.StatusNotifierItem", "Destroy",
                                 NULL, &no_method));
  g_assert_error (no_method, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD);
  g_assert_cmpuint (fixture->n_activated, ==, 0);
}

static void
test_one_new_icon_for_each_changed_badge (Fixture      *fixture,
                                          gconstpointer user_data)
{
  show (fixture);
  set_badge (fixture, "78", SG_BADGE_WARNING, FALSE);
  set_badge (fixture, "78", SG_BADGE_WARNING, FALSE);
  settle (fixture);
  g_assert_cmpuint (tray_host_count_signals (fixture->host, "NewIcon"), ==, 1);

  set_badge (fixture, "79", SG_BADGE_WARNING, FALSE);
  set_badge (fixture, "79", SG_BADGE_WARNING, TRUE);
  settle (fixture);
  g_assert_cmpuint (tray_host_count_signals (fixture->host, "NewIcon"), ==, 3);
}

static void
test_words_are_told_once_and_hold_no_markup (Fixture      *fixture,
                                             gconstpointer user_data)
{
  g_autofree char *title = NULL;

  show (fixture);
  sg_tray_item_set_words (fixture->item, "<b>R&D</b>", "");
  sg_tray_item_set_words (fixture->item, "<b>R&D</b>", "");
  title = get_text (fixture->host, "Title");

  g_assert_cmpstr (title, ==, "‹b›R+D‹/b›");
  g_assert_cmpuint (tray_host_count_signals (fixture->host, "NewTitle"), ==, 1);
  g_assert_cmpuint (tray_host_count_signals (fixture->host, "NewToolTip"), ==, 1);

  sg_tray_item_set_words (fixture->item, "<b>R&D</b>", "more");
  settle (fixture);
  g_assert_cmpuint (tray_host_count_signals (fixture->host, "NewTitle"), ==, 1);
  g_assert_cmpuint (tray_host_count_signals (fixture->host, "NewToolTip"), ==, 2);
}

static void
assert_icon_file (const char *folder,
                  const char *name)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);

  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

/* ayatana-indicator-application-service reads no pixmaps; /proc names it by 15 characters. */
static void
test_named_icons_for_the_panel_without_pixmaps (Fixture      *fixture,
                                                gconstpointer user_data)
{
  g_autoptr (GVariant) all = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  char comm[16];

  prctl (PR_GET_NAME, comm);
  prctl (PR_SET_NAME, "ayatana-indicator-application-service");
  set_badge (fixture, "42", SG_BADGE_NORMAL, FALSE);
  show (fixture);
  all = tray_host_get_all (fixture->host);

  g_assert_true (g_variant_lookup (all, "IconName", "s", &name));
  g_assert_true (g_variant_lookup (all, "IconThemePath", "s", &folder));
  g_assert_cmpstr (name, ==, "sandglass-normal-42");
  g_assert_true (g_str_has_prefix (folder, g_get_user_runtime_dir ()));
  assert_icon_file (folder, "sandglass-normal-42");
  assert_icon_file (folder, "sandglass-normal-0");
  assert_icon_file (folder, "sandglass-full-100");

  g_ptr_array_set_size (fixture->host->signals, 0);
  set_badge (fixture, "43", SG_BADGE_CRITICAL, TRUE);
  tray_host_wait_for_signal (fixture->host, "NewIcon");
  g_clear_pointer (&name, g_free);
  name = get_text (fixture->host, "IconName");
  g_assert_cmpstr (name, ==, "sandglass-critical-43-dimmed");
  assert_icon_file (folder, name);

  prctl (PR_SET_NAME, comm);
  tray_host_stop_watcher (fixture->host);
  wait_until_watched (fixture, FALSE);
  show (fixture);
  g_clear_pointer (&name, g_free);
  name = get_text (fixture->host, "IconName");
  g_assert_cmpstr (name, ==, "");
}

static void
bring_up_to_date_cb (Fixture *fixture)
{
  g_menu_remove_all (fixture->menu);
  g_menu_append (fixture->menu, "Resets in 1 min", NULL);
}

/* What is said when the menu opens is what the panel reads next. */
static void
test_menu_is_brought_up_to_date_when_opened (Fixture      *fixture,
                                             gconstpointer user_data)
{
  g_autoptr (GVariant) need_update = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autofree char *printed = NULL;

  show (fixture);
  g_signal_connect_swapped (fixture->item, "menu-opening", G_CALLBACK (bring_up_to_date_cb), fixture);
  need_update = tray_host_call_menu (fixture->host, "AboutToShow", g_variant_new ("(i)", 0));
  reply = tray_host_call_menu (fixture->host, "GetLayout", g_variant_new_parsed ("(0, -1, ['label'])"));
  printed = g_variant_print (reply, FALSE);

  g_assert_nonnull (strstr (printed, "Resets in 1 min"));
  g_assert_cmpuint (tray_host_count_signals (fixture->host, "LayoutUpdated"), ==, 1);
}

static void
test_the_menu_s_action_can_take_the_token (Fixture      *fixture,
                                           gconstpointer user_data)
{
  g_autofree char *token = NULL;

  show (fixture);
  call_item (fixture, "ProvideXdgActivationToken", g_variant_new ("(s)", "token-3"));
  token = sg_tray_item_take_activation_token (fixture->item);

  g_assert_cmpstr (token, ==, "token-3");
  g_assert_null (sg_tray_item_take_activation_token (fixture->item));
}

static void
test_going_away_with_work_under_way (Fixture      *fixture,
                                     gconstpointer user_data)
{
  tray_host_start_watcher (fixture->host);
  tray_host_wait_for_item (fixture->host, 1);
}

static void
test_a_taken_path_is_an_error (Fixture      *fixture,
                               gconstpointer user_data)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (SgTrayItem) second =
    sg_tray_item_new (fixture->connection, G_MENU_MODEL (fixture->menu), G_ACTION_GROUP (actions));
  g_autoptr (GError) error = NULL;

  g_assert_false (sg_tray_item_export (second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
}

#define ADD(path, func) g_test_add ("/tray-item/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("registers-by-path", test_registers_by_path);
  ADD ("registers-again-when-the-watcher-returns", test_registers_again_when_the_watcher_returns);
  ADD ("is-not-watched-when-refused", test_is_not_watched_when_refused);
  ADD ("introspection-is-complete", test_introspection_is_complete);
  ADD ("properties-are-what-panels-expect", test_properties_are_what_panels_expect);
  ADD ("activate-carries-its-token-once", test_activate_carries_its_token_once);
  ADD ("every-other-click-activates-and-scroll-does-not", test_every_other_click_activates_and_scroll_does_not);
  ADD ("wrong-calls-are-refused", test_wrong_calls_are_refused);
  ADD ("one-new-icon-for-each-changed-badge", test_one_new_icon_for_each_changed_badge);
  ADD ("words-are-told-once-and-hold-no-markup", test_words_are_told_once_and_hold_no_markup);
  ADD ("named-icons-for-the-panel-without-pixmaps", test_named_icons_for_the_panel_without_pixmaps);
  ADD ("menu-is-brought-up-to-date-when-opened", test_menu_is_brought_up_to_date_when_opened);
  ADD ("the-menu-s-action-can-take-the-token", test_the_menu_s_action_can_take_the_token);
  ADD ("going-away-with-work-under-way", test_going_away_with_work_under_way);
  ADD ("a-taken-path-is-an-error", test_a_taken_path_is_an_error);

  return g_test_run ();
}
