/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SG_BACKOFF_FIRST_SECONDS 300
#define SG_BACKOFF_MOST_SECONDS 3600

guint sg_backoff_delay_seconds (guint  n_failures,
                                double jitter);

G_END_DECLS
