/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-readout.h"

#include <glib/gi18n-lib.h>

#include "sg-labels.h"
#include "sg-reflow.h"
#include "sg-swatch.h"

#define SPACING 6
#define SWATCH_SPACING 12
#define COMPACT_COLUMNS 2
#define LIKELY_LIMITS 3

typedef struct {
  GtkLabel *name;
  GtkLabel *value;
  GtkLabel *source;
} Row;

struct _SgReadout {
  GtkWidget  parent_instance;

  gboolean   compact;
  GtkLabel  *when;
  GPtrArray *rows;       /* (owned) (element-type Row): the limits, then the cost */
  GtkWidget *last_line;  /* (nullable): of compact rows */
};

typedef enum {
  PROP_COMPACT = 1,
} SgReadoutProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

G_DEFINE_FINAL_TYPE (SgReadout, sg_readout, GTK_TYPE_WIDGET)

static GtkLabel *
new_label (const char *css_class,
           gboolean expand){
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, expand);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "numeric");

  return GTK_LABEL (label);
}

static GtkWidget *
get_line (SgReadout *self)
{
  if (!self->compact)
    return GTK_WIDGET (self);

  if (self->rows->len % COMPACT_COLUMNS == 0) {
    self->last_line = g_object_new (SG_TYPE_REFLOW, "homogeneous", TRUE, "line-spacing", 2, NULL);
    gtk_widget_set_parent (self->last_line, GTK_WIDGET (self));
  }

  return self->last_line;
}

static void
append_row (SgReadout *self,
            guint      style)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, self->compact ? SPACING : SWATCH_SPACING);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = g_object_new (SG_TYPE_REFLOW, "spacing", SPACING, NULL);
  GtkWidget *swatch = sg_swatch_new (style, self->compact);

  row->name = new_label (self->compact ? "detail" : "name", TRUE);
  row->value = new_label (self->compact ? "detail" : "percent", FALSE);
  row->source = new_label ("detail", TRUE);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_parent (GTK_WIDGET (row->name), first);
  gtk_widget_set_parent (GTK_WIDGET (row->value), first);
  gtk_box_append (GTK_BOX (texts), first);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (row->source));
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_set_parent (box, get_line (self));
  g_ptr_array_add (self->rows, row);
}

static void
remove_rows (SgReadout *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_last_child (GTK_WIDGET (self))) != GTK_WIDGET (self->when))
    gtk_widget_unparent (child);
}

static void
sg_readout_dispose (GObject *object)
{
  SgReadout *self = SG_READOUT (object);
  GtkWidget *child;

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sg_readout_parent_class)->dispose (object);
}

static void
sg_readout_constructed (GObject *object)
{
  SgReadout *self = SG_READOUT (object);

  G_OBJECT_CLASS (sg_readout_parent_class)->constructed (object);

  self->when = new_label (self->compact ? "detail" : "name", TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->when), GTK_WIDGET (self));
}

static void
sg_readout_set_property (GObject      *object,
                         guint         property_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  if (property_id == PROP_COMPACT)
    SG_READOUT (object)->compact = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
sg_readout_class_init (SgReadoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sg_readout_constructed;
  object_class->dispose = sg_readout_dispose;
  object_class->set_property = sg_readout_set_property;

  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "readout");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
sg_readout_init (SgReadout *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), SPACING);
  self->rows = g_ptr_array_new_with_free_func (g_free);
}

static void
set_rows (SgReadout *self,
          guint      n_limits)
{
  remove_rows (self);
  for (guint i = 0; i < n_limits; i++)
    append_row (self, i);
  append_row (self, SG_SWATCH_BAR);
}

/* Two columns have no room for words; the chart, which is what is read aloud, has them. */
static const char *
shorten (SgReadout  *self,
         gboolean    known,
         const char *value)
{
  return self->compact && !known ? "–" : value;
}

/* A line is kept for the source, so that nothing jumps while the cursor moves. */
static void
show_row (SgReadout  *self,
          guint       place,
          const char *name,
          const char *value,
          const char *source)
{
  Row *row = g_ptr_array_index (self->rows, place);

  sg_label_show (row->name, name);
  sg_label_show (row->value, value);
  sg_label_show (row->source, self->compact ? NULL : source ? source : " ");
}

static void
show_cost (SgReadout           *self,
           const SgHistoryView *view,
           guint                step)
{
  g_autofree char *cost = sg_history_view_dup_cost (view, step);
  g_autofree char *source = sg_history_view_dup_cost_source (view, step);

  show_row (self, view->names->len, self->compact ? _ ("Cost (estimate)") : _ ("Cost, estimate at list prices"),
            shorten (self, sg_history_view_get_cost (view, step)->known, cost), source);
}

/**
 * sg_readout_reserve:
 *
 * Takes as much place as most need, and shows nothing yet.
 */
void
sg_readout_reserve (SgReadout *self)
{
  g_return_if_fail (SG_IS_READOUT (self));

  set_rows (self, LIKELY_LIMITS);
  sg_label_show (self->when, " ");
  for (guint i = 0; i < self->rows->len; i++)
    show_row (self, i, " ", " ", NULL);
  gtk_widget_set_opacity (GTK_WIDGET (self), 0.0);
}

/**
 * sg_readout_show:
 * @step: one of @view's
 */
void
sg_readout_show (SgReadout     *self,
                 SgHistoryView *view,
                 guint          step)
{
  g_autofree char *when = sg_history_view_dup_step (view, step);

  g_return_if_fail (SG_IS_READOUT (self));

  sg_label_show (self->when, when);
  /* The names of one past stay where they are while the cursor moves. */
  if (self->rows->len != view->names->len + 1)
    set_rows (self, view->names->len);
  gtk_widget_set_opacity (GTK_WIDGET (self), 1.0);
  for (guint i = 0; i < view->names->len; i++) {
    g_autofree char *percent = sg_history_view_dup_percent (view, i, step);
    g_autofree char *source = sg_history_view_dup_source (view, i, step);

    show_row (self, i, sg_history_view_get_name (view, i),
              shorten (self, sg_history_view_get_percent (view, i, step) >= 0.0, percent), source);
  }
  show_cost (self, view, step);
}
