/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-secret-key.h"
#include "sg-service.h"

G_BEGIN_DECLS

/**
 * SgAgentKeys:
 *
 * Where the agent looks for one key: among those that live as long as it does,
 * then in the keyring. Signal `changed` (): another look may find another key.
 */
#define SG_TYPE_AGENT_KEYS (sg_agent_keys_get_type ())
G_DECLARE_FINAL_TYPE (SgAgentKeys, sg_agent_keys, SG, AGENT_KEYS, GObject)

SgAgentKeys *sg_agent_keys_new (SgService   *service,
                                SgSecretKind kind) G_GNUC_WARN_UNUSED_RESULT;
void  sg_agent_keys_lookup_async (gpointer            self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
char *sg_agent_keys_lookup_finish (gpointer      self,
                                   GAsyncResult *result,
                                   GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
