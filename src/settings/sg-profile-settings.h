/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-monitor.h"
#include "sg-settings-store.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What people set about profiles, carried to the core, which knows no GSettings. */

void sg_profile_settings_apply (GSettings *settings,
                                SgMonitor *monitor);

G_END_DECLS
