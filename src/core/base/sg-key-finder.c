/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-key-finder.h"

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE (SgKeyFinder, sg_key_finder, G_TYPE_OBJECT)

static void
sg_key_finder_class_init (SgKeyFinderClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", SG_TYPE_KEY_FINDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sg_key_finder_init (SgKeyFinder *self)
{
}

void
sg_key_finder_find_async (SgKeyFinder        *self,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_return_if_fail (SG_IS_KEY_FINDER (self));

  SG_KEY_FINDER_GET_CLASS (self)->find_async (self, cancellable, callback, user_data);
}

/**
 * sg_key_finder_find_finish:
 *
 * Returns: (transfer full): the key, for sg_secret_key_free(), or %NULL with @error set: to
 *   %SG_ERROR_KEY_MISSING when there is none anywhere, to %SG_ERROR_KEY_OF_OTHER_KIND when what is there is another kind of key,
 *   to one of the keyring's errors when that is where it may be
 */
char *
sg_key_finder_find_finish (SgKeyFinder  *self,
                           GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sg_key_finder_changed (SgKeyFinder *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}
