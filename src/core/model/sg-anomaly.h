/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cents.h"

G_BEGIN_DECLS

/**
 * SgAnomaly:
 * @start: when the day or the hour began, UTC
 * @is_hour: an hour, at list prices; else a day, as billed
 * @amount: what it has cost so far
 * @usual: what one of its kind costs: the median
 * @n_days: how many days that was learned from
 *
 * A day or an hour far outside what the organisation's others cost.
 */
typedef struct {
  GDateTime *start;
  gboolean   is_hour;
  SgCents    amount;
  SgCents    usual;
  guint      n_days;
} SgAnomaly;

SgAnomaly *sg_anomaly_new (GDateTime     *start,
                           gboolean       is_hour,
                           const SgCents *amount,
                           const SgCents *usual,
                           guint          n_days) G_GNUC_WARN_UNUSED_RESULT;
SgAnomaly *sg_anomaly_copy (const SgAnomaly *self) G_GNUC_WARN_UNUSED_RESULT;
void       sg_anomaly_free (SgAnomaly *self);
GVariant  *sg_anomaly_to_variant (const SgAnomaly *self) G_GNUC_WARN_UNUSED_RESULT;
SgAnomaly *sg_anomaly_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgAnomaly, sg_anomaly_free)

G_END_DECLS
