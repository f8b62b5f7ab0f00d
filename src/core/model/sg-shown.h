/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-usage-model.h"

G_BEGIN_DECLS

/**
 * SgShown:
 * @code: a subscription's limits have a place
 * @console: an organisation's bills and its credits have one
 * @console_first: these come first, and are what the tray icon tells
 *
 * What a model's mode comes to with what is known.
 */
typedef struct {
  gboolean code;
  gboolean console;
  gboolean console_first;
} SgShown;

SgShown               sg_shown_of (SgUsageModel *model);
gboolean              sg_shown_limit (SgUsageModel  *model,
                                      const SgLimit *limit);
gboolean              sg_shown_has_admin_key (SgUsageModel *model);
const SgSourceStatus *sg_shown_find_admin (SgUsageModel *model);

G_END_DECLS
