/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-source-status.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SG_TYPE_SOURCE_ROW (sg_source_row_get_type ())
G_DECLARE_FINAL_TYPE (SgSourceRow, sg_source_row, SG, SOURCE_ROW, AdwActionRow)

GtkWidget *sg_source_row_new (const char *source_id,
                              GSettings  *settings,
                              const char *key);
void sg_source_row_show (SgSourceRow          *self,
                         const SgSourceStatus *status,
                         GDateTime            *now);

G_END_DECLS
