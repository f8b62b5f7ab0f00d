/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cost-tiles.h"

#include <glib/gi18n-lib.h>

#include "sg-labels.h"
#include "sg-money.h"
#include "sg-reflow.h"

struct _SgCostTiles {
  GtkWidget  parent_instance;

  GtkWidget *today_tile;
  GtkLabel  *today;
  GtkWidget *month_tile;
  GtkLabel  *month;
  GtkWidget *sessions_tile;
  GtkLabel  *sessions;
};

G_DEFINE_FINAL_TYPE (SgCostTiles, sg_cost_tiles, GTK_TYPE_WIDGET)

static void
sg_cost_tiles_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sg_cost_tiles_parent_class)->dispose (object);
}

static void
sg_cost_tiles_class_init (SgCostTilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_cost_tiles_dispose;

  g_type_ensure (SG_TYPE_REFLOW);
  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-cost-tiles.ui");
  gtk_widget_class_bind_template_child (widget_class, SgCostTiles, today_tile);
  gtk_widget_class_bind_template_child (widget_class, SgCostTiles, today);
  gtk_widget_class_bind_template_child (widget_class, SgCostTiles, month_tile);
  gtk_widget_class_bind_template_child (widget_class, SgCostTiles, month);
  gtk_widget_class_bind_template_child (widget_class, SgCostTiles, sessions_tile);
  gtk_widget_class_bind_template_child (widget_class, SgCostTiles, sessions);
  gtk_widget_class_set_css_name (widget_class, "tiles");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
sg_cost_tiles_init (SgCostTiles *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_tile (GtkWidget  *tile,
           GtkLabel   *label,
           const char *title,
           const char *value)
{
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), title, value);

  sg_label_show (label, value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

void
sg_cost_tiles_show (SgCostTiles         *self,
                    const SgCostSummary *costs)
{
  g_autofree char *today = sg_pico_usd_format (costs->today_pico_usd);
  g_autofree char *month = sg_pico_usd_format (costs->month_pico_usd);
  g_autofree char *sessions = g_strdup_printf ("%u", costs->n_sessions_today);

  g_return_if_fail (SG_IS_COST_TILES (self));

  gtk_widget_remove_css_class (GTK_WIDGET (self), "skeleton");
  show_tile (self->today_tile, self->today, _ ("Today"), today);
  show_tile (self->month_tile, self->month, _ ("This month"), month);
  show_tile (self->sessions_tile, self->sessions, _ ("Sessions today"), sessions);
}
