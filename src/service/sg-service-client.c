/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-service-client.h"

#include "sg-service-values.h"
#include "sg-style.h"
#include "sg-variant.h"

#define PATIENCE_MS 2000

struct _SgServiceClient {
  GObject            parent_instance;

  GDBusConnection   *connection;    /* (owned) */
  GCancellable      *cancellable;   /* (owned) */
  SgBusSandglass1   *proxy;         /* (owned) (nullable): %NULL until the bus answered */
  SgServiceProfiles *profiles;      /* (owned) */
  SgUsageModel      *model;         /* (owned) */
  gboolean           was_snoozed;
  guint              n_watching;    /* windows that show the numbers */
};

typedef enum {
  PROP_CONNECTED = 1,
  PROP_PROFILES,
  PROP_SNOOZED,
} SgServiceClientProperty;

static GParamSpec *properties[PROP_SNOOZED + 1];

G_DEFINE_FINAL_TYPE (SgServiceClient, sg_service_client, G_TYPE_OBJECT)

static gboolean
pull_style (SgServiceClient *self)
{
  GVariant *style = sg_bus_sandglass1_get_style (self->proxy);

  return style != NULL && sg_style_set_variant (style);
}

static void
pull_profiles (SgServiceClient *self)
{
  if (sg_service_profiles_hear (self->profiles, sg_bus_sandglass1_get_profiles (self->proxy)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILES]);
}

static void
pull_snoozed (SgServiceClient *self)
{
  gboolean snoozed = sg_service_client_is_snoozed (self);

  if (self->was_snoozed == snoozed)
    return;

  self->was_snoozed = snoozed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SNOOZED]);
}

static void
pull_sources (SgServiceClient *self,
              GVariant        *sources)
{
  g_autoptr (GPtrArray) statuses =
    sg_variant_get_array (sources, (gpointer (*)(GVariant *))sg_source_status_from_variant,
                          (GDestroyNotify) sg_source_status_free);

  sg_usage_model_apply_sources (self->model, statuses);
}

static void
pull (SgServiceClient *self)
{
  SgBusSandglass1 *chosen, *view;
  GVariant *sources;
  SgMode mode;
  gboolean restyled;

  if (!sg_service_client_is_connected (self))
    return;

  restyled = pull_style (self);
  pull_profiles (self);
  pull_snoozed (self);
  chosen = sg_service_profiles_get_chosen (self->profiles);
  view = chosen ? chosen : self->proxy;
  sources = sg_bus_sandglass1_get_sources (view);
  /* One that knows nothing yet must not keep the numbers of the profile before it. */
  if (sg_bus_sandglass1_get_loaded (view) || chosen != NULL) {
    g_autoptr (SgReading) reading = sg_service_values_read (view);

    sg_usage_model_apply (self->model, reading);
  }
  if (sources != NULL)
    pull_sources (self, sources);
  if (sg_mode_from_nick (sg_bus_sandglass1_get_mode (view), &mode))
    sg_usage_model_set_mode (self->model, mode);
  sg_usage_model_set_refreshing (self->model, sg_bus_sandglass1_get_refreshing (view));
  /* The same numbers, to be written anew. */
  if (restyled) {
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILES]);
    g_object_notify (G_OBJECT (self->model), "limits");
  }
}

static void
profile_turned (SgServiceClient *self)
{
  pull (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILES]);
}

static void
tell_watching (SgServiceClient *self)
{
  if (sg_service_client_is_connected (self))
    sg_bus_sandglass1_call_set_watching (self->proxy, self->n_watching > 0, NULL, NULL, NULL);
}

static void
owner_changed (SgServiceClient *self)
{
  pull (self);
  if (self->n_watching > 0)
    tell_watching (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED]);
}

static void
take_proxy (SgServiceClient *self,
            SgBusSandglass1 *proxy)
{
  self->proxy = proxy;
  g_signal_connect_object (proxy, "g-properties-changed", G_CALLBACK (pull), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (proxy, "notify::g-name-owner", G_CALLBACK (owner_changed), self, G_CONNECT_SWAPPED);
  owner_changed (self);
}

static void
proxy_made_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SgServiceClient) self = user_data;
  g_autoptr (GError) error = NULL;
  SgBusSandglass1 *proxy = sg_bus_sandglass1_proxy_new_finish (result, &error);

  if (proxy == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("The session bus gave no proxy: %s", error->message);
  else if (proxy != NULL && self->proxy == NULL)
    take_proxy (self, proxy);
  else
    g_clear_object (&proxy);
}

static void
sg_service_client_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  if (property_id == PROP_CONNECTED)
    g_value_set_boolean (value, sg_service_client_is_connected (SG_SERVICE_CLIENT (object)));
  else if (property_id == PROP_PROFILES)
    g_value_set_object (value, SG_SERVICE_CLIENT (object)->profiles);
  else if (property_id == PROP_SNOOZED)
    g_value_set_boolean (value, sg_service_client_is_snoozed (SG_SERVICE_CLIENT (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
sg_service_client_dispose (GObject *object)
{
  SgServiceClient *self = SG_SERVICE_CLIENT (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (sg_service_client_parent_class)->dispose (object);
}

static void
sg_service_client_finalize (GObject *object)
{
  SgServiceClient *self = SG_SERVICE_CLIENT (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->proxy);
  g_clear_object (&self->profiles);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (sg_service_client_parent_class)->finalize (object);
}

static void
sg_service_client_class_init (SgServiceClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sg_service_client_get_property;
  object_class->dispose = sg_service_client_dispose;
  object_class->finalize = sg_service_client_finalize;

  properties[PROP_CONNECTED] =
    g_param_spec_boolean ("connected", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROFILES] =
    g_param_spec_object ("profiles", NULL, NULL, SG_TYPE_SERVICE_PROFILES,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SNOOZED] =
    g_param_spec_boolean ("snoozed", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sg_service_client_init (SgServiceClient *self)
{
  self->cancellable = g_cancellable_new ();
  self->model = sg_usage_model_new ();
}

/**
 * sg_service_client_new:
 *
 * Starts to look for the agent and follows it from then on: it may come, go and
 * come back. After it has gone the model keeps the last values.
 */
SgServiceClient *
sg_service_client_new (GDBusConnection *connection)
{
  SgServiceClient *self = g_object_new (SG_TYPE_SERVICE_CLIENT, NULL);

  self->connection = g_object_ref (connection);
  self->profiles = sg_service_profiles_new (connection, self->cancellable);
  g_signal_connect_object (self->profiles, "turned", G_CALLBACK (profile_turned), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->profiles, "changed", G_CALLBACK (pull), self, G_CONNECT_SWAPPED);
  sg_bus_sandglass1_proxy_new (connection, SG_BUS_PROXY_FLAGS, SG_BUS_NAME, SG_BUS_PATH, self->cancellable,
                               proxy_made_cb, g_object_ref (self));

  return self;
}

/* An agent that is stopped would keep its caller waiting as long as the bus does, 25 seconds. */
static gboolean
hangs (SgServiceClient *self,
       GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GVariant) version =
    g_dbus_connection_call_sync (self->connection, SG_BUS_NAME, SG_BUS_PATH, "org.freedesktop.DBus.Properties", "Get",
                                 g_variant_new ("(ss)", sg_bus_sandglass1_interface_info ()->name, "Version"), NULL,
                                 G_DBUS_CALL_FLAGS_NO_AUTO_START, PATIENCE_MS, NULL, &local);

  if (version != NULL || !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return FALSE;

  g_propagate_error (error, g_steal_pointer (&local));

  return TRUE;
}

/**
 * sg_service_client_connect:
 *
 * Waits for the bus to say whether there is an agent, for programs without a main loop.
 *
 * Returns: %FALSE with @error set when the bus itself failed, or to %G_IO_ERROR_TIMED_OUT when there is
 *   an agent that does not answer; else see sg_service_client_is_connected() for the agent
 */
gboolean
sg_service_client_connect (SgServiceClient *self,
                           GError         **error)
{
  SgBusSandglass1 *proxy;

  if (self->proxy != NULL)
    return TRUE;
  if (hangs (self, error))
    return FALSE;

  proxy = sg_bus_sandglass1_proxy_new_sync (self->connection, SG_BUS_PROXY_FLAGS, SG_BUS_NAME, SG_BUS_PATH, NULL, error);
  if (proxy != NULL)
    take_proxy (self, proxy);

  return proxy != NULL;
}

/**
 * sg_service_client_has_answered:
 *
 * Returns: whether the bus has said yet if there is an agent; before that nobody knows
 */
gboolean
sg_service_client_has_answered (SgServiceClient *self)
{
  return self->proxy != NULL;
}

gboolean
sg_service_client_is_connected (SgServiceClient *self)
{
  g_autofree char *owner = self->proxy ? g_dbus_proxy_get_name_owner (G_DBUS_PROXY (self->proxy)) : NULL;

  return owner != NULL;
}

/**
 * sg_service_client_get_agent:
 *
 * Returns: (transfer none) (nullable): whom sg-service-calls.h asks; %NULL until the bus has answered
 */
SgBusSandglass1 *
sg_service_client_get_agent (SgServiceClient *self)
{
  return self->proxy;
}

/**
 * sg_service_client_get_profiles:
 *
 * Returns: (transfer none): which there are, and which one the model is of
 */
SgServiceProfiles *
sg_service_client_get_profiles (SgServiceClient *self)
{
  return self->profiles;
}

/**
 * sg_service_client_get_model:
 *
 * Returns: (transfer none): the agent's model, as last heard
 */
SgUsageModel *
sg_service_client_get_model (SgServiceClient *self)
{
  return self->model;
}

/**
 * sg_service_client_get_demo_time:
 *
 * Returns: Unix seconds at which a demonstration stands still; 0 when it is none
 */
gint64
sg_service_client_get_demo_time (SgServiceClient *self)
{
  return self->proxy ? sg_bus_sandglass1_get_demo_time (self->proxy) : 0;
}

/**
 * sg_service_client_get_recording:
 *
 * Returns: (transfer none) (nullable): the file of the recording that is played
 */
const char *
sg_service_client_get_recording (SgServiceClient *self)
{
  const char *path = self->proxy ? sg_bus_sandglass1_get_recording (self->proxy) : NULL;

  return path != NULL && *path != '\0' ? path : NULL;
}

/**
 * sg_service_client_now:
 *
 * Returns: (transfer full): the agent's now; it stands still in a demonstration
 */
GDateTime *
sg_service_client_now (SgServiceClient *self)
{
  gint64 demo_time = sg_service_client_get_demo_time (self);

  return demo_time != 0 ? g_date_time_new_from_unix_utc (demo_time) : g_date_time_new_now_utc ();
}

/**
 * sg_service_client_get_session_keys:
 *
 * Returns: (transfer none) (nullable): kinds of the keys that live only as long as the agent
 */
const char *const *
sg_service_client_get_session_keys (SgServiceClient *self)
{
  return self->proxy ? sg_bus_sandglass1_get_session_keys (self->proxy) : NULL;
}

/**
 * sg_service_client_is_snoozed:
 *
 * Returns: whether a limit is snoozed, of whichever profile
 */
gboolean
sg_service_client_is_snoozed (SgServiceClient *self)
{
  /* What the made getter keeps of a list is forgotten only after everybody was told of a change. */
  g_autoptr (GVariant) ids = self->proxy ? g_dbus_proxy_get_cached_property (G_DBUS_PROXY (self->proxy), "Snoozed") : NULL;

  return ids != NULL && g_variant_n_children (ids) > 0;
}

/**
 * sg_service_client_get_snoozed:
 *
 * Returns: (transfer none) (nullable): the ids of the limits that are snoozed, of the profile that was chosen
 */
const char *const *
sg_service_client_get_snoozed (SgServiceClient *self)
{
  SgBusSandglass1 *chosen = sg_service_profiles_get_chosen (self->profiles);

  return self->proxy ? sg_bus_sandglass1_get_snoozed (chosen ? chosen : self->proxy) : NULL;
}

/**
 * sg_service_client_watch:
 *
 * Somebody looks at the numbers from now on, until sg_service_client_unwatch(); an
 * agent that comes later is told too.
 */
void
sg_service_client_watch (SgServiceClient *self)
{
  if (self->n_watching++ == 0)
    tell_watching (self);
}

void
sg_service_client_unwatch (SgServiceClient *self)
{
  g_return_if_fail (self->n_watching > 0);

  if (--self->n_watching == 0)
    tell_watching (self);
}
