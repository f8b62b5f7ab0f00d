/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "report-testing.h"
#include "sg-report-calendar.h"
#include "sg-report.h"

#define OPUS "claude-opus-5"
#define HAIKU "claude-haiku-4-5-20251001"

static const Asked year[] = {
  { "-p/a.jsonl", "2026-10-31T23:59:59.999Z", OPUS, 100, 10, 0 },
  { "-p/a.jsonl", "2026-11-01T00:00:00.000Z", OPUS, 200, 20, 0 },
  { "-p/a.jsonl", "2026-11-01T04:30:00.000Z", HAIKU, 1, 1, 0 },
  { "-p/a/subagents/agent-1.jsonl", "2026-11-01T05:30:00.000Z", HAIKU, 2, 2, 0 },
  { "-q/b.jsonl", "2026-11-07T23:30:00.000Z", OPUS, 300, 30, SG_REQUEST_FAST },
  { "-q/b.jsonl", "2026-11-08T00:30:00.000Z", "claude-zeta-9", 7, 3, 0 },
  { "-q/c.jsonl", "2026-11-08T00:50:00.000Z", OPUS, 0, 0, 0 },
};

static SgReportQuery
everything (SgReportKind kind,
            GTimeZone   *zone)
{
  return (SgReportQuery) { .kind = kind, .zone = zone, .since = G_MININT64, .until = G_MAXINT64 };
}

/* `day project session tokens model,model` of each row */
static char *
describe (SgReport *report)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < report->rows->len; i++) {
    const SgReportRow *row = g_ptr_array_index (report->rows, i);
    g_autofree char *day = sg_report_day_format (row->day);

    g_string_append_printf (text, "%s%s%s%s%s %" G_GINT64_FORMAT, i > 0 ? "; " : "", day, row->project,
                            *row->session != '\0' ? "/" : "", row->session, sg_report_sums_get_total (&row->sums));
    for (const SgReportModel *model = row->models; model != NULL; model = model->next)
      g_string_append_printf (text, "%c%s", model == row->models ? ' ' : ',', model->id);
  }

  return g_string_free (text, FALSE);
}

static void
assert_report (const SgReportQuery *query,
               const char          *expected)
{
  Shelf shelf;
  g_autoptr (GError) error = NULL;

  shelf_open (&shelf, SG_LEDGER_IN_MEMORY);
  shelf_fill (&shelf, year, G_N_ELEMENTS (year));
  {
    g_autoptr (SgReport) report = sg_report_new (shelf.ledger, query, &error);
    g_autofree char *text = NULL;

    g_assert_no_error (error);
    text = describe (report);
    g_assert_cmpstr (text, ==, expected);
  }
  shelf_close (&shelf);
}

static void
test_groups_by_the_calendar_of_the_zone (void)
{
  static const struct {
    SgReportKind kind;
    const char  *zone;
    const char  *expected;
  } table[] = {
    { SG_REPORT_DAILY, "UTC",
      "2026-10-31 110 " OPUS "; 2026-11-01 226 " OPUS "," HAIKU "; 2026-11-07 330 " OPUS "-fast; 2026-11-08 10 claude-zeta-9," OPUS },
    /* New York: the clocks go back on 2026-11-01 at 06:00Z. */
    { SG_REPORT_DAILY, "America/New_York",
      "2026-10-31 330 " OPUS "; 2026-11-01 6 " HAIKU "; 2026-11-07 340 " OPUS "-fast,claude-zeta-9," OPUS },
    { SG_REPORT_WEEKLY, "UTC",
      "2026-10-25 110 " OPUS "; 2026-11-01 556 " OPUS "," HAIKU "," OPUS "-fast; 2026-11-08 10 claude-zeta-9," OPUS },
    { SG_REPORT_MONTHLY, "UTC",
      "2026-10-01 110 " OPUS "; 2026-11-01 566 " OPUS "," HAIKU "," OPUS "-fast,claude-zeta-9" },
    { SG_REPORT_MONTHLY, "Asia/Tokyo", "2026-11-01 676 " OPUS "," HAIKU "," OPUS "-fast,claude-zeta-9" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (table[i].zone);
    SgReportQuery query;

    if (zone == NULL) {
      g_test_skip ("no time zones here");
      return;
    }
    query = everything (table[i].kind, zone);
    assert_report (&query, table[i].expected);
  }
}

static void
test_days_outside_are_left_out (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  SgReportQuery query = everything (SG_REPORT_DAILY, zone);

  g_assert_true (sg_report_day_parse ("20261101", &query.since));
  g_assert_true (sg_report_day_parse ("20261107", &query.until));
  assert_report (&query, "2026-11-01 226 " OPUS "," HAIKU "; 2026-11-07 330 " OPUS "-fast");

  query.descending = TRUE;
  assert_report (&query, "2026-11-07 330 " OPUS "-fast; 2026-11-01 226 " OPUS "," HAIKU);

  query.kind = SG_REPORT_SESSION;
  assert_report (&query, "2026-11-07-q/b 330 " OPUS "-fast; 2026-11-01-p/a 226 " OPUS "," HAIKU);
}

static void
test_projects_stand_by_themselves (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  SgReportQuery query = everything (SG_REPORT_MONTHLY, zone);

  query.by_project = TRUE;
  assert_report (&query, "2026-10-01-p 110 " OPUS "; 2026-11-01-p 226 " OPUS "," HAIKU "; 2026-11-01-q 340 " OPUS "-fast,claude-zeta-9," OPUS);

  query.by_project = FALSE;
  query.project = "-q";
  assert_report (&query, "2026-11-01 340 " OPUS "-fast,claude-zeta-9," OPUS);

  query.project = "/p";
  assert_report (&query, "2026-10-01 110 " OPUS "; 2026-11-01 226 " OPUS "," HAIKU);

  query.project = "p";
  assert_report (&query, "");
}

/* A sub-agent's requests are its session's; one that used nothing is no session. */
static void
test_sessions_know_when_they_were_active (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  SgReportQuery query = everything (SG_REPORT_SESSION, zone);
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "ledger.db", NULL);
  const char *paths[] = { SG_LEDGER_IN_MEMORY, path };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SgReport) report = NULL;
    const SgReportRow *first, *second;
    Shelf shelf;

    shelf_open (&shelf, paths[i]);
    shelf_fill (&shelf, year, G_N_ELEMENTS (year));
    report = sg_report_new (shelf.ledger, &query, &error);
    g_assert_no_error (error);

    g_assert_cmpuint (report->rows->len, ==, 2);
    first = g_ptr_array_index (report->rows, 0);
    second = g_ptr_array_index (report->rows, 1);
    g_assert_cmpstr (first->session, ==, "a");
    g_assert_cmpint (first->first_ms, ==, ms_of (year[0].time));
    g_assert_cmpint (first->last_ms, ==, ms_of (year[3].time));
    g_assert_cmpstr (second->session, ==, "b");
    g_assert_cmpint (second->last_ms, ==, ms_of (year[5].time));
    shelf_close (&shelf);
  }
}

static void
test_unknown_prices_are_named (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  SgReportQuery query = everything (SG_REPORT_DAILY, zone);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReport) report = NULL;
  const SgReportModel *model;
  Shelf shelf;

  shelf_open (&shelf, SG_LEDGER_IN_MEMORY);
  shelf_fill (&shelf, year, G_N_ELEMENTS (year));
  report = sg_report_new (shelf.ledger, &query, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (report->unpriced_models->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (report->unpriced_models, 0), ==, "claude-zeta-9");
  g_assert_cmpint (report->totals.n_unpriced, ==, 1);
  g_assert_cmpint (report->totals.n_requests, ==, G_N_ELEMENTS (year));
  model = ((SgReportRow *) g_ptr_array_index (report->rows, 0))->models;
  g_assert_cmpint (model->sums.pico_usd, ==, 100 * 5000000 + 10 * 25000000);
  g_clear_pointer (&report, sg_report_free);
  shelf_close (&shelf);
}

static void
test_an_empty_ledger_has_no_rows (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  Shelf shelf;

  shelf_open (&shelf, SG_LEDGER_IN_MEMORY);
  for (SgReportKind kind = SG_REPORT_DAILY; kind <= SG_REPORT_SESSION; kind++) {
    SgReportQuery query = everything (kind, zone);
    g_autoptr (GError) error = NULL;
    g_autoptr (SgReport) report = sg_report_new (shelf.ledger, &query, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (report->rows->len, ==, 0);
    g_assert_cmpint (sg_report_sums_get_total (&report->totals), ==, 0);
  }
  shelf_close (&shelf);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/report/groups-by-the-calendar-of-the-zone", test_groups_by_the_calendar_of_the_zone);
  g_test_add_func ("/report/days-outside-are-left-out", test_days_outside_are_left_out);
  g_test_add_func ("/report/projects-stand-by-themselves", test_projects_stand_by_themselves);
  g_test_add_func ("/report/sessions-know-when-they-were-active", test_sessions_know_when_they_were_active);
  g_test_add_func ("/report/unknown-prices-are-named", test_unknown_prices_are_named);
  g_test_add_func ("/report/an-empty-ledger-has-no-rows", test_an_empty_ledger_has_no_rows);

  return g_test_run ();
}
