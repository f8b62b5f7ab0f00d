/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SG_TYPE_KEY_STORE (sg_key_store_get_type ())
G_DECLARE_INTERFACE (SgKeyStore, sg_key_store, SG, KEY_STORE, GObject)

/**
 * SgKeyStoreInterface:
 * @has_finish: %FALSE with an #SgError when the store could not tell
 * @set_async: an empty key forgets it
 * @set_finish: %FALSE with an #SgError when the store did not take it
 *
 * Where the preferences put a key. The kinds are `admin` and `api`.
 */
struct _SgKeyStoreInterface {
  GTypeInterface parent_iface;

  void           (*has_async)  (SgKeyStore         *self,
                                const char         *kind,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
  gboolean       (*has_finish) (SgKeyStore   *self,
                                GAsyncResult *result,
                                gboolean     *has,
                                GError      **error);
  void           (*set_async)  (SgKeyStore         *self,
                                const char         *kind,
                                const char         *key,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
  gboolean       (*set_finish) (SgKeyStore   *self,
                                GAsyncResult *result,
                                GError      **error);
};

void sg_key_store_has_async (SgKeyStore         *self,
                             const char         *kind,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data);
gboolean sg_key_store_has_finish (SgKeyStore   *self,
                                  GAsyncResult *result,
                                  gboolean     *has,
                                  GError      **error);
void     sg_key_store_set_async (SgKeyStore         *self,
                                 const char         *kind,
                                 const char         *key,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean sg_key_store_set_finish (SgKeyStore   *self,
                                  GAsyncResult *result,
                                  GError      **error);

G_END_DECLS
