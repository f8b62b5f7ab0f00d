/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-money.h"
#include "sg-money-form.h"
#include "sg-style.h"

static const struct {
  gint64      minor;
  guint       exponent;
  const char *currency;
  const char *text;
} format_cases[] = {
  { 1234, 2, "USD", "$12.34" },
  { 5, 2, "usd", "$0.05" },
  { 0, 2, "EUR", "€0.00" },
  { -50, 2, "EUR", "-€0.50" },
  { 1200, 0, "JPY", "¥1200" },
  { -1, 0, "JPY", "-¥1" },
  { 1250, 3, "KWD", "KWD\u00a01.250" },
  { -1, 3, "KWD", "-KWD\u00a00.001" },
  { 100, 2, "CHF", "CHF\u00a01.00" },
  { 1, 6, "USD", "$0.000001" },
  { G_MAXINT64, 2, "USD", "$92233720368547758.07" },
  { G_MININT64, 2, "USD", "-$92233720368547758.08" },
  { G_MININT64, 0, "JPY", "-¥9223372036854775808" },
  { G_MININT64, 6, "KWD", "-KWD\u00a09223372036854.775808" },
};

static void
test_format (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (format_cases); i++) {
    SgMoney money;
    g_autofree char *text = NULL;

    g_assert_true (sg_money_init (&money, format_cases[i].minor, format_cases[i].exponent, format_cases[i].currency));
    text = sg_money_format (&money);
    g_assert_cmpstr (text, ==, format_cases[i].text);
  }
}

static void
test_no_such_amount (void)
{
  static const char *const currencies[] = { NULL, "", "US", "USDT", "U$D", "12\n", "€€€" };
  SgMoney money = { .minor = 7, .exponent = 2, .currency = "USD" };

  for (gsize i = 0; i < G_N_ELEMENTS (currencies); i++)
    g_assert_false (sg_money_init (&money, 1, 2, currencies[i]));
  g_assert_false (sg_money_init (&money, 1, SG_MONEY_MAX_EXPONENT + 1, "USD"));
  g_assert_false (sg_money_init (&money, 1, G_MAXUINT, "USD"));

  g_assert_cmpint (money.minor, ==, 7);
  g_assert_cmpstr (money.currency, ==, "USD");
}

static const struct {
  gint64      pico_usd;
  const char *text;
} pico_cases[] = {
  { 0, "$0.00" },
  { 1, "<$0.01" },
  { SG_PICO_PER_CENT / 2 - 1, "<$0.01" },
  { SG_PICO_PER_CENT / 2, "$0.01" },
  { SG_PICO_PER_CENT, "$0.01" },
  { SG_PICO_PER_USD * 42 / 10, "$4.20" },
  { SG_PICO_PER_USD - SG_PICO_PER_CENT / 2, "$1.00" },
  { SG_PICO_PER_USD - SG_PICO_PER_CENT / 2 - 1, "$0.99" },
  { G_MAXINT64, "$9223372.04" },
  { -SG_PICO_PER_USD, "-$1.00" },
  { G_MININT64, "-$9223372.04" },
};

static void
test_pico_usd (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pico_cases); i++) {
    g_autofree char *text = sg_pico_usd_format (pico_cases[i].pico_usd);

    g_assert_cmpstr (text, ==, pico_cases[i].text);
  }
}

static const struct {
  SgMoneyForm form;
  guint64     units;
  const char *text;
} form_cases[] = {
  { { ".", ",", "\3\3", FALSE, FALSE, FALSE }, 1234567, "-$1,234,567.05" },
  { { ".", ",", "\3\3", FALSE, FALSE, TRUE }, 1234, "-USD\u00a01,234.05" },
  { { ",", ".", "\3\3", TRUE, TRUE, FALSE }, 1234, "-1.234,05\u00a0$" },
  { { ",", ".", "\3\3", TRUE, TRUE, TRUE }, 123, "-123,05\u00a0USD" },
  { { ",", "\u202f", "\3\3", TRUE, TRUE, FALSE }, 12345, "-12\u202f345,05\u00a0$" },
  { { ".", ",", "\3\2", FALSE, TRUE, FALSE }, 12345678, "-$\u00a01,23,45,678.05" },
  { { ".", ",", "", FALSE, FALSE, FALSE }, 1234567, "-$1234567.05" },
  { { ".", "", "\3", FALSE, FALSE, FALSE }, 1234567, "-$1234567.05" },
};

static void
test_form (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (form_cases); i++) {
    g_autofree char *text = sg_money_form_write (&form_cases[i].form, "USD", TRUE, form_cases[i].units, 5, 2);

    g_assert_cmpstr (text, ==, form_cases[i].text);
  }
}

static void
test_codes_where_people_want_them (void)
{
  const SgStyle codes = { .currency_codes = TRUE };
  const SgStyle usual = { 0 };
  g_autofree char *with_code = NULL;
  g_autofree char *little = NULL;

  g_assert_true (sg_style_set (&codes));
  g_assert_false (sg_style_set (&codes));
  with_code = sg_pico_usd_format (SG_PICO_PER_USD * 42 / 10);
  little = sg_pico_usd_format (1);
  g_assert_true (sg_style_set (&usual));

  g_assert_cmpstr (with_code, ==, "USD\u00a04.20");
  g_assert_cmpstr (little, ==, "<USD\u00a00.01");
}

static void
test_style_travels (void)
{
  const SgStyle style = { SG_HOURS_12, TRUE, TRUE, TRUE };
  const SgStyle usual = { 0 };
  g_autoptr (GVariant) variant = NULL;

  sg_style_set (&style);
  g_assert_true (sg_style_has_12_hours ());
  variant = g_variant_ref_sink (sg_style_to_variant ());
  sg_style_set (&usual);
  g_assert_false (sg_style_has_12_hours ());
  g_assert_true (sg_style_set_variant (variant));
  g_assert_false (sg_style_set (&style));
  sg_style_set (&usual);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/no-such-amount", test_no_such_amount);
  g_test_add_func ("/money/pico-usd", test_pico_usd);

  g_test_add_func ("/money/form", test_form);
  g_test_add_func ("/money/codes", test_codes_where_people_want_them);
  g_test_add_func ("/style/travels", test_style_travels);

  return g_test_run ();
}
