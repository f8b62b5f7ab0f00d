/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "sg-alert.h"
#include "sg-fake-source.h"
#include "sg-money.h"
#include "sg-profile-settings.h"

typedef struct {
  GSettings   *settings;
  SgClock     *clock;
  SgStateFile *state;
  SgMonitor   *monitor;
  GDateTime   *now;
  guint        n_alerts;
} Fixture;

static void
count_alerts (Fixture   *f,
              GPtrArray *alerts)
{
  f->n_alerts += alerts->len;
}

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  f->settings = sg_settings_store_open ();
  g_assert_nonnull (f->settings);
  f->now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0.0);
  f->clock = sg_clock_new_at (f->now);
  f->state = sg_state_file_new (NULL);
  f->monitor = sg_monitor_new (f->clock, f->state);
  sg_profiles_add (sg_monitor_get_profiles (f->monitor), "main", "claude");
  sg_profiles_add (sg_monitor_get_profiles (f->monitor), "work_1", "work");
  g_signal_connect_swapped (f->monitor, "alerts-raised", G_CALLBACK (count_alerts), f);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  static const char *const keys[] = { "profiles", "profile-names", "pinned-profile", "weekly-budgets" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (f->settings, keys[i]);
  g_object_run_dispose (G_OBJECT (f->monitor));
  g_assert_finalize_object (f->monitor);
  g_object_unref (f->settings);
  g_object_unref (f->state);
  g_object_unref (f->clock);
  g_date_time_unref (f->now);
}

static void
test_a_value_for_each_profile (Fixture      *f,
                               gconstpointer unused)
{
  g_autofree char *none = sg_settings_store_dup_text (f->settings, "profile-names", "main");
  g_autofree char *name = NULL;
  g_autoptr (GVariant) names = NULL;

  g_assert_cmpstr (none, ==, "");
  sg_settings_store_set (f->settings, "profile-names", "main", g_variant_new_string ("Private"));
  sg_settings_store_set (f->settings, "profile-names", "work_1", g_variant_new_string ("Acme"));
  sg_settings_store_set (f->settings, "profile-names", "main", g_variant_new_string ("Home"));
  sg_settings_store_set (f->settings, "profile-names", "work_1", NULL);
  name = sg_settings_store_dup_text (f->settings, "profile-names", "main");
  g_assert_cmpstr (name, ==, "Home");
  names = g_settings_get_value (f->settings, "profile-names");
  g_assert_cmpuint (g_variant_n_children (names), ==, 1);

  sg_settings_store_set (f->settings, "weekly-budgets", "work_1", g_variant_new_double (12.5));
  g_assert_cmpfloat (sg_settings_store_get_number (f->settings, "weekly-budgets", "work_1"), ==, 12.5);
  g_assert_cmpfloat (sg_settings_store_get_number (f->settings, "weekly-budgets", "main"), ==, 0.0);
}

static void
spend (Fixture *f,
       gint64   usd)
{
  SgProfile *profile = g_ptr_array_index (sg_profiles_get_all (sg_monitor_get_profiles (f->monitor)), 1);
  g_autoptr (SgFakeSource) source = sg_fake_source_new ("transcripts", SG_ORIGIN_TRANSCRIPTS, 0, 0);
  g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_TRANSCRIPTS, f->now);

  reading->costs = sg_cost_summary_new (SG_ORIGIN_TRANSCRIPTS, f->now);
  reading->costs->week_pico_usd = usd * SG_PICO_PER_USD;
  reading->costs->week_ends_at = g_date_time_add_days (f->now, 2);
  sg_profile_hear (profile, SG_SOURCE (source), reading);
  sg_profile_pick (profile, f->now);
}

static const SgProfileInfo *
work_of (GPtrArray *infos)
{
  return g_ptr_array_index (infos, 1);
}

static void
test_a_budget_is_told_like_a_limit (Fixture      *f,
                                    gconstpointer unused)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  spend (f, 45);
  sg_profile_settings_apply (f->settings, f->monitor);
  before = sg_profiles_dup_infos (sg_monitor_get_profiles (f->monitor));
  g_assert_cmpfloat (work_of (before)->used_percent, <, 0.0);
  g_assert_cmpuint (f->n_alerts, ==, 0);

  sg_settings_store_set (f->settings, "weekly-budgets", "work_1", g_variant_new_double (50.0));
  sg_profile_settings_apply (f->settings, f->monitor);
  after = sg_profiles_dup_infos (sg_monitor_get_profiles (f->monitor));
  g_assert_cmpstr (work_of (after)->tightest_limit, ==, "budget");
  g_assert_cmpfloat (work_of (after)->used_percent, ==, 90.0);
  g_assert_cmpint (work_of (after)->weekly_budget_pico_usd, ==, 50 * SG_PICO_PER_USD);
  g_assert_true (work_of (after)->shown);
  g_assert_cmpuint (f->n_alerts, ==, 1);
}

static void
test_a_budget_that_is_none (Fixture      *f,
                            gconstpointer unused)
{
  const double budgets[] = { 0.0, -5.0, NAN, INFINITY };

  spend (f, 45);
  for (gsize i = 0; i < G_N_ELEMENTS (budgets); i++) {
    g_autoptr (GPtrArray) infos = NULL;

    sg_settings_store_set (f->settings, "weekly-budgets", "work_1", g_variant_new_double (budgets[i]));
    sg_profile_settings_apply (f->settings, f->monitor);
    infos = sg_profiles_dup_infos (sg_monitor_get_profiles (f->monitor));
    g_assert_null (work_of (infos)->tightest_limit);
  }
}

static void
test_names_and_the_pinned_one (Fixture      *f,
                               gconstpointer unused)
{
  g_autoptr (GPtrArray) infos = NULL;

  sg_settings_store_set (f->settings, "profile-names", "work_1", g_variant_new_string ("Acme"));
  g_settings_set_string (f->settings, "pinned-profile", "acme");
  sg_profile_settings_apply (f->settings, f->monitor);
  infos = sg_profiles_dup_infos (sg_monitor_get_profiles (f->monitor));

  g_assert_cmpstr (work_of (infos)->name, ==, "Acme");
  g_assert_true (work_of (infos)->shown);
}

static void
test_without_settings_the_defaults_hold (Fixture      *f,
                                         gconstpointer unused)
{
  sg_profile_settings_apply (NULL, f->monitor);
  g_assert_cmpstr (sg_profile_get_id (sg_profiles_get_shown (sg_monitor_get_profiles (f->monitor))), ==, "main");
}

#define ADD(name, function) g_test_add ("/profile-settings/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("a-value-for-each-profile", test_a_value_for_each_profile);
  ADD ("a-budget-is-told-like-a-limit", test_a_budget_is_told_like_a_limit);
  ADD ("a-budget-that-is-none", test_a_budget_that_is_none);
  ADD ("names-and-the-pinned-one", test_names_and_the_pinned_one);
  ADD ("without-settings-the-defaults-hold", test_without_settings_the_defaults_hold);

  return g_test_run ();
}
