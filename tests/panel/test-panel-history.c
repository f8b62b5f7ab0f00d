/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The past, from a ledger or made up, to what stands on screen and what a screen reader says. */

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "panel-widgets.h"
#include "sample-bus.h"
#include "sg-chart-plot.h"
#include "sg-chart.h"
#include "sg-heat-map.h"
#include "sg-history-brief.h"
#include "sg-history-demo.h"
#include "sg-history-page.h"
#include "sg-ledger-limits.h"
#include "sg-sample.h"
#include "sg-service-client.h"

static SgHistoryView *
made_up (SgHistorySpan span)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgUsageModel) model = sg_sample_new ("mixed");
  GPtrArray *limits = sg_usage_model_get_limits (model);
  g_autoptr (SgHistoryRecord) record = sg_history_demo_new (limits, g_date_time_to_unix (now), zone);

  return sg_history_view_new (sg_history_new (record, span, g_date_time_to_unix (now), zone), limits, zone);
}

static SgHistoryView *
empty_view (void)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgHistoryRecord) record = sg_history_record_new ();

  return sg_history_view_new (sg_history_new (record, SG_HISTORY_DAY, g_date_time_to_unix (now), zone), NULL, zone);
}

static GtkWidget *
show_in_window (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 640, 700);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  widget_wait_for_frame (window);

  return window;
}

static void
assert_says (GtkWidget  *widget,
             const char *text)
{
  g_autofree char *texts = widget_texts (widget);

  if (strstr (texts, text) == NULL)
    g_error ("“%s” is not in:\n%s", text, texts);
}

static void
assert_described (GtkWidget  *widget,
                  const char *text)
{
  char *problem = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text);

  if (problem != NULL)
    g_error ("described as %s, not “%s”", problem, text);
  g_assert_null (gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text));
}

static void
test_the_cursor_says_what_stands_there (void)
{
  g_autoptr (SgHistoryView) view = made_up (SG_HISTORY_WEEK);
  GtkWidget *page = g_object_new (SG_TYPE_HISTORY_PAGE, NULL);
  GtkWidget *window, *chart;
  guint gap = 0;

  sg_history_page_show (SG_HISTORY_PAGE (page), view);
  window = show_in_window (page);
  chart = widget_find (page, SG_TYPE_CHART, 0);

  assert_says (page, "Mon 2 Feb, 12:00–14:00");
  assert_says (page, "78 %");
  assert_says (page, "sample data, 1 min ago");
  assert_says (page, "Cost, estimate at list prices");
  assert_described (chart, "Mon 2 Feb, 12:00–14:00 · 5-hour limit 78 %, sample data, 1 min ago · Week, all models 52 %, sample data, "
                    "1 min ago · Week, Fable 91 %, sample data, 1 min ago · Cost $0.60 (estimate at list prices, this machine)");

  while (sg_history_view_get_percent (view, 0, gap) >= 0.0)
    gap++;
  sg_chart_set_cursor (SG_CHART (chart), gap);
  assert_says (page, "not known");
  g_assert_cmpuint (sg_chart_get_cursor (SG_CHART (chart)), ==, gap);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_the_hours_say_what_they_hold (void)
{
  g_autoptr (SgHistoryView) view = made_up (SG_HISTORY_MONTH);
  GtkWidget *page = g_object_new (SG_TYPE_HISTORY_PAGE, NULL);
  GtkWidget *window, *heat;

  sg_history_page_show (SG_HISTORY_PAGE (page), view);
  window = show_in_window (page);
  heat = widget_find (page, SG_TYPE_HEAT_MAP, 0);
  sg_heat_map_set_cursor (SG_HEAT_MAP (heat), 6, 3);

  assert_says (page, "Sun, 03:00–04:00: $0.00");
  assert_described (heat, "Sun, 03:00–04:00: $0.00");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_resets_come_a_few_at_a_time (void)
{
  g_autoptr (SgHistoryView) view = made_up (SG_HISTORY_YEAR);
  GtkWidget *page = g_object_new (SG_TYPE_HISTORY_PAGE, NULL);
  GtkWidget *window;
  guint n_rows = 0, n_more = 0;

  sg_history_page_show (SG_HISTORY_PAGE (page), view);
  window = show_in_window (page);
  assert_says (page, "early: 12");
  while (widget_find (page, ADW_TYPE_ACTION_ROW, n_rows) != NULL)
    n_rows++;
  g_assert_cmpuint (n_rows, ==, 3 + 8);

  for (guint i = 0; widget_find (page, GTK_TYPE_BUTTON, i) != NULL; i++) {
    GtkWidget *button = widget_find (page, GTK_TYPE_BUTTON, i);

    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), "Show More") == 0)
      g_signal_emit_by_name (button, "clicked");
  }
  while (widget_find (page, ADW_TYPE_ACTION_ROW, n_more) != NULL)
    n_more++;
  g_assert_cmpuint (n_more, ==, n_rows + 40);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
remove_ledger (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (folder, name, NULL);

    g_unlink (file);
  }
  g_rmdir (folder);
}

/* As the panel's own process does: nothing is asked of the bus. */
static void
test_the_page_reads_the_ledger (void)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "sandglass", "ledger.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgLedger) ledger = sg_ledger_open (path, NULL, &error);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) as_of = g_date_time_add_seconds (now, -30.0);
  g_autoptr (GDateTime) resets_at = g_date_time_add_hours (now, 2);
  g_autoptr (SgLimit) limit = sg_limit_new ("session", SG_LIMIT_SESSION, NULL, 43.0, resets_at, SG_ORIGIN_ENDPOINT, as_of);
  GtkWidget *page = g_object_new (SG_TYPE_HISTORY_PAGE, NULL);
  GtkWidget *window;

  g_assert_no_error (error);
  sg_ledger_keep_limit (ledger, "", limit, 0, &error);
  g_assert_no_error (error);

  sg_history_page_follow (SG_HISTORY_PAGE (page), NULL);
  window = show_in_window (page);
  for (;;) {
    g_autofree char *texts = widget_texts (page);

    if (strstr (texts, "43 %") != NULL)
      break;
    g_main_context_iteration (NULL, TRUE);
  }
  assert_says (page, "from Anthropic's usage endpoint, just now");
  /* No request was ever counted. */
  assert_says (page, "not known");
  gtk_window_destroy (GTK_WINDOW (window));
  g_clear_pointer (&ledger, sg_ledger_close);
  remove_ledger (path);
}

static void
test_nothing_is_no_chart (void)
{
  g_autoptr (SgHistoryView) nothing = empty_view ();
  g_autoptr (SgHistoryView) view = made_up (SG_HISTORY_WEEK);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *brief = g_object_new (SG_TYPE_HISTORY_BRIEF, NULL);
  GtkWidget *page = g_object_new (SG_TYPE_HISTORY_PAGE, NULL);
  GtkWidget *window;
  guint gap = 0;

  while (sg_history_view_get_percent (view, 0, gap) >= 0.0)
    gap++;
  gtk_box_append (GTK_BOX (box), brief);
  gtk_box_append (GTK_BOX (box), page);
  sg_history_brief_show (SG_HISTORY_BRIEF (brief), nothing);
  sg_history_page_show (SG_HISTORY_PAGE (page), nothing);
  window = show_in_window (box);

  g_assert_false (gtk_widget_get_visible (brief));
  assert_says (page, "Nothing is known of this time");

  sg_history_brief_show (SG_HISTORY_BRIEF (brief), view);
  g_assert_true (gtk_widget_get_visible (brief));
  assert_says (brief, "78 %");
  assert_says (brief, "Cost (estimate)");
  sg_chart_set_cursor (SG_CHART (widget_find (brief, SG_TYPE_CHART, 0)), gap);
  widget_find_label (brief, "–");
  /* One who looked at a span with something finds the way back. */
  sg_history_brief_show (SG_HISTORY_BRIEF (brief), nothing);
  g_assert_true (gtk_widget_get_visible (brief));
  gtk_window_destroy (GTK_WINDOW (window));
}

static const struct {
  double value;
  double top;
} tops[] = { { 0, 1 }, { 0.7, 1 }, { 1, 1 }, { 1.01, 2 }, { 2.5, 5 }, { 5.1, 10 }, { 10, 10 }, { 0.034, 0.05 }, { 1234, 2000 } };

/* As wide as the legend's two columns want in any font. */
#define ROOMY 560

/* Where there is a ledger the chart's place is there from the first frame on. */
static void
test_the_chart_fills_without_a_jump (void)
{
  g_autoptr (SgHistoryView) view = made_up (SG_HISTORY_DAY);
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "sandglass", "ledger.db", NULL);
  g_autoptr (GError) error = NULL;
  SgLedger *ledger = sg_ledger_open (path, NULL, &error);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *brief = g_object_new (SG_TYPE_HISTORY_BRIEF, NULL);
  int before, after;

  g_assert_no_error (error);
  sg_ledger_close (ledger);
  gtk_box_append (GTK_BOX (box), g_object_ref_sink (brief));
  sg_history_brief_follow (SG_HISTORY_BRIEF (brief), NULL);
  g_assert_true (gtk_widget_get_visible (brief));
  gtk_widget_measure (brief, GTK_ORIENTATION_VERTICAL, ROOMY, &before, NULL, NULL, NULL);
  sg_history_brief_show (SG_HISTORY_BRIEF (brief), view);
  gtk_widget_measure (brief, GTK_ORIENTATION_VERTICAL, ROOMY, &after, NULL, NULL, NULL);

  g_assert_cmpint (after, ==, before);
  gtk_box_remove (GTK_BOX (box), brief);
  g_object_unref (brief);
  g_object_unref (g_object_ref_sink (box));
  remove_ledger (path);
}

static gboolean
says (GtkWidget  *widget,
      const char *text)
{
  g_autofree char *texts = widget_texts (widget);

  return strstr (texts, text) != NULL;
}

/* An agent that has just been started has none yet. */
static void
test_limits_that_come_later_are_shown (void)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (SgBusSandglass1) bus = sample_bus_new (connection, "loading");
  guint name_id = g_bus_own_name_on_connection (connection, SG_BUS_NAME, 0, NULL, NULL, NULL, NULL);
  g_autoptr (SgServiceClient) client = sg_service_client_new (connection);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *brief = g_object_new (SG_TYPE_HISTORY_BRIEF, NULL);
  GtkWidget *window;

  while (!sg_service_client_is_connected (client))
    g_main_context_iteration (NULL, TRUE);
  gtk_box_append (GTK_BOX (box), brief);
  sg_history_brief_follow (SG_HISTORY_BRIEF (brief), client);
  window = show_in_window (box);
  g_assert_false (says (box, "78 %"));

  sample_bus_say (bus, "mixed");
  while (!says (box, "78 %"))
    g_main_context_iteration (NULL, TRUE);

  gtk_window_destroy (GTK_WINDOW (window));
  g_bus_unown_name (name_id);
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (bus));
}

#define RESET G_GINT64_CONSTANT (1769990400)   /* Mon 2026-02-02 00:00 UTC */

static const struct {
  SgHistoryWindow window;
  const char     *how;
  const char     *detail;
} resets[] = {
  { { SG_RESET_ON_TIME, RESET, RESET - 300, RESET + 60, 78, SG_ORIGIN_ENDPOINT, 78, 0 },
    "78 %, on time", "Expected 00:00 · seen between 1 Feb 23:55 and 00:01" },
  { { SG_RESET_EARLY, RESET, RESET - 7200, RESET - 3600, 40, SG_ORIGIN_ENDPOINT, 40, 12.4 },
    "40 %, at least 1 h early", "Expected 00:00 · seen between 1 Feb 22:00 and 1 Feb 23:00 · 12 % used elsewhere" },
  { { SG_RESET_LATE, RESET, RESET + 1500, RESET + 1800, 100, SG_ORIGIN_ENDPOINT, 100, 0.4 },
    "100 %, at least 25 min late", "Expected 00:00 · seen between 00:25 and 00:30" },
  { { SG_RESET_MOVED, RESET, RESET - 7200, RESET - 3600, 40, SG_ORIGIN_ENDPOINT, 0, 0 },
    "40 %, another time was named", "Expected 00:00 · seen between 1 Feb 22:00 and 1 Feb 23:00" },
};

static void
test_resets_in_words (void)
{
  g_autoptr (SgHistoryView) view = empty_view ();

  for (gsize i = 0; i < G_N_ELEMENTS (resets); i++) {
    g_autofree char *how = sg_history_view_dup_reset (view, &resets[i].window);
    g_autofree char *detail = sg_history_view_dup_reset_detail (view, &resets[i].window);

    g_assert_cmpstr (how, ==, resets[i].how);
    g_assert_cmpstr (detail, ==, resets[i].detail);
  }
}

static const struct {
  SgHistorySpan span;
  const char   *first;
  const char   *last;
  guint         n_ticks;
} steps[] = {
  { SG_HISTORY_DAY, "Sun 1 Feb, 12:45–13:00", "Mon 2 Feb, 12:30–12:45", 8 },
  { SG_HISTORY_WEEK, "Mon 26 Jan, 12:00–14:00", "Mon 2 Feb, 12:00–14:00", 7 },
  { SG_HISTORY_MONTH, "Sat 3 Jan, 08:00–16:00", "Mon 2 Feb, 08:00–16:00", 5 },
  { SG_HISTORY_YEAR, "Week from 3 Feb 2025", "Week from 2 Feb 2026", 13 },
};

static void
test_steps_in_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (SgHistoryView) view = made_up (steps[i].span);
    guint n_steps = sg_history_get_n_steps (view->history), n_ticks = 0;
    g_autofree char *first = sg_history_view_dup_step (view, 0);
    g_autofree char *last = sg_history_view_dup_step (view, n_steps - 1);

    for (guint step = 0; step < n_steps; step++) {
      g_autofree char *tick = sg_history_view_dup_tick (view, step);

      n_ticks += tick != NULL;
    }
    g_assert_cmpstr (first, ==, steps[i].first);
    g_assert_cmpstr (last, ==, steps[i].last);
    g_assert_cmpuint (n_ticks, ==, steps[i].n_ticks);
  }
}

/* A limit that is no more has the name its id gives. */
static void
test_past_limits_have_names (void)
{
  static const char *const ids[] = { "session", "weekly", "weekly:Opus" };
  static const char *const names[] = { "5-hour limit", "Week, all models", "Week, Opus" };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgHistoryRecord) record = sg_history_record_new ();
  g_autoptr (SgHistoryView) view = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    const SgLedgerSample sample = { RESET - 600, RESET - 300, 40, RESET + 3600, SG_ORIGIN_ENDPOINT };

    g_array_append_val (sg_history_record_ensure_limit (record, ids[i])->samples, sample);
  }
  view = sg_history_view_new (sg_history_new (record, SG_HISTORY_DAY, RESET, zone), NULL, zone);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpstr (sg_history_view_get_name (view, i), ==, names[i]);
}

static void
test_the_scale_ends_at_a_round_number (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tops); i++)
    g_assert_cmpfloat_with_epsilon (sg_chart_nice_top (tops[i].value), tops[i].top, 1e-9);
}

static void
test_places_and_steps_agree (void)
{
  for (guint mirrored = 0; mirrored < 2; mirrored++) {
    const SgChartFrame frame = { .x = 40, .width = 300, .n_steps = 60, .mirrored = mirrored };

    for (guint step = 0; step < frame.n_steps; step++)
      g_assert_cmpuint (sg_chart_frame_find_step (&frame, sg_chart_frame_x (&frame, step + 0.5)), ==, step);
    g_assert_cmpuint (sg_chart_frame_find_step (&frame, -100), ==, mirrored ? 59 : 0);
    g_assert_cmpuint (sg_chart_frame_find_step (&frame, 9999), ==, mirrored ? 0 : 59);
  }
}

static void
test_more_is_fuller (void)
{
  g_assert_cmpfloat (sg_heat_map_shade (0, 5), ==, 0.0);
  g_assert_cmpfloat (sg_heat_map_shade (0.001, 5), >, 0.1);
  g_assert_cmpfloat (sg_heat_map_shade (2, 5), >, sg_heat_map_shade (1, 5));
  g_assert_cmpfloat (sg_heat_map_shade (5, 5), ==, 1.0);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *state = g_dir_make_tmp ("sandglass-history-XXXXXX", NULL);
  int status;

  /* Only the state: icons are read with what the machine has. */
  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/panel/history/cursor", test_the_cursor_says_what_stands_there);
  g_test_add_func ("/panel/history/hours", test_the_hours_say_what_they_hold);
  g_test_add_func ("/panel/history/resets", test_resets_come_a_few_at_a_time);
  g_test_add_func ("/panel/history/ledger", test_the_page_reads_the_ledger);
  g_test_add_func ("/panel/history/nothing", test_nothing_is_no_chart);
  g_test_add_func ("/panel/history/no-jump", test_the_chart_fills_without_a_jump);
  g_test_add_func ("/panel/history/later", test_limits_that_come_later_are_shown);
  g_test_add_func ("/panel/history/words/resets", test_resets_in_words);
  g_test_add_func ("/panel/history/words/steps", test_steps_in_words);
  g_test_add_func ("/panel/history/words/names", test_past_limits_have_names);
  g_test_add_func ("/panel/history/scale", test_the_scale_ends_at_a_round_number);
  g_test_add_func ("/panel/history/places", test_places_and_steps_agree);
  g_test_add_func ("/panel/history/shades", test_more_is_fuller);

  status = g_test_run ();
  g_rmdir (state);

  return status;
}
