/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-console-bucket.h"

G_BEGIN_DECLS

/**
 * SgConsolePage:
 * @buckets: (element-type SgConsoleBucket): in the server's order
 * @next_page: (nullable): %NULL on the last one
 * @refreshed_at: (nullable): how new the server says its figures are
 *
 * One page of a usage or a cost report of the Admin API.
 */
typedef struct {
  GPtrArray *buckets;
  char      *next_page;
  GDateTime *refreshed_at;
} SgConsolePage;

SgConsolePage *sg_console_page_parse (SgBucketKind kind,
                                      const char  *text,
                                      gsize        length,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void           sg_console_page_free (SgConsolePage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgConsolePage, sg_console_page_free)

G_END_DECLS
