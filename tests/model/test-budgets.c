/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-budgets.h"
#include "sg-time.h"

typedef struct {
  const char *name;
  gboolean    has_bill;
  gboolean    has_costs;
  SgMode      mode;
  gint64      day;        /* a budget in cents */
  gint64      month;
  const char *expected;   /* id, percent, reset */
} Case;

/* Billed: $5 today, $90 this month. Counted here: $2 and $30. At 23:30 UTC it is tomorrow in Berlin. */
static const Case cases[] = {
  { "none-set", TRUE, TRUE, SG_MODE_AUTO, 0, 0, "" },
  { "nothing-known", FALSE, FALSE, SG_MODE_AUTO, 1000, 10000, "" },
  { "the-bill-first", TRUE, TRUE, SG_MODE_AUTO, 1000, 10000,
    "budget:day 50 2026-12-01T00:00:00Z\nbudget:month 90 2026-12-01T00:00:00Z\n" },
  { "only-a-month", TRUE, FALSE, SG_MODE_CONSOLE, 0, 4500, "budget:month 200 2026-12-01T00:00:00Z\n" },
  { "this-machine", FALSE, TRUE, SG_MODE_CONSOLE, 1000, 10000,
    "budget:day-here 20 2026-12-01T23:00:00Z\nbudget:month-here 30 2026-12-31T23:00:00Z\n" },
  { "of-a-subscription-no-bill", TRUE, FALSE, SG_MODE_CODE, 1000, 10000, "" },
  { "of-a-subscription-this-machine", TRUE, TRUE, SG_MODE_CODE, 1000, 10000,
    "budget:day-here 20 2026-12-01T23:00:00Z\nbudget:month-here 30 2026-12-31T23:00:00Z\n" },
};

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  const SgBudgets budgets = { { c->day, 0 }, { c->month, 0 } };
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GDateTime) now = sg_time_parse ("2026-11-30T23:30:00Z");
  g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_UNKNOWN, now);
  g_autoptr (GString) text = g_string_new (NULL);

  if (c->has_bill) {
    reading->console = sg_console_new (SG_ORIGIN_ADMIN, now);
    reading->console->today.whole = 500;
    reading->console->month.whole = 9000;
  }
  if (c->has_costs) {
    reading->costs = sg_cost_summary_new (SG_ORIGIN_TRANSCRIPTS, now);
    reading->costs->today_pico_usd = 2 * G_GINT64_CONSTANT (1000000000000);
    reading->costs->month_pico_usd = 30 * G_GINT64_CONSTANT (1000000000000);
  }

  sg_budgets_fill (&budgets, reading, c->mode, berlin);
  for (guint i = 0; reading->limits != NULL && i < reading->limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (reading->limits, i);
    g_autofree char *resets_at = g_date_time_format_iso8601 (limit->resets_at);

    g_assert_cmpint (limit->kind, ==, SG_LIMIT_BUDGET);
    g_assert_cmpfloat_with_epsilon (limit->used_percent, 100.0 * (double) limit->spent_pico_usd / (double) limit->budget_pico_usd, 1e-6);
    g_string_append_printf (text, "%s %g %s\n", limit->id, limit->used_percent, resets_at);
  }
  g_assert_cmpstr (text->str, ==, c->expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/budgets/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }

  return g_test_run ();
}
