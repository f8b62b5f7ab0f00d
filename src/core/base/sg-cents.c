/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cents.h"

#include <math.h>
#include <string.h>

#include "sg-error.h"
#include "sg-money.h"

/* Ten million million dollars: no bill, and 10^3 of them still add up in a gint64. */
#define MAX_DIGITS 15
#define MAX_DECIMALS 12
#define MAX_LENGTH 64
#define PICO_CENTS_PER_PICO_USD 100

typedef struct {
  char     digits[MAX_LENGTH + 1];
  int      n_digits;
  int      point;    /* how many of them stand before the decimal point */
  gboolean negative;
} Numeral;

static gboolean
read_exponent (const char *text,
               int        *exponent)
{
  gint64 value;

  if (*text == '+' && !g_ascii_isdigit (*++text))
    return FALSE;
  if (!g_ascii_string_to_signed (text, 10, -MAX_LENGTH, MAX_LENGTH, &value, NULL))
    return FALSE;

  *exponent = (int) value;

  return TRUE;
}

static gboolean
read_numeral (const char *text,
              Numeral    *numeral)
{
  gboolean has_point = FALSE;
  int exponent = 0;

  numeral->negative = *text == '-';
  if (*text == '-' || *text == '+')
    text++;

  for (; g_ascii_isdigit (*text) || (*text == '.' && !has_point); text++) {
    if (*text == '.')
      has_point = TRUE;
    else
      numeral->digits[numeral->n_digits++] = *text;
    if (*text != '.' && !has_point)
      numeral->point++;
  }
  if (numeral->n_digits == 0 || (*text != '\0' && *text != 'e' && *text != 'E'))
    return FALSE;
  if (*text != '\0' && !read_exponent (text + 1, &exponent))
    return FALSE;

  numeral->point += exponent;

  return TRUE;
}

static int
get_digit (const Numeral *numeral,
           int            place)
{
  return place >= 0 && place < numeral->n_digits ? numeral->digits[place] - '0' : 0;
}

/* Whether every digit before @place, or from it on, is a zero. */
static gboolean
is_zero_between (const Numeral *numeral,
                 int            first,
                 int            end)
{
  for (int i = MAX (first, 0); i < MIN (end, numeral->n_digits); i++) {
    if (numeral->digits[i] != '0')
      return FALSE;
  }

  return TRUE;
}

static SgCents
negate (const SgCents *cents)
{
  if (cents->pico == 0)
    return (SgCents) { -cents->whole, 0 };

  return (SgCents) { -cents->whole - 1, SG_PICO_PER_WHOLE_CENT - cents->pico };
}

static SgCents
numeral_to_cents (const Numeral *numeral)
{
  SgCents cents = SG_CENTS_ZERO;

  for (int place = numeral->point - MAX_DIGITS; place < numeral->point; place++)
    cents.whole = cents.whole * 10 + get_digit (numeral, place);
  for (int place = numeral->point; place < numeral->point + MAX_DECIMALS; place++)
    cents.pico = cents.pico * 10 + get_digit (numeral, place);

  return numeral->negative ? negate (&cents) : cents;
}

/**
 * sg_cents_parse:
 * @text: (nullable): a decimal amount of cents such as `123.45`, `-0.5` or `1.2e3`
 * @cents: (out): left alone on failure
 *
 * Returns: whether @text is an amount that is kept exactly; else @error is %SG_ERROR_BAD_DATA
 */
gboolean
sg_cents_parse (const char *text,
                SgCents    *cents,
                GError    **error)
{
  Numeral numeral = { .n_digits = 0 };

  if (text == NULL || strlen (text) > MAX_LENGTH || !read_numeral (text, &numeral)) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "an amount is no decimal number");
    return FALSE;
  }
  if (!is_zero_between (&numeral, 0, numeral.point - MAX_DIGITS) ||
      !is_zero_between (&numeral, numeral.point + MAX_DECIMALS, numeral.n_digits)) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "an amount has more digits than any bill");
    return FALSE;
  }

  *cents = numeral_to_cents (&numeral);

  return TRUE;
}

/**
 * sg_cents_from_double:
 * @number: cents that a server wrote as a JSON number
 *
 * Takes the shortest decimal that reads as @number, which is what the server wrote.
 */
gboolean
sg_cents_from_double (double   number,
                      SgCents *cents,
                      GError **error)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.15g", number);
  if (isfinite (number) && g_ascii_strtod (text, NULL) != number)
    g_ascii_dtostr (text, sizeof text, number);

  return sg_cents_parse (text, cents, error);
}

SgCents
sg_cents_from_pico_usd (gint64 pico_usd)
{
  gint64 whole = pico_usd / SG_PICO_PER_CENT;
  gint64 rest = pico_usd % SG_PICO_PER_CENT;

  if (rest < 0) {
    rest += SG_PICO_PER_CENT;
    whole--;
  }

  return (SgCents) { whole, rest *PICO_CENTS_PER_PICO_USD };
}

/**
 * sg_cents_add:
 * @sum: (inout):
 *
 * Returns: %FALSE, with @sum left alone, when it is more than can be kept
 */
gboolean
sg_cents_add (SgCents       *sum,
              const SgCents *cents)
{
  gint64 pico = sum->pico + cents->pico;
  gint64 carry = pico >= SG_PICO_PER_WHOLE_CENT;
  gint64 whole;

  if (__builtin_add_overflow (sum->whole, cents->whole, &whole) || __builtin_add_overflow (whole, carry, &whole))
    return FALSE;

  *sum = (SgCents) { whole, pico - carry * SG_PICO_PER_WHOLE_CENT };

  return TRUE;
}

/* Both come from bills, so the difference is in range too. */
SgCents
sg_cents_subtract (const SgCents *from,
                   const SgCents *cents)
{
  SgCents difference = negate (cents);

  if (!sg_cents_add (&difference, from))
    difference = (SgCents) { G_MAXINT64, 0 };

  return difference;
}

/**
 * sg_cents_scale:
 * @denominator: above 0
 *
 * For rates and projections ($ a day, a month at this rate): to the millionth
 * of a cent, rounded down; saturates at what a gint64 of those holds.
 */
SgCents
sg_cents_scale (const SgCents *self,
                gint64         numerator,
                gint64         denominator)
{
  const gint64 pico_per_micro = 1000000;
  gint64 micro, scaled, rest;

  g_return_val_if_fail (denominator > 0, SG_CENTS_ZERO);

  if (__builtin_mul_overflow (self->whole, SG_PICO_PER_WHOLE_CENT / pico_per_micro, &micro) ||
      __builtin_add_overflow (micro, self->pico / pico_per_micro, &micro) ||
      __builtin_mul_overflow (micro, numerator, &scaled))
    return (SgCents) { self->whole / denominator * numerator, 0 };

  scaled = scaled / denominator - (scaled % denominator < 0);
  rest = scaled % pico_per_micro;
  if (rest < 0)
    rest += pico_per_micro;

  return (SgCents) { (scaled - rest) / pico_per_micro, rest *pico_per_micro };
}

int
sg_cents_compare (const SgCents *a,
                  const SgCents *b)
{
  if (a->whole != b->whole)
    return a->whole < b->whole ? -1 : 1;

  return (a->pico > b->pico) - (a->pico < b->pico);
}

/* For shares and bars, never for sums. */
double
sg_cents_to_double (const SgCents *self)
{
  return (double) self->whole + (double) self->pico / (double) SG_PICO_PER_WHOLE_CENT;
}

/**
 * sg_cents_to_text:
 *
 * Returns: (transfer full): exactly, for example `823.1045`: what sg_cents_parse() reads
 */
char *
sg_cents_to_text (const SgCents *self)
{
  gboolean negative = self->whole < 0;
  SgCents magnitude = negative ? negate (self) : *self;
  char *text = g_strdup_printf ("%s%" G_GINT64_FORMAT ".%012" G_GINT64_FORMAT, negative ? "-" : "",
                                magnitude.whole, magnitude.pico);
  char *end = text + strlen (text);

  while (end[-1] == '0')
    end--;
  if (end[-1] == '.')
    end--;
  *end = '\0';

  return text;
}

/**
 * sg_cents_to_dollars_text:
 *
 * Returns: (transfer full): exactly, with at least two decimals, for example `8.231045` or `12.00`
 */
char *
sg_cents_to_dollars_text (const SgCents *self)
{
  gboolean negative = self->whole < 0;
  SgCents magnitude = negative ? negate (self) : *self;
  char *text = g_strdup_printf ("%s%" G_GINT64_FORMAT ".%02d%012" G_GINT64_FORMAT, negative ? "-" : "", magnitude.whole / 100,
                                (int) (magnitude.whole % 100), magnitude.pico);
  char *least = strchr (text, '.') + 3;
  char *end = text + strlen (text);

  while (end > least && end[-1] == '0')
    end--;
  *end = '\0';

  return text;
}

/**
 * sg_cents_format:
 *
 * Returns: (transfer full): in dollars, rounded to the cent, for example `$4.20`;
 *   above nothing but below half a cent reads `<$0.01`
 */
char *
sg_cents_format (const SgCents *self)
{
  SgMoney money = { .exponent = 2, .currency = "USD" };

  if (self->whole == 0 && self->pico > 0 && self->pico < SG_PICO_PER_WHOLE_CENT / 2)
    return sg_money_format_below_a_cent ();

  money.minor = self->whole + (self->pico >= SG_PICO_PER_WHOLE_CENT / 2);

  return sg_money_format (&money);
}
