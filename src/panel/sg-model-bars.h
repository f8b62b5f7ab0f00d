/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-console.h"
#include "sg-cost-summary.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgModelBars:
 *
 * What each model cost: today, as bars of the dearest one's length, or this
 * month, as shares of the bill. Models without a price are named, never drawn as nothing.
 */
#define SG_TYPE_MODEL_BARS (sg_model_bars_get_type ())
G_DECLARE_FINAL_TYPE (SgModelBars, sg_model_bars, SG, MODEL_BARS, GtkWidget)

void  sg_model_bars_show (SgModelBars         *self,
                          const SgCostSummary *costs);
void  sg_model_bars_show_console (SgModelBars     *self,
                                  const SgConsole *console);

char *sg_model_bars_unpriced_words (const SgCostSummary *costs) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
