/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-session-table.h"

#include <math.h>

#include "sg-column-view.h"
#include "sg-session-cell.h"
#include "sg-table-frame.h"

/* A row may show a little while it is beside the screen. */
#define MARGIN_ROWS 2

struct _SgSessionTable {
  AdwBin                 parent_instance;

  GtkColumnView         *view;
  GtkAdjustment         *adjustment;
  GtkAdjustment         *across;
  GtkColumnViewColumn   *columns[SG_N_LEDGER_COLUMNS];   /* (unowned): the view's */
  GtkSorter             *sorter;                         /* (owned) (nullable): the view's */
  SgSessionList         *list;                           /* (owned) (nullable) */
  GtkSingleSelection    *selection;                      /* (owned) (nullable) */
  SgLedgerListKind       kind;
  const SgSessionMoment *moment;                         /* (unowned) */
  gint64                 chosen_id;
  gboolean               has_chosen;
  gboolean               is_showing;
  gboolean               is_at_start;                    /* across */
  guint                  place_id;
};

enum {
  ORDER_CHANGED,
  ROW_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgSessionTable, sg_session_table, ADW_TYPE_BIN)

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          SgSessionTable           *self)
{
  SgLedgerColumn column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));

  gtk_list_item_set_child (item, sg_session_cell_new (column, self->kind, self->moment));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  sg_session_cell_show (SG_SESSION_CELL (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item)
{
  sg_session_cell_show (SG_SESSION_CELL (gtk_list_item_get_child (item)), NULL);
}

static int
answer_probe (gconstpointer a,
              gconstpointer b,
              gpointer      column)
{
  SgLedgerColumn *answer = g_object_get_data ((GObject *) a, "answer");

  *answer = GPOINTER_TO_UINT (column);

  return -1;
}

/*
 * Before 4.10 GTK tells nobody which column it sorts by. But its sorter asks the column's own one first: that
 * says who it is and which of two is less, and the sorter turns it round when it is to descend.
 */
void
sg_session_table_get_order (SgSessionTable *self,
                            SgLedgerColumn *column,
                            gboolean       *descending)
{
  g_autoptr (GObject) first = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) second = g_object_new (G_TYPE_OBJECT, NULL);

  *column = SG_LEDGER_COLUMN_START;
  g_object_set_data (first, "answer", column);
  *descending = gtk_sorter_compare (gtk_column_view_get_sorter (self->view), first, second) == GTK_ORDERING_LARGER;
}

/**
 * sg_session_table_set_order:
 *
 * As if the user had clicked on the column's title.
 */
void
sg_session_table_set_order (SgSessionTable *self,
                            SgLedgerColumn  column,
                            gboolean        descending)
{
  gtk_column_view_sort_by_column (self->view, self->columns[column], descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

static void
order_changed_cb (SgSessionTable *self)
{
  g_signal_emit (self, signals[ORDER_CHANGED], 0);
}

/* All rows are of one height. */
static void
look (SgSessionTable *self)
{
  double upper = gtk_adjustment_get_upper (self->adjustment);
  guint n_rows = self->list ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  double height = n_rows > 0 ? upper / n_rows : 0.0;
  guint first, n_seen;

  if (height <= 0.0)
    return;

  first = (guint) floor (gtk_adjustment_get_value (self->adjustment) / height);
  n_seen = (guint) ceil (gtk_adjustment_get_page_size (self->adjustment) / height) + 1;
  sg_session_list_look_at (self->list, first > MARGIN_ROWS ? first - MARGIN_ROWS : 0, n_seen + 2 * MARGIN_ROWS);
}

static double
get_far_end (SgSessionTable *self)
{
  return gtk_adjustment_get_upper (self->across) - gtk_adjustment_get_page_size (self->across);
}

static gboolean
place_cb (gpointer user_data)
{
  SgSessionTable *self = user_data;

  self->place_id = 0;
  gtk_adjustment_set_value (self->across, get_far_end (self));

  return G_SOURCE_REMOVE;
}

/*
 * From right to left the first columns are at the far end of what can be scrolled, and it moves as rows come and widen
 * their columns. Not while it is being laid out.
 */
static void
stay_at_first_column (SgSessionTable *self)
{
  if (self->is_at_start && self->place_id == 0 && gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL &&
      gtk_adjustment_get_value (self->across) < get_far_end (self))
    self->place_id = g_idle_add_full (G_PRIORITY_DEFAULT, place_cb, self, NULL);
}

/* What is moved before it stands at its start is not moved by a person. */
static void
moved_across_cb (SgSessionTable *self)
{
  if (self->place_id == 0)
    self->is_at_start = gtk_adjustment_get_value (self->across) >= get_far_end (self) - 1.0;
}

static void
selected_cb (SgSessionTable *self)
{
  SgSessionRow *row = gtk_single_selection_get_selected_item (self->selection);

  if (self->is_showing)
    return;

  self->has_chosen = row != NULL;
  self->chosen_id = row ? sg_session_row_get_id (row) : 0;
  g_signal_emit (self, signals[ROW_CHOSEN], 0);
}

static void
sg_session_table_dispose (GObject *object)
{
  SgSessionTable *self = SG_SESSION_TABLE (object);

  g_clear_handle_id (&self->place_id, g_source_remove);
  /* The view, when it goes, sorts by nothing any more and says so: that is no wish of the user's. */
  if (self->sorter != NULL)
    g_signal_handlers_disconnect_by_data (self->sorter, self);
  g_clear_object (&self->sorter);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (sg_session_table_parent_class)->dispose (object);
}

static void
sg_session_table_class_init (SgSessionTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_session_table_dispose;
  signals[ORDER_CHANGED] = g_signal_new ("order-changed", SG_TYPE_SESSION_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ROW_CHOSEN] = g_signal_new ("row-chosen", SG_TYPE_SESSION_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sg_session_table_init (SgSessionTable *self)
{
  GtkWidget *frame = g_object_new (SG_TYPE_TABLE_FRAME, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (frame), scrolled);
  adw_bin_set_child (ADW_BIN (self), frame);

  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  self->across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled));
  g_signal_connect_object (self->across, "changed", G_CALLBACK (stay_at_first_column), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->across, "value-changed", G_CALLBACK (moved_across_cb), self, G_CONNECT_SWAPPED);
  self->is_at_start = TRUE;
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
}

static void
add_column (SgSessionTable *self,
            SgLedgerColumn  id)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (answer_probe, GUINT_TO_POINTER (id), NULL));
  GtkColumnViewColumn *column = gtk_column_view_column_new (sg_session_view_title (id, self->kind), factory);

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (id));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_expand (column, id == SG_LEDGER_COLUMN_PROJECT);
  gtk_column_view_append_column (self->view, column);
  self->columns[id] = column;
  g_object_unref (column);
}

static void
align_titles (SgSessionTable *self)
{
  for (guint i = 0; i < SG_N_LEDGER_COLUMNS; i++) {
    if (!sg_session_cell_is_name (i, self->kind))
      sg_column_view_align_title (self->view, i);
  }
}

/**
 * sg_session_table_set_up:
 * @moment: outlives the table
 */
void
sg_session_table_set_up (SgSessionTable        *self,
                         SgSessionFeed         *feed,
                         SgLedgerListKind       kind,
                         const SgSessionMoment *moment)
{
  g_return_if_fail (SG_IS_SESSION_TABLE (self) && self->list == NULL);

  self->kind = kind;
  self->moment = moment;
  for (guint i = 0; i < SG_N_LEDGER_COLUMNS; i++)
    add_column (self, i);
  align_titles (self);

  self->list = sg_session_list_new (feed);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->list));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self);

  sg_session_table_set_order (self, kind == SG_LEDGER_LIST_SESSIONS ? SG_LEDGER_COLUMN_START : SG_LEDGER_COLUMN_COST, TRUE);
  self->sorter = g_object_ref (gtk_column_view_get_sorter (self->view));
  g_signal_connect_object (self->sorter, "changed", G_CALLBACK (order_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * sg_session_table_show:
 * @ids: (element-type gint64): all rows, in order
 * @changed: whether rows that are known may say something else now; else the user asked for another order
 */
void
sg_session_table_show (SgSessionTable *self,
                       GArray         *ids,
                       gboolean        changed)
{
  gboolean to_top = !changed || gtk_adjustment_get_value (self->adjustment) <= 0.0;

  /* GTK would look for the chosen one row by row, and so make them all. */
  self->is_showing = TRUE;
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  sg_session_list_show (self->list, ids, changed);
  if (self->has_chosen)
    gtk_single_selection_set_selected (self->selection, sg_session_list_find (self->list, self->chosen_id));
  self->is_showing = FALSE;

  if (to_top)
    sg_column_view_show_first (self->view);
  if (self->has_chosen)
    selected_cb (self);
  look (self);
}

/**
 * sg_session_table_get_chosen:
 *
 * Returns: (transfer none) (nullable): the selected row
 */
SgSessionRow *
sg_session_table_get_chosen (SgSessionTable *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

void
sg_session_table_choose_none (SgSessionTable *self)
{
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

void
sg_session_table_choose_first (SgSessionTable *self)
{
  gtk_single_selection_set_selected (self->selection, 0);
}

/**
 * sg_session_table_get_list:
 *
 * Returns: (transfer none): what the table shows
 */
SgSessionList *
sg_session_table_get_list (SgSessionTable *self)
{
  return self->list;
}
