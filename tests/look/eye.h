/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * Eye:
 *
 * What a widget looks like, pixel by pixel, drawn three times as large: so even a thin
 * stroke has pixels that are its ink alone.
 */
typedef struct _Eye Eye;

Eye     *eye_open (GtkWidget *widget,
                   float      times) G_GNUC_WARN_UNUSED_RESULT;
void     eye_close (Eye *self);

void     eye_get_size (Eye *self,
                       int *width,
                       int *height);
double   eye_contrast_within (Eye                   *self,
                              const graphene_rect_t *box);
double   eye_contrast_between (Eye                    *self,
                               const graphene_point_t *one,
                               const graphene_point_t *other);
gboolean eye_save (Eye        *self,
                   const char *path,
                   GError    **error);

/* How the picture looks to other eyes */
typedef enum {
  EYE_GREYSCALE,
  EYE_PROTANOPIA,
  EYE_DEUTERANOPIA,
  EYE_TRITANOPIA,
  EYE_N_KINDS,
} EyeKind;

const char *eye_kind_name (EyeKind kind);
Eye        *eye_as (Eye    *self,
                    EyeKind kind) G_GNUC_WARN_UNUSED_RESULT;
/**
 * EyeText:
 * @box: of a text that a widget draws itself, in the widget's own pixels
 */
typedef void (*EyeText) (const graphene_rect_t *box,
                         gpointer               user_data);

void   eye_visit_drawn_texts (GtkWidget *widget,
                              EyeText    visit,
                              gpointer   user_data);
void   eye_measure_as (Eye    *self,
                       EyeKind kind);
void   eye_measure_plainly (Eye *self);
double eye_difference (Eye *one,
                       Eye *other);
double eye_difference_of_shapes (Eye                   *self,
                                 const graphene_rect_t *one,
                                 const graphene_rect_t *other);
Eye   *eye_new_for_surface (cairo_surface_t *surface) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Eye, eye_close)

G_END_DECLS
