/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A day is the number of days since 1970-01-01, by the calendar on the wall. */

/**
 * SgReportClock:
 *
 * What was last seen of a zone.
 */
typedef struct {
  GTimeZone *zone;   /* (unowned) */

  /*< private >*/
  gint64     start_seconds;
  gint64     end_seconds;
  int        offset_seconds;
} SgReportClock;

gint64   sg_report_day_of (GTimeZone *zone,
                           gint64     time_ms);
gint64   sg_report_clock_get_day (SgReportClock *self,
                                  gint64         time_ms);
gint64   sg_report_day_start_ms (GTimeZone *zone,
                                 gint64     day);
gint64   sg_report_week_of (gint64 day);
gint64   sg_report_month_of (gint64 day);
gboolean sg_report_day_parse (const char *text,
                              gint64     *day);
char    *sg_report_day_format (gint64 day) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
