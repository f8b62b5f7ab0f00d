/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "eye.h"

#include <math.h>

/* Colours with fewer pixels than this in a box are the blurred edges of others. */
#define LEAST_INK 8
/* What the picture is drawn on where nothing was drawn */
#define PAPER 0xffffffu

struct _Eye {
  cairo_surface_t *surface;   /* (owned) */
  int              width, height, stride;
  const guint32   *pixels;
  float            times;
  gboolean         is_other;  /* whether contrasts are those that kind sees */
  EyeKind          kind;
  graphene_point_t origin;   /* of the picture, in the widget: its frame lies outside */
};

Eye *
eye_new_for_surface (cairo_surface_t *surface)
{
  Eye *self = g_new0 (Eye, 1);

  cairo_surface_flush (surface);
  self->surface = cairo_surface_reference (surface);
  self->width = cairo_image_surface_get_width (surface);
  self->height = cairo_image_surface_get_height (surface);
  self->stride = cairo_image_surface_get_stride (surface) / 4;
  self->pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (surface);
  self->times = 1;

  return self;
}

static GskRenderNode *
take_node (GtkWidget             *widget,
           const graphene_rect_t *bounds,
           float                  times)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gtk_snapshot_scale (snapshot, times, times);
  gdk_paintable_snapshot (paintable, snapshot, bounds->size.width, bounds->size.height);

  return gtk_snapshot_free_to_node (snapshot);
}

/**
 * eye_open:
 * @widget: shown, and drawn at least once
 */
Eye *
eye_open (GtkWidget *widget,
          float      times)
{
  graphene_rect_t bounds;
  GskRenderNode *node;
  cairo_surface_t *surface;
  cairo_t *cr;
  Eye *self;

  if (!gtk_widget_compute_bounds (widget, widget, &bounds))
    g_error ("What is not shown cannot be seen");
  node = take_node (widget, &bounds, times);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (bounds.size.width * times), (int) (bounds.size.height * times));
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, ((PAPER >> 16) & 255) / 255.0, ((PAPER >> 8) & 255) / 255.0, (PAPER & 255) / 255.0);
  cairo_paint (cr);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  g_clear_pointer (&node, gsk_render_node_unref);

  self = eye_new_for_surface (surface);
  self->times = times;
  self->origin = bounds.origin;
  cairo_surface_destroy (surface);

  return self;
}

void
eye_close (Eye *self)
{
  cairo_surface_destroy (self->surface);
  g_free (self);
}

void
eye_get_size (Eye *self,
              int *width,
              int *height)
{
  *width = self->width;
  *height = self->height;
}

gboolean
eye_save (Eye        *self,
          const char *path,
          GError    **error)
{
  cairo_status_t status = cairo_surface_write_to_png (self->surface, path);

  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", path, cairo_status_to_string (status));

  return status == CAIRO_STATUS_SUCCESS;
}

static double
to_linear (guint32 channel)
{
  double value = (channel & 255) / 255.0;

  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static guint32
from_linear (double value)
{
  double clamped = CLAMP (value, 0.0, 1.0);
  double encoded = clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * pow (clamped, 1 / 2.4) - 0.055;

  return (guint32) lround (encoded * 255.0);
}

/* Machado, Oliveira, Fernandes: “A Physiologically-based Model for Simulation of Color Vision
* Deficiency” (2009), severity 1.0, on linear RGB; the luminance of Rec. 709 for greyscale. */
static const double matrices[][3][3] = {
  [EYE_GREYSCALE] = { { 0.2126, 0.7152, 0.0722 }, { 0.2126, 0.7152, 0.0722 }, { 0.2126, 0.7152, 0.0722 } },
  [EYE_PROTANOPIA] = { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
  [EYE_DEUTERANOPIA] = { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
  [EYE_TRITANOPIA] = { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
};

static guint32
transform (guint32      pixel,
           const double matrix[3][3])
{
  const double rgb[] = { to_linear (pixel >> 16), to_linear (pixel >> 8), to_linear (pixel) };
  guint32 seen = 0;

  for (gsize i = 0; i < 3; i++)
    seen = seen << 8 | from_linear (matrix[i][0] * rgb[0] + matrix[i][1] * rgb[1] + matrix[i][2] * rgb[2]);

  return seen;
}

static double
luminance (guint32 pixel)
{
  return 0.2126 * to_linear (pixel >> 16) + 0.7152 * to_linear (pixel >> 8) + 0.0722 * to_linear (pixel);
}

/* WCAG 2.1, “contrast ratio” */
static double
contrast (Eye    *self,
          guint32 one,
          guint32 other)
{
  double a = luminance (self->is_other ? transform (one, matrices[self->kind]) : one);
  double b = luminance (self->is_other ? transform (other, matrices[self->kind]) : other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

static guint32
pixel_at (Eye *self,
          int  x,
          int  y)
{
  return self->pixels[CLAMP (y, 0, self->height - 1) * self->stride + CLAMP (x, 0, self->width - 1)] & 0xffffffu;
}

static GHashTable *
count_colours (Eye                   *self,
               const graphene_rect_t *box)
{
  GHashTable *counts = g_hash_table_new (NULL, NULL);
  int x0 = MAX (0, (int) ((box->origin.x - self->origin.x) * self->times));
  int y0 = MAX (0, (int) ((box->origin.y - self->origin.y) * self->times));
  int x1 = MIN (self->width, (int) ((box->origin.x - self->origin.x + box->size.width) * self->times));
  int y1 = MIN (self->height, (int) ((box->origin.y - self->origin.y + box->size.height) * self->times));

  for (int y = y0; y < y1; y++) {
    for (int x = x0; x < x1; x++) {
      gpointer key = GUINT_TO_POINTER (pixel_at (self, x, y));

      g_hash_table_insert (counts, key, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1));
    }
  }

  return counts;
}

static guint32
most_frequent (GHashTable *counts)
{
  GHashTableIter iter;
  gpointer colour, count;
  guint best = 0;
  guint32 found = PAPER;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &colour, &count)) {
    if (GPOINTER_TO_UINT (count) > best) {
      best = GPOINTER_TO_UINT (count);
      found = GPOINTER_TO_UINT (colour);
    }
  }

  return found;
}

/**
 * eye_contrast_within:
 * @box: in the widget's own pixels
 *
 * Returns: the contrast of the ink in @box to what it lies on: of the most frequent colour
 *   and the one that differs most from it; 1 where nothing is drawn
 */
double
eye_contrast_within (Eye                   *self,
                     const graphene_rect_t *box)
{
  g_autoptr (GHashTable) counts = count_colours (self, box);
  guint32 ground = most_frequent (counts);
  GHashTableIter iter;
  gpointer colour, count;
  double most = 1.0;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &colour, &count)) {
    if (GPOINTER_TO_UINT (count) >= LEAST_INK)
      most = MAX (most, contrast (self, ground, GPOINTER_TO_UINT (colour)));
  }

  return most;
}

double
eye_contrast_between (Eye                    *self,
                      const graphene_point_t *one,
                      const graphene_point_t *other)
{
  return contrast (self, pixel_at (self, (int) ((one->x - self->origin.x) * self->times), (int) ((one->y - self->origin.y) * self->times)),
                   pixel_at (self, (int) ((other->x - self->origin.x) * self->times), (int) ((other->y - self->origin.y) * self->times)));
}

const char *
eye_kind_name (EyeKind kind)
{
  static const char *const names[] = { "greyscale", "protanopia", "deuteranopia", "tritanopia" };

  return names[kind];
}

Eye *
eye_as (Eye    *self,
        EyeKind kind)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, self->width, self->height);
  guint32 *pixels = (guint32 *) (void *) cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface) / 4;
  Eye *seen;

  for (int y = 0; y < self->height; y++) {
    for (int x = 0; x < self->width; x++)
      pixels[y * stride + x] = transform (pixel_at (self, x, y), matrices[kind]);
  }
  cairo_surface_mark_dirty (surface);

  seen = eye_new_for_surface (surface);
  seen->times = self->times;
  seen->origin = self->origin;
  cairo_surface_destroy (surface);

  return seen;
}

static void
visit_texts (GskRenderNode *node,
             GskTransform  *transform,
             EyeText        visit,
             gpointer       user_data)
{
  switch ((int) gsk_render_node_get_node_type (node)) {
  case GSK_CONTAINER_NODE:
    for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
      visit_texts (gsk_container_node_get_child (node, i), transform, visit, user_data);
    break;
  case GSK_TRANSFORM_NODE: {
    g_autoptr (GskTransform) inner = transform ? gsk_transform_ref (transform) : NULL;

    inner = gsk_transform_transform (g_steal_pointer (&inner), gsk_transform_node_get_transform (node));
    visit_texts (gsk_transform_node_get_child (node), inner, visit, user_data);
    break;
  }
  case GSK_CLIP_NODE:
    visit_texts (gsk_clip_node_get_child (node), transform, visit, user_data);
    break;
  case GSK_TEXT_NODE: {
    graphene_rect_t own, box;

    gsk_render_node_get_bounds (node, &own);
    gsk_transform_transform_bounds (transform, &own, &box);
    visit (&box, user_data);
    break;
  }
  default:
    break;
  }
}

/**
 * eye_visit_drawn_texts:
 *
 * Finds the texts that @widget draws without labels.
 */
void
eye_visit_drawn_texts (GtkWidget *widget,
                       EyeText    visit,
                       gpointer   user_data)
{
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  GskRenderNode *node = take_node (widget, &bounds, 1);

  if (node != NULL)
    visit_texts (node, NULL, visit, user_data);
  g_clear_pointer (&node, gsk_render_node_unref);
}

/**
 * eye_measure_as:
 *
 * From now on contrasts are those that other eyes see.
 */
void
eye_measure_as (Eye    *self,
                EyeKind kind)
{
  self->is_other = TRUE;
  self->kind = kind;
}

void
eye_measure_plainly (Eye *self)
{
  self->is_other = FALSE;
}

/**
 * eye_difference:
 *
 * Returns: the share, 0 to 1, of the pixels of @one and @other that are plainly not the same
 *   (contrast 1.5 and more); of pictures of different height, of the lower one
 */
double
eye_difference (Eye *one,
                Eye *other)
{
  int width = MIN (one->width, other->width), height = MIN (one->height, other->height);
  guint differ = 0;

  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++)
      differ += contrast (one, pixel_at (one, x, y), pixel_at (other, x, y)) >= 1.5;
  }

  return (double) differ / (width * height);
}

static gboolean
is_ink (Eye                   *self,
        const graphene_rect_t *box,
        guint32                ground,
        double                 across,
        double                 down)
{
  int x = (int) ((box->origin.x - self->origin.x + box->size.width * across) * self->times);
  int y = (int) ((box->origin.y - self->origin.y + box->size.height * down) * self->times);

  return contrast (self, ground, pixel_at (self, x, y)) >= 1.5;
}

/**
 * eye_difference_of_shapes:
 * @one: in the widget's own pixels, as @other
 *
 * Returns: the share, 0 to 1, of the places that have ink in one of the boxes alone, whatever its colour
 */
double
eye_difference_of_shapes (Eye                   *self,
                          const graphene_rect_t *one,
                          const graphene_rect_t *other)
{
  const guint n = 40;
  g_autoptr (GHashTable) one_counts = count_colours (self, one);
  g_autoptr (GHashTable) other_counts = count_colours (self, other);
  guint32 one_ground = most_frequent (one_counts), other_ground = most_frequent (other_counts);
  guint differ = 0;

  for (guint i = 0; i < n * n; i++) {
    double across = (i % n + 0.5) / n, down = (i / n + 0.5) / n;

    differ += is_ink (self, one, one_ground, across, down) != is_ink (self, other, other_ground, across, down);
  }

  return (double) differ / (n * n);
}
