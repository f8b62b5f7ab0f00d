/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-identity-wayland.h"

#include <gdk/wayland/gdkwayland.h>

#include "sg-config.h"

static void
mapped_cb (GtkWidget *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  if (GDK_IS_WAYLAND_TOPLEVEL (surface))
    gdk_wayland_toplevel_set_application_id (GDK_TOPLEVEL (surface), APP_ID);
}

/**
 * sg_identity_wayland_give:
 *
 * Names @window, whenever it is shown, as Sandglass's: GTK would name it after this process's own bus
 * name, for which there is no launcher and no icon.
 */
void
sg_identity_wayland_give (GtkWindow *window)
{
  /* GTK takes no name before the compositor knows the window. */
  g_signal_handlers_disconnect_by_func (window, mapped_cb, NULL);
  g_signal_connect_after (window, "map", G_CALLBACK (mapped_cb), NULL);
}
