/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-service-calls.h"

#include "sg-key-pipe.h"
#include "sg-variant.h"

void
sg_service_calls_refresh (SgBusSandglass1 *agent)
{
  if (agent != NULL)
    sg_bus_sandglass1_call_refresh (agent, NULL, NULL, NULL);
}

/**
 * sg_service_calls_snooze:
 * @limit_id: until which limit's reset; "" for all
 */
void
sg_service_calls_snooze (SgBusSandglass1 *agent,
                         const char      *limit_id)
{
  if (agent != NULL)
    sg_bus_sandglass1_call_snooze (agent, limit_id, NULL, NULL, NULL);
}

void
sg_service_calls_end_snooze (SgBusSandglass1 *agent)
{
  if (agent != NULL)
    sg_bus_sandglass1_call_end_snooze (agent, NULL, NULL, NULL);
}

/**
 * sg_service_calls_show_panel:
 * @page: `panel`, `toggle` (the panel, or away with it), `window` or `preferences`
 * @activation_token: (nullable): lets the window take the focus on Wayland
 */
void
sg_service_calls_show_panel (SgBusSandglass1 *agent,
                             const char      *page,
                             const char      *activation_token)
{
  g_auto (GVariantDict) data = G_VARIANT_DICT_INIT (NULL);

  if (agent == NULL)
    return;

  sg_variant_put_string (&data, "activation-token", activation_token);
  sg_bus_sandglass1_call_show_panel (agent, page, g_variant_dict_end (&data), NULL, NULL, NULL);
}

void
sg_service_calls_quit (SgBusSandglass1 *agent)
{
  if (agent != NULL)
    sg_bus_sandglass1_call_quit (agent, NULL, NULL, NULL);
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
 * sg_service_calls_test_alert_async:
 * @way: `desktop`, `command` or `webhook`
 */
void
sg_service_calls_test_alert_async (SgBusSandglass1    *agent,
                                   const char         *way,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (agent, cancellable, callback, user_data);

  g_task_set_source_tag (task, sg_service_calls_test_alert_async);
  if (agent == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "Sandglass is not running");
  else
    sg_bus_sandglass1_call_test_alert (agent, way, cancellable, alert_tested_cb, g_steal_pointer (&task));
}

/**
 * sg_service_calls_test_alert_finish:
 *
 * Returns: (transfer full): "" when it arrived, else why it did not; %NULL with @error set when no agent tried
 */
char *
sg_service_calls_test_alert_finish (GAsyncResult *result,
                                    GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
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

/* A key is not left to a call that would wait for somebody to come. */
static gboolean
runs (SgBusSandglass1 *agent)
{
  g_autofree char *owner = agent ? g_dbus_proxy_get_name_owner (G_DBUS_PROXY (agent)) : NULL;

  return owner != NULL;
}

/**
 * sg_service_calls_set_session_key_async:
 * @kind: `admin` or `api`
 * @key: the key, or "" to forget it; it goes through a pipe, not over the bus
 */
void
sg_service_calls_set_session_key_async (SgBusSandglass1    *agent,
                                        const char         *kind,
                                        const char         *key,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (agent, cancellable, callback, user_data);
  g_autoptr (GUnixFDList) fds = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, sg_service_calls_set_session_key_async);

  if (!runs (agent))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "Sandglass is not running");
  else if (!(fds = sg_key_pipe_write (key, &error)))
    g_task_return_error (task, error);
  else
    sg_bus_sandglass1_call_set_session_key (agent, kind, g_variant_new_handle (0), fds, cancellable,
                                            key_taken_cb, g_steal_pointer (&task));
}

/**
 * sg_service_calls_set_session_key_finish:
 *
 * Returns: %FALSE with @error set when no agent took the key
 */
gboolean
sg_service_calls_set_session_key_finish (GAsyncResult *result,
                                         GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
