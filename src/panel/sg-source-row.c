/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-source-row.h"

#include <glib/gi18n-lib.h>

#include "sg-source-view.h"
#include "sg-words.h"

#define OFF_LIST "sources-off"

/**
 * SgSourceRow:
 *
 * One source: what it reads and sends, how it is doing, and whether it may.
 */
struct _SgSourceRow {
  AdwActionRow parent_instance;

  char        *id;          /* (owned) */
  GSettings   *settings;    /* (owned) (nullable) */
  GtkWidget   *toggle;
};

G_DEFINE_FINAL_TYPE (SgSourceRow, sg_source_row, ADW_TYPE_ACTION_ROW)

static void
sg_source_row_dispose (GObject *object)
{
  g_clear_object (&SG_SOURCE_ROW (object)->settings);

  G_OBJECT_CLASS (sg_source_row_parent_class)->dispose (object);
}

static void
sg_source_row_finalize (GObject *object)
{
  g_free (SG_SOURCE_ROW (object)->id);

  G_OBJECT_CLASS (sg_source_row_parent_class)->finalize (object);
}

static void
sg_source_row_class_init (SgSourceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_source_row_dispose;
  object_class->finalize = sg_source_row_finalize;
}

static void
sg_source_row_init (SgSourceRow *self)
{
  self->toggle = gtk_switch_new ();
  gtk_widget_set_valign (self->toggle, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->toggle);
}

static gboolean
is_on (GValue   *value,
       GVariant *ids,
       gpointer  row)
{
  g_autofree const char **list = g_variant_get_strv (ids, NULL);

  g_value_set_boolean (value, !g_strv_contains (list, SG_SOURCE_ROW (row)->id));

  return TRUE;
}

static GVariant *
list_without_us (const GValue       *value,
                 const GVariantType *type,
                 gpointer            row)
{
  SgSourceRow *self = row;
  g_auto (GStrv) before = g_settings_get_strv (self->settings, OFF_LIST);
  g_autoptr (GStrvBuilder) after = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; before[i] != NULL; i++) {
    if (!g_str_equal (before[i], self->id))
      g_strv_builder_add (after, before[i]);
  }
  if (!g_value_get_boolean (value))
    g_strv_builder_add (after, self->id);
  ids = g_strv_builder_end (after);

  return g_variant_new_strv ((const char *const *) ids, -1);
}

/**
 * sg_source_row_new:
 * @settings: (nullable): %NULL where they are not installed
 * @key: (nullable): a setting of its own that switches it; %NULL for the list of those switched off
 */
GtkWidget *
sg_source_row_new (const char *source_id,
                   GSettings  *settings,
                   const char *key)
{
  SgSourceRow *self = g_object_new (SG_TYPE_SOURCE_ROW, NULL);

  self->id = g_strdup (source_id);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), sg_words_source_name (source_id));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), sg_words_source_reads (source_id));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sg_words_source_name (source_id), -1);
  gtk_widget_set_sensitive (self->toggle, settings != NULL);
  if (settings == NULL)
    return GTK_WIDGET (self);

  self->settings = g_object_ref (settings);
  if (key != NULL)
    g_settings_bind (settings, key, self->toggle, "active", G_SETTINGS_BIND_DEFAULT);
  else
    g_settings_bind_with_mapping (settings, OFF_LIST, self->toggle, "active", G_SETTINGS_BIND_DEFAULT, is_on,
                                  list_without_us, self, NULL);

  return GTK_WIDGET (self);
}

/* The state, and how old its last answer is; what is the matter, where something is. */
static char *
describe (const SgSourceStatus *status,
          GDateTime            *now)
{
  const char *state = sg_words_source_state (status->state);
  const char *trouble = status->error_code == SG_SOURCE_NO_ERROR || status->state == SG_SOURCE_MISSING ||
                        status->state == SG_SOURCE_OFF ? NULL : sg_words_error (status->error_code);
  g_autofree char *age = status->last_answer_at ? sg_words_age (status->last_answer_at, now) : NULL;
  /* Translators: how a source is doing and when it last answered: “Working · 2 min ago” */
  g_autofree char *line = age ? g_strdup_printf (_ ("%s · %s"), state, age) : g_strdup (state);

  return trouble ? g_strdup_printf ("%s\n%s", line, trouble) : g_steal_pointer (&line);
}

/**
 * sg_source_row_show:
 * @status: (nullable): %NULL where nobody reads it
 */
void
sg_source_row_show (SgSourceRow          *self,
                    const SgSourceStatus *status,
                    GDateTime            *now)
{
  const char *reads = sg_words_source_reads (self->id);
  g_autofree char *state = status ? describe (status, now) : NULL;
  g_autofree char *subtitle = state ? g_strconcat (reads, "\n", state, NULL) : g_strdup (reads);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (self), status ? sg_source_view_icon_name (status->state) : NULL);
}
