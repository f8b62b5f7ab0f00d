/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgQuietHours:
 * @days: Monday first: whether they begin on that day
 * @from_minute: of the local day, 0-1439
 * @until_minute: of that day, or of the next where it is not after @from_minute
 *
 * When nobody wants to be disturbed.
 */
typedef struct {
  gboolean enabled;
  gboolean days[7];
  guint    from_minute;
  guint    until_minute;
} SgQuietHours;

void sg_quiet_hours_init (SgQuietHours *self,
                          gboolean      enabled,
                          guint         from_minute,
                          guint         until_minute,
                          const char   *days);
GDateTime *sg_quiet_hours_find_end (const SgQuietHours *self,
                                    GDateTime          *now,
                                    GTimeZone          *zone) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
