/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The balance, typed into the preferences. */

#include <adwaita.h>
#include <string.h>

#include "panel-widgets.h"
#include "sg-balance-group.h"
#include "sg-settings-store.h"

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
  g_settings_reset (f->settings, "api-balance");
  g_settings_reset (f->settings, "api-balance-time");
  f->group = sg_balance_group_new ();
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
type_balance (Fixture    *f,
              const char *text)
{
  GtkWidget *entry = widget_find (f->group, ADW_TYPE_ENTRY_ROW, 0);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "apply");
}

static void
assert_says (Fixture    *f,
             const char *text)
{
  g_autofree char *texts = widget_texts (f->group);

  if (strstr (texts, text) == NULL)
    g_error ("“%s” is not in:\n%s", text, texts);
}

static void
test_a_balance_is_kept_with_its_time (Fixture      *f,
                                      gconstpointer unused)
{
  gint64 before = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *kept = NULL;

  assert_says (f, "Not known");
  type_balance (f, " 127.45 ");
  kept = g_settings_get_string (f->settings, "api-balance");

  g_assert_cmpstr (kept, ==, "127.45");
  g_assert_cmpint (g_settings_get_int64 (f->settings, "api-balance-time"), >=, before);
  assert_says (f, "$127.45, typed in just now");
}

static void
test_what_is_no_amount_is_refused (Fixture      *f,
                                   gconstpointer unused)
{
  static const char *const texts[] = { "a lot", "-5", "1.2.3", "$", "12e5", "127.45 EUR" };

  type_balance (f, "$1,234.50");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *kept = NULL;

    type_balance (f, texts[i]);
    kept = g_settings_get_string (f->settings, "api-balance");
    g_assert_cmpstr (kept, ==, "$1,234.50");
    assert_says (f, "That is no amount of dollars");
  }

  type_balance (f, "8");
  assert_says (f, "$8, typed in just now");
}

static void
test_an_empty_one_is_forgotten (Fixture      *f,
                                gconstpointer unused)
{
  g_autofree char *kept = NULL;

  type_balance (f, "8");
  type_balance (f, "");
  kept = g_settings_get_string (f->settings, "api-balance");

  g_assert_cmpstr (kept, ==, "");
  assert_says (f, "Not known");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/panel/balance/is-kept-with-its-time", Fixture, NULL, set_up, test_a_balance_is_kept_with_its_time, tear_down);
  g_test_add ("/panel/balance/what-is-no-amount-is-refused", Fixture, NULL, set_up, test_what_is_no_amount_is_refused, tear_down);
  g_test_add ("/panel/balance/an-empty-one-is-forgotten", Fixture, NULL, set_up, test_an_empty_one_is_forgotten, tear_down);

  return g_test_run ();
}
