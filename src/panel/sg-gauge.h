/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgGauge:
 *
 * A bar with a fill and, where it is given, a mark: for a limit the share used
 * and the share of the time gone. Its colour is the CSS colour of its node.
 */
#define SG_TYPE_GAUGE (sg_gauge_get_type ())
G_DECLARE_FINAL_TYPE (SgGauge, sg_gauge, SG, GAUGE, GtkWidget)

#define SG_GAUGE_NOT_KNOWN (-1.0)

GtkWidget *sg_gauge_new (void);
void   sg_gauge_set_percent (SgGauge *self,
                             double   percent);
void   sg_gauge_set_mark (SgGauge *self,
                          double   percent);
void   sg_gauge_set_words (SgGauge    *self,
                           const char *label,
                           const char *value);

double sg_gauge_place (double   percent,
                       double   width,
                       gboolean mirrored);

G_END_DECLS
