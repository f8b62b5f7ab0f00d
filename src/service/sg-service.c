/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-service.h"

#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#include "sg-alert.h"
#include "sg-config.h"
#include "sg-key-pipe.h"
#include "sg-secret-key.h"
#include "sg-service-values.h"

struct _SgService {
  GObject          parent_instance;

  SgMonitor       *monitor;        /* (owned) */
  SgBusSandglass1 *skeleton;       /* (owned): the profile shown */
  GPtrArray       *views;          /* (owned) (element-type SgBusSandglass1): each profile, where there are several */
  GHashTable      *session_keys;   /* (owned): kind → key, wiped when dropped */
  SgWatchers      *watchers;       /* (owned) */
  SgAccountParts   account_parts;
};

enum { SHOW_PANEL, QUIT, SESSION_KEYS_CHANGED, TEST_ALERT, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgService, sg_service, G_TYPE_OBJECT)

static void
wipe (gpointer key)
{
  explicit_bzero (key, strlen (key));
  g_free (key);
}

static void
unexport (SgBusSandglass1 *bus)
{
  if (g_dbus_interface_skeleton_get_connection (G_DBUS_INTERFACE_SKELETON (bus)))
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (bus));
}

static void
sg_service_dispose (GObject *object)
{
  SgService *self = SG_SERVICE (object);

  if (self->skeleton != NULL)
    unexport (self->skeleton);
  for (guint i = 0; self->views != NULL && i < self->views->len; i++)
    unexport (g_ptr_array_index (self->views, i));

  G_OBJECT_CLASS (sg_service_parent_class)->dispose (object);
}

static void
sg_service_finalize (GObject *object)
{
  SgService *self = SG_SERVICE (object);

  g_clear_object (&self->monitor);
  g_clear_object (&self->skeleton);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->session_keys, g_hash_table_unref);
  g_clear_object (&self->watchers);

  G_OBJECT_CLASS (sg_service_parent_class)->finalize (object);
}

static void
sg_service_class_init (SgServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_service_dispose;
  object_class->finalize = sg_service_finalize;

  signals[SHOW_PANEL] = g_signal_new ("show-panel", SG_TYPE_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[QUIT] = g_signal_new ("quit", SG_TYPE_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SESSION_KEYS_CHANGED] = g_signal_new ("session-keys-changed", SG_TYPE_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 0);
  signals[TEST_ALERT] = g_signal_new ("test-alert", SG_TYPE_SERVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_DBUS_METHOD_INVOCATION);
}

static void
sg_service_init (SgService *self)
{
  self->skeleton = sg_bus_sandglass1_skeleton_new ();
  self->views = g_ptr_array_new_with_free_func (g_object_unref);
  self->account_parts = SG_ACCOUNT_NAMES;
  self->session_keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, wipe);
  self->watchers = sg_watchers_new ();
}

static void
publish_snoozed (SgBusSandglass1 *bus,
                 SgProfiles      *profiles,
                 const char      *profile_id)
{
  g_auto (GStrv) ids = sg_profiles_dup_snoozed (profiles, profile_id);

  sg_bus_sandglass1_set_snoozed (bus, (const char *const *) ids);
}

static void
publish (SgService *self)
{
  SgProfiles *profiles = sg_monitor_get_profiles (self->monitor);
  g_autoptr (GDateTime) now = sg_clock_now (sg_monitor_get_clock (self->monitor));
  g_autoptr (GPtrArray) infos = sg_profiles_dup_infos (profiles);
  g_autoptr (GVariant) list = sg_service_values_list_profiles (infos);

  sg_service_values_write (self->skeleton, sg_monitor_get_model (self->monitor), self->account_parts, now);
  sg_bus_sandglass1_set_profiles (self->skeleton, list);
  publish_snoozed (self->skeleton, profiles, NULL);
  for (guint i = 0; i < self->views->len; i++) {
    SgBusSandglass1 *view = g_ptr_array_index (self->views, i);
    SgProfile *profile = g_ptr_array_index (sg_profiles_get_all (profiles), i);

    sg_service_values_write (view, sg_profile_get_model (profile), self->account_parts, now);
    sg_bus_sandglass1_set_profiles (view, list);
    publish_snoozed (view, profiles, sg_profile_get_id (profile));
  }
}

static void
announce_on (SgBusSandglass1 *bus,
             const SgAlert   *alert)
{
  if (alert->kind == SG_ALERT_RESET)
    sg_bus_sandglass1_emit_limit_reset (bus, alert->limit->id);
  else if (alert->threshold_percent > 0)
    sg_bus_sandglass1_emit_limit_reached (bus, alert->limit->id, alert->threshold_percent);
}

static void
announce (SgService *self,
          GPtrArray *alerts)
{
  GPtrArray *profiles = sg_profiles_get_all (sg_monitor_get_profiles (self->monitor));
  SgProfile *shown = sg_profiles_get_shown (sg_monitor_get_profiles (self->monitor));

  /* The signals could not say that it is a demonstration's. */
  if (sg_bus_sandglass1_get_demo_time (self->skeleton) != 0)
    return;

  for (guint i = 0; i < alerts->len; i++) {
    const SgAlert *alert = g_ptr_array_index (alerts, i);

    if (g_strcmp0 (alert->profile_id, sg_profile_get_id (shown)) == 0)
      announce_on (self->skeleton, alert);
    for (guint j = 0; j < self->views->len; j++) {
      if (g_strcmp0 (alert->profile_id, sg_profile_get_id (g_ptr_array_index (profiles, j))) == 0)
        announce_on (g_ptr_array_index (self->views, j), alert);
    }
  }
}

static gboolean
handle_refresh (SgService             *self,
                GDBusMethodInvocation *invocation)
{
  sg_monitor_refresh (self->monitor);
  sg_bus_sandglass1_complete_refresh (self->skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
handle_show_panel (SgService             *self,
                   GDBusMethodInvocation *invocation,
                   const char            *page,
                   GVariant              *platform_data)
{
  static const char *const pages[] = { "panel", "toggle", "window", "preferences", NULL };
  const char *token = NULL;

  if (!g_strv_contains (pages, page)) {
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                                   "Wanted: \"panel\", \"toggle\", \"window\" or \"preferences\"");
    return G_DBUS_METHOD_INVOCATION_HANDLED;
  }

  g_variant_lookup (platform_data, "activation-token", "&s", &token);
  g_signal_emit (self, signals[SHOW_PANEL], 0, page, token);
  sg_bus_sandglass1_complete_show_panel (self->skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* %NULL on the object that is no profile's own */
static const char *
profile_of (GDBusMethodInvocation *invocation)
{
  const char *path = g_dbus_method_invocation_get_object_path (invocation);

  return g_str_has_prefix (path, SG_BUS_PROFILES_PATH) ? path + strlen (SG_BUS_PROFILES_PATH) : NULL;
}

static gboolean
has_limit (SgService  *self,
           const char *profile_id,
           const char *limit_id)
{
  GPtrArray *profiles = sg_profiles_get_all (sg_monitor_get_profiles (self->monitor));

  for (guint i = 0; i < profiles->len; i++) {
    SgProfile *profile = g_ptr_array_index (profiles, i);

    if ((profile_id == NULL || g_str_equal (sg_profile_get_id (profile), profile_id)) &&
        sg_limits_find (sg_usage_model_get_limits (sg_profile_get_model (profile)), limit_id) != NULL)
      return TRUE;
  }

  return FALSE;
}

static gboolean
handle_snooze (SgService             *self,
               GDBusMethodInvocation *invocation,
               const char            *limit_id)
{
  if (*limit_id != '\0' && !has_limit (self, profile_of (invocation), limit_id)) {
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                                   "Wanted: the id of a limit there is, or \"\" for all");
    return G_DBUS_METHOD_INVOCATION_HANDLED;
  }

  sg_profiles_snooze (sg_monitor_get_profiles (self->monitor), profile_of (invocation), limit_id);
  sg_bus_sandglass1_complete_snooze (self->skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
handle_end_snooze (SgService             *self,
                   GDBusMethodInvocation *invocation)
{
  sg_profiles_end_snooze (sg_monitor_get_profiles (self->monitor), profile_of (invocation));
  sg_bus_sandglass1_complete_end_snooze (self->skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
handle_set_watching (SgService             *self,
                     GDBusMethodInvocation *invocation,
                     gboolean               watching)
{
  sg_watchers_set (self->watchers, g_dbus_method_invocation_get_connection (invocation),
                   g_dbus_method_invocation_get_sender (invocation), watching);
  sg_bus_sandglass1_complete_set_watching (self->skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* Whoever tells alerts answers. */
static gboolean
handle_test_alert (SgService             *self,
                   GDBusMethodInvocation *invocation,
                   const char            *way)
{
  if (g_str_equal (way, "desktop") || g_str_equal (way, "command") || g_str_equal (way, "webhook"))
    g_signal_emit (self, signals[TEST_ALERT], 0, way, invocation);
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                                   "Wanted: \"desktop\", \"command\" or \"webhook\"");

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
handle_quit (SgService             *self,
             GDBusMethodInvocation *invocation)
{
  sg_bus_sandglass1_complete_quit (self->skeleton, invocation);
  g_signal_emit (self, signals[QUIT], 0);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
publish_session_keys (SgService *self)
{
  g_autofree char **kinds = (char **) g_hash_table_get_keys_as_array (self->session_keys, NULL);

  sg_bus_sandglass1_set_session_keys (self->skeleton, (const char *const *) kinds);
  for (guint i = 0; i < self->views->len; i++)
    sg_bus_sandglass1_set_session_keys (g_ptr_array_index (self->views, i), (const char *const *) kinds);
}

static gboolean
handle_set_session_key (SgService             *self,
                        GDBusMethodInvocation *invocation,
                        GUnixFDList           *fds,
                        const char            *kind,
                        GVariant              *handle)
{
  SgSecretKind unused;
  gboolean known = sg_secret_kind_from_nick (kind, &unused);
  int fd = fds && known ? g_unix_fd_list_get (fds, g_variant_get_handle (handle), NULL) : -1;
  char *key;

  if (fd < 0 || !g_unix_set_fd_nonblocking (fd, TRUE, NULL)) {
    if (fd >= 0)
      close (fd);
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                                   "Wanted: \"admin\", \"api\" or \"webhook\", and a pipe");
    return G_DBUS_METHOD_INVOCATION_HANDLED;
  }

  key = sg_key_pipe_read (fd);
  close (fd);
  if (key != NULL)
    g_hash_table_replace (self->session_keys, g_strdup (kind), key);
  else
    g_hash_table_remove (self->session_keys, kind);
  publish_session_keys (self);
  g_signal_emit (self, signals[SESSION_KEYS_CHANGED], 0);
  sg_bus_sandglass1_complete_set_session_key (self->skeleton, invocation, NULL);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
set_up_object (SgService       *self,
               SgBusSandglass1 *bus,
               gint64           demo_time)
{
  static const char *const no_keys[] = { NULL };

  sg_bus_sandglass1_set_version (bus, VERSION);
  sg_bus_sandglass1_set_demo_time (bus, demo_time);
  sg_bus_sandglass1_set_recording (bus, "");
  sg_bus_sandglass1_set_session_keys (bus, no_keys);
  g_signal_connect_object (bus, "handle-refresh", G_CALLBACK (handle_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bus, "handle-show-panel", G_CALLBACK (handle_show_panel), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bus, "handle-snooze", G_CALLBACK (handle_snooze), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bus, "handle-end-snooze", G_CALLBACK (handle_end_snooze), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bus, "handle-set-watching", G_CALLBACK (handle_set_watching), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bus, "handle-test-alert", G_CALLBACK (handle_test_alert), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bus, "handle-quit", G_CALLBACK (handle_quit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bus, "handle-set-session-key", G_CALLBACK (handle_set_session_key), self, G_CONNECT_SWAPPED);
}

/**
 * sg_service_new:
 * @monitor: with all its profiles
 * @demo_time: Unix seconds at which a demonstration stands still, or 0
 */
SgService *
sg_service_new (SgMonitor *monitor,
                gint64     demo_time)
{
  SgService *self = g_object_new (SG_TYPE_SERVICE, NULL);
  GPtrArray *profiles = sg_profiles_get_all (sg_monitor_get_profiles (monitor));

  self->monitor = g_object_ref (monitor);
  set_up_object (self, self->skeleton, demo_time);
  for (guint i = 0; i < profiles->len; i++) {
    g_signal_connect_object (sg_profile_get_model (g_ptr_array_index (profiles, i)), "notify", G_CALLBACK (publish), self,
                             G_CONNECT_SWAPPED);
    if (profiles->len < 2)
      continue;
    g_ptr_array_add (self->views, sg_bus_sandglass1_skeleton_new ());
    set_up_object (self, g_ptr_array_index (self->views, i), demo_time);
  }

  g_signal_connect_object (sg_monitor_get_profiles (monitor), "changed", G_CALLBACK (publish), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (monitor, "time-passed", G_CALLBACK (publish), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (monitor, "alerts-raised", G_CALLBACK (announce), self, G_CONNECT_SWAPPED);
  publish (self);

  return self;
}

/**
 * sg_service_export:
 *
 * Returns: %FALSE with @error set when an object is there already
 */
gboolean
sg_service_export (SgService       *self,
                   GDBusConnection *connection,
                   GError         **error)
{
  GPtrArray *profiles = sg_profiles_get_all (sg_monitor_get_profiles (self->monitor));

  for (guint i = 0; i < self->views->len; i++) {
    g_autofree char *path = g_strconcat (SG_BUS_PROFILES_PATH, sg_profile_get_id (g_ptr_array_index (profiles, i)), NULL);

    if (!g_dbus_interface_skeleton_export (g_ptr_array_index (self->views, i), connection, path, error))
      return FALSE;
  }

  return g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), connection, SG_BUS_PATH, error);
}

/**
 * sg_service_get_session_key:
 *
 * Returns: (transfer none) (nullable): a key no keyring would take; do not keep it
 */
const char *
sg_service_get_session_key (SgService  *self,
                            const char *kind)
{
  return g_hash_table_lookup (self->session_keys, kind);
}

/**
 * sg_service_get_watchers:
 *
 * Returns: (transfer none): who looks at the numbers right now
 */
SgWatchers *
sg_service_get_watchers (SgService *self)
{
  return self->watchers;
}

/**
 * sg_service_set_demo_time:
 * @demo_time: Unix seconds
 */
void
sg_service_set_demo_time (SgService *self,
                          gint64     demo_time)
{
  g_return_if_fail (SG_IS_SERVICE (self));

  sg_bus_sandglass1_set_demo_time (self->skeleton, demo_time);
  for (guint i = 0; i < self->views->len; i++)
    sg_bus_sandglass1_set_demo_time (g_ptr_array_index (self->views, i), demo_time);
}

/**
 * sg_service_set_recording:
 * @path: the file that is played
 */
void
sg_service_set_recording (SgService  *self,
                          const char *path)
{
  g_return_if_fail (SG_IS_SERVICE (self));

  sg_bus_sandglass1_set_recording (self->skeleton, path);
  for (guint i = 0; i < self->views->len; i++)
    sg_bus_sandglass1_set_recording (g_ptr_array_index (self->views, i), path);
}

/**
 * sg_service_style_changed:
 *
 * Tells the bus how numbers are written now.
 */
void
sg_service_style_changed (SgService *self)
{
  g_return_if_fail (SG_IS_SERVICE (self));

  publish (self);
}

/**
 * sg_service_show_account:
 * @parts: what the bus tells of who it is; the names at first
 */
void
sg_service_show_account (SgService     *self,
                         SgAccountParts parts)
{
  g_return_if_fail (SG_IS_SERVICE (self));

  self->account_parts = parts;
  publish (self);
}
