/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-thresholds-group.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sg-alert-thresholds.h"
#include "sg-entry-row.h"
#include "sg-words.h"

#define KEY "limit-thresholds"
#define WORD "sg-word"
#define MODEL_PREFIX "weekly:"

struct _SgThresholdsGroup {
  AdwPreferencesGroup parent_instance;

  GSettings          *settings;   /* (owned) (nullable) */
  GHashTable         *words;      /* (owned): set of those that have a row */
};

G_DEFINE_FINAL_TYPE (SgThresholdsGroup, sg_thresholds_group, ADW_TYPE_PREFERENCES_GROUP)

/* What the settings call them, beside the ids of single limits. */
static const struct {
  const char *word;
  const char *title;
} kinds[] = {
  { "session", N_ ("5-hour limit") },
  { "weekly", N_ ("Week, all models") },
  { "scoped", N_ ("Weeks of models") },
  { "budget", N_ ("Budgets") },
};

static char *
title_of (const char    *word,
          const SgLimit *limit)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_str_equal (kinds[i].word, word))
      return g_strdup (_ (kinds[i].title));
  }
  if (limit != NULL)
    return sg_words_limit_name (limit);
  if (g_str_has_prefix (word, MODEL_PREFIX))
    return g_strdup_printf (_ ("Week, %s"), word + strlen (MODEL_PREFIX));

  return g_strdup (word);
}

static char *
dup_text (SgThresholdsGroup *self,
          const char        *word)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, KEY);
  g_autoptr (GVariant) own = g_variant_lookup_value (all, word, G_VARIANT_TYPE ("au"));
  g_autoptr (GArray) thresholds = own ? sg_alert_thresholds_from_variant (own) : NULL;

  return thresholds ? sg_alert_thresholds_to_text (thresholds) : g_strdup ("");
}

/* @thresholds: (nullable): %NULL for those of all limits */
static void
store (SgThresholdsGroup *self,
       const char        *word,
       const GArray      *thresholds)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, KEY);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *other;
  GVariant *own;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sau}"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&s@au}", &other, &own)) {
    if (!g_str_equal (other, word))
      g_variant_builder_add (&builder, "{s@au}", other, own);
    g_variant_unref (own);
  }
  if (thresholds != NULL)
    g_variant_builder_add (&builder, "{s@au}", word, sg_alert_thresholds_to_variant (thresholds));
  g_settings_set_value (self->settings, KEY, g_variant_builder_end (&builder));
}

static void
show_wrong (GtkWidget *row,
            gboolean   wrong)
{
  if (wrong)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
apply_cb (SgThresholdsGroup *self,
          GtkEditable       *row)
{
  const char *word = g_object_get_data (G_OBJECT (row), WORD);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (row)));
  g_autoptr (GArray) thresholds = sg_alert_thresholds_parse (text, NULL);
  g_autofree char *tidy = NULL;

  show_wrong (GTK_WIDGET (row), thresholds == NULL);
  if (thresholds == NULL)
    return;

  store (self, word, *text != '\0' ? thresholds : NULL);
  tidy = dup_text (self, word);
  gtk_editable_set_text (row, tidy);
}

static void
add_row (SgThresholdsGroup *self,
         const char        *word,
         const SgLimit     *limit)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *title = title_of (word, limit);
  g_autofree char *text = dup_text (self, word);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  sg_entry_row_let_be_heard (ADW_ENTRY_ROW (row));
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), WORD, g_strdup (word), g_free);
  g_signal_connect_object (row, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

/* Takes each word once. */
static void
add_word (SgThresholdsGroup *self,
          const char        *word,
          const SgLimit     *limit)
{
  if (g_hash_table_add (self->words, g_strdup (word)))
    add_row (self, word, limit);
}

static void
add_limits (SgThresholdsGroup *self,
            GParamSpec        *pspec,
            SgUsageModel      *model)
{
  GPtrArray *limits = sg_usage_model_get_limits (model);

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    if (limit->kind != SG_LIMIT_BUDGET)
      add_word (self, limit->id, limit);
  }
}

static void
sg_thresholds_group_dispose (GObject *object)
{
  g_clear_object (&SG_THRESHOLDS_GROUP (object)->settings);

  G_OBJECT_CLASS (sg_thresholds_group_parent_class)->dispose (object);
}

static void
sg_thresholds_group_finalize (GObject *object)
{
  g_clear_pointer (&SG_THRESHOLDS_GROUP (object)->words, g_hash_table_unref);

  G_OBJECT_CLASS (sg_thresholds_group_parent_class)->finalize (object);
}

static void
sg_thresholds_group_class_init (SgThresholdsGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_thresholds_group_dispose;
  object_class->finalize = sg_thresholds_group_finalize;
}

static void
sg_thresholds_group_init (SgThresholdsGroup *self)
{
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Single limits"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _ ("Percentages, for example 50, 80, 95. Empty: the alerts above. 0: nothing is told of that limit."));
}

/**
 * sg_thresholds_group_bind:
 * @client: (nullable): whose limits have a row each
 *
 * Shows what @settings say, and writes what is typed in.
 */
void
sg_thresholds_group_bind (SgThresholdsGroup *self,
                          GSettings         *settings,
                          SgServiceClient   *client)
{
  SgUsageModel *model = client ? sg_service_client_get_model (client) : NULL;
  g_autoptr (GVariant) all = g_settings_get_value (settings, KEY);
  GVariantIter iter;
  const char *word;

  self->settings = g_object_ref (settings);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    add_word (self, kinds[i].word, NULL);
  if (model != NULL) {
    g_signal_connect_object (model, "notify::limits", G_CALLBACK (add_limits), self, G_CONNECT_SWAPPED);
    add_limits (self, NULL, model);
  }
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&s@au}", &word, NULL))
    add_word (self, word, NULL);
}
