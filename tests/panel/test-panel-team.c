/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of the team: whose it is. */

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "panel-widgets.h"
#include "sample-bus.h"
#include "sg-bus-peer.h"
#include "sg-ledger-team.h"
#include "sg-main-window.h"
#include "sg-sample.h"
#include "sg-state-folder.h"
#include "sg-time.h"

#define OWN "own@example.org"
#define MADE_UP "ivo@example.org"

typedef struct {
  GDBusConnection *connection;
  SgBusSandglass1 *bus;
  SgServiceClient *client;
  SgMainWindow    *window;
  AdwViewStack    *stack;
  guint            name_id;
} Fixture;

static char *
ledger_path (void)
{
  g_autofree char *folder = sg_state_folder_path ();

  return g_build_filename (folder, "ledger.db", NULL);
}

static void
add_own (SgLedger *ledger,
         gint64    now)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_team_record_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (people, sg_team_record_new (OWN, FALSE));
  sg_ledger_team_replace_day (ledger, "org", sg_time_midnight_of (now), people, 0, now, &error);
  g_assert_no_error (error);
}

/* The user's own team, now and when the samples are. */
static void
make_ledger (void)
{
  g_autofree char *path = ledger_path ();
  g_autoptr (GDateTime) then = sg_sample_now ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SgLedger) ledger = sg_ledger_open (path, NULL, &error);

  g_assert_no_error (error);
  add_own (ledger, g_date_time_to_unix (then));
  add_own (ledger, g_get_real_time () / G_USEC_PER_SEC);
}

static void
set_up (Fixture      *f,
        gconstpointer sample)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) own = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);

  g_assert_no_error (error);
  f->connection = sg_bus_peer_new (NULL);
  f->bus = sample_bus_new (f->connection, sample);
  f->name_id = g_bus_own_name_on_connection (f->connection, SG_BUS_NAME, 0, NULL, NULL, NULL, NULL);
  f->client = sg_service_client_new (own);
  f->window = sg_main_window_new (NULL, f->client);
  gtk_window_present (GTK_WINDOW (f->window));
  f->stack = ADW_VIEW_STACK (widget_find (GTK_WIDGET (f->window), ADW_TYPE_VIEW_STACK, 0));
}

static void
tear_down (Fixture      *f,
           gconstpointer sample)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_clear_handle_id (&f->name_id, g_bus_unown_name);
  g_clear_object (&f->client);
  g_clear_object (&f->bus);
  g_clear_object (&f->connection);
}

static AdwViewStackPage *
get_page (Fixture *f)
{
  return adw_view_stack_get_page (f->stack, adw_view_stack_get_child_by_name (f->stack, "team"));
}

static char *
wait_for (Fixture    *f,
          const char *name)
{
  for (;;) {
    g_autofree char *texts = widget_texts (GTK_WIDGET (f->window));

    if (strstr (texts, name) != NULL)
      return g_steal_pointer (&texts);
    g_main_context_iteration (NULL, TRUE);
  }
}

static void
test_a_demonstration_has_its_own_team (Fixture      *f,
                                       gconstpointer sample)
{
  g_autofree char *made_up = NULL;
  g_autofree char *own = NULL;

  while (!adw_view_stack_page_get_visible (get_page (f)))
    g_main_context_iteration (NULL, TRUE);
  adw_view_stack_set_visible_child_name (f->stack, "team");
  made_up = wait_for (f, MADE_UP);
  g_assert_null (strstr (made_up, OWN));

  /* Then it ends. */
  g_clear_handle_id (&f->name_id, g_bus_unown_name);
  own = wait_for (f, OWN);
  g_assert_null (strstr (own, MADE_UP));
}

/* With the three buttons that a desktop has at most, and as wide as it is at first. */
static void
test_the_names_of_all_pages_have_room_above (Fixture      *f,
                                             gconstpointer sample)
{
  GtkWidget *bar = widget_find (GTK_WIDGET (f->window), ADW_TYPE_VIEW_SWITCHER_BAR, 0);
  GtkWidget *names = widget_find (GTK_WIDGET (f->window), ADW_TYPE_VIEW_SWITCHER, 0);

  g_object_set (gtk_settings_get_default (), "gtk-decoration-layout", ":minimize,maximize,close", NULL);
  while (!adw_view_stack_page_get_visible (get_page (f)))
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 10; i++)
    widget_wait_for_frame (GTK_WIDGET (f->window));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (f->window)), <=, 900);
  g_assert_false (adw_view_switcher_bar_get_reveal (ADW_VIEW_SWITCHER_BAR (bar)));
  g_assert_true (gtk_widget_get_child_visible (names));
}

static void
test_without_an_organization_it_has_none (Fixture      *f,
                                          gconstpointer sample)
{
  g_free (wait_for (f, "38 %"));
  for (guint i = 0; i < 10; i++)
    widget_wait_for_frame (GTK_WIDGET (f->window));
  g_assert_false (adw_view_stack_page_get_visible (get_page (f)));
}

#define page_test(path, sample, function) g_test_add (path, Fixture, sample, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autofree char *state = g_dir_make_tmp ("sandglass-test-XXXXXX", NULL);
  g_autofree char *clean = g_strdup_printf ("rm -r '%s'", state);
  int status;

  /* Not with isolated folders: icons are found below the real ones. */
  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  widgets_load_style ();
  make_ledger ();

  page_test ("/panel/team/a-demonstration-has-its-own-team", "code-and-console", test_a_demonstration_has_its_own_team);
  page_test ("/panel/team/the-names-of-all-pages-have-room-above", "code-and-console", test_the_names_of_all_pages_have_room_above);
  page_test ("/panel/team/without-an-organization-it-has-none", "normal", test_without_an_organization_it_has_none);

  status = g_test_run ();
  g_spawn_command_line_sync (clean, NULL, NULL, NULL, NULL);

  return status;
}
