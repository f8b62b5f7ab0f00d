/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*WidgetVisit) (GtkWidget *widget,
                             gpointer   user_data);

void       widget_visit (GtkWidget  *root,
                         WidgetVisit visit,
                         gpointer    user_data);
char      *widget_texts (GtkWidget *root) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *widget_find (GtkWidget *root,
                        GType      type,
                        guint      place);
GtkWidget *widget_find_label (GtkWidget  *root,
                              const char *text);
void       widget_assert_no_number (GtkWidget *root);
void       widget_assert_uncut (GtkWidget *sheet);
void       widget_wait_for_frame (GtkWidget *widget);
void       widgets_load_style (void);

G_END_DECLS
