/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgWatchers:
 *
 * The programs on the bus in which somebody looks at the numbers right now. One
 * that ends without a word looks no longer. Property `watched` (notify).
 */
#define SG_TYPE_WATCHERS (sg_watchers_get_type ())
G_DECLARE_FINAL_TYPE (SgWatchers, sg_watchers, SG, WATCHERS, GObject)

SgWatchers *sg_watchers_new (void);

void     sg_watchers_set (SgWatchers      *self,
                          GDBusConnection *connection,
                          const char      *bus_name,
                          gboolean         watching);
gboolean sg_watchers_is_watched (SgWatchers *self);

G_END_DECLS
