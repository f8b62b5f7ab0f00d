/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-profile-settings.h"

#include <math.h>

#include "sg-money.h"

#define MOST_USD 1000000.0

static gint64
budget_of (GVariant   *budgets,
           const char *profile_id)
{
  double usd = 0.0;

  g_variant_lookup (budgets, profile_id, "d", &usd);

  return isfinite (usd) && usd > 0.0 ? llround (MIN (usd, MOST_USD) * (double) SG_PICO_PER_USD) : 0;
}

/**
 * sg_profile_settings_apply:
 * @settings: (nullable): %NULL leaves the defaults
 *
 * Gives the monitor's profiles their names and budgets, and pins one.
 */
void
sg_profile_settings_apply (GSettings *settings,
                           SgMonitor *monitor)
{
  SgProfiles *profiles = sg_monitor_get_profiles (monitor);
  GPtrArray *all = sg_profiles_get_all (profiles);
  g_autoptr (GDateTime) now = sg_clock_now (sg_monitor_get_clock (monitor));
  g_autoptr (GVariant) names = settings ? g_settings_get_value (settings, "profile-names") : NULL;
  g_autoptr (GVariant) budgets = settings ? g_settings_get_value (settings, "weekly-budgets") : NULL;
  g_autofree char *pinned = settings ? g_settings_get_string (settings, "pinned-profile") : NULL;

  if (settings == NULL)
    return;

  for (guint i = 0; i < all->len; i++) {
    SgProfile *profile = g_ptr_array_index (all, i);
    const char *name = NULL;

    g_variant_lookup (names, sg_profile_get_id (profile), "&s", &name);
    sg_profile_set_given_name (profile, name);
    sg_profile_set_impersonal (profile, g_settings_get_boolean (settings, "hide-personal"));
    sg_profile_set_weekly_budget (profile, budget_of (budgets, sg_profile_get_id (profile)), now);
  }
  sg_profiles_pin (profiles, pinned);
  sg_profiles_note_change (profiles);
}
