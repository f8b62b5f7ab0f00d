/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-account.h"
#include "sg-credits.h"
#include "sg-time.h"

#define NO_CAP { .currency = "" }

static const struct {
  SgMoney used;
  SgMoney cap;       /* no currency: no cap */
  double  percent;
} percent_cases[] = {
  { { 1250, 2, "USD" }, { 5000, 2, "USD" }, 25.0 },
  { { 6000, 2, "USD" }, { 5000, 2, "USD" }, 120.0 },
  { { 500, 0, "JPY" }, { 1000, 0, "JPY" }, 50.0 },
  { { 500, 3, "KWD" }, { 100, 2, "KWD" }, 50.0 },
  { { 1250, 2, "USD" }, NO_CAP, -1.0 },
  { { 1250, 2, "USD" }, { 0, 2, "USD" }, -1.0 },
  { { 1250, 2, "USD" }, { -5, 2, "USD" }, -1.0 },
  { { 1250, 2, "USD" }, { 5000, 2, "EUR" }, -1.0 },
  { { -1250, 2, "USD" }, { 5000, 2, "USD" }, 0.0 },
  { { G_MAXINT64, 0, "USD" }, { 1, 6, "USD" }, 100.0 * G_MAXINT64 * 1e6 },
  { { G_MININT64, 0, "USD" }, { 1, 6, "USD" }, 0.0 },
};

static void
test_used_percent (void)
{
  g_autoptr (GDateTime) now = sg_time_parse ("2026-11-24T12:36:00Z");

  for (gsize i = 0; i < G_N_ELEMENTS (percent_cases); i++) {
    gboolean has_cap = percent_cases[i].cap.currency[0] != '\0';
    g_autoptr (SgCredits) credits = sg_credits_new (TRUE, &percent_cases[i].used, has_cap ? &percent_cases[i].cap : NULL,
                                                    NULL, SG_ORIGIN_ENDPOINT, now);

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    g_assert_cmpfloat_with_epsilon (sg_credits_get_used_percent (credits), percent_cases[i].percent, 1e-9);
  }
}

static const char *const badges[][3] = {
  { "max", "default_claude_max_5x", "Max 5×" },
  { "claude_max", "default_claude_max_20x", "Max 20×" },
  { "pro", "default_claude_pro", "Pro" },
  { "claude_team", NULL, "Team" },
  { "enterprise", "", "Enterprise" },
  { "galaxy", "_7x", "galaxy" },
  { "claude_", NULL, NULL },
  { "", "default_claude_max_5x", NULL },
  { NULL, "default_claude_max_5x", NULL },
};

static void
test_plan_badge (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (badges); i++) {
    g_autofree char *badge = sg_account_plan_badge (badges[i][0], badges[i][1]);

    g_assert_cmpstr (badge, ==, badges[i][2]);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/credits/used-percent", test_used_percent);
  g_test_add_func ("/account/plan-badge", test_plan_badge);

  return g_test_run ();
}
