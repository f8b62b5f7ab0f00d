/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Never colour alone: what is said by a colour is said by a shape too, as the badge is seen without
 * colours and by those who tell red from green badly. */

#include "eye.h"
#include "sg-badge.h"

#define SIZE 22
/* Of the pixels of a badge, as large as a tray shows it, with the same digits */
#define LEAST_DIFFERENCE 0.02

static const char *const level_names[] = { "unknown", "normal", "warning", "critical", "full" };

/* A dark panel and a light one */
static const double papers[] = { 0.16, 0.94 };

static Eye *
see (SgBadgeLevel level,
     gboolean     dimmed,
     EyeKind      kind,
     double       grey)
{
  const SgBadge badge = { .text = "88", .level = level, .dimmed = dimmed };
  cairo_surface_t *drawn = sg_badge_draw (&badge, SIZE);
  cairo_surface_t *paper = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIZE, SIZE);
  cairo_t *cr = cairo_create (paper);
  g_autoptr (Eye) eye = NULL;

  cairo_set_source_rgb (cr, grey, grey, grey);
  cairo_paint (cr);
  cairo_set_source_surface (cr, drawn, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  eye = eye_new_for_surface (paper);
  cairo_surface_destroy (paper);
  cairo_surface_destroy (drawn);

  return eye_as (eye, kind);
}

static void
assert_differ (guint    one_level,
               gboolean one_old,
               guint    other_level,
               gboolean other_old,
               EyeKind  kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++) {
    g_autoptr (Eye) one = see (one_level, one_old, kind, papers[i]);
    g_autoptr (Eye) other = see (other_level, other_old, kind, papers[i]);
    double difference = eye_difference (one, other);

    g_test_message ("%s and %s%s: %.1f %%", level_names[one_level], other_old ? "old " : "", level_names[other_level], difference * 100);
    g_assert_cmpfloat (difference, >=, LEAST_DIFFERENCE);
  }
}

static void
test_levels_differ (gconstpointer data)
{
  EyeKind kind = GPOINTER_TO_UINT (data);

  for (guint i = SG_BADGE_NORMAL; i <= SG_BADGE_FULL; i++) {
    for (guint j = i + 1; j <= SG_BADGE_FULL; j++)
      assert_differ (i, FALSE, j, FALSE, kind);
  }
}

static void
test_an_old_number_differs (gconstpointer data)
{
  EyeKind kind = GPOINTER_TO_UINT (data);

  for (guint i = SG_BADGE_NORMAL; i <= SG_BADGE_FULL; i++)
    assert_differ (i, FALSE, i, TRUE, kind);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (EyeKind kind = EYE_GREYSCALE; kind < EYE_N_KINDS; kind++) {
    g_autofree char *levels = g_strdup_printf ("/look/levels-differ/%s", eye_kind_name (kind));
    g_autofree char *old = g_strdup_printf ("/look/an-old-number-differs/%s", eye_kind_name (kind));

    g_test_add_data_func (levels, GUINT_TO_POINTER (kind), test_levels_differ);
    g_test_add_data_func (old, GUINT_TO_POINTER (kind), test_an_old_number_differs);
  }

  return g_test_run ();
}
