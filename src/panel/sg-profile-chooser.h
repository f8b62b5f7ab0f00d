/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "sg-profile-info.h"

G_BEGIN_DECLS

/**
 * SgProfileChooser:
 *
 * One of several profiles, or all of them; not there for those who have one. Signal `chosen`: by the user.
 */
#define SG_TYPE_PROFILE_CHOOSER (sg_profile_chooser_get_type ())
G_DECLARE_FINAL_TYPE (SgProfileChooser, sg_profile_chooser, SG, PROFILE_CHOOSER, AdwBin)

void  sg_profile_chooser_show (SgProfileChooser *self,
                               GPtrArray        *profiles,
                               const char       *profile);
GStrv sg_profile_chooser_get (SgProfileChooser *self,
                              guint            *index);

G_END_DECLS
