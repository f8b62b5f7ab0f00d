/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-view.h"

#include "sg-bill-settings.h"
#include "sg-cli-key-place.h"
#include "sg-cli-ledger.h"
#include "sg-profile-settings.h"
#include "sg-source-set.h"
#include "sg-state-folder.h"
#include "sg-style-settings.h"
#include "sg-transcript-source.h"

static SgUsageModel *
find_model (GObject    *here,
            const char *profile_id)
{
  SgProfile *profile = sg_profiles_find (sg_monitor_get_profiles (SG_MONITOR (here)), profile_id);

  return profile ? sg_profile_get_model (profile) : NULL;
}

static void
switch_off (SgSourceSet *sources,
            GSettings   *settings)
{
  g_auto (GStrv) ids = settings ? g_settings_get_strv (settings, "sources-off") : NULL;

  if (ids != NULL)
    sg_source_set_switch_off (sources, (const char *const *) ids);
}

/* A server that does not answer must not make a terminal wait longer than this; what is kept is printed then. */
#define PATIENCE_SECONDS 8

static gboolean
lose_patience_cb (gpointer user_data)
{
  guint *timer_id = user_data;

  *timer_id = 0;

  return G_SOURCE_REMOVE;
}

/* A disk may take as long as it needs. */
static gboolean
is_the_bill_all (SgMonitor *monitor)
{
  GPtrArray *profiles = sg_profiles_get_all (sg_monitor_get_profiles (monitor));

  for (guint i = 0; i < profiles->len; i++) {
    GPtrArray *sources = sg_usage_model_get_sources (sg_profile_get_model (g_ptr_array_index (profiles, i)));

    for (guint k = 0; k < sources->len; k++) {
      const SgSourceStatus *status = g_ptr_array_index (sources, k);

      if (status->state == SG_SOURCE_STARTING && status->origin != SG_ORIGIN_ADMIN)
        return FALSE;
    }
  }

  return TRUE;
}

static void
read_all (SgMonitor *monitor)
{
  guint timer_id = g_timeout_add_seconds (PATIENCE_SECONDS, lose_patience_cb, &timer_id);

  sg_monitor_start (monitor);
  while (sg_usage_model_is_refreshing (sg_monitor_get_model (monitor)) && (timer_id != 0 || !is_the_bill_all (monitor)))
    g_main_context_iteration (NULL, TRUE);
  g_clear_handle_id (&timer_id, g_source_remove);
}

static void
moved_aside_cb (SgTranscriptSource *source G_GNUC_UNUSED,
                const char                *path)
{
  sg_cli_ledger_say_moved_aside (path);
}

static void
add_bill (SgSourceSet *sources,
          const char  *base_url)
{
  g_autoptr (SgKeyChain) keys = sg_cli_key_chain_new (SG_SECRET_ADMIN);

  sg_source_set_add_admin (sources, SG_KEY_FINDER (keys), base_url);
}

static void
set_up_bill (SgSourceSet *sources,
             SgMonitor   *monitor,
             GSettings   *settings)
{
  g_autoptr (SgStateFile) state = sg_source_set_open_state (sources);
  g_autoptr (GDateTime) now = sg_clock_now (sg_monitor_get_clock (monitor));
  SgAdminSource *admin = SG_ADMIN_SOURCE (sg_source_set_get_admin (sources));

  if (settings != NULL)
    sg_admin_source_set_enabled (admin, g_settings_get_boolean (settings, "ask-admin-api"));
  sg_bill_settings_apply_balance (settings, admin, state, now);
  sg_bill_settings_apply_threshold (settings, admin);
  sg_bill_settings_apply_budgets (settings, monitor);
}

/* Once, and without telling alerts. */
static SgMonitor *
read_here (gboolean    with_bill,
           const char *base_url,
           char      **profile_id)
{
  g_autoptr (SgClock) clock = sg_clock_new ();
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  g_autoptr (GPtrArray) folders = sg_settings_store_find_folders_around (settings, profile_id);
  g_autofree char *state_folder = sg_state_folder_path ();
  g_autoptr (SgSourceSet) sources = sg_source_set_new (folders, state_folder);
  g_autoptr (SgStateFile) state = sg_state_file_new (NULL);
  SgMonitor *monitor = sg_monitor_new (clock, state);

  g_signal_connect (sg_source_set_get_transcripts (sources), "ledger-moved-aside", G_CALLBACK (moved_aside_cb), NULL);
  if (with_bill)
    add_bill (sources, base_url);
  switch_off (sources, settings);
  sg_source_set_add_to (sources, monitor);
  sg_style_settings_apply (settings);
  sg_profile_settings_apply (settings, monitor);
  sg_bill_settings_apply_mode (settings, monitor);
  if (with_bill)
    set_up_bill (sources, monitor, settings);
  read_all (monitor);

  return monitor;
}

static SgCliView *
view_new (gboolean    with_bill,
          const char *base_url)
{
  g_autofree char *profile_id = NULL;
  SgMonitor *monitor = read_here (with_bill, base_url, &profile_id);
  SgCliView *self = g_new0 (SgCliView, 1);

  self->model = g_object_ref (sg_monitor_get_model (monitor));
  self->now = sg_clock_now (sg_monitor_get_clock (monitor));
  self->profiles = sg_profiles_dup_infos (sg_monitor_get_profiles (monitor));
  self->here = G_OBJECT (monitor);
  self->find_model = find_model;
  sg_cli_view_turn_to_meant (self, profile_id);

  return self;
}

/**
 * sg_cli_view_new_here:
 *
 * Reads what is on this machine, once, without the network and without telling alerts.
 */
SgCliView *
sg_cli_view_new_here (void)
{
  return view_new (FALSE, NULL);
}

/**
 * sg_cli_view_new_here_with_bill:
 * @base_url: (nullable): %NULL for Anthropic's
 *
 * Adds what an organisation is billed, as it was kept, and where that is older than an hour and there is a key, as the server says it.
 */
SgCliView *
sg_cli_view_new_here_with_bill (const char *base_url)
{
  return view_new (TRUE, base_url);
}
