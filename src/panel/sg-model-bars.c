/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-model-bars.h"

#include <glib/gi18n-lib.h>

#include "sg-gauge.h"
#include "sg-labels.h"
#include "sg-money.h"
#include "sg-words.h"

typedef struct {
  GtkLabel *name;
  SgGauge  *gauge;
  GtkLabel *cost;
} Bar;

struct _SgModelBars {
  GtkWidget  parent_instance;

  GtkGrid   *grid;
  GtkLabel  *title;
  GtkLabel  *unpriced;
  GPtrArray *bars;   /* (owned) (element-type Bar): by place, shown or not */
};

G_DEFINE_FINAL_TYPE (SgModelBars, sg_model_bars, GTK_TYPE_WIDGET)

static void
sg_model_bars_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sg_model_bars_parent_class)->dispose (object);
}

static void
sg_model_bars_finalize (GObject *object)
{
  g_clear_pointer (&SG_MODEL_BARS (object)->bars, g_ptr_array_unref);

  G_OBJECT_CLASS (sg_model_bars_parent_class)->finalize (object);
}

static void
sg_model_bars_class_init (SgModelBarsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_model_bars_dispose;
  G_OBJECT_CLASS (klass)->finalize = sg_model_bars_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-model-bars.ui");
  gtk_widget_class_bind_template_child (widget_class, SgModelBars, grid);
  gtk_widget_class_bind_template_child (widget_class, SgModelBars, title);
  gtk_widget_class_bind_template_child (widget_class, SgModelBars, unpriced);
  gtk_widget_class_set_css_name (widget_class, "models");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
sg_model_bars_init (SgModelBars *self)
{
  self->bars = g_ptr_array_new_with_free_func (g_free);

  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkLabel *
new_label (float       xalign,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);

  return GTK_LABEL (label);
}

static Bar *
ensure_bar (SgModelBars *self,
            guint        place)
{
  Bar *bar;

  if (place < self->bars->len)
    return g_ptr_array_index (self->bars, place);

  bar = g_new0 (Bar, 1);
  bar->name = new_label (0.0, "model");
  bar->gauge = SG_GAUGE (sg_gauge_new ());
  bar->cost = new_label (1.0, "numeric");
  gtk_widget_set_hexpand (GTK_WIDGET (bar->gauge), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (bar->gauge), GTK_ALIGN_CENTER);
  gtk_grid_attach (self->grid, GTK_WIDGET (bar->name), 0, place, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (bar->gauge), 1, place, 1, 1);
  gtk_grid_attach (self->grid, GTK_WIDGET (bar->cost), 2, place, 1, 1);
  g_ptr_array_add (self->bars, bar);

  return bar;
}

static void
set_visible (Bar     *bar,
             gboolean visible)
{
  gtk_widget_set_visible (GTK_WIDGET (bar->name), visible);
  gtk_widget_set_visible (GTK_WIDGET (bar->gauge), visible);
  gtk_widget_set_visible (GTK_WIDGET (bar->cost), visible);
}

static void
show_bar (Bar        *bar,
          const char *name,
          const char *cost,
          const char *spoken,
          double      percent)
{
  set_visible (bar, TRUE);
  sg_label_show (bar->name, name);
  sg_label_show (bar->cost, cost);
  sg_gauge_set_percent (bar->gauge, percent);
  sg_gauge_set_words (bar->gauge, spoken, cost);
}

static void
hide_bars_from (SgModelBars *self,
                guint        place)
{
  for (guint i = place; i < self->bars->len; i++)
    set_visible (g_ptr_array_index (self->bars, i), FALSE);
}

static void
show_model (Bar               *bar,
            const SgModelCost *model,
            gint64             dearest_pico_usd)
{
  g_autofree char *cost = sg_pico_usd_format (model->cost_pico_usd);
  g_autofree char *spoken = g_strdup_printf (_ ("%s today: %s"), sg_words_model (model->model), cost);
  double share = dearest_pico_usd > 0 ? 100.0 * model->cost_pico_usd / dearest_pico_usd : 0.0;

  show_bar (bar, sg_words_model (model->model), cost, spoken, share);
}

/**
 * sg_model_bars_unpriced_words:
 *
 * Returns: (transfer full) (nullable): which of today's models have no price, or %NULL. Pure.
 */
char *
sg_model_bars_unpriced_words (const SgCostSummary *costs)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *count = NULL;
  g_autofree char *list = NULL;

  if (costs->n_unpriced_today == 0)
    return NULL;

  for (guint i = 0; i < costs->models_today->len; i++) {
    const SgModelCost *model = g_ptr_array_index (costs->models_today, i);

    if (!model->priced)
      g_ptr_array_add (names, (gpointer) sg_words_model (model->model));
  }

  count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Price unknown: %u request",
                                        "Price unknown: %u requests", costs->n_unpriced_today),
                           costs->n_unpriced_today);

  list = sg_words_join (names);

  return names->len > 0 ? g_strdup_printf ("%s (%s)", count, list) : g_steal_pointer (&count);
}

void
sg_model_bars_show (SgModelBars         *self,
                    const SgCostSummary *costs)
{
  g_autofree char *unpriced = sg_model_bars_unpriced_words (costs);
  gint64 dearest_pico_usd = 0;
  guint place = 0;

  g_return_if_fail (SG_IS_MODEL_BARS (self));

  for (guint i = 0; i < costs->models_today->len; i++) {
    const SgModelCost *model = g_ptr_array_index (costs->models_today, i);

    if (!model->priced)
      continue;
    dearest_pico_usd = MAX (dearest_pico_usd, model->cost_pico_usd);
    show_model (ensure_bar (self, place++), model, dearest_pico_usd);
  }

  hide_bars_from (self, place);
  sg_label_show (self->unpriced, unpriced);
  gtk_widget_set_visible (GTK_WIDGET (self), place > 0 || unpriced != NULL);
}

static void
show_share (Bar                  *bar,
            const SgConsoleShare *share,
            const SgCents        *month)
{
  g_autofree char *cost = sg_words_share (&share->amount, month);
  g_autofree char *spoken = g_strdup_printf (_ ("%s this month: %s"), share->name, cost);
  double whole = sg_cents_to_double (month);

  show_bar (bar, share->name, cost, spoken, whole > 0.0 ? 100.0 * sg_cents_to_double (&share->amount) / whole : 0.0);
}

/**
 * sg_model_bars_show_console:
 *
 * Shows what each model's share of the month's bill is.
 */
void
sg_model_bars_show_console (SgModelBars     *self,
                            const SgConsole *console)
{
  g_return_if_fail (SG_IS_MODEL_BARS (self));

  for (guint i = 0; i < console->models->len; i++)
    show_share (ensure_bar (self, i), g_ptr_array_index (console->models, i), &console->month);

  hide_bars_from (self, console->models->len);
  sg_label_show (self->title, _ ("By model"));
  gtk_widget_set_visible (GTK_WIDGET (self), console->models->len > 0);
}
