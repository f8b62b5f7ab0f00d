/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-anomaly.h"
#include "sg-cents.h"
#include "sg-origin.h"
#include "sg-usage-gap.h"

G_BEGIN_DECLS

/* Two answers missed, and a while. */
#define SG_CONSOLE_STALE_SECONDS (2 * 3600 + 600)

/**
 * SgConsoleShare:
 * @name: for example `Opus 5.5`
 */
typedef struct {
  char   *name;
  SgCents amount;
} SgConsoleShare;

SgConsoleShare *sg_console_share_new (const char    *name,
                                      const SgCents *amount) G_GNUC_WARN_UNUSED_RESULT;
void            sg_console_share_free (SgConsoleShare *self);

/**
 * SgConsole:
 * @organization: (nullable):
 * @today: billed since midnight UTC, which is when the Console's days begin
 * @month: since the first of the UTC month
 * @last_7_days: today and the six days before
 * @tokens_7_days: -1 when not known
 * @n_days: how many whole days the next five are made of; 0 means they are not known
 * @burn_per_day: what a day has cost on average
 * @projected_month: what the whole month will come to, an estimate
 * @average_day: of this month's whole days
 * @peak_day: the dearest of those
 * @peak_day_start: (nullable):
 * @models: (element-type SgConsoleShare): of this month, dearest first
 * @gap: (nullable): the last whole hours beside what this machine counted
 * @anomaly: (nullable): of today, else of yesterday
 *
 * What an organisation's API use is billed, from the Admin API. It never changes once made.
 */
typedef struct {
  char       *organization;
  SgCents     today;
  SgCents     month;
  SgCents     last_7_days;
  gint64      tokens_7_days;
  guint       n_days;
  SgCents     burn_per_day;
  SgCents     projected_month;
  SgCents     average_day;
  SgCents     peak_day;
  GDateTime  *peak_day_start;
  GPtrArray  *models;
  SgUsageGap *gap;
  SgAnomaly  *anomaly;
  SgOrigin    origin;
  GDateTime  *as_of;
} SgConsole;

SgConsole *sg_console_new (SgOrigin   origin,
                           GDateTime *as_of) G_GNUC_WARN_UNUSED_RESULT;
SgConsole *sg_console_copy (const SgConsole *self) G_GNUC_WARN_UNUSED_RESULT;
void       sg_console_free (SgConsole *self);
gboolean   sg_console_is_stale (const SgConsole *self,
                                GDateTime       *now);
GVariant  *sg_console_to_variant (const SgConsole *self) G_GNUC_WARN_UNUSED_RESULT;
SgConsole *sg_console_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgConsoleShare, sg_console_share_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgConsole, sg_console_free)

G_END_DECLS
