/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes a stranger's text fit for one line of a panel. */

#include "sg-reply-text.h"

#include <string.h>

#define MAX_CHARS 60

/**
 * sg_reply_clean_text:
 * @text: (nullable): UTF-8
 *
 * Returns: (transfer full) (nullable): one line of at most 60 characters, or %NULL for nothing to show
 */
char *
sg_reply_clean_text (const char *text)
{
  g_autoptr (GString) clean = g_string_new (NULL);
  guint n_chars = 0;

  for (const char *p = text ? text : ""; *p != '\0' && n_chars < MAX_CHARS; p = g_utf8_next_char (p), n_chars++) {
    gunichar c = g_utf8_get_char (p);

    g_string_append_unichar (clean, g_unichar_isprint (c) ? c : ' ');
  }
  g_strstrip (clean->str);

  return *clean->str != '\0' ? g_strdup (clean->str) : NULL;
}

/**
 * sg_reply_clean_key:
 * @key: a member's name, for example `nimbus_quill`
 *
 * Returns: (transfer full) (nullable): for example `Nimbus quill`
 */
char *
sg_reply_clean_key (const char *key)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (key), "_", ' ');
  char *clean = sg_reply_clean_text (spaced);

  if (clean != NULL)
    clean[0] = g_ascii_toupper (clean[0]);

  return clean;
}

/**
 * sg_reply_clean_name:
 * @text: (nullable): what a server calls a person or an organisation
 *
 * A personal organisation is often named after its owner's e-mail address, which we never show.
 *
 * Returns: (transfer full) (nullable): as sg_reply_clean_text(); %NULL when an address is in it
 */
char *
sg_reply_clean_name (const char *text)
{
  return text && strchr (text, '@') == NULL ? sg_reply_clean_text (text) : NULL;
}
