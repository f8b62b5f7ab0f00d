/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-place.h"
#include "sg-sheet.h"

G_BEGIN_DECLS

/**
 * SgPlacement:
 *
 * How a panel comes to stand where it should on this kind of desktop. This
 * class knows none and makes a small titled window; its children know X11 and
 * layer shell.
 */
#define SG_TYPE_PLACEMENT (sg_placement_get_type ())
G_DECLARE_DERIVABLE_TYPE (SgPlacement, sg_placement, SG, PLACEMENT, GObject)

/**
 * SgPlacementClass:
 * @prepare: once, before @window is realized
 * @present: shows @window; @hint is where the click was, (0, 0) when nobody knows
 * @is_popover: whether the window stands at its icon and leaves with the focus
 */
struct _SgPlacementClass {
  GObjectClass parent_class;

  void         (*prepare)    (SgPlacement *self,
                              GtkWindow   *window,
                              SgSheet     *sheet);
  void         (*present)    (SgPlacement *self,
                              GtkWindow   *window,
                              SgSheet     *sheet,
                              SgPoint      hint);
  gboolean     is_popover;
};

SgPlacement *sg_placement_new_for_display (GdkDisplay *display) G_GNUC_WARN_UNUSED_RESULT;

void         sg_placement_prepare (SgPlacement *self,
                                   GtkWindow   *window,
                                   SgSheet     *sheet);
void         sg_placement_present (SgPlacement *self,
                                   GtkWindow   *window,
                                   SgSheet     *sheet,
                                   SgPoint      hint);
gboolean     sg_placement_is_popover (SgPlacement *self);
GdkMonitor  *sg_placement_find_monitor (GtkWindow *window,
                                        SgPoint    point) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
