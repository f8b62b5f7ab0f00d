/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-agent-keys.h"

#include "sg-secret-store.h"

struct _SgAgentKeys {
  GObject      parent_instance;

  SgService   *service;   /* (nullable): weak, or it would keep itself alive through what it serves */
  SgSecretKind kind;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgAgentKeys, sg_agent_keys, G_TYPE_OBJECT)

static void
sg_agent_keys_finalize (GObject *object)
{
  g_clear_weak_pointer (&SG_AGENT_KEYS (object)->service);

  G_OBJECT_CLASS (sg_agent_keys_parent_class)->finalize (object);
}

static void
sg_agent_keys_class_init (SgAgentKeysClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_agent_keys_finalize;

  signals[CHANGED] = g_signal_new ("changed", SG_TYPE_AGENT_KEYS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
sg_agent_keys_init (SgAgentKeys *self)
{
}

static void
session_keys_changed (SgAgentKeys *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

SgAgentKeys *
sg_agent_keys_new (SgService   *service,
                   SgSecretKind kind)
{
  SgAgentKeys *self = g_object_new (SG_TYPE_AGENT_KEYS, NULL);

  g_set_weak_pointer (&self->service, service);
  self->kind = kind;
  g_signal_connect_object (service, "session-keys-changed", G_CALLBACK (session_keys_changed), self, G_CONNECT_SWAPPED);

  return self;
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *key = sg_secret_store_lookup_finish (result, &error);

  if (key != NULL)
    g_task_return_pointer (task, key, (GDestroyNotify) sg_secret_key_free);
  else
    g_task_return_error (task, error);
}

/**
 * sg_agent_keys_lookup_async:
 * @self: an #SgAgentKeys, as an #SgKeyLookup gets it
 */
void
sg_agent_keys_lookup_async (gpointer            self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SgAgentKeys *keys = SG_AGENT_KEYS (self);
  const char *session_key =
    keys->service ? sg_service_get_session_key (keys->service, sg_secret_kind_to_nick (keys->kind)) : NULL;

  g_task_set_source_tag (task, sg_agent_keys_lookup_async);
  if (session_key == NULL) {
    sg_secret_store_lookup_async (keys->kind, cancellable, looked_up_cb, task);
    return;
  }

  g_task_return_pointer (task, g_strdup (session_key), (GDestroyNotify) sg_secret_key_free);
  g_object_unref (task);
}

/**
 * sg_agent_keys_lookup_finish:
 *
 * Returns: (transfer full): the key, for sg_secret_key_free(), or %NULL with %SG_ERROR_NOT_FOUND
 *   when there is none, or one of the `SG_ERROR_STORE_` codes
 */
char *
sg_agent_keys_lookup_finish (gpointer      self,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
