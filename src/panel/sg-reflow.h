/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgReflow:
 *
 * Children beside each other where their texts fit uncut, else below each
 * other. In one line the first child stands at the start and the others at the
 * end, on one baseline; when homogeneous all get the same width.
 */
#define SG_TYPE_REFLOW (sg_reflow_get_type ())
G_DECLARE_FINAL_TYPE (SgReflow, sg_reflow, SG, REFLOW, GtkWidget)

G_END_DECLS
