/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Of the bars of a chart, which are no line */
#define SG_SWATCH_BAR G_MAXUINT

/**
 * SgSwatch:
 *
 * A piece of a chart's line, as it stands before its name.
 */
#define SG_TYPE_SWATCH (sg_swatch_get_type ())
G_DECLARE_FINAL_TYPE (SgSwatch, sg_swatch, SG, SWATCH, GtkWidget)

GtkWidget *sg_swatch_new (guint style,
                          gboolean small);

G_END_DECLS
