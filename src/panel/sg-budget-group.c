/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-budget-group.h"

#include <glib/gi18n-lib.h>

#include "sg-settings-store.h"

/* As the schema has it. */
#define MOST_USD 10000000.0

struct _SgBudgetGroup {
  AdwPreferencesGroup parent_instance;

  GSettings          *settings;   /* (owned) (nullable): %NULL where the schema is not installed */
};

G_DEFINE_FINAL_TYPE (SgBudgetGroup, sg_budget_group, ADW_TYPE_PREFERENCES_GROUP)

static GtkWidget *
new_spin (const char *title){
  GtkWidget *spin = gtk_spin_button_new_with_range (0.0, MOST_USD, 1.0);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), 2);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 8);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);

  return spin;
}

static void
add_amount (SgBudgetGroup *self,
            const char    *key,
            const char    *title,
            const char    *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = new_spin (title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  if (self->settings != NULL)
    g_settings_bind (self->settings, key, spin, "value", G_SETTINGS_BIND_DEFAULT);
}

static void
sg_budget_group_finalize (GObject *object)
{
  g_clear_object (&SG_BUDGET_GROUP (object)->settings);

  G_OBJECT_CLASS (sg_budget_group_parent_class)->finalize (object);
}

static void
sg_budget_group_class_init (SgBudgetGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_budget_group_finalize;
}

static void
sg_budget_group_init (SgBudgetGroup *self)
{
  self->settings = sg_settings_store_open ();
  add_amount (self, "budget-day-usd", _ ("Budget of a day, in US dollars"), _ ("0: none"));
  add_amount (self, "budget-month-usd", _ ("Budget of a month, in US dollars"), _ ("0: none"));
  add_amount (self, "reconcile-threshold-usd", _ ("Difference worth a look, in US dollars"),
              _ ("Between what this machine counted in 24 hours and what the Admin API tells of them"));
  gtk_widget_set_sensitive (GTK_WIDGET (self), self->settings != NULL);
}

GtkWidget *
sg_budget_group_new (void)
{
  return g_object_new (SG_TYPE_BUDGET_GROUP, NULL);
}
