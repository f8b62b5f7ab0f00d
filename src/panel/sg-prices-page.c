/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-prices-page.h"

#include <glib/gi18n-lib.h>

#include "sg-labels.h"
#include "sg-model-name.h"
#include "sg-prices-view.h"

struct _SgPricesPage {
  AdwBin               parent_instance;

  AdwPreferencesGroup *group;
  gboolean             is_filled;
};

G_DEFINE_FINAL_TYPE (SgPricesPage, sg_prices_page, ADW_TYPE_BIN)

static GtkWidget *
new_row (const SgPriceTable *table,
         const char *model_id){
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = sg_model_name_display (model_id);
  g_autofree char *words = sg_prices_view_words (sg_price_table_find (table, model_id));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  sg_labels_keep_inside (row);
  gtk_widget_set_tooltip_text (row, model_id);
  gtk_widget_set_focusable (row, TRUE);

  return row;
}

static void
describe (SgPricesPage       *self,
          const SgPriceTable *table,
          const char         *path,
          const GError       *problem)
{
  g_autofree char *words_of_title = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *title = g_strdup_printf (_ ("List prices of %s"), sg_price_table_get_as_of (table));
  g_autofree char *words =
    problem != NULL
      ? g_strdup_printf (_ ("Your own prices in %s are left out: %s"), path, problem->message)
      : g_strdup_printf (_ ("US dollars per million tokens. Costs are estimated by these; a model that is not here reads “price unknown”. "
                            "Your own prices go to %s."), path);

  words_of_title = g_markup_escape_text (title, -1);
  escaped = g_markup_escape_text (words, -1);
  adw_preferences_group_set_title (self->group, words_of_title);
  adw_preferences_group_set_description (self->group, escaped);
  sg_labels_keep_inside (GTK_WIDGET (self->group));
}

static void
fill (SgPricesPage *self)
{
  g_autoptr (SgPriceTable) table = NULL;
  g_autofree char *path = sg_price_table_dup_user_path ();
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) error = NULL;

  if (self->is_filled)
    return;

  self->is_filled = TRUE;
  table = sg_price_table_new ();
  sg_price_table_merge_file (table, path, &error);
  describe (self, table, path, error);
  ids = sg_price_table_list (table);
  for (guint i = 0; i < ids->len; i++)
    adw_preferences_group_add (self->group, new_row (table, g_ptr_array_index (ids, i)));
}

static void
sg_prices_page_class_init (SgPricesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-prices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SgPricesPage, group);
}

static void
sg_prices_page_init (SgPricesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Not while the window opens: few look at it. */
  g_signal_connect (self, "map", G_CALLBACK (fill), NULL);
}
