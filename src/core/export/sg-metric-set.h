/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-usage-model.h"

G_BEGIN_DECLS

/**
 * SgMetricSample:
 * @labels: name, value, name, value …
 * @value: finite
 */
typedef struct {
  GStrv  labels;
  double value;
} SgMetricSample;

/**
 * SgMetric:
 * @name: letters, digits and `_`, with its unit at the end
 * @samples: (element-type SgMetricSample): never empty
 *
 * A gauge.
 */
typedef struct {
  const char *name;
  const char *help;
  GPtrArray  *samples;
} SgMetric;

/**
 * SgMetricSet:
 * @metrics: (element-type SgMetric)
 *
 * What is known at one moment, in numbers. What is not known is not there.
 */
typedef struct {
  GDateTime *as_of;
  GPtrArray *metrics;
} SgMetricSet;

SgMetricSet *sg_metric_set_new (GDateTime *now) G_GNUC_WARN_UNUSED_RESULT;
void         sg_metric_set_add_profile (SgMetricSet  *self,
                                        const char   *profile_id,
                                        SgUsageModel *model);
void         sg_metric_set_free (SgMetricSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgMetricSet, sg_metric_set_free)

G_END_DECLS
