/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-profile.h"

G_BEGIN_DECLS

/**
 * SgProfileList:
 * @all: (element-type SgProfile): the main one first; only ever added to
 * @pinned: (nullable): what the user calls the profile to show
 *
 * The profiles of a monitor: what each is called among the others, and which one is shown.
 */
typedef struct {
  GPtrArray *all;
  char      *pinned;
} SgProfileList;

SgProfileList *sg_profile_list_new (void) G_GNUC_WARN_UNUSED_RESULT;
void           sg_profile_list_free (SgProfileList *self);

SgProfile     *sg_profile_list_find (SgProfileList *self,
                                     const char    *id);
char          *sg_profile_list_dup_name (SgProfileList *self,
                                         SgProfile     *profile) G_GNUC_WARN_UNUSED_RESULT;
void           sg_profile_list_pin (SgProfileList *self,
                                    const char    *word);
GPtrArray     *sg_profile_list_dup_infos (SgProfileList *self,
                                          GDateTime     *now) G_GNUC_WARN_UNUSED_RESULT;
SgProfile     *sg_profile_list_get_shown (SgProfileList *self,
                                          GDateTime     *now);

G_END_DECLS
