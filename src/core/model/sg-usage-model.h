/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-mode.h"
#include "sg-reading.h"
#include "sg-source-status.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define SG_TYPE_USAGE_MODEL (sg_usage_model_get_type ())
G_DECLARE_FINAL_TYPE (SgUsageModel, sg_usage_model, SG, USAGE_MODEL, GObject)

SgUsageModel *sg_usage_model_new (void);

void                 sg_usage_model_apply (SgUsageModel *self,
                                           SgReading    *reading);
void                 sg_usage_model_apply_sources (SgUsageModel *self,
                                                   GPtrArray    *sources);
void                 sg_usage_model_apply_forecasts (SgUsageModel *self,
                                                     GPtrArray    *limits);
void                 sg_usage_model_set_refreshing (SgUsageModel *self,
                                                    gboolean      refreshing);
void                 sg_usage_model_set_mode (SgUsageModel *self,
                                              SgMode        mode);

gboolean             sg_usage_model_is_loaded (SgUsageModel *self);
gboolean             sg_usage_model_is_refreshing (SgUsageModel *self);
SgMode               sg_usage_model_get_mode (SgUsageModel *self);
GPtrArray           *sg_usage_model_get_limits (SgUsageModel *self);
const SgCredits     *sg_usage_model_get_credits (SgUsageModel *self);
const SgAccount     *sg_usage_model_get_account (SgUsageModel *self);
const SgCostSummary *sg_usage_model_get_costs (SgUsageModel *self);
const SgPacing      *sg_usage_model_get_pacing (SgUsageModel *self);
const SgRateLimits  *sg_usage_model_get_rate_limits (SgUsageModel *self);
const SgIncidents   *sg_usage_model_get_incidents (SgUsageModel *self);
const SgConsole     *sg_usage_model_get_console (SgUsageModel *self);
const SgBalance     *sg_usage_model_get_balance (SgUsageModel *self);
GPtrArray           *sg_usage_model_get_sources (SgUsageModel *self);

G_END_DECLS
