/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgProfileList:
 *
 * The profiles, where there are several; one is chosen. Signal `chosen` (const char *id): by a person.
 */
#define SG_TYPE_PROFILE_LIST (sg_profile_list_get_type ())
G_DECLARE_FINAL_TYPE (SgProfileList, sg_profile_list, SG, PROFILE_LIST, GtkWidget)

void sg_profile_list_show (SgProfileList *self,
                           GPtrArray     *profiles,
                           const char    *chosen);

G_END_DECLS
