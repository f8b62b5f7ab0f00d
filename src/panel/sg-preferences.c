/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-preferences.h"

#include <glib/gi18n-lib.h>

#include "sg-general-page.h"
#include "sg-key-group.h"
#include "sg-profiles-page.h"

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
new_keys_page (SgServiceClient *client)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  adw_preferences_page_set_title (page, _ ("Keys"));
  adw_preferences_page_set_icon_name (page, "dialog-password-symbolic");
  add_group (page, sg_key_group_new (SG_SECRET_ADMIN, client), _ ("Admin API key"),
             _ ("Reads what an organization really spent. Only Sandglass uses it, and only for that."));
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
  AdwPreferencesWindow *window = ADW_PREFERENCES_WINDOW (adw_preferences_window_new ());

  gtk_window_set_title (GTK_WINDOW (window), _ ("Preferences"));
  gtk_window_set_modal (GTK_WINDOW (window), FALSE);
  adw_preferences_window_set_search_enabled (window, FALSE);
  adw_preferences_window_add (window, g_object_new (SG_TYPE_GENERAL_PAGE, NULL));
  adw_preferences_window_add (window, ADW_PREFERENCES_PAGE (sg_profiles_page_new (client)));
  adw_preferences_window_add (window, new_keys_page (client));

  return GTK_WINDOW (window);
}
