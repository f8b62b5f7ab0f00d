/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-secret-key.h"

G_BEGIN_DECLS

#define SG_TYPE_KEY_FINDER (sg_key_finder_get_type ())
G_DECLARE_DERIVABLE_TYPE (SgKeyFinder, sg_key_finder, SG, KEY_FINDER, GObject)

/**
 * SgKeyFinderClass:
 * @find_async: looks where keys are kept; ends with a #GTask of @self that gives the key
 *
 * Finds a key for each call anew, so that nobody keeps it longer than that.
 *
 * Signal `changed` (): another key may be there now.
 */
struct _SgKeyFinderClass {
  GObjectClass parent_class;

  void         (*find_async) (SgKeyFinder        *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
};

void  sg_key_finder_find_async (SgKeyFinder        *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
char *sg_key_finder_find_finish (SgKeyFinder  *self,
                                 GAsyncResult *result,
                                 GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* For subclasses. */
void sg_key_finder_changed (SgKeyFinder *self);

G_END_DECLS
