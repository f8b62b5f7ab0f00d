/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-preferences.h"

#include <glib/gi18n-lib.h>

#include "sg-alerts-page.h"
#include "sg-balance-group.h"
#include "sg-budget-group.h"
#include "sg-general-page.h"
#include "sg-key-group.h"
#include "sg-labels.h"
#include "sg-profiles-page.h"
#include "sg-sources-page.h"
#include "sg-words.h"

#define KEYS_PAGE "keys"
#define BALANCE "sg-balance-group"

static void
add_group (AdwPreferencesPage *page,
           GtkWidget          *group,
           const char         *title,
           const char         *description)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
}

static AdwPreferencesPage *
new_keys_page (SgServiceClient *client,
               GtkWidget       *balance)
{
  g_autofree char *about_admin_key =
    /* Translators: two sentences, one after the other */
    g_strdup_printf (C_ ("sentences", "%s %s"),
                     _ ("Reads what an organization really spent. Only Sandglass uses it, and only for that."),
                     sg_words_individual_account ());
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  adw_preferences_page_set_title (page, _ ("Keys"));
  adw_preferences_page_set_name (page, KEYS_PAGE);
  adw_preferences_page_set_icon_name (page, "dialog-password-symbolic");
  add_group (page, sg_key_group_new (SG_SECRET_ADMIN, client), _ ("Admin API key"), about_admin_key);
  add_group (page, balance, _ ("API credits"),
             _ ("As the Claude Console shows it: nothing else tells it. With an Admin API key, what is billed since is taken off."));
  add_group (page, sg_budget_group_new (), _ ("Spending"),
             _ ("Budgets are rows like the limits, and told at 70, 90 and 100 %: of the organization's bill with an Admin API key, "
                "else of this machine's estimate at list prices."));
  add_group (page, sg_key_group_new (SG_SECRET_API, client), _ ("API key"),
             _ ("Reads the limits of an API account."));

  return page;
}

/**
 * sg_preferences_new:
 * @client: (nullable):
 *
 * Returns: the preferences, not yet shown; GTK owns them
 */
GtkWindow *
sg_preferences_new (SgServiceClient *client)
{
  GtkWidget *balance = sg_balance_group_new ();
  AdwPreferencesWindow *window = ADW_PREFERENCES_WINDOW (adw_preferences_window_new ());

  gtk_window_set_title (GTK_WINDOW (window), _ ("Preferences"));
  gtk_window_set_modal (GTK_WINDOW (window), FALSE);
  adw_preferences_window_set_search_enabled (window, FALSE);
  adw_preferences_window_add (window, g_object_new (SG_TYPE_GENERAL_PAGE, NULL));
  adw_preferences_window_add (window, ADW_PREFERENCES_PAGE (sg_alerts_page_new (client)));
  adw_preferences_window_add (window, ADW_PREFERENCES_PAGE (sg_sources_page_new (client)));
  adw_preferences_window_add (window, ADW_PREFERENCES_PAGE (sg_profiles_page_new (client)));
  adw_preferences_window_add (window, new_keys_page (client, balance));
  g_object_set_data (G_OBJECT (window), BALANCE, balance);
  sg_labels_keep_inside (GTK_WIDGET (window));

  return GTK_WINDOW (window);
}

/**
 * sg_preferences_show_keys:
 * @preferences: what sg_preferences_new() made
 * @balance: whether the balance is to be typed in
 */
void
sg_preferences_show_keys (GtkWindow *preferences,
                          gboolean   balance)
{
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (preferences), KEYS_PAGE);
  if (balance)
    sg_balance_group_focus (g_object_get_data (G_OBJECT (preferences), BALANCE));
}
