/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-console-bucket.h"

G_BEGIN_DECLS

/* The server's longest span for one question. */
#define SG_ADMIN_MAX_DAYS 31

/**
 * SgAdminQuery:
 * @kind: costs, or tokens
 * @is_analytics: asks the newer API, which not every key may use
 * @is_hourly: usage only; else by day
 * @is_by_product: costs of the newer API only; split by nothing else
 * @from: Unix seconds, a UTC midnight
 * @until: the first second not asked for; at most %SG_ADMIN_MAX_DAYS later
 *
 * A question to the Admin API.
 */
typedef struct {
  SgBucketKind kind;
  gboolean     is_analytics;
  gboolean     is_hourly;
  gboolean     is_by_product;
  gint64       from;
  gint64       until;
} SgAdminQuery;

char       *sg_admin_query_to_uri (const SgAdminQuery *self,
                                   const char         *base_url,
                                   const char         *page) G_GNUC_WARN_UNUSED_RESULT;
const char *sg_admin_query_get_beta (const SgAdminQuery *self);
char       *sg_admin_query_to_report (const SgAdminQuery *self,
                                      const char         *organization_id) G_GNUC_WARN_UNUSED_RESULT;
gboolean    sg_admin_query_splits_by (const SgAdminQuery *self,
                                      SgDimension         dimension);

G_END_DECLS
