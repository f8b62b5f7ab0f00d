/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything there is to see, in one look: texts and icons stand out, no text is cut, the keyboard
 * comes everywhere, and nothing that speaks is without a name. test-look LOOK. */

#include <math.h>
#include <stdio.h>

#include "eye.h"
#include "panel-widgets.h"
#include "scenes.h"
#include "severity.h"
#include "sg-chart.h"
#include "sg-gauge.h"
#include "sg-heat-map.h"
#include "sg-limit-row.h"

/* Pixels: letters of some fonts are wider than the room they ask for. */
#define OVERHANG 3

/* WCAG 2.1: 1.4.3 for texts, of any size; 1.4.11 for what is not text */
#define TEXT_CONTRAST 4.5
#define SHAPE_CONTRAST 3.0
#define TIMES 3.0f

typedef struct {
  const char *scene;
  GtkWidget  *part;
  Eye        *eye;        /* (owned) */
  double      lowest_text, lowest_shape;
  char       *text_at;    /* (owned) */
  char       *shape_at;   /* (owned) */
  GString    *faults;     /* (owned) */
  const char *eyes;       /* (nullable): whose, if not one's own */
  double      text_contrast;
  guint       n_texts, n_shapes, n_places, n_pairs, n_drawn;
} Report;

static void
fault (Report     *report,
       const char *format,
       ...)
{
  va_list arguments;

  g_string_append_printf (report->faults, "%s%s%s: ", report->scene, report->eyes ? " in " : "", report->eyes ? report->eyes : "");
  va_start (arguments, format);
  g_string_append_vprintf (report->faults, format, arguments);
  va_end (arguments);
  g_string_append_c (report->faults, '\n');
}

static gboolean
is_in_skeleton (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget)) {
    if (gtk_widget_has_css_class (widget, "skeleton"))
      return TRUE;
  }

  return FALSE;
}

/* What cannot be used, and what is not there to be read, need not stand out. */
static gboolean
is_to_be_seen (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget) || is_in_skeleton (widget))
    return FALSE;

  for (; widget != NULL; widget = gtk_widget_get_parent (widget)) {
    if (gtk_widget_get_opacity (widget) < 0.01)
      return FALSE;
  }

  return TRUE;
}

/* The box of a widget in the picture, as far as what scrolls lets it be seen */
static gboolean
get_box (Report          *report,
         GtkWidget       *widget,
         graphene_rect_t *box)
{
  float width, height;

  if (!gtk_widget_compute_bounds (widget, report->part, box) || box->size.width < 1 || box->size.height < 1)
    return FALSE;

  width = box->size.width;
  height = box->size.height;
  for (GtkWidget *above = gtk_widget_get_parent (widget); above != NULL && above != report->part; above = gtk_widget_get_parent (above)) {
    graphene_rect_t outer;

    if (gtk_widget_get_overflow (above) != GTK_OVERFLOW_HIDDEN)
      continue;
    if (!gtk_widget_compute_bounds (above, report->part, &outer) || !graphene_rect_intersection (box, &outer, box))
      return FALSE;
  }

  return box->size.width > width * 0.7f && box->size.height > height * 0.7f;
}

static void
note_lowest (Report     *report,
             double      contrast,
             double     *lowest,
             char      **at,
             const char *what)
{
  if (contrast >= *lowest || report->eyes != NULL)
    return;

  *lowest = contrast;
  g_free (*at);
  *at = g_strdup_printf ("%s: %s", report->scene, what);
}

static void
check_text (GtkWidget *widget,
            gpointer   user_data)
{
  Report *report = user_data;
  const char *text;
  graphene_rect_t box;
  double contrast;

  if (!GTK_IS_LABEL (widget) || !is_to_be_seen (widget) || !get_box (report, widget, &box))
    return;
  text = gtk_label_get_text (GTK_LABEL (widget));
  if (g_str_equal (text, ""))
    return;

  contrast = eye_contrast_within (report->eye, &box);
  report->n_texts++;
  note_lowest (report, contrast, &report->lowest_text, &report->text_at, text);
  if (contrast < report->text_contrast)
    fault (report, "“%s” has a contrast of %.2f", text, contrast);
}

typedef struct {
  Report         *report;
  GtkWidget      *widget;
  graphene_rect_t outer;   /* of the widget, in the picture */
} Drawn;

static void
check_drawn_text (const graphene_rect_t *box,
                  gpointer               user_data)
{
  Drawn *drawn = user_data;
  Report *report = drawn->report;
  graphene_rect_t place = *box;
  double contrast;

  if (box->origin.x < -OVERHANG || box->origin.x + box->size.width > (float) gtk_widget_get_width (drawn->widget) + OVERHANG)
    fault (report, "a text of a %s leaves it at %.0f", G_OBJECT_TYPE_NAME (drawn->widget), box->origin.x);
  graphene_rect_offset (&place, drawn->outer.origin.x, drawn->outer.origin.y);
  contrast = eye_contrast_within (report->eye, &place);
  report->n_texts++;
  report->n_drawn++;
  note_lowest (report, contrast, &report->lowest_text, &report->text_at, G_OBJECT_TYPE_NAME (drawn->widget));
  if (contrast < report->text_contrast)
    fault (report, "a text of a %s at %.0f, %.0f has a contrast of %.2f", G_OBJECT_TYPE_NAME (drawn->widget), box->origin.x, box->origin.y, contrast);
}

/* The small words of a chart are no labels. */
static void
check_drawing (GtkWidget *widget,
               gpointer   user_data)
{
  Drawn drawn = { .report = user_data, .widget = widget };

  if ((SG_IS_CHART (widget) || SG_IS_HEAT_MAP (widget)) && is_to_be_seen (widget) && get_box (drawn.report, widget, &drawn.outer))
    eye_visit_drawn_texts (widget, check_drawn_text, &drawn);
}

static void
check_icon (GtkWidget *widget,
            gpointer   user_data)
{
  Report *report = user_data;
  const char *name;
  graphene_rect_t box;
  double contrast;

  /* A switch says by its place which way it is; its own signs are for high contrast. */
  if (!GTK_IS_IMAGE (widget) || gtk_image_get_storage_type (GTK_IMAGE (widget)) == GTK_IMAGE_EMPTY ||
      GTK_IS_SWITCH (gtk_widget_get_parent (widget)))
    return;
  if (!is_to_be_seen (widget) || !get_box (report, widget, &box))
    return;

  report->n_shapes++;
  name = gtk_image_get_icon_name (GTK_IMAGE (widget));
  contrast = eye_contrast_within (report->eye, &box);
  note_lowest (report, contrast, &report->lowest_shape, &report->shape_at, name ? name : "an icon");
  if (contrast < SHAPE_CONTRAST)
    fault (report, "the icon %s has a contrast of %.2f", name ? name : "without a name", contrast);
}

/* A bar that is neither empty nor full: its beginning beside its end, in its middle, and what is above it. */
static void
check_bar (GtkWidget *widget,
           gpointer   user_data)
{
  Report *report = user_data;
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  graphene_point_t fill, trough;
  graphene_rect_t box;
  double contrast;

  if (!SG_IS_GAUGE (widget) || !is_to_be_seen (widget) || !get_box (report, widget, &box))
    return;
  if (box.size.width < (float) gtk_widget_get_width (widget) - 0.5f || box.size.height < (float) gtk_widget_get_height (widget) - 0.5f)
    return;

  graphene_point_init (&fill, box.origin.x + 4, box.origin.y + box.size.height / 2);
  graphene_point_init (&trough, box.origin.x + box.size.width - 4, box.origin.y + box.size.height / 2);
  contrast = mirrored ? eye_contrast_between (report->eye, &trough, &fill) : eye_contrast_between (report->eye, &fill, &trough);
  /* Full, or all but: its end is a blurred edge. */
  if (contrast < 1.05)
    return;

  report->n_shapes++;
  note_lowest (report, contrast, &report->lowest_shape, &report->shape_at, "a bar");
  if (contrast < SHAPE_CONTRAST)
    fault (report, "a bar %.0f wide at %.0f, %.0f has a contrast of %.2f", box.size.width, box.origin.x, box.origin.y, contrast);
}

/* A wide table has its own way to what is beside it. */
static gboolean
scrolls_sideways (GtkWidget *widget)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkPolicyType policy;

  if (scrolled == NULL)
    return FALSE;
  gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (scrolled), &policy, NULL);

  return policy != GTK_POLICY_NEVER;
}

/* Shortened on purpose is what has all of it in a tooltip, and a page's name in libadwaita's own switcher, below its icon. */
static gboolean
may_be_short (GtkWidget *label)
{
  return gtk_widget_get_tooltip_text (label) != NULL || gtk_widget_get_ancestor (label, ADW_TYPE_VIEW_SWITCHER) != NULL;
}

static void
check_whole (GtkWidget *widget,
             gpointer   user_data)
{
  Report *report = user_data;
  graphene_rect_t bounds;
  PangoLayout *layout;
  int width, height;

  if (!GTK_IS_LABEL (widget) || !gtk_widget_get_mapped (widget))
    return;
  layout = gtk_label_get_layout (GTK_LABEL (widget));
  if (pango_layout_is_ellipsized (layout) && !may_be_short (widget))
    fault (report, "“%s” is shortened", gtk_label_get_text (GTK_LABEL (widget)));
  if (!gtk_widget_compute_bounds (widget, report->part, &bounds))
    return;
  pango_layout_get_pixel_size (layout, &width, &height);
  if (bounds.size.width > 0 && (width > ceil (bounds.size.width) + 1 || height > ceil (bounds.size.height) + 1))
    fault (report, "“%s” is cut", gtk_label_get_text (GTK_LABEL (widget)));
  if (scrolls_sideways (widget))
    return;
  if (bounds.origin.x < -0.5f || bounds.origin.x + bounds.size.width > (float) gtk_widget_get_width (report->part) + 0.5f)
    fault (report, "“%s” leaves the window", gtk_label_get_text (GTK_LABEL (widget)));
}

/* What the keyboard can be in: what takes it itself, is to be seen and can be used */
static void
add_reachable (GtkWidget *widget,
               gpointer   set)
{
  if (gtk_widget_get_mapped (widget) && gtk_widget_get_focusable (widget) && gtk_widget_get_can_focus (widget) &&
      gtk_widget_is_sensitive (widget) && !GTK_IS_SCROLLED_WINDOW (widget) && !GTK_IS_WINDOW (widget))
    g_hash_table_add (set, widget);
}

static gboolean
is_refused (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget)) {
    if (!gtk_widget_get_can_focus (widget))
      return TRUE;
  }

  return FALSE;
}

/* The widget and what it is in. From one row of a list to the others newer GTK goes by keys of its own, which no focus is told of. */
static void
reach (GtkWidget  *widget,
       GHashTable *left)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget)) {
    GtkWidget *parent = gtk_widget_get_parent (widget);

    g_hash_table_remove (left, widget);
    for (GtkWidget *row = GTK_IS_LIST_VIEW (parent) ? gtk_widget_get_first_child (parent) : NULL; row; row = gtk_widget_get_next_sibling (row))
      g_hash_table_remove (left, row);
  }
}

static void
walk (GtkWindow       *window,
      GtkDirectionType direction,
      GHashTable      *left)
{
  guint steps = 4 * g_hash_table_size (left) + 8;

  for (guint i = 0; i < steps; i++) {
    g_signal_emit_by_name (window, "move-focus", direction);
    reach (gtk_window_get_focus (window), left);
  }
}

/* From where the focus is as far as it goes, and back to there. */
static void
walk_within (GtkWindow       *window,
             GtkDirectionType direction,
             GHashTable      *left)
{
  GtkWidget *start = gtk_window_get_focus (window);
  GtkWidget *last = NULL;

  if (start == NULL)
    return;

  g_object_ref (start);
  for (guint steps = g_hash_table_size (left); steps > 0 && gtk_window_get_focus (window) != last; steps--) {
    last = gtk_window_get_focus (window);
    g_signal_emit_by_name (window, "move-focus", direction);
    reach (gtk_window_get_focus (window), left);
  }

  if (gtk_widget_get_root (start) == GTK_ROOT (window))
    gtk_widget_grab_focus (start);
  g_object_unref (start);
}

/* Tab goes from group to group, and the arrows within one. */
static void
check_keyboard (Report    *report,
                GtkWindow *window)
{
  g_autoptr (GHashTable) left = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer widget;

  widget_visit (GTK_WIDGET (window), add_reachable, left);
  g_hash_table_iter_init (&iter, left);
  while (g_hash_table_iter_next (&iter, &widget, NULL)) {
    if (is_refused (widget))
      g_hash_table_iter_remove (&iter);
  }

  report->n_places += g_hash_table_size (left);
  walk (window, GTK_DIR_TAB_FORWARD, left);
  walk (window, GTK_DIR_TAB_BACKWARD, left);
  walk (window, GTK_DIR_DOWN, left);
  for (guint i = 0; i < 40 && g_hash_table_size (left) > 0; i++) {
    g_signal_emit_by_name (window, "move-focus", GTK_DIR_TAB_FORWARD);
    reach (gtk_window_get_focus (window), left);
    for (GtkDirectionType direction = GTK_DIR_UP; direction <= GTK_DIR_RIGHT; direction++)
      walk_within (window, direction, left);
  }

  g_hash_table_iter_init (&iter, left);
  while (g_hash_table_iter_next (&iter, &widget, NULL))
    fault (report, "the keyboard does not come to a %s", G_OBJECT_TYPE_NAME (widget));
}

static void
check_row (GtkWidget *widget,
           gpointer   user_data)
{
  if (!SG_IS_LIMIT_ROW (widget))
    return;

  widget_visit (widget, check_text, user_data);
  widget_visit (widget, check_icon, user_data);
  widget_visit (widget, check_bar, user_data);
}

/* What tells how near a limit is: never colour alone. */
static void
check_severity (Report *report)
{
  g_autoptr (GString) faults = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  report->text_contrast = SHAPE_CONTRAST;
  for (EyeKind kind = 0; kind < EYE_N_KINDS; kind++) {
    report->eyes = eye_kind_name (kind);
    eye_measure_as (report->eye, kind);
    widget_visit (report->part, check_row, report);
  }
  report->eyes = NULL;
  report->text_contrast = TEXT_CONTRAST;
  eye_measure_plainly (report->eye);

  report->n_pairs += severity_check (report->eye, report->part, faults);
  lines = g_strsplit (faults->str, "\n", -1);
  for (char **line = lines; *line != NULL && **line != '\0'; line++)
    fault (report, "%s", *line);
}

static void
check (const char *name,
       GtkWindow  *window,
       GtkWidget  *part,
       const Look *look,
       gpointer    user_data)
{
  Report *report = user_data;

  report->scene = name;
  report->part = part;
  widget_wait_for_frame (GTK_WIDGET (window));
  report->eye = eye_open (part, TIMES);
  widget_visit (part, check_text, report);
  widget_visit (part, check_drawing, report);
  widget_visit (part, check_icon, report);
  widget_visit (part, check_bar, report);
  widget_visit (part, check_whole, report);
  check_severity (report);
  check_keyboard (report, window);
  g_clear_pointer (&report->eye, eye_close);
}

int
main (int   argc,
      char *argv[])
{
  const Look *look = argc == 2 ? look_find (argv[1]) : NULL;
  Report report = { .lowest_text = 21.0, .lowest_shape = 21.0, .text_contrast = TEXT_CONTRAST, .faults = g_string_new (NULL) };
  gboolean good;

  g_assert_nonnull (look);
  look_prepare (look);
  scenes_visit (look, check, &report);

  if (report.n_drawn == 0)
    g_string_append (report.faults, "no text of a chart was seen\n");
  if (report.n_pairs == 0)
    g_string_append (report.faults, "no two rows differ in severity\n");
  good = report.faults->len == 0;
  printf ("1..1\n%s 1 everything stands out, is whole and is reached: %s\n", good ? "ok" : "not ok", look->name);
  printf ("# %u texts, %u of them in charts, %u icons and bars, %u places for the keyboard, %u pairs of limits that are not equally near\n",
          report.n_texts, report.n_drawn, report.n_shapes, report.n_places, report.n_pairs);
  printf ("# text: %.2f at %s\n# shape: %.2f at %s\n", report.lowest_text, report.text_at, report.lowest_shape, report.shape_at);
  fputs (report.faults->str, stderr);
  g_string_free (report.faults, TRUE);
  g_free (report.text_at);
  g_free (report.shape_at);

  return good ? 0 : 1;
}
