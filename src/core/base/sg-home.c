/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-home.h"

#include <string.h>

static gboolean
is_of_name (gunichar c)
{
  return g_unichar_isalnum (c) || c == '-' || c == '_' || c == '.';
}

/**
 * sg_home_shorten:
 * @text: has paths in it
 * @home: the home folder, without a slash at its end
 *
 * Returns: (transfer full): with `~` for @home, as people write it, and so that a report they post does not name them;
 * `/home/adam` stays when @home is `/home/ada`
 */
char *
sg_home_shorten (const char *text,
                 const char *home)
{
  gsize length = strlen (home);
  GString *shorter = g_string_new (NULL);
  const char *from = text;
  const char *found;

  /* The root folder is a home too, and `~` is no shorter. */
  while (length > 1 && (found = strstr (from, home)) != NULL) {
    gboolean starts = found == text || !(is_of_name ((guchar) found[-1]) || found[-1] == '/');
    gboolean ends = !is_of_name (g_utf8_get_char_validated (found + length, -1));

    g_string_append_len (shorter, from, found - from);
    g_string_append (shorter, starts && ends ? "~" : home);
    from = found + length;
  }
  g_string_append (shorter, from);

  return g_string_free (shorter, FALSE);
}
