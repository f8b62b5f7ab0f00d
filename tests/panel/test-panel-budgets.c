/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Budgets and the threshold, typed into the preferences. */

#include <adwaita.h>

#include "panel-widgets.h"
#include "sg-budget-group.h"
#include "sg-settings-store.h"

static const char *const keys[] = { "budget-day-usd", "budget-month-usd", "reconcile-threshold-usd" };

typedef struct {
  GSettings *settings;
  GtkWidget *window;
  GtkWidget *group;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  f->settings = sg_settings_store_open ();
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (f->settings, keys[i]);
  f->group = sg_budget_group_new ();
  f->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (f->window), f->group);
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
test_each_row_is_its_setting (Fixture      *f,
                              gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    GtkSpinButton *spin = GTK_SPIN_BUTTON (widget_find (f->group, GTK_TYPE_SPIN_BUTTON, i));
    g_autoptr (GVariant) value = g_settings_get_default_value (f->settings, keys[i]);

    g_assert_cmpfloat (gtk_spin_button_get_value (spin), ==, g_variant_get_double (value));
    gtk_editable_set_text (GTK_EDITABLE (spin), "12.34");
    gtk_spin_button_update (spin);
    g_assert_cmpfloat (g_settings_get_double (f->settings, keys[i]), ==, 12.34);

    g_settings_set_double (f->settings, keys[i], 99.5);
    g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "99.50");
  }
}

static void
test_no_amount_is_below_nothing (Fixture      *f,
                                 gconstpointer unused)
{
  static const char *const texts[] = { "-5", "a lot", "1e99" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    GtkSpinButton *spin = GTK_SPIN_BUTTON (widget_find (f->group, GTK_TYPE_SPIN_BUTTON, 0));
    double value;

    gtk_editable_set_text (GTK_EDITABLE (spin), texts[i]);
    gtk_spin_button_update (spin);
    value = g_settings_get_double (f->settings, keys[0]);
    g_assert_cmpfloat (value, >=, 0.0);
    g_assert_cmpfloat (value, <=, 10000000.0);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/panel-budgets/each-row-is-its-setting", Fixture, NULL, set_up, test_each_row_is_its_setting, tear_down);
  g_test_add ("/panel-budgets/no-amount-is-below-nothing", Fixture, NULL, set_up, test_no_amount_is_below_nothing, tear_down);

  return g_test_run ();
}
