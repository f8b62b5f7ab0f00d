/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-history-brief.h"

#include "sg-chart.h"
#include "sg-history-feed.h"
#include "sg-history-loader.h"
#include "sg-readout.h"

#define N_SPANS (SG_HISTORY_MONTH + 1)

struct _SgHistoryBrief {
  GtkWidget        parent_instance;

  GtkWidget       *spans;
  SgChart         *chart;
  SgReadout       *readout;

  gboolean         has_past;     /* or is likely to have one */
  gboolean         hidden;
  SgHistorySpan    span;
  GtkToggleButton *span_buttons[N_SPANS];
  SgHistoryLoader *loader;   /* (owned) (nullable): %NULL while it follows nothing */
  SgHistoryView   *view;     /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (SgHistoryBrief, sg_history_brief, GTK_TYPE_WIDGET)

static void
moved_cb (SgHistoryBrief *self)
{
  if (self->view != NULL)
    sg_readout_show (self->readout, self->view, sg_chart_get_cursor (self->chart));
}

static void
update_visible (SgHistoryBrief *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), self->has_past && !self->hidden);
}

static void
set_has_past (SgHistoryBrief *self,
              gboolean        has_past)
{
  self->has_past = has_past;
  update_visible (self);
}

/**
 * sg_history_brief_set_hidden:
 * @hidden: whether it is not to be seen, whatever it shows
 */
void
sg_history_brief_set_hidden (SgHistoryBrief *self,
                             gboolean        hidden)
{
  g_return_if_fail (SG_IS_HISTORY_BRIEF (self));

  self->hidden = hidden;
  update_visible (self);
}

/**
 * sg_history_brief_show:
 *
 * A span without anything is shown only where another had something: there must be a way back.
 */
void
sg_history_brief_show (SgHistoryBrief *self,
                       SgHistoryView  *view)
{
  gboolean empty = sg_history_is_empty (view->history);

  g_return_if_fail (SG_IS_HISTORY_BRIEF (self));

  if (empty && self->view == NULL) {
    set_has_past (self, FALSE);
    return;
  }

  sg_history_view_ref (view);
  g_clear_pointer (&self->view, sg_history_view_unref);
  self->view = view;
  sg_chart_show (self->chart, view);
  set_has_past (self, TRUE);
}

static void
span_toggled_cb (SgHistoryBrief  *self,
                 GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;

  for (guint i = 0; i < N_SPANS; i++) {
    if (self->span_buttons[i] == button)
      self->span = i;
  }
  if (self->loader != NULL)
    sg_history_loader_load (self->loader, self->span);
}

static void
add_spans (SgHistoryBrief *self)
{
  for (guint i = 0; i < N_SPANS; i++) {
    GtkWidget *button = gtk_toggle_button_new_with_label (sg_history_view_span_name (i));

    self->span_buttons[i] = GTK_TOGGLE_BUTTON (button);
    gtk_toggle_button_set_group (self->span_buttons[i], i > 0 ? self->span_buttons[0] : NULL);
    gtk_widget_add_css_class (button, "flat");
    g_signal_connect_object (button, "toggled", G_CALLBACK (span_toggled_cb), self, G_CONNECT_SWAPPED);
    gtk_box_append (GTK_BOX (self->spans), button);
  }
  gtk_toggle_button_set_active (self->span_buttons[SG_HISTORY_DAY], TRUE);
}

static void
sg_history_brief_dispose (GObject *object)
{
  SgHistoryBrief *self = SG_HISTORY_BRIEF (object);
  GtkWidget *child;

  if (self->loader != NULL)
    sg_history_loader_stop (self->loader);
  g_clear_object (&self->loader);
  g_clear_pointer (&self->view, sg_history_view_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sg_history_brief_parent_class)->dispose (object);
}

static void
sg_history_brief_class_init (SgHistoryBriefClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_history_brief_dispose;

  g_type_ensure (SG_TYPE_CHART);
  g_type_ensure (SG_TYPE_READOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-history-brief.ui");
  gtk_widget_class_bind_template_child (widget_class, SgHistoryBrief, spans);
  gtk_widget_class_bind_template_child (widget_class, SgHistoryBrief, chart);
  gtk_widget_class_bind_template_child (widget_class, SgHistoryBrief, readout);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_set_css_name (widget_class, "brief");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

/* The keyboard moves along the chart; what it reads there stands below it. */
static void
scroll_to_readout (SgHistoryBrief *self)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_VIEWPORT);
  graphene_rect_t bounds;

  if (viewport == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (self), gtk_widget_get_first_child (viewport), &bounds))
    return;

  gtk_adjustment_clamp_page (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)), (double) bounds.origin.y,
                             (double) (bounds.origin.y + bounds.size.height));
}

static void
sg_history_brief_init (SgHistoryBrief *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  add_spans (self);
  g_signal_connect_object (focus, "enter", G_CALLBACK (scroll_to_readout), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->chart), focus);
}

/* The panel's first frame comes first. */
static void
painted_cb (GdkFrameClock *clock,
            gpointer       user_data)
{
  SgHistoryBrief *self = user_data;

  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  if (self->loader != NULL)
    sg_history_loader_load (self->loader, self->span);
}

static void
card_mapped_cb (SgHistoryBrief *self,
                GtkWidget      *card)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (card);

  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (painted_cb), self, 0);
}

static void
changed (SgHistoryBrief *self)
{
  gboolean at_end = self->view == NULL || sg_chart_get_cursor (self->chart) + 1 == sg_history_get_n_steps (self->view->history);

  /* It may be hidden, with nothing to show of one profile. */
  if (gtk_widget_get_mapped (gtk_widget_get_parent (GTK_WIDGET (self))))
    sg_history_loader_load_again (self->loader, at_end);
}

/**
 * sg_history_brief_follow:
 * @client: (nullable): %NULL where there is no session bus
 *
 * Shows the past of what @client shows, whenever its parent is looked at.
 */
void
sg_history_brief_follow (SgHistoryBrief  *self,
                         SgServiceClient *client)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  g_return_if_fail (SG_IS_HISTORY_BRIEF (self));
  g_return_if_fail (parent != NULL);

  self->loader = sg_history_loader_new (client);
  /* Where there is likely to be something its place is kept, so that nothing jumps. */
  sg_readout_reserve (self->readout);
  set_has_past (self, sg_history_feed_has_ledger ());
  g_signal_connect_object (self->loader, "loaded", G_CALLBACK (sg_history_brief_show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parent, "map", G_CALLBACK (card_mapped_cb), self, G_CONNECT_SWAPPED);
  if (client != NULL)
    g_signal_connect_object (sg_service_client_get_model (client), "notify::limits", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
}
