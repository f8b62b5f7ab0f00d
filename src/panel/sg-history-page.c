/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-history-page.h"

#include <glib/gi18n-lib.h>

#include "sg-chart.h"
#include "sg-heat-map.h"
#include "sg-history-export.h"
#include "sg-history-loader.h"
#include "sg-labels.h"
#include "sg-readout.h"
#include "sg-reflow.h"
#include "sg-reset-list.h"

struct _SgHistoryPage {
  AdwBin                parent_instance;

  AdwToastOverlay      *toasts;
  GtkStack             *stack;
  GtkSpinner           *spinner;
  AdwStatusPage        *empty;
  GtkWidget            *spans;
  GtkWidget            *export_button;
  SgChart              *chart;
  SgReadout            *readout;
  AdwPreferencesGroup  *heat_group;
  SgHeatMap            *heat;
  GtkLabel             *heat_reading;
  GtkDropDown          *heat_kind;
  AdwPreferencesGroup  *elsewhere_group;
  AdwPreferencesGroup  *reset_group;
  GtkWidget            *more_button;

  SgHistorySpan         span;
  GtkToggleButton      *span_buttons[SG_N_HISTORY_SPANS];
  SgHistoryLoader      *loader;         /* (owned) (nullable): %NULL while it follows nothing */
  SgHistoryView        *view;           /* (owned) (nullable) */
  SgResetList          *resets;         /* (owned) */
  GPtrArray            *elsewhere_rows; /* (owned) (element-type GtkWidget): they belong to their group */
  GtkFileChooserNative *chooser;        /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (SgHistoryPage, sg_history_page, ADW_TYPE_BIN)

static void
chart_moved_cb (SgHistoryPage *self)
{
  if (self->view != NULL)
    sg_readout_show (self->readout, self->view, sg_chart_get_cursor (self->chart));
}

static void
heat_moved_cb (SgHistoryPage *self)
{
  g_autofree char *reading = sg_heat_map_dup_reading (self->heat);

  sg_label_show (self->heat_reading, reading);
}

static void
show_heat (SgHistoryPage *self)
{
  sg_heat_map_show (self->heat, self->view,
                    gtk_drop_down_get_selected (self->heat_kind) == 0 ? SG_HISTORY_HEAT_COST : SG_HISTORY_HEAT_LIMIT);
}

static void
show_elsewhere (SgHistoryPage *self)
{
  for (guint i = 0; i < self->elsewhere_rows->len; i++)
    adw_preferences_group_remove (self->elsewhere_group, g_ptr_array_index (self->elsewhere_rows, i));
  g_ptr_array_set_size (self->elsewhere_rows, 0);

  for (guint i = 0; i < self->view->names->len; i++) {
    GtkWidget *row = adw_action_row_new ();
    g_autofree char *name = g_markup_escape_text (sg_history_view_get_name (self->view, i), -1);
    g_autofree char *text = sg_history_view_dup_elsewhere (self->view, i);

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
    adw_preferences_group_add (self->elsewhere_group, row);
    g_ptr_array_add (self->elsewhere_rows, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->elsewhere_group), self->view->names->len > 0);
}

static void
more_clicked_cb (SgHistoryPage *self)
{
  gtk_widget_set_visible (self->more_button, sg_reset_list_show_more (self->resets));
}

static void
show_resets (SgHistoryPage *self)
{
  g_autofree char *summary = sg_reset_list_show (self->resets, self->view);

  adw_preferences_group_set_description (self->reset_group, summary);
  more_clicked_cb (self);
}

/**
 * sg_history_page_show:
 *
 * Shows @view instead of what stood there.
 */
void
sg_history_page_show (SgHistoryPage *self,
                      SgHistoryView *view)
{
  gboolean empty = sg_history_is_empty (view->history);
  g_autofree char *since = sg_history_view_dup_heat_span (view);

  g_return_if_fail (SG_IS_HISTORY_PAGE (self));

  sg_history_view_ref (view);
  g_clear_pointer (&self->view, sg_history_view_unref);
  self->view = view;
  self->span = view->history->span;
  gtk_toggle_button_set_active (self->span_buttons[self->span], TRUE);
  gtk_spinner_stop (self->spinner);
  sg_chart_show (self->chart, view);
  adw_preferences_group_set_description (self->heat_group, since);
  show_heat (self);
  show_elsewhere (self);
  show_resets (self);
  adw_status_page_set_title (self->empty, _ ("Nothing is known of this time"));
  adw_status_page_set_description (self->empty, _ ("Sandglass writes the limits down while it runs, and counts what Claude Code asks. There is something to see within the hour."));
  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "content");
}

static void
failed_cb (SgHistoryPage *self,
           const GError  *error)
{
  adw_status_page_set_title (self->empty, _ ("The history could not be read"));
  adw_status_page_set_description (self->empty, error->message);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
allow_export (SgHistoryPage *self,
              gboolean       allowed)
{
  gtk_widget_set_sensitive (self->export_button, allowed);
  gtk_widget_set_tooltip_text (self->export_button, allowed ? NULL : _ ("Sample data is not exported"));
}

static void
load (SgHistoryPage *self)
{
  if (self->view == NULL)
    gtk_spinner_start (self->spinner);
  allow_export (self, !sg_history_loader_is_demo (self->loader));
  sg_history_loader_load (self->loader, self->span);
}

/* Whoever looks at an older step is not led away from it. */
static void
changed (SgHistoryPage *self)
{
  gboolean at_end = self->view == NULL || sg_chart_get_cursor (self->chart) + 1 == sg_history_get_n_steps (self->view->history);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sg_history_loader_load_again (self->loader, at_end);
}

static void
span_toggled_cb (SgHistoryPage   *self,
                 GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button) || self->span_buttons[self->span] == button)
    return;

  for (guint i = 0; i < SG_N_HISTORY_SPANS; i++) {
    if (self->span_buttons[i] == button)
      self->span = i;
  }
  if (self->loader != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

static void
add_spans (SgHistoryPage *self)
{
  for (guint i = 0; i < SG_N_HISTORY_SPANS; i++) {
    GtkWidget *button = gtk_toggle_button_new_with_label (sg_history_view_span_name (i));

    self->span_buttons[i] = GTK_TOGGLE_BUTTON (button);
    gtk_toggle_button_set_group (self->span_buttons[i], i > 0 ? self->span_buttons[0] : NULL);
    g_signal_connect_object (button, "toggled", G_CALLBACK (span_toggled_cb), self, G_CONNECT_SWAPPED);
    gtk_box_append (GTK_BOX (self->spans), button);
  }
  gtk_toggle_button_set_active (self->span_buttons[SG_HISTORY_DAY], TRUE);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SgHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;

  if (sg_history_export_finish (result, &error))
    /* TRANSLATORS: %s is the name of a file */
    text = g_strdup_printf (_ ("The history was written to %s"), name);
  else
    text = g_strdup_printf (_ ("%s could not be written: %s"), name, error->message);

  title = g_markup_escape_text (text, -1);
  if (self->view != NULL)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (title));
}

static void
chosen_cb (SgHistoryPage        *self,
           int                   response,
           GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  const char *format = g_object_get_data (G_OBJECT (chooser), "format");

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    sg_history_export_async (file, format, NULL, exported_cb, g_object_ref (self));
  g_clear_object (&self->chooser);
}

static void
export_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  SgHistoryPage *self = SG_HISTORY_PAGE (widget);
  const char *format = g_variant_get_string (parameter, NULL);
  g_autofree char *name = g_strconcat ("sandglass-history.", format, NULL);

  g_set_object (&self->chooser, NULL);
  self->chooser = gtk_file_chooser_native_new (_ ("Export the History"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_object_set_data_full (G_OBJECT (self->chooser), "format", g_strdup (format), g_free);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
sg_history_page_dispose (GObject *object)
{
  SgHistoryPage *self = SG_HISTORY_PAGE (object);

  if (self->loader != NULL)
    sg_history_loader_stop (self->loader);
  g_clear_object (&self->loader);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->resets, sg_reset_list_free);
  g_clear_pointer (&self->elsewhere_rows, g_ptr_array_unref);
  g_clear_pointer (&self->view, sg_history_view_unref);

  G_OBJECT_CLASS (sg_history_page_parent_class)->dispose (object);
}

static void
sg_history_page_class_init (SgHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_history_page_dispose;

  g_type_ensure (SG_TYPE_CHART);
  g_type_ensure (SG_TYPE_HEAT_MAP);
  g_type_ensure (SG_TYPE_READOUT);
  g_type_ensure (SG_TYPE_REFLOW);
  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SgHistoryPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, SgHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SgHistoryPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, SgHistoryPage, empty);
  gtk_widget_class_bind_template_child (widget_class, SgHistoryPage, spans);
  gtk_widget_class_bind_template_child (widget_class, SgHistoryPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, SgHistoryPage, chart);
  gtk_widget_class_bind_template_child (widget_class, SgHistoryPage, readout);
  gtk_widget_class_bind_template_child (widget_class, SgHistoryPage, heat_group);
  gtk_widget_class_bind_template_child (widget_class, SgHistoryPage, heat);
  gtk_widget_class_bind_template_child (widget_class, SgHistoryPage, heat_reading);
  gtk_widget_class_bind_template_child (widget_class, SgHistoryPage, heat_kind);
  gtk_widget_class_bind_template_child (widget_class, SgHistoryPage, elsewhere_group);
  gtk_widget_class_bind_template_child (widget_class, SgHistoryPage, reset_group);
  gtk_widget_class_bind_template_child (widget_class, SgHistoryPage, more_button);
  gtk_widget_class_bind_template_callback (widget_class, chart_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, heat_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_heat);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
  gtk_widget_class_install_action (widget_class, "history.export", "s", export_cb);
  gtk_widget_class_set_css_name (widget_class, "history");
}

static void
sg_history_page_init (SgHistoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->elsewhere_rows = g_ptr_array_new ();
  self->resets = sg_reset_list_new (self->reset_group);
  add_spans (self);
}

/**
 * sg_history_page_follow:
 * @client: (nullable): %NULL where there is no session bus
 *
 * Shows the past of what @client shows, whenever the page is looked at.
 */
void
sg_history_page_follow (SgHistoryPage   *self,
                        SgServiceClient *client)
{
  g_return_if_fail (SG_IS_HISTORY_PAGE (self));

  self->loader = sg_history_loader_new (client);
  g_signal_connect_object (self->loader, "loaded", G_CALLBACK (sg_history_page_show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->loader, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "map", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  if (client != NULL)
    g_signal_connect_object (sg_service_client_get_model (client), "notify::limits", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
}
