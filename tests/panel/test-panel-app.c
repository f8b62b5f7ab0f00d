/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The running panel: its actions, its windows, and the bus it is fed from. */

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "panel-widgets.h"
#include "sample-bus.h"
#include "sg-bus-peer.h"
#include "sg-card.h"
#include "sg-main-window.h"
#include "sg-panel-app.h"
#include "sg-panel-window.h"
#include "sg-service-client.h"
#include "sg-settings-store.h"
#include "sg-style.h"

typedef void (*Body) (GApplication *app);

typedef struct {
  GApplication *app;
  Body          body;
} Run;

static gboolean
body_cb (gpointer user_data)
{
  Run *run = user_data;

  run->body (run->app);
  g_application_quit (run->app);

  return G_SOURCE_REMOVE;
}

static void
test_app (gconstpointer user_data)
{
  g_autoptr (SgPanelApp) app = sg_panel_app_new ();
  char *argv[] = { (char *) "sandglass-panel", (char *) "--show", NULL };
  Run run = { G_APPLICATION (app), (Body) (void (*)(void))user_data };

  g_idle_add_full (G_PRIORITY_LOW, body_cb, &run, NULL);
  g_assert_cmpint (g_application_run (G_APPLICATION (app), 2, argv), ==, 0);
}

static GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_visible (window))
      return window;
  }

  return NULL;
}

static GtkWidget *
wait_for_window (GType type)
{
  GtkWidget *window;

  while ((window = find_window (type)) == NULL)
    g_main_context_iteration (NULL, TRUE);

  return window;
}

static void
wait_for_text (GType       type,
               const char *text)
{
  for (;;) {
    GtkWidget *window = find_window (type);
    g_autofree char *texts = window ? widget_texts (window) : g_strdup ("");

    if (strstr (texts, text) != NULL)
      return;
    g_main_context_iteration (NULL, TRUE);
  }
}

static void
toggle (GApplication *app)
{
  g_action_group_activate_action (G_ACTION_GROUP (app), "toggle", g_variant_new ("(ii)", 0, 0));
}

static void
test_a_second_click_closes (GApplication *app)
{
  GtkWidget *panel = wait_for_window (SG_TYPE_PANEL_WINDOW);

  toggle (app);
  g_assert_false (gtk_widget_get_visible (panel));
  /* Hidden, it does not keep the process. */
  g_assert_null (gtk_application_get_windows (GTK_APPLICATION (app)));

  toggle (app);
  g_assert_true (find_window (SG_TYPE_PANEL_WINDOW) == panel);
  g_assert_nonnull (gtk_application_get_windows (GTK_APPLICATION (app)));
}

static void
test_closing_hides_and_keeps (GApplication *app)
{
  GtkWidget *panel = wait_for_window (SG_TYPE_PANEL_WINDOW);

  /* What Escape is bound to. */
  g_assert_true (gtk_widget_activate_action (panel, "window.close", NULL));
  while (gtk_widget_get_visible (panel))
    g_main_context_iteration (NULL, TRUE);

  g_action_group_activate_action (G_ACTION_GROUP (app), "show", NULL);
  g_assert_true (wait_for_window (SG_TYPE_PANEL_WINDOW) == panel);
}

static void
test_the_agent_comes_changes_and_goes (GApplication *app)
{
  g_autoptr (GDBusConnection) connection = sg_bus_peer_new (NULL);
  g_autoptr (SgBusSandglass1) bus = NULL;
  guint name_id;

  wait_for_text (SG_TYPE_PANEL_WINDOW, "Sandglass is not running.");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (app), "refresh"));

  bus = sample_bus_new (connection, "normal");
  name_id = g_bus_own_name_on_connection (connection, SG_BUS_NAME, 0, NULL, NULL, NULL, NULL);
  wait_for_text (SG_TYPE_PANEL_WINDOW, "38 %");
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (app), "refresh"));

  sample_bus_say (bus, "critical");
  wait_for_text (SG_TYPE_PANEL_WINDOW, "93 %");

  g_bus_unown_name (name_id);
  wait_for_text (SG_TYPE_PANEL_WINDOW, "Sandglass is not running.");
  /* What was known last still stands, if only as long as its window runs. */
  wait_for_text (SG_TYPE_PANEL_WINDOW, "5-hour limit");
}

static gboolean
refresh_cb (SgBusSandglass1       *bus,
            GDBusMethodInvocation *invocation,
            gboolean              *asked)
{
  *asked = TRUE;
  sg_bus_sandglass1_complete_refresh (bus, invocation);

  return TRUE;
}

static void
test_refresh_asks_the_agent (GApplication *app)
{
  g_autoptr (GDBusConnection) connection = sg_bus_peer_new (NULL);
  g_autoptr (SgBusSandglass1) bus = sample_bus_new (connection, "normal");
  guint name_id = g_bus_own_name_on_connection (connection, SG_BUS_NAME, 0, NULL, NULL, NULL, NULL);
  gboolean asked = FALSE;

  g_signal_connect (bus, "handle-refresh", G_CALLBACK (refresh_cb), &asked);
  wait_for_text (SG_TYPE_PANEL_WINDOW, "38 %");
  g_action_group_activate_action (G_ACTION_GROUP (app), "refresh", NULL);
  while (!asked)
    g_main_context_iteration (NULL, TRUE);

  g_bus_unown_name (name_id);
}

static void
exited_cb (GObject      *process,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (process), result, NULL));
  *(gboolean *) user_data = TRUE;
}

static void
run_second (const char *option)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "..", "src", "panel", "sandglass-panel", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, option, NULL);
  gboolean exited = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, exited_cb, &exited);
  while (!exited)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_a_second_process_asks_the_first (GApplication *app)
{
  GtkWidget *panel = wait_for_window (SG_TYPE_PANEL_WINDOW);

  run_second ("--toggle");
  g_assert_false (gtk_widget_get_visible (panel));
  run_second ("--window");
  wait_for_window (SG_TYPE_MAIN_WINDOW);
}

static void
test_every_window_opens (GApplication *app)
{
  g_autoptr (GDBusConnection) connection = sg_bus_peer_new (NULL);
  g_autoptr (SgBusSandglass1) bus = sample_bus_new (connection, "needs-you");
  guint name_id = g_bus_own_name_on_connection (connection, SG_BUS_NAME, 0, NULL, NULL, NULL, NULL);
  GActionGroup *actions = G_ACTION_GROUP (app);

  g_action_group_activate_action (actions, "window", NULL);
  wait_for_text (SG_TYPE_MAIN_WINDOW, "41 %");
  g_action_group_activate_action (actions, "preferences", NULL);
  widget_wait_for_frame (wait_for_window (ADW_TYPE_PREFERENCES_WINDOW));
  g_action_group_activate_action (actions, "about", NULL);
  widget_wait_for_frame (wait_for_window (ADW_TYPE_ABOUT_WINDOW));

  g_bus_unown_name (name_id);
}

static void
say_hidden (SgBusSandglass1 *bus,
            gboolean         hidden)
{
  g_auto (GVariantDict) style = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&style, "hidden", "b", hidden);
  g_object_set (bus, "style", g_variant_dict_end (&style), NULL);
}

static void
turn_to (const char *page)
{
  GtkWidget *stack = widget_find (wait_for_window (SG_TYPE_MAIN_WINDOW), ADW_TYPE_VIEW_STACK, 0);

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), page);
}

static void
assert_page (GApplication *app,
             const char   *page)
{
  GtkWidget *stack = widget_find (GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (app))), ADW_TYPE_VIEW_STACK, 0);

  g_assert_cmpstr (adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (stack)), ==, page);
}

/* Without a team's page, as nobody has an organisation here. */
static void
test_keys_turn_the_pages (GApplication *app)
{
  SgMainWindow *window;

  g_action_group_activate_action (G_ACTION_GROUP (app), "window", NULL);
  window = SG_MAIN_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (app)));
  sg_main_window_turn_by (window, 1);
  assert_page (app, "history");
  sg_main_window_turn_by (window, -2);
  assert_page (app, "doctor");
  sg_main_window_turn_by (window, 1);
  assert_page (app, "usage");
  g_assert_true (sg_main_window_turn_to (window, 4));
  assert_page (app, "prices");
  g_assert_false (sg_main_window_turn_to (window, 6));
  assert_page (app, "prices");
}

static gboolean
has_action (GtkWidget  *window,
            const char *name)
{
  return gtk_widget_activate_action (GTK_WIDGET (widget_find (window, SG_TYPE_CARD, 0)), name, NULL);
}

static void
test_only_the_panel_leads_to_the_window (GApplication *app)
{
  GtkWidget *panel = wait_for_window (SG_TYPE_PANEL_WINDOW);

  g_assert_true (has_action (panel, "panel.window"));
  g_assert_false (has_action (wait_for_window (SG_TYPE_MAIN_WINDOW), "panel.window"));
}

static void
test_shortcuts_are_listed (GApplication *app)
{
  g_auto (GStrv) accels = gtk_application_get_accels_for_action (GTK_APPLICATION (app), "app.shortcuts");

  g_assert_cmpstr (accels[0], ==, "<Control>question");
  g_action_group_activate_action (G_ACTION_GROUP (app), "shortcuts", NULL);
  wait_for_text (GTK_TYPE_SHORTCUTS_WINDOW, "Next page");
}

/* The history was read before. */
static void
test_the_window_is_as_large_as_it_was (GApplication *app)
{
  GtkWindow *window;
  int width, height;

  g_action_group_activate_action (G_ACTION_GROUP (app), "window", NULL);
  window = gtk_application_get_active_window (GTK_APPLICATION (app));
  g_assert_true (SG_IS_MAIN_WINDOW (window));
  gtk_window_set_default_size (window, 777, 555);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (window);
  while (window != NULL)
    g_main_context_iteration (NULL, TRUE);

  g_action_group_activate_action (G_ACTION_GROUP (app), "window", NULL);
  gtk_window_get_default_size (gtk_application_get_active_window (GTK_APPLICATION (app)), &width, &height);
  g_assert_cmpint (width, ==, 777);
  g_assert_cmpint (height, ==, 555);
}

static void
test_hidden_numbers_are_on_no_page (GApplication *app)
{
  g_autoptr (GDBusConnection) connection = sg_bus_peer_new (NULL);
  g_autoptr (SgBusSandglass1) bus = sample_bus_new (connection, "mixed");
  guint name_id = g_bus_own_name_on_connection (connection, SG_BUS_NAME, 0, NULL, NULL, NULL, NULL);

  wait_for_text (SG_TYPE_PANEL_WINDOW, "78 %");
  g_action_group_activate_action (G_ACTION_GROUP (app), "window", NULL);
  wait_for_text (SG_TYPE_MAIN_WINDOW, "24 hours");
  turn_to ("history");
  wait_for_text (SG_TYPE_MAIN_WINDOW, "Used elsewhere");

  say_hidden (bus, TRUE);
  wait_for_text (SG_TYPE_MAIN_WINDOW, "Numbers are hidden");
  widget_assert_no_number (find_window (SG_TYPE_MAIN_WINDOW));

  say_hidden (bus, FALSE);
  wait_for_text (SG_TYPE_MAIN_WINDOW, "78 %");
  turn_to ("history");
  wait_for_text (SG_TYPE_MAIN_WINDOW, "Used elsewhere");
  g_bus_unown_name (name_id);
}

static void
assert_style_is_hidden (GApplication *app)
{
  g_assert_true (sg_style_get ().hidden);
}

/* Before the agent says so, and where there is none. */
static void
test_numbers_are_hidden_from_the_start (void)
{
  g_autoptr (GSettings) settings = NULL;

  /* A setting of this process would be one of every other test here, too. */
  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
    g_test_trap_assert_passed ();
    return;
  }

  settings = sg_settings_store_open ();
  g_settings_set_boolean (settings, "presentation", TRUE);
  test_app ((gconstpointer) (void (*)(void))assert_style_is_hidden);
}

static void
test_the_menu_opens_with_the_panel (GApplication *app)
{
  g_action_group_activate_action (G_ACTION_GROUP (app), "menu", g_variant_new ("(ii)", 3, 4));
  wait_for_text (SG_TYPE_PANEL_WINDOW, "Quit Sandglass");
}

static gboolean
hide_cb (gpointer app)
{
  g_application_set_inactivity_timeout (app, 1);
  toggle (app);

  return G_SOURCE_REMOVE;
}

/* Ends by itself, or the test does not end. */
static void
test_a_hidden_panel_leaves (void)
{
  g_autoptr (SgPanelApp) app = sg_panel_app_new ();
  char *argv[] = { (char *) "sandglass-panel", (char *) "--toggle", NULL };

  g_idle_add_full (G_PRIORITY_LOW, hide_cb, app, NULL);
  g_assert_cmpint (g_application_run (G_APPLICATION (app), 2, argv), ==, 0);
}

static int
render (const char *path,
        const char *state)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "..", "src", "panel", "sandglass-panel", NULL);
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, program,
                                                      "--render", path, "--state", state, "--dark", NULL);

  g_assert_true (g_subprocess_wait (process, NULL, NULL));

  return g_subprocess_get_exit_status (process);
}

static void
test_states_are_drawn_into_files (void)
{
  g_autofree char *dir = g_dir_make_tmp ("sg-render-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "panel.png", NULL);
  g_autofree char *link = g_build_filename (dir, "link.png", NULL);
  g_autofree char *nowhere = g_build_filename (dir, "missing", "panel.png", NULL);
  g_autoptr (GdkPixbuf) picture = NULL;

  g_assert_cmpint (render (path, "mixed"), ==, 0);
  picture = gdk_pixbuf_new_from_file (path, NULL);
  g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, 402);
  g_assert_cmpint (gdk_pixbuf_get_height (picture), >, 400);

  /* Higher than the screen the tests have */
  g_clear_object (&picture);
  g_assert_cmpint (render (path, "code-and-console"), ==, 0);
  picture = gdk_pixbuf_new_from_file (path, NULL);
  g_assert_cmpint (gdk_pixbuf_get_height (picture), >, 1024);

  g_assert_cmpint (render (path, "no-such-state"), ==, 2);
  g_assert_cmpint (render (nowhere, "mixed"), ==, 1);

  g_assert_cmpint (symlink ("panel.png", link), ==, 0);
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (render (link, "mixed"), ==, 0);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_clear_object (&picture);
  picture = gdk_pixbuf_new_from_file (path, NULL);
  g_assert_nonnull (picture);

  g_unlink (link);
  g_unlink (path);
  g_rmdir (dir);
}

static void
add (const char *path,
     Body        body)
{
  g_test_add_data_func (path, (gconstpointer) (void (*)(void))body, test_app);
}

/* GDK 4.24 warns of its own count of frames when the machine is busy. Everything else it warns of ends the test. */
static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  for (gsize i = 0; i < n_fields; i++) {
    if (g_str_equal (fields[i].key, "MESSAGE") && g_str_has_prefix (fields[i].value, "gdk_frame_timings_submitted() "))
      return G_LOG_WRITER_HANDLED;
  }

  return g_log_writer_default (level, fields, n_fields, user_data);
}

int
main (int   argc,
      char *argv[])
{
  g_log_set_writer_func (write_log, NULL, NULL);
  /* Not with isolated folders: icons are found below the real ones. Nothing here writes. */
  g_test_init (&argc, &argv, NULL);

  add ("/panel/app/a-second-click-closes", test_a_second_click_closes);
  add ("/panel/app/closing-hides-and-keeps", test_closing_hides_and_keeps);
  add ("/panel/app/the-agent-comes-changes-and-goes", test_the_agent_comes_changes_and_goes);
  add ("/panel/app/refresh-asks-the-agent", test_refresh_asks_the_agent);
  add ("/panel/app/a-second-process-asks-the-first", test_a_second_process_asks_the_first);
  add ("/panel/app/every-window-opens", test_every_window_opens);
  add ("/panel/app/the-window-is-as-large-as-it-was", test_the_window_is_as_large_as_it_was);
  add ("/panel/app/keys-turn-the-pages", test_keys_turn_the_pages);
  add ("/panel/app/only-the-panel-leads-to-the-window", test_only_the_panel_leads_to_the_window);
  add ("/panel/app/shortcuts-are-listed", test_shortcuts_are_listed);
  add ("/panel/app/hidden-numbers-are-on-no-page", test_hidden_numbers_are_on_no_page);
  add ("/panel/app/the-menu-opens-with-the-panel", test_the_menu_opens_with_the_panel);
  g_test_add_func ("/panel/app/numbers-are-hidden-from-the-start", test_numbers_are_hidden_from_the_start);
  g_test_add_func ("/panel/app/a-hidden-panel-leaves", test_a_hidden_panel_leaves);

  g_test_add_func ("/panel/app/states-are-drawn-into-files", test_states_are_drawn_into_files);

  return g_test_run ();
}
