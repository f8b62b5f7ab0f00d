/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "sg-badge.h"
#include "sg-icon-files.h"

static const int sizes[] = { 16, 22, 24, 32, 48, 64 };

#define LAST_LEVEL SG_BADGE_FULL

static SgBadge
badge (const char  *text,
       SgBadgeLevel level,
       gboolean     dimmed)
{
  SgBadge made = { .level = level, .dimmed = dimmed };

  g_strlcpy (made.text, text, sizeof made.text);

  return made;
}

static guint32
pixel (cairo_surface_t *surface,
       int              x,
       int              y)
{
  guint32 argb;

  memcpy (&argb, cairo_image_surface_get_data (surface) + (gsize) y * cairo_image_surface_get_stride (surface) +
          (gsize) x * sizeof argb, sizeof argb);

  return argb;
}

static double
channel_luminance (guint32 argb,
                   int     shift)
{
  double value = ((argb >> shift) & 0xff) / 255.0;

  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

/* WCAG 2.2, relative luminance and contrast ratio. */
static double
contrast_to_white (guint32 argb)
{
  double luminance = 0.2126 * channel_luminance (argb, 16) + 0.7152 * channel_luminance (argb, 8) +
                     0.0722 * channel_luminance (argb, 0);

  return 1.05 / (luminance + 0.05);
}

static void
test_digits_stand_out (void)
{
  for (int level = 0; level <= LAST_LEVEL; level++) {
    for (int dimmed = 0; dimmed <= 1; dimmed++) {
      SgBadge made = badge ("", level, dimmed);
      cairo_surface_t *surface = sg_badge_draw (&made, 64);

      g_assert_cmpfloat (contrast_to_white (pixel (surface, 32, 32)), >=, 4.5);
      cairo_surface_destroy (surface);
    }
  }
}

static void
test_every_text_fits (void)
{
  static const char *const texts[] = { "73d", "574", "100", "88", "0d", "–" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (sizes); j++) {
      SgBadge made = badge (texts[i], SG_BADGE_NORMAL, FALSE);
      SgBadge empty = badge ("", SG_BADGE_NORMAL, FALSE);
      cairo_surface_t *drawn = sg_badge_draw (&made, sizes[j]);
      cairo_surface_t *plain = sg_badge_draw (&empty, sizes[j]);

      for (int y = 0; y < sizes[j]; y++) {
        g_assert_cmphex (pixel (drawn, 0, y), ==, pixel (plain, 0, y));
        g_assert_cmphex (pixel (drawn, sizes[j] - 1, y), ==, pixel (plain, sizes[j] - 1, y));
      }
      cairo_surface_destroy (drawn);
      cairo_surface_destroy (plain);
    }
  }
}

static guint
count_differing (const SgBadge *a,
                 const SgBadge *b,
                 int            size,
                 guint32        mask)
{
  cairo_surface_t *first = sg_badge_draw (a, size);
  cairo_surface_t *second = sg_badge_draw (b, size);
  guint n_differing = 0;

  for (int i = 0; i < size * size; i++) {
    guint32 one = pixel (first, i % size, i / size) & mask;
    guint32 other = pixel (second, i % size, i / size) & mask;

    n_differing += one != other;
  }
  cairo_surface_destroy (first);
  cairo_surface_destroy (second);

  return n_differing;
}

static void
test_levels_differ_without_colour (void)
{
  const guint32 alpha = 0xff000000;

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    for (int a = 0; a <= LAST_LEVEL; a++) {
      for (int b = a + 1; b <= LAST_LEVEL; b++) {
        SgBadge first = badge ("", a, FALSE);
        SgBadge second = badge ("", b, FALSE);

        g_assert_cmpuint (count_differing (&first, &second, sizes[i], alpha), >=, 4);
      }
    }
  }
}

static void
test_every_text_looks_its_own (void)
{
  for (int a = 0; a <= 100; a++) {
    g_autofree char *text = g_strdup_printf ("%d", a);
    g_autofree char *next_text = g_strdup_printf ("%d", (a + 1) % 101);
    SgBadge first = badge (text, SG_BADGE_NORMAL, FALSE);
    SgBadge second = badge (next_text, SG_BADGE_NORMAL, FALSE);

    for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
      g_assert_cmpuint (count_differing (&first, &second, sizes[i], 0xffffffff), >, 0);
  }
}

/* Digits keep off the edge, so no panel that cuts or scales takes a piece of them. */
static void
test_text_stays_inside (void)
{
  static const char *const texts[] = { "0", "88", "99", "100", "–", "42" };

  for (gsize t = 0; t < G_N_ELEMENTS (texts); t++) {
    SgBadge empty = badge ("", SG_BADGE_NORMAL, FALSE);
    SgBadge full = badge (texts[t], SG_BADGE_NORMAL, FALSE);

    for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++) {
      cairo_surface_t *without = sg_badge_draw (&empty, sizes[s]);
      cairo_surface_t *with = sg_badge_draw (&full, sizes[s]);

      for (int i = 0; i < sizes[s]; i++) {
        g_assert_cmphex (pixel (with, 0, i), ==, pixel (without, 0, i));
        g_assert_cmphex (pixel (with, sizes[s] - 1, i), ==, pixel (without, sizes[s] - 1, i));
      }
      cairo_surface_destroy (without);
      cairo_surface_destroy (with);
    }
  }
}

static void
test_equal_means_looks_alike (void)
{
  SgBadge one = badge ("78", SG_BADGE_WARNING, FALSE);
  SgBadge same = badge ("78", SG_BADGE_WARNING, FALSE);
  SgBadge other_text = badge ("79", SG_BADGE_WARNING, FALSE);
  SgBadge other_level = badge ("78", SG_BADGE_NORMAL, FALSE);
  SgBadge older = badge ("78", SG_BADGE_WARNING, TRUE);

  same.dimmed = 0;
  g_assert_true (sg_badge_equal (&one, &same));
  g_assert_false (sg_badge_equal (&one, &other_text));
  g_assert_false (sg_badge_equal (&one, &other_level));
  g_assert_false (sg_badge_equal (&one, &older));
}

static void
test_pixmaps_are_square_and_ascend (void)
{
  SgBadge made = badge ("78", SG_BADGE_NORMAL, FALSE);
  g_autoptr (GVariant) pixmaps = g_variant_ref_sink (sg_badge_to_pixmaps (&made));

  g_assert_cmpstr (g_variant_get_type_string (pixmaps), ==, "a(iiay)");
  g_assert_cmpuint (g_variant_n_children (pixmaps), ==, G_N_ELEMENTS (sizes));
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (GVariant) bytes = NULL;
    int width, height;

    g_variant_get_child (pixmaps, i, "(ii@ay)", &width, &height, &bytes);
    g_assert_cmpint (width, ==, sizes[i]);
    g_assert_cmpint (height, ==, sizes[i]);
    g_assert_cmpuint (g_variant_get_size (bytes), ==, (gsize) width * height * 4);
  }
}

/* Alpha first, then red, green, blue; a half transparent edge keeps the full colour. */
static void
test_pixmaps_have_network_order_and_straight_alpha (void)
{
  SgBadge made = badge ("", SG_BADGE_NORMAL, FALSE);
  g_autoptr (GVariant) pixmaps = g_variant_ref_sink (sg_badge_to_pixmaps (&made));
  g_autoptr (GVariant) bytes = NULL;
  const guint8 *data;
  const guint8 *middle;
  guint n_edges = 0;

  g_variant_get_child (pixmaps, 5, "(ii@ay)", NULL, NULL, &bytes);
  data = g_variant_get_data (bytes);
  middle = data + (32 * 64 + 32) * 4;
  g_assert_cmpmem (data, 4, "\0\0\0\0", 4);
  g_assert_cmpint (middle[0], ==, 0xff);
  g_assert_cmpint (middle[3], >, middle[1]);

  for (int i = 0; i < 64 * 64; i++) {
    const guint8 *p = data + (gsize) i * 4;

    if (p[0] < 64 || p[0] == 0xff)
      continue;
    n_edges++;
    for (int channel = 1; channel < 4; channel++)
      g_assert_cmpint (ABS (p[channel] - middle[channel]), <=, 3);
  }
  g_assert_cmpuint (n_edges, >, 0);
}

static void
test_icon_names_differ_as_looks_do (void)
{
  SgBadge looks[] = {
    badge ("78", SG_BADGE_WARNING, FALSE), badge ("78", SG_BADGE_WARNING, TRUE),
    badge ("78", SG_BADGE_NORMAL, FALSE), badge ("79", SG_BADGE_WARNING, FALSE), badge ("–", SG_BADGE_UNKNOWN, FALSE),
  };

  for (gsize a = 0; a < G_N_ELEMENTS (looks); a++) {
    g_autofree char *name = sg_icon_files_name (&looks[a]);

    g_assert_true (g_str_is_ascii (name));
    for (gsize b = a + 1; b < G_N_ELEMENTS (looks); b++) {
      g_autofree char *other = sg_icon_files_name (&looks[b]);

      g_assert_cmpstr (name, !=, other);
    }
  }
}

static guint
count_white (const SgBadge *badge)
{
  cairo_surface_t *surface = sg_badge_draw (badge, 32);
  guint n = 0;

  for (int i = 0; i < 32 * 32; i++)
    n += pixel (surface, i % 32, i / 32) == 0xffffffff;
  cairo_surface_destroy (surface);

  return n;
}

static void
test_bars_are_as_long_as_they_say (void)
{
  SgBadge bars = { .form = SG_BADGE_BARS, .level = SG_BADGE_NORMAL };
  guint last = 0;

  for (int percent = 10; percent <= 100; percent += 10) {
    guint n;

    bars.bars[0] = percent;
    bars.bars[1] = SG_BADGE_NO_BAR;
    n = count_white (&bars);
    g_assert_cmpuint (n, >, last);
    last = n;
    bars.bars[1] = percent;
    g_assert_cmpuint (count_white (&bars), ==, 2 * n);
  }
}

static void
test_what_looks_alike_is_equal (void)
{
  const SgBadge number = { .text = "42", .level = SG_BADGE_NORMAL, .bars = { 42, 7 } };
  SgBadge other = number;

  other.bars[1] = 8;
  g_assert_true (sg_badge_equal (&number, &other));
  other.form = SG_BADGE_BARS;
  g_assert_false (sg_badge_equal (&number, &other));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/badge/digits-stand-out", test_digits_stand_out);
  g_test_add_func ("/badge/every-text-fits", test_every_text_fits);
  g_test_add_func ("/badge/levels-differ-without-colour", test_levels_differ_without_colour);
  g_test_add_func ("/badge/every-text-looks-its-own", test_every_text_looks_its_own);
  g_test_add_func ("/badge/text-stays-inside", test_text_stays_inside);
  g_test_add_func ("/badge/equal-means-looks-alike", test_equal_means_looks_alike);
  g_test_add_func ("/badge/pixmaps/square-and-ascending", test_pixmaps_are_square_and_ascend);
  g_test_add_func ("/badge/pixmaps/network-order-and-straight-alpha",
                   test_pixmaps_have_network_order_and_straight_alpha);
  g_test_add_func ("/badge/icon-names-differ-as-looks-do", test_icon_names_differ_as_looks_do);

  g_test_add_func ("/badge/bars-are-as-long-as-they-say", test_bars_are_as_long_as_they_say);
  g_test_add_func ("/badge/what-looks-alike-is-equal", test_what_looks_alike_is_equal);

  return g_test_run ();
}
