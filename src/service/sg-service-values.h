/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-service-bus.h"
#include "sg-usage-model.h"

G_BEGIN_DECLS

/* What a model says on the bus, both ways. */

void       sg_service_values_write (SgBusSandglass1 *bus,
                                    SgUsageModel    *model,
                                    SgAccountParts   account_parts,
                                    GDateTime       *now);
SgReading *sg_service_values_read (SgBusSandglass1 *bus) G_GNUC_WARN_UNUSED_RESULT;

GVariant  *sg_service_values_list_profiles (GPtrArray *infos) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
