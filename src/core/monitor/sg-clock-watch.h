/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint sg_clock_watch_add (GSourceFunc function,
                          gpointer    user_data);

G_END_DECLS
