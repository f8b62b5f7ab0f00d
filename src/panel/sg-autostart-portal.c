/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Inside a Flatpak the session's autostart folder is not ours: the desktop is asked to start us, and may say no. */

#include "sg-autostart-portal.h"

#include <glib/gi18n-lib.h>

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define REQUEST_INTERFACE "org.freedesktop.portal.Request"

typedef struct {
  GDBusConnection *connection;       /* (owned) */
  gboolean         on;
  guint            subscription_id;
} Request;

static void
request_free (Request *self)
{
  if (self->subscription_id != 0)
    g_dbus_connection_signal_unsubscribe (self->connection, self->subscription_id);
  g_object_unref (self->connection);
  g_free (self);
}

/* The answer may come twice, or after an error: only the first counts. */
static gboolean
is_answered (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  if (request->subscription_id == 0)
    return TRUE;

  g_dbus_connection_signal_unsubscribe (request->connection, request->subscription_id);
  request->subscription_id = 0;

  return FALSE;
}

static void
response_cb (GDBusConnection *connection,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Request *request = g_task_get_task_data (task);
  g_autoptr (GVariant) results = NULL;
  gboolean autostart = FALSE;
  guint32 response;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")) || is_answered (task))
    return;

  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "autostart", "b", &autostart);
  if (response == 0 && autostart == request->on)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "%s", _ ("The desktop did not allow it"));
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GVariant) answer = NULL;
  GError *error = NULL;

  answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (answer == NULL && !is_answered (task))
    g_task_return_error (task, g_steal_pointer (&error));
  g_clear_error (&error);
}

/* Where the answer will come is known before the question is put, so that none is missed. */
static char *
make_request_path (GDBusConnection *connection,
                   const char      *token)
{
  g_autofree char *sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (connection) + 1), ".", '_');

  return g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
}

static GVariant *
make_arguments (const char *program,
                gboolean    on,
                const char *token)
{
  const char *const command[] = { program, NULL };
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&options, "handle_token", "s", token);
  g_variant_dict_insert (&options, "reason", "s", _ ("Show how much of your Claude allowance is left"));
  g_variant_dict_insert (&options, "autostart", "b", on);
  g_variant_dict_insert_value (&options, "commandline", g_variant_new_strv (command, -1));

  return g_variant_new ("(s@a{sv})", "", g_variant_dict_end (&options));
}

/**
 * sg_autostart_portal_set_async:
 * @program: the agent, as it is called inside
 *
 * Asks `org.freedesktop.portal.Background` to start @program with the session, or no more.
 */
void
sg_autostart_portal_set_async (GDBusConnection    *connection,
                               const char         *program,
                               gboolean            on,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (connection, cancellable, callback, user_data);
  g_autofree char *token = g_strdup_printf ("sandglass%u", g_random_int ());
  g_autofree char *path = make_request_path (connection, token);
  Request *request = g_new0 (Request, 1);

  g_task_set_source_tag (task, sg_autostart_portal_set_async);
  request->connection = g_object_ref (connection);
  request->on = on;
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  request->subscription_id =
    g_dbus_connection_signal_subscribe (connection, PORTAL_NAME, REQUEST_INTERFACE, "Response", path, NULL,
                                        G_DBUS_SIGNAL_FLAGS_NONE, response_cb, g_object_ref (task), g_object_unref);
  g_dbus_connection_call (connection, PORTAL_NAME, PORTAL_PATH, "org.freedesktop.portal.Background", "RequestBackground",
                          make_arguments (program, on, token), G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1,
                          cancellable, called_cb, g_object_ref (task));
}

/**
 * sg_autostart_portal_set_finish:
 *
 * Returns: %FALSE with @error set where there is no portal, or the desktop or the user said no
 */
gboolean
sg_autostart_portal_set_finish (GAsyncResult *result,
                                GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
