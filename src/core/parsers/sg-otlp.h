/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "sg-request.h"

G_BEGIN_DECLS

/**
 * SgOtlpLogs:
 * @requests: (element-type SgRequest): those that have a request id and a time; no message id is told
 * @n_records: log records of any kind
 * @n_left_out: requests that could not be told from others, or not be counted
 * @root: what the texts of @requests are borrowed from
 *
 * The requests that one OTLP/HTTP JSON body of Claude Code's logs tells of. Of the
 * rest of it, which may name a person, nothing is looked at.
 */
typedef struct {
  GArray   *requests;
  guint     n_records;
  guint     n_left_out;
  JsonNode *root;
} SgOtlpLogs;

/**
 * SgOtlpMetrics:
 * @n_points: data points of tokens and costs, since the export before (delta temporality)
 * @n_cumulative: those that count from the program's start instead; never added up
 * @tokens: of all kinds
 *
 * What one OTLP/HTTP JSON body of Claude Code's metrics comes to.
 */
typedef struct {
  guint   n_points;
  guint   n_cumulative;
  guint64 tokens;
  gint64  cost_pico_usd;
} SgOtlpMetrics;

SgOtlpLogs *sg_otlp_parse_logs (const char *text,
                                gsize       length,
                                GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void        sg_otlp_logs_free (SgOtlpLogs *self);
gboolean    sg_otlp_parse_metrics (const char    *text,
                                   gsize          length,
                                   SgOtlpMetrics *metrics,
                                   GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgOtlpLogs, sg_otlp_logs_free)

G_END_DECLS
