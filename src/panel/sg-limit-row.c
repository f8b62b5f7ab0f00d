/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-limit-row.h"

#include "sg-gauge.h"
#include "sg-labels.h"
#include "sg-reflow.h"
#include "sg-words.h"

struct _SgLimitRow {
  GtkWidget   parent_instance;

  GtkLabel   *name;
  GtkLabel   *percent;
  SgGauge    *gauge;
  GtkWidget  *note;
  GtkImage   *note_icon;
  GtkLabel   *note_text;
  GtkLabel   *reset;
  GtkLabel   *pace;
  GtkLabel   *forecast;
  GtkLabel   *plan;
  const char *state_class;       /* (nullable): static */
  const char *severity_class;    /* (nullable): static */
};

G_DEFINE_FINAL_TYPE (SgLimitRow, sg_limit_row, GTK_TYPE_WIDGET)

static void
sg_limit_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sg_limit_row_parent_class)->dispose (object);
}

static void
sg_limit_row_class_init (SgLimitRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_limit_row_dispose;

  g_type_ensure (SG_TYPE_GAUGE);
  g_type_ensure (SG_TYPE_REFLOW);
  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-limit-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SgLimitRow, name);
  gtk_widget_class_bind_template_child (widget_class, SgLimitRow, percent);
  gtk_widget_class_bind_template_child (widget_class, SgLimitRow, gauge);
  gtk_widget_class_bind_template_child (widget_class, SgLimitRow, note);
  gtk_widget_class_bind_template_child (widget_class, SgLimitRow, note_icon);
  gtk_widget_class_bind_template_child (widget_class, SgLimitRow, note_text);
  gtk_widget_class_bind_template_child (widget_class, SgLimitRow, reset);
  gtk_widget_class_bind_template_child (widget_class, SgLimitRow, pace);
  gtk_widget_class_bind_template_child (widget_class, SgLimitRow, forecast);
  gtk_widget_class_bind_template_child (widget_class, SgLimitRow, plan);
  gtk_widget_class_set_css_name (widget_class, "limit");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sg_limit_row_init (SgLimitRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sg_limit_row_new (void)
{
  return g_object_new (SG_TYPE_LIMIT_ROW, NULL);
}

static void
swap_class (SgLimitRow  *self,
            const char **current,
            const char  *next)
{
  if (*current == next)
    return;

  if (*current != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), *current);
  if (next != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), next);
  *current = next;
}

/**
 * sg_limit_row_state_class:
 *
 * Names of our own: libadwaita colours a whole widget of class "warning".
 *
 * Returns: (nullable): the CSS class of a limit in that state
 */
const char *
sg_limit_row_state_class (SgLimitState state)
{
  switch (state) {
  case SG_LIMIT_WARNING:
    return "at-warning";
  case SG_LIMIT_CRITICAL:
    return "at-critical";
  case SG_LIMIT_FULL:
    return "at-full";
  case SG_LIMIT_STALE:
    return "is-stale";
  case SG_LIMIT_RESET:
    return "is-reset";
  case SG_LIMIT_NORMAL:
  default:
    return NULL;
  }
}

static void
show_note (SgLimitRow        *self,
           const SgLimitView *view)
{
  gtk_widget_set_visible (self->note, view->note != NULL);
  if (view->note == NULL)
    return;

  gtk_image_set_from_icon_name (self->note_icon, sg_limit_state_icon_name (view->state));
  sg_label_show (self->note_text, view->note);
}

static void
show_gauge (SgLimitRow        *self,
            const SgLimitView *view)
{
  sg_gauge_set_percent (self->gauge, view->fill_percent);
  sg_gauge_set_mark (self->gauge, view->mark_percent);
  sg_gauge_set_words (self->gauge, view->spoken, view->percent);
}

/* What the colour says, and where the number is from */
static char *
dup_description (const SgLimitView *view)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (view->note != NULL)
    g_ptr_array_add (parts, view->note);
  g_ptr_array_add (parts, view->origin);

  return sg_words_join (parts);
}

/**
 * sg_limit_row_show:
 *
 * Shows @view in place: what did not change is not touched.
 */
void
sg_limit_row_show (SgLimitRow        *self,
                   const SgLimitView *view)
{
  g_autofree char *description = dup_description (view);

  g_return_if_fail (SG_IS_LIMIT_ROW (self));

  gtk_widget_remove_css_class (GTK_WIDGET (self), "skeleton");
  swap_class (self, &self->state_class, sg_limit_row_state_class (view->state));
  swap_class (self, &self->severity_class,
              view->state == SG_LIMIT_STALE ? sg_limit_row_state_class (view->severity) : NULL);

  sg_label_show (self->name, view->name);
  sg_label_show (self->percent, view->percent);
  sg_label_show (self->reset, view->reset);
  sg_label_show (self->pace, view->pace);
  sg_label_show (self->forecast, view->forecast);
  sg_label_show (self->plan, view->plan);
  show_note (self, view);
  show_gauge (self, view);

  sg_tooltip_show (GTK_WIDGET (self), view->origin);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, view->spoken,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
}
