/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-retry-after.h"

#include <libsoup/soup.h>

#define MAX_SECONDS (24 * 60 * 60)

/**
 * sg_retry_after_parse:
 * @text: (nullable): a `Retry-After` header: whole seconds, or an HTTP date (RFC 9110, 10.2.3)
 *
 * 0 is what the server sends when it does not know, so it counts as nothing
 * said. More than a day is taken as a day.
 *
 * Returns: (transfer full) (nullable): the earliest time to ask again, after @now; %NULL for none
 */
GDateTime *
sg_retry_after_parse (const char *text,
                      GDateTime  *now)
{
  g_autofree char *value = text ? g_strstrip (g_strdup (text)) : NULL;
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds = 0;

  if (value == NULL || *value == '\0')
    return NULL;

  if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &seconds, NULL)) {
    date = soup_date_time_new_from_http_string (value);
    if (date != NULL && g_date_time_compare (date, now) > 0)
      seconds = (guint64) (g_date_time_difference (date, now) / G_TIME_SPAN_SECOND);
  }

  return seconds > 0 ? g_date_time_add_seconds (now, (double) MIN (seconds, MAX_SECONDS)) : NULL;
}
