/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of alerts: what is turned there is set at once, and what is set is shown. */

#include <adwaita.h>
#include <string.h>

#include "panel-widgets.h"
#include "sg-alerts-page.h"
#include "sg-day-picker.h"
#include "sg-render.h"
#include "sg-settings-store.h"

#define NARROW_WIDTH 400
#define XFT_DPI_OF_100_PERCENT (96 * 1024)

static const char *const keys[] = {
  "warning-percent", "critical-percent", "limit-thresholds", "alert-thresholds", "alert-reached", "alert-reset", "alert-run-out",
  "alert-login", "alert-budget", "alert-anomaly", "quiet-hours", "quiet-from", "quiet-until", "quiet-days",
  "mind-do-not-disturb", "alert-command", "webhook",
};

typedef struct {
  GSettings *settings;
  GtkWidget *window;
  GtkWidget *page;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  f->settings = sg_settings_store_open ();
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (f->settings, keys[i]);
  f->page = sg_alerts_page_new (NULL);
  f->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (f->window), f->page);
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_clear_object (&f->settings);
}

static void
test_every_switch_is_one_setting (Fixture      *f,
                                  gconstpointer unused)
{
  static const char *const switched[] = {
    "alert-thresholds", "alert-reached", "alert-reset", "alert-run-out", "alert-login", "alert-budget", "alert-anomaly",
    "mind-do-not-disturb", "quiet-hours",
  };

  for (guint i = 0; i < G_N_ELEMENTS (switched); i++) {
    GtkWidget *widget = widget_find (f->page, GTK_TYPE_SWITCH, i);
    gboolean before = g_settings_get_boolean (f->settings, switched[i]);

    g_assert_cmpint (gtk_switch_get_active (GTK_SWITCH (widget)), ==, before);
    gtk_switch_set_active (GTK_SWITCH (widget), !before);
    g_assert_cmpint (g_settings_get_boolean (f->settings, switched[i]), ==, !before);
  }
}

static void
test_the_first_alert_stays_below_the_second (Fixture      *f,
                                             gconstpointer unused)
{
  GtkSpinButton *first = GTK_SPIN_BUTTON (widget_find (f->page, GTK_TYPE_SPIN_BUTTON, 0));
  GtkSpinButton *second = GTK_SPIN_BUTTON (widget_find (f->page, GTK_TYPE_SPIN_BUTTON, 1));

  gtk_spin_button_set_value (second, 80.0);
  gtk_spin_button_set_value (first, 95.0);
  g_assert_cmpuint (g_settings_get_uint (f->settings, "warning-percent"), ==, 80);
  g_assert_cmpuint (g_settings_get_uint (f->settings, "critical-percent"), ==, 80);
}

static void
type (GtkWidget  *row,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "apply");
}

static char *
own_thresholds (Fixture *f)
{
  g_autoptr (GVariant) own = g_settings_get_value (f->settings, "limit-thresholds");

  return g_variant_print (own, FALSE);
}

static void
test_a_limit_gets_thresholds_of_its_own (Fixture      *f,
                                         gconstpointer unused)
{
  GtkWidget *session = widget_find (f->page, ADW_TYPE_ENTRY_ROW, 0);
  g_autofree char *set = NULL;
  g_autofree char *none = NULL;
  g_autofree char *reset = NULL;

  type (session, "95 50, 80");
  set = own_thresholds (f);
  g_assert_cmpstr (set, ==, "{'session': [50, 80, 95]}");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (session)), ==, "50, 80, 95");

  type (session, "lots");
  g_assert_true (gtk_widget_has_css_class (session, "error"));
  g_free (set);
  set = own_thresholds (f);
  g_assert_cmpstr (set, ==, "{'session': [50, 80, 95]}");

  type (session, "0");
  none = own_thresholds (f);
  g_assert_cmpstr (none, ==, "{'session': []}");
  g_assert_false (gtk_widget_has_css_class (session, "error"));

  type (session, " ");
  reset = own_thresholds (f);
  g_assert_cmpstr (reset, ==, "{}");
}

static void
test_quiet_hours_read_as_times (Fixture      *f,
                                gconstpointer unused)
{
  GtkSpinButton *from = GTK_SPIN_BUTTON (widget_find (f->page, GTK_TYPE_SPIN_BUTTON, 2));

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (from)), ==, "22:00");
  g_settings_set_uint (f->settings, "quiet-from", 1335);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (from)), ==, "22:15");
  gtk_editable_set_text (GTK_EDITABLE (from), "23:30");
  gtk_spin_button_update (from);
  g_assert_cmpuint (g_settings_get_uint (f->settings, "quiet-from"), ==, 1410);
  gtk_editable_set_text (GTK_EDITABLE (from), "late");
  gtk_spin_button_update (from);
  g_assert_cmpuint (g_settings_get_uint (f->settings, "quiet-from"), ==, 1410);
}

static void
test_days_are_buttons (Fixture      *f,
                       gconstpointer unused)
{
  GtkWidget *picker = widget_find (f->page, SG_TYPE_DAY_PICKER, 0);
  GtkWidget *sunday = widget_find (picker, GTK_TYPE_TOGGLE_BUTTON, 6);
  g_autofree char *days = NULL;

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (sunday), FALSE);
  days = g_settings_get_string (f->settings, "quiet-days");
  g_assert_cmpstr (days, ==, "123456");
  g_settings_set_string (f->settings, "quiet-days", "7");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (sunday)));
}

static void
test_a_command_whose_quotes_do_not_match_is_refused (Fixture      *f,
                                                     gconstpointer unused)
{
  GtkWidget *command = widget_find (f->page, ADW_TYPE_ENTRY_ROW, 4);
  g_autofree char *kept = NULL;
  g_autofree char *gone = NULL;

  type (command, "notify 'me now'");
  type (command, "notify 'me");
  g_assert_true (gtk_widget_has_css_class (command, "error"));
  kept = g_settings_get_string (f->settings, "alert-command");
  g_assert_cmpstr (kept, ==, "notify 'me now'");
  type (command, "");
  gone = g_settings_get_string (f->settings, "alert-command");
  g_assert_cmpstr (gone, ==, "");
}

static void
test_a_webhook_has_a_form (Fixture      *f,
                           gconstpointer unused)
{
  GtkWidget *form = widget_find (f->page, ADW_TYPE_COMBO_ROW, 0);
  g_autofree char *set = NULL;

  adw_combo_row_set_selected (ADW_COMBO_ROW (form), 2);
  set = g_settings_get_string (f->settings, "webhook");
  g_assert_cmpstr (set, ==, "discord");
}

static void
test_a_test_without_an_agent_says_so (Fixture      *f,
                                      gconstpointer unused)
{
  g_autofree char *texts = NULL;
  GtkWidget *button = NULL;

  for (guint i = 0; (button = widget_find (f->page, GTK_TYPE_BUTTON, i)) != NULL; i++) {
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), "Send a test") == 0)
      break;
  }
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  texts = widget_texts (f->page);
  g_assert_nonnull (strstr (texts, "nothing was sent"));
}

static void
test_large_text_fits_a_narrow_window (Fixture      *f,
                                      gconstpointer unused)
{
  GtkSettings *settings = gtk_settings_get_default ();
  const char *picture = g_getenv ("SG_TEST_PICTURE");
  int least = 0;

  g_object_set (settings, "gtk-xft-dpi", 2 * XFT_DPI_OF_100_PERCENT, NULL);
  gtk_window_set_default_size (GTK_WINDOW (f->window), NARROW_WIDTH, 900);
  widget_wait_for_frame (f->window);
  gtk_widget_measure (f->page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, NARROW_WIDTH);
  if (picture != NULL)
    g_assert_true (sg_render_to_png (f->window, picture, NULL));
  g_object_set (settings, "gtk-xft-dpi", XFT_DPI_OF_100_PERCENT, NULL);
}

#define ADD(name, function) g_test_add ("/alerts/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("every-switch-is-one-setting", test_every_switch_is_one_setting);
  ADD ("the-first-alert-stays-below-the-second", test_the_first_alert_stays_below_the_second);
  ADD ("a-limit-gets-thresholds-of-its-own", test_a_limit_gets_thresholds_of_its_own);
  ADD ("quiet-hours-read-as-times", test_quiet_hours_read_as_times);
  ADD ("days-are-buttons", test_days_are_buttons);
  ADD ("a-command-whose-quotes-do-not-match-is-refused", test_a_command_whose_quotes_do_not_match_is_refused);
  ADD ("a-webhook-has-a-form", test_a_webhook_has_a_form);
  ADD ("a-test-without-an-agent-says-so", test_a_test_without_an_agent_says_so);
  ADD ("large-text-fits-a-narrow-window", test_large_text_fits_a_narrow_window);

  return g_test_run ();
}
