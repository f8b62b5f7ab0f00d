/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-table-frame.h"

struct _SgTableFrame {
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (SgTableFrame, sg_table_frame, ADW_TYPE_BIN)

static gboolean
has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static gboolean
sg_table_frame_focus (GtkWidget       *widget,
                      GtkDirectionType direction)
{
  if ((direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD) && has_focus (widget))
    return FALSE;

  return GTK_WIDGET_CLASS (sg_table_frame_parent_class)->focus (widget, direction);
}

static void
sg_table_frame_class_init (SgTableFrameClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = sg_table_frame_focus;
}

static void
sg_table_frame_init (SgTableFrame *self)
{
}
