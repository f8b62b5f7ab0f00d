/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How near a limit is, for who sees no colours, other colours, or nothing: by a shape, by words, by what is said. */

#include "severity.h"

#include "panel-widgets.h"
#include "sg-limit-row.h"

/* Of the places of an icon; the same one, drawn twice, differs by its blurred edges in 0.00 to 0.01. */
#define LEAST_DIFFERENCE 0.05

typedef struct {
  GtkWidget  *row;
  const char *state;    /* (nullable): its CSS class */
  GtkWidget  *note;     /* (nullable) */
  GtkWidget  *icon;     /* (nullable) */
  char       *words;    /* (owned): all that is written in the row's note */
} Severity;

static void
severity_free (Severity *self)
{
  g_free (self->words);
  g_free (self);
}

/* An old number is that first, however near it was. */
static const char *
find_state (GtkWidget *row)
{
  static const SgLimitState states[] = { SG_LIMIT_STALE, SG_LIMIT_WARNING, SG_LIMIT_CRITICAL, SG_LIMIT_FULL };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++) {
    if (gtk_widget_has_css_class (row, sg_limit_row_state_class (states[i])))
      return sg_limit_row_state_class (states[i]);
  }

  return NULL;
}

static void
find_note (GtkWidget *widget,
           gpointer   user_data)
{
  Severity *self = user_data;

  if (gtk_widget_has_css_class (widget, "note"))
    self->note = widget;
}

static void
add_row (GtkWidget *widget,
         gpointer   rows)
{
  Severity *self;

  if (!SG_IS_LIMIT_ROW (widget) || !gtk_widget_get_mapped (widget) || gtk_widget_has_css_class (widget, "skeleton"))
    return;
  /* Nobody knows how near a limit is that has just started anew. */
  if (gtk_widget_has_css_class (widget, sg_limit_row_state_class (SG_LIMIT_RESET)))
    return;

  self = g_new0 (Severity, 1);
  self->row = widget;
  self->state = find_state (widget);
  widget_visit (widget, find_note, self);
  self->icon = self->note ? widget_find (self->note, GTK_TYPE_IMAGE, 0) : NULL;
  self->words = self->note ? widget_texts (self->note) : g_strdup ("");
  g_ptr_array_add (rows, self);
}

/* GTK tells what a property is only as the mistake in what it is not. */
static char *
dup_description (GtkWidget *widget)
{
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "");
}

static gboolean
has_a_shape_of_its_own (Eye       *eye,
                        GtkWidget *part,
                        Severity  *one,
                        Severity  *other)
{
  graphene_rect_t a, b;

  if (one->icon == NULL || other->icon == NULL)
    return one->icon != other->icon;
  if (!gtk_widget_compute_bounds (one->icon, part, &a) || !gtk_widget_compute_bounds (other->icon, part, &b))
    return FALSE;

  for (EyeKind kind = 0; kind < EYE_N_KINDS; kind++) {
    eye_measure_as (eye, kind);
    if (eye_difference_of_shapes (eye, &a, &b) < LEAST_DIFFERENCE)
      return FALSE;
  }

  return TRUE;
}

/* What its colour says is in its note, and is heard with the row. */
static void
check_row (Severity *self,
           GString  *faults)
{
  g_autofree char *description = dup_description (self->row);
  g_autofree char *words = g_strstrip (g_strdup (self->words));

  if (self->state == NULL)
    return;
  if (self->icon == NULL || g_str_equal (words, ""))
    g_string_append_printf (faults, "a row %s has no icon or no words\n", self->state);
  else if (strstr (description, words) == NULL)
    g_string_append_printf (faults, "a row %s is described as “%s”, without “%s”\n", self->state, description, words);
}

static void
check_pair (Eye       *eye,
            GtkWidget *part,
            Severity  *one,
            Severity  *other,
            GString   *faults)
{
  const char *a = one->state ? one->state : "normal", *b = other->state ? other->state : "normal";
  g_autofree char *one_said = dup_description (one->row);
  g_autofree char *other_said = dup_description (other->row);

  if (!has_a_shape_of_its_own (eye, part, one, other))
    g_string_append_printf (faults, "rows %s and %s have the same shape\n", a, b);
  if (g_str_equal (one->words, other->words))
    g_string_append_printf (faults, "rows %s and %s have the same words\n", a, b);
  if (g_strcmp0 (one_said, other_said) == 0)
    g_string_append_printf (faults, "rows %s and %s are both described as “%s”\n", a, b, one_said);
}

/**
 * severity_check:
 * @part: what @eye sees
 * @faults: what is wrong is added, a line each
 *
 * Returns: how many pairs of rows of different severity there are
 */
guint
severity_check (Eye       *eye,
                GtkWidget *part,
                GString   *faults)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) severity_free);
  guint n_pairs = 0;

  widget_visit (part, add_row, rows);
  for (guint i = 0; i < rows->len; i++) {
    Severity *one = g_ptr_array_index (rows, i);

    check_row (one, faults);
    for (guint j = i + 1; j < rows->len; j++) {
      Severity *other = g_ptr_array_index (rows, j);

      if (one->state == other->state)
        continue;
      check_pair (eye, part, one, other, faults);
      n_pairs++;
    }
  }
  eye_measure_plainly (eye);

  return n_pairs;
}
