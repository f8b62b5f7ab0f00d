/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-profile-info.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgProfileRow:
 *
 * One profile in a list of them: its name, its plan, how well it is off, and how full its tightest limit is.
 */
#define SG_TYPE_PROFILE_ROW (sg_profile_row_get_type ())
G_DECLARE_FINAL_TYPE (SgProfileRow, sg_profile_row, SG, PROFILE_ROW, GtkToggleButton)

GtkWidget *sg_profile_row_new (const char *id);
void        sg_profile_row_show (SgProfileRow        *self,
                                 const SgProfileInfo *profile);
const char *sg_profile_row_get_id (SgProfileRow *self);

G_END_DECLS
