/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "sg-meters-view.h"

G_BEGIN_DECLS

#define SG_TYPE_METER_ROW (sg_meter_row_get_type ())
G_DECLARE_FINAL_TYPE (SgMeterRow, sg_meter_row, SG, METER_ROW, GtkWidget)

GtkWidget *sg_meter_row_new (void);
void sg_meter_row_show (SgMeterRow        *self,
                        const SgMeterView *view);

G_END_DECLS
