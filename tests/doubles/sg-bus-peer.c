/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-bus-peer.h"

/**
 * sg_bus_peer_new:
 * @address: (nullable): NULL for the session's bus
 *
 * Returns: (transfer full): a connection of its own, as another program has one
 */
GDBusConnection *
sg_bus_peer_new (const char *address)
{
  const GDBusConnectionFlags flags =
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION;
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection =
    g_dbus_connection_new_for_address_sync (address != NULL ? address : g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
                                            flags, NULL, NULL, &error);

  g_assert_no_error (error);

  return connection;
}

static void
owned_cb (GDBusConnection *connection,
          const char      *name,
          gpointer         user_data)
{
  gboolean *owned = user_data;

  *owned = TRUE;
}

/**
 * sg_bus_peer_own_name:
 *
 * Waits until the name is owned: who calls it after that is heard.
 *
 * Returns: for g_bus_unown_name()
 */
guint
sg_bus_peer_own_name (GDBusConnection *connection,
                      const char      *name)
{
  gboolean owned = FALSE;
  guint id = g_bus_own_name_on_connection (connection, name, G_BUS_NAME_OWNER_FLAGS_NONE, owned_cb, NULL, &owned, NULL);

  while (!owned)
    g_main_context_iteration (NULL, TRUE);

  return id;
}
