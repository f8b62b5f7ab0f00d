/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * SgDigitStyle:
 * @width: of every digit but the narrower 1
 * @gap: between two digits
 * @stroke: line width
 *
 * The measures of a row of digits, in whole pixels so that upright and level strokes stay sharp.
 */
typedef struct {
  int width;
  int height;
  int gap;
  int stroke;
} SgDigitStyle;

int  sg_digits_get_width (const char         *text,
                          const SgDigitStyle *style);
void sg_digits_draw (cairo_t            *cr,
                     const char         *text,
                     const SgDigitStyle *style,
                     double              x,
                     double              y);

G_END_DECLS
