/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-view.h"
#include "sg-profile-settings.h"
#include "sg-source-set.h"
#include "sg-state-folder.h"
#include "sg-style-settings.h"

static SgUsageModel *
find_model (GObject    *here,
            const char *profile_id)
{
  GPtrArray *profiles = sg_monitor_get_profiles (SG_MONITOR (here));

  for (guint i = 0; i < profiles->len; i++) {
    SgProfile *profile = g_ptr_array_index (profiles, i);

    if (g_str_equal (sg_profile_get_id (profile), profile_id))
      return sg_profile_get_model (profile);
  }

  return NULL;
}

static void
switch_off (SgSourceSet *sources,
            GSettings   *settings)
{
  g_auto (GStrv) ids = settings ? g_settings_get_strv (settings, "sources-off") : NULL;

  if (ids != NULL)
    sg_source_set_switch_off (sources, (const char *const *) ids);
}

/* Once, without the network and without telling alerts. */
static SgMonitor *
read_here (void)
{
  g_autoptr (SgClock) clock = sg_clock_new ();
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  g_autoptr (GPtrArray) folders = sg_settings_store_find_folders (settings);
  g_autofree char *state_folder = sg_state_folder_path ();
  g_autoptr (SgSourceSet) sources = sg_source_set_new (folders, state_folder);
  g_autoptr (SgStateFile) state = sg_state_file_new (NULL);
  SgMonitor *monitor = sg_monitor_new (clock, state);

  switch_off (sources, settings);
  sg_source_set_add_to (sources, monitor);
  sg_profile_settings_apply (settings, monitor);
  sg_style_settings_apply (settings);
  sg_monitor_start (monitor);
  while (sg_usage_model_is_refreshing (sg_monitor_get_model (monitor)))
    g_main_context_iteration (NULL, TRUE);

  return monitor;
}

/**
 * sg_cli_view_new_here:
 *
 * Reads what is on this machine, once, without the network and without telling alerts.
 */
SgCliView *
sg_cli_view_new_here (void)
{
  SgMonitor *monitor = read_here ();
  SgCliView *self = g_new0 (SgCliView, 1);

  self->model = g_object_ref (sg_monitor_get_model (monitor));
  self->now = sg_clock_now (sg_monitor_get_clock (monitor));
  self->profiles = sg_monitor_dup_infos (monitor);
  self->here = G_OBJECT (monitor);
  self->find_model = find_model;

  return self;
}
