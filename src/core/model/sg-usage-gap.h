/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cents.h"

G_BEGIN_DECLS

/* Why what this machine counted and what the organisation was told differ; never made up for. */
typedef enum {
  SG_GAP_NOT_IN_TRANSCRIPTS = 1 << 0,   /* compaction and cut streams are in no transcript */
  SG_GAP_OTHERS             = 1 << 1,   /* other machines, other people, other programs */
  SG_GAP_PRIORITY           = 1 << 2,   /* the priority tier: in the usage, never in the bill */
  SG_GAP_PAID_ELSEWHERE     = 1 << 3,   /* a subscription or another organisation paid for local use */
  SG_GAP_UNPRICED           = 1 << 4,   /* a model without a known price */
  SG_GAP_ROUNDING           = 1 << 5,   /* usage comes minutes late, and a sum hides which prompts were long */
} SgGapReasons;

/**
 * SgUsageGap:
 * @from: the first hour compared
 * @until: the first that is not
 * @local: what this machine's ledger has of those hours, at list prices
 * @organization: what the Admin API has of them, at the same prices
 * @gap: @organization less @local
 * @is_over: whether it is worth a look
 *
 * The last hours of this machine beside those of its organisation.
 */
typedef struct {
  GDateTime   *from;
  GDateTime   *until;
  SgCents      local;
  SgCents      organization;
  SgCents      gap;
  gboolean     is_over;
  SgGapReasons reasons;
} SgUsageGap;

SgUsageGap *sg_usage_gap_new (GDateTime     *from,
                              GDateTime     *until,
                              const SgCents *local,
                              const SgCents *organization) G_GNUC_WARN_UNUSED_RESULT;
SgUsageGap *sg_usage_gap_copy (const SgUsageGap *self) G_GNUC_WARN_UNUSED_RESULT;
void        sg_usage_gap_free (SgUsageGap *self);
void        sg_usage_gap_judge (SgUsageGap    *self,
                                const SgCents *threshold);
GVariant   *sg_usage_gap_to_variant (const SgUsageGap *self) G_GNUC_WARN_UNUSED_RESULT;
SgUsageGap *sg_usage_gap_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgUsageGap, sg_usage_gap_free)

G_END_DECLS
