/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-http.h"

G_BEGIN_DECLS

/* So many days are read at once. */
#define SG_TEAM_PARALLEL_DAYS 4
/* The longest span that may be asked for. */
#define SG_TEAM_MAX_DAYS 90

/**
 * SgTeamProgress:
 * @n_days: how many days had to be read
 * @n_days_done: how many of them are in the ledger
 * @n_pages: that were read, of all days
 * @n_records: that were on them
 */
typedef struct {
  guint   n_days;
  guint   n_days_done;
  guint   n_pages;
  guint64 n_records;
} SgTeamProgress;

#define SG_TYPE_TEAM_REPORT (sg_team_report_get_type ())
G_DECLARE_FINAL_TYPE (SgTeamReport, sg_team_report, SG, TEAM_REPORT, GObject)

SgTeamReport *sg_team_report_new (const char *base_url,
                                  const char *key,
                                  const char *ledger_path,
                                  gint64 from,
                                  gint64 until) G_GNUC_WARN_UNUSED_RESULT;
void sg_team_report_read_async (SgTeamReport       *self,
                                GDateTime          *now,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
gboolean    sg_team_report_read_finish (SgTeamReport *self,
                                        GAsyncResult *result,
                                        char        **retry_after,
                                        GError      **error);
void        sg_team_report_get_progress (SgTeamReport   *self,
                                         SgTeamProgress *progress);
const char *sg_team_report_get_organization_id (SgTeamReport *self);

G_END_DECLS
