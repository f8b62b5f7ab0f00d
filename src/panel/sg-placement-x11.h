/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-placement.h"

G_BEGIN_DECLS

/**
 * SgPlacementX11:
 *
 * At the pointer, which is over the icon: what panels tell about the place of
 * a click is relative to things only they know.
 */
#define SG_TYPE_PLACEMENT_X11 (sg_placement_x11_get_type ())
G_DECLARE_FINAL_TYPE (SgPlacementX11, sg_placement_x11, SG, PLACEMENT_X11, SgPlacement)

SgPlacement *sg_placement_x11_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
