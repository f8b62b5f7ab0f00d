/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cli-view.h"

G_BEGIN_DECLS

/**
 * SgCliStatusOptions:
 * @profile: (nullable): the only one to print, by id or name
 * @has_mode: whether @mode was given; it holds for this once
 */
typedef struct {
  gboolean    json;
  const char *profile;
  gboolean    has_mode;
  SgMode      mode;
} SgCliStatusOptions;

gboolean sg_cli_status_parse (SgCliStatusOptions *options,
                              char              **words);
int      sg_cli_status_print (SgCliView                *view,
                              const SgCliStatusOptions *options);

G_END_DECLS
