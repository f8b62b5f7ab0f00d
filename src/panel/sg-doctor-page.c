/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-doctor-page.h"

#include "sg-labels.h"
#include "sg-source-view.h"
#include "sg-words.h"

struct _SgDoctorPage {
  AdwBin               parent_instance;

  AdwPreferencesGroup *group;
  GtkWidget           *copy_button;
  GHashTable          *rows;     /* (owned): source id → AdwActionRow (not owned) */
  char                *report;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (SgDoctorPage, sg_doctor_page, ADW_TYPE_BIN)

static void
copy_cb (SgDoctorPage *self)
{
  if (self->report != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->report);
}

static void
sg_doctor_page_finalize (GObject *object)
{
  SgDoctorPage *self = SG_DOCTOR_PAGE (object);

  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->report, g_free);

  G_OBJECT_CLASS (sg_doctor_page_parent_class)->finalize (object);
}

static void
sg_doctor_page_class_init (SgDoctorPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sg_doctor_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-doctor-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SgDoctorPage, group);
  gtk_widget_class_bind_template_child (widget_class, SgDoctorPage, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
sg_doctor_page_init (SgDoctorPage *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  sg_labels_keep_inside (GTK_WIDGET (self->group));
}

static GtkWidget *
new_row (const SgSourceStatus *source)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sg_words_source_name (source->id));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  sg_labels_keep_inside (row);
  /* Reached by the keyboard, though there is nothing to press. */
  gtk_widget_set_focusable (row, TRUE);

  return row;
}

static AdwActionRow *
ensure_row (SgDoctorPage         *self,
            const SgSourceStatus *source)
{
  GtkWidget *row = g_hash_table_lookup (self->rows, source->id);

  if (row == NULL) {
    row = new_row (source);
    g_hash_table_insert (self->rows, g_strdup (source->id), row);
    adw_preferences_group_add (self->group, row);
  }

  return ADW_ACTION_ROW (row);
}

static void
show_source (SgDoctorPage         *self,
             const SgSourceStatus *source,
             GDateTime            *now)
{
  AdwActionRow *row = ensure_row (self, source);
  g_autofree char *words = sg_source_view_words (source, now);

  adw_action_row_set_subtitle (row, words);
  adw_action_row_set_icon_name (row, sg_source_view_icon_name (source->state));
}

/**
 * sg_doctor_page_show:
 * @sources: (element-type SgSourceStatus):
 */
void
sg_doctor_page_show (SgDoctorPage *self,
                     GPtrArray    *sources,
                     GDateTime    *now)
{
  g_return_if_fail (SG_IS_DOCTOR_PAGE (self));

  for (guint i = 0; i < sources->len; i++)
    show_source (self, g_ptr_array_index (sources, i), now);

  g_free (self->report);
  self->report = sg_source_view_report (sources, now);
  gtk_widget_set_visible (self->copy_button, sources->len > 0);
}
