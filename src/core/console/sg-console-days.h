/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cents.h"

G_BEGIN_DECLS

/* Four weeks: every weekday four times, and an old habit is forgotten in a month. */
#define SG_CONSOLE_BURN_DAYS 28

/**
 * SgConsoleDays:
 * @first: Unix seconds, a UTC midnight
 * @amounts: (element-type SgCents): a day each
 *
 * What was billed day by day, the days without a bill included.
 */
typedef struct {
  gint64  first;
  GArray *amounts;
} SgConsoleDays;

SgConsoleDays *sg_console_days_new (GPtrArray *cost_buckets,
                                    gint64     first,
                                    gint64     end,
                                    GError   **error) G_GNUC_WARN_UNUSED_RESULT;
void           sg_console_days_free (SgConsoleDays *self);
gint64         sg_console_days_get_end (const SgConsoleDays *self);
SgCents        sg_console_days_sum (const SgConsoleDays *self,
                                    gint64               from,
                                    gint64               until);
guint          sg_console_days_burn (const SgConsoleDays *self,
                                     gint64               today,
                                     SgCents             *per_day);
SgCents        sg_console_days_expect (const SgConsoleDays *self,
                                       gint64               day,
                                       gint64               today);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgConsoleDays, sg_console_days_free)

G_END_DECLS
