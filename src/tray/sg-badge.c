/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-badge.h"

#include <math.h>
#include <string.h>

#include "sg-digits.h"

/* A panel may be light or dark and recolours no pixmap, so the badge is filled and its digits are white.
 * Every fill has a contrast to white of 4.5 or more (WCAG 2.2, 1.4.3); test-badge.c reckons it. */
static const guint32 fills[] = {
  [SG_BADGE_UNKNOWN] = 0x5e6672,
  [SG_BADGE_NORMAL] = 0x4550d6,
  [SG_BADGE_WARNING] = 0xb85c00,
  [SG_BADGE_CRITICAL] = 0xd01c2c,
  [SG_BADGE_FULL] = 0xa80f24,
};

static const guint32 dimmed_fills[] = {
  [SG_BADGE_UNKNOWN] = 0x6b7078,
  [SG_BADGE_NORMAL] = 0x656b96,
  [SG_BADGE_WARNING] = 0x877058,
  [SG_BADGE_CRITICAL] = 0x8f6468,
  [SG_BADGE_FULL] = 0x85565c,
};

/**
 * sg_badge_equal:
 *
 * Returns: whether both would be drawn alike
 */
gboolean
sg_badge_equal (const SgBadge *a,
                const SgBadge *b)
{
  if (a->form != b->form || (a->form != SG_BADGE_NUMBER && (a->bars[0] != b->bars[0] || a->bars[1] != b->bars[1])))
    return FALSE;

  return a->level == b->level && !a->dimmed == !b->dimmed && strncmp (a->text, b->text, sizeof a->text) == 0;
}

/**
 * Outline:
 * @radius: of the rounded corners; the polygon lies that far inside
 *
 * In units of the badge's size.
 */
typedef struct {
  double radius;
  int    n_points;
  double points[8][2];
} Outline;

static const Outline outlines[] = {
  [SG_BADGE_UNKNOWN] = { 0.5, 1, { { 0.5, 0.5 } } },
  [SG_BADGE_NORMAL] = { 0.22, 4, { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } } },
  [SG_BADGE_WARNING] = { 0.06, 5, { { 0, 0 }, { 0.73, 0 }, { 1, 0.27 }, { 1, 1 }, { 0, 1 } } },
  [SG_BADGE_CRITICAL] = { 0.06, 8, { { 0.28, 0 }, { 0.72, 0 }, { 1, 0.28 }, { 1, 0.72 },
                                     { 0.72, 1 }, { 0.28, 1 }, { 0, 0.72 }, { 0, 0.28 } } },
  [SG_BADGE_FULL] = { 0.06, 4, { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } } },
};

static void
fill_outline (cairo_t       *cr,
              const Outline *outline,
              double         size)
{
  double inner = 1 - 2 * outline->radius;

  for (int i = 0; i < outline->n_points; i++)
    cairo_line_to (cr, (outline->radius + inner * outline->points[i][0]) * size,
                   (outline->radius + inner * outline->points[i][1]) * size);
  cairo_close_path (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, 2 * outline->radius * size);
  cairo_stroke_preserve (cr);
  cairo_fill (cr);
}

static void
set_fill (cairo_t       *cr,
          const SgBadge *badge)
{
  guint32 rgb = badge->dimmed ? dimmed_fills[badge->level] : fills[badge->level];

  cairo_set_source_rgb (cr, (rgb >> 16) / 255.0, ((rgb >> 8) & 0xff) / 255.0, (rgb & 0xff) / 255.0);
}

static SgDigitStyle
style_for (const SgBadge *badge,
           int            size)
{
  gboolean small = g_utf8_strlen (badge->text, sizeof badge->text) > 2;
  /* A 1 needs half the room. */
  double small_width = strchr (badge->text, '1') != NULL ? 0.3 : 0.25;

  return (SgDigitStyle) {
           .width = (int) lround (size * (small ? small_width : 0.375)),
           .height = 2 * (int) lround (size * (small ? 0.24 : 0.3)),
           .gap = MAX (1, (int) lround (size * (small ? 0.05 : 0.07))),
           .stroke = MAX (1, (int) lround (size * (small ? 0.09 : 0.1))),
  };
}

/* The bar under a full badge's number. */
static void
fill_bar (cairo_t *cr,
          int      size)
{
  int thickness = MAX (2, (int) lround (size * 0.1));
  int bottom = MAX (1, (int) lround (size * 0.1));

  cairo_rectangle (cr, bottom, size - bottom - thickness, size - 2 * bottom, thickness);
  cairo_fill (cr);
}

/* Below a number that is old: a fainter colour alone says nothing to whoever sees no colours. */
static void
fill_dots (cairo_t *cr,
           int      size)
{
  int side = MAX (1, size / 10);
  int bottom = MAX (1, (int) lround (size * 0.05));

  for (int i = -1; i <= 1; i++)
    cairo_rectangle (cr, (size - side) / 2 + 2 * i * side, size - bottom - side, side, side);
  cairo_fill (cr);
}

static void
draw_number (cairo_t       *cr,
             const SgBadge *badge,
             int            size)
{
  SgDigitStyle style = style_for (badge, size);
  int y = (size - style.height) / 2;

  if (badge->level == SG_BADGE_FULL && !badge->dimmed) {
    fill_bar (cr, size);
    y -= (int) lround (size * 0.1);
  }
  sg_digits_draw (cr, badge->text, &style, (size - sg_digits_get_width (badge->text, &style)) / 2, y);
}

/* Whole pixels: a bar of a tray icon is three of them high. */
static void
draw_bars (cairo_t       *cr,
           const SgBadge *badge,
           int            size)
{
  int edge = MAX (2, (int) lround (size * 0.16));
  int height = MAX (2, (int) lround (size * 0.22));
  int gap = MAX (1, (int) lround (size * 0.1));
  int top = (size - 2 * height - gap) / 2;
  int width = size - 2 * edge;

  for (int i = 0; i < 2; i++) {
    int y = top + i * (height + gap);
    int fill = badge->bars[i] <= 0 ? 0 : MAX (1, (int) lround (width * MIN (badge->bars[i], 100) / 100.0));

    /* What is not known has no bar, only its groove's ends. */
    cairo_set_source_rgba (cr, 1, 1, 1, badge->bars[i] == SG_BADGE_NO_BAR ? 0.15 : 0.35);
    cairo_rectangle (cr, edge, y, width, height);
    cairo_fill (cr);
    cairo_set_source_rgb (cr, 1, 1, 1);
    cairo_rectangle (cr, edge, y, fill, height);
    cairo_fill (cr);
  }
}

static void
trace_hourglass (cairo_t *cr,
                 double   left,
                 double   right,
                 double   top,
                 double   bottom)
{
  double neck = (right - left) * 0.06;
  double middle = (left + right) / 2;

  cairo_move_to (cr, left, top);
  cairo_line_to (cr, right, top);
  cairo_line_to (cr, middle + neck, (top + bottom) / 2);
  cairo_line_to (cr, right, bottom);
  cairo_line_to (cr, left, bottom);
  cairo_line_to (cr, middle - neck, (top + bottom) / 2);
  cairo_close_path (cr);
}

/* The sand above is what is left, the sand below what is used. */
static void
draw_hourglass (cairo_t       *cr,
                const SgBadge *badge,
                int            size)
{
  double stroke = MAX (1.0, size * 0.07);
  double left = size * 0.26, right = size * 0.74, top = size * 0.17, bottom = size * 0.83;
  double bulb = (bottom - top) / 2;
  double used = badge->bars[0] == SG_BADGE_NO_BAR ? 0.5 : CLAMP (badge->bars[0], 0, 100) / 100.0;

  cairo_save (cr);
  trace_hourglass (cr, left, right, top, bottom);
  cairo_clip (cr);
  cairo_rectangle (cr, 0, top + used * bulb, size, (1 - used) * bulb);
  cairo_rectangle (cr, 0, bottom - used * bulb, size, used * bulb);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_set_line_width (cr, stroke);
  trace_hourglass (cr, left, right, top, bottom);
  cairo_stroke (cr);
}

/**
 * sg_badge_draw:
 * @size: width and height, pixels
 *
 * Returns: (transfer full): an ARGB32 image surface
 */
cairo_surface_t *
sg_badge_draw (const SgBadge *badge,
               int            size)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
  cairo_t *cr = cairo_create (surface);

  set_fill (cr, badge);
  fill_outline (cr, &outlines[badge->level], size);

  cairo_set_source_rgb (cr, 1, 1, 1);
  switch (badge->form) {
  case SG_BADGE_BARS:
    draw_bars (cr, badge, size);
    break;
  case SG_BADGE_SYMBOL:
    draw_hourglass (cr, badge, size);
    break;
  case SG_BADGE_NUMBER:
  default:
    draw_number (cr, badge, size);
  }
  if (badge->dimmed && badge->level != SG_BADGE_UNKNOWN)
    fill_dots (cr, size);

  cairo_destroy (cr);

  return surface;
}

/* The protocol wants ARGB in network order with straight alpha; cairo has host order, premultiplied. */
static GVariant *
surface_to_pixmap (cairo_surface_t *surface,
                   int              size)
{
  g_autofree guint32 *pixels = g_new (guint32, (gsize) size * size);
  const guchar *rows = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  for (int i = 0; i < size * size; i++) {
    guint32 argb;
    guint32 alpha;

    memcpy (&argb, rows + (gsize) (i / size) * stride + (gsize) (i % size) * sizeof argb, sizeof argb);
    alpha = argb >> 24;
    for (int shift = 0; alpha != 0 && shift < 24; shift += 8) {
      guint32 channel = (((argb >> shift) & 0xff) * 255 + alpha / 2) / alpha;

      argb = (argb & ~(0xffu << shift)) | MIN (channel, 255u) << shift;
    }
    pixels[i] = GUINT32_TO_BE (argb);
  }

  return g_variant_new ("(ii@ay)", size, size,
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, pixels, (gsize) size * size * 4, 1));
}

/**
 * sg_badge_to_pixmaps:
 *
 * Square and ascending: one panel takes the first that is large enough, another
 * drops whatever is not square.
 *
 * Returns: (transfer floating): `a(iiay)`, the StatusNotifierItem's IconPixmap
 */
GVariant *
sg_badge_to_pixmaps (const SgBadge *badge)
{
  static const int sizes[] = { 16, 22, 24, 32, 48, 64 };
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(iiay)"));

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    cairo_surface_t *surface = sg_badge_draw (badge, sizes[i]);

    g_variant_builder_add_value (&builder, surface_to_pixmap (surface, sizes[i]));
    cairo_surface_destroy (surface);
  }

  return g_variant_builder_end (&builder);
}
