/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-team-table.h"

#include <glib/gi18n-lib.h>

#include "sg-column-view.h"
#include "sg-table-frame.h"
#include "sg-team-feed.h"
#include "sg-team-row.h"

#define PERSON_CHARS 10

struct _SgTeamTable {
  AdwBin               parent_instance;

  GtkDropDown         *range;
  GtkButton           *read_button;
  GtkSpinner          *spinner;
  GtkLabel            *status;
  GtkLabel            *problem;
  GtkColumnView       *view;
  GtkLabel            *totals;

  SgServiceClient     *client;  /* (owned) (nullable): %NULL without a session bus */
  GListStore          *rows;    /* (owned) (element-type SgTeamRow) */
  GtkSorter           *sorter;  /* (owned): the view's */
  GCancellable        *loading; /* (owned) (nullable) */
  GCancellable        *reading; /* (owned) (nullable) */
  gboolean             has_data;
  gboolean             has_failed;      /* to load */

  GtkColumnViewColumn *columns[SG_N_TEAM_COLUMNS];      /* (unowned): the view's */
  SgTeamColumn         sorted_by;
};

typedef enum {
  PROP_HAS_DATA = 1,
} SgTeamTableProperty;

static GParamSpec *properties[PROP_HAS_DATA + 1];

G_DEFINE_FINAL_TYPE (SgTeamTable, sg_team_table, ADW_TYPE_BIN)

static const guint ranges[] = { 7, 30, 90 };

static guint
get_n_days (SgTeamTable *self)
{
  guint selected = gtk_drop_down_get_selected (self->range);

  return ranges[MIN (selected, G_N_ELEMENTS (ranges) - 1)];
}

static gboolean
is_demo (SgTeamTable *self)
{
  return self->client != NULL && sg_service_client_get_demo_time (self->client) != 0;
}

/* A demonstration has a team where it has an organisation, and a recording tells of none: neither shows anybody's own. */
static SgTeamOrigin
get_origin (SgTeamTable *self)
{
  if (!is_demo (self))
    return SG_TEAM_OF_LEDGER;
  if (sg_service_client_get_recording (self->client) != NULL ||
      sg_usage_model_get_console (sg_service_client_get_model (self->client)) == NULL)
    return SG_TEAM_OF_NOBODY;

  return SG_TEAM_OF_SAMPLE;
}

static gint64
get_now (SgTeamTable *self)
{
  g_autoptr (GDateTime) now = self->client ? sg_service_client_now (self->client) : g_date_time_new_now_utc ();

  return g_date_time_to_unix (now);
}

static char *
describe_totals (const SgTeamSums *sums)
{
  const SgTeamRecord *totals = sums->totals;
  g_autofree char *cost = sg_team_record_dup_text (totals, SG_TEAM_COLUMN_COST);
  g_autofree char *sessions = sg_team_record_dup_text (totals, SG_TEAM_COLUMN_SESSIONS);
  g_autofree char *commits = sg_team_record_dup_text (totals, SG_TEAM_COLUMN_COMMITS);
  g_autofree char *lines = sg_team_record_dup_text (totals, SG_TEAM_COLUMN_LINES);
  g_autofree char *accepted = sg_team_record_dup_text (totals, SG_TEAM_COLUMN_ACCEPTED);

  /* TRANSLATORS: the sums of a table: people, cost, sessions, commits, lines, the share of edits that were accepted */
  return g_strdup_printf (_ ("People: %u · Cost: %s · Sessions: %s · Commits: %s · Lines: %s · Accepted: %s"), sums->people->len,
                          cost, sessions, commits, lines, accepted);
}

static char *
describe_days (const SgTeamFigures *figures)
{
  if (figures->sums == NULL)
    return g_strdup (_ ("Nothing has been read yet."));
  if (figures->days.n_read < figures->n_days)
    return g_strdup_printf (_ ("Only %u of %u days are known."), figures->days.n_read, figures->n_days);

  return g_strdup (_ ("Costs are the server's estimate."));
}

static void
show_rows (SgTeamTable *self,
           SgTeamSums  *sums)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  while (sums != NULL && sums->people->len > 0)
    g_ptr_array_add (rows, sg_team_row_new (g_ptr_array_steal_index_fast (sums->people, sums->people->len - 1)));
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), rows->pdata, rows->len);
}

static void
show_figures (SgTeamTable   *self,
              SgTeamFigures *figures)
{
  g_autofree char *totals = figures->sums ? describe_totals (figures->sums) : g_strdup ("");
  g_autofree char *status = describe_days (figures);

  gtk_label_set_text (self->totals, totals);
  gtk_label_set_text (self->status, status);
  show_rows (self, figures->sums);
  if (self->has_data != (figures->sums != NULL)) {
    self->has_data = figures->sums != NULL;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_DATA]);
  }
}

static void
show_problem (SgTeamTable *self,
              const char  *problem)
{
  gtk_label_set_text (self->problem, problem ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SgTeamTable) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgTeamFigures) figures = sg_team_feed_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL || self->has_failed)
    show_problem (self, error ? error->message : NULL);
  self->has_failed = error != NULL;
  if (figures != NULL)
    show_figures (self, figures);
}

static void
allow_reading (SgTeamTable *self,
               gboolean     allowed)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->read_button), allowed);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->read_button), allowed ? NULL : _ ("Sample data"));
}

static void
load (SgTeamTable *self)
{
  const SgTeamQuestion question = { get_origin (self), get_n_days (self), get_now (self) };

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  allow_reading (self, !is_demo (self));
  /* Before the bus answers it may be a demonstration. */
  if (self->client != NULL && !sg_service_client_has_answered (self->client))
    return;

  self->loading = g_cancellable_new ();
  sg_team_feed_load_async (&question, self->loading, loaded_cb, g_object_ref (self));
}

/* Of a demonstration it says whether there is a team. */
static void
console_cb (SgTeamTable *self)
{
  if (is_demo (self))
    load (self);
}

gboolean
sg_team_table_has_data (SgTeamTable *self)
{
  return self->has_data;
}

static void
show_reading (SgTeamTable *self)
{
  gboolean reading = self->reading != NULL;

  gtk_spinner_set_spinning (self->spinner, reading);
  gtk_button_set_label (self->read_button, reading ? _ ("Stop") : _ ("Read Again"));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SgTeamTable) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;

  /* The window may be gone by now. */
  if (self->rows == NULL)
    return;

  if (!sg_team_feed_read_finish (result, &problem, &error))
    show_problem (self, error->message);
  else
    show_problem (self, problem);
  g_clear_object (&self->reading);
  show_reading (self);
  load (self);
}

static void
read_clicked_cb (SgTeamTable *self)
{
  if (self->reading != NULL) {
    g_cancellable_cancel (self->reading);
    return;
  }

  self->reading = g_cancellable_new ();
  show_reading (self);
  sg_team_feed_read_async (get_n_days (self), get_now (self), self->reading, read_cb, g_object_ref (self));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  column)
{
  GtkWidget *label = gtk_label_new (NULL);
  gboolean is_person = GPOINTER_TO_UINT (column) == SG_TEAM_COLUMN_PERSON;

  gtk_label_set_xalign (GTK_LABEL (label), is_person ? 0.0f : 1.0f);
  gtk_label_set_width_chars (GTK_LABEL (label), is_person ? PERSON_CHARS : -1);
  gtk_label_set_ellipsize (GTK_LABEL (label), is_person ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  column)
{
  g_autofree char *text = sg_team_row_dup_text (gtk_list_item_get_item (item), GPOINTER_TO_UINT (column));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
  if (GPOINTER_TO_UINT (column) == SG_TEAM_COLUMN_PERSON)
    gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), text);
}

static int
answer_probe (gconstpointer probe,
              gpointer      column)
{
  SgTeamColumn *answer = g_object_get_data ((GObject *) probe, "answer");

  *answer = GPOINTER_TO_UINT (column);

  return -1;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      column)
{
  SgTeamColumn id = GPOINTER_TO_UINT (column);
  int order;

  if (!SG_IS_TEAM_ROW ((gpointer) a))
    return answer_probe (a, column);

  order = sg_team_row_compare ((SgTeamRow *) a, (SgTeamRow *) b, id);

  return order != 0 ? order : sg_team_row_compare ((SgTeamRow *) a, (SgTeamRow *) b, SG_TEAM_COLUMN_COST);
}

/* Before 4.10 GTK tells nobody which column it sorts by, but its sorter asks that column's own one first. */
static SgTeamColumn
get_order (SgTeamTable *self,
           gboolean    *descending)
{
  g_autoptr (GObject) first = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) second = g_object_new (G_TYPE_OBJECT, NULL);
  SgTeamColumn column = self->sorted_by;

  g_object_set_data (first, "answer", &column);
  *descending = gtk_sorter_compare (self->sorter, first, second) == GTK_ORDERING_LARGER;

  return column;
}

/* GTK begins with the least; of numbers people look for the greatest. */
static void
order_changed_cb (SgTeamTable *self)
{
  gboolean descending;
  SgTeamColumn column = get_order (self, &descending);
  gboolean is_new = column != self->sorted_by;

  self->sorted_by = column;
  if (is_new && !descending && column != SG_TEAM_COLUMN_PERSON)
    gtk_column_view_sort_by_column (self->view, self->columns[column], GTK_SORT_DESCENDING);
  else
    sg_column_view_show_first (self->view);
}

static void
append_column (SgTeamTable *self,
               SgTeamColumn id,
               const char  *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_rows, GUINT_TO_POINTER (id), NULL));
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (id));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (id));
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_expand (column, id == SG_TEAM_COLUMN_PERSON);
  gtk_column_view_append_column (self->view, column);
  self->columns[id] = column;
  if (id != SG_TEAM_COLUMN_PERSON)
    sg_column_view_align_title (self->view, id);
}

static void
add_columns (SgTeamTable *self)
{
  static const char *const titles[SG_N_TEAM_COLUMNS] = {
    N_ ("Person"), N_ ("Cost"), N_ ("Sessions"), N_ ("Commits"), N_ ("Lines"), N_ ("Accepted"),
  };
  GListModel *sorted;
  g_autoptr (GtkSelectionModel) selection = NULL;

  for (guint i = 0; i < SG_N_TEAM_COLUMNS; i++)
    append_column (self, i, _ (titles[i]));

  self->sorter = g_object_ref (gtk_column_view_get_sorter (self->view));
  sorted = G_LIST_MODEL (gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->rows)), g_object_ref (self->sorter)));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (sorted));
  gtk_column_view_set_model (self->view, selection);
  self->sorted_by = SG_TEAM_COLUMN_COST;
  gtk_column_view_sort_by_column (self->view, self->columns[SG_TEAM_COLUMN_COST], GTK_SORT_DESCENDING);
  /* After the model's own handler: then the rows are sorted already. */
  g_signal_connect_object (self->sorter, "changed", G_CALLBACK (order_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
sg_team_table_dispose (GObject *object)
{
  SgTeamTable *self = SG_TEAM_TABLE (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->client);
  g_clear_object (&self->rows);
  /* The view, when it goes, sorts by nothing any more and says so. */
  if (self->sorter != NULL)
    g_signal_handlers_disconnect_by_data (self->sorter, self);
  g_clear_object (&self->sorter);

  G_OBJECT_CLASS (sg_team_table_parent_class)->dispose (object);
}

static void
sg_team_table_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  if (property_id == PROP_HAS_DATA)
    g_value_set_boolean (value, SG_TEAM_TABLE (object)->has_data);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
sg_team_table_class_init (SgTeamTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sg_team_table_dispose;
  object_class->get_property = sg_team_table_get_property;

  properties[PROP_HAS_DATA] =
    g_param_spec_boolean ("has-data", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (SG_TYPE_TABLE_FRAME);
  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-team-table.ui");
  gtk_widget_class_bind_template_child (widget_class, SgTeamTable, range);
  gtk_widget_class_bind_template_child (widget_class, SgTeamTable, read_button);
  gtk_widget_class_bind_template_child (widget_class, SgTeamTable, spinner);
  gtk_widget_class_bind_template_child (widget_class, SgTeamTable, status);
  gtk_widget_class_bind_template_child (widget_class, SgTeamTable, problem);
  gtk_widget_class_bind_template_child (widget_class, SgTeamTable, view);
  gtk_widget_class_bind_template_child (widget_class, SgTeamTable, totals);
  gtk_widget_class_bind_template_callback (widget_class, read_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, load);
}

static void
sg_team_table_init (SgTeamTable *self)
{
  self->rows = g_list_store_new (SG_TYPE_TEAM_ROW);

  gtk_widget_init_template (GTK_WIDGET (self));
  add_columns (self);
  show_reading (self);
}

/**
 * sg_team_table_follow:
 * @client: (nullable): %NULL where there is no session bus
 *
 * Shows whose team it is to show, now and whenever it comes to be seen.
 */
void
sg_team_table_follow (SgTeamTable     *self,
                      SgServiceClient *client)
{
  g_return_if_fail (SG_IS_TEAM_TABLE (self) && self->client == NULL);

  g_signal_connect (self, "map", G_CALLBACK (load), NULL);
  if (client != NULL) {
    self->client = g_object_ref (client);
    g_signal_connect_object (client, "notify::connected", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (sg_service_client_get_model (client), "notify::console", G_CALLBACK (console_cb), self, G_CONNECT_SWAPPED);
  }
  load (self);
}
