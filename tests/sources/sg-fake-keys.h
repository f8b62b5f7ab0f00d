/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-error.h"
#include "sg-key-finder.h"

/* A finder at the outermost edge: it has one key, or none and says why. */
#define SG_TYPE_FAKE_KEYS (sg_fake_keys_get_type ())
G_DECLARE_FINAL_TYPE (SgFakeKeys, sg_fake_keys, SG, FAKE_KEYS, SgKeyFinder)

struct _SgFakeKeys {
  SgKeyFinder parent_instance;

  const char *key;       /* (nullable) */
  SgError     trouble;   /* while there is none */
  guint       n_lookups;
};

SgFakeKeys *sg_fake_keys_new (const char *key) G_GNUC_WARN_UNUSED_RESULT;
