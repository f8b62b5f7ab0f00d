/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-panel-window.h"

#include <glib/gi18n-lib.h>

#include "sg-card-feed.h"
#include "sg-placement.h"

/* Some compositors take the focus away and give it back at once. */
#define FOCUS_GRACE_MS 150
/* A click on the icon takes the focus first; then the same click's toggle means "close". */
#define SAME_CLICK_US (300 * 1000)

struct _SgPanelWindow {
  GtkWindow    parent_instance;

  SgCard      *card;
  SgSheet     *sheet;
  SgCardFeed  *feed;               /* (owned) */
  SgPlacement *placement;          /* (owned) */
  guint        focus_id;
  gint64       left_by_focus_us;   /* monotonic; 0 unless it was last hidden by a focus loss */
};

G_DEFINE_FINAL_TYPE (SgPanelWindow, sg_panel_window, GTK_TYPE_WINDOW)

/**
 * sg_panel_window_toggle_shows:
 * @left_by_focus_us: when it was hidden by a focus loss, or 0
 *
 * Returns: whether a click on the icon shows the panel, or closes it. Pure.
 */
gboolean
sg_panel_window_toggle_shows (gboolean visible,
                              gint64   now_us,
                              gint64   left_by_focus_us)
{
  gboolean same_click = left_by_focus_us > 0 && now_us - left_by_focus_us < SAME_CLICK_US;

  return !visible && !same_click;
}

static gboolean
sg_panel_window_close_request (GtkWindow *window)
{
  gtk_widget_set_visible (GTK_WIDGET (window), FALSE);

  return GDK_EVENT_STOP;
}

static gboolean
focus_gone_cb (gpointer user_data)
{
  SgPanelWindow *self = user_data;

  self->focus_id = 0;
  if (gtk_window_is_active (GTK_WINDOW (self)) || sg_card_is_menu_open (self->card))
    return G_SOURCE_REMOVE;

  self->left_by_focus_us = g_get_monotonic_time ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  return G_SOURCE_REMOVE;
}

static void
focus_changed (SgPanelWindow *self)
{
  g_clear_handle_id (&self->focus_id, g_source_remove);
  if (sg_placement_is_popover (self->placement) && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      !gtk_window_is_active (GTK_WINDOW (self)))
    self->focus_id = g_timeout_add (FOCUS_GRACE_MS, focus_gone_cb, self);
}

static void
sg_panel_window_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&SG_PANEL_WINDOW (widget)->focus_id, g_source_remove);

  GTK_WIDGET_CLASS (sg_panel_window_parent_class)->unmap (widget);
}

static void
sg_panel_window_dispose (GObject *object)
{
  SgPanelWindow *self = SG_PANEL_WINDOW (object);

  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_clear_object (&self->feed);

  G_OBJECT_CLASS (sg_panel_window_parent_class)->dispose (object);
}

static void
sg_panel_window_finalize (GObject *object)
{
  g_clear_object (&SG_PANEL_WINDOW (object)->placement);

  G_OBJECT_CLASS (sg_panel_window_parent_class)->finalize (object);
}

static void
open_window_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "app.window", NULL);
}

static void
sg_panel_window_class_init (SgPanelWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_panel_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sg_panel_window_finalize;
  widget_class->unmap = sg_panel_window_unmap;
  GTK_WINDOW_CLASS (klass)->close_request = sg_panel_window_close_request;

  /* The card's menu leads to the full window from here; from there it need not. */
  gtk_widget_class_install_action (widget_class, "panel.window", NULL, open_window_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sg_panel_window_init (SgPanelWindow *self)
{
  GtkWindow *window = GTK_WINDOW (self);

  self->card = SG_CARD (sg_card_new ());
  self->sheet = SG_SHEET (sg_sheet_new (GTK_WIDGET (self->card)));
  self->placement = sg_placement_new_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  gtk_window_set_title (window, _ ("Sandglass"));
  gtk_window_set_child (window, GTK_WIDGET (self->sheet));
  if (sg_placement_is_popover (self->placement))
    gtk_widget_add_css_class (GTK_WIDGET (self), "popover-window");
  sg_placement_prepare (self->placement, window, self->sheet);

  g_signal_connect (self, "notify::is-active", G_CALLBACK (focus_changed), NULL);
  g_signal_connect_object (self->card, "menu-closed", G_CALLBACK (focus_changed), self, G_CONNECT_SWAPPED);
}

/**
 * sg_panel_window_new:
 * @client: (nullable): %NULL where there is no session bus
 */
SgPanelWindow *
sg_panel_window_new (SgServiceClient *client)
{
  SgPanelWindow *self = g_object_new (SG_TYPE_PANEL_WINDOW, NULL);

  self->feed = sg_card_feed_new (client, self->card);

  return self;
}

/**
 * sg_panel_window_show:
 * @hint: where the click was, (0, 0) for unknown
 */
void
sg_panel_window_show (SgPanelWindow *self,
                      SgPoint        hint)
{
  g_return_if_fail (SG_IS_PANEL_WINDOW (self));

  self->left_by_focus_us = 0;
  /* Before it is measured, so that it opens at its right size. */
  sg_card_feed_update (self->feed);
  sg_placement_present (self->placement, GTK_WINDOW (self), self->sheet, hint);
}

void
sg_panel_window_toggle (SgPanelWindow *self,
                        SgPoint        hint)
{
  g_return_if_fail (SG_IS_PANEL_WINDOW (self));

  if (sg_panel_window_toggle_shows (gtk_widget_get_visible (GTK_WIDGET (self)),
                                    g_get_monotonic_time (), self->left_by_focus_us))
    sg_panel_window_show (self, hint);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/**
 * sg_panel_window_open_menu:
 *
 * Opens the menu of a shown panel, for desktop panels that draw none themselves.
 */
void
sg_panel_window_open_menu (SgPanelWindow *self)
{
  g_return_if_fail (SG_IS_PANEL_WINDOW (self));

  sg_card_open_menu (self->card);
}
