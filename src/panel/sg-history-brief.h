/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-history-view.h"
#include "sg-service-client.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgHistoryBrief:
 *
 * The last hours or days in a small chart; nothing where nothing is known. It is
 * filled after the panel's first frame.
 */
#define SG_TYPE_HISTORY_BRIEF (sg_history_brief_get_type ())
G_DECLARE_FINAL_TYPE (SgHistoryBrief, sg_history_brief, SG, HISTORY_BRIEF, GtkWidget)

void sg_history_brief_follow (SgHistoryBrief  *self,
                              SgServiceClient *client);
void sg_history_brief_set_hidden (SgHistoryBrief *self,
                                  gboolean        hidden);
void sg_history_brief_show (SgHistoryBrief *self,
                            SgHistoryView  *view);

G_END_DECLS
