/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "sg-usage-model.h"

G_BEGIN_DECLS

/**
 * SgConsoleSection:
 *
 * What is left of API credits and what an organisation is billed. It is away
 * for who has neither.
 */
#define SG_TYPE_CONSOLE_SECTION (sg_console_section_get_type ())
G_DECLARE_FINAL_TYPE (SgConsoleSection, sg_console_section, SG, CONSOLE_SECTION, GtkWidget)

void sg_console_section_show (SgConsoleSection *self,
                              SgUsageModel     *model,
                              GDateTime        *now,
                              GTimeZone        *zone);

G_END_DECLS
