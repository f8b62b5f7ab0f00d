/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-notice.h"

#include "sg-labels.h"

struct _SgNotice {
  GtkWidget  parent_instance;

  GtkImage  *icon;
  GtkLabel  *sentence;
  GtkLabel  *step;
  GtkLabel  *places;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (SgNotice, sg_notice, GTK_TYPE_WIDGET)

static void
sg_notice_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sg_notice_parent_class)->dispose (object);
}

static void
sg_notice_class_init (SgNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_notice_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, SgNotice, icon);
  gtk_widget_class_bind_template_child (widget_class, SgNotice, sentence);
  gtk_widget_class_bind_template_child (widget_class, SgNotice, step);
  gtk_widget_class_bind_template_child (widget_class, SgNotice, places);
  gtk_widget_class_bind_template_child (widget_class, SgNotice, button);
  gtk_widget_class_set_css_name (widget_class, "notice");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
sg_notice_init (SgNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sg_labels_keep_inside (GTK_WIDGET (self));
}

static void
set_css_class (SgNotice   *self,
               const char *css_class,
               gboolean    wanted)
{
  if (wanted)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), css_class);
}

static void
show_button (SgNotice           *self,
             const SgNoticeView *view)
{
  gtk_widget_set_visible (GTK_WIDGET (self->button), view->action != NULL);
  if (view->action == NULL)
    return;

  gtk_button_set_label (self->button, view->button);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), view->action);
}

void
sg_notice_show (SgNotice           *self,
                const SgNoticeView *view)
{
  g_return_if_fail (SG_IS_NOTICE (self));

  gtk_widget_set_visible (GTK_WIDGET (self), view->kind != SG_NOTICE_NONE);
  if (view->kind == SG_NOTICE_NONE)
    return;

  set_css_class (self, "page", view->kind == SG_NOTICE_PAGE);
  set_css_class (self, "urgent", view->urgent);
  gtk_image_set_from_icon_name (self->icon, view->icon_name);
  sg_label_show (self->sentence, view->sentence);
  sg_label_show (self->step, view->step);
  sg_label_show (self->places, view->places);
  show_button (self, view);
}
