/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgDayPicker:
 *
 * The days of the week, each a button; they wrap where the window is narrow or the text is large.
 *
 * Property `days` (string): the digits of the days that are on, 1 for Monday.
 */
#define SG_TYPE_DAY_PICKER (sg_day_picker_get_type ())
G_DECLARE_FINAL_TYPE (SgDayPicker, sg_day_picker, SG, DAY_PICKER, GtkWidget)

G_END_DECLS
