/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-metric-set.h"

G_BEGIN_DECLS

#define SG_PROMETHEUS_CONTENT_TYPE "text/plain; version=0.0.4; charset=utf-8"

char *sg_prometheus_text (const SgMetricSet *set) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
