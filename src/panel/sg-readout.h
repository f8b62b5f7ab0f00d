/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-history-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgReadout:
 *
 * A chart's legend, with the numbers of one step and where they are from.
 *
 * Property: `compact` (gboolean): the numbers alone, two in a line.
 */
#define SG_TYPE_READOUT (sg_readout_get_type ())
G_DECLARE_FINAL_TYPE (SgReadout, sg_readout, SG, READOUT, GtkWidget)

void sg_readout_reserve (SgReadout *self);
void sg_readout_show (SgReadout     *self,
                      SgHistoryView *view,
                      guint          step);

G_END_DECLS
