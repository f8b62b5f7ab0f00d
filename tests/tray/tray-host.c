/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tray-host.h"

#include "sg-bus-peer.h"

#define WATCHER "org.kde.StatusNotifierWatcher"

static const char watcher_xml[] =
  "<node><interface name='" WATCHER "'>"
  "<method name='RegisterStatusNotifierItem'><arg name='service' type='s' direction='in'/></method>"
  "<property name='IsStatusNotifierHostRegistered' type='b' access='read'/>"
  "</interface></node>";

static void
method_called_cb (GDBusConnection       *connection,
                  const char            *sender,
                  const char            *object_path,
                  const char            *interface_name,
                  const char            *method_name,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer               user_data)
{
  TrayHost *self = user_data;

  g_clear_pointer (&self->service, g_free);
  g_variant_get (parameters, "(s)", &self->service);
  g_free (self->item_name);
  self->item_name = g_strdup (sender);
  self->n_registered++;

  if (self->refuses)
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED, "No");
  else
    g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
signal_cb (GDBusConnection *connection,
           const char      *sender,
           const char      *object_path,
           const char      *interface_name,
           const char      *signal_name,
           GVariant        *parameters,
           gpointer         user_data)
{
  TrayHost *self = user_data;
  g_autofree char *printed = g_variant_print (parameters, FALSE);

  if (g_str_equal (object_path, "/StatusNotifierItem") || g_str_equal (object_path, "/MenuBar"))
    g_ptr_array_add (self->signals, g_strdup_printf ("%s %s", signal_name, printed));
}

TrayHost *
tray_host_new (void)
{
  static const GDBusInterfaceVTable vtable = { method_called_cb, NULL, NULL };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (watcher_xml, NULL);
  TrayHost *self = g_new0 (TrayHost, 1);

  self->connection = sg_bus_peer_new (NULL);
  self->signals = g_ptr_array_new_with_free_func (g_free);
  self->object_id =
    g_dbus_connection_register_object (self->connection, "/StatusNotifierWatcher", node->interfaces[0], &vtable,
                                       self, NULL, NULL);
  self->subscription_id =
    g_dbus_connection_signal_subscribe (self->connection, NULL, NULL, NULL, NULL, NULL,
                                        G_DBUS_SIGNAL_FLAGS_NONE, signal_cb, self, NULL);

  return self;
}

void
tray_host_free (TrayHost *self)
{
  if (self->owner_id != 0)
    tray_host_stop_watcher (self);
  g_dbus_connection_signal_unsubscribe (self->connection, self->subscription_id);
  g_dbus_connection_unregister_object (self->connection, self->object_id);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  g_free (self->service);
  g_free (self->item_name);
  g_ptr_array_unref (self->signals);
  g_free (self);
}

void
tray_host_start_watcher (TrayHost *self)
{
  self->owner_id = g_bus_own_name_on_connection (self->connection, WATCHER, G_BUS_NAME_OWNER_FLAGS_NONE,
                                                 NULL, NULL, NULL, NULL);
}

void
tray_host_stop_watcher (TrayHost *self)
{
  g_clear_handle_id (&self->owner_id, g_bus_unown_name);
}

void
tray_host_wait_for_item (TrayHost *self,
                         guint     n_registered)
{
  while (self->n_registered < n_registered)
    g_main_context_iteration (NULL, TRUE);
}

guint
tray_host_count_signals (TrayHost   *self,
                         const char *name)
{
  guint n_signals = 0;

  for (guint i = 0; i < self->signals->len; i++)
    n_signals += g_str_has_prefix (g_ptr_array_index (self->signals, i), name);

  return n_signals;
}

void
tray_host_wait_for_signal (TrayHost   *self,
                           const char *name)
{
  while (tray_host_count_signals (self, name) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

GVariant *
tray_host_call (TrayHost   *self,
                const char *path,
                const char *interface_name,
                const char *method,
                GVariant   *parameters,
                GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_dbus_connection_call (self->connection, self->item_name, path, interface_name, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return g_dbus_connection_call_finish (self->connection, result, error);
}

static GVariant *
call_and_assert (TrayHost   *self,
                 const char *path,
                 const char *interface_name,
                 const char *method,
                 GVariant   *parameters)
{
  g_autoptr (GError) error = NULL;
  GVariant *reply = tray_host_call (self, path, interface_name, method, parameters, &error);

  g_assert_no_error (error);

  return reply;
}

GVariant *
tray_host_call_item (TrayHost   *self,
                     const char *method,
                     GVariant   *parameters)
{
  return call_and_assert (self, self->service, "org.kde.StatusNotifierItem", method, parameters);
}

GVariant *
tray_host_call_menu (TrayHost   *self,
                     const char *method,
                     GVariant   *parameters)
{
  return call_and_assert (self, "/MenuBar", "com.canonical.dbusmenu", method, parameters);
}

/* Returns: (transfer full): `a{sv}` */
GVariant *
tray_host_get_all (TrayHost *self)
{
  g_autoptr (GVariant) reply = call_and_assert (self, self->service, "org.freedesktop.DBus.Properties", "GetAll",
                                                g_variant_new ("(s)", "org.kde.StatusNotifierItem"));

  return g_variant_get_child_value (reply, 0);
}
