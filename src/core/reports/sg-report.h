/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-report-sums.h"

G_BEGIN_DECLS

typedef enum {
  SG_REPORT_DAILY,
  SG_REPORT_WEEKLY,
  SG_REPORT_MONTHLY,
  SG_REPORT_SESSION,
} SgReportKind;

/**
 * SgReportQuery:
 * @zone: whose midnight begins a day
 * @since: a day of sg_report_day_of(); %G_MININT64 for all
 * @until: the last day; %G_MAXINT64 for all
 * @project: (nullable): only this one, a folder below `projects/`, or the folder it stands for
 * @by_project: for each project by itself
 * @descending: the latest first; of sessions, the cheapest last
 *
 * What is asked for.
 */
typedef struct {
  SgReportKind kind;
  GTimeZone   *zone;
  gint64       since;
  gint64       until;
  const char  *project;
  gboolean     by_project;
  gboolean     descending;
} SgReportQuery;

/**
 * SgReportRow:
 * @day: the first day of the period; of a session, the first it was used in
 * @project: empty unless rows are by project or session
 * @session: empty unless rows are sessions
 * @models: (nullable): the one that was first used, and so on
 * @first_ms: the first request that used something
 * @last_ms: the last one
 */
typedef struct {
  gint64         day;
  const char    *project;
  const char    *session;
  SgReportSums   sums;
  SgReportModel *models;
  gint64         first_ms;
  gint64         last_ms;

  /*< private >*/
  gint64         period;
} SgReportRow;

/**
 * SgReport:
 * @rows: (element-type SgReportRow): when they are by project, those of one follow one another
 * @unpriced_models: (element-type utf8): sorted
 */
typedef struct {
  GPtrArray    *rows;
  SgReportSums  totals;
  GPtrArray    *unpriced_models;

  /*< private >*/
  SgLedgerWalk *walk;
} SgReport;

SgReport *sg_report_new (SgLedger            *ledger,
                         const SgReportQuery *query,
                         GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void      sg_report_free (SgReport *self);

gboolean *sg_report_find_project (SgLedgerWalk *walk,
                                  const char   *project) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgReport, sg_report_free)

G_END_DECLS
