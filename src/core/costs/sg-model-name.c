/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One model has many ids: dated, regional, as clouds and gateways spell them. */

#include "sg-model-name.h"

#include <string.h>

#define DATE_LENGTH 8

static void
cut_suffix (char       *id,
            const char *suffix)
{
  if (g_str_has_suffix (id, suffix))
    id[strlen (id) - strlen (suffix)] = '\0';
}

/* @length: how many digits, or 0 for any number of them */
static gboolean
is_digits (const char *text,
           gsize       length)
{
  gsize n_digits = strspn (text, "0123456789");

  return n_digits > 0 && text[n_digits] == '\0' && (length == 0 || n_digits == length);
}

/* `-v2`, `-v1:0` */
static void
cut_revision (char *id)
{
  char *dash = strrchr (id, '-');
  char *colon = dash ? strchr (dash, ':') : NULL;

  if (dash == NULL || dash[1] != 'v')
    return;
  if (colon != NULL) {
    if (!is_digits (colon + 1, 0))
      return;
    *colon = '\0';
  }
  if (is_digits (dash + 2, 0))
    *dash = '\0';
  else if (colon != NULL)
    *colon = ':';
}

static void
cut_date (char *id)
{
  char *dash = strrchr (id, '-');

  if (dash != NULL && is_digits (dash + 1, DATE_LENGTH))
    *dash = '\0';
}

/**
 * sg_model_name_canonical:
 * @model_id: as a transcript, a cloud or a gateway writes it
 *
 * `us.anthropic.claude-sonnet-4-5-20250929-v1:0` and `anthropic/claude-sonnet-4.5[1m]`
 * are `claude-sonnet-4-5`.
 *
 * Returns: (transfer full): the id the price table knows, if it knows the model
 */
char *
sg_model_name_canonical (const char *model_id)
{
  g_autofree char *id = g_ascii_strdown (model_id, -1);
  char *slash, *claude;

  cut_suffix (id, "[1m]");
  slash = strrchr (id, '/');
  claude = strstr (slash ? slash + 1 : id, "claude");
  if (claude != NULL || slash != NULL) {
    char *rest = g_strdup (claude ? claude : slash + 1);

    g_free (id);
    id = rest;
  }

  g_strdelimit (id, "@", '-');
  cut_revision (id);
  cut_date (id);
  cut_suffix (id, "-latest");
  cut_suffix (id, "-default");
  cut_revision (id);
  g_strdelimit (id, ".", '-');
  if (g_str_has_suffix (id, "-4-0"))
    id[strlen (id) - 2] = '\0';

  return g_steal_pointer (&id);
}

/**
 * sg_model_name_display:
 * @model_id: any spelling of a model's id
 *
 * Returns: (transfer full): `Opus 5.5`, `Haiku 4.5`, `Sonnet 5`; an id of another
 *   shape as it is, and `?` for none
 */
char *
sg_model_name_display (const char *model_id)
{
  g_autofree char *id = sg_model_name_canonical (model_id);
  g_auto (GStrv) words = g_strsplit (id, "-", -1);
  g_autoptr (GString) version = g_string_new (NULL);
  const char *family = NULL;

  if (*model_id == '\0')
    return g_strdup ("?");
  if (words[0] == NULL || !g_str_equal (words[0], "claude"))
    return g_strdup (model_id);

  for (guint i = 1; words[i] != NULL; i++) {
    if (is_digits (words[i], 0))
      g_string_append_printf (version, "%s%s", version->len > 0 ? "." : "", words[i]);
    else if (family == NULL && g_ascii_isalpha (words[i][0]))
      family = words[i];
    else
      return g_strdup (model_id);
  }
  if (family == NULL || version->len == 0)
    return g_strdup (model_id);

  return g_strdup_printf ("%c%s %s", g_ascii_toupper (family[0]), family + 1, version->str);
}
