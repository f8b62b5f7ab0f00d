/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cents.h"
#include "sg-error.h"
#include "sg-money.h"

typedef struct {
  const char *text;
  const char *exact;    /* NULL: refused */
  const char *shown;
} AmountCase;

static const AmountCase amount_cases[] = {
  { "123.45", "123.45", "$1.23" },
  { "823.104500", "823.1045", "$8.23" },
  { "0", "0", "$0.00" },
  { "0.4", "0.4", "<$0.01" },
  { "0.5", "0.5", "$0.01" },
  { "-0.5", "-0.5", "$0.00" },
  { "-250", "-250", "-$2.50" },
  { "-0.000000000001", "-0.000000000001", "$0.00" },
  { "1.2e3", "1200", "$12.00" },
  { "12E-1", "1.2", "$0.01" },
  { "+7.", "7", "$0.07" },
  { ".5", "0.5", "$0.01" },
  { "000000000000000000000012.000000000000000", "12", "$0.12" },
  { "999999999999999.999999999999", "999999999999999.999999999999", "$10000000000000.00" },
  { "1000000000000000", NULL, NULL },
  { "0.0000000000001", NULL, NULL },
  { "1e16", NULL, NULL },
  { "1e999999999999", NULL, NULL },
  { "", NULL, NULL },
  { "-", NULL, NULL },
  { ".", NULL, NULL },
  { "e5", NULL, NULL },
  { "1.2.3", NULL, NULL },
  { "1,5", NULL, NULL },
  { " 5", NULL, NULL },
  { "0x10", NULL, NULL },
  { "NaN", NULL, NULL },
  { "inf", NULL, NULL },
  { "11111111111111111111111111111111111111111111111111111111111111111", NULL, NULL },
};

static void
test_amounts_are_exact (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (amount_cases); i++) {
    const AmountCase *c = &amount_cases[i];
    g_autoptr (GError) error = NULL;
    g_autofree char *exact = NULL;
    g_autofree char *shown = NULL;
    SgCents cents = { 77, 7 };

    if (!sg_cents_parse (c->text, &cents, &error)) {
      g_assert_null (c->exact);
      g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
      g_assert_cmpint (cents.whole, ==, 77);
      continue;
    }

    exact = sg_cents_to_text (&cents);
    shown = sg_cents_format (&cents);
    g_assert_cmpstr (exact, ==, c->exact);
    g_assert_cmpstr (shown, ==, c->shown);
  }
}

static SgCents
cents_of (const char *text)
{
  SgCents cents;

  g_assert_true (sg_cents_parse (text, &cents, NULL));

  return cents;
}

static void
assert_is (const SgCents *cents,
           const char    *expected)
{
  g_autofree char *text = sg_cents_to_text (cents);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_sums_carry (void)
{
  SgCents sum = cents_of ("0.9");
  SgCents more = cents_of ("0.2");
  SgCents debt = cents_of ("-3.15");
  SgCents most = { G_MAXINT64, 0 };
  SgCents difference;

  g_assert_true (sg_cents_add (&sum, &more));
  assert_is (&sum, "1.1");
  g_assert_true (sg_cents_add (&sum, &debt));
  assert_is (&sum, "-2.05");
  difference = sg_cents_subtract (&more, &debt);
  assert_is (&difference, "3.35");
  g_assert_false (sg_cents_add (&most, &more) && sg_cents_add (&most, &most));
  g_assert_cmpint (sg_cents_compare (&debt, &more), <, 0);
  g_assert_cmpint (sg_cents_compare (&more, &more), ==, 0);
}

static void
test_json_numbers_keep_their_digits (void)
{
  const struct {
    double      number;
    const char *exact;
  } cases[] = { { 1537, "1537" }, { 0.1, "0.1" }, { 1537.25, "1537.25" }, { -2.3, "-2.3" }, { 1e-5, "0.00001" } };
  SgCents cents;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_true (sg_cents_from_double (cases[i].number, &cents, NULL));
    assert_is (&cents, cases[i].exact);
  }
  g_assert_false (sg_cents_from_double (1e300, &cents, NULL));
  g_assert_false (sg_cents_from_double (0.0 / 0.0, &cents, NULL));
}

static void
test_estimates_become_cents (void)
{
  SgCents cents = sg_cents_from_pico_usd (SG_PICO_PER_USD + 5);
  SgCents less = sg_cents_from_pico_usd (-5);

  assert_is (&cents, "100.0000000005");
  assert_is (&less, "-0.0000000005");
}

static void
test_rates_scale (void)
{
  SgCents month = cents_of ("5230");
  SgCents day = sg_cents_scale (&month, 1, 30);
  SgCents year = sg_cents_scale (&month, 365, 30);
  SgCents debt = cents_of ("-1");
  SgCents third = sg_cents_scale (&debt, 1, 3);
  SgCents huge = cents_of ("900000000000000");
  SgCents much = sg_cents_scale (&huge, 31, 3);

  assert_is (&day, "174.333333");
  assert_is (&year, "63631.666666");
  assert_is (&third, "-0.333334");
  assert_is (&much, "9300000000000000");
}

static void
test_dollars_are_exact (void)
{
  const struct {
    const char *cents;
    const char *dollars;
  } pairs[] = {
    { "0", "0.00" }, { "5", "0.05" }, { "823.1045", "8.231045" }, { "1200", "12.00" }, { "-0.5", "-0.005" }, { "-1250", "-12.50" },
    { "0.000000000001", "0.00000000000001" }, { "100000000000", "1000000000.00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    SgCents cents;
    g_autofree char *text = NULL;

    g_assert_true (sg_cents_parse (pairs[i].cents, &cents, NULL));
    text = sg_cents_to_dollars_text (&cents);
    g_assert_cmpstr (text, ==, pairs[i].dollars);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cents/amounts-are-exact", test_amounts_are_exact);
  g_test_add_func ("/cents/sums-carry", test_sums_carry);
  g_test_add_func ("/cents/json-numbers-keep-their-digits", test_json_numbers_keep_their_digits);
  g_test_add_func ("/cents/estimates-become-cents", test_estimates_become_cents);
  g_test_add_func ("/cents/rates-scale", test_rates_scale);
  g_test_add_func ("/cents/dollars-are-exact", test_dollars_are_exact);

  return g_test_run ();
}
