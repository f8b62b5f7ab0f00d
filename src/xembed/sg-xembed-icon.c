/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-xembed-icon.h"

struct _SgXembedIcon {
  AppIndicator   parent_instance;

  GtkMenu       *menu;          /* (owned) */
  GtkStatusIcon *status_icon;   /* (nullable): the parent's, while there is no StatusNotifierWatcher */
  SgBadge        badge;
  char          *title;         /* (owned) */
};

typedef enum {
  SIGNAL_CLICKED,
} SgXembedIconSignal;

static guint signals[SIGNAL_CLICKED + 1];

G_DEFINE_FINAL_TYPE (SgXembedIcon, sg_xembed_icon, APP_INDICATOR_TYPE)

static void
draw (SgXembedIcon *self)
{
  int size = self->status_icon ? gtk_status_icon_get_size (self->status_icon) : 0;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  cairo_surface_t *surface;

  if (size < 1)
    return;

  surface = sg_badge_draw (&self->badge, size);
  pixbuf = gdk_pixbuf_get_from_surface (surface, 0, 0, size, size);
  cairo_surface_destroy (surface);
  gtk_status_icon_set_from_pixbuf (self->status_icon, pixbuf);
}

static void
say_title (SgXembedIcon *self)
{
  if (self->status_icon == NULL)
    return;

  gtk_status_icon_set_title (self->status_icon, self->title);
  gtk_status_icon_set_tooltip_text (self->status_icon, self->title);
}

static void
left_button_cb (SgXembedIcon *self)
{
  g_signal_emit (self, signals[SIGNAL_CLICKED], 0);
}

static void
right_button_cb (SgXembedIcon  *self,
                 guint          button,
                 guint          time,
                 GtkStatusIcon *status_icon)
{
  gtk_status_icon_set_has_tooltip (status_icon, FALSE);   /* else it stays on top of the menu */
  gtk_menu_popup (self->menu, NULL, NULL, gtk_status_icon_position_menu, status_icon, button, time);
}

static void
menu_closed_cb (SgXembedIcon *self)
{
  if (self->status_icon != NULL)
    gtk_status_icon_set_has_tooltip (self->status_icon, TRUE);
}

static gboolean
size_changed_cb (SgXembedIcon *self)
{
  draw (self);

  return TRUE;
}

/* The parent asks for this when no watcher answers, and owns what it gets. */
static GtkStatusIcon *
sg_xembed_icon_fallback (AppIndicator *indicator)
{
  SgXembedIcon *self = SG_XEMBED_ICON (indicator);

  self->status_icon = gtk_status_icon_new ();
  g_signal_connect_object (self->status_icon, "activate", G_CALLBACK (left_button_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->status_icon, "popup-menu", G_CALLBACK (right_button_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->status_icon, "size-changed", G_CALLBACK (size_changed_cb), self, G_CONNECT_SWAPPED);
  say_title (self);
  draw (self);

  return self->status_icon;
}

static void
sg_xembed_icon_unfallback (AppIndicator  *indicator,
                           GtkStatusIcon *status_icon)
{
  SG_XEMBED_ICON (indicator)->status_icon = NULL;
  g_object_unref (status_icon);
}

static void
sg_xembed_icon_finalize (GObject *object)
{
  SgXembedIcon *self = SG_XEMBED_ICON (object);

  g_clear_object (&self->menu);
  g_free (self->title);

  G_OBJECT_CLASS (sg_xembed_icon_parent_class)->finalize (object);
}

static void
sg_xembed_icon_class_init (SgXembedIconClass *klass)
{
  AppIndicatorClass *indicator_class = APP_INDICATOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sg_xembed_icon_finalize;
  indicator_class->fallback = sg_xembed_icon_fallback;
  indicator_class->unfallback = sg_xembed_icon_unfallback;

  signals[SIGNAL_CLICKED] =
    g_signal_new ("clicked", SG_TYPE_XEMBED_ICON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sg_xembed_icon_init (SgXembedIcon *self)
{
  self->badge = (SgBadge) { .text = "–" };
  self->title = g_strdup ("");
}

/**
 * sg_xembed_icon_new:
 * @menu: what the right button shows
 *
 * Returns: (transfer full): the icon; it shows up as soon as it is sure that nobody watches
 */
SgXembedIcon *
sg_xembed_icon_new (GtkMenu *menu)
{
  SgXembedIcon *self = g_object_new (SG_TYPE_XEMBED_ICON, "id", "sandglass", "category", "ApplicationStatus",
                                     "icon-name", "io.github.sandglass.Sandglass", NULL);

  self->menu = g_object_ref_sink (menu);
  g_signal_connect_object (menu, "deactivate", G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);

  /* The parent looks for a watcher only once it has a menu; ours it could not read anyway. */
  app_indicator_set_menu (APP_INDICATOR (self), GTK_MENU (gtk_menu_new ()));
  app_indicator_set_status (APP_INDICATOR (self), APP_INDICATOR_STATUS_ACTIVE);

  return self;
}

void
sg_xembed_icon_set_badge (SgXembedIcon  *self,
                          const SgBadge *badge)
{
  g_return_if_fail (SG_IS_XEMBED_ICON (self));

  if (sg_badge_equal (&self->badge, badge))
    return;

  self->badge = *badge;
  draw (self);
}

/**
 * sg_xembed_icon_set_title:
 * @title: the badge in words: its tooltip, and its name for a screen reader
 */
void
sg_xembed_icon_set_title (SgXembedIcon *self,
                          const char   *title)
{
  g_return_if_fail (SG_IS_XEMBED_ICON (self));

  if (g_str_equal (self->title, title))
    return;

  g_free (self->title);
  self->title = g_strdup (title);
  say_title (self);
}
