/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cli-result.h"

G_BEGIN_DECLS

/**
 * SgResultCounts:
 *
 * Tokens of all models together, as both of a result's counts have them.
 */
typedef struct {
  guint64 input;
  guint64 output;
  guint64 write;
  guint64 read;
} SgResultCounts;

/**
 * SgResultShare:
 * @result: (owned): as Claude Code stated it
 * @time_ms: when
 * @parent: (owned) (nullable): a result of another session that @result took over, as a fork does
 * @models: (owned) (nullable) (element-type SgCliModelUse): what of @result no other one states
 * @is_held: whether another result of the session states all of it again
 *
 * One result, and what of it counts.
 */
typedef struct {
  SgCliResult *result;
  gint64       time_ms;
  SgCliResult *parent;
  GPtrArray   *models;
  gboolean     is_held;
} SgResultShare;

SgResultShare *sg_result_share_new (SgCliResult *result,
                                    gint64       time_ms) G_GNUC_WARN_UNUSED_RESULT;
void           sg_result_share_free (SgResultShare *self);
void           sg_result_shares_settle (GPtrArray *shares);

SgResultCounts sg_cli_result_get_total (const SgCliResult *self);
SgResultCounts sg_cli_result_get_base (const SgCliResult *self);
guint64        sg_result_counts_get_sum (const SgResultCounts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgResultShare, sg_result_share_free)

G_END_DECLS
