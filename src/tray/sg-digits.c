/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-digits.h"

/* Digits of our own, drawn as strokes: a font would bring fontconfig and its caches into the resident,
 * and no font is made for two digits in sixteen pixels. Each glyph lives on the lines of a box from (0, 0)
 * to (w, h); the pen stands half a stroke beyond them. r is the corner's radius, m the waist. */
typedef struct {
  double w;
  double h;
  double m;
  double r;
} Box;

typedef void (*DrawGlyph) (cairo_t   *cr,
                           const Box *box);

/* A quarter of a circle from the present point round the corner (@x, @y) to the side where (@to_x, @to_y) lies. */
static void
round_corner (cairo_t *cr,
              double   x,
              double   y,
              double   to_x,
              double   to_y)
{
  const double kappa = 0.5523;
  double from_x, from_y;

  cairo_get_current_point (cr, &from_x, &from_y);
  cairo_curve_to (cr,
                  from_x + kappa * (x - from_x), from_y + kappa * (y - from_y),
                  to_x + kappa * (x - to_x), to_y + kappa * (y - to_y),
                  to_x, to_y);
}

static void
draw_loop (cairo_t *cr,
           double   w,
           double   top,
           double   bottom)
{
  double r = MIN (w, bottom - top) / 2.0;

  cairo_move_to (cr, r, top);
  cairo_line_to (cr, w - r, top);
  round_corner (cr, w, top, w, top + r);
  cairo_line_to (cr, w, bottom - r);
  round_corner (cr, w, bottom, w - r, bottom);
  cairo_line_to (cr, r, bottom);
  round_corner (cr, 0, bottom, 0, bottom - r);
  cairo_line_to (cr, 0, top + r);
  round_corner (cr, 0, top, r, top);
  cairo_close_path (cr);
}

/* The open bowl on the right that 3 and 5 end with. */
static void
draw_bowl (cairo_t   *cr,
           const Box *box,
           double     top)
{
  double r = MIN (box->r, (box->h - top) / 2.0);

  cairo_line_to (cr, box->w - r, top);
  round_corner (cr, box->w, top, box->w, top + r);
  cairo_line_to (cr, box->w, box->h - r);
  round_corner (cr, box->w, box->h, box->w - r, box->h);
  cairo_line_to (cr, r, box->h);
  round_corner (cr, 0, box->h, 0, box->h - r);
}

static void
draw_zero (cairo_t   *cr,
           const Box *box)
{
  draw_loop (cr, box->w, 0, box->h);
}

static void
draw_one (cairo_t   *cr,
          const Box *box)
{
  cairo_move_to (cr, 0, box->w);
  cairo_line_to (cr, box->w, 0);
  cairo_line_to (cr, box->w, box->h);
}

static void
draw_two (cairo_t   *cr,
          const Box *box)
{
  cairo_move_to (cr, 0, box->r);
  round_corner (cr, 0, 0, box->r, 0);
  cairo_line_to (cr, box->w - box->r, 0);
  round_corner (cr, box->w, 0, box->w, box->r);
  cairo_curve_to (cr, box->w, box->m, 0, box->m + box->r, 0, box->h);
  cairo_line_to (cr, box->w, box->h);
}

static void
draw_three (cairo_t   *cr,
            const Box *box)
{
  double r = MIN (box->r, box->m / 2.0);

  cairo_move_to (cr, 0, r);
  round_corner (cr, 0, 0, r, 0);
  cairo_line_to (cr, box->w - r, 0);
  round_corner (cr, box->w, 0, box->w, r);
  cairo_line_to (cr, box->w, box->m - r);
  round_corner (cr, box->w, box->m, box->w - r, box->m);
  cairo_line_to (cr, box->w / 2.0, box->m);
  draw_bowl (cr, box, box->m);
}

static void
draw_four (cairo_t   *cr,
           const Box *box)
{
  double bar = box->h - (int) (box->h / 3.5);

  cairo_move_to (cr, box->w, box->h);
  cairo_line_to (cr, box->w, 0);
  cairo_line_to (cr, 0, bar);
  cairo_line_to (cr, box->w, bar);
}

static void
draw_five (cairo_t   *cr,
           const Box *box)
{
  cairo_move_to (cr, box->w, 0);
  cairo_line_to (cr, 0, 0);
  cairo_line_to (cr, 0, box->m);
  draw_bowl (cr, box, box->m);
}

static void
draw_six (cairo_t   *cr,
          const Box *box)
{
  draw_loop (cr, box->w, box->m, box->h);
  cairo_move_to (cr, box->w, box->r);
  round_corner (cr, box->w, 0, box->w - box->r, 0);
  cairo_line_to (cr, box->r, 0);
  round_corner (cr, 0, 0, 0, box->r);
  cairo_line_to (cr, 0, box->h - box->r);
}

static void
draw_seven (cairo_t   *cr,
            const Box *box)
{
  cairo_move_to (cr, 0, 0);
  cairo_line_to (cr, box->w, 0);
  cairo_line_to (cr, box->w * 0.3, box->h);
}

static void
draw_eight (cairo_t   *cr,
            const Box *box)
{
  draw_loop (cr, box->w, 0, box->m);
  draw_loop (cr, box->w, box->m, box->h);
}

static void
draw_nine (cairo_t   *cr,
           const Box *box)
{
  cairo_save (cr);
  cairo_translate (cr, box->w, box->h);
  cairo_scale (cr, -1, -1);
  draw_six (cr, box);
  cairo_restore (cr);
}

static void
draw_dash (cairo_t   *cr,
           const Box *box)
{
  double middle = (int) (box->h / 2.0);

  cairo_move_to (cr, 0, middle);
  cairo_line_to (cr, box->w, middle);
}

/* Of days. */
static void
draw_d (cairo_t   *cr,
        const Box *box)
{
  draw_loop (cr, box->w, box->m, box->h);
  cairo_move_to (cr, box->w, 0);
  cairo_line_to (cr, box->w, box->h);
}

static DrawGlyph
glyph_for (gunichar c)
{
  static const DrawGlyph digits[] = {
    draw_zero, draw_one, draw_two, draw_three, draw_four,
    draw_five, draw_six, draw_seven, draw_eight, draw_nine,
  };

  if (c == 'd')
    return draw_d;

  return c >= '0' && c <= '9' ? digits[c - '0'] : draw_dash;
}

static int
glyph_width (gunichar            c,
             const SgDigitStyle *style)
{
  return c == '1' ? style->width / 2 + style->stroke / 2 : style->width;
}

/**
 * sg_digits_get_width:
 * @text: UTF-8; whatever is neither a digit nor a `d` counts as a dash
 *
 * Returns: how wide sg_digits_draw() draws it
 */
int
sg_digits_get_width (const char         *text,
                     const SgDigitStyle *style)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += glyph_width (g_utf8_get_char (p), style) + style->gap;

  return MAX (0, width - style->gap);
}

/**
 * sg_digits_draw:
 * @text: UTF-8; whatever is neither a digit nor a `d` is drawn as a dash
 * @x: left edge
 * @y: upper edge
 *
 * Strokes @text with the source that @cr has.
 */
void
sg_digits_draw (cairo_t            *cr,
                const char         *text,
                const SgDigitStyle *style,
                double              x,
                double              y)
{
  cairo_save (cr);
  cairo_translate (cr, x + style->stroke / 2.0, y + style->stroke / 2.0);
  cairo_set_line_width (cr, style->stroke);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    Box box = { .w = glyph_width (c, style) - style->stroke, .h = style->height - style->stroke };

    box.m = (int) (box.h / 2.0);
    box.r = MIN (box.w, box.h) / 2.0;
    cairo_new_path (cr);
    glyph_for (c) (cr, &box);
    cairo_stroke (cr);
    cairo_translate (cr, glyph_width (c, style) + style->gap, 0);
  }

  cairo_restore (cr);
}
