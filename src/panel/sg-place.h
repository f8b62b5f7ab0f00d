/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Where a panel stands; pure. All in one unit of pixels. */

typedef struct {
  int x;
  int y;
} SgPoint;

gboolean     sg_place_is_upper (const GdkRectangle *screen,
                                SgPoint             pointer);
GdkRectangle sg_place_workarea (const GdkRectangle *screen,
                                SgPoint             pointer,
                                int                 width,
                                int                 height);
SgPoint      sg_place_at (const GdkRectangle *screen,
                          const GdkRectangle *workarea,
                          SgPoint             pointer,
                          int                 width,
                          int                 height);

G_END_DECLS
