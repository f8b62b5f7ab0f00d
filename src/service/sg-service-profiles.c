/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-service-profiles.h"

#include "sg-service-address.h"
#include "sg-variant.h"

struct _SgServiceProfiles {
  GObject          parent_instance;

  GDBusConnection *connection;    /* (owned) */
  GCancellable    *cancellable;   /* (owned) */
  GPtrArray       *infos;         /* (owned) (element-type SgProfileInfo) */
  GVariant        *listed;        /* (owned) (nullable): what @infos are made of */
  char            *chosen_id;     /* (owned) (nullable): of @chosen, or of the one that is on its way */
  SgBusSandglass1 *chosen;        /* (owned) (nullable) */
};

enum { TURNED, CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgServiceProfiles, sg_service_profiles, G_TYPE_OBJECT)

static void
drop_chosen (SgServiceProfiles *self)
{
  if (self->chosen != NULL)
    g_signal_handlers_disconnect_by_data (self->chosen, self);
  g_clear_object (&self->chosen);
}

static void
sg_service_profiles_finalize (GObject *object)
{
  SgServiceProfiles *self = SG_SERVICE_PROFILES (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->infos, g_ptr_array_unref);
  g_clear_pointer (&self->listed, g_variant_unref);
  g_clear_pointer (&self->chosen_id, g_free);
  drop_chosen (self);

  G_OBJECT_CLASS (sg_service_profiles_parent_class)->finalize (object);
}

static void
sg_service_profiles_class_init (SgServiceProfilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_service_profiles_finalize;

  signals[TURNED] = g_signal_new ("turned", SG_TYPE_SERVICE_PROFILES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", SG_TYPE_SERVICE_PROFILES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sg_service_profiles_init (SgServiceProfiles *self)
{
  self->infos = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_profile_info_free);
}

/**
 * sg_service_profiles_new:
 * @cancellable: ends what is on its way
 *
 * Returns: (transfer full): none, until it hears of them
 */
SgServiceProfiles *
sg_service_profiles_new (GDBusConnection *connection,
                         GCancellable    *cancellable)
{
  SgServiceProfiles *self = g_object_new (SG_TYPE_SERVICE_PROFILES, NULL);

  self->connection = g_object_ref (connection);
  self->cancellable = g_object_ref (cancellable);

  return self;
}

/* An agent that came back may not have it any more. */
static void
drop_lost (SgServiceProfiles *self)
{
  if (self->chosen == NULL || (self->infos->len > 1 && sg_profile_infos_find (self->infos, self->chosen_id) != NULL))
    return;

  drop_chosen (self);
  g_clear_pointer (&self->chosen_id, g_free);
}

/**
 * sg_service_profiles_hear:
 * @list: (nullable): as the agent lists them
 *
 * The one that was chosen is so no longer when the agent has lost it.
 *
 * Returns: whether they are others than before
 */
gboolean
sg_service_profiles_hear (SgServiceProfiles *self,
                          GVariant          *list)
{
  gboolean differs = list != NULL && (self->listed == NULL || !g_variant_equal (list, self->listed));

  if (differs) {
    g_clear_pointer (&self->listed, g_variant_unref);
    self->listed = g_variant_ref (list);
    g_ptr_array_unref (self->infos);
    self->infos = sg_variant_get_array (list, (gpointer (*)(GVariant *))sg_profile_info_from_variant,
                                        (GDestroyNotify) sg_profile_info_free);
  }
  drop_lost (self);

  return differs;
}

/**
 * sg_service_profiles_get_infos:
 *
 * Returns: (transfer none) (element-type SgProfileInfo): as last heard; empty before that
 */
GPtrArray *
sg_service_profiles_get_infos (SgServiceProfiles *self)
{
  return self->infos;
}

/**
 * sg_service_profiles_get_chosen_id:
 *
 * Returns: (transfer none) (nullable): as soon as it was chosen
 */
const char *
sg_service_profiles_get_chosen_id (SgServiceProfiles *self)
{
  return self->chosen_id;
}

/**
 * sg_service_profiles_get_chosen:
 *
 * Returns: (transfer none) (nullable): %NULL where the agent chooses, and until the bus has answered
 */
SgBusSandglass1 *
sg_service_profiles_get_chosen (SgServiceProfiles *self)
{
  return self->chosen;
}

/* An agent with one profile has no object for it but its own. */
static char *
path_of (SgServiceProfiles *self,
         const char        *profile_id)
{
  return self->infos->len > 1 && profile_id != NULL ? g_strconcat (SG_BUS_PROFILES_PATH, profile_id, NULL) : NULL;
}

static void
chosen_changed (SgServiceProfiles *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Takes @chosen. */
static void
turn_to (SgServiceProfiles *self,
         SgBusSandglass1   *chosen)
{
  drop_chosen (self);
  self->chosen = chosen;
  if (chosen != NULL)
    g_signal_connect_object (chosen, "g-properties-changed", G_CALLBACK (chosen_changed), self, G_CONNECT_SWAPPED);
  g_signal_emit (self, signals[TURNED], 0);
}

static void
proxy_made_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SgServiceProfiles) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgBusSandglass1) proxy = sg_bus_sandglass1_proxy_new_finish (result, &error);
  g_autofree char *wanted = path_of (self, self->chosen_id);

  /* Somebody may have chosen another meanwhile. */
  if (proxy != NULL && g_strcmp0 (g_dbus_proxy_get_object_path (G_DBUS_PROXY (proxy)), wanted) == 0)
    turn_to (self, g_steal_pointer (&proxy));
  else if (proxy == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("The session bus gave no proxy: %s", error->message);
}

static void
set_chosen_id (SgServiceProfiles *self,
               const char        *profile_id)
{
  g_autofree char *before = self->chosen_id;

  self->chosen_id = g_strdup (profile_id);
}

/**
 * sg_service_profiles_choose:
 * @profile_id: (nullable): one of sg_service_profiles_get_infos(); %NULL for the agent's choice
 *
 * Turns to that profile, as soon as the bus has answered.
 */
void
sg_service_profiles_choose (SgServiceProfiles *self,
                            const char        *profile_id)
{
  g_autofree char *path = path_of (self, profile_id);

  set_chosen_id (self, profile_id);
  if (path != NULL)
    sg_bus_sandglass1_proxy_new (self->connection, SG_BUS_PROXY_FLAGS, SG_BUS_NAME, path, self->cancellable,
                                 proxy_made_cb, g_object_ref (self));
  else
    turn_to (self, NULL);
}

/**
 * sg_service_profiles_choose_sync:
 *
 * The same, and waits for it.
 *
 * Returns: %FALSE with @error set when the bus itself failed
 */
gboolean
sg_service_profiles_choose_sync (SgServiceProfiles *self,
                                 const char        *profile_id,
                                 GError           **error)
{
  g_autofree char *path = path_of (self, profile_id);
  SgBusSandglass1 *proxy =
    path ? sg_bus_sandglass1_proxy_new_sync (self->connection, SG_BUS_PROXY_FLAGS, SG_BUS_NAME, path, NULL, error) : NULL;

  if (path != NULL && proxy == NULL)
    return FALSE;

  set_chosen_id (self, profile_id);
  turn_to (self, proxy);

  return TRUE;
}
