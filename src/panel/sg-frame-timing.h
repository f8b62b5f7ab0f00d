/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sg_frame_timing_watch (GtkWindow *window);

G_END_DECLS
