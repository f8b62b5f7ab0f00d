/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-secret-key.h"

G_BEGIN_DECLS

/* Keys in the user's keyring (libsecret), and nowhere else. Nothing here waits. */

typedef enum {
  SG_SECRET_ABSENT,
  SG_SECRET_PRESENT,
  SG_SECRET_LOCKED,        /* the keyring is locked; whether a key is in it may not be known */
  SG_SECRET_UNAVAILABLE,   /* no keyring, or it refuses */
} SgSecretState;

void sg_secret_store_set_async (SgSecretKind        kind,
                                const char         *text,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
gboolean      sg_secret_store_set_finish (GAsyncResult *result,
                                          GError      **error);
void          sg_secret_store_lookup_async (SgSecretKind        kind,
                                            GCancellable       *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer            user_data);
char         *sg_secret_store_lookup_finish (GAsyncResult *result,
                                             GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void          sg_secret_store_get_state_async (SgSecretKind        kind,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
SgSecretState sg_secret_store_get_state_finish (GAsyncResult *result,
                                                GError      **error);
void          sg_secret_store_clear_async (SgSecretKind        kind,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
gboolean      sg_secret_store_clear_finish (GAsyncResult *result,
                                            GError      **error);

G_END_DECLS
