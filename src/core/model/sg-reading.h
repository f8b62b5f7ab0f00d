/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-account.h"
#include "sg-balance.h"
#include "sg-console.h"
#include "sg-cost-summary.h"
#include "sg-credits.h"
#include "sg-incidents.h"
#include "sg-limit.h"
#include "sg-pacing.h"
#include "sg-rate-limits.h"

G_BEGIN_DECLS

/**
 * SgReading:
 * @profile: (nullable): whose it is; %NULL: of the profile the source is for
 * @others: (nullable) (element-type SgReading): what the same source said of other profiles at that moment
 * @complete: whether @limits are all the limits there are, so that one missing here is gone
 * @limits: (nullable) (element-type SgLimit): %NULL when the source does not know limits
 * @credits: (nullable):
 * @account: (nullable):
 * @costs: (nullable):
 * @console: (nullable): what an organisation is billed
 * @balance: (nullable): what is left of its credits
 * @pacing: (nullable):
 * @rate_limits: (nullable): of an API key
 * @incidents: (nullable): troubles of the server, as its owner tells them
 *
 * What one source said at one moment. Its maker fills it in; once handed on it never changes.
 */
typedef struct {
  char          *profile;
  GPtrArray     *others;
  SgOrigin       origin;
  GDateTime     *as_of;
  gboolean       complete;
  GPtrArray     *limits;
  SgCredits     *credits;
  SgAccount     *account;
  SgCostSummary *costs;
  SgConsole     *console;
  SgBalance     *balance;
  SgPacing      *pacing;
  SgRateLimits  *rate_limits;
  SgIncidents   *incidents;
} SgReading;

/**
 * SgReadingPart:
 *
 * What a reading may say, each for itself.
 */
typedef enum {
  SG_READING_LIMITS,
  SG_READING_CREDITS,
  SG_READING_ACCOUNT,
  SG_READING_COSTS,
  SG_READING_PACING,
  SG_READING_RATE_LIMITS,
  SG_READING_INCIDENTS,
  SG_READING_CONSOLE,
  SG_READING_BALANCE,
} SgReadingPart;

#define SG_READING_N_PARTS (SG_READING_BALANCE + 1)

SgReading *sg_reading_new (SgOrigin   origin,
                           GDateTime *as_of) G_GNUC_WARN_UNUSED_RESULT;
SgReading *sg_reading_copy (const SgReading *self) G_GNUC_WARN_UNUSED_RESULT;
SgReading *sg_reading_ref (SgReading *self);
void       sg_reading_unref (SgReading *self);
void       sg_reading_take_limit (SgReading *self,
                                  SgLimit   *limit);
void       sg_reading_take_other (SgReading *self,
                                  SgReading *other);
gboolean   sg_reading_is_same_part (const SgReading *self,
                                    const SgReading *other,
                                    SgReadingPart    part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgReading, sg_reading_unref)

G_END_DECLS
