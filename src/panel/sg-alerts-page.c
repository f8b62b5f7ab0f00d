/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alerts-page.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "sg-alert-test-row.h"
#include "sg-day-picker.h"
#include "sg-entry-row.h"
#include "sg-key-group.h"
#include "sg-settings-store.h"
#include "sg-thresholds-group.h"

/* In the order of the page. */
enum { PERCENT, OWN, TOLD, QUIET, COMMAND, WEBHOOK, N_GROUPS };

/**
 * SgAlertsPage:
 *
 * What is told, when, and where to. Every switch is written as it is turned.
 */
struct _SgAlertsPage {
  AdwPreferencesPage parent_instance;

  GSettings         *settings;                /* (owned) (nullable): %NULL where the schema is not installed */
  GtkWidget         *groups[N_GROUPS];
  GtkAdjustment     *warning;
  GtkAdjustment     *critical;
  GtkWidget         *thresholds;
  GtkWidget         *reached;
  GtkWidget         *reset;
  GtkWidget         *run_out;
  GtkWidget         *login;
  GtkWidget         *budget;
  GtkWidget         *anomaly;
  GtkWidget         *quiet_hours;
  GtkAdjustment     *quiet_from;
  GtkAdjustment     *quiet_until;
  GtkWidget         *quiet_from_row;
  GtkWidget         *quiet_until_row;
  GtkWidget         *quiet_days_row;
  GtkWidget         *quiet_days;
  GtkWidget         *mind_do_not_disturb;
  AdwEntryRow       *command;
  AdwComboRow       *webhook;
};

G_DEFINE_FINAL_TYPE (SgAlertsPage, sg_alerts_page, ADW_TYPE_PREFERENCES_PAGE)

/* In the order of the row. */
static const char *const forms[] = { "off", "slack", "discord", "json" };

static gboolean
form_from_settings (GValue   *value,
                    GVariant *variant,
                    gpointer  unused)
{
  guint place = 0;

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    if (g_str_equal (forms[i], g_variant_get_string (variant, NULL)))
      place = i;
  }
  g_value_set_uint (value, place);

  return TRUE;
}

static GVariant *
form_to_settings (const GValue       *value,
                  const GVariantType *type,
                  gpointer            unused)
{
  guint place = g_value_get_uint (value);

  return g_variant_new_string (forms[place < G_N_ELEMENTS (forms) ? place : 0]);
}

/* Minutes after midnight read as a time of day. */
static gboolean
time_output_cb (GtkSpinButton *spin)
{
  int minutes = gtk_spin_button_get_value_as_int (spin);
  g_autofree char *text = g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);

  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);

  return TRUE;
}

static int
time_input_cb (GtkSpinButton *spin,
               double        *value)
{
  int hour = 0, minute = 0;
  int n_parts = sscanf (gtk_editable_get_text (GTK_EDITABLE (spin)), "%d:%d", &hour, &minute);

  if (n_parts < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return GTK_INPUT_ERROR;

  *value = hour * 60 + minute;

  return TRUE;
}

static void
command_applied_cb (SgAlertsPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->command))));
  gboolean good = *text == '\0' || g_shell_parse_argv (text, NULL, NULL, NULL);

  if (good) {
    gtk_widget_remove_css_class (GTK_WIDGET (self->command), "error");
    g_settings_set_string (self->settings, "alert-command", text);
  } else {
    gtk_widget_add_css_class (GTK_WIDGET (self->command), "error");
  }
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->command), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

static void
bind_quiet (SgAlertsPage *self)
{
  GtkWidget *const rows[] = { self->quiet_from_row, self->quiet_until_row, self->quiet_days_row };

  g_settings_bind (self->settings, "quiet-hours", self->quiet_hours, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "quiet-from", self->quiet_from, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "quiet-until", self->quiet_until, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "quiet-days", self->quiet_days, "days", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "mind-do-not-disturb", self->mind_do_not_disturb, "active", G_SETTINGS_BIND_DEFAULT);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_object_bind_property (self->quiet_hours, "active", rows[i], "sensitive", G_BINDING_SYNC_CREATE);
}

static void
bind_settings (SgAlertsPage *self)
{
  const struct {
    const char *key;
    GtkWidget  *widget;
  } kinds[] = {
    { "alert-thresholds", self->thresholds }, { "alert-reached", self->reached }, { "alert-reset", self->reset },
    { "alert-run-out", self->run_out }, { "alert-login", self->login }, { "alert-budget", self->budget },
    { "alert-anomaly", self->anomaly },
  };
  g_autofree char *command = g_settings_get_string (self->settings, "alert-command");

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_settings_bind (self->settings, kinds[i].key, kinds[i].widget, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "warning-percent", self->warning, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "critical-percent", self->critical, "value", G_SETTINGS_BIND_DEFAULT);
  /* The second alert never comes before the first. */
  g_object_bind_property (self->warning, "value", self->critical, "lower", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->critical, "value", self->warning, "upper", G_BINDING_SYNC_CREATE);
  bind_quiet (self);
  gtk_editable_set_text (GTK_EDITABLE (self->command), command);
  g_settings_bind_with_mapping (self->settings, "webhook", self->webhook, "selected", G_SETTINGS_BIND_DEFAULT,
                                form_from_settings, form_to_settings, NULL, NULL);
}

static void
sg_alerts_page_finalize (GObject *object)
{
  g_clear_object (&SG_ALERTS_PAGE (object)->settings);

  G_OBJECT_CLASS (sg_alerts_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  static const char *const groups[] = {
    [PERCENT] = "percent_group", [OWN] = "own_group", [TOLD] = "told_group", [QUIET] = "quiet_group",
    [COMMAND] = "command_group", [WEBHOOK] = "webhook_group",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    gtk_widget_class_bind_template_child_full (widget_class, groups[i], FALSE, G_STRUCT_OFFSET (SgAlertsPage, groups[i]));
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, warning);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, critical);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, thresholds);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, reached);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, reset);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, run_out);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, login);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, budget);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, anomaly);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, quiet_hours);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, quiet_from);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, quiet_until);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, quiet_from_row);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, quiet_until_row);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, quiet_days_row);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, quiet_days);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, mind_do_not_disturb);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, command);
  gtk_widget_class_bind_template_child (widget_class, SgAlertsPage, webhook);
}

static void
sg_alerts_page_class_init (SgAlertsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sg_alerts_page_finalize;

  g_type_ensure (SG_TYPE_DAY_PICKER);
  g_type_ensure (SG_TYPE_THRESHOLDS_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-alerts-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, time_output_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_input_cb);
  gtk_widget_class_bind_template_callback (widget_class, command_applied_cb);
}

static void
sg_alerts_page_init (SgAlertsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sg_entry_row_let_be_heard (self->command);

  self->settings = sg_settings_store_open ();
  for (gsize i = 0; i < G_N_ELEMENTS (self->groups); i++)
    gtk_widget_set_sensitive (self->groups[i], self->settings != NULL);
  if (self->settings != NULL)
    bind_settings (self);
}

static void
add_address (SgAlertsPage    *self,
             SgServiceClient *client)
{
  GtkWidget *address = sg_key_group_new (SG_SECRET_WEBHOOK, client);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (address), _ ("Webhook address"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (address),
                                         _ ("Who has it can post there, so it is kept like a key. https alone, never to this machine or a private network."));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (address));
}

/**
 * sg_alerts_page_new:
 * @client: (nullable):
 */
GtkWidget *
sg_alerts_page_new (SgServiceClient *client)
{
  SgAlertsPage *self = g_object_new (SG_TYPE_ALERTS_PAGE, NULL);
  static const char *const ways[] = { [TOLD] = "desktop", [COMMAND] = "command", [WEBHOOK] = "webhook" };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++) {
    if (ways[i] != NULL)
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->groups[i]), sg_alert_test_row_new (client, ways[i]));
  }
  if (self->settings != NULL)
    sg_thresholds_group_bind (SG_THRESHOLDS_GROUP (self->groups[OWN]), self->settings, client);
  add_address (self, client);

  return GTK_WIDGET (self);
}
