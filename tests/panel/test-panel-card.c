/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a model to what stands on screen and what a screen reader says. */

#include <adwaita.h>
#include <string.h>

#include "panel-widgets.h"
#include "sg-card.h"
#include "sg-gauge.h"
#include "sg-history-demo.h"
#include "sg-labels.h"
#include "sg-limit-row.h"
#include "sg-notice.h"
#include "sg-profile-row.h"
#include "sg-sample.h"
#include "sg-sheet.h"
#include "sg-style.h"

typedef struct {
  GtkWidget    *window;
  GtkWidget    *sheet;
  SgCard       *card;
  SgUsageModel *model;
  GDateTime    *now;
  gboolean      connected;
} Fixture;

/* A button without an action cannot be reached. */
static void
add_refresh (GtkWidget *window)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("refresh", NULL);

  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (window, "app", G_ACTION_GROUP (group));
}

static void
set_up (Fixture      *f,
        gconstpointer sample)
{
  g_autoptr (GPtrArray) profiles = sg_sample_dup_profiles (sample);

  f->now = sg_sample_now ();
  f->model = sg_sample_new (sample);
  f->connected = sg_sample_is_connected (sample);
  f->card = SG_CARD (sg_card_new ());
  f->sheet = sg_sheet_new (GTK_WIDGET (f->card));
  f->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (f->window), FALSE);
  gtk_window_set_resizable (GTK_WINDOW (f->window), FALSE);
  gtk_window_set_child (GTK_WINDOW (f->window), f->sheet);
  add_refresh (f->window);
  sg_card_show_profiles (f->card, profiles, NULL);
  sg_card_show (f->card, f->model, f->connected, f->now);
}

static void
tear_down (Fixture      *f,
           gconstpointer sample)
{
  g_object_add_weak_pointer (G_OBJECT (f->card), (gpointer *) &f->card);
  gtk_window_destroy (GTK_WINDOW (f->window));
  while (f->card != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (f->model);
  g_date_time_unref (f->now);
}

typedef struct {
  const char *sample;
  const char *shown[12];
  const char *not_shown[4];
} TextCase;

static const TextCase text_cases[] = {
  { "mixed",
    { "Claude Code", "Max 5×", "5-hour limit", "78 %", "Week, Fable", "91 %", "Near the limit",
      "$12.34 of $50.00", "$4.20", "$48.50", "Updated 2 min ago · sample data" },
    { "Sandglass is not running." } },
  { "normal",
    { "38 %", "Resets in 2 h 14 min (14:50)", "17 points behind pace", "Week, all models", "52 %", "on pace",
      "Opus 5.5", "$3.20", "Price unknown: 1 request (claude-ibis-6)", "Estimate at list prices, this machine, at least" },
    { "Near the limit", "Approaching the limit" } },
  { "warning", { "78 %", "Approaching the limit", "23 points ahead of pace" }, { "Near the limit" } },
  { "critical", { "93 %", "Near the limit", "71 %", "Approaching the limit" }, { NULL } },
  { "full", { "100 %", "Limit reached, resets at 14:50" }, { "Near the limit" } },
  { "stale", { "64 %", "Last known value, 47 min old" }, { "ahead of pace", "At this pace" } },
  { "reset", { "Reset, new value not yet known", "–", "52 %" }, { "38 %" } },
  { "no-cap", { "Usage credits", "$106.00" }, { " of ", "$0.00" } },
  { "pace-maker",
    { "Pace Maker", "Last decision 2 min ago", "Throttling, next delay 45 s", "23 % over target",
      "By the 5-hour limit: 78 % used, target 55 %", "Aggressive braking · tempo automatic" },
    { "API rate limits" } },
  { "rate-limits",
    { "API rate limits", "claude-opus-5-5", "Requests per minute", "12 of 4,000 used", "736,000 of 2,000,000 used",
      "at least 184,000 a minute", "Whole again in less than a minute" },
    { "Pace Maker", "Priority" } },
  { "no-data", { "There is nothing to read yet.", "Run Claude Code once", "~/.claude.json", "Check Again" },
    { "5-hour limit", "Today", "0 %" } },
  { "needs-you", { "Claude Code's login has ended.", "Run claude and log in again", "Check Again", "41 %" }, { NULL } },
  { "keyring", { "The keyring is locked.", "Preferences" }, { NULL } },
  { "api-user", { "Claude Code is not logged in to claude.ai here", "$4.20", "sample data" },
    { "5-hour limit" } },
  { "enterprise", { "Enterprise", "Ada · Looms", "Anthropic names no limit for this account.", "$106.00" }, { "5-hour limit", "ada@" } },
  { "ends-soon", { "Claude Code's login ends on Wed at 08:36.", "Run claude and log in again", "38 %" }, { "Check Again" } },
  { "estimate", { "5-hour limit (estimate)", "62 %", "5-hour block, estimate: $3.10, ends about 15:00",
                  "Claude Code is not logged in to claude.ai here" }, { "Week", "no limits to show" } },
  { "console",
    { "API credits", "$127.45", "lasts ~73 days (16 Apr)", "Typed in 25 Jan; what was billed since is taken off", "$52.30",
      "burn rate $1.74/day", "About $98 by the end of the month", "$28.40 (54 %)", "Last 7 days $12.18, 31,624,000 tokens",
      "Estimate at list prices, this machine, at least", "Updated 2 min ago · sample data" },
    { "5-hour limit", "not logged in", "Admin API key", "$0.00" } },
  { "code-and-console", { "5-hour limit", "38 %", "API credits", "$127.45", "$28.40 (54 %)" }, { "Admin API key" } },
  { "credits-by-hand",
    { "5-hour limit", "API credits", "$127.45", "what was spent since is not known", "Add an Admin API key for live data",
      "Only organizations have Admin API keys." },
    { "lasts", "burn rate", "This month", "$0.00" } },
  { "profiles", { "Acme", "78 %", "Health 39 of 100", "Chess club", "No limit of this login was read yet" }, { NULL } },
  { "not-running", { "Sandglass is not running.", "Start" }, { "5-hour limit", "Today" } },
  { "loading", { "Reading…" }, { "5-hour limit", "0 %", "$0.00", "–" } },
};

static const TextCase *
find_case (const char *sample)
{
  for (gsize i = 0; i < G_N_ELEMENTS (text_cases); i++) {
    if (g_str_equal (text_cases[i].sample, sample))
      return &text_cases[i];
  }

  g_assert_not_reached ();
}

static void
test_says (Fixture      *f,
           gconstpointer sample)
{
  const TextCase *c = find_case (sample);
  g_autofree char *texts = widget_texts (f->sheet);

  for (gsize i = 0; i < G_N_ELEMENTS (c->shown) && c->shown[i] != NULL; i++) {
    if (strstr (texts, c->shown[i]) == NULL)
      g_error ("“%s” is not in:\n%s", c->shown[i], texts);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (c->not_shown) && c->not_shown[i] != NULL; i++) {
    if (strstr (texts, c->not_shown[i]) != NULL)
      g_error ("“%s” is in:\n%s", c->not_shown[i], texts);
  }
}

/* Draws every state at the text size that is set, and finds every text whole. */
static void
test_uncut (Fixture      *f,
            gconstpointer sample)
{
  gtk_window_present (GTK_WINDOW (f->window));
  widget_wait_for_frame (f->window);

  widget_assert_uncut (f->sheet);
}

static void
set_up_large (Fixture      *f,
              gconstpointer sample)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 192 * 1024, NULL);
  set_up (f, sample);
}

static void
tear_down_large (Fixture      *f,
                 gconstpointer sample)
{
  tear_down (f, sample);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

static GtkWidget *
nth_row (Fixture *f,
         guint    place)
{
  return widget_find (f->sheet, SG_TYPE_LIMIT_ROW, place);
}

static void
test_the_bar_speaks (Fixture      *f,
                     gconstpointer sample)
{
  GtkAccessible *gauge = GTK_ACCESSIBLE (widget_find (f->sheet, SG_TYPE_GAUGE, 0));

  gtk_test_accessible_assert_role (gauge, GTK_ACCESSIBLE_ROLE_METER);
  gtk_test_accessible_assert_property (gauge, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "5-hour limit, 78 percent used, "
                                       "resets in 2 hours 14 minutes, ahead of pace");
  gtk_test_accessible_assert_property (gauge, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 78.0);
  gtk_test_accessible_assert_property (gauge, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.0);
  /* The assertion's own macro cannot quote a percent sign. */
  g_assert_null (gtk_test_accessible_check_property (gauge, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "78 %"));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (nth_row (f, 0)), GTK_ACCESSIBLE_ROLE_GROUP);
}

/* Past the reset nobody is told the old percentage, on screen or aloud. */
static void
test_an_unknown_value_is_no_value (Fixture      *f,
                                   gconstpointer sample)
{
  GtkAccessible *gauge = GTK_ACCESSIBLE (widget_find (f->sheet, SG_TYPE_GAUGE, 0));

  g_assert_false (gtk_test_accessible_has_property (gauge, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW));
  gtk_test_accessible_assert_property (gauge, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "5-hour limit, reset, new value not yet known");
}

static void
assert_named (GtkWidget *widget,
              gpointer   unused)
{
  if (SG_IS_GAUGE (widget))
    g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL));
}

static void
test_every_bar_has_a_name (Fixture      *f,
                           gconstpointer sample)
{
  widget_visit (f->sheet, assert_named, NULL);
}

static void
test_the_skeleton_is_busy (Fixture      *f,
                           gconstpointer sample)
{
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (f->card), GTK_ACCESSIBLE_STATE_BUSY, TRUE);
  g_assert_true (gtk_widget_has_css_class (nth_row (f, 0), "skeleton"));
}

static int
natural_height (GtkWidget *widget)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, 360, NULL, &height, NULL, NULL);

  return height;
}

static void
show_sample (Fixture    *f,
             const char *sample)
{
  g_object_unref (f->model);
  f->model = sg_sample_new (sample);
  f->connected = sg_sample_is_connected (sample);
  sg_card_show (f->card, f->model, f->connected, f->now);
}

static void
test_rows_fill_without_a_jump (Fixture      *f,
                               gconstpointer sample)
{
  GtkWidget *rows[3];
  int heights[3];

  for (guint i = 0; i < 3; i++) {
    rows[i] = nth_row (f, i);
    heights[i] = natural_height (rows[i]);
  }
  show_sample (f, "normal");

  for (guint i = 0; i < 3; i++) {
    g_assert_true (nth_row (f, i) == rows[i]);
    g_assert_cmpint (natural_height (rows[i]), ==, heights[i]);
  }
}

static SgReading *
reading_of (const char *const *ids,
            GDateTime         *as_of)
{
  SgReading *reading = sg_reading_new (SG_ORIGIN_ENDPOINT, as_of);

  for (gsize i = 0; ids[i] != NULL; i++)
    sg_reading_take_limit (reading, sg_limit_new (ids[i], SG_LIMIT_OTHER, ids[i], 10.0 * (i + 1), NULL,
                                                  SG_ORIGIN_ENDPOINT, as_of));

  return reading;
}

static void
apply_ids (Fixture           *f,
           const char *const *ids)
{
  g_autoptr (SgReading) reading = reading_of (ids, f->now);

  sg_usage_model_apply (f->model, reading);
  sg_card_show (f->card, f->model, TRUE, f->now);
}

static void
test_a_row_stays_its_limit_s (Fixture      *f,
                              gconstpointer sample)
{
  const char *const before[] = { "a", "b", "c", NULL };
  const char *const after[] = { "c", "d", "a", NULL };
  GtkWidget *a, *c;

  apply_ids (f, before);
  a = nth_row (f, 0);
  c = nth_row (f, 2);
  apply_ids (f, after);

  g_assert_true (nth_row (f, 0) == c);
  g_assert_true (nth_row (f, 2) == a);
  g_assert_null (nth_row (f, 3));
  widget_find_label (nth_row (f, 1), "d");
}

/* However long the name */
static void
test_percentages_stand_at_the_end (Fixture      *f,
                                   gconstpointer sample)
{
  GtkWidget *row = nth_row (f, 3);
  GtkWidget *percent = widget_find_label (row, "83 %");
  graphene_rect_t bounds;

  gtk_window_present (GTK_WINDOW (f->window));
  widget_wait_for_frame (f->window);
  g_assert_true (gtk_widget_compute_bounds (percent, row, &bounds));
  g_assert_cmpfloat ((double) (bounds.origin.x + bounds.size.width), ==, gtk_widget_get_width (row));
  g_assert_cmpfloat ((double) bounds.origin.y, <, 10.0);
}

static void
test_states_pass_in_place (Fixture      *f,
                           gconstpointer sample)
{
  GtkWidget *row = nth_row (f, 0);

  show_sample (f, "critical");
  g_assert_true (gtk_widget_has_css_class (row, "at-critical"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (f->card), "alarmed"));
  show_sample (f, "stale");
  g_assert_true (gtk_widget_has_css_class (row, "is-stale"));
  g_assert_false (gtk_widget_has_css_class (row, "at-critical"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (f->card), "alarmed"));
  show_sample (f, "normal");
  g_assert_false (gtk_widget_has_css_class (row, "is-stale"));
  g_assert_true (nth_row (f, 0) == row);
}

static float
left_of (Fixture    *f,
         const char *text)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget_find_label (f->sheet, text), f->sheet, &bounds));

  return bounds.origin.x;
}

static void
test_right_to_left_mirrors (Fixture      *f,
                            gconstpointer sample)
{
  gtk_window_present (GTK_WINDOW (f->window));
  widget_wait_for_frame (f->window);
  g_assert_cmpfloat (left_of (f, "5-hour limit"), <, left_of (f, "38 %"));

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  widget_wait_for_frame (f->window);
  widget_wait_for_frame (f->window);
  g_assert_cmpfloat (left_of (f, "5-hour limit"), >, left_of (f, "38 %"));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_a_low_screen_scrolls (Fixture      *f,
                           gconstpointer sample)
{
  sg_sheet_set_max_height (SG_SHEET (f->sheet), 320);
  gtk_window_present (GTK_WINDOW (f->window));
  widget_wait_for_frame (f->window);

  g_assert_cmpint (gtk_widget_get_height (f->sheet), ==, 320);
}

/* Tab comes to both buttons and every row, and around again. */
static void
test_the_keyboard_reaches_everything (Fixture      *f,
                                      gconstpointer sample)
{
  g_autoptr (GHashTable) stops = g_hash_table_new (NULL, NULL);

  gtk_window_present (GTK_WINDOW (f->window));
  widget_wait_for_frame (f->window);
  for (guint i = 0; i < 20; i++) {
    gtk_widget_child_focus (f->window, GTK_DIR_TAB_FORWARD);
    g_hash_table_add (stops, gtk_window_get_focus (GTK_WINDOW (f->window)));
  }
  for (guint i = 0; i < 3; i++)
    g_assert_true (g_hash_table_contains (stops, nth_row (f, i)));

  g_assert_true (g_hash_table_contains (stops, widget_find (f->sheet, GTK_TYPE_BUTTON, 0)));
  g_assert_cmpuint (g_hash_table_size (stops), >=, 5);
}

static void
show_past (Fixture *f)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgUsageModel) model = sg_sample_new ("mixed");
  GPtrArray *limits = sg_usage_model_get_limits (model);
  gint64 now = g_date_time_to_unix (f->now);
  g_autoptr (SgHistoryRecord) record = sg_history_demo_new (limits, now, zone);
  g_autoptr (SgHistoryView) past = sg_history_view_new (sg_history_new (record, SG_HISTORY_DAY, now, zone), limits, zone);

  sg_history_brief_show (sg_card_get_brief (f->card), past);
}

static void
set_hidden (Fixture    *f,
            const char *sample,
            gboolean    hidden)
{
  const SgStyle style = { .hidden = hidden };
  g_autoptr (GPtrArray) profiles = sg_sample_dup_profiles (sample);

  sg_style_set (&style);
  sg_card_show_profiles (f->card, profiles, NULL);
  sg_card_show (f->card, f->model, f->connected, f->now);
}

/* Somebody presents the screen; the past may come before that, or after. */
static void
test_hidden_numbers_show_nowhere (Fixture      *f,
                                  gconstpointer sample)
{
  GtkWidget *brief = GTK_WIDGET (sg_card_get_brief (f->card));

  show_past (f);
  set_hidden (f, sample, TRUE);
  widget_assert_no_number (f->sheet);
  show_past (f);
  widget_assert_no_number (f->sheet);
  g_assert_false (gtk_widget_get_visible (brief));

  set_hidden (f, sample, FALSE);
  g_assert_true (gtk_widget_get_visible (brief));
}

static void
test_refreshing_spins (Fixture      *f,
                       gconstpointer sample)
{
  GtkSpinner *spinner;

  sg_usage_model_set_refreshing (f->model, TRUE);
  sg_card_show (f->card, f->model, TRUE, f->now);
  spinner = GTK_SPINNER (widget_find (f->sheet, GTK_TYPE_SPINNER, 0));
  g_assert_true (gtk_spinner_get_spinning (spinner));

  sg_usage_model_set_refreshing (f->model, FALSE);
  sg_card_show (f->card, f->model, TRUE, f->now);
  g_assert_false (gtk_spinner_get_spinning (spinner));
}

static GtkWidget *
find_profile (GtkWidget  *widget,
              const char *id)
{
  GtkWidget *found = NULL;

  if (SG_IS_PROFILE_ROW (widget) && g_str_equal (sg_profile_row_get_id (SG_PROFILE_ROW (widget)), id))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_profile (child, id);

  return found;
}

static void
keep_id (GPtrArray  *ids,
         const char *id)
{
  g_ptr_array_add (ids, g_strdup (id));
}

static gboolean
is_chosen (Fixture    *f,
           const char *id)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_profile (f->sheet, id)));
}

static void
test_a_click_chooses_a_profile (Fixture      *f,
                                gconstpointer sample)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) profiles = sg_sample_dup_profiles (sample);

  g_signal_connect_swapped (f->card, "profile-chosen", G_CALLBACK (keep_id), ids);
  g_assert_true (is_chosen (f, "main"));

  g_signal_emit_by_name (find_profile (f->sheet, "private"), "clicked");
  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (ids, 0), ==, "private");
  g_assert_false (is_chosen (f, "main"));

  /* What the agent says later is no click. */
  sg_card_show_profiles (f->card, profiles, "private");
  g_assert_true (is_chosen (f, "private"));
  sg_card_show_profiles (f->card, profiles, NULL);
  g_assert_true (is_chosen (f, "main"));
  g_assert_cmpuint (ids->len, ==, 1);
}

static void
test_one_profile_is_no_list (Fixture      *f,
                             gconstpointer sample)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_profile_info_free);
  g_autofree char *texts = NULL;

  g_ptr_array_add (one, sg_profile_info_new ("main", "Acme"));
  sg_card_show_profiles (f->card, one, "main");
  texts = widget_texts (f->sheet);
  g_assert_null (strstr (texts, "Acme"));
}

/* Where a label stands on the card. */
static double
place_of (Fixture    *f,
          const char *text)
{
  graphene_point_t at;

  g_assert_true (gtk_widget_compute_point (widget_find_label (f->sheet, text), f->sheet, &GRAPHENE_POINT_INIT (0, 0), &at));

  return at.y;
}

static void
show_in_mode (Fixture *f,
              SgMode   mode)
{
  sg_usage_model_set_mode (f->model, mode);
  sg_card_show (f->card, f->model, TRUE, f->now);
  gtk_window_present (GTK_WINDOW (f->window));
  widget_wait_for_frame (f->window);
}

static void
test_a_mode_decides_what_comes_first (Fixture      *f,
                                      gconstpointer sample)
{
  g_autofree char *code = NULL;

  show_in_mode (f, SG_MODE_AUTO);
  g_assert_cmpfloat (place_of (f, "API credits"), >, place_of (f, "5-hour limit"));
  g_assert_cmpfloat (place_of (f, "API credits"), >, place_of (f, "Models today"));

  show_in_mode (f, SG_MODE_CONSOLE);
  g_assert_cmpfloat (place_of (f, "API credits"), <, place_of (f, "Models today"));

  show_in_mode (f, SG_MODE_CODE);
  code = widget_texts (f->sheet);
  g_assert_nonnull (strstr (code, "5-hour limit"));
  g_assert_null (strstr (code, "API credits"));

  show_in_mode (f, SG_MODE_AUTO);
  g_assert_cmpfloat (place_of (f, "API credits"), >, place_of (f, "Models today"));
}

static void
test_console_mode_without_a_key_says_what_to_do (Fixture      *f,
                                                 gconstpointer sample)
{
  g_autofree char *texts = NULL;

  show_in_mode (f, SG_MODE_CONSOLE);
  texts = widget_texts (f->sheet);

  g_assert_nonnull (strstr (texts, "Add an Admin API key for live data"));
  g_assert_nonnull (strstr (texts, "not known"));
  g_assert_null (strstr (texts, "$0.00"));
  g_assert_null (strstr (texts, "5-hour limit"));
}

/* On one line; newer GTK warns where less height is given. */
static int
narrowest (GtkWidget *label)
{
  int height, minimum;

  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, height, &minimum, NULL, NULL, NULL);

  return minimum;
}

static void
test_a_wrapped_text_asks_for_no_more_than_there_is (void)
{
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  GtkWidget *label = gtk_label_new ("Lines of two scripts have different heights, so that GTK would like one line of them.");
  GtkWidget *title = gtk_label_new ("A title");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), title);
  g_assert_cmpint (narrowest (label), >, 200);

  sg_labels_keep_inside (box);
  /* Newer GTK asks nothing for the width it would have on one line. */
  if (gtk_get_minor_version () < 18)
    g_assert_cmpint (narrowest (label), <, 60);
  g_assert_cmpint (gtk_label_get_ellipsize (GTK_LABEL (label)), ==, PANGO_ELLIPSIZE_END);
  g_assert_cmpint (gtk_label_get_ellipsize (GTK_LABEL (title)), ==, PANGO_ELLIPSIZE_NONE);

  g_object_unref (box);
}

static void
add (const char *path,
     const char *sample,
     void ( *test ) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, sample, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_auto (GStrv) samples = sg_sample_dup_names (FALSE);

  /* Not with isolated folders: icons are found below the real ones. Nothing here writes. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  widgets_load_style ();

  for (gsize i = 0; i < G_N_ELEMENTS (text_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/panel/card/says/%s", text_cases[i].sample);
    add (path, text_cases[i].sample, test_says);
  }
  for (gsize i = 0; samples[i] != NULL; i++) {
    g_autofree char *normal = g_strdup_printf ("/panel/card/uncut/%s", samples[i]);
    g_autofree char *large = g_strdup_printf ("/panel/card/uncut-at-200-percent/%s", samples[i]);
    g_autofree char *hidden = g_strdup_printf ("/panel/card/hidden-numbers-show-nowhere/%s", samples[i]);
    add (normal, samples[i], test_uncut);
    add (hidden, samples[i], test_hidden_numbers_show_nowhere);
    g_test_add (large, Fixture, samples[i], set_up_large, test_uncut, tear_down_large);
  }
  add ("/panel/card/a-mode-decides-what-comes-first", "code-and-console", test_a_mode_decides_what_comes_first);
  add ("/panel/card/console-mode-without-a-key-says-what-to-do", "normal", test_console_mode_without_a_key_says_what_to_do);
  add ("/panel/card/every-bar-of-a-bill-has-a-name", "code-and-console", test_every_bar_has_a_name);
  add ("/panel/card/the-bar-speaks", "mixed", test_the_bar_speaks);
  add ("/panel/card/an-unknown-value-is-no-value", "reset", test_an_unknown_value_is_no_value);
  add ("/panel/card/every-bar-has-a-name", "mixed", test_every_bar_has_a_name);
  add ("/panel/card/the-skeleton-is-busy", "loading", test_the_skeleton_is_busy);
  add ("/panel/card/rows-fill-without-a-jump", "loading", test_rows_fill_without_a_jump);
  add ("/panel/card/a-row-stays-its-limit-s", "loading", test_a_row_stays_its_limit_s);
  add ("/panel/card/percentages-stand-at-the-end", "long", test_percentages_stand_at_the_end);
  add ("/panel/card/states-pass-in-place", "normal", test_states_pass_in_place);
  add ("/panel/card/right-to-left-mirrors", "normal", test_right_to_left_mirrors);
  add ("/panel/card/a-low-screen-scrolls", "mixed", test_a_low_screen_scrolls);
  add ("/panel/card/the-keyboard-reaches-everything", "mixed", test_the_keyboard_reaches_everything);
  add ("/panel/card/refreshing-spins", "normal", test_refreshing_spins);
  add ("/panel/card/a-click-chooses-a-profile", "profiles", test_a_click_chooses_a_profile);
  add ("/panel/card/one-profile-is-no-list", "normal", test_one_profile_is_no_list);

  g_test_add_func ("/panel/card/a-wrapped-text-asks-for-no-more-than-there-is", test_a_wrapped_text_asks_for_no_more_than_there_is);

  return g_test_run ();
}
