/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "console-testing.h"
#include "sg-console-price.h"
#include "sg-reconciliation.h"

#define HOUR G_GINT64_CONSTANT (3600)
#define OPUS "claude-opus-5-5"
#define HAIKU "claude-haiku-4-5-20251001"

typedef struct {
  gboolean    is_local;
  int         hour;
  const char *model;
  const char *tier;
  gint64      input;
  gint64      output;
} Use;

typedef struct {
  const char  *name;
  Use          uses[4];
  const char  *local;
  const char  *organization;
  const char  *gap;
  gboolean     is_over;
  SgGapReasons reasons;
} Case;

#define MORE (SG_GAP_NOT_IN_TRANSCRIPTS | SG_GAP_OTHERS | SG_GAP_ROUNDING)

/* Opus 5.5: $4 and $20 per million; Haiku 4.5: $1 and $5. */
static const Case cases[] = {
  { "nothing", { { 0 } }, "0", "0", "0", FALSE, 0 },
  { "the-same", { { TRUE, 1, OPUS, NULL, 1000000, 0 }, { FALSE, 1, OPUS, "standard", 1000000, 0 } }, "400", "400", "0", FALSE, 0 },
  { "in-other-hours", { { TRUE, 1, OPUS, NULL, 1000, 1 }, { FALSE, 2, OPUS, NULL, 1000, 1 } }, "0.402", "0.402", "0", FALSE, 0 },
  { "cut-streams", { { TRUE, 1, OPUS, NULL, 1000000, 0 }, { FALSE, 1, OPUS, NULL, 1000000, 50000 } }, "400", "500", "100", FALSE, MORE },
  { "a-cent-over", { { TRUE, 1, OPUS, NULL, 1000000, 0 }, { FALSE, 1, OPUS, NULL, 1000000, 50500 } }, "400", "501", "101", TRUE, MORE },
  { "a-subscription", { { TRUE, 1, OPUS, NULL, 1000000, 0 } }, "400", "0", "-400", TRUE, SG_GAP_PAID_ELSEWHERE | SG_GAP_ROUNDING },
  { "spellings-are-one-model", { { TRUE, 1, HAIKU, NULL, 0, 200 }, { FALSE, 1, "claude-haiku-4-5", NULL, 0, 200 } }, "0.1", "0.1", "0",
    FALSE, 0 },
  { "priority", { { FALSE, 1, OPUS, "priority", 1000000, 0 } }, "0", "400", "400", TRUE, MORE | SG_GAP_PRIORITY },
  { "half-price", { { FALSE, 1, OPUS, "batch", 1000000, 0 } }, "0", "200", "200", TRUE, MORE },
  { "a-model-nobody-priced", { { FALSE, 1, "claude-next-9", NULL, 1000000, 0 } }, "0", "0", "0", FALSE, MORE | SG_GAP_UNPRICED },
  { "outside", { { FALSE, -1, OPUS, NULL, 5000000, 0 }, { TRUE, 24, OPUS, NULL, 5000000, 0 } }, "0", "0", "0", FALSE, 0 },
};

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_autoptr (GPtrArray) local = buckets_new ();
  g_autoptr (GPtrArray) organization = buckets_new ();
  g_autoptr (SgReconciliation) reconciliation = NULL;
  const SgCents dollar = { 100, 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (c->uses) && c->uses[i].model != NULL; i++) {
    const Use *use = &c->uses[i];
    SgConsoleBucket *bucket =
      sg_console_bucket_new (SG_BUCKET_USAGE, MONDAY + use->hour * HOUR, MONDAY + (use->hour + 1) * HOUR);

    bucket->dimensions[SG_DIMENSION_MODEL] = g_strdup (use->model);
    bucket->dimensions[SG_DIMENSION_SERVICE_TIER] = g_strdup (use->tier);
    bucket->uncached_input = use->input;
    bucket->output = use->output;
    g_ptr_array_add (use->is_local ? local : organization, bucket);
  }

  reconciliation = sg_reconciliation_new (local, organization, prices, MONDAY, MONDAY + 24 * HOUR, NULL);
  sg_usage_gap_judge (reconciliation->gap, &dollar);
  assert_cents (&reconciliation->gap->local, c->local);
  assert_cents (&reconciliation->gap->organization, c->organization);
  assert_cents (&reconciliation->gap->gap, c->gap);
  g_assert_cmpint (reconciliation->gap->is_over, ==, c->is_over);
  g_assert_cmpuint (reconciliation->gap->reasons, ==, c->reasons);
}

static void
test_more_than_any_bill_is_an_error (void)
{
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_autoptr (GPtrArray) none = buckets_new ();
  g_autoptr (GPtrArray) organization = buckets_new ();
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 2; i++) {
    SgConsoleBucket *bucket = sg_console_bucket_new (SG_BUCKET_USAGE, MONDAY, MONDAY + HOUR);

    bucket->dimensions[SG_DIMENSION_MODEL] = g_strdup (OPUS);
    bucket->output = G_MAXINT64 - 1;
    g_ptr_array_add (organization, bucket);
  }
  g_assert_null (sg_reconciliation_new (none, organization, prices, MONDAY, MONDAY + HOUR, &error));
  g_assert_nonnull (error);
}

static void
test_the_span_is_whole_hours_the_server_has_heard_of (void)
{
  const struct {
    const char *now;
    const char *until;
  } times[] = {
    { "2026-11-21T12:00:00Z", "2026-11-21T11:00:00Z" }, { "2026-11-21T12:10:00Z", "2026-11-21T12:00:00Z" },
    { "2026-11-21T00:09:59Z", "2026-11-20T23:00:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++) {
    g_autoptr (GDateTime) now = sg_time_parse (times[i].now);
    g_autoptr (GDateTime) expected = sg_time_parse (times[i].until);
    gint64 from, until;

    sg_reconciliation_find_span (now, &from, &until);
    g_assert_cmpint (until, ==, g_date_time_to_unix (expected));
    g_assert_cmpint (until - from, ==, 24 * HOUR);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/reconciliation/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/reconciliation/more-than-any-bill-is-an-error", test_more_than_any_bill_is_an_error);
  g_test_add_func ("/reconciliation/the-span-is-whole-hours-the-server-has-heard-of",
                   test_the_span_is_whole_hours_the_server_has_heard_of);

  return g_test_run ();
}
