/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgTableFrame:
 *
 * What a long table is in: one stop of the Tab key, the arrows go from row to row. (GTK's own Tab goes through all
 * of the rows, and has a property for that from 4.12 on.)
 */
#define SG_TYPE_TABLE_FRAME (sg_table_frame_get_type ())
G_DECLARE_FINAL_TYPE (SgTableFrame, sg_table_frame, SG, TABLE_FRAME, AdwBin)

G_END_DECLS
