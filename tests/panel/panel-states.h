/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-usage-model.h"

G_BEGIN_DECLS

/* The states of the panel, made up: Monday 2026-02-02 12:36 UTC. */

extern const char *const panel_state_names[];

GDateTime    *panel_state_now (void) G_GNUC_WARN_UNUSED_RESULT;
SgUsageModel *panel_state_new (const char *name,
                               gboolean   *connected) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
