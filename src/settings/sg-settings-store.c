/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-settings-store.h"

#include "sg-claude-folder.h"
#include "sg-config.h"

/* A schema that is installed may be older than we are, and GSettings ends a program that asks for a key it has not. */
#define NEWEST_KEY SG_SETTINGS_WINDOW_SIZE

/**
 * sg_settings_store_open:
 *
 * g_settings_new() ends the process where the schema is missing, as in a build that was never installed.
 *
 * Returns: (transfer full) (nullable): %NULL where the schema is not installed, or only one of an earlier version
 */
GSettings *
sg_settings_store_open (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source ? g_settings_schema_source_lookup (source, APP_ID, TRUE) : NULL;

  return schema && g_settings_schema_has_key (schema, NEWEST_KEY) ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/**
 * sg_settings_store_find_folders:
 * @settings: (nullable):
 *
 * Returns: (transfer full) (element-type SgClaudeFolder): Claude Code's folders, with those the user named
 */
GPtrArray *
sg_settings_store_find_folders (GSettings *settings)
{
  g_auto (GStrv) further = settings ? g_settings_get_strv (settings, "profiles") : NULL;

  return sg_claude_folders_from_environment ((const char *const *) further);
}

/**
 * sg_settings_store_find_folders_around:
 * @settings: (nullable):
 * @chosen: (out) (transfer full) (nullable): the profile whose shell this is
 *
 * Returns: (transfer full) (element-type SgClaudeFolder): the same for a command; see sg_claude_folders_find_around()
 */
GPtrArray *
sg_settings_store_find_folders_around (GSettings *settings,
                                       char     **chosen)
{
  g_auto (GStrv) further = settings ? g_settings_get_strv (settings, "profiles") : NULL;

  return sg_claude_folders_around_environment ((const char *const *) further, chosen);
}

/**
 * sg_settings_store_dup_text:
 * @key: a setting of type `a{ss}`
 *
 * Returns: (transfer full): "" where nothing is set
 */
char *
sg_settings_store_dup_text (GSettings  *settings,
                            const char *key,
                            const char *profile_id)
{
  g_autoptr (GVariant) all = g_settings_get_value (settings, key);
  char *text = NULL;

  return g_variant_lookup (all, profile_id, "s", &text) ? text : g_strdup ("");
}

/**
 * sg_settings_store_get_number:
 * @key: a setting of type `a{sd}`
 *
 * Returns: 0 where nothing is set
 */
double
sg_settings_store_get_number (GSettings  *settings,
                              const char *key,
                              const char *profile_id)
{
  g_autoptr (GVariant) all = g_settings_get_value (settings, key);
  double number = 0.0;

  g_variant_lookup (all, profile_id, "d", &number);

  return number;
}

/**
 * sg_settings_store_set:
 * @key: a setting of a type such as `a{ss}`
 * @value: (nullable) (transfer floating): %NULL takes it away
 */
void
sg_settings_store_set (GSettings  *settings,
                       const char *key,
                       const char *profile_id,
                       GVariant   *value)
{
  g_autoptr (GVariant) before = g_settings_get_value (settings, key);
  GVariantBuilder builder;
  GVariantIter iter;
  GVariant *entry;

  g_variant_builder_init (&builder, g_variant_get_type (before));
  g_variant_iter_init (&iter, before);
  while ((entry = g_variant_iter_next_value (&iter)) != NULL) {
    g_autoptr (GVariant) owned = entry;
    g_autoptr (GVariant) id = g_variant_get_child_value (owned, 0);

    if (!g_str_equal (g_variant_get_string (id, NULL), profile_id))
      g_variant_builder_add_value (&builder, owned);
  }
  if (value != NULL)
    g_variant_builder_add_value (&builder, g_variant_new_dict_entry (g_variant_new_string (profile_id), value));
  g_settings_set_value (settings, key, g_variant_builder_end (&builder));
}
