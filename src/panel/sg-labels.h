/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sg_label_show (GtkLabel   *label,
                    const char *text);
void sg_tooltip_show (GtkWidget  *widget,
                      const char *text);
void sg_labels_keep_inside (GtkWidget *root);

G_END_DECLS
