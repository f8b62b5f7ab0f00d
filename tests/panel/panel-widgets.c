/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "panel-widgets.h"

#include <string.h>

/* Visits every visible widget below @root, and @root, in their order. */
void
widget_visit (GtkWidget  *root,
              WidgetVisit visit,
              gpointer    user_data)
{
  if (!gtk_widget_get_visible (root))
    return;

  visit (root, user_data);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    widget_visit (child, visit, user_data);
}

static void
add_text (GtkWidget *widget,
          gpointer   user_data)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (user_data, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
}

/* All texts that are shown, a line each. */
char *
widget_texts (GtkWidget *root)
{
  GString *text = g_string_new (NULL);

  widget_visit (root, add_text, text);

  return g_string_free (text, FALSE);
}

static void
assert_no_number (GtkWidget *widget,
                  gpointer   unused)
{
  const char *label = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";
  const char *tooltip = gtk_widget_get_tooltip_text (widget) ? gtk_widget_get_tooltip_text (widget) : "";

  if (strpbrk (label, "0123456789") != NULL || strpbrk (tooltip, "0123456789") != NULL)
    g_error ("“%s”, “%s” says a number", label, tooltip);
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)), !=, GTK_ACCESSIBLE_ROLE_METER);
}

/* Neither in a text nor in a tooltip, nor to a screen reader, which reads the pages that are not turned to as well. */
void
widget_assert_no_number (GtkWidget *root)
{
  widget_visit (root, assert_no_number, NULL);
}

typedef struct {
  GType       type;
  const char *text;
  guint       place;
  GtkWidget  *found;
} Search;

static void
match (GtkWidget *widget,
       gpointer   user_data)
{
  Search *search = user_data;

  if (search->found != NULL || !g_type_is_a (G_OBJECT_TYPE (widget), search->type))
    return;
  if (search->text != NULL && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), search->text) != 0)
    return;
  if (search->place-- == 0)
    search->found = widget;
}

/* The visible widget of @type that comes at @place, from 0. */
GtkWidget *
widget_find (GtkWidget *root,
             GType      type,
             guint      place)
{
  Search search = { .type = type, .place = place };

  widget_visit (root, match, &search);

  return search.found;
}

GtkWidget *
widget_find_label (GtkWidget  *root,
                   const char *text)
{
  Search search = { .type = GTK_TYPE_LABEL, .text = text };

  widget_visit (root, match, &search);
  if (search.found == NULL)
    g_error ("No label says “%s”", text);

  return search.found;
}

/* What a widget was given, padding and margins included, as it is measured. */
static int
outer_width (GtkWidget *widget)
{
  return gtk_widget_get_allocated_width (widget) +
         gtk_widget_get_margin_start (widget) + gtk_widget_get_margin_end (widget);
}

static int
outer_height (GtkWidget *widget)
{
  return gtk_widget_get_allocated_height (widget) +
         gtk_widget_get_margin_top (widget) + gtk_widget_get_margin_bottom (widget);
}

static void
assert_uncut (GtkWidget *label,
              gpointer   sheet)
{
  graphene_rect_t bounds;
  int width, height;

  if (!GTK_IS_LABEL (label))
    return;

  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (outer_width (label), >=, width);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, outer_width (label), &height, NULL, NULL, NULL);
  if (outer_height (label) < height)
    g_error ("“%s” is cut", gtk_label_get_text (GTK_LABEL (label)));
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));

  g_assert_true (gtk_widget_compute_bounds (label, sheet, &bounds));
  if (bounds.origin.x < 0.0f || bounds.origin.x + bounds.size.width > (float) gtk_widget_get_width (sheet))
    g_error ("“%s” is beyond the edge", gtk_label_get_text (GTK_LABEL (label)));
}

/* Every text below @sheet is whole, and on it. */
void
widget_assert_uncut (GtkWidget *sheet)
{
  widget_visit (sheet, assert_uncut, sheet);
}

static void
painted_cb (gboolean *painted)
{
  *painted = TRUE;
}

void
widget_wait_for_frame (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean painted = FALSE;
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gtk_widget_queue_draw (widget);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
}

/* What AdwApplication does for the real program. */
void
widgets_load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, SG_PANEL_RESOURCES "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}
