/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-settings-schema.h"

#include "sg-config.h"

/**
 * sg_settings_open:
 *
 * g_settings_new() ends the process where the schema is missing, as in a build that was never installed.
 *
 * Returns: (transfer full) (nullable): %NULL where the schema is not installed, or is older than we are
 */
GSettings *
sg_settings_open (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source ? g_settings_schema_source_lookup (source, APP_ID, TRUE) : NULL;

  return schema && g_settings_schema_has_key (schema, "mode") ? g_settings_new_full (schema, NULL, NULL) : NULL;
}
