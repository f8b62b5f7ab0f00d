/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-service-client.h"

#include "sg-key-pipe.h"
#include "sg-service-bus.h"
#include "sg-service-values.h"
#include "sg-style.h"
#include "sg-variant.h"

struct _SgServiceClient {
  GObject          parent_instance;

  GDBusConnection *connection;    /* (owned) */
  GCancellable    *cancellable;   /* (owned) */
  SgBusSandglass1 *proxy;         /* (owned) (nullable): %NULL until the bus answered */
  SgBusSandglass1 *view;          /* (owned) (nullable): the profile somebody chose; %NULL follows the agent's choice */
  char            *profile_id;    /* (owned) (nullable): of @view, or of the one that is on its way */
  GPtrArray       *profiles;      /* (owned) (element-type SgProfileInfo) */
  GVariant        *listed;        /* (owned) (nullable): what @profiles are made of */
  SgUsageModel    *model;         /* (owned) */
  guint            n_watching;    /* windows that show the numbers */
};

typedef enum {
  PROP_CONNECTION = 1,
  PROP_CONNECTED,
  PROP_PROFILES,
} SgServiceClientProperty;

static GParamSpec *properties[PROP_PROFILES + 1];

G_DEFINE_FINAL_TYPE (SgServiceClient, sg_service_client, G_TYPE_OBJECT)

#define PROXY_FLAGS (G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START | G_DBUS_PROXY_FLAGS_GET_INVALIDATED_PROPERTIES)

static void
pull_profiles (SgServiceClient *self)
{
  GVariant *list = sg_bus_sandglass1_get_profiles (self->proxy);

  if (list == NULL || (self->listed != NULL && g_variant_equal (list, self->listed)))
    return;

  g_clear_pointer (&self->listed, g_variant_unref);
  self->listed = g_variant_ref (list);
  g_ptr_array_unref (self->profiles);
  self->profiles = sg_variant_get_array (list, (gpointer (*)(GVariant *))sg_profile_info_from_variant,
                                         (GDestroyNotify) sg_profile_info_free);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILES]);
}

static gboolean
pull_style (SgServiceClient *self)
{
  GVariant *style = sg_bus_sandglass1_get_style (self->proxy);

  return style != NULL && sg_style_set_variant (style);
}

/* An agent that came back may not have it any more. */
static void
drop_lost_view (SgServiceClient *self)
{
  if (self->view == NULL || (self->profiles->len > 1 && sg_profile_infos_find (self->profiles, self->profile_id) != NULL))
    return;

  g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_object (&self->view);
  g_clear_pointer (&self->profile_id, g_free);
}

static void
pull (SgServiceClient *self)
{
  SgBusSandglass1 *view;
  GVariant *sources;
  SgMode mode;
  gboolean restyled;

  if (!sg_service_client_is_connected (self))
    return;

  restyled = pull_style (self);
  pull_profiles (self);
  drop_lost_view (self);
  view = self->view ? self->view : self->proxy;
  sources = sg_bus_sandglass1_get_sources (view);
  /* One that knows nothing yet must not keep the numbers of the profile before it. */
  if (sg_bus_sandglass1_get_loaded (view) || self->view != NULL) {
    g_autoptr (SgReading) reading = sg_service_values_read (view);

    sg_usage_model_apply (self->model, reading);
  }
  if (sources != NULL) {
    g_autoptr (GPtrArray) statuses =
      sg_variant_get_array (sources, (gpointer (*)(GVariant *))sg_source_status_from_variant,
                            (GDestroyNotify) sg_source_status_free);

    sg_usage_model_apply_sources (self->model, statuses);
  }
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
sg_service_client_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SgServiceClient *self = SG_SERVICE_CLIENT (object);

  if (property_id == PROP_CONNECTION)
    self->connection = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
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
    g_value_set_boxed (value, SG_SERVICE_CLIENT (object)->profiles);
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
  g_clear_object (&self->view);
  g_clear_pointer (&self->profile_id, g_free);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_clear_pointer (&self->listed, g_variant_unref);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (sg_service_client_parent_class)->finalize (object);
}

static void
sg_service_client_class_init (SgServiceClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = sg_service_client_set_property;
  object_class->get_property = sg_service_client_get_property;
  object_class->dispose = sg_service_client_dispose;
  object_class->finalize = sg_service_client_finalize;

  properties[PROP_CONNECTION] =
    g_param_spec_object ("connection", NULL, NULL, G_TYPE_DBUS_CONNECTION,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONNECTED] =
    g_param_spec_boolean ("connected", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROFILES] =
    g_param_spec_boxed ("profiles", NULL, NULL, G_TYPE_PTR_ARRAY,
                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sg_service_client_init (SgServiceClient *self)
{
  self->cancellable = g_cancellable_new ();
  self->profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_profile_info_free);
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
  SgServiceClient *self = g_object_new (SG_TYPE_SERVICE_CLIENT, "connection", connection, NULL);

  sg_bus_sandglass1_proxy_new (connection, PROXY_FLAGS, SG_BUS_NAME, SG_BUS_PATH, self->cancellable,
                               proxy_made_cb, g_object_ref (self));

  return self;
}

/**
 * sg_service_client_connect:
 *
 * Waits for the bus to say whether there is an agent, for programs without a main loop.
 *
 * Returns: %FALSE with @error set when the bus itself failed; see
 *   sg_service_client_is_connected() for the agent
 */
gboolean
sg_service_client_connect (SgServiceClient *self,
                           GError         **error)
{
  SgBusSandglass1 *proxy;

  if (self->proxy != NULL)
    return TRUE;

  proxy = sg_bus_sandglass1_proxy_new_sync (self->connection, PROXY_FLAGS, SG_BUS_NAME, SG_BUS_PATH, NULL, error);
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
 * sg_service_client_get_profiles:
 *
 * Returns: (transfer none) (element-type SgProfileInfo): as last heard; empty before that
 */
GPtrArray *
sg_service_client_get_profiles (SgServiceClient *self)
{
  return self->profiles;
}

/**
 * sg_service_client_get_profile:
 *
 * Returns: (transfer none) (nullable): the id of the profile that was chosen; %NULL when the agent chooses
 */
const char *
sg_service_client_get_profile (SgServiceClient *self)
{
  return self->profile_id;
}

/* An agent with one profile has no object for it but its own. */
static char *
path_of (SgServiceClient *self,
         const char      *profile_id)
{
  return self->profiles->len > 1 && profile_id != NULL ? g_strconcat (SG_BUS_PROFILES_PATH, profile_id, NULL) : NULL;
}

static void
set_view (SgServiceClient *self,
          SgBusSandglass1 *view)
{
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_object (&self->view);
  self->view = view;
  if (view != NULL)
    g_signal_connect_object (view, "g-properties-changed", G_CALLBACK (pull), self, G_CONNECT_SWAPPED);
  pull (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILES]);
}

static void
view_made_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (SgServiceClient) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgBusSandglass1) view = sg_bus_sandglass1_proxy_new_finish (result, &error);
  g_autofree char *wanted = path_of (self, self->profile_id);

  /* Somebody may have chosen another meanwhile. */
  if (view != NULL && g_strcmp0 (g_dbus_proxy_get_object_path (G_DBUS_PROXY (view)), wanted) == 0)
    set_view (self, g_steal_pointer (&view));
  else if (view == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("The session bus gave no proxy: %s", error->message);
}

static void
choose (SgServiceClient *self,
        const char      *profile_id)
{
  g_autofree char *before = self->profile_id;

  self->profile_id = g_strdup (profile_id);
}

/**
 * sg_service_client_show_profile:
 * @profile_id: (nullable): one of sg_service_client_get_profiles(); %NULL follows the agent's choice
 *
 * Turns the model to that profile, as soon as the bus has answered.
 */
void
sg_service_client_show_profile (SgServiceClient *self,
                                const char      *profile_id)
{
  g_autofree char *path = path_of (self, profile_id);

  choose (self, profile_id);
  if (path != NULL)
    sg_bus_sandglass1_proxy_new (self->connection, PROXY_FLAGS, SG_BUS_NAME, path, self->cancellable,
                                 view_made_cb, g_object_ref (self));
  else if (self->proxy != NULL)
    set_view (self, NULL);
}

/**
 * sg_service_client_turn_to_profile:
 *
 * The same, and waits for it: for programs without a main loop.
 *
 * Returns: %FALSE with @error set when the bus itself failed
 */
gboolean
sg_service_client_turn_to_profile (SgServiceClient *self,
                                   const char      *profile_id,
                                   GError         **error)
{
  g_autofree char *path = path_of (self, profile_id);
  SgBusSandglass1 *view =
    path ? sg_bus_sandglass1_proxy_new_sync (self->connection, PROXY_FLAGS, SG_BUS_NAME, path, NULL, error) : NULL;

  if (path != NULL && view == NULL)
    return FALSE;

  choose (self, profile_id);
  set_view (self, view);

  return TRUE;
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

void
sg_service_client_refresh (SgServiceClient *self)
{
  if (self->proxy != NULL)
    sg_bus_sandglass1_call_refresh (self->proxy, NULL, NULL, NULL);
}

/**
 * sg_service_client_snooze:
 * @limit_id: until which limit's reset; "" for all
 */
void
sg_service_client_snooze (SgServiceClient *self,
                          const char      *limit_id)
{
  if (self->proxy != NULL)
    sg_bus_sandglass1_call_snooze (self->proxy, limit_id, NULL, NULL, NULL);
}

static void
alert_tested_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *problem = NULL;

  if (sg_bus_sandglass1_call_test_alert_finish (SG_BUS_SANDGLASS1 (source), &problem, result, &error))
    g_task_return_pointer (task, problem, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * sg_service_client_test_alert_async:
 * @way: `desktop`, `command` or `webhook`
 */
void
sg_service_client_test_alert_async (SgServiceClient    *self,
                                    const char         *way,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sg_service_client_test_alert_async);
  if (self->proxy == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "Sandglass is not running");
  else
    sg_bus_sandglass1_call_test_alert (self->proxy, way, cancellable, alert_tested_cb, g_steal_pointer (&task));
}

/**
 * sg_service_client_test_alert_finish:
 *
 * Returns: (transfer full): "" when it arrived, else why it did not; %NULL with @error set when no agent tried
 */
char *
sg_service_client_test_alert_finish (SgServiceClient *self,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sg_service_client_show_panel:
 * @page: `panel`, `toggle` (the panel, or away with it), `window` or `preferences`
 * @activation_token: (nullable): lets the window take the focus on Wayland
 */
void
sg_service_client_show_panel (SgServiceClient *self,
                              const char      *page,
                              const char      *activation_token)
{
  g_auto (GVariantDict) data = G_VARIANT_DICT_INIT (NULL);

  if (self->proxy == NULL)
    return;

  sg_variant_put_string (&data, "activation-token", activation_token);
  sg_bus_sandglass1_call_show_panel (self->proxy, page, g_variant_dict_end (&data), NULL, NULL, NULL);
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

void
sg_service_client_quit (SgServiceClient *self)
{
  if (self->proxy != NULL)
    sg_bus_sandglass1_call_quit (self->proxy, NULL, NULL, NULL);
}

static void
key_taken_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (sg_bus_sandglass1_call_set_session_key_finish (SG_BUS_SANDGLASS1 (source), NULL, result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * sg_service_client_set_session_key_async:
 * @kind: `admin` or `api`
 * @key: the key, or "" to forget it; it goes through a pipe, not over the bus
 */
void
sg_service_client_set_session_key_async (SgServiceClient    *self,
                                         const char         *kind,
                                         const char         *key,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GUnixFDList) fds = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, sg_service_client_set_session_key_async);

  if (!sg_service_client_is_connected (self))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "Sandglass is not running");
  else if (!(fds = sg_key_pipe_write (key, &error)))
    g_task_return_error (task, error);
  else
    sg_bus_sandglass1_call_set_session_key (self->proxy, kind, g_variant_new_handle (0), fds, cancellable,
                                            key_taken_cb, g_steal_pointer (&task));
}

/**
 * sg_service_client_set_session_key_finish:
 *
 * Returns: %FALSE with @error set when no agent took the key
 */
gboolean
sg_service_client_set_session_key_finish (SgServiceClient *self,
                                          GAsyncResult    *result,
                                          GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
