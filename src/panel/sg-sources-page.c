/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-sources-page.h"

#include <glib/gi18n-lib.h>

#include "sg-programs.h"
#include "sg-settings-store.h"
#include "sg-source-row.h"
#include "sg-statusline-row.h"

/**
 * SgSourcesPage:
 *
 * Where numbers come from: what each source reads and sends, how it is doing,
 * whether it may, and how often.
 */
struct _SgSourcesPage {
  AdwPreferencesPage parent_instance;

  GSettings         *settings;   /* (owned) (nullable): %NULL where the schema is not installed */
  SgServiceClient   *client;     /* (owned) (nullable) */
  GHashTable        *rows;       /* (owned): source id → SgSourceRow (not owned) */
};

G_DEFINE_FINAL_TYPE (SgSourcesPage, sg_sources_page, ADW_TYPE_PREFERENCES_PAGE)

static void
sg_sources_page_finalize (GObject *object)
{
  SgSourcesPage *self = SG_SOURCES_PAGE (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->client);
  g_clear_pointer (&self->rows, g_hash_table_unref);

  G_OBJECT_CLASS (sg_sources_page_parent_class)->finalize (object);
}

static void
sg_sources_page_class_init (SgSourcesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_sources_page_finalize;
}

static void
show_states (SgSourcesPage *self)
{
  GPtrArray *statuses = sg_usage_model_get_sources (sg_service_client_get_model (self->client));
  g_autoptr (GDateTime) now = sg_service_client_now (self->client);
  GHashTableIter iter;
  gpointer id, row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &id, &row))
    sg_source_row_show (row, sg_source_statuses_find (statuses, id), now);
}

static AdwPreferencesGroup *
add_group (SgSourcesPage *self,
           const char    *title,
           const char    *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), group);

  return group;
}

static void
add_source (SgSourcesPage       *self,
            AdwPreferencesGroup *group,
            const char          *id,
            const char          *key)
{
  GtkWidget *row = sg_source_row_new (id, self->settings, key);

  g_hash_table_insert (self->rows, g_strdup (id), row);
  adw_preferences_group_add (group, row);
}

static GtkWidget *
add_row (AdwPreferencesGroup *group,
         const char          *title,
         const char          *subtitle,
         GtkWidget           *widget)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), widget);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), widget);
  adw_preferences_group_add (group, row);

  return row;
}

static void
add_switch (SgSourcesPage       *self,
            AdwPreferencesGroup *group,
            const char          *key,
            const char          *title,
            const char          *subtitle)
{
  GtkWidget *toggle = gtk_switch_new ();

  add_row (group, title, subtitle, toggle);
  gtk_widget_set_sensitive (toggle, self->settings != NULL);
  if (self->settings != NULL)
    g_settings_bind (self->settings, key, toggle, "active", G_SETTINGS_BIND_DEFAULT);
}

static gboolean
minutes_from_seconds (GValue   *value,
                      GVariant *seconds,
                      gpointer  unused)
{
  g_value_set_double (value, g_variant_get_uint32 (seconds) / 60.0);

  return TRUE;
}

static GVariant *
seconds_from_minutes (const GValue       *value,
                      const GVariantType *type,
                      gpointer            unused)
{
  return g_variant_new_uint32 ((guint32) (g_value_get_double (value) * 60.0 + 0.5));
}

/* The range is the setting's, whose least is the server's. */
static void
add_interval (SgSourcesPage       *self,
              AdwPreferencesGroup *group)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (5.0, 60.0, 1.0);

  add_row (group, _ ("Ask every so many minutes"),
           _ ("For the limits. More often than every 5 minutes the server would refuse."), spin);
  gtk_widget_set_sensitive (spin, self->settings != NULL);
  if (self->settings != NULL)
    g_settings_bind_with_mapping (self->settings, "refresh-seconds", gtk_spin_button_get_adjustment (GTK_SPIN_BUTTON (spin)),
                                  "value", G_SETTINGS_BIND_DEFAULT, minutes_from_seconds, seconds_from_minutes, NULL, NULL);
}

static void
add_estimate (SgSourcesPage       *self,
              AdwPreferencesGroup *group)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (0.0, 100000.0, 1.0);

  add_row (group, _ ("A whole 5-hour limit, in dollars"),
           _ ("Only for an estimate where no official number is known. 0: as learned from official numbers"), spin);
  gtk_widget_set_sensitive (spin, self->settings != NULL);
  if (self->settings != NULL)
    g_settings_bind (self->settings, "five-hour-limit-usd", gtk_spin_button_get_adjustment (GTK_SPIN_BUTTON (spin)), "value",
                     G_SETTINGS_BIND_DEFAULT);
}

static void
add_local (SgSourcesPage *self)
{
  AdwPreferencesGroup *group = add_group (self, _ ("On this machine"), _ ("Read when it changes; no question leaves the machine"));
  g_autofree char *command = sg_programs_find (SG_PROGRAM_CLI);

  add_source (self, group, "statusline", NULL);
  adw_preferences_group_add (group, sg_statusline_row_new (command));
  add_source (self, group, "claude-cache", NULL);
  add_source (self, group, "pace-maker", NULL);
  add_source (self, group, "transcripts", NULL);
  add_source (self, group, "telemetry", "telemetry-receiver");
  add_switch (self, group, "prometheus-endpoint", _ ("Serve metrics to Prometheus"), _ ("At /metrics, to this machine alone"));
  add_estimate (self, group);
}

static void
add_servers (SgSourcesPage *self)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Over the network"), _ ("All of these can be off: then nothing is sent at all"));

  add_source (self, group, "endpoint", "ask-anthropic");
  add_interval (self, group);
  add_source (self, group, "admin", "ask-admin-api");
  add_source (self, group, "api-rate-limits", "api-rate-limits");
  add_source (self, group, "status-page", "ask-status-page");
  add_switch (self, group, "save-power-and-data", _ ("Ask less where power or data are saved"),
              _ ("A quarter as often while the desktop’s power saver is on or the network is metered"));
}

static void
sg_sources_page_init (SgSourcesPage *self)
{
  self->settings = sg_settings_store_open ();
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _ ("Sources"));
  adw_preferences_page_set_name (ADW_PREFERENCES_PAGE (self), "sources");
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "network-transmit-receive-symbolic");
  add_servers (self);
  add_local (self);
}

/**
 * sg_sources_page_new:
 * @client: (nullable): %NULL where there is no session bus
 */
GtkWidget *
sg_sources_page_new (SgServiceClient *client)
{
  SgSourcesPage *self = g_object_new (SG_TYPE_SOURCES_PAGE, NULL);

  if (client == NULL)
    return GTK_WIDGET (self);

  self->client = g_object_ref (client);
  g_signal_connect_object (sg_service_client_get_model (client), "notify::sources", G_CALLBACK (show_states), self,
                           G_CONNECT_SWAPPED);
  /* Ages are as of the look. */
  g_signal_connect (self, "map", G_CALLBACK (show_states), NULL);
  show_states (self);

  return GTK_WIDGET (self);
}
