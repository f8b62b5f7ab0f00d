/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-console.h"

G_BEGIN_DECLS

gint64     sg_console_first_day (GDateTime *now);
SgConsole *sg_console_sum (GPtrArray *cost_buckets,
                           GPtrArray *usage_buckets,
                           GDateTime *now,
                           GError   **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   sg_console_spent_since (GPtrArray *cost_buckets,
                                   GDateTime *since,
                                   GDateTime *now,
                                   SgCents   *spent,
                                   GError   **error);

G_END_DECLS
