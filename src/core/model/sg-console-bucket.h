/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "sg-cents.h"

G_BEGIN_DECLS

/* What an organisation's use can be split by; each is the name of a `group_by[]` value of the Admin API. */
typedef enum {
  SG_DIMENSION_MODEL,
  SG_DIMENSION_WORKSPACE,
  SG_DIMENSION_API_KEY,
  SG_DIMENSION_SERVICE_TIER,
  SG_DIMENSION_CONTEXT_WINDOW,
  SG_DIMENSION_INFERENCE_GEO,
  SG_DIMENSION_SPEED,
  SG_DIMENSION_PRODUCT,
  SG_DIMENSION_ACTOR,
  SG_DIMENSION_COST_TYPE,
  SG_DIMENSION_TOKEN_TYPE,
  SG_DIMENSION_DESCRIPTION,
} SgDimension;

#define SG_N_DIMENSIONS (SG_DIMENSION_DESCRIPTION + 1)

typedef enum {
  SG_BUCKET_COST,
  SG_BUCKET_USAGE,
} SgBucketKind;

/**
 * SgConsoleBucket:
 * @start: Unix seconds, UTC; the first second that counts
 * @end: the first that does not
 * @dimensions: (nullable elements): by #SgDimension; %NULL was not asked for, or is the
 *   default workspace, or the Console's playground: only who asked knows which
 * @amount: what was billed, after discounts; 0 in a usage bucket
 * @list_amount: before discounts; 0 where the server does not say it
 * @n_requests: -1 when the server does not say it
 *
 * One row of a usage or a cost report: what one group used in one span of time.
 */
typedef struct {
  SgBucketKind kind;
  gint64       start;
  gint64       end;
  char        *dimensions[SG_N_DIMENSIONS];
  SgCents      amount;
  SgCents      list_amount;
  gint64       uncached_input;
  gint64       output;
  gint64       write_5m;
  gint64       write_1h;
  gint64       cache_read;
  gint64       web_searches;
  gint64       n_requests;
} SgConsoleBucket;

SgConsoleBucket *sg_console_bucket_new (SgBucketKind kind,
                                        gint64       start,
                                        gint64       end) G_GNUC_WARN_UNUSED_RESULT;
void             sg_console_bucket_free (SgConsoleBucket *self);
gint64           sg_console_bucket_get_tokens (const SgConsoleBucket *self);

const char      *sg_dimension_to_nick (SgDimension dimension);
gboolean         sg_dimension_from_nick (const char  *nick,
                                         SgDimension *dimension);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgConsoleBucket, sg_console_bucket_free)

G_END_DECLS
