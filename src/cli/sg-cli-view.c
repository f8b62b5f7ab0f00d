/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-view.h"

#include "sg-profile-settings.h"
#include "sg-source-set.h"

/**
 * sg_cli_has_display:
 *
 * Returns: whether there is an X or Wayland display to show something on
 */
gboolean
sg_cli_has_display (void)
{
  const char *wayland = g_getenv ("WAYLAND_DISPLAY");
  const char *x11 = g_getenv ("DISPLAY");

  return (wayland != NULL && *wayland != '\0') || (x11 != NULL && *x11 != '\0');
}

/**
 * sg_cli_find_agent:
 *
 * Returns: (transfer full) (nullable): the running agent, or %NULL; @error is set
 *   only where there is no session bus to look on
 */
SgServiceClient *
sg_cli_find_agent (GError **error)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, error);
  g_autoptr (SgServiceClient) client = NULL;

  if (connection == NULL)
    return NULL;

  /* The bus may end before we do; that is no reason to die over it. */
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  client = sg_service_client_new (connection);
  if (!sg_service_client_connect (client, error) || !sg_service_client_is_connected (client))
    return NULL;

  return g_steal_pointer (&client);
}

static gboolean
is_refreshing (SgMonitor *monitor)
{
  return sg_usage_model_is_refreshing (sg_monitor_get_model (monitor));
}

/* Reads what is on this machine, once, without the network and without telling alerts. */
static SgMonitor *
read_here (void)
{
  g_autoptr (SgClock) clock = sg_clock_new ();
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  g_autoptr (GPtrArray) folders = sg_profile_settings_find_folders (settings);
  g_autofree char *state_folder = sg_source_set_default_state_folder ();
  g_autoptr (SgSourceSet) sources = sg_source_set_new (folders, state_folder);
  g_autoptr (SgStateFile) state = sg_state_file_new (NULL);
  SgMonitor *monitor = sg_monitor_new (clock, state);

  sg_source_set_add_to (sources, monitor);
  sg_profile_settings_apply (settings, monitor);
  sg_monitor_start (monitor);
  while (is_refreshing (monitor))
    g_main_context_iteration (NULL, TRUE);

  return monitor;
}

/* An agent of an earlier version lists none. */
static GPtrArray *
dup_profiles (SgServiceClient *client)
{
  GPtrArray *profiles = sg_service_client_get_profiles (client);

  if (profiles->len > 0)
    return g_ptr_array_ref (profiles);

  profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_profile_info_free);
  g_ptr_array_add (profiles, sg_profile_info_new ("main", "claude"));
  ((SgProfileInfo *) g_ptr_array_index (profiles, 0))->shown = TRUE;

  return profiles;
}

/**
 * sg_cli_view_new:
 *
 * Returns: (transfer full): the agent's numbers, or this machine's own where no agent runs
 */
SgCliView *
sg_cli_view_new (void)
{
  SgCliView *self = g_new0 (SgCliView, 1);

  self->client = sg_cli_find_agent (NULL);
  if (self->client != NULL) {
    self->model = g_object_ref (sg_service_client_get_model (self->client));
    self->now = sg_service_client_now (self->client);
    self->profiles = dup_profiles (self->client);
  } else {
    self->monitor = read_here ();
    self->model = g_object_ref (sg_monitor_get_model (self->monitor));
    self->now = sg_clock_now (sg_monitor_get_clock (self->monitor));
    self->profiles = sg_monitor_dup_infos (self->monitor);
  }

  return self;
}

/**
 * sg_cli_view_turn_to:
 * @profile: one of its profiles
 *
 * Then the model is of that one; an agent that does not answer leaves the one before.
 */
void
sg_cli_view_turn_to (SgCliView           *self,
                     const SgProfileInfo *profile)
{
  GPtrArray *profiles = self->monitor ? sg_monitor_get_profiles (self->monitor) : NULL;

  if (self->client != NULL)
    sg_service_client_turn_to_profile (self->client, profile->id, NULL);

  for (guint i = 0; profiles != NULL && i < profiles->len; i++) {
    if (g_str_equal (sg_profile_get_id (g_ptr_array_index (profiles, i)), profile->id))
      g_set_object (&self->model, sg_profile_get_model (g_ptr_array_index (profiles, i)));
  }
}

void
sg_cli_view_free (SgCliView *self)
{
  g_clear_object (&self->client);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_clear_object (&self->model);
  g_clear_pointer (&self->now, g_date_time_unref);
  g_free (self);
}
