/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Never colour alone: what is said by a colour is said by a shape too, as the badge is seen without
 * colours and by those who tell red from green badly. */

#include "eye.h"
#include "sg-badge.h"

#define SIZE 22
/* Of the pixels of a badge with the same digits; a sixth of its border alone is more. */
#define LEAST_DIFFERENCE 0.02

static const char *const level_names[] = { "unknown", "normal", "warning", "critical", "full" };

static Eye *
see (SgBadgeLevel level,
     gboolean     dimmed,
     EyeKind      kind)
{
  const SgBadge badge = { .text = "88", .level = level, .dimmed = dimmed };
  cairo_surface_t *drawn = sg_badge_draw (&badge, SIZE);
  cairo_surface_t *paper = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIZE, SIZE);
  cairo_t *cr = cairo_create (paper);
  g_autoptr (Eye) eye = NULL;

  /* A panel is dark or light; a middle grey is kind to neither. */
  cairo_set_source_rgb (cr, 0.5, 0.5, 0.5);
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
test_levels_differ (gconstpointer data)
{
  EyeKind kind = GPOINTER_TO_UINT (data);

  for (guint i = SG_BADGE_NORMAL; i <= SG_BADGE_FULL; i++) {
    for (guint j = i + 1; j <= SG_BADGE_FULL; j++) {
      g_autoptr (Eye) one = see (i, FALSE, kind);
      g_autoptr (Eye) other = see (j, FALSE, kind);
      double difference = eye_difference (one, other);

      g_test_message ("%s and %s: %.1f %%", level_names[i], level_names[j], difference * 100);
      g_assert_cmpfloat (difference, >=, LEAST_DIFFERENCE);
    }
  }
}

static void
test_an_old_number_differs (gconstpointer data)
{
  EyeKind kind = GPOINTER_TO_UINT (data);

  for (guint i = SG_BADGE_NORMAL; i <= SG_BADGE_FULL; i++) {
    g_autoptr (Eye) fresh = see (i, FALSE, kind);
    g_autoptr (Eye) old = see (i, TRUE, kind);

    g_assert_cmpfloat (eye_difference (fresh, old), >=, LEAST_DIFFERENCE);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (EyeKind kind = EYE_GREYSCALE; kind <= EYE_DEUTERANOPIA; kind++) {
    g_autofree char *levels = g_strdup_printf ("/look/levels-differ/%s", eye_kind_name (kind));
    g_autofree char *old = g_strdup_printf ("/look/an-old-number-differs/%s", eye_kind_name (kind));

    g_test_add_data_func (levels, GUINT_TO_POINTER (kind), test_levels_differ);
    g_test_add_data_func (old, GUINT_TO_POINTER (kind), test_an_old_number_differs);
  }

  return g_test_run ();
}
