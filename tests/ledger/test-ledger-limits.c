/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ledger-testing.h"
#include "sg-ledger-limits.h"

#define NOW G_GINT64_CONSTANT (1795000000)

static void
keep (SgLedger   *ledger,
      const char *profile,
      double      percent,
      gint64      at,
      gint64      resets_at,
      gint64      still_until)
{
  g_autoptr (GDateTime) as_of = g_date_time_new_from_unix_utc (NOW + at);
  g_autoptr (GDateTime) resets = g_date_time_new_from_unix_utc (NOW + resets_at);
  g_autoptr (SgLimit) limit = sg_limit_new ("session", SG_LIMIT_SESSION, NULL, percent, resets, SG_ORIGIN_ENDPOINT, as_of);
  g_autoptr (GError) error = NULL;

  g_assert_true (sg_ledger_keep_limit (ledger, profile, limit, NOW + still_until, &error));
  g_assert_no_error (error);
}

static void
assert_kept (SgLedger   *ledger,
             const char *profile,
             gint64      from,
             const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) samples = sg_ledger_load_limit (ledger, profile, "session", NOW + from, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < samples->len; i++) {
    const SgLedgerSample *sample = &g_array_index (samples, SgLedgerSample, i);

    g_assert_cmpint (sample->origin, ==, SG_ORIGIN_ENDPOINT);
    g_string_append_printf (text, "%d-%d %g %d\n", (int) (sample->time - NOW), (int) (sample->until - NOW), sample->percent,
                            (int) (sample->resets_at - NOW));
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_only_changes_are_kept (Desk         *desk,
                            gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);

  keep (ledger, "", 10.0, 0, 9000, 0);
  keep (ledger, "", 10.0, 300, 9001, 0);
  keep (ledger, "", 12.0, 900, 9000, 600);
  keep (ledger, "", 12.0, 600, 9000, 0);

  assert_kept (ledger, "", 0, "0-600 10 9000\n900-900 12 9000\n");
  assert_kept (ledger, "", 700, "900-900 12 9000\n");
}

/* The server may reset early, or move a reset: both are told apart from the wobble of seconds. */
static void
test_a_moved_reset_is_a_change (Desk         *desk,
                                gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);

  keep (ledger, "", 40.0, 0, 9000, 0);
  keep (ledger, "", 40.0, 300, 9600, 0);
  keep (ledger, "", 0.0, 600, 20000, 300);

  assert_kept (ledger, "", 0, "0-0 40 9000\n300-300 40 9600\n600-600 0 20000\n");
}

static void
test_profiles_do_not_mix (Desk         *desk,
                          gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);

  keep (ledger, "", 10.0, 0, 9000, 0);
  keep (ledger, "work", 50.0, 0, 8000, 0);

  assert_kept (ledger, "", 0, "0-0 10 9000\n");
  assert_kept (ledger, "work", 0, "0-0 50 8000\n");
  assert_kept (ledger, "other", 0, "");
}

static void
sum_up (gint64      time,
        double      usd,
        const char *model,
        gpointer    user_data)
{
  g_string_append_printf (user_data, "%" G_GINT64_FORMAT " %.6f %s\n", time, usd, model);
}

static void
test_spending_has_its_moments (Desk         *desk,
                               gconstpointer user_data)
{
  g_autofree char *first = answer ("m1", "r1", 0, 1000, "2026-11-18T10:01:00.000Z", "");
  g_autofree char *second = answer ("m2", "r2", 0, 3000, "2026-11-18T10:14:00.000Z", "");
  g_autofree char *text = g_strconcat (first, second, NULL);
  g_auto (SgLedgerScan) scan = { .projects_paths = (const char *const[]) { desk->projects, NULL }, .n_threads = 1 };
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GDateTime) ten = g_date_time_new_utc (2026, 11, 18, 10, 0, 0.0);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = g_date_time_to_unix (ten);

  desk_write (desk, "-p/s.jsonl", "w", text, strlen (text));
  g_assert_true (sg_ledger_scan (ledger, &scan, NULL, &error));
  g_assert_true (sg_ledger_visit_spending (ledger, "", start, sum_up, seen, &error));
  g_assert_no_error (error);

  expected = g_strdup_printf ("%" G_GINT64_FORMAT " 0.040000 claude-opus-5-5\n%" G_GINT64_FORMAT " 0.040000 claude-opus-5-5\n",
                              start + 60, start + 14 * 60);
  g_assert_cmpstr (seen->str, ==, expected);
}

static void
test_an_old_ledger_learns_of_limits (Desk         *desk,
                                     gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = NULL;
  SgLedgerTotals totals;

  write_version_1 (desk->ledger_path, NULL);
  ledger = desk_open (desk);
  keep (ledger, "", 10.0, 0, 9000, 0);

  assert_kept (ledger, "", 0, "0-0 10 9000\n");
  g_assert_true (sg_ledger_get_totals (ledger, &totals, NULL));
  g_assert_cmpint (totals.n_requests, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  desk_test ("/ledger-limits/only-changes-are-kept", test_only_changes_are_kept);
  desk_test ("/ledger-limits/a-moved-reset-is-a-change", test_a_moved_reset_is_a_change);
  desk_test ("/ledger-limits/profiles-do-not-mix", test_profiles_do_not_mix);
  desk_test ("/ledger-limits/spending-has-its-moments", test_spending_has_its_moments);
  desk_test ("/ledger-limits/an-old-ledger-learns-of-limits", test_an_old_ledger_learns_of_limits);

  return g_test_run ();
}
