/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ledger as a command has it: brought up to date first, without an agent. */

#include "sg-cli-ledger.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "sg-claude-folder.h"
#include "sg-cli-profiles.h"
#include "sg-cli-progress.h"
#include "sg-error.h"
#include "sg-ledger-walk.h"
#include "sg-price-table.h"
#include "sg-settings-store.h"
#include "sg-state-folder.h"
#include "sg-style-settings.h"
#include "sg-words.h"

void
sg_cli_ledger_free (SgCliLedger *self)
{
  sg_ledger_scan_clear (&self->scan);
  g_clear_pointer (&self->ledger, sg_ledger_close);
  g_clear_pointer (&self->prices, sg_price_table_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->projects_paths, g_ptr_array_unref);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_clear_pointer (&self->folders, g_ptr_array_unref);
  g_clear_pointer (&self->meant, g_free);
  g_free (self);
}

/**
 * sg_cli_ledger_say:
 *
 * Says on stderr why there is no ledger.
 *
 * Returns: the exit code
 */
int
sg_cli_ledger_say (const GError *error)
{
  const char *step = error->domain == SG_ERROR ? sg_words_next_step (error->code) : NULL;

  g_printerr ("%s\n%s\n", error->domain == SG_ERROR ? sg_words_error (error->code) : "", error->message);
  if (step != NULL)
    g_printerr ("→ %s\n", step);

  return EXIT_FAILURE;
}

/**
 * sg_cli_ledger_say_moved_aside:
 * @path: where the damaged ledger is now
 *
 * Says on stderr what is only there, and what can be done about it.
 */
void
sg_cli_ledger_say_moved_aside (const char *path)
{
  g_printerr (_ ("The ledger was damaged. It is kept as %s, and made anew from the transcripts.\n"), path);
  g_printerr ("%s\n→ %s\n",
              _ ("What no transcript has is in that file only: past limits, results taken in with “sandglass ingest”, telemetry, the Admin API's history, and costs whose transcripts are gone."),
              _ ("Keep it. Give the results to “sandglass ingest” again; with a backup of ledger.db, end Sandglass and put that back"));
}

/* The folders, and how money is written. */
static void
take_settings (SgCliLedger *self)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();

  sg_style_settings_apply (settings);
  self->folders = sg_settings_store_find_folders_around (settings, &self->meant);
  self->projects_paths = g_ptr_array_new ();
  self->profiles = g_ptr_array_new ();
  for (guint i = 0; i < self->folders->len; i++) {
    const SgClaudeFolder *folder = g_ptr_array_index (self->folders, i);

    g_ptr_array_add (self->projects_paths, folder->projects_path);
    g_ptr_array_add (self->profiles, folder->profile);
  }
  g_ptr_array_add (self->projects_paths, NULL);
  g_ptr_array_add (self->profiles, NULL);
  self->scan.projects_paths = (const char *const *) self->projects_paths->pdata;
  self->scan.profiles = (const char *const *) self->profiles->pdata;
}

static void
say_prices (const GError *error)
{
  g_printerr (_ ("Your prices are left out: %s\n"), error->message);
  g_printerr ("→ %s\n", sg_cli_ledger_prices_next_step ());
}

/* The same prices the agent has; a file of the user's that cannot be read is said, and left out. */
static SgPriceTable *
load_prices (void)
{
  SgPriceTable *prices = sg_price_table_new ();
  g_autofree char *path = sg_price_table_dup_user_path ();
  g_autoptr (GError) error = NULL;

  if (!sg_price_table_merge_file (prices, path, &error))
    say_prices (error);

  return prices;
}

/**
 * sg_cli_ledger_check_prices:
 *
 * Returns: %FALSE with @error set, which names the file, where the user's own prices are left out
 */
gboolean
sg_cli_ledger_check_prices (GError **error)
{
  g_autofree char *path = sg_price_table_dup_user_path ();
  g_autoptr (SgPriceTable) prices = g_file_test (path, G_FILE_TEST_EXISTS) ? sg_price_table_new () : NULL;

  return prices == NULL || sg_price_table_merge_file (prices, path, error);
}

/**
 * sg_cli_ledger_prices_next_step:
 *
 * Returns: (transfer none): what to do where they are left out
 */
const char *
sg_cli_ledger_prices_next_step (void)
{
  return _ ("Mend that file or remove it; until then the prices that came with Sandglass count");
}

/**
 * sg_cli_ledger_say_prices:
 *
 * Says on stderr when the user's own prices are left out, for who does not open the ledger.
 */
void
sg_cli_ledger_say_prices (void)
{
  g_autoptr (GError) error = NULL;

  if (!sg_cli_ledger_check_prices (&error))
    say_prices (error);
}

static gboolean
forget_files (SgCliLedger *self,
              const char  *path,
              GError     **error)
{
  if (!sg_ledger_prepare_rebuild (self->ledger, error))
    return FALSE;

  g_clear_pointer (&self->ledger, sg_ledger_close);
  self->ledger = sg_ledger_open (path, self->prices, error);

  return self->ledger != NULL;
}

static gboolean
read_into (SgCliLedger *self,
           const char  *path,
           gboolean     rebuild,
           GError     **error)
{
  gint64 start = g_get_monotonic_time ();

  g_clear_pointer (&self->ledger, sg_ledger_close);
  self->ledger = sg_ledger_open (path, self->prices, error);
  if (self->ledger == NULL || !sg_ledger_get_totals (self->ledger, &self->totals, error))
    return FALSE;
  self->n_requests_before = self->totals.n_requests;

  if ((rebuild && !forget_files (self, path, error)) || !sg_cli_progress_scan (self->ledger, &self->scan, error) ||
      !sg_ledger_get_totals (self->ledger, &self->totals, error))
    return FALSE;
  self->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;

  return TRUE;
}

static gboolean
is_damaged (const GError *error)
{
  return g_error_matches (error, SG_ERROR, SG_ERROR_BAD_DATA);
}

/* A damaged ledger is kept aside and made anew; without a disk to write to it lives in memory. */
static gboolean
read_or_recover (SgCliLedger *self,
                 gboolean     rebuild,
                 GError     **error)
{
  guint64 identity = sg_ledger_identify (self->path);
  g_autoptr (GError) local = NULL;
  g_autofree char *aside = NULL;

  if (read_into (self, self->path, rebuild, &local))
    return TRUE;

  g_clear_pointer (&self->ledger, sg_ledger_close);
  if (is_damaged (local) && sg_ledger_move_aside (self->path, identity, &aside)) {
    if (aside != NULL)
      sg_cli_ledger_say_moved_aside (aside);
    g_clear_error (&local);
    if (read_into (self, self->path, FALSE, &local))
      return TRUE;
  }
  if (is_damaged (local) || g_error_matches (local, SG_ERROR, SG_ERROR_DISK)) {
    self->is_kept = FALSE;
    g_printerr (_ ("Nothing is kept this time, and what was kept before is left out: %s\n"), local->message);
    return read_into (self, SG_LEDGER_IN_MEMORY, FALSE, error);
  }
  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static SgCliLedger *
open_and_read (gboolean rebuild,
               GError **error)
{
  g_autoptr (SgCliLedger) self = g_new0 (SgCliLedger, 1);
  g_autofree char *folder = sg_state_folder_path ();

  self->prices = load_prices ();
  self->path = g_build_filename (folder, "ledger.db", NULL);
  take_settings (self);
  self->scan.n_threads = SG_LEDGER_SCAN_THREADS;
  self->is_kept = TRUE;

  return read_or_recover (self, rebuild, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * sg_cli_ledger_new_maybe_empty:
 *
 * The same as sg_cli_ledger_new(), for who brings something to count.
 */
SgCliLedger *
sg_cli_ledger_new_maybe_empty (GError **error)
{
  return open_and_read (FALSE, error);
}

/**
 * sg_cli_ledger_new:
 * @rebuild: whether to read every transcript from its start; what was counted from others stays
 *
 * Opens the agent's ledger and reads what is new, and has money written as the settings say, with a bar on a terminal when that takes long.
 *
 * Returns: (transfer full): or %NULL with @error set to %SG_ERROR_NOT_FOUND when nothing was ever counted
 */
SgCliLedger *
sg_cli_ledger_new (gboolean rebuild,
                   GError **error)
{
  g_autoptr (SgCliLedger) self = open_and_read (rebuild, error);

  if (self == NULL)
    return NULL;

  if (self->scan.n_roots == 0 && self->totals.n_requests == 0) {
    g_autofree char *places = g_strjoinv (", ", (char **) self->projects_paths->pdata);

    g_set_error (error, SG_ERROR, SG_ERROR_NOT_FOUND, _ ("no transcripts; looked for %s"), places);
    return NULL;
  }

  return g_steal_pointer (&self);
}

/**
 * sg_cli_ledger_look_at:
 * @profile: what a person calls it, as sg_profile_infos_find() takes it
 *
 * Then reports are of that profile alone.
 *
 * Returns: %FALSE with @error set, worded for people, when there is none of that name
 */
gboolean
sg_cli_ledger_look_at (SgCliLedger *self,
                       const char  *profile,
                       GError     **error)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  g_autoptr (GPtrArray) known = sg_cli_profiles_new (self->folders, settings);
  const SgProfileInfo *found = sg_profile_infos_find (known, profile);
  g_auto (GStrv) ids = sg_claude_folders_dup_profiles (self->folders);
  g_autofree char *list = sg_profile_infos_list (known);

  for (guint i = 0; found != NULL && ids[i] != NULL; i++) {
    if (!g_str_equal (ids[i], found->id))
      continue;
    sg_ledger_look_at_profile (self->ledger, (const char *const *) ids, i);
    return TRUE;
  }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("there is no profile “%s”; there are: %s"), profile, list);

  return FALSE;
}
