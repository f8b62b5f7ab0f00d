/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-autostart-portal.h"
#include "sg-bus-peer.h"

/* The desktop's side, on a connection of its own; it answers as it is told. */
typedef struct {
  GDBusConnection *connection;   /* (owned) */
  GDBusNodeInfo   *node;         /* (owned) */
  guint            object_id;
  guint            name_id;
  guint32          response;
  gboolean         grants;
  gboolean         refuses;
  char            *command;      /* (owned) (nullable): what it was asked to start */
} Portal;

static const char portal_xml[] =
  "<node><interface name='org.freedesktop.portal.Background'><method name='RequestBackground'>"
  "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>"
  "</method></interface></node>";

static void
answer (Portal     *portal,
        const char *sender,
        const char *token)
{
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *path = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", name, token);
  g_auto (GVariantDict) results = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GError) error = NULL;

  g_variant_dict_insert (&results, "background", "b", TRUE);
  g_variant_dict_insert (&results, "autostart", "b", portal->grants);
  g_dbus_connection_emit_signal (portal->connection, sender, path, "org.freedesktop.portal.Request", "Response",
                                 g_variant_new ("(u@a{sv})", portal->response, g_variant_dict_end (&results)), &error);
  g_assert_no_error (error);
}

static void
call_cb (GDBusConnection       *connection,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  Portal *portal = user_data;
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 1);
  g_autofree const char **command = NULL;
  const char *token;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  g_assert_true (g_variant_lookup (options, "commandline", "^a&s", &command));
  g_free (portal->command);
  portal->command = g_strdup (command[0]);
  if (portal->refuses) {
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD, "no such thing");
    return;
  }
  answer (portal, sender, token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", "/org/freedesktop/portal/desktop/request/x"));
}

static void
portal_open (Portal *portal)
{
  static const GDBusInterfaceVTable vtable = { call_cb, NULL, NULL };
  g_autoptr (GError) error = NULL;

  portal->connection = sg_bus_peer_new (NULL);
  portal->node = g_dbus_node_info_new_for_xml (portal_xml, &error);
  g_assert_no_error (error);
  portal->object_id = g_dbus_connection_register_object (portal->connection, "/org/freedesktop/portal/desktop",
                                                         portal->node->interfaces[0], &vtable, portal, NULL, &error);
  g_assert_no_error (error);
  portal->name_id = sg_bus_peer_own_name (portal->connection, "org.freedesktop.portal.Desktop");
}

static void
portal_close (Portal *portal)
{
  g_bus_unown_name (portal->name_id);
  g_dbus_connection_unregister_object (portal->connection, portal->object_id);
  g_dbus_connection_close_sync (portal->connection, NULL, NULL);
  g_clear_object (&portal->connection);
  g_clear_pointer (&portal->node, g_dbus_node_info_unref);
  g_clear_pointer (&portal->command, g_free);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static gboolean
set (gboolean on,
     GError **error)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  sg_autostart_portal_set_async (connection, "/app/libexec/sandglass-agent", on, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return sg_autostart_portal_set_finish (result, error);
}

static void
test_what_the_desktop_grants_is_set (void)
{
  Portal portal = { .grants = TRUE };
  g_autoptr (GError) error = NULL;

  portal_open (&portal);
  g_assert_true (set (TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (portal.command, ==, "/app/libexec/sandglass-agent");

  portal.grants = FALSE;
  g_assert_true (set (FALSE, &error));
  g_assert_no_error (error);
  portal_close (&portal);
}

static void
test_what_is_not_allowed_is_an_error (void)
{
  Portal portal = { .grants = FALSE };
  g_autoptr (GError) not_granted = NULL;
  g_autoptr (GError) cancelled = NULL;
  g_autoptr (GError) no_such_portal = NULL;

  portal_open (&portal);
  g_assert_false (set (TRUE, &not_granted));
  g_assert_error (not_granted, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);

  portal.response = 1;
  portal.grants = TRUE;
  g_assert_false (set (TRUE, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);

  portal.refuses = TRUE;
  g_assert_false (set (TRUE, &no_such_portal));
  g_assert_error (no_such_portal, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD);
  portal_close (&portal);
}

static void
test_without_a_desktop_it_says_so (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (set (TRUE, &error));
  g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/autostart-portal/without-a-desktop-it-says-so", test_without_a_desktop_it_says_so);
  g_test_add_func ("/autostart-portal/what-the-desktop-grants-is-set", test_what_the_desktop_grants_is_set);
  g_test_add_func ("/autostart-portal/what-is-not-allowed-is-an-error", test_what_is_not_allowed_is_an_error);

  return g_test_run ();
}
