/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-work-group.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "sg-day-picker.h"

#define EVERY_DAY "1234567"

struct _SgWorkGroup {
  AdwPreferencesGroup parent_instance;

  GSettings          *settings;   /* (owned) (nullable) */
  SgDayPicker        *days;
  GtkSpinButton      *from;
  GtkSpinButton      *until;
  gboolean            reading;
};

G_DEFINE_FINAL_TYPE (SgWorkGroup, sg_work_group, ADW_TYPE_PREFERENCES_GROUP)

static void
changed_cb (SgWorkGroup *self)
{
  g_autofree char *days = NULL;
  g_autofree char *hours = NULL;
  int from = gtk_spin_button_get_value_as_int (self->from);
  int until = gtk_spin_button_get_value_as_int (self->until);

  if (self->settings == NULL || self->reading)
    return;

  /* Work never ends before it begins. */
  if (until <= from) {
    gtk_spin_button_set_value (self->until, from + 1);
    return;
  }
  /* Both are read before one is written: what is written is shown at once. */
  hours = g_strdup_printf ("%d-%d", from, until);
  g_object_get (self->days, "days", &days, NULL);
  g_settings_set_string (self->settings, "working-hours", hours);
  g_settings_set_string (self->settings, "working-days", days);
}

static void
settings_changed_cb (SgWorkGroup *self)
{
  g_autofree char *days = g_settings_get_string (self->settings, "working-days");
  g_autofree char *hours = g_settings_get_string (self->settings, "working-hours");
  int from = 0, until = 24;

  if (sscanf (hours, "%d-%d", &from, &until) != 2 || from < 0 || until > 24 || from >= until) {
    from = 0;
    until = 24;
  }

  self->reading = TRUE;
  g_object_set (self->days, "days", *days != '\0' ? days : EVERY_DAY, NULL);
  gtk_spin_button_set_value (self->from, from);
  gtk_spin_button_set_value (self->until, until);
  self->reading = FALSE;
}

static GtkWidget *
new_days (SgWorkGroup *self)
{
  GtkWidget *row = adw_preferences_row_new ();

  self->days = g_object_new (SG_TYPE_DAY_PICKER, "days", EVERY_DAY,
                             "margin-start", 6, "margin-end", 6, "margin-top", 6, "margin-bottom", 6, NULL);
  g_signal_connect_object (self->days, "notify::days", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), GTK_WIDGET (self->days));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);

  return row;
}

static GtkSpinButton *
add_hour (SgWorkGroup *self,
          const char  *title,
          double       least,
          double       value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (least, least + 23.0, 1.0);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return GTK_SPIN_BUTTON (spin);
}

static void
sg_work_group_dispose (GObject *object)
{
  g_clear_object (&SG_WORK_GROUP (object)->settings);

  G_OBJECT_CLASS (sg_work_group_parent_class)->dispose (object);
}

static void
sg_work_group_class_init (SgWorkGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sg_work_group_dispose;
}

static void
sg_work_group_init (SgWorkGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Working time"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _ ("The pace of the week and today’s share of it count these days and hours only"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), new_days (self));
  self->from = add_hour (self, _ ("From, o’clock"), 0.0, 0.0);
  self->until = add_hour (self, _ ("Until, o’clock"), 1.0, 24.0);
}

/**
 * sg_work_group_bind:
 *
 * Shows what @settings say, and writes what is changed.
 */
void
sg_work_group_bind (SgWorkGroup *self,
                    GSettings   *settings)
{
  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::working-days", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::working-hours", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  settings_changed_cb (self);
}
