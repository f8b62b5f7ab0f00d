/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SG_TYPE_STATUSLINE_ROW (sg_statusline_row_get_type ())
G_DECLARE_FINAL_TYPE (SgStatuslineRow, sg_statusline_row, SG, STATUSLINE_ROW, AdwActionRow)

GtkWidget *sg_statusline_row_new (const char *command);

G_END_DECLS
