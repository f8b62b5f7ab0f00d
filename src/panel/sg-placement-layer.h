/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-placement.h"

G_BEGIN_DECLS

/**
 * SgPlacementLayer:
 *
 * A transparent surface over all the screen but its bars, with the sheet at
 * the icon: a click beside the sheet closes it, and the bar stays clickable.
 */
#define SG_TYPE_PLACEMENT_LAYER (sg_placement_layer_get_type ())
G_DECLARE_FINAL_TYPE (SgPlacementLayer, sg_placement_layer, SG, PLACEMENT_LAYER, SgPlacement)

gboolean     sg_placement_layer_is_supported (GdkDisplay *display);
SgPlacement *sg_placement_layer_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
