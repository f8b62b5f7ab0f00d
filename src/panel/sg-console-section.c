/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-console-section.h"

#include <glib/gi18n-lib.h>

#include "sg-console-view.h"
#include "sg-labels.h"
#include "sg-model-bars.h"
#include "sg-reflow.h"

struct _SgConsoleSection {
  GtkWidget    parent_instance;

  GtkLabel    *balance;
  GtkLabel    *runway;
  GtkLabel    *typed;
  GtkWidget   *bill;
  GtkLabel    *month_title;
  GtkLabel    *month;
  GtkLabel    *burn_rate;
  GtkLabel    *projection;
  SgModelBars *models;
  GtkLabel    *last_week;
  GtkLabel    *average_day;
  GtkLabel    *trouble;
  GtkWidget   *hints;
  GtkWidget   *hint;
  GtkLabel    *hint_text;
  GtkLabel    *hint_detail;
  GtkLabel    *foot;
};

G_DEFINE_FINAL_TYPE (SgConsoleSection, sg_console_section, GTK_TYPE_WIDGET)

static void
sg_console_section_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sg_console_section_parent_class)->dispose (object);
}

static void
sg_console_section_class_init (SgConsoleSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_console_section_dispose;

  g_type_ensure (SG_TYPE_MODEL_BARS);
  g_type_ensure (SG_TYPE_REFLOW);
  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-console-section.ui");
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, balance);
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, runway);
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, typed);
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, bill);
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, month_title);
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, month);
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, burn_rate);
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, projection);
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, models);
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, last_week);
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, average_day);
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, trouble);
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, hints);
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, hint);
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, hint_text);
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, hint_detail);
  gtk_widget_class_bind_template_child (widget_class, SgConsoleSection, foot);
  gtk_widget_class_set_css_name (widget_class, "console");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
sg_console_section_init (SgConsoleSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_bill (SgConsoleSection    *self,
           const SgConsoleView *view,
           const SgConsole     *console)
{
  gtk_widget_set_visible (self->bill, console != NULL);
  if (console == NULL)
    return;

  sg_label_show (self->month_title, view->passed_month ? view->passed_month : _ ("This month"));
  sg_label_show (self->month, view->month);
  sg_label_show (self->burn_rate, view->burn_rate);
  sg_label_show (self->projection, view->projection);
  sg_model_bars_show_console (self->models, console);
  sg_label_show (self->last_week, view->last_week);
  sg_label_show (self->average_day, view->average_day);
}

static void
show_hint (SgConsoleSection    *self,
           const SgConsoleView *view)
{
  sg_label_show (self->trouble, view->trouble);
  gtk_widget_set_visible (self->hints, view->hint != NULL || view->hint_detail != NULL);
  gtk_widget_set_visible (self->hint, view->hint != NULL);
  sg_label_show (self->hint_text, view->hint);
  sg_label_show (self->hint_detail, view->hint_detail);
  if (view->hint != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->hint), GTK_ACCESSIBLE_PROPERTY_LABEL, view->hint, -1);
}

/**
 * sg_console_section_show:
 *
 * Shows what @model knows as of @now, in place: what did not change is not touched.
 */
void
sg_console_section_show (SgConsoleSection *self,
                         SgUsageModel     *model,
                         GDateTime        *now,
                         GTimeZone        *zone)
{
  g_auto (SgConsoleView) view = { 0 };

  g_return_if_fail (SG_IS_CONSOLE_SECTION (self));

  sg_console_view_init (&view, model, now, zone);
  gtk_widget_set_visible (GTK_WIDGET (self), view.is_shown);
  if (!view.is_shown)
    return;

  sg_label_show (self->balance, view.balance ? view.balance : C_ ("balance", "not known"));
  if (view.balance != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->balance), "amount");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->balance), "amount");
  if (view.is_stale)
    gtk_widget_add_css_class (GTK_WIDGET (self), "is-stale");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "is-stale");
  sg_label_show (self->runway, view.runway);
  sg_label_show (self->typed, view.typed);
  show_bill (self, &view, sg_usage_model_get_console (model));
  show_hint (self, &view);
  sg_label_show (self->foot, view.foot);
}
