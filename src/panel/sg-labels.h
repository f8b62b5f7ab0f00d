/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sg_label_show (GtkLabel   *label,
                    const char *text);

G_END_DECLS
