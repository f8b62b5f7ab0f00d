/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The small words on a drawing of ours: a chart's scale, a map's hours. */

void sg_chart_text_get_size (GtkWidget  *widget,
                             const char *text,
                             int        *width,
                             int        *height);
void sg_chart_text_append (GtkWidget   *widget,
                           GtkSnapshot *snapshot,
                           const char  *text,
                           double       x,
                           double       y,
                           double       x_align);

G_END_DECLS
