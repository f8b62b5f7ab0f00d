/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SG_HISTORY_DAY,     /* the last 24 hours, by quarters of an hour */
  SG_HISTORY_WEEK,    /* seven days, by two hours */
  SG_HISTORY_MONTH,   /* 30 days, by eight hours: night, day, evening */
  SG_HISTORY_YEAR,    /* twelve months, by weeks from Monday on */
} SgHistorySpan;

#define SG_N_HISTORY_SPANS (SG_HISTORY_YEAR + 1)

const char *sg_history_span_to_nick (SgHistorySpan span);
gboolean    sg_history_span_from_nick (const char    *nick,
                                       SgHistorySpan *span);
GArray     *sg_history_steps_new (SgHistorySpan span,
                                  gint64        now,
                                  GTimeZone    *zone) G_GNUC_WARN_UNUSED_RESULT;
gboolean    sg_history_steps_find (GArray *steps,
                                   gint64  time,
                                   guint  *step);
gint64      sg_history_local_seconds (GTimeZone *zone,
                                      gint64     time);

G_END_DECLS
