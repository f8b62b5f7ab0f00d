/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-frame-timing.h"

#include <stdlib.h>

/* With SANDGLASS_TIMING set, says how long each showing took to its first frame:
 * the first time since that many monotonic microseconds, later since the window was shown. */

static void
painted_cb (GdkFrameClock *clock,
            gpointer       user_data)
{
  gint64 *since = user_data;

  if (*since == 0)
    return;

  g_printerr ("first-frame-ms %.1f\n", (g_get_monotonic_time () - *since) / 1000.0);
  *since = 0;
}

static void
shown_cb (GtkWidget *window,
          gint64    *since)
{
  if (*since == 0)
    *since = g_get_monotonic_time ();
}

static void
realized_cb (GtkWidget *window,
             gint64    *since)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), since);
}

/**
 * sg_frame_timing_watch:
 * @window: not yet realized
 *
 * Watches @window where the environment asks for it; else does nothing.
 */
void
sg_frame_timing_watch (GtkWindow *window)
{
  const char *text = g_getenv ("SANDGLASS_TIMING");
  gint64 *since;

  if (text == NULL)
    return;

  since = g_new0 (gint64, 1);
  *since = g_ascii_strtoll (text, NULL, 10);
  g_object_set_data_full (G_OBJECT (window), "sg-frame-timing", since, g_free);
  g_signal_connect (window, "show", G_CALLBACK (shown_cb), since);
  g_signal_connect_after (window, "realize", G_CALLBACK (realized_cb), since);
}
