/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-profile-row.h"

#include "sg-gauge.h"
#include "sg-labels.h"
#include "sg-limit-row.h"
#include "sg-reflow.h"
#include "sg-style.h"
#include "sg-words.h"

struct _SgProfileRow {
  GtkToggleButton parent_instance;

  char           *id;
  GtkLabel       *name;
  GtkLabel       *plan;
  GtkLabel       *limit;
  GtkLabel       *health;
  GtkLabel       *percent;
  SgGauge        *gauge;
  const char     *state_class;   /* (nullable): static */
};

G_DEFINE_FINAL_TYPE (SgProfileRow, sg_profile_row, GTK_TYPE_TOGGLE_BUTTON)

static void
sg_profile_row_finalize (GObject *object)
{
  g_clear_pointer (&SG_PROFILE_ROW (object)->id, g_free);

  G_OBJECT_CLASS (sg_profile_row_parent_class)->finalize (object);
}

static void
sg_profile_row_class_init (SgProfileRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sg_profile_row_finalize;

  g_type_ensure (SG_TYPE_GAUGE);
  g_type_ensure (SG_TYPE_REFLOW);
  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-profile-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SgProfileRow, name);
  gtk_widget_class_bind_template_child (widget_class, SgProfileRow, plan);
  gtk_widget_class_bind_template_child (widget_class, SgProfileRow, limit);
  gtk_widget_class_bind_template_child (widget_class, SgProfileRow, health);
  gtk_widget_class_bind_template_child (widget_class, SgProfileRow, percent);
  gtk_widget_class_bind_template_child (widget_class, SgProfileRow, gauge);
}

static void
sg_profile_row_init (SgProfileRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sg_profile_row_new (const char *id)
{
  SgProfileRow *self = g_object_new (SG_TYPE_PROFILE_ROW, NULL);

  self->id = g_strdup (id);

  return GTK_WIDGET (self);
}

const char *
sg_profile_row_get_id (SgProfileRow *self)
{
  return self->id;
}

static void
show_state (SgProfileRow *self,
            const char   *state_class)
{
  if (self->state_class == state_class)
    return;

  if (self->state_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->state_class);
  if (state_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), state_class);
  self->state_class = state_class;
}

static double
fill_of (const SgProfileInfo *profile)
{
  return sg_style_get ().remaining ? MAX (0.0, 100.0 - profile->used_percent) : profile->used_percent;
}

void
sg_profile_row_show (SgProfileRow        *self,
                     const SgProfileInfo *profile)
{
  g_autofree char *percent = sg_words_profile_percent (profile);
  g_autofree char *spoken = sg_words_profile_spoken (profile);
  g_autofree char *health = sg_words_health (profile->health);
  g_autofree char *limit = sg_words_profile_limit (profile);
  gboolean known = profile->used_percent >= 0.0;

  sg_label_show (self->name, profile->name);
  sg_label_show (self->plan, profile->plan);
  sg_label_show (self->limit, limit);
  sg_label_show (self->health, health);
  sg_label_show (self->percent, percent);
  sg_gauge_set_percent (self->gauge, known ? fill_of (profile) : SG_GAUGE_NOT_KNOWN);
  sg_gauge_set_words (self->gauge, profile->name, spoken);
  show_state (self, sg_limit_row_state_class (profile->state));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, profile->name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
}
