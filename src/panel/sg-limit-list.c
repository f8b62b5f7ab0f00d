/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-limit-list.h"

#include "sg-limit-row.h"

#define N_SKELETON_ROWS 3

struct _SgLimitList {
  GtkWidget   parent_instance;

  GHashTable *rows;   /* (owned): limit id → SgLimitRow (not owned) */
};

G_DEFINE_FINAL_TYPE (SgLimitList, sg_limit_list, GTK_TYPE_WIDGET)

static void
sg_limit_list_dispose (GObject *object)
{
  SgLimitList *self = SG_LIMIT_LIST (object);
  GtkWidget *child;

  g_hash_table_remove_all (self->rows);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sg_limit_list_parent_class)->dispose (object);
}

static void
sg_limit_list_finalize (GObject *object)
{
  g_clear_pointer (&SG_LIMIT_LIST (object)->rows, g_hash_table_unref);

  G_OBJECT_CLASS (sg_limit_list_parent_class)->finalize (object);
}

static void
sg_limit_list_class_init (SgLimitListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_limit_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = sg_limit_list_finalize;

  gtk_widget_class_set_css_name (widget_class, "limits");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
sg_limit_list_init (SgLimitList *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 14);
  for (guint i = 0; i < N_SKELETON_ROWS; i++)
    gtk_widget_set_parent (sg_limit_row_new (), GTK_WIDGET (self));
}

static gboolean
is_skeleton (SgLimitList *self,
             GtkWidget   *row)
{
  return gtk_widget_has_css_class (row, "skeleton");
}

static GtkWidget *
take_skeleton (SgLimitList *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self)); row != NULL;
       row = gtk_widget_get_next_sibling (row)) {
    if (is_skeleton (self, row))
      return row;
  }

  return sg_limit_row_new ();
}

static GtkWidget *
ensure_row (SgLimitList *self,
            const char  *id)
{
  GtkWidget *row = g_hash_table_lookup (self->rows, id);

  if (row == NULL) {
    row = take_skeleton (self);
    g_hash_table_insert (self->rows, g_strdup (id), row);
  }

  return row;
}

static void
show_limit (SgLimitList   *self,
            const SgLimit *limit,
            GtkWidget     *after,
            GDateTime     *now,
            GTimeZone     *zone)
{
  g_auto (SgLimitView) view = { 0 };
  GtkWidget *row = ensure_row (self, limit->id);

  sg_limit_view_init (&view, limit, now, zone);
  sg_limit_row_show (SG_LIMIT_ROW (row), &view);

  if (gtk_widget_get_parent (row) == NULL || gtk_widget_get_prev_sibling (row) != after)
    gtk_widget_insert_after (row, GTK_WIDGET (self), after);
}

static void
remove_rows_after (SgLimitList *self,
                   GtkWidget   *last)
{
  GtkWidget *row;

  while ((row = last ? gtk_widget_get_next_sibling (last)
                     : gtk_widget_get_first_child (GTK_WIDGET (self)))) {
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init (&iter, self->rows);
    while (g_hash_table_iter_next (&iter, NULL, &value)) {
      if (value == row)
        g_hash_table_iter_remove (&iter);
    }
    gtk_widget_unparent (row);
  }
}

/**
 * sg_limit_list_show:
 * @limits: (nullable) (element-type SgLimit): %NULL shows none
 */
void
sg_limit_list_show (SgLimitList *self,
                    GPtrArray   *limits,
                    GDateTime   *now,
                    GTimeZone   *zone)
{
  GtkWidget *last = NULL;

  g_return_if_fail (SG_IS_LIMIT_LIST (self));

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    show_limit (self, limit, last, now, zone);
    last = g_hash_table_lookup (self->rows, limit->id);
  }

  remove_rows_after (self, last);
  gtk_widget_set_visible (GTK_WIDGET (self), last != NULL);
}
