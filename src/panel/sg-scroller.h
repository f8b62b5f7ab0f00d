/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgScroller:
 *
 * As high as its child is at the given width; given less, it scrolls.
 * (GtkScrolledWindow asks for the height at the smallest width.)
 */
#define SG_TYPE_SCROLLER (sg_scroller_get_type ())
G_DECLARE_FINAL_TYPE (SgScroller, sg_scroller, SG, SCROLLER, GtkWidget)

G_END_DECLS
