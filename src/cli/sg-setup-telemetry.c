/* SPDX-License-Identifier: GPL-3.0-or-later */

/* https://docs.claude.com/en/docs/claude-code/monitoring-usage */

#include "sg-setup-telemetry.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <stdlib.h>

#include "sg-config.h"
#include "sg-flatpak.h"
#include "sg-state-folder.h"
#include "sg-telemetry-address.h"

static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source ? g_settings_schema_source_lookup (source, APP_ID, TRUE) : NULL;

  /* One that is installed may be older than we are. */
  return schema && g_settings_schema_has_key (schema, "telemetry-receiver") ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static void
print_lines (const char *url)
{
  const char *const lines[][2] = {
    { "CLAUDE_CODE_ENABLE_TELEMETRY", "1" },
    { "OTEL_LOGS_EXPORTER", "otlp" },
    { "OTEL_EXPORTER_OTLP_PROTOCOL", "http/json" },
    { "OTEL_EXPORTER_OTLP_ENDPOINT", url },
    { "OTEL_LOGS_EXPORT_INTERVAL", "5000" },
  };

  g_print (_ ("Claude Code tells Sandglass of each request when it runs with these lines, for example in ~/.profile:\n\n"));
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    g_print ("  export %s=%s\n", lines[i][0], lines[i][1]);

  g_print (_ ("\nOr in ~/.claude/settings.json:\n\n"));
  g_print ("  \"env\": {\n");
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    g_print ("    \"%s\": \"%s\"%s\n", lines[i][0], lines[i][1], i + 1 < G_N_ELEMENTS (lines) ? "," : "");
  g_print ("  }\n\n");
  g_print (_ ("Keep the address to yourself: who knows it can tell Sandglass numbers. It is the same every time.\n"
              "Where telemetry goes to a collector already, have the collector send a copy here instead.\n"));
}

/* gsettings as it finds our schema: in the sandbox, or where an environment such as ./run's has it. */
static char *
dup_gsettings (void)
{
  const char *folder = g_getenv ("GSETTINGS_SCHEMA_DIR");
  g_autofree char *quoted = folder != NULL ? g_shell_quote (folder) : NULL;

  if (sg_flatpak_is_around ())
    return g_strdup ("flatpak run --command=gsettings " APP_ID);

  return quoted != NULL ? g_strdup_printf ("GSETTINGS_SCHEMA_DIR=%s gsettings", quoted) : g_strdup ("gsettings");
}

static void
print_state (GSettings *settings)
{
  g_autofree char *gsettings = dup_gsettings ();

  if (settings == NULL) {
    g_print (_ ("\nThe receiver is off, and its switch is not there: the settings schema is not installed.\n"));
    return;
  }
  if (g_settings_get_boolean (settings, "telemetry-receiver")) {
    g_print (_ ("\nThe receiver is on while Sandglass runs; “sandglass doctor” says what came.\n"));
    return;
  }

  g_print (_ ("\nThe receiver is off. Turn it on in the preferences, or with:\n\n"));
  g_print ("  %s set " APP_ID " telemetry-receiver true\n", gsettings);
}

/**
 * sg_setup_telemetry:
 *
 * Prints what Claude Code has to be told; changes nothing of Claude's.
 *
 * Returns: the command's exit code
 */
int
sg_setup_telemetry (void)
{
  g_autoptr (GSettings) settings = open_settings ();
  g_autofree char *state_folder = sg_state_folder_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SgTelemetryAddress) address =
    sg_telemetry_address_ensure (state_folder, settings ? g_settings_get_uint (settings, "telemetry-port") : 0, &error);
  g_autofree char *url = NULL;

  if (address == NULL) {
    g_printerr ("sandglass setup: %s\n", error->message);
    return EXIT_FAILURE;
  }

  url = sg_telemetry_address_to_url (address);
  print_lines (url);
  /* The sandbox shares the network of its host, or the receiver would hear nobody. */
  if (sg_flatpak_is_around ())
    g_print (_ ("\nSandglass is a Flatpak here: the lines are for the system outside of it, where Claude Code runs.\n"));
  print_state (settings);

  return EXIT_SUCCESS;
}
