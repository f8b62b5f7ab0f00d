/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "sg-claude-folder.h"
#include "sg-cli-key-place.h"
#include "sg-cli-ledger.h"
#include "sg-cli-table.h"
#include "sg-cli-view.h"
#include "sg-cli.h"
#include "sg-config.h"
#include "sg-error.h"
#include "sg-flatpak.h"
#include "sg-home.h"
#include "sg-settings-check.h"
#include "sg-settings-store.h"
#include "sg-state-folder.h"
#include "sg-words.h"

#define PORTAL_TIMEOUT_MS 3000

static void
print_item (const char *name,
            const char *verdict)
{
  int width = (int) sg_cli_text_width (name);

  g_print ("  %s%*s  %s\n", name, MAX (0, 28 - width), "", verdict);
}

/* What it is, with the home as people write it, and what next */
static void
print_problem (const char *sentence,
               const char *next_step)
{
  g_autofree char *text = sg_home_shorten (sentence, g_get_home_dir ());

  g_print ("    %s\n    → %s\n", text, next_step);
}

static gboolean
has_name (GDBusConnection *connection,
          const char      *method,
          const char      *name)
{
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                 method, g_str_equal (method, "NameHasOwner") ? g_variant_new ("(s)", name) : NULL,
                                 NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_autofree const char **names = NULL;
  gboolean owned = FALSE;

  if (reply == NULL)
    return FALSE;
  if (g_variant_is_of_type (reply, G_VARIANT_TYPE ("(b)"))) {
    g_variant_get (reply, "(b)", &owned);
    return owned;
  }
  g_variant_get (reply, "(^a&s)", &names);

  return g_strv_contains (names, name);
}

static void
check_name (GDBusConnection *connection,
            const char      *label,
            const char      *name,
            const char      *without)
{
  if (has_name (connection, "NameHasOwner", name))
    print_item (label, _ ("there"));
  else if (has_name (connection, "ListActivatableNames", name))
    print_item (label, _ ("starts when needed"));
  else
    print_item (label, without);
}

/* In a Flatpak the portal stands for what a name of its own stands for elsewhere. */
static gboolean
has_portal (GDBusConnection *connection,
            const char      *interface)
{
  g_autoptr (GVariant) version =
    g_dbus_connection_call_sync (connection, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                                 "org.freedesktop.DBus.Properties", "Get", g_variant_new ("(ss)", interface, "version"),
                                 G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, PORTAL_TIMEOUT_MS, NULL, NULL);

  return version != NULL;
}

static void
check_service (GDBusConnection *connection,
               const char      *label,
               const char      *name,
               const char      *portal,
               const char      *without)
{
  if (sg_flatpak_is_around () && has_portal (connection, portal))
    print_item (label, _ ("there"));
  else
    check_name (connection, label, name, without);
}

static const char *
say_agent (GDBusConnection *connection,
           const SgCliView *view)
{
  if (view->client != NULL)
    return _ ("running");

  return has_name (connection, "NameHasOwner", SG_BUS_NAME) ? _ ("Sandglass is running, but does not answer")
                                                            : _ ("not running; “sandglass” starts it");
}

static void
examine_desktop (const SgCliView *view)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  gboolean display = sg_cli_has_display ();

  g_print ("%s\n", _ ("Desktop"));
  print_item (_ ("Display"), display ? _ ("there") : _ ("none; only the command line works"));
  if (connection == NULL) {
    print_item (_ ("Session bus"), _ ("none; neither tray nor notifications can work"));
    return;
  }
  print_item (_ ("Session bus"), _ ("there"));
  print_item (_ ("Sandglass"), say_agent (connection, view));
  check_name (connection, _ ("Tray (StatusNotifier)"), "org.kde.StatusNotifierWatcher",
              _ ("none; an XEmbed tray is tried on X11, and the window always opens"));
  check_service (connection, _ ("Notifications"), "org.freedesktop.Notifications", "org.freedesktop.portal.Notification",
                 _ ("none; alerts show only in the tray and the panel"));
  check_service (connection, _ ("Keyring"), "org.freedesktop.secrets", "org.freedesktop.portal.Secret",
                 _ ("none; a key is kept until Sandglass ends"));
}

static void
examine_login (const SgCliView *view)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  SgLoginState state = sg_login_state_of (view->model, view->now);
  g_autofree char *sentence = sg_words_login (state, sg_usage_model_get_account (view->model), view->now, zone);
  const char *next_step = sg_words_login_next_step (state);

  g_print ("\n%s\n", _ ("Login"));
  print_item (_ ("claude.ai"), sg_words_login_title (state));
  if (sentence != NULL)
    g_print ("    %s\n", sentence);
  if (next_step != NULL)
    g_print ("    → %s\n", next_step);
}

static char *
when_line (const SgSourceStatus *status,
           const SgCliView      *view)
{
  GDateTime *now = view->now;
  g_autoptr (GString) line = g_string_new (NULL);

  if (status->last_answer_at != NULL) {
    g_autofree char *age = sg_words_age (status->last_answer_at, now);

    g_string_append_printf (line, _ ("last answer %s"), age);
  }
  if (view->client != NULL && status->next_try_at != NULL && g_date_time_compare (status->next_try_at, now) > 0) {
    g_autofree char *wait = sg_words_duration (g_date_time_difference (status->next_try_at, now) / G_TIME_SPAN_SECOND);

    g_string_append_printf (line, line->len > 0 ? _ (", next try in %s") : _ ("next try in %s"), wait);
  }

  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* No fault; why is said only where it was not the user's doing in Sandglass. */
static void
print_switched_off (const SgSourceStatus *status)
{
  const char *name = sg_words_source_name (status->id);
  gboolean is_our_own = status->detail == NULL || strstr (status->detail, "CLAUDE_CODE_") == NULL;
  g_autofree char *verdict = is_our_own ? NULL : g_strdup_printf (_ ("%s: %s"), sg_words_source_state (status->state), status->detail);

  print_item (name, is_our_own ? sg_words_source_state (status->state) : verdict);
}

static void
examine_source (const SgSourceStatus *status,
                const SgCliView      *view)
{
  const char *sentence = sg_words_error (status->error_code);
  const char *next_step = sg_words_source_next_step (status);
  g_autofree char *detail = status->detail ? sg_home_shorten (status->detail, g_get_home_dir ()) : NULL;
  g_autofree char *when = when_line (status, view);

  if (status->state == SG_SOURCE_OFF) {
    print_switched_off (status);
    return;
  }
  print_item (sg_words_source_name (status->id), sg_words_source_state (status->state));
  if (sentence != NULL)
    g_print ("    %s\n", sentence);
  if (detail != NULL && *detail != '\0')
    g_print ("    %s\n", detail);
  if (sentence != NULL && next_step != NULL)
    g_print ("    → %s\n", next_step);
  if (*when != '\0')
    g_print ("    %s\n", when);
}

/* What a link that leads nowhere in here points at. */
static char *
find_link_target (const SgClaudeFolder *folder)
{
  g_autofree char *target = g_file_read_link (folder->projects_path, NULL);

  if (target == NULL || g_file_test (folder->projects_path, G_FILE_TEST_IS_DIR))
    return NULL;

  return g_canonicalize_filename (target, folder->config_path);
}

static void
print_override (const char *sentence,
                const char *path)
{
  g_autofree char *short_path = sg_home_shorten (path, g_get_home_dir ());

  g_print ("    %s\n    → flatpak override --user --filesystem=%s:ro %s\n", sentence, short_path, APP_ID);
}

/* A sandbox sees what it was given when it began, and follows no link out of that. */
static void
examine_sandbox (const SgClaudeFolder *folder)
{
  g_autofree char *target = find_link_target (folder);

  if (!sg_flatpak_is_around ())
    return;

  if (target != NULL)
    print_override (_ ("Its transcripts are a link out of the sandbox."), target);
  else if (!g_file_test (folder->config_path, G_FILE_TEST_IS_DIR))
    print_override (_ ("If it is there, it came after Sandglass was started: “sandglass quit”, and start it again. Else it may not be seen:"), folder->config_path);
}

static gboolean
agent_knows (const SgCliView      *view,
             const SgClaudeFolder *folder)
{
  for (guint i = 0; i < view->profiles->len; i++) {
    const SgProfileInfo *profile = g_ptr_array_index (view->profiles, i);

    if (g_str_equal (profile->id, folder->profile))
      return TRUE;
  }

  return FALSE;
}

static void
examine_folders (const SgCliView *view)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  g_autofree char *chosen = NULL;
  g_autoptr (GPtrArray) folders = sg_settings_store_find_folders_around (settings, &chosen);

  g_print ("\n%s\n", _ ("Claude Code's folders"));
  for (guint i = 0; i < folders->len; i++) {
    const SgClaudeFolder *folder = g_ptr_array_index (folders, i);
    g_autofree char *path = sg_home_shorten (folder->config_path, g_get_home_dir ());

    print_item (path, g_file_test (folder->projects_path, G_FILE_TEST_IS_DIR) ? _ ("has transcripts")
                      : g_file_test (folder->config_path, G_FILE_TEST_IS_DIR) ? _ ("there, without transcripts") : _ ("not there"));
    if (view->client != NULL && !agent_knows (view, folder))
      g_print ("    %s\n", _ ("Sandglass does not know it yet; it looks for folders when it starts: “sandglass quit”, and start it again."));
    examine_sandbox (folder);
  }
}

static gboolean
has_room (const char *folder)
{
  struct statvfs disk;

  return access (folder, W_OK) == 0 && (statvfs (folder, &disk) != 0 || disk.f_bavail > 0);
}

/* Returns: (transfer full) (nullable): the names of what was damaged and is kept aside */
static char *
find_damaged (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GString) names = g_string_new (NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (strstr (name, ".damaged") != NULL)
      g_string_append_printf (names, names->len > 0 ? ", %s" : "%s", name);

  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

/* Only where something is wrong. */
static void
examine_state (void)
{
  g_autofree char *folder = sg_state_folder_path ();
  g_autofree char *path = sg_home_shorten (folder, g_get_home_dir ());
  g_autofree char *damaged = find_damaged (folder);
  gboolean is_there = g_file_test (folder, G_FILE_TEST_EXISTS);

  if (is_there && !has_room (folder)) {
    print_item (path, sg_words_error (SG_ERROR_DISK));
    g_print ("    → %s\n", sg_words_next_step (SG_ERROR_DISK));
  }
  if (damaged != NULL) {
    print_item (path, damaged);
    g_print ("    %s\n", _ ("What was damaged is kept there and was begun anew. Past limits, and costs whose transcripts are gone, are in the old file only."));
  }
}

/* Only where something is wrong. */
static void
examine_prices (void)
{
  g_autoptr (GError) error = NULL;

  if (sg_cli_ledger_check_prices (&error))
    return;

  g_print ("\n%s\n", _ ("Prices"));
  /* Translators: of prices that the user wrote down */
  print_item (_ ("Your own"), _ ("left out"));
  print_problem (error->message, sg_cli_ledger_prices_next_step ());
}

/* The same */
static void
examine_settings (void)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  g_autoptr (GPtrArray) faults = settings ? sg_settings_check (settings) : g_ptr_array_new ();

  if (faults->len > 0)
    g_print ("\n%s\n", _ ("Settings"));
  for (guint i = 0; i < faults->len; i++) {
    const SgSettingFault *fault = g_ptr_array_index (faults, i);
    /* Translators: of a setting, which stands before it: what somebody typed in */
    g_autofree char *verdict = g_strdup_printf (_ ("“%s” makes no sense there"), fault->value);
    g_autofree char *used = fault->used ? g_strdup_printf (_ ("Used instead: %s"), fault->used) : g_strdup (_ ("Nothing is used instead."));
    g_autofree char *next_step = g_strdup_printf (_ ("Set it in the preferences, for example to %s"), fault->example);

    print_item (fault->key, verdict);
    print_problem (used, next_step);
  }
}

static void
examine_keys (const SgCliView *view)
{
  static const char *const names[] = {
    [SG_SECRET_ADMIN] = N_ ("Admin API key"),
    [SG_SECRET_API] = N_ ("API key"),
    [SG_SECRET_WEBHOOK] = N_ ("Webhook address"),
  };

  g_print ("\n%s\n", _ ("Keys"));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    SgKeyPlace place;
    g_autoptr (GError) error = NULL;

    sg_secret_key_free (view->client ? sg_cli_key_find ((SgSecretKind) i, &place, &error)
                                     : sg_cli_key_find_here ((SgSecretKind) i, &place, &error));
    print_item (_ (names[i]), sg_cli_key_place_words ((SgSecretKind) i, place));
    if (error != NULL && !g_error_matches (error, SG_ERROR, SG_ERROR_KEY_MISSING))
      g_print ("    %s\n    %s\n", sg_words_error (error->code), error->message);
  }
}

static void
examine_gap (const SgConsole *console)
{
  g_autofree char *sentence = console && console->gap ? sg_words_gap (console->gap) : NULL;
  g_autoptr (GPtrArray) reasons = sentence ? sg_words_gap_reasons (console->gap) : NULL;

  if (sentence == NULL)
    return;

  g_print ("\n%s\n", _ ("This machine beside its organisation, at list prices"));
  g_print ("  %s\n", sentence);
  for (guint i = 0; console->gap->is_over && i < reasons->len; i++)
    g_print ("    %s\n", (const char *) g_ptr_array_index (reasons, i));
}

/**
 * sg_cli_doctor:
 *
 * Prints how everything Sandglass stands on is doing, ready to be pasted: no key, no address, no name.
 */
int
sg_cli_doctor (char **words)
{
  g_autoptr (SgCliView) view = NULL;
  GPtrArray *sources;

  if (words[0] != NULL) {
    g_printerr (_ ("sandglass doctor: it takes no “%s”\n"), words[0]);
    return SG_CLI_WRONG_CALL;
  }

  view = sg_cli_view_new ();
  if (view == NULL)
    view = sg_cli_view_new_here ();
  sources = sg_usage_model_get_sources (view->model);
  g_print ("Sandglass %s\n\n", VERSION);
  examine_desktop (view);
  examine_state ();
  examine_folders (view);
  examine_prices ();
  examine_settings ();
  examine_login (view);
  examine_keys (view);
  g_print ("\n%s\n", _ ("Sources"));
  for (guint i = 0; i < sources->len; i++)
    examine_source (g_ptr_array_index (sources, i), view);
  examine_gap (sg_usage_model_get_console (view->model));

  return EXIT_SUCCESS;
}
