/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-agent-menu.h"
#include "sg-style.h"
#include "sg-xembed-launcher.h"

typedef struct {
  SgUsageModel *model;
  GMenu        *menu;
  GMenuModel   *numbers;
  GDateTime    *now;
  GTimeZone    *zone;
  guint         n_changes;
} Fixture;

static void
count (Fixture *f)
{
  f->n_changes++;
}

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  f->model = sg_usage_model_new ();
  f->menu = sg_agent_menu_new ();
  f->numbers = g_menu_model_get_item_link (G_MENU_MODEL (f->menu), 0, G_MENU_LINK_SECTION);
  f->now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0.0);
  f->zone = g_time_zone_new_utc ();
  g_signal_connect_swapped (f->numbers, "items-changed", G_CALLBACK (count), f);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  g_object_unref (f->numbers);
  g_assert_finalize_object (f->menu);
  g_assert_finalize_object (f->model);
  g_date_time_unref (f->now);
  g_time_zone_unref (f->zone);
}

static void
know (Fixture    *f,
      double      session_percent,
      const char *scoped_label)
{
  g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_DEMO, f->now);
  g_autoptr (GDateTime) reset = g_date_time_add_hours (f->now, 2);

  sg_reading_take_limit (reading, sg_limit_new ("session", SG_LIMIT_SESSION, NULL, session_percent, reset, SG_ORIGIN_DEMO, f->now));
  if (scoped_label != NULL)
    sg_reading_take_limit (reading, sg_limit_new ("weekly:x", SG_LIMIT_SCOPED, scoped_label, 91.0, reset, SG_ORIGIN_DEMO, f->now));
  sg_usage_model_apply (f->model, reading);
  sg_agent_menu_update (f->menu, f->model, NULL, f->now, f->zone);
}

static void
assert_label (Fixture    *f,
              guint       position,
              const char *expected)
{
  g_autofree char *label = NULL;

  g_menu_model_get_item_attribute (f->numbers, position, G_MENU_ATTRIBUTE_LABEL, "s", &label);
  g_assert_cmpstr (label, ==, expected);
}

static void
test_first_lines_are_the_numbers (Fixture      *f,
                                  gconstpointer unused)
{
  know (f, 78.0, "Fable");

  g_assert_cmpint (g_menu_model_get_n_items (f->numbers), ==, 2);
  assert_label (f, 0, "5-hour limit: 78\302\240% used, resets at 14:00");
  assert_label (f, 1, "Week, Fable: 91\302\240% used, resets at 14:00");
}

static void
test_never_without_a_line (Fixture      *f,
                           gconstpointer unused)
{
  g_autoptr (SgReading) nothing = sg_reading_new (SG_ORIGIN_DEMO, f->now);

  sg_agent_menu_update (f->menu, f->model, NULL, f->now, f->zone);
  assert_label (f, 0, "Loading …");

  sg_usage_model_apply (f->model, nothing);
  sg_agent_menu_update (f->menu, f->model, NULL, f->now, f->zone);
  g_assert_cmpint (g_menu_model_get_n_items (f->numbers), ==, 1);
  assert_label (f, 0, "No limit is known yet");
}

static void
test_only_lines_that_differ_change (Fixture      *f,
                                    gconstpointer unused)
{
  know (f, 78.0, "Fable");
  f->n_changes = 0;
  know (f, 78.0, "Fable");
  g_assert_cmpuint (f->n_changes, ==, 0);

  know (f, 78.0, NULL);
  g_assert_cmpint (g_menu_model_get_n_items (f->numbers), ==, 1);
}

static void
test_an_underscore_is_no_mnemonic (Fixture      *f,
                                   gconstpointer unused)
{
  know (f, 78.0, "seven_day_x");

  assert_label (f, 1, "Week, seven__day__x: 91\302\240% used, resets at 14:00");
}

static void
test_hidden_numbers_are_one_line (Fixture      *f,
                                  gconstpointer unused)
{
  const SgStyle hidden = { .hidden = TRUE }, usual = { 0 };

  know (f, 78.0, "Fable");
  sg_style_set (&hidden);
  know (f, 78.0, "Fable");
  g_assert_cmpint (g_menu_model_get_n_items (f->numbers), ==, 1);
  assert_label (f, 0, "Numbers are hidden");

  sg_style_set (&usual);
  know (f, 78.0, "Fable");
  g_assert_cmpint (g_menu_model_get_n_items (f->numbers), ==, 2);
}

static void
test_xembed_is_for_x11 (void)
{
  g_assert_true (sg_xembed_launcher_is_wanted (":0", NULL));
  g_assert_true (sg_xembed_launcher_is_wanted (":0", "x11"));
  g_assert_false (sg_xembed_launcher_is_wanted (":0", "wayland"));
  g_assert_false (sg_xembed_launcher_is_wanted (NULL, "x11"));
  g_assert_false (sg_xembed_launcher_is_wanted ("", NULL));
}

#define ADD(name, function) g_test_add ("/agent-menu/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("first-lines-are-the-numbers", test_first_lines_are_the_numbers);
  ADD ("never-without-a-line", test_never_without_a_line);
  ADD ("only-lines-that-differ-change", test_only_lines_that_differ_change);
  ADD ("an-underscore-is-no-mnemonic", test_an_underscore_is_no_mnemonic);
  ADD ("hidden-numbers-are-one-line", test_hidden_numbers_are_one_line);
  g_test_add_func ("/xembed-launcher/is-for-x11", test_xembed_is_for_x11);

  return g_test_run ();
}
