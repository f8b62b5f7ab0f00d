/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgMode:
 * @SG_MODE_AUTO: what is configured: a subscription, an organisation, or both
 * @SG_MODE_CODE: a subscription: limits
 * @SG_MODE_CONSOLE: an organisation: bills
 *
 * Whose allowance people want to see: the setting `mode`.
 */
typedef enum {
  SG_MODE_AUTO,
  SG_MODE_CODE,
  SG_MODE_CONSOLE,
} SgMode;

const char *sg_mode_to_nick (SgMode mode);
gboolean    sg_mode_from_nick (const char *nick,
                               SgMode     *mode);

G_END_DECLS
