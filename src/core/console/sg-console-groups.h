/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-console-bucket.h"

G_BEGIN_DECLS

/* Besides the dimensions */
#define SG_GROUP_BY_DAY SG_N_DIMENSIONS
#define SG_GROUPS_MOST_KEYS 8

/**
 * SgConsoleGroup:
 * @keys: (nullable elements): by what was grouped, as the server names it; a day as `2026-11-21`
 * @has_tokens: whether tokens can be told for such a group
 */
typedef struct {
  char    *keys[SG_GROUPS_MOST_KEYS];
  SgCents  amount;
  SgCents  list_amount;
  gboolean has_tokens;
  gint64   uncached_input;
  gint64   output;
  gint64   cache_write;
  gint64   cache_read;
  gint64   web_searches;
} SgConsoleGroup;

/**
 * SgConsoleGroups:
 * @by: dimensions, or %SG_GROUP_BY_DAY
 * @groups: (element-type SgConsoleGroup): days in their order, else the dearest first
 * @total: of all of them
 */
typedef struct {
  guint          by[SG_GROUPS_MOST_KEYS];
  guint          n_by;
  GPtrArray     *groups;
  SgConsoleGroup total;
} SgConsoleGroups;

SgConsoleGroups *sg_console_groups_new (GPtrArray   *cost_buckets,
                                        GPtrArray   *usage_buckets,
                                        const guint *by,
                                        guint        n_by,
                                        gint64       from,
                                        gint64       until,
                                        GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void sg_console_groups_free (SgConsoleGroups *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgConsoleGroups, sg_console_groups_free)

G_END_DECLS
