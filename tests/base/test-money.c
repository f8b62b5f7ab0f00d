/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-money.h"

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
  { 1250, 3, "KWD", "KWD 1.250" },
  { -1, 3, "KWD", "-KWD 0.001" },
  { 100, 2, "CHF", "CHF 1.00" },
  { 1, 6, "USD", "$0.000001" },
  { G_MAXINT64, 2, "USD", "$92233720368547758.07" },
  { G_MININT64, 2, "USD", "-$92233720368547758.08" },
  { G_MININT64, 0, "JPY", "-¥9223372036854775808" },
  { G_MININT64, 6, "KWD", "-KWD 9223372036854.775808" },
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/no-such-amount", test_no_such_amount);
  g_test_add_func ("/money/pico-usd", test_pico_usd);

  return g_test_run ();
}
