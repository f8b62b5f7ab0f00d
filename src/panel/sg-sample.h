/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-usage-model.h"

G_BEGIN_DECLS

/* The panel's states, made up, for pictures and tests: Monday 2026-02-02 12:36 UTC. */

extern const char *const sg_sample_names[];

gboolean      sg_sample_exists (const char *name);
GDateTime    *sg_sample_now (void) G_GNUC_WARN_UNUSED_RESULT;
SgUsageModel *sg_sample_new (const char *name,
                             gboolean   *connected) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
