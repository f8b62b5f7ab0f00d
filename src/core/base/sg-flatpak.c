/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-flatpak.h"

/**
 * sg_flatpak_is_around:
 *
 * Returns: whether this is a Flatpak's sandbox, where notifications, secrets and the start at login are asked of portals
 */
gboolean
sg_flatpak_is_around (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}
