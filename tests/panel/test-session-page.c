/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages of sessions and projects: a ledger of some thousand sessions, and what is on screen of it. */

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "panel-widgets.h"
#include "sg-session-cell.h"
#include "sg-session-list.h"
#include "sg-session-page.h"
#include "sg-session-table.h"
#include "sg-settings-store.h"
#include "sg-state-folder.h"

/* GTK makes widgets for two hundred rows if there are: tests that need no more than some are faster with those. */
#define N_SESSIONS 40
#define N_MANY 3000
#define NOW_MS G_GINT64_CONSTANT (1795262400000)   /* 2026-11-21T12:00Z */

typedef struct {
  SgLedgerListKind kind;
  guint            n_sessions;
} Given;

typedef struct {
  GtkWidget     *window;
  SgSessionPage *page;
  GDateTime     *now;
} Fixture;

static SgSlice
slice (const char *text)
{
  return (SgSlice) { text, strlen (text) };
}

static char *
ledger_path (void)
{
  g_autofree char *folder = sg_state_folder_path ();

  return g_build_filename (folder, "ledger.db", NULL);
}

static void
remove_ledger (void)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal", ".lock" };
  g_autofree char *path = ledger_path ();

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

    g_unlink (file);
  }
}

/* Session N began N minutes ago and asked for N + 1 tokens; every tenth is in another project, the last one of an unknown model. */
static void
make_ledger (guint n_sessions)
{
  g_autofree char *path = ledger_path ();
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SgLedger) ledger = sg_ledger_open (path, prices, &error);
  g_autoptr (SgLedgerBatch) batch = sg_ledger_batch_new ();

  g_assert_no_error (error);
  for (guint i = 0; i < n_sessions; i++) {
    g_autofree char *file = g_strdup_printf ("-home-ada-%s/%08x-0000.jsonl", i % 10 == 3 ? "shuttle" : "loom", i);
    g_autofree char *id = g_strdup_printf ("msg_%u", i);
    const SgRequest request = {
      .message_id = slice (id), .request_id = slice (id), .model = slice (i == n_sessions - 1 ? "claude-ibis-6" : "claude-opus-5-5"),
      .time_ms = NOW_MS - (gint64) i * 60000, .stated_pico_usd = SG_REQUEST_COST_UNSTATED,
      .usage = { .input = i + 1, .output = 10, .cache_read = 1000 },
    };

    sg_ledger_batch_start_file (batch, file);
    sg_ledger_batch_add_request (batch, &request, request.message_id);
  }
  sg_ledger_write (ledger, batch, &error);
  g_assert_no_error (error);
}

static void
settle (Fixture *f)
{
  widget_wait_for_frame (f->window);
  while (!sg_session_page_is_settled (f->page))
    g_main_context_iteration (NULL, TRUE);
  widget_wait_for_frame (f->window);
}

static GPtrArray *
new_limits (Fixture *f)
{
  GPtrArray *limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  g_autoptr (GDateTime) resets_at = g_date_time_add_hours (f->now, 4);

  g_ptr_array_add (limits, sg_limit_new ("session", SG_LIMIT_SESSION, NULL, 40.0, resets_at, SG_ORIGIN_ENDPOINT, f->now));

  return limits;
}

static void
load (Fixture   *f,
      GPtrArray *limits,
      GPtrArray *profiles)
{
  const SgSessionContext context = { .now = f->now, .limits = limits, .profiles = profiles };

  sg_session_page_load (f->page, &context);
}

static void
open_page (Fixture         *f,
           SgLedgerListKind kind)
{
  f->now = g_date_time_new_from_unix_utc (NOW_MS / 1000 + 30);
  f->page = sg_session_page_new (kind);
  f->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 900, 700);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->page));
  gtk_window_present (GTK_WINDOW (f->window));
  load (f, NULL, NULL);
  settle (f);
}

static void
set_up (Fixture      *f,
        gconstpointer user_data)
{
  const Given *given = user_data;

  remove_ledger ();
  make_ledger (given->n_sessions);
  open_page (f, given->kind);
}

static void
tear_down (Fixture      *f,
           gconstpointer user_data)
{
  g_object_add_weak_pointer (G_OBJECT (f->page), (gpointer *) &f->page);
  gtk_window_destroy (GTK_WINDOW (f->window));
  while (f->page != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_date_time_unref (f->now);
}

static SgSessionTable *
get_table (Fixture *f)
{
  return SG_SESSION_TABLE (widget_find (GTK_WIDGET (f->page), SG_TYPE_SESSION_TABLE, 0));
}

static GListModel *
get_list (Fixture *f)
{
  return G_LIST_MODEL (sg_session_table_get_list (get_table (f)));
}

static void
assert_said (Fixture    *f,
             guint       row,
             guint       column,
             const char *text)
{
  GtkWidget *cell = widget_find (GTK_WIDGET (f->page), SG_TYPE_SESSION_CELL, row * SG_N_LEDGER_COLUMNS + column);

  g_assert_nonnull (cell);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, text);
}

static void
test_what_is_on_screen_fills_in (Fixture      *f,
                                 gconstpointer user_data)
{
  g_assert_cmpuint (g_list_model_get_n_items (get_list (f)), ==, N_SESSIONS);
  assert_said (f, 0, SG_LEDGER_COLUMN_SESSION, "00000000");
  assert_said (f, 0, SG_LEDGER_COLUMN_INPUT, "1");
  assert_said (f, 3, SG_LEDGER_COLUMN_PROJECT, "home-ada-shuttle");
  assert_said (f, 3, SG_LEDGER_COLUMN_CACHE_READ, "1,000");
  g_assert_cmpuint (sg_session_list_get_n_kept (SG_SESSION_LIST (get_list (f))), <, 500);
}

/* Rows that come later widen their columns, and so move the end. */
static void
test_from_right_to_left_it_opens_at_the_first_column (void)
{
  Fixture f;
  GtkAdjustment *across;

  remove_ledger ();
  make_ledger (N_SESSIONS);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  open_page (&f, SG_LEDGER_LIST_SESSIONS);
  across = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (widget_find (GTK_WIDGET (f.page), GTK_TYPE_COLUMN_VIEW, 0)));

  g_assert_cmpfloat (gtk_adjustment_get_upper (across), >, gtk_adjustment_get_page_size (across));
  while (gtk_adjustment_get_value (across) < gtk_adjustment_get_upper (across) - gtk_adjustment_get_page_size (across))
    g_main_context_iteration (NULL, TRUE);
  settle (&f);
  g_assert_cmpfloat (gtk_adjustment_get_value (across), ==, gtk_adjustment_get_upper (across) - gtk_adjustment_get_page_size (across));

  tear_down (&f, NULL);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_rows_are_bounded_while_scrolling (Fixture      *f,
                                       gconstpointer user_data)
{
  GtkWidget *view = widget_find (GTK_WIDGET (f->page), GTK_TYPE_COLUMN_VIEW, 0);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  g_autoptr (SgSessionRow) last = NULL;

  for (guint i = 0; i <= 3; i++) {
    gtk_adjustment_set_value (adjustment, (gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment)) * i / 3.0);
    settle (f);
    g_assert_cmpuint (sg_session_list_get_n_kept (SG_SESSION_LIST (get_list (f))), <=, 1024 + 300);
  }

  last = g_list_model_get_item (get_list (f), N_MANY - 1);
  g_assert_nonnull (sg_session_row_get (last));
  g_assert_cmpint (sg_session_row_get (last)->sums.input, ==, N_MANY);
}

static GtkWidget *
get_drop_down (Fixture *f,
               guint    n_entries)
{
  for (guint i = 0;; i++) {
    GtkWidget *found = widget_find (GTK_WIDGET (f->page), GTK_TYPE_DROP_DOWN, i);

    g_assert_nonnull (found);
    if (g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (found))) == n_entries)
      return found;
  }
}

static void
test_columns_are_chosen_without_a_mouse (Fixture      *f,
                                         gconstpointer user_data)
{
  GtkWidget *sort = get_drop_down (f, SG_N_LEDGER_COLUMNS);
  SgLedgerColumn column;
  gboolean descending;

  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (sort)), ==, SG_LEDGER_COLUMN_START);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (sort), SG_LEDGER_COLUMN_INPUT);
  settle (f);
  assert_said (f, 0, SG_LEDGER_COLUMN_INPUT, "40");
  assert_said (f, 0, SG_LEDGER_COLUMN_COST, "unknown");

  sg_session_table_get_order (get_table (f), &column, &descending);
  g_assert_cmpint (column, ==, SG_LEDGER_COLUMN_INPUT);
  g_assert_true (descending);

  /* As a click on a title does */
  sg_session_table_set_order (get_table (f), SG_LEDGER_COLUMN_SESSION, FALSE);
  settle (f);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (sort)), ==, SG_LEDGER_COLUMN_SESSION);
  assert_said (f, 1, SG_LEDGER_COLUMN_SESSION, "00000001");
}

static gboolean
is_in_table (Fixture *f)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (f->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (get_table (f)));
}

/* However many rows there are */
static void
test_tab_passes_the_table_in_one_step (Fixture      *f,
                                       gconstpointer user_data)
{
  GtkWidget *search = widget_find (GTK_WIDGET (f->page), GTK_TYPE_SEARCH_ENTRY, 0);
  const GtkDirectionType ways[] = { GTK_DIR_TAB_FORWARD, GTK_DIR_TAB_BACKWARD };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++) {
    gtk_widget_grab_focus (search);
    for (guint steps = 0; steps < 10 && !is_in_table (f); steps++)
      g_signal_emit_by_name (f->window, "move-focus", ways[i]);
    g_assert_true (is_in_table (f));
    gtk_widget_child_focus (GTK_WIDGET (f->window), GTK_DIR_DOWN);
    g_assert_true (is_in_table (f));
    g_signal_emit_by_name (f->window, "move-focus", ways[i]);
    g_assert_false (is_in_table (f));
  }
}

static void
search (Fixture    *f,
        const char *text,
        guint       n_found)
{
  GtkWidget *entry = widget_find (GTK_WIDGET (f->page), GTK_TYPE_SEARCH_ENTRY, 0);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  while (g_list_model_get_n_items (get_list (f)) != n_found)
    g_main_context_iteration (NULL, TRUE);
  settle (f);
}

static void
test_search_finds_and_says_when_not (Fixture      *f,
                                     gconstpointer user_data)
{
  search (f, "shuttle", N_SESSIONS / 10);
  assert_said (f, 0, SG_LEDGER_COLUMN_SESSION, "00000003");

  search (f, "ibis", 1);
  search (f, "nothing of the kind", 0);
  g_assert_nonnull (widget_find_label (GTK_WIDGET (f->page), "Nothing Found"));
}

static void
test_details_are_of_the_chosen_one (Fixture      *f,
                                    gconstpointer user_data)
{
  g_autofree char *texts = NULL;
  g_autofree char *after = NULL;

  search (f, "shuttle", N_SESSIONS / 10);
  sg_session_page_choose_first (f->page);
  settle (f);
  texts = widget_texts (GTK_WIDGET (f->page));
  g_assert_nonnull (strstr (texts, "home-ada-shuttle · session 00000003-0000"));
  g_assert_nonnull (strstr (texts, "Opus 5.5"));

  /* It is still the chosen one in another order, wherever it is then. */
  sg_session_table_set_order (get_table (f), SG_LEDGER_COLUMN_INPUT, TRUE);
  settle (f);
  g_assert_nonnull (sg_session_table_get_chosen (get_table (f)));
  g_assert_cmpuint (sg_session_list_find (SG_SESSION_LIST (get_list (f)), sg_session_row_get_id (sg_session_table_get_chosen (get_table (f)))), ==,
                    N_SESSIONS / 10 - 1);

  sg_session_table_choose_none (get_table (f));
  after = widget_texts (GTK_WIDGET (f->page));
  g_assert_null (strstr (after, "session 00000003"));
}

static void
test_who_fills_the_window (Fixture      *f,
                           gconstpointer user_data)
{
  g_autoptr (GPtrArray) limits = new_limits (f);
  g_autofree char *before = widget_texts (GTK_WIDGET (f->page));
  g_autofree char *texts = NULL;

  g_assert_nonnull (strstr (before, "Not known: no official reading says when the present limit began."));
  load (f, limits, NULL);
  settle (f);
  texts = widget_texts (GTK_WIDGET (f->page));
  /* An hour of it is over. Each is the dearer the older it is; of the last the price is unknown. */
  g_assert_nonnull (strstr (texts, "home-ada-loom · 00000026"));
  g_assert_nonnull (strstr (texts, "36 more: "));
  g_assert_nonnull (strstr (texts, "Estimate of this machine"));
}

static void
test_names_stay_hidden (Fixture      *f,
                        gconstpointer user_data)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  g_autoptr (GPtrArray) limits = new_limits (f);
  g_autofree char *texts = NULL;

  g_settings_set_boolean (settings, "hide-personal", TRUE);
  load (f, limits, NULL);
  settle (f);
  texts = widget_texts (GTK_WIDGET (f->page));
  g_assert_null (strstr (texts, "loom"));
  g_assert_nonnull (strstr (texts, "Project "));
  search (f, "loom", 0);
  g_settings_reset (settings, "hide-personal");
}

static void
test_projects_sum_up (Fixture      *f,
                      gconstpointer user_data)
{
  g_autofree char *texts = widget_texts (GTK_WIDGET (f->page));

  g_assert_cmpuint (g_list_model_get_n_items (get_list (f)), ==, 2);
  assert_said (f, 0, SG_LEDGER_COLUMN_PROJECT, "home-ada-loom");
  assert_said (f, 0, SG_LEDGER_COLUMN_SESSION, "36");
  assert_said (f, 1, SG_LEDGER_COLUMN_CACHE_READ, "4,000");
  g_assert_nonnull (strstr (texts, "2 projects, 40 sessions"));
}

static void
test_a_profile_is_chosen (Fixture      *f,
                          gconstpointer user_data)
{
  g_autoptr (GPtrArray) profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_profile_info_free);
  SgProfileInfo *work = sg_profile_info_new ("work", "Work");

  work->shown = TRUE;
  g_ptr_array_add (profiles, work);
  g_ptr_array_add (profiles, sg_profile_info_new ("main", "Home"));
  load (f, NULL, profiles);
  settle (f);
  g_assert_cmpuint (g_list_model_get_n_items (get_list (f)), ==, 0);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_drop_down (f, 3)), 0);
  settle (f);
  g_assert_cmpuint (g_list_model_get_n_items (get_list (f)), ==, N_SESSIONS);
  /* Who looks at all keeps looking at all. */
  load (f, NULL, profiles);
  settle (f);
  g_assert_cmpuint (g_list_model_get_n_items (get_list (f)), ==, N_SESSIONS);
}

static void
test_it_may_go_at_any_time (Fixture      *f,
                            gconstpointer user_data)
{
  load (f, NULL, NULL);
  sg_session_table_set_order (get_table (f), SG_LEDGER_COLUMN_MODELS, TRUE);
  sg_session_page_choose_first (f->page);
}

static void
test_no_ledger_is_made (void)
{
  g_autofree char *path = ledger_path ();
  Fixture f = { 0 };

  open_page (&f, SG_LEDGER_LIST_SESSIONS);
  g_assert_nonnull (widget_find_label (GTK_WIDGET (f.page), "No Sessions"));
  tear_down (&f, NULL);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

#define page_test(path, given, function) g_test_add (path, Fixture, given, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  static const Given sessions = { SG_LEDGER_LIST_SESSIONS, N_SESSIONS };
  static const Given many = { SG_LEDGER_LIST_SESSIONS, N_MANY };
  static const Given projects = { SG_LEDGER_LIST_PROJECTS, N_SESSIONS };
  g_autofree char *state = g_dir_make_tmp ("sandglass-test-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (state, "sandglass", NULL);
  int status;

  /* Not with isolated folders: icons are found below the real ones. */
  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  widgets_load_style ();

  g_test_add_func ("/session-page/no-ledger-is-made", test_no_ledger_is_made);
  page_test ("/session-page/what-is-on-screen-fills-in", &sessions, test_what_is_on_screen_fills_in);
  g_test_add_func ("/session-page/from-right-to-left-it-opens-at-the-first-column", test_from_right_to_left_it_opens_at_the_first_column);
  page_test ("/session-page/rows-are-bounded-while-scrolling", &many, test_rows_are_bounded_while_scrolling);
  page_test ("/session-page/columns-are-chosen-without-a-mouse", &sessions, test_columns_are_chosen_without_a_mouse);
  page_test ("/session-page/tab-passes-the-table-in-one-step", &sessions, test_tab_passes_the_table_in_one_step);
  page_test ("/session-page/search-finds-and-says-when-not", &sessions, test_search_finds_and_says_when_not);
  page_test ("/session-page/details-are-of-the-chosen-one", &sessions, test_details_are_of_the_chosen_one);
  page_test ("/session-page/who-fills-the-window", &sessions, test_who_fills_the_window);
  page_test ("/session-page/names-stay-hidden", &sessions, test_names_stay_hidden);
  page_test ("/session-page/projects-sum-up", &projects, test_projects_sum_up);
  page_test ("/session-page/a-profile-is-chosen", &sessions, test_a_profile_is_chosen);
  page_test ("/session-page/it-may-go-at-any-time", &sessions, test_it_may_go_at_any_time);

  status = g_test_run ();
  remove_ledger ();
  g_rmdir (folder);
  g_rmdir (state);

  return status;
}
