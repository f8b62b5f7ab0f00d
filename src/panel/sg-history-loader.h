/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-history-view.h"
#include "sg-service-client.h"

G_BEGIN_DECLS

/**
 * SgHistoryLoader:
 *
 * Fetches the past of what the panel shows, in a thread, for one widget.
 *
 * Signals: `loaded` (SgHistoryView *); `failed` (GError *).
 */
#define SG_TYPE_HISTORY_LOADER (sg_history_loader_get_type ())
G_DECLARE_FINAL_TYPE (SgHistoryLoader, sg_history_loader, SG, HISTORY_LOADER, GObject)

SgHistoryLoader *sg_history_loader_new (SgServiceClient *client);
void     sg_history_loader_load (SgHistoryLoader *self,
                                 SgHistorySpan    span);
void     sg_history_loader_load_again (SgHistoryLoader *self,
                                       gboolean         wanted);
void     sg_history_loader_stop (SgHistoryLoader *self);
gboolean sg_history_loader_is_demo (SgHistoryLoader *self);

G_END_DECLS
