/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-look.h"

/* libadwaita loads style.css; it did load the others too, but from 1.9 on it complains about them. */
static void
changed_cb (GtkCssProvider  *provider,
            GParamSpec      *pspec,
            AdwStyleManager *manager)
{
  gboolean dark = adw_style_manager_get_dark (manager);
  gboolean high_contrast = adw_style_manager_get_high_contrast (manager);
  g_autoptr (GString) css = g_string_new (NULL);

  if (dark)
    g_string_append (css, "@import url(\"resource://" SG_PANEL_RESOURCES "/look/dark.css\");\n");
  if (high_contrast)
    g_string_append (css, "@import url(\"resource://" SG_PANEL_RESOURCES "/look/hc.css\");\n");
  if (dark && high_contrast)
    g_string_append (css, "@import url(\"resource://" SG_PANEL_RESOURCES "/look/hc-dark.css\");\n");

  gtk_css_provider_load_from_data (provider, css->str, -1);
}

/**
 * sg_look_follow:
 *
 * Has our own colours follow the desktop: dark, of high contrast, or both.
 */
void
sg_look_follow (AdwStyleManager *manager)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (changed_cb), provider, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (changed_cb), provider, G_CONNECT_SWAPPED);
  changed_cb (provider, NULL, manager);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}
