/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "history-testing.h"
#include "sg-history-demo.h"
#include "sg-history.h"
#include "sg-ledger-activity.h"
#include "sg-money.h"
#include "sg-sample.h"
#include "sg-time.h"

/* Saturday 2026-11-21 12:00 UTC */
#define NOW G_GINT64_CONSTANT (1795262400)
#define HOUR 3600

static SgLimit *
limit_at (const char *id,
          double      percent,
          gint64      time)
{
  g_autoptr (GDateTime) as_of = g_date_time_new_from_unix_utc (time);
  g_autoptr (GDateTime) resets_at = g_date_time_new_from_unix_utc (NOW + 2 * HOUR);

  return sg_limit_new (id, SG_LIMIT_SESSION, NULL, percent, resets_at, SG_ORIGIN_ENDPOINT, as_of);
}

static void
keep (SgLedger   *ledger,
      const char *profile,
      double      percent,
      gint64      time)
{
  g_autoptr (SgLimit) limit = limit_at ("session", percent, time);
  g_autoptr (GError) error = NULL;

  sg_ledger_keep_limit (ledger, profile, limit, time - 300, &error);
  g_assert_no_error (error);
}

static void
ask (SgLedger   *ledger,
     const char *id,
     gint64      time)
{
  const char *file = "-home-dev/00000000-0000-4000-8000-000000000000.jsonl", *model = "claude-opus-5-5";
  g_autoptr (SgLedgerBatch) batch = sg_ledger_batch_new ();
  g_autoptr (GError) error = NULL;
  SgRequest request = {
    .message_id = { id, strlen (id) }, .request_id = { id, strlen (id) }, .model = { model, strlen (model) },
    .time_ms = time * 1000, .stated_pico_usd = SG_REQUEST_COST_UNSTATED, .usage = { .input = 10, .output = 20 },
  };

  sg_ledger_batch_start_file (batch, file);
  sg_ledger_batch_add_request (batch, &request, request.message_id);
  sg_ledger_write (ledger, batch, &error);
  g_assert_no_error (error);
}

static void
test_a_record_is_of_one_profile (void)
{
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SgLedger) ledger = sg_ledger_open (SG_LEDGER_IN_MEMORY, prices, &error);
  g_autoptr (SgHistoryRecord) record = NULL;
  const SgHistoryLimit *limit;
  const SgLedgerActivity *activity;

  g_assert_no_error (error);
  keep (ledger, "", 40.0, NOW - 7200);
  keep (ledger, "", 44.0, NOW - 3600);
  keep (ledger, "work", 90.0, NOW - 3600);
  ask (ledger, "one", NOW - 3700);
  ask (ledger, "two", NOW - 3660);
  record = sg_history_record_load (ledger, "", NOW - 86400, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (record->limits->len, ==, 1);
  limit = g_ptr_array_index (record->limits, 0);
  g_assert_cmpstr (limit->id, ==, "session");
  g_assert_cmpuint (limit->samples->len, ==, 2);
  g_assert_cmpuint (record->activities->len, ==, 1);
  activity = &g_array_index (record->activities, SgLedgerActivity, 0);
  g_assert_cmpint (activity->n_requests, ==, 2);
  g_assert_cmpint (activity->pico_usd, >, 0);
  g_assert_cmpint (activity->first_ms, ==, (NOW - 3700) * 1000);
  g_assert_cmpint (activity->last_ms, ==, (NOW - 3660) * 1000);
  g_assert_cmpint (record->counted_from, ==, NOW - 4500);
}

/* It is written down only when it changes: what is known now goes on from there. */
static void
test_the_present_goes_on (void)
{
  g_autoptr (SgHistoryRecord) record = sg_history_record_new ();
  g_autoptr (GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  GArray *samples = sg_history_record_ensure_limit (record, "session")->samples;
  const SgLedgerSample before = { NOW - 7200, NOW - 7200, 40.0, NOW + 2 * HOUR, SG_ORIGIN_ENDPOINT };

  g_array_append_val (samples, before);
  g_ptr_array_add (limits, limit_at ("session", 40.0, NOW - 60));
  g_ptr_array_add (limits, limit_at ("weekly", 12.0, NOW - 60));
  sg_history_record_add_present (record, limits);
  sg_history_record_add_present (record, limits);

  g_assert_cmpuint (record->limits->len, ==, 2);
  g_assert_cmpuint (samples->len, ==, 1);
  g_assert_cmpint (g_array_index (samples, SgLedgerSample, 0).until, ==, NOW - 60);
  g_assert_cmpuint (sg_history_record_ensure_limit (record, "weekly")->samples->len, ==, 1);
}

static void
test_nothing_is_empty (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  for (guint span = 0; span < SG_N_HISTORY_SPANS; span++) {
    g_autoptr (SgHistoryRecord) record = sg_history_record_new ();
    g_autoptr (SgHistory) history = sg_history_new (record, span, NOW, zone);

    g_assert_true (sg_history_is_empty (history));
    g_assert_cmpint (sg_history_get_top_pico_usd (history), ==, 0);
    g_assert_cmpuint (history->costs->len, ==, sg_history_get_n_steps (history));
  }
}

static void
assert_is_believable (const SgHistory *history)
{
  for (guint i = 0; i < history->lines->len; i++) {
    const SgHistoryLine *line = g_ptr_array_index (history->lines, i);

    g_assert_cmpfloat (line->moved_percent, >, 0.0);
    g_assert_cmpfloat (line->elsewhere_percent, <, line->moved_percent);
    for (guint at = 0; at < line->points->len; at++)
      g_assert_cmpfloat (g_array_index (line->points, SgHistoryPoint, at).percent, <=, 100.0);
  }
}

#define RECORDED(kind, name, time, value) \
  "{\"kind\":\"" kind "\",\"time\":\"2026-11-21T" time ":00Z\",\"until\":\"2026-11-21T" time ":30Z\",\"name\":\"" name "\"," value "}"

static void
test_a_recording_has_its_own_past_alone (void)
{
  static const char text[] = "[" RECORDED ("limit", "session", "09:00", "\"percent\":10") "," RECORDED ("limit", "session", "10:00", "\"percent\":40") ","
                             RECORDED ("limit", "session", "13:00", "\"percent\":95") "," RECORDED ("cost", "one", "09:45", "\"usd\":1.5") ","
                             RECORDED ("cost", "other", "09:45", "\"usd\":0.5") "]";
  g_autoptr (SgRecording) recording = sg_recording_parse (text, strlen (text), NULL);
  g_autoptr (SgHistoryRecord) record = sg_history_record_new_of_recording (recording, NOW);
  const SgHistoryLimit *limit = g_ptr_array_index (record->limits, 0);
  const SgLedgerActivity *activity = &g_array_index (record->activities, SgLedgerActivity, 0);

  g_assert_cmpuint (record->limits->len, ==, 1);
  g_assert_cmpuint (limit->samples->len, ==, 2);
  g_assert_cmpfloat (g_array_index (limit->samples, SgLedgerSample, 1).percent, ==, 40.0);
  g_assert_cmpint (g_array_index (limit->samples, SgLedgerSample, 1).origin, ==, SG_ORIGIN_RECORDING);
  g_assert_cmpuint (record->activities->len, ==, 1);
  g_assert_cmpint (activity->pico_usd, ==, 2 * SG_PICO_PER_USD);
  g_assert_cmpint (record->counted_from, ==, activity->start_ms / 1000);
}

static void
test_the_made_up_year_ends_with_what_is_shown (void)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (SgUsageModel) model = sg_sample_new ("mixed");
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  GPtrArray *limits = sg_usage_model_get_limits (model);

  for (guint span = 0; span < SG_N_HISTORY_SPANS; span++) {
    g_autoptr (SgHistoryRecord) record = sg_history_demo_new (limits, g_date_time_to_unix (now), zone);
    g_autoptr (SgHistory) history = sg_history_new (record, span, g_date_time_to_unix (now), zone);

    g_assert_cmpuint (history->lines->len, ==, 3);
    g_assert_cmpint (sg_history_get_top_pico_usd (history), >, 0);
    assert_is_believable (history);
    for (guint i = 0; span == SG_HISTORY_DAY && i < limits->len; i++) {
      const SgLimit *limit = g_ptr_array_index (limits, i);
      const SgHistoryLine *line = g_ptr_array_index (history->lines, i);

      g_assert_cmpstr (line->id, ==, limit->id);
      g_assert_cmpfloat (g_array_index (line->points, SgHistoryPoint, line->points->len - 1).percent, ==, limit->used_percent);
    }
  }
}

static void
test_the_made_up_year_is_read_no_longer_than_what_is_shown (void)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (SgUsageModel) model = sg_sample_new ("lapsed");
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  GPtrArray *limits = sg_usage_model_get_limits (model);
  g_autoptr (SgHistoryRecord) record = sg_history_demo_new (limits, g_date_time_to_unix (now), zone);

  for (guint i = 0; i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);
    GArray *samples = sg_history_record_ensure_limit (record, limit->id)->samples;
    const SgLedgerSample *last = &g_array_index (samples, SgLedgerSample, samples->len - 1);

    g_assert_cmpint (last->until, <=, g_date_time_to_unix (limit->as_of) + 300);
    g_assert_cmpint (last->until, >, g_date_time_to_unix (limit->as_of) - SG_DAY_SECONDS);
  }
}

static void
test_the_made_up_year_has_costs_without_a_limit (void)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgHistoryRecord) record = sg_history_demo_new (none, g_date_time_to_unix (now), zone);
  GArray *activities = record->activities;
  const SgLedgerActivity *last = &g_array_index (activities, SgLedgerActivity, activities->len - 1);

  g_assert_cmpint (last->last_ms / 1000, >, g_date_time_to_unix (now) - 3600);
}

static void
test_the_made_up_year_has_early_and_late_resets (void)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (SgUsageModel) model = sg_sample_new ("mixed");
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgHistoryRecord) record = sg_history_demo_new (sg_usage_model_get_limits (model), g_date_time_to_unix (now), zone);
  g_autoptr (SgHistory) history = sg_history_new (record, SG_HISTORY_YEAR, g_date_time_to_unix (now), zone);
  guint n_of_kind[SG_RESET_MOVED + 1] = { 0 };

  for (guint i = 0; i < history->lines->len; i++) {
    GArray *windows = ((SgHistoryLine *) g_ptr_array_index (history->lines, i))->windows;

    for (guint at = 0; at < windows->len; at++)
      n_of_kind[g_array_index (windows, SgHistoryWindow, at).kind]++;
  }

  g_assert_cmpuint (n_of_kind[SG_RESET_NONE], ==, 3);
  g_assert_cmpuint (n_of_kind[SG_RESET_ON_TIME], >, 200);
  g_assert_cmpuint (n_of_kind[SG_RESET_EARLY], >, 2);
  g_assert_cmpuint (n_of_kind[SG_RESET_LATE], >, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/record-of-one-profile", test_a_record_is_of_one_profile);
  g_test_add_func ("/history/present", test_the_present_goes_on);
  g_test_add_func ("/history/empty", test_nothing_is_empty);
  g_test_add_func ("/history/recording/its-own-past-alone", test_a_recording_has_its_own_past_alone);
  g_test_add_func ("/history/demo/ends-as-shown", test_the_made_up_year_ends_with_what_is_shown);
  g_test_add_func ("/history/demo/read-no-longer", test_the_made_up_year_is_read_no_longer_than_what_is_shown);
  g_test_add_func ("/history/demo/costs-without-a-limit", test_the_made_up_year_has_costs_without_a_limit);
  g_test_add_func ("/history/demo/resets", test_the_made_up_year_has_early_and_late_resets);

  return g_test_run ();
}
