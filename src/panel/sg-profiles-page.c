/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-profiles-page.h"

#include <glib/gi18n-lib.h>

#include "sg-entry-row.h"
#include "sg-labels.h"
#include "sg-settings-store.h"

#define MOST_USD 1000000.0

/**
 * SgProfilesPage:
 *
 * What can be set for each login: its name, its budget, which one is shown, and where further ones are.
 */
struct _SgProfilesPage {
  AdwPreferencesPage   parent_instance;

  GSettings           *settings;   /* (owned) (nullable): %NULL where the schema is not installed */
  SgServiceClient     *client;     /* (owned) (nullable) */
  GPtrArray           *ids;        /* (owned) (element-type utf8): of the profiles there are groups for */
  GPtrArray           *groups;     /* (owned) (element-type AdwPreferencesGroup): the widgets are the page's */
  AdwPreferencesGroup *folders;
  GPtrArray           *folder_rows;   /* (owned) (element-type GtkWidget): the widgets are the group's */
};

G_DEFINE_FINAL_TYPE (SgProfilesPage, sg_profiles_page, ADW_TYPE_PREFERENCES_PAGE)

static void
sg_profiles_page_finalize (GObject *object)
{
  SgProfilesPage *self = SG_PROFILES_PAGE (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->client);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->folder_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (sg_profiles_page_parent_class)->finalize (object);
}

static void
sg_profiles_page_class_init (SgProfilesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_profiles_page_finalize;
}

static void
sg_profiles_page_init (SgProfilesPage *self)
{
  self->settings = sg_settings_store_open ();
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->groups = g_ptr_array_new ();
  self->folder_rows = g_ptr_array_new ();

  adw_preferences_page_set_name (ADW_PREFERENCES_PAGE (self), "profiles");
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _ ("Profiles"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "system-users-symbolic");
}

static AdwPreferencesGroup *
add_group (SgProfilesPage *self,
           const char     *title,
           const char     *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (group, escaped);
  adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), group);
  sg_labels_keep_inside (GTK_WIDGET (group));

  return group;
}

static void
name_applied_cb (SgProfilesPage *self,
                 GtkWidget      *row)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  sg_settings_store_set (self->settings, "profile-names", g_object_get_data (G_OBJECT (row), "sg-profile"),
                         *name ? g_variant_new_string (name) : NULL);
}

static void
budget_changed_cb (SgProfilesPage *self,
                   GtkSpinButton  *spin)
{
  double usd = gtk_spin_button_get_value (spin);

  sg_settings_store_set (self->settings, "weekly-budgets", g_object_get_data (G_OBJECT (spin), "sg-profile"),
                         usd > 0.0 ? g_variant_new_double (usd) : NULL);
}

static GtkWidget *
new_name_row (SgProfilesPage *self,
              const char     *id)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *name = sg_settings_store_dup_text (self->settings, "profile-names", id);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Name of your own"));
  sg_entry_row_let_be_heard (ADW_ENTRY_ROW (row));
  gtk_editable_set_text (GTK_EDITABLE (row), name);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "sg-profile", g_strdup (id), g_free);
  g_signal_connect_object (row, "apply", G_CALLBACK (name_applied_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static GtkWidget *
new_budget_row (SgProfilesPage *self,
                const char     *id)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (0.0, MOST_USD, 5.0);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Weekly budget in USD"));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("From Monday on, at list prices, this machine; 0 is none"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  sg_labels_keep_inside (row);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), 2);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), sg_settings_store_get_number (self->settings, "weekly-budgets", id));
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  g_object_set_data_full (G_OBJECT (spin), "sg-profile", g_strdup (id), g_free);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (budget_changed_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static void
pinned_cb (SgProfilesPage *self,
           GParamSpec     *pspec,
           AdwComboRow    *row)
{
  guint selected = adw_combo_row_get_selected (row);

  if (selected <= self->ids->len)
    g_settings_set_string (self->settings, "pinned-profile", selected > 0 ? g_ptr_array_index (self->ids, selected - 1) : "");
}

static GtkWidget *
new_pinned_row (SgProfilesPage *self,
                GPtrArray      *profiles)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autofree char *pinned = g_settings_get_string (self->settings, "pinned-profile");
  const SgProfileInfo *found = sg_profile_infos_find (profiles, pinned);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _ ("The one nearest to a limit"));
  for (guint i = 0; i < profiles->len; i++) {
    const SgProfileInfo *profile = g_ptr_array_index (profiles, i);

    gtk_string_list_append (names, profile->name);
    if (profile == found)
      selected = i + 1;
  }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Profile in the tray"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (pinned_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static void show_folders (SgProfilesPage *self);

/* @without: (nullable); @with: (nullable) */
static void
change_folders (SgProfilesPage *self,
                const char     *without,
                const char     *with)
{
  g_auto (GStrv) before = g_settings_get_strv (self->settings, "profiles");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) after = NULL;

  for (guint i = 0; before[i] != NULL; i++) {
    if (g_strcmp0 (before[i], without) != 0 && g_strcmp0 (before[i], with) != 0)
      g_strv_builder_add (builder, before[i]);
  }
  if (with != NULL)
    g_strv_builder_add (builder, with);
  after = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "profiles", (const char *const *) after);
  show_folders (self);
}

static void
remove_folder_cb (SgProfilesPage *self,
                  GtkWidget      *button)
{
  g_autofree char *path = g_strdup (g_object_get_data (G_OBJECT (button), "sg-folder"));

  change_folders (self, path, NULL);
}

static void
folder_applied_cb (SgProfilesPage *self,
                   GtkWidget      *row)
{
  g_autofree char *path = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  if (*path != '\0')
    change_folders (self, NULL, path);
  gtk_editable_set_text (GTK_EDITABLE (row), "");
}

static GtkWidget *
new_folder_row (SgProfilesPage *self,
                const char     *path)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *remove = gtk_button_new_with_mnemonic (_ ("_Remove"));

  g_object_set (row, "use-markup", FALSE, "title-lines", 0, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), path);
  sg_labels_keep_inside (row);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (remove), "sg-folder", g_strdup (path), g_free);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_folder_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);

  return row;
}

static void
show_folders (SgProfilesPage *self)
{
  g_auto (GStrv) paths = g_settings_get_strv (self->settings, "profiles");

  for (guint i = 0; i < self->folder_rows->len; i++)
    adw_preferences_group_remove (self->folders, g_ptr_array_index (self->folder_rows, i));
  g_ptr_array_set_size (self->folder_rows, 0);
  for (guint i = 0; paths[i] != NULL; i++) {
    GtkWidget *row = new_folder_row (self, paths[i]);

    adw_preferences_group_add (self->folders, row);
    g_ptr_array_add (self->folder_rows, row);
  }
}

static gboolean
has_groups_for (SgProfilesPage *self,
                GPtrArray      *profiles)
{
  if (self->ids->len != profiles->len)
    return FALSE;

  for (guint i = 0; i < profiles->len; i++) {
    if (!g_str_equal (g_ptr_array_index (self->ids, i), ((const SgProfileInfo *) g_ptr_array_index (profiles, i))->id))
      return FALSE;
  }

  return TRUE;
}

static void
put_last (SgProfilesPage      *self,
          AdwPreferencesGroup *group)
{
  g_object_ref (group);
  adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self), group);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), group);
  g_object_unref (group);
}

/* Made anew only when there are others: someone may be typing. */
static void
show_profiles (SgProfilesPage *self)
{
  GPtrArray *profiles = sg_service_profiles_get_infos (sg_service_client_get_profiles (self->client));

  if (has_groups_for (self, profiles))
    return;

  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self), g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
  g_ptr_array_set_size (self->ids, 0);

  for (guint i = 0; i < profiles->len; i++) {
    const SgProfileInfo *profile = g_ptr_array_index (profiles, i);
    AdwPreferencesGroup *group = add_group (self, profile->name, NULL);

    g_ptr_array_add (self->ids, g_strdup (profile->id));
    g_ptr_array_add (self->groups, group);
    adw_preferences_group_add (group, new_name_row (self, profile->id));
    adw_preferences_group_add (group, new_budget_row (self, profile->id));
  }
  if (profiles->len > 1) {
    AdwPreferencesGroup *group = add_group (self, _ ("Tray icon"), NULL);

    g_ptr_array_add (self->groups, group);
    adw_preferences_group_add (group, new_pinned_row (self, profiles));
  }
  put_last (self, self->folders);
}

static void
add_folders (SgProfilesPage *self)
{
  GtkWidget *entry = adw_entry_row_new ();

  self->folders = add_group (self, _ ("Further Claude folders"),
                             _ ("Each is a profile. The usual folder and ~/.claude-* beside it are found by themselves. "
                                "Read when Sandglass starts."));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Another folder"));
  sg_entry_row_let_be_heard (ADW_ENTRY_ROW (entry));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  g_signal_connect_object (entry, "apply", G_CALLBACK (folder_applied_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->folders, entry);
  show_folders (self);
}

/**
 * sg_profiles_page_new:
 * @client: (nullable): who knows which profiles there are
 */
GtkWidget *
sg_profiles_page_new (SgServiceClient *client)
{
  SgProfilesPage *self = g_object_new (SG_TYPE_PROFILES_PAGE, NULL);

  if (self->settings == NULL) {
    add_group (self, _ ("Nothing can be set here"), _ ("Sandglass’s settings are not installed on this system, so the defaults hold."));
    return GTK_WIDGET (self);
  }

  add_folders (self);
  if (client != NULL) {
    self->client = g_object_ref (client);
    g_signal_connect_object (client, "notify::profiles", G_CALLBACK (show_profiles), self, G_CONNECT_SWAPPED);
    show_profiles (self);
  }

  return GTK_WIDGET (self);
}
