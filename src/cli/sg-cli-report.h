/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-report-blocks.h"
#include "sg-report.h"

G_BEGIN_DECLS

/**
 * SgCliReportOptions:
 * @profile: (nullable): whose; %NULL for all
 * @limit: tokens the user says a block has; 0 when nothing was said
 * @limit_is_max: the limit is the largest block until now
 *
 * What `sandglass report` was asked for.
 */
typedef struct {
  gboolean      is_blocks;
  SgReportQuery query;
  char         *profile;
  gint64        limit;
  gboolean      limit_is_max;
  gboolean      json;
  gboolean      breakdown;
  gboolean      active;
  gboolean      recent;

  /*< private >*/
  char         *project;
} SgCliReportOptions;

gboolean sg_cli_report_options_parse (SgCliReportOptions *self,
                                      char              **words,
                                      GError            **error);
void     sg_cli_report_options_clear (SgCliReportOptions *self);

void     sg_cli_report_print_json (const SgCliReportOptions *options,
                                   SgReport                 *report);
void     sg_cli_report_print_table (const SgCliReportOptions *options,
                                    SgReport                 *report);
void     sg_cli_blocks_print_json (const SgCliReportOptions *options,
                                   GPtrArray                *blocks,
                                   gint64                    now_ms);
void     sg_cli_blocks_print_table (const SgCliReportOptions *options,
                                    GPtrArray                *blocks,
                                    gint64                    now_ms);

char    *sg_cli_report_name_models (SgReportModel *models) G_GNUC_WARN_UNUSED_RESULT;
char    *sg_cli_report_name_cost (const SgReportSums *sums) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SgCliReportOptions, sg_cli_report_options_clear)

G_END_DECLS
