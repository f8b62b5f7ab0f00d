/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgWorkGroup:
 *
 * On which days and in which hours somebody works: a toggle for each day, and two numbers.
 */
#define SG_TYPE_WORK_GROUP (sg_work_group_get_type ())
G_DECLARE_FINAL_TYPE (SgWorkGroup, sg_work_group, SG, WORK_GROUP, AdwPreferencesGroup)

void sg_work_group_bind (SgWorkGroup *self,
                         GSettings   *settings);

G_END_DECLS
