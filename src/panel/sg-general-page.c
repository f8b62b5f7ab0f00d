/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-general-page.h"

#include <glib/gi18n-lib.h>

#include "sg-autostart-portal.h"
#include "sg-autostart.h"
#include "sg-config.h"
#include "sg-flatpak.h"
#include "sg-programs.h"
#include "sg-settings-store.h"
#include "sg-work-group.h"

/**
 * SgGeneralPage:
 *
 * What can be set that has no page of its own. Every switch is written as it is turned.
 */
struct _SgGeneralPage {
  AdwPreferencesPage parent_instance;

  GSettings         *settings;   /* (owned) (nullable): %NULL where the schema is not installed */
  GtkWidget         *missing;
  GtkWidget         *settings_groups[4];
  AdwComboRow       *mode;
  AdwComboRow       *badge;
  AdwComboRow       *badge_style;
  AdwComboRow       *hours;
  AdwComboRow       *money;
  GtkWidget         *show_remaining;
  GtkWidget         *presentation;
  GtkWidget         *hide_personal;
  GtkWidget         *show_email;
  GtkWidget         *show_email_row;
  GtkSwitch         *autostart;
  AdwActionRow      *autostart_row;
};

G_DEFINE_FINAL_TYPE (SgGeneralPage, sg_general_page, ADW_TYPE_PREFERENCES_PAGE)

/* In the order of the rows. */
static const char *const badges[] = { "session", "tightest", NULL };
static const char *const badge_styles[] = { "number", "bars", "symbolic", NULL };
static const char *const hours[] = { "locale", "12", "24", NULL };
static const char *const money[] = { "symbol", "code", NULL };
static const char *const modes[] = { "auto", "code", "console", NULL };

static gboolean
choice_from_settings (GValue   *value,
                      GVariant *variant,
                      gpointer  choices)
{
  const char *const *names = choices;
  const char *name = g_variant_get_string (variant, NULL);
  guint place = 0;

  for (guint i = 0; names[i] != NULL; i++) {
    if (g_str_equal (names[i], name))
      place = i;
  }
  g_value_set_uint (value, place);

  return TRUE;
}

static GVariant *
choice_to_settings (const GValue       *value,
                    const GVariantType *type,
                    gpointer            choices)
{
  const char *const *names = choices;
  guint place = g_value_get_uint (value);

  return g_variant_new_string (place < g_strv_length ((GStrv) choices) ? names[place] : names[0]);
}

static gboolean
is_not_bars (GValue   *value,
             GVariant *variant,
             gpointer  unused)
{
  g_value_set_boolean (value, !g_str_equal (g_variant_get_string (variant, NULL), "bars"));

  return TRUE;
}

static void
bind_choice (SgGeneralPage     *self,
             const char        *key,
             AdwComboRow       *row,
             const char *const *choices)
{
  g_settings_bind_with_mapping (self->settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT, choice_from_settings,
                                choice_to_settings, (gpointer) choices, NULL);
}

static void
show_autostart (SgGeneralPage *self,
                gboolean       wanted,
                const GError  *error)
{
  if (error == NULL)
    gtk_switch_set_state (self->autostart, wanted);
  else
    gtk_switch_set_active (self->autostart, !wanted);
  adw_action_row_set_subtitle (self->autostart_row, error ? error->message : NULL);
}

/* Inside a Flatpak the file starts nothing; it keeps what the desktop agreed to, which cannot be asked for. */
static void
write_autostart (SgGeneralPage *self,
                 gboolean       on)
{
  g_autofree char *program = sg_programs_find (SG_PROGRAM_AGENT);
  g_autoptr (GError) error = NULL;

  sg_autostart_set (g_get_user_config_dir (), program, on, &error);
  show_autostart (self, on, error);
}

static void
portal_answered_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (SgGeneralPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean agreed = sg_autostart_portal_set_finish (result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->autostart), TRUE);
  if (agreed)
    write_autostart (self, gtk_switch_get_active (self->autostart));
  else
    show_autostart (self, gtk_switch_get_active (self->autostart), error);
}

static void
ask_portal (SgGeneralPage *self,
            gboolean       on)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);

  if (connection == NULL) {
    show_autostart (self, on, error);
    return;
  }

  gtk_widget_set_sensitive (GTK_WIDGET (self->autostart), FALSE);
  sg_autostart_portal_set_async (connection, LIBEXECDIR "/sandglass-agent", on, NULL, portal_answered_cb, g_object_ref (self));
}

static gboolean
autostart_cb (SgGeneralPage *self,
              gboolean       on)
{
  if (on == gtk_switch_get_state (self->autostart))
    return TRUE;

  if (sg_flatpak_is_around ())
    ask_portal (self, on);
  else
    write_autostart (self, on);

  return TRUE;
}

static void
bind_settings (SgGeneralPage *self)
{
  const GSettingsBindFlags flags = G_SETTINGS_BIND_DEFAULT;

  g_settings_bind (self->settings, "hide-personal", self->hide_personal, "active", flags);
  g_settings_bind (self->settings, "show-email", self->show_email, "active", flags);
  g_object_bind_property (self->hide_personal, "active", self->show_email_row, "sensitive",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_settings_bind (self->settings, "show-remaining", self->show_remaining, "active", flags);
  g_settings_bind (self->settings, "presentation", self->presentation, "active", flags);
  bind_choice (self, "badge", self->badge, badges);
  bind_choice (self, "badge-style", self->badge_style, badge_styles);
  bind_choice (self, "hours", self->hours, hours);
  bind_choice (self, "money", self->money, money);
  /* Two bars are two limits. */
  g_settings_bind_with_mapping (self->settings, "badge-style", self->badge, "sensitive", G_SETTINGS_BIND_GET, is_not_bars,
                                NULL, NULL, NULL);
  bind_choice (self, "mode", self->mode, modes);
  sg_work_group_bind (SG_WORK_GROUP (self->settings_groups[2]), self->settings);
}

static void
sg_general_page_finalize (GObject *object)
{
  g_clear_object (&SG_GENERAL_PAGE (object)->settings);

  G_OBJECT_CLASS (sg_general_page_parent_class)->finalize (object);
}

static void
sg_general_page_class_init (SgGeneralPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sg_general_page_finalize;

  g_type_ensure (SG_TYPE_WORK_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-general-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SgGeneralPage, missing);
  gtk_widget_class_bind_template_child_full (widget_class, "data_group", FALSE,
                                             G_STRUCT_OFFSET (SgGeneralPage, settings_groups[0]));
  gtk_widget_class_bind_template_child_full (widget_class, "tray_group", FALSE,
                                             G_STRUCT_OFFSET (SgGeneralPage, settings_groups[1]));
  gtk_widget_class_bind_template_child_full (widget_class, "work_group", FALSE,
                                             G_STRUCT_OFFSET (SgGeneralPage, settings_groups[2]));
  gtk_widget_class_bind_template_child_full (widget_class, "privacy_group", FALSE,
                                             G_STRUCT_OFFSET (SgGeneralPage, settings_groups[3]));
  gtk_widget_class_bind_template_child (widget_class, SgGeneralPage, mode);
  gtk_widget_class_bind_template_child (widget_class, SgGeneralPage, badge_style);
  gtk_widget_class_bind_template_child (widget_class, SgGeneralPage, hours);
  gtk_widget_class_bind_template_child (widget_class, SgGeneralPage, money);
  gtk_widget_class_bind_template_child (widget_class, SgGeneralPage, show_remaining);
  gtk_widget_class_bind_template_child (widget_class, SgGeneralPage, presentation);
  gtk_widget_class_bind_template_child (widget_class, SgGeneralPage, badge);
  gtk_widget_class_bind_template_child (widget_class, SgGeneralPage, hide_personal);
  gtk_widget_class_bind_template_child (widget_class, SgGeneralPage, show_email);
  gtk_widget_class_bind_template_child (widget_class, SgGeneralPage, show_email_row);
  gtk_widget_class_bind_template_child (widget_class, SgGeneralPage, autostart);
  gtk_widget_class_bind_template_child (widget_class, SgGeneralPage, autostart_row);
  gtk_widget_class_bind_template_callback (widget_class, autostart_cb);
}

static void
sg_general_page_init (SgGeneralPage *self)
{
  gboolean on = sg_autostart_is_on (g_get_user_config_dir ());

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_handlers_block_by_func (self->autostart, autostart_cb, self);
  gtk_switch_set_active (self->autostart, on);
  gtk_switch_set_state (self->autostart, on);
  g_signal_handlers_unblock_by_func (self->autostart, autostart_cb, self);

  self->settings = sg_settings_store_open ();
  gtk_widget_set_visible (self->missing, self->settings == NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (self->settings_groups); i++)
    gtk_widget_set_sensitive (self->settings_groups[i], self->settings != NULL);
  if (self->settings != NULL)
    bind_settings (self);
}
