/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-view.h"

#include <glib/gi18n.h>

#include "sg-settings-store.h"

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
 *   only where there is no session bus to look on, or to %G_IO_ERROR_TIMED_OUT where there is one that does not answer
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

/**
 * sg_cli_say_agent_hangs:
 * @error: (nullable): of sg_cli_find_agent()
 *
 * Returns: whether that is why; it is said then
 */
gboolean
sg_cli_say_agent_hangs (const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return FALSE;

  g_printerr ("%s\n", _ ("Sandglass is running, but does not answer"));

  return TRUE;
}

/**
 * sg_cli_dup_profiles:
 * @client: of an agent that runs
 *
 * Returns: (transfer full) (element-type SgProfileInfo): its profiles; a main one where an agent of an earlier version lists none
 */
GPtrArray *
sg_cli_dup_profiles (SgServiceClient *client)
{
  GPtrArray *profiles = sg_service_profiles_get_infos (sg_service_client_get_profiles (client));

  if (profiles->len > 0)
    return g_ptr_array_ref (profiles);

  profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_profile_info_free);
  g_ptr_array_add (profiles, sg_profile_info_new ("main", "claude"));
  ((SgProfileInfo *) g_ptr_array_index (profiles, 0))->shown = TRUE;

  return profiles;
}

/**
 * sg_cli_find_shown_profile:
 * @profiles: (element-type SgProfileInfo):
 *
 * Returns: (transfer none) (nullable): the one the icon shows, else the first
 */
const SgProfileInfo *
sg_cli_find_shown_profile (GPtrArray *profiles)
{
  for (guint i = 0; i < profiles->len; i++) {
    const SgProfileInfo *profile = g_ptr_array_index (profiles, i);

    if (profile->shown)
      return profile;
  }

  return profiles->len > 0 ? g_ptr_array_index (profiles, 0) : NULL;
}

/* Without the variable there is nothing to look for. */
static char *
dup_profile_of_shell (void)
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GPtrArray) folders = NULL;
  char *profile_id;

  if (g_getenv ("CLAUDE_CONFIG_DIR") == NULL)
    return NULL;

  settings = sg_settings_store_open ();
  folders = sg_settings_store_find_folders_around (settings, &profile_id);

  return profile_id;
}

/**
 * sg_cli_view_new:
 *
 * Returns: (transfer full) (nullable): the agent's numbers; %NULL where no agent runs, or one that does not answer, which is said
 */
SgCliView *
sg_cli_view_new (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgServiceClient) client = sg_cli_find_agent (&error);
  g_autofree char *profile_id = NULL;
  SgCliView *self;

  if (client == NULL) {
    sg_cli_say_agent_hangs (error);
    return NULL;
  }

  profile_id = dup_profile_of_shell ();
  self = g_new0 (SgCliView, 1);
  self->model = g_object_ref (sg_service_client_get_model (client));
  self->now = sg_service_client_now (client);
  self->profiles = sg_cli_dup_profiles (client);
  self->client = g_steal_pointer (&client);
  sg_cli_view_turn_to_meant (self, profile_id);

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
  SgUsageModel *model = self->find_model ? self->find_model (self->here, profile->id) : NULL;

  if (self->client != NULL)
    sg_service_profiles_choose_sync (sg_service_client_get_profiles (self->client), profile->id, NULL);
  else if (model != NULL)
    g_set_object (&self->model, model);
}

/**
 * sg_cli_view_turn_to_meant:
 * @profile_id: (nullable): of the login whose shell this is
 */
void
sg_cli_view_turn_to_meant (SgCliView  *self,
                           const char *profile_id)
{
  self->meant = profile_id ? sg_profile_infos_find (self->profiles, profile_id) : NULL;
  if (self->meant != NULL)
    sg_cli_view_turn_to (self, self->meant);
}

/**
 * sg_cli_view_find_profile:
 * @name: what sg_profile_infos_find() takes
 *
 * Returns: (transfer none) (nullable): %NULL with @error set to one of %G_OPTION_ERROR, worded for people
 */
const SgProfileInfo *
sg_cli_view_find_profile (const SgCliView *self,
                          const char      *name,
                          GError         **error)
{
  const SgProfileInfo *profile = sg_profile_infos_find (self->profiles, name);
  g_autofree char *list = sg_profile_infos_list (self->profiles);

  if (profile == NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("there is no profile “%s”; there are: %s"), name, list);

  return profile;
}

void
sg_cli_view_free (SgCliView *self)
{
  g_clear_object (&self->client);
  g_clear_object (&self->here);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_clear_object (&self->model);
  g_clear_pointer (&self->now, g_date_time_unref);
  g_free (self);
}

/* The agent keeps to the settings by itself; where none runs we do. */
static SgAccountParts
parts_to_show (const SgCliView *self)
{
  g_autoptr (GSettings) settings = self->client ? NULL : sg_settings_store_open ();

  if (self->client != NULL)
    return SG_ACCOUNT_NAMES | SG_ACCOUNT_EMAIL;
  if (settings == NULL)
    return SG_ACCOUNT_NAMES;
  if (g_settings_get_boolean (settings, "hide-personal"))
    return 0;

  return SG_ACCOUNT_NAMES | (g_settings_get_boolean (settings, "show-email") ? SG_ACCOUNT_EMAIL : 0);
}

/**
 * sg_cli_view_dup_account:
 *
 * Returns: (transfer full) (nullable): whose numbers they are, as far as the settings let it be shown
 */
SgAccount *
sg_cli_view_dup_account (const SgCliView *self)
{
  const SgAccount *account = sg_usage_model_get_account (self->model);
  g_autoptr (GVariant) shown = account ? g_variant_ref_sink (sg_account_to_variant_of (account, parts_to_show (self))) : NULL;

  return shown ? sg_account_from_variant (shown) : NULL;
}
