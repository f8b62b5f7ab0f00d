/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-key-store.h"

G_DEFINE_INTERFACE (SgKeyStore, sg_key_store, G_TYPE_OBJECT)

static void
sg_key_store_default_init (SgKeyStoreInterface *iface)
{
}

/**
 * sg_key_store_has_async:
 *
 * Asks whether there is a key of @kind; the key itself is not fetched.
 */
void
sg_key_store_has_async (SgKeyStore         *self,
                        const char         *kind,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  SG_KEY_STORE_GET_IFACE (self)->has_async (self, kind, cancellable, callback, user_data);
}

gboolean
sg_key_store_has_finish (SgKeyStore   *self,
                         GAsyncResult *result,
                         gboolean     *has,
                         GError      **error)
{
  return SG_KEY_STORE_GET_IFACE (self)->has_finish (self, result, has, error);
}

/**
 * sg_key_store_set_async:
 * @key: the key, or "" to forget it
 */
void
sg_key_store_set_async (SgKeyStore         *self,
                        const char         *kind,
                        const char         *key,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  SG_KEY_STORE_GET_IFACE (self)->set_async (self, kind, key, cancellable, callback, user_data);
}

gboolean
sg_key_store_set_finish (SgKeyStore   *self,
                         GAsyncResult *result,
                         GError      **error)
{
  return SG_KEY_STORE_GET_IFACE (self)->set_finish (self, result, error);
}
