/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-session-details.h"

#include <glib/gi18n-lib.h>

#include "sg-number.h"

struct _SgSessionDetails {
  GtkWidget              parent_instance;

  GtkLabel              *title;
  GtkLabel              *line;
  GtkGrid               *grid;

  SgSessionFeed         *feed;       /* (owned) */
  SgLedgerListKind       kind;
  const SgSessionMoment *moment;
  GCancellable          *loading;    /* (owned) (nullable): what is shown, or shall be */
  gboolean               is_loaded;
};

enum {
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgSessionDetails, sg_session_details, GTK_TYPE_WIDGET)

static void
close_clicked_cb (SgSessionDetails *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
sg_session_details_dispose (GObject *object)
{
  SgSessionDetails *self = SG_SESSION_DETAILS (object);
  GtkWidget *child;

  g_clear_object (&self->feed);
  g_clear_object (&self->loading);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sg_session_details_parent_class)->dispose (object);
}

static void
sg_session_details_class_init (SgSessionDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_session_details_dispose;
  signals[CLOSED] = g_signal_new ("closed", SG_TYPE_SESSION_DETAILS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "details");
  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-session-details.ui");
  gtk_widget_class_bind_template_child (widget_class, SgSessionDetails, title);
  gtk_widget_class_bind_template_child (widget_class, SgSessionDetails, line);
  gtk_widget_class_bind_template_child (widget_class, SgSessionDetails, grid);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
}

static void
sg_session_details_init (SgSessionDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
clear (GtkGrid *grid)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))))
    gtk_grid_remove (grid, child);
}

static void
attach (SgSessionDetails *self,
        const char       *text,
        int               column,
        int               row,
        const char       *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0.0f : 1.0f);
  gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

static void
show_head (SgSessionDetails *self)
{
  const char *const titles[] = {
    _ ("Model"), _ ("Input"), _ ("Output"), _ ("Cache write"), _ ("Cache read"), _ ("Cache hits"), _ ("Saved"), _ ("Cost"), _ ("Requests"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    attach (self, titles[i], (int) i, 0, "detail");
}

static void
show_part (SgSessionDetails   *self,
           const char         *model,
           const SgLedgerSums *sums,
           const char         *css_class,
           int                 row)
{
  const gint64 tokens[] = { sums->input, sums->output, sums->cache_write, sums->cache_read };
  g_autofree char *hit_rate = sg_session_view_hit_rate (sums);
  g_autofree char *saving = sg_session_view_saving (sums);
  g_autofree char *cost = sg_session_view_cost (sums);
  g_autofree char *requests = sg_number_format (sums->n_requests);
  int column = 0;

  attach (self, model, column++, row, css_class);
  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++) {
    g_autofree char *number = sg_number_format (tokens[i]);

    attach (self, number, column++, row, css_class);
  }
  attach (self, hit_rate, column++, row, css_class);
  attach (self, saving, column++, row, css_class);
  attach (self, cost, column++, row, css_class);
  attach (self, requests, column++, row, css_class);
}

static char *
describe (const SgLedgerListRow *row,
          SgLedgerListKind       kind,
          const SgSessionMoment *moment)
{
  g_autofree char *start = sg_session_view_text (row, SG_LEDGER_COLUMN_START, kind, moment);
  g_autofree char *duration = sg_session_view_text (row, SG_LEDGER_COLUMN_DURATION, kind, moment);
  g_autofree char *saving = sg_session_view_saving (&row->sums);
  g_autofree char *cost = sg_session_view_cost (&row->sums);

  /* TRANSLATORS: of a session: “Started 09:12 · 2 h 14 min · Cost $4.20 · Saved by the cache $1.10 · Estimates at list prices” */
  return g_strdup_printf (_ ("%s %s · %s · Cost %s · Saved by the cache %s · Estimates at list prices"),
                          sg_session_view_title (SG_LEDGER_COLUMN_START, kind), start, duration, cost, saving);
}

static void
show (SgSessionDetails      *self,
      const SgLedgerListRow *row,
      GPtrArray             *parts)
{
  g_autofree char *title = NULL;
  g_autofree char *line = NULL;

  /* TRANSLATORS: a session of a project */
  title = self->kind == SG_LEDGER_LIST_SESSIONS ? g_strdup_printf (_ ("%s · session %s"), row->project, row->session) : g_strdup (row->project);
  line = describe (row, self->kind, self->moment);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->line, line);

  clear (self->grid);
  show_head (self);
  for (guint i = 0; i < parts->len; i++) {
    const SgLedgerPart *part = g_ptr_array_index (parts, i);

    show_part (self, part->model, &part->sums, NULL, (int) i + 1);
  }
  if (parts->len > 1)
    show_part (self, _ ("Together"), &row->sums, "sum", (int) parts->len + 1);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SgSessionDetails) self = user_data;
  g_autoptr (SgSessionParts) parts = sg_session_feed_load_parts_finish (SG_SESSION_FEED (source), result, NULL);

  if (g_task_get_cancellable (G_TASK (result)) != self->loading)
    return;

  self->is_loaded = TRUE;
  if (parts == NULL)
    return;
  show (self, parts->row, parts->parts);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
stop (SgSessionDetails *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

/**
 * sg_session_details_set_up:
 * @moment: outlives the details
 */
void
sg_session_details_set_up (SgSessionDetails      *self,
                           SgSessionFeed         *feed,
                           SgLedgerListKind       kind,
                           const SgSessionMoment *moment)
{
  g_return_if_fail (SG_IS_SESSION_DETAILS (self));

  g_set_object (&self->feed, feed);
  self->kind = kind;
  self->moment = moment;
}

/**
 * sg_session_details_load:
 *
 * Shows the row of that id, as soon as it was read.
 */
void
sg_session_details_load (SgSessionDetails *self,
                         gint64            id)
{
  g_return_if_fail (SG_IS_SESSION_DETAILS (self));

  stop (self);
  self->loading = g_cancellable_new ();
  self->is_loaded = FALSE;
  sg_session_feed_load_parts_async (self->feed, id, self->loading, loaded_cb, g_object_ref (self));
}

void
sg_session_details_close (SgSessionDetails *self)
{
  g_return_if_fail (SG_IS_SESSION_DETAILS (self));

  stop (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * sg_session_details_is_settled:
 *
 * Returns: whether nothing is on its way that would be shown
 */
gboolean
sg_session_details_is_settled (SgSessionDetails *self)
{
  return self->loading == NULL || self->is_loaded;
}
