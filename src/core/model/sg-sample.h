/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-profile-info.h"
#include "sg-usage-model.h"

G_BEGIN_DECLS

/* Made-up data by the name of what it shows: for the demonstration, for pictures and for tests. Pure. */

GStrv         sg_sample_dup_names (gboolean connected_only) G_GNUC_WARN_UNUSED_RESULT;
gboolean      sg_sample_is_connected (const char *name);
SgReading    *sg_sample_reading (const char *name,
                                 GDateTime  *now) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray    *sg_sample_dup_profiles (const char *name) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray    *sg_sample_statuses (const char *name) G_GNUC_WARN_UNUSED_RESULT;

GDateTime    *sg_sample_now (void) G_GNUC_WARN_UNUSED_RESULT;
SgUsageModel *sg_sample_new (const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
