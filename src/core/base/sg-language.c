/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-language.h"

#include <libintl.h>
#include <locale.h>

#include "sg-config.h"

/**
 * sg_language_set_up:
 *
 * For the main() of each program: it speaks the user's language from then on.
 * `SANDGLASS_LOCALEDIR` leads to the translations of a build that is not installed.
 */
void
sg_language_set_up (void)
{
  const char *folder = g_getenv ("SANDGLASS_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder ? folder : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
