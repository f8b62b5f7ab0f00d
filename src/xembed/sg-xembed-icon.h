/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-badge.h"

#include <libayatana-appindicator/app-indicator.h>

G_BEGIN_DECLS

  G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppIndicator, g_object_unref)

/**
 * SgXembedIcon:
 *
 * The badge as an XEmbed tray icon. Signal `clicked`: the left button, which an
 * AppIndicator alone would answer with the menu.
 */
#define SG_TYPE_XEMBED_ICON (sg_xembed_icon_get_type ())
G_DECLARE_FINAL_TYPE (SgXembedIcon, sg_xembed_icon, SG, XEMBED_ICON, AppIndicator)

SgXembedIcon *sg_xembed_icon_new (GtkMenu *menu) G_GNUC_WARN_UNUSED_RESULT;
void sg_xembed_icon_set_badge (SgXembedIcon  *self,
                               const SgBadge *badge);
void sg_xembed_icon_set_title (SgXembedIcon *self,
                               const char   *title);

G_END_DECLS
