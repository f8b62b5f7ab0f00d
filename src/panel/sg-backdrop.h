/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "sg-place.h"

G_BEGIN_DECLS

/**
 * SgBackdrop:
 *
 * All of the screen that its bars leave, transparent, with one child at the icon.
 */
#define SG_TYPE_BACKDROP (sg_backdrop_get_type ())
G_DECLARE_FINAL_TYPE (SgBackdrop, sg_backdrop, SG, BACKDROP, GtkWidget)

GtkWidget *sg_backdrop_new (GtkWidget *child) G_GNUC_WARN_UNUSED_RESULT;
void sg_backdrop_set_icon (SgBackdrop         *self,
                           const GdkRectangle *screen,
                           SgPoint             icon);

G_END_DECLS
