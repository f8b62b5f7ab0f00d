/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sg_column_view_align_title (GtkColumnView *view,
                                 guint          position);
void sg_column_view_show_first (GtkColumnView *view);

G_END_DECLS
