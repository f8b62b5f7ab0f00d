/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgFrugalWatch:
 *
 * Whether the desktop wants power or data saved: its power saver is on, or the
 * network is metered. Property `frugal`.
 */
#define SG_TYPE_FRUGAL_WATCH (sg_frugal_watch_get_type ())
G_DECLARE_FINAL_TYPE (SgFrugalWatch, sg_frugal_watch, SG, FRUGAL_WATCH, GObject)

SgFrugalWatch *sg_frugal_watch_new (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean sg_frugal_watch_is_frugal (SgFrugalWatch *self);

G_END_DECLS
