/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "sg-meters-view.h"

G_BEGIN_DECLS

/**
 * SgMeters:
 *
 * A section of its own below the limits: a heading, bars, small print. It is
 * away until it has something to say.
 */
#define SG_TYPE_METERS (sg_meters_get_type ())
G_DECLARE_FINAL_TYPE (SgMeters, sg_meters, SG, METERS, GtkWidget)

void sg_meters_show (SgMeters           *self,
                     const SgMetersView *view);

G_END_DECLS
