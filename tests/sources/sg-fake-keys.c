/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-fake-keys.h"

G_DEFINE_FINAL_TYPE (SgFakeKeys, sg_fake_keys, SG_TYPE_KEY_FINDER)

static void
sg_fake_keys_find_async (SgKeyFinder        *finder,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  SgFakeKeys *self = SG_FAKE_KEYS (finder);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->n_lookups++;
  if (self->key != NULL)
    g_task_return_pointer (task, g_strdup (self->key), (GDestroyNotify) sg_secret_key_free);
  else
    g_task_return_new_error (task, SG_ERROR, (int) self->trouble, "no key");
}

static void
sg_fake_keys_class_init (SgFakeKeysClass *klass)
{
  SG_KEY_FINDER_CLASS (klass)->find_async = sg_fake_keys_find_async;
}

static void
sg_fake_keys_init (SgFakeKeys *self)
{
  self->trouble = SG_ERROR_KEY_MISSING;
}

SgFakeKeys *
sg_fake_keys_new (const char *key)
{
  SgFakeKeys *self = g_object_new (SG_TYPE_FAKE_KEYS, NULL);

  self->key = key;

  return self;
}
