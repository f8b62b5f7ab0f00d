/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-history-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgResetList:
 *
 * The rows of a group that tell of resets, the latest first; not all at once, as a year has a thousand.
 */
typedef struct _SgResetList SgResetList;

SgResetList *sg_reset_list_new (AdwPreferencesGroup *group) G_GNUC_WARN_UNUSED_RESULT;
void         sg_reset_list_free (SgResetList *self);
char        *sg_reset_list_show (SgResetList   *self,
                                 SgHistoryView *view) G_GNUC_WARN_UNUSED_RESULT;
gboolean     sg_reset_list_show_more (SgResetList *self);

G_END_DECLS
