/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-profile-list.h"

#include <glib/gi18n-lib.h>

#include "sg-profile-row.h"

struct _SgProfileList {
  GtkWidget  parent_instance;

  GPtrArray *rows;         /* (owned) (element-type SgProfileRow): the widgets are not owned */
  gboolean   is_showing;   /* what is toggled then is not a person's doing */
};

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgProfileList, sg_profile_list, GTK_TYPE_WIDGET)

static void
remove_rows (SgProfileList *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
}

static void
sg_profile_list_dispose (GObject *object)
{
  remove_rows (SG_PROFILE_LIST (object));

  G_OBJECT_CLASS (sg_profile_list_parent_class)->dispose (object);
}

static void
sg_profile_list_finalize (GObject *object)
{
  g_clear_pointer (&SG_PROFILE_LIST (object)->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (sg_profile_list_parent_class)->finalize (object);
}

static void
sg_profile_list_class_init (SgProfileListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_profile_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = sg_profile_list_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", SG_TYPE_PROFILE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget_class, "profiles");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sg_profile_list_init (SgProfileList *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  self->rows = g_ptr_array_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 2);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Profiles"), -1);
}

static void
toggled_cb (SgProfileList *self,
            SgProfileRow  *row)
{
  if (!self->is_showing && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (row)))
    g_signal_emit (self, signals[CHOSEN], 0, sg_profile_row_get_id (row));
}

static void
add_row (SgProfileList *self,
         const char    *id)
{
  GtkWidget *row = sg_profile_row_new (id);

  if (self->rows->len > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (row), g_ptr_array_index (self->rows, 0));
  g_signal_connect_object (row, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
  g_ptr_array_add (self->rows, row);
}

static gboolean
has_rows_for (SgProfileList *self,
              GPtrArray     *profiles)
{
  if (self->rows->len != profiles->len)
    return FALSE;

  for (guint i = 0; i < profiles->len; i++) {
    const SgProfileInfo *profile = g_ptr_array_index (profiles, i);

    if (!g_str_equal (sg_profile_row_get_id (g_ptr_array_index (self->rows, i)), profile->id))
      return FALSE;
  }

  return TRUE;
}

static void
make_rows (SgProfileList *self,
           GPtrArray     *profiles)
{
  remove_rows (self);
  for (guint i = 0; i < profiles->len; i++)
    add_row (self, ((const SgProfileInfo *) g_ptr_array_index (profiles, i))->id);
}

/**
 * sg_profile_list_show:
 * @profiles: (nullable) (element-type SgProfileInfo): fewer than two show nothing
 * @chosen: (nullable): the id of the one the panel shows; %NULL is the one the agent shows
 */
void
sg_profile_list_show (SgProfileList *self,
                      GPtrArray     *profiles,
                      const char    *chosen)
{
  gboolean several = profiles != NULL && profiles->len > 1;

  g_return_if_fail (SG_IS_PROFILE_LIST (self));

  gtk_widget_set_visible (GTK_WIDGET (self), several);
  if (!several)
    return;

  self->is_showing = TRUE;
  if (!has_rows_for (self, profiles))
    make_rows (self, profiles);
  for (guint i = 0; i < profiles->len; i++) {
    const SgProfileInfo *profile = g_ptr_array_index (profiles, i);
    SgProfileRow *row = g_ptr_array_index (self->rows, i);

    sg_profile_row_show (row, profile);
    if (chosen ? g_str_equal (profile->id, chosen) : profile->shown)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (row), TRUE);
  }
  self->is_showing = FALSE;
}
