/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-foresight.h"
#include "sg-ledger-limits.h"

#define WEEK_SECONDS (7 * 86400)
#define FIRST_WEEK_ENDS "2026-10-15T20:00:00Z"
#define NOW "2026-11-24T12:00:00Z"
#define PERCENT_PER_HOUR 4.0

static GDateTime *
time_of (const char *text)
{
  return g_date_time_new_from_iso8601 (text, NULL);
}

static void
spend (SgLedgerBatch *batch,
       gint64         time)
{
  g_autofree char *id = g_strdup_printf ("m%" G_GINT64_FORMAT, time);
  const SgSlice slice = { id, strlen (id) };
  const SgRequest request = {
    .message_id = slice, .request_id = slice, .model = { "claude-opus-5-5", 15 }, .time_ms = time * 1000,
    .stated_pico_usd = SG_REQUEST_COST_UNSTATED, .usage = { .output = 40000 },
  };

  sg_ledger_batch_add_request (batch, &request, slice);
}

/* Monday to Friday from 9 to 17, every hour alike; the week begins on Thursday at 20:00. */
static SgLedger *
ledger_of_an_office (const SgPriceTable *prices,
                     gint64              now,
                     SgLimit            *last)
{
  SgLedger *ledger = sg_ledger_open (SG_LEDGER_IN_MEMORY, prices, NULL);
  g_autoptr (SgLedgerBatch) batch = sg_ledger_batch_new ();
  g_autoptr (GDateTime) first_end = time_of (FIRST_WEEK_ENDS);
  gint64 end = g_date_time_to_unix (first_end);
  gint64 time = end - WEEK_SECONDS;
  double percent = 0.0;
  SgWorkWeek week;

  sg_work_week_init (&week, "12345", "9-17");
  sg_ledger_batch_start_file (batch, "project/session.jsonl");
  for (; time < now; time += 1800) {
    g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (time);
    g_autoptr (GDateTime) next = g_date_time_new_from_unix_utc (time + 1800);
    g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
    g_autoptr (GDateTime) resets_at = NULL;
    g_autoptr (SgLimit) limit = NULL;

    if (time >= end) {
      end += WEEK_SECONDS;
      percent = 0.0;
    }
    if (sg_work_week_seconds_between (&week, at, next, utc) > 0 && percent < 100.0) {
      spend (batch, time + 60);
      percent = MIN (percent + PERCENT_PER_HOUR / 2.0, 100.0);
    }
    resets_at = g_date_time_new_from_unix_utc (end);
    limit = sg_limit_new ("weekly", SG_LIMIT_WEEKLY, NULL, percent, resets_at, SG_ORIGIN_ENDPOINT, next);
    g_assert_true (sg_ledger_keep_limit (ledger, "", limit, time, NULL));
  }
  g_assert_true (sg_ledger_write (ledger, batch, NULL));
  last->used_percent = percent;

  return ledger;
}

/* 76 percent on Tuesday at noon; by its past it is full on Wednesday. */
static const struct {
  const char *name;
  const char *days;
  const char *hours;
  gboolean    range;      /* whether its history's range is said */
} cases[] = {
  { "all-hours", "1234567", "0-24", TRUE },
  { "as-worked", "12345", "9-17", TRUE },
  { "behind-its-own-mark", "67", "9-17", FALSE },
  { "full-while-nobody-works", "467", "9-17", FALSE },
};

static void
test_no_row_contradicts_itself (gconstpointer user_data)
{
  const guint i = GPOINTER_TO_UINT (user_data);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = time_of (NOW);
  g_autoptr (GDateTime) resets_at = time_of ("2026-11-26T20:00:00Z");
  g_autoptr (GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  SgLimit *limit = sg_limit_new ("weekly", SG_LIMIT_WEEKLY, NULL, 0.0, resets_at, SG_ORIGIN_ENDPOINT, now);
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_autoptr (SgLedger) ledger = ledger_of_an_office (prices, g_date_time_to_unix (now), limit);
  SgWorkWeek week;

  g_ptr_array_add (limits, limit);
  sg_work_week_init (&week, cases[i].days, cases[i].hours);
  g_assert_true (sg_foresight_add (ledger, "", limits, &week, now, zone, NULL));

  g_assert_cmpfloat (limit->forecast->chance_percent, >, 50.0);
  g_assert_cmpint (limit->forecast->full_from != NULL, ==, cases[i].range);
  g_assert_cmpint (limit->forecast->full_until != NULL, ==, cases[i].range);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/foresight/no-row-contradicts-itself/%s", cases[i].name);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_no_row_contradicts_itself);
  }

  return g_test_run ();
}
