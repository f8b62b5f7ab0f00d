/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-mode.h"

static const char *const nicks[] = {
  [SG_MODE_AUTO] = "auto",
  [SG_MODE_CODE] = "code",
  [SG_MODE_CONSOLE] = "console",
};

const char *
sg_mode_to_nick (SgMode mode)
{
  return nicks[mode];
}

/**
 * sg_mode_from_nick:
 * @nick: (nullable): `auto`, `code` or `console`
 * @mode: (out): left alone on failure
 *
 * Returns: whether @nick is one
 */
gboolean
sg_mode_from_nick (const char *nick,
                   SgMode     *mode)
{
  for (gsize i = 0; i < G_N_ELEMENTS (nicks); i++) {
    if (g_strcmp0 (nick, nicks[i]) == 0) {
      *mode = (SgMode) i;
      return TRUE;
    }
  }

  return FALSE;
}
