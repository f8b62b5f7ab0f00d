/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-secret-store.h"
#include "sg-service-client.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgKeyGroup:
 *
 * One kind of key: whether there is one, where to type a new one, a button to
 * remove it. What no keyring takes is given to the agent for as long as it runs.
 * An Admin key may come from elsewhere; then it can be moved.
 */
#define SG_TYPE_KEY_GROUP (sg_key_group_get_type ())
G_DECLARE_FINAL_TYPE (SgKeyGroup, sg_key_group, SG, KEY_GROUP, AdwPreferencesGroup)

typedef enum {
  SG_KEY_NOT_KNOWN,
  SG_KEY_NONE,
  SG_KEY_STORED,
  SG_KEY_FOR_SESSION,
  SG_KEY_OF_ENVIRONMENT,
  SG_KEY_OF_OTHER_TOOL, /* beside Claude Code's login */
  SG_KEY_LOST,          /* neither the keyring nor an agent took it */
} SgKeyState;

GtkWidget  *sg_key_group_new (SgSecretKind     kind,
                              SgServiceClient *client);

const char *sg_key_state_words (SgKeyState state);

G_END_DECLS
