/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-day-picker.h"

#include <string.h>

#define N_DAYS 7
#define LEAST_PER_LINE 3

struct _SgDayPicker {
  GtkWidget        parent_instance;

  GtkWidget       *box;
  GtkToggleButton *days[N_DAYS];
};

typedef enum {
  PROP_DAYS = 1,
} SgDayPickerProperty;

static GParamSpec *properties[PROP_DAYS + 1];

G_DEFINE_FINAL_TYPE (SgDayPicker, sg_day_picker, GTK_TYPE_WIDGET)

static void
changed_cb (SgDayPicker *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAYS]);
}

static void
set_days (SgDayPicker *self,
          const char  *days)
{
  for (guint i = 0; i < N_DAYS; i++)
    gtk_toggle_button_set_active (self->days[i], days != NULL && strchr (days, '1' + (int) i) != NULL);
}

static char *
dup_days (SgDayPicker *self)
{
  char digits[N_DAYS + 1] = { 0 };
  gsize n = 0;

  for (guint i = 0; i < N_DAYS; i++) {
    if (gtk_toggle_button_get_active (self->days[i]))
      digits[n++] = (char) ('1' + i);
  }

  return g_strdup (digits);
}

static void
sg_day_picker_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  if (property_id == PROP_DAYS)
    set_days (SG_DAY_PICKER (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
sg_day_picker_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (property_id == PROP_DAYS)
    g_value_take_string (value, dup_days (SG_DAY_PICKER (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
sg_day_picker_dispose (GObject *object)
{
  g_clear_pointer (&SG_DAY_PICKER (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (sg_day_picker_parent_class)->dispose (object);
}

static void
sg_day_picker_class_init (SgDayPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = sg_day_picker_set_property;
  object_class->get_property = sg_day_picker_get_property;
  object_class->dispose = sg_day_picker_dispose;

  properties[PROP_DAYS] =
    g_param_spec_string ("days", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "days");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkToggleButton *
new_day (SgDayPicker *self,
         guint        day)
{
  /* 2026-11-23 is a Monday. */
  g_autoptr (GDateTime) time = g_date_time_new_utc (2026, 11, 23 + (int) day, 0, 0, 0.0);
  g_autofree char *short_name = g_date_time_format (time, "%a");
  g_autofree char *name = g_date_time_format (time, "%A");
  GtkWidget *button = gtk_toggle_button_new_with_label (short_name);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return GTK_TOGGLE_BUTTON (button);
}

static void
sg_day_picker_init (SgDayPicker *self)
{
  self->box = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->box), N_DAYS);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->box), LEAST_PER_LINE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->box), TRUE);
  for (guint i = 0; i < N_DAYS; i++) {
    self->days[i] = new_day (self, i);
    gtk_flow_box_insert (GTK_FLOW_BOX (self->box), GTK_WIDGET (self->days[i]), -1);
    gtk_widget_set_focusable (gtk_widget_get_parent (GTK_WIDGET (self->days[i])), FALSE);
  }
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}
