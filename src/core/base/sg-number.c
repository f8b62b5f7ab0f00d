/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-number.h"

#include <locale.h>
#include <string.h>

/**
 * sg_number_format:
 *
 * Returns: (transfer full): for example `1,234,567`, with the separator of the locale
 */
char *
sg_number_format (gint64 number)
{
  const char *local = localeconv ()->thousands_sep;
  const char *separator = *local != '\0' && g_utf8_validate (local, -1, NULL) ? local : ",";
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  gsize length = strlen (digits);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++) {
    if (i > 0 && (length - i) % 3 == 0 && digits[i - 1] != '-')
      g_string_append (text, separator);
    g_string_append_c (text, digits[i]);
  }

  return g_string_free (text, FALSE);
}
