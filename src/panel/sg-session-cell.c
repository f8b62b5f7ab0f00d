/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-session-cell.h"

struct _SgSessionCell {
  GtkWidget              parent_instance;

  SgLedgerColumn         column;
  SgLedgerListKind       kind;
  const SgSessionMoment *moment;    /* (unowned): the page's, which outlives its cells */
  SgSessionRow          *row;       /* (owned) (nullable) */
  char                  *said;      /* (owned) (nullable): what a screen reader was told */
};

G_DEFINE_FINAL_TYPE (SgSessionCell, sg_session_cell, GTK_TYPE_WIDGET)

/**
 * sg_session_cell_is_name:
 *
 * Returns: whether that column holds names, and no numbers
 */
gboolean
sg_session_cell_is_name (SgLedgerColumn   column,
                         SgLedgerListKind kind)
{
  return column == SG_LEDGER_COLUMN_PROJECT || column == SG_LEDGER_COLUMN_MODELS ||
         (column == SG_LEDGER_COLUMN_SESSION && kind == SG_LEDGER_LIST_SESSIONS);
}

static char *
dup_text (SgSessionCell *self)
{
  const SgLedgerListRow *data = self->row ? sg_session_row_get (self->row) : NULL;

  return data ? sg_session_view_text (data, self->column, self->kind, self->moment) : NULL;
}

static void
sg_session_cell_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  SgSessionCell *self = SG_SESSION_CELL (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int digit = MAX (pango_font_metrics_get_approximate_digit_width (metrics), pango_font_metrics_get_approximate_char_width (metrics));

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = PANGO_PIXELS_CEIL (digit * (int) sg_session_view_width_chars (self->column, self->kind));
  else
    *minimum = *natural = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  pango_font_metrics_unref (metrics);
}

/* GTK asks for no name: it has to be told. Who is off screen has none yet, as with the text. */
static void
tell (SgSessionCell *self,
      const char    *text)
{
  if (g_strcmp0 (self->said, text) == 0)
    return;

  g_free (self->said);
  self->said = g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* Names stand at the start of their column, numbers at its end. */
static int
place_text (SgSessionCell *self,
            int            width)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  return sg_session_cell_is_name (self->column, self->kind) != mirrored ? 0 : gtk_widget_get_width (GTK_WIDGET (self)) - width;
}

static void
sg_session_cell_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  SgSessionCell *self = SG_SESSION_CELL (widget);
  g_autofree char *text = dup_text (self);
  g_autoptr (PangoLayout) layout = NULL;
  int width, height;

  if (text == NULL)
    return;

  layout = gtk_widget_create_pango_layout (widget, text);
  pango_layout_get_pixel_size (layout, &width, &height);
  if (width > gtk_widget_get_width (widget)) {
    pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_width (layout, gtk_widget_get_width (widget) * PANGO_SCALE);
    width = gtk_widget_get_width (widget);
  }
  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (widget), place_text (self, width),
                              (gtk_widget_get_height (widget) - height) / 2, layout);
  tell (self, text);
}

static gboolean
sg_session_cell_query_tooltip (GtkWidget  *widget,
                               int         x,
                               int         y,
                               gboolean    keyboard,
                               GtkTooltip *tooltip)
{
  SgSessionCell *self = SG_SESSION_CELL (widget);
  const SgLedgerListRow *data = self->row ? sg_session_row_get (self->row) : NULL;
  g_autofree char *text = data ? sg_session_view_explain (data, self->column) : NULL;

  gtk_tooltip_set_text (tooltip, text);

  return text != NULL;
}

static void
sg_session_cell_dispose (GObject *object)
{
  sg_session_cell_show (SG_SESSION_CELL (object), NULL);

  G_OBJECT_CLASS (sg_session_cell_parent_class)->dispose (object);
}

static void
sg_session_cell_finalize (GObject *object)
{
  g_free (SG_SESSION_CELL (object)->said);

  G_OBJECT_CLASS (sg_session_cell_parent_class)->finalize (object);
}

static void
sg_session_cell_class_init (SgSessionCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_session_cell_dispose;
  G_OBJECT_CLASS (klass)->finalize = sg_session_cell_finalize;
  widget_class->measure = sg_session_cell_measure;
  widget_class->snapshot = sg_session_cell_snapshot;
  widget_class->query_tooltip = sg_session_cell_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
sg_session_cell_init (SgSessionCell *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

/**
 * sg_session_cell_new:
 * @moment: outlives the cell
 */
GtkWidget *
sg_session_cell_new (SgLedgerColumn         column,
                     SgLedgerListKind       kind,
                     const SgSessionMoment *moment)
{
  SgSessionCell *self = g_object_new (SG_TYPE_SESSION_CELL, NULL);

  self->column = column;
  self->kind = kind;
  self->moment = moment;

  return GTK_WIDGET (self);
}

/**
 * sg_session_cell_show:
 * @row: (nullable):
 */
void
sg_session_cell_show (SgSessionCell *self,
                      SgSessionRow  *row)
{
  if (self->row != NULL)
    sg_session_row_unwatch (self->row, self);
  g_set_object (&self->row, row);
  if (row != NULL)
    sg_session_row_watch (row, (SgSessionRowFunc) gtk_widget_queue_draw, self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
