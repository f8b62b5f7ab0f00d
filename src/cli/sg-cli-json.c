/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sg-cli-output.h"
#include "sg-money.h"
#include "sg-whole-write.h"

#define LONGEST_NUMBER 64

void
sg_cli_json_init (SgCliJson *self)
{
  *self = (SgCliJson) { .text = g_string_new (NULL) };
}

/**
 * sg_cli_json_print:
 *
 * Prints it to stdout and ends it; where that cannot be, it ends the program.
 */
void
sg_cli_json_print (SgCliJson *self)
{
  int why;

  g_string_append_c (self->text, '\n');
  why = sg_whole_write (STDOUT_FILENO, self->text->str, self->text->len);
  g_string_free (self->text, TRUE);
  if (why != 0)
    exit (sg_cli_output_say (why));
}

static void
append_quoted (GString    *text,
               const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  g_string_append_c (text, '"');
  for (const char *at = valid; *at != '\0'; at++) {
    if (*at == '"' || *at == '\\')
      g_string_append_printf (text, "\\%c", *at);
    else if ((guchar) *at < 0x20)
      g_string_append_printf (text, "\\u%04x", *at);
    else
      g_string_append_c (text, *at);
  }
  g_string_append_c (text, '"');
}

static void
new_line (SgCliJson *self)
{
  g_string_append_c (self->text, '\n');
  for (guint i = 0; i < self->depth; i++)
    g_string_append (self->text, "  ");
}

static void
begin_member (SgCliJson  *self,
              const char *key)
{
  if (self->has_members)
    g_string_append_c (self->text, ',');
  if (self->depth > 0)
    new_line (self);
  self->has_members = TRUE;
  if (key != NULL) {
    append_quoted (self->text, key);
    g_string_append (self->text, ": ");
  }
}

/**
 * sg_cli_json_open:
 * @key: (nullable): %NULL in an array
 * @bracket: `{` or `[`
 */
void
sg_cli_json_open (SgCliJson  *self,
                  const char *key,
                  char        bracket)
{
  begin_member (self, key);
  g_string_append_c (self->text, bracket);
  self->depth++;
  self->has_members = FALSE;
}

void
sg_cli_json_close (SgCliJson *self,
                   char       bracket)
{
  self->depth--;
  if (self->has_members)
    new_line (self);
  g_string_append_c (self->text, bracket);
  self->has_members = TRUE;
}

void
sg_cli_json_add_string (SgCliJson  *self,
                        const char *key,
                        const char *value)
{
  begin_member (self, key);
  append_quoted (self->text, value);
}

void
sg_cli_json_add_int (SgCliJson  *self,
                     const char *key,
                     gint64      value)
{
  begin_member (self, key);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

void
sg_cli_json_add_boolean (SgCliJson  *self,
                         const char *key,
                         gboolean    value)
{
  begin_member (self, key);
  g_string_append (self->text, value ? "true" : "false");
}

void
sg_cli_json_add_null (SgCliJson  *self,
                      const char *key)
{
  begin_member (self, key);
  g_string_append (self->text, "null");
}

/* The fewest digits that read back as @value, without point and exponent. */
static int
shortest_digits (double value,
                 char   digits[LONGEST_NUMBER])
{
  char text[LONGEST_NUMBER];
  char *exponent;

  for (int n_digits = 0; n_digits <= 16; n_digits++) {
    char format[] = { '%', '.', (char) ('0' + n_digits / 10), (char) ('0' + n_digits % 10), 'e', '\0' };

    g_ascii_formatd (text, sizeof text, format, value);
    if (g_ascii_strtod (text, NULL) == value)
      break;
  }

  exponent = strchr (text, 'e');
  *exponent = '\0';
  digits[0] = text[0];
  g_strlcpy (digits + 1, text[1] == '.' ? text + 2 : "", LONGEST_NUMBER - 1);

  return atoi (exponent + 1);
}

/**
 * sg_cli_json_format_double:
 *
 * Returns: (transfer full): for example `0.030600000000000002`, `5.0`, `1e-7`, `1.5e16`
 */
char *
sg_cli_json_format_double (double value)
{
  char digits[LONGEST_NUMBER];
  const char *sign = value < 0 ? "-" : "";
  int exponent, n_digits;

  if (!isfinite (value))
    return g_strdup ("null");
  exponent = shortest_digits (fabs (value), digits);
  n_digits = (int) strlen (digits);

  if (exponent < -5 || exponent > 15)
    return g_strdup_printf ("%s%c%s%se%d", sign, digits[0], n_digits > 1 ? "." : "", digits + 1, exponent);
  if (exponent < 0)
    return g_strdup_printf ("%s0.%.*s%s", sign, -exponent - 1, "0000", digits);
  if (n_digits > exponent + 1)
    return g_strdup_printf ("%s%.*s.%s", sign, exponent + 1, digits, digits + exponent + 1);

  return g_strdup_printf ("%s%s%.*s.0", sign, digits, exponent + 1 - n_digits, "0000000000000000");
}

void
sg_cli_json_add_double (SgCliJson  *self,
                        const char *key,
                        double      value)
{
  g_autofree char *text = sg_cli_json_format_double (value);

  begin_member (self, key);
  g_string_append (self->text, text);
}

/* The exact amount, without the zeros at its end. Returns: how many digits it has */
static int
format_exactly (gint64 pico_usd,
                char   text[LONGEST_NUMBER])
{
  guint64 magnitude = pico_usd < 0 ? -(guint64) pico_usd : (guint64) pico_usd;
  int length = g_snprintf (text, LONGEST_NUMBER, "%s%" G_GUINT64_FORMAT ".%012" G_GUINT64_FORMAT, pico_usd < 0 ? "-" : "",
                           magnitude / SG_PICO_PER_USD, magnitude % SG_PICO_PER_USD);

  while (text[length - 1] == '0' && text[length - 2] != '.')
    text[--length] = '\0';

  return length - 1 - (pico_usd < 0);
}

/**
 * sg_cli_json_pico_usd_to_double:
 *
 * Returns: the double nearest to the exact amount, in USD
 */
double
sg_cli_json_pico_usd_to_double (gint64 pico_usd)
{
  char text[LONGEST_NUMBER];

  format_exactly (pico_usd, text);

  return g_ascii_strtod (text, NULL);
}

void
sg_cli_json_add_pico_usd (SgCliJson  *self,
                          const char *key,
                          gint64      pico_usd)
{
  char text[LONGEST_NUMBER];

  /* No two numbers of 15 digits are the same double: then there is nothing shorter to look for. */
  if (format_exactly (pico_usd, text) > 15 || ABS (pico_usd) < SG_PICO_PER_USD / 100000) {
    sg_cli_json_add_double (self, key, sg_cli_json_pico_usd_to_double (pico_usd));
    return;
  }

  begin_member (self, key);
  g_string_append (self->text, text);
}
