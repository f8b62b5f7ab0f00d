/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-service-client.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgDoctorPage:
 *
 * How every source is doing: found, state, detail, last answer, next try.
 */
#define SG_TYPE_DOCTOR_PAGE (sg_doctor_page_get_type ())
G_DECLARE_FINAL_TYPE (SgDoctorPage, sg_doctor_page, SG, DOCTOR_PAGE, AdwBin)

void sg_doctor_page_show (SgDoctorPage *self,
                          GPtrArray    *sources,
                          GDateTime    *now);

G_END_DECLS
