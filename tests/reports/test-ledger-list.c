/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of sessions and projects: it says what the reports say, in any order, and finds what is searched for. */

#include <locale.h>

#include "report-testing.h"
#include "sg-ledger-list.h"
#include "sg-report.h"

typedef struct {
  const char *profile;
  const char *file;
  const char *time;
  const char *model;
  SgUsage     usage;
} Use;

#define OPUS "claude-opus-5-5"
#define SONNET "claude-sonnet-5"
#define NEW "claude-ibis-6"

static const Use uses[] = {
  { "", "-home-me-loom/aa11.jsonl", "2026-11-20T09:01:00Z", OPUS, { .input = 1000, .output = 500, .write_5m = 2000, .cache_read = 97000 } },
  { "", "-home-me-loom/aa11.jsonl", "2026-11-20T09:40:00Z", OPUS, { .input = 1000, .output = 100 } },
  { "", "-home-me-loom/aa11/subagents/agent-1.jsonl", "2026-11-20T09:20:00Z", SONNET, { .input = 4000, .output = 400, .cache_read = 1000 } },
  { "", "-home-me-loom/bb22.jsonl", "2026-11-21T08:10:00Z", SONNET, { .input = 100, .output = 10 } },
  { "", "-home-me-shuttle/cc33.jsonl", "2026-11-21T08:12:00Z", NEW, { .input = 700, .output = 7, .cache_read = 300 } },
  { "", "-home-me-shuttle/dd44.jsonl", "2026-11-21T10:00:00Z", NEW, { .input = 1, .output = 1 } },
  { "", "-home-me-shuttle/dd44.jsonl", "2026-11-21T12:30:00Z", OPUS, { .input = 2, .output = 2 } },
  { "work", "-home-me-loom/ee55.jsonl", "2026-11-21T10:05:00Z", OPUS, { .input = 50000, .output = 5 } },
};

static void
fill (Shelf *shelf)
{
  g_autoptr (SgLedgerBatch) batch = sg_ledger_batch_new ();
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (uses); i++) {
    g_autofree char *id = g_strdup_printf ("msg_%" G_GSIZE_FORMAT, i);
    SgRequest request = {
      .message_id = slice (id),
      .request_id = slice (id),
      .model = slice (uses[i].model),
      .time_ms = ms_of (uses[i].time),
      .stated_pico_usd = SG_REQUEST_COST_UNSTATED,
      .usage = uses[i].usage,
    };

    sg_ledger_batch_set_profile (batch, uses[i].profile);
    sg_ledger_batch_start_file (batch, uses[i].file);
    sg_ledger_batch_add_request (batch, &request, request.message_id);
  }
  sg_ledger_write (shelf->ledger, batch, &error);
  g_assert_no_error (error);
}

static void
set_up (Shelf        *shelf,
        gconstpointer user_data)
{
  shelf_open (shelf, SG_LEDGER_IN_MEMORY);
  fill (shelf);
}

static void
tear_down (Shelf        *shelf,
           gconstpointer user_data)
{
  shelf_close (shelf);
}

static char *
last_word (const char   *project,
           gconstpointer data)
{
  const char *dash = strrchr (project, '-');

  return g_strdup (dash ? dash + 1 : project);
}

static SgLedgerList *
open_list (Shelf           *shelf,
           SgLedgerListKind kind,
           gint64           from_ms,
           gint64           to_ms)
{
  const SgLedgerListQuery query = {
    .kind = kind, .from_ms = from_ms, .to_ms = to_ms, .prices = shelf->prices, .name_project = last_word,
  };
  g_autoptr (GError) error = NULL;
  SgLedgerList *list = sg_ledger_list_new (shelf->ledger, &query, &error);

  g_assert_no_error (error);

  return list;
}

static SgLedgerListRow *
load (SgLedgerList *list,
      gint64        id)
{
  g_autoptr (GError) error = NULL;
  SgLedgerListRow *row = sg_ledger_list_load_row (list, id, &error);

  g_assert_no_error (error);

  return row;
}

/* The sessions in order, or the projects */
static char *
sorted (SgLedgerList  *list,
        SgLedgerColumn column,
        gboolean       descending,
        const char    *search)
{
  const SgLedgerListOrder order = { column, descending, search };
  SgLedgerListRow totals = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = sg_ledger_list_sort (list, &order, &totals, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (SgLedgerListRow) row = load (list, g_array_index (ids, gint64, i));

    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", *row->session ? row->session : row->project);
  }
  g_free (totals.models);

  return g_string_free (text, FALSE);
}

static void
assert_sorted (SgLedgerList  *list,
               SgLedgerColumn column,
               gboolean       descending,
               const char    *search,
               const char    *expected)
{
  g_autofree char *text = sorted (list, column, descending, search);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_every_column_sorts (Shelf        *shelf,
                         gconstpointer user_data)
{
  static const struct {
    SgLedgerColumn column;
    const char    *ascending;
    const char    *descending;
  } cases[] = {
    /* Of equals the latest is first. */
    { SG_LEDGER_COLUMN_PROJECT, "ee55 bb22 aa11 dd44 cc33", "dd44 cc33 ee55 bb22 aa11" },
    { SG_LEDGER_COLUMN_SESSION, "aa11 bb22 cc33 dd44 ee55", "ee55 dd44 cc33 bb22 aa11" },
    { SG_LEDGER_COLUMN_START, "aa11 bb22 cc33 dd44 ee55", "ee55 dd44 cc33 bb22 aa11" },
    { SG_LEDGER_COLUMN_DURATION, "ee55 cc33 bb22 aa11 dd44", "dd44 aa11 ee55 cc33 bb22" },
    /* What cc33 cost is not known: it is last either way. */
    { SG_LEDGER_COLUMN_COST, "dd44 bb22 aa11 ee55 cc33", "ee55 aa11 bb22 dd44 cc33" },
    { SG_LEDGER_COLUMN_SAVED, "ee55 dd44 bb22 aa11 cc33", "aa11 ee55 dd44 bb22 cc33" },
    { SG_LEDGER_COLUMN_HIT_RATE, "ee55 dd44 bb22 cc33 aa11", "aa11 cc33 ee55 dd44 bb22" },
    { SG_LEDGER_COLUMN_INPUT, "dd44 bb22 cc33 aa11 ee55", "ee55 aa11 cc33 bb22 dd44" },
    { SG_LEDGER_COLUMN_OUTPUT, "dd44 ee55 cc33 bb22 aa11", "aa11 bb22 cc33 ee55 dd44" },
    { SG_LEDGER_COLUMN_CACHE_WRITE, "ee55 dd44 cc33 bb22 aa11", "aa11 ee55 dd44 cc33 bb22" },
    { SG_LEDGER_COLUMN_CACHE_READ, "ee55 dd44 bb22 cc33 aa11", "aa11 cc33 ee55 dd44 bb22" },
    /* claude-ibis-6 · claude-ibis-6, Opus 5.5 · Opus 5.5 · Opus 5.5, Sonnet 5 · Sonnet 5 */
    { SG_LEDGER_COLUMN_MODELS, "cc33 dd44 ee55 aa11 bb22", "bb22 aa11 ee55 dd44 cc33" },
  };
  g_autoptr (SgLedgerList) list = open_list (shelf, SG_LEDGER_LIST_SESSIONS, G_MININT64, G_MAXINT64);

  G_STATIC_ASSERT (G_N_ELEMENTS (cases) == SG_N_LEDGER_COLUMNS);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    assert_sorted (list, cases[i].column, FALSE, NULL, cases[i].ascending);
    assert_sorted (list, cases[i].column, TRUE, "", cases[i].descending);
  }
}

static void
test_search_finds_all_words (Shelf        *shelf,
                             gconstpointer user_data)
{
  static const char *const cases[][2] = {
    { "LOOM", "aa11 bb22 ee55" },
    { "loom sonnet", "aa11 bb22" },
    { "  opus\tshuttle ", "dd44" },
    { "ibis", "cc33 dd44" },
    { "C33", "cc33" },
    { "home", "" },
    { "%", "" },
    { "", "aa11 bb22 cc33 dd44 ee55" },
  };
  g_autoptr (SgLedgerList) list = open_list (shelf, SG_LEDGER_LIST_SESSIONS, G_MININT64, G_MAXINT64);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_sorted (list, SG_LEDGER_COLUMN_SESSION, FALSE, cases[i][0], cases[i][1]);
}

static void
test_rows_are_the_reports (Shelf        *shelf,
                           gconstpointer user_data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  const SgReportQuery query = { .kind = SG_REPORT_SESSION, .zone = zone, .since = G_MININT64, .until = G_MAXINT64, .descending = TRUE };
  const SgLedgerListOrder order = { SG_LEDGER_COLUMN_SESSION, FALSE, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReport) report = sg_report_new (shelf->ledger, &query, &error);
  g_autoptr (SgLedgerList) list = open_list (shelf, SG_LEDGER_LIST_SESSIONS, G_MININT64, G_MAXINT64);
  SgLedgerListRow totals = { 0 };
  g_autoptr (GArray) ids = sg_ledger_list_sort (list, &order, &totals, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, report->rows->len);
  g_assert_cmpint (totals.sums.pico_usd, ==, report->totals.pico_usd);
  g_assert_cmpint (totals.n_sessions, ==, 5);
  g_assert_cmpstr (totals.models, ==, "claude-ibis-6, Opus 5.5, Sonnet 5");
  g_free (totals.models);

  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (SgLedgerListRow) row = load (list, g_array_index (ids, gint64, i));
    guint n_found = 0;

    for (guint j = 0; j < report->rows->len; j++) {
      const SgReportRow *other = g_ptr_array_index (report->rows, j);

      if (!g_str_equal (other->session, row->session))
        continue;
      n_found++;
      g_assert_cmpint (row->sums.n_requests, ==, other->sums.n_requests);
      g_assert_cmpint (row->sums.n_unpriced, ==, other->sums.n_unpriced);
      g_assert_cmpint (row->sums.input, ==, other->sums.input);
      g_assert_cmpint (row->sums.output, ==, other->sums.output);
      g_assert_cmpint (row->sums.cache_write, ==, other->sums.cache_write);
      g_assert_cmpint (row->sums.cache_read, ==, other->sums.cache_read);
      g_assert_cmpint (row->sums.pico_usd, ==, other->sums.pico_usd);
      g_assert_cmpint (row->first_ms, ==, other->first_ms);
      g_assert_cmpint (row->last_ms, ==, other->last_ms);
    }
    g_assert_cmpuint (n_found, ==, 1);
  }
}

static SgLedgerListRow *
find (SgLedgerList *list,
      const char   *search,
      gint64       *id)
{
  const SgLedgerListOrder order = { SG_LEDGER_COLUMN_START, FALSE, search };
  SgLedgerListRow totals = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = sg_ledger_list_sort (list, &order, &totals, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);
  *id = g_array_index (ids, gint64, 0);
  g_free (totals.models);

  return load (list, *id);
}

static void
test_unknown_is_no_number (Shelf        *shelf,
                           gconstpointer user_data)
{
  g_autoptr (SgLedgerList) list = open_list (shelf, SG_LEDGER_LIST_SESSIONS, G_MININT64, G_MAXINT64);
  static const struct {
    const char       *session;
    SgLedgerKnowledge cost;
    SgLedgerKnowledge saving;
    double            hit_percent;
  } cases[] = {
    { "aa11", SG_LEDGER_KNOWN, SG_LEDGER_KNOWN, 98000.0 / 106000.0 * 100.0 },
    { "bb22", SG_LEDGER_KNOWN, SG_LEDGER_KNOWN, 0.0 },
    { "cc33", SG_LEDGER_NOT_KNOWN, SG_LEDGER_NOT_KNOWN, 30.0 },
    { "dd44", SG_LEDGER_AT_LEAST, SG_LEDGER_KNOWN, 0.0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 id;
    g_autoptr (SgLedgerListRow) row = find (list, cases[i].session, &id);

    g_assert_cmpint (sg_ledger_sums_know_cost (&row->sums), ==, cases[i].cost);
    g_assert_cmpint (sg_ledger_sums_know_saving (&row->sums), ==, cases[i].saving);
    g_assert_cmpfloat_with_epsilon (sg_ledger_sums_get_hit_percent (&row->sums), cases[i].hit_percent, 1e-9);
  }

  g_assert_cmpint (sg_ledger_sums_get_hit_percent (&(SgLedgerSums) { .output = 1 }), <, 0);
}

static gint64
read_saving (Shelf      *shelf,
             const char *model,
             gint64      tokens)
{
  const SgPrices *prices = sg_model_prices_get_usual (sg_price_table_find (shelf->prices, model));

  return (prices->input - prices->cache_read) * tokens;
}

static void
test_parts_add_up (Shelf        *shelf,
                   gconstpointer user_data)
{
  g_autoptr (SgLedgerList) list = open_list (shelf, SG_LEDGER_LIST_SESSIONS, G_MININT64, G_MAXINT64);
  gint64 id;
  g_autoptr (SgLedgerListRow) row = find (list, "aa11", &id);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts = sg_ledger_list_load_parts (list, id, &error);
  const SgLedgerPart *opus, *sonnet;

  g_assert_no_error (error);
  g_assert_cmpuint (parts->len, ==, 2);
  opus = g_ptr_array_index (parts, 0);
  sonnet = g_ptr_array_index (parts, 1);
  g_assert_cmpstr (opus->model, ==, "Opus 5.5");
  g_assert_cmpstr (sonnet->model, ==, "Sonnet 5");
  g_assert_cmpint (opus->sums.input, ==, 2000);
  g_assert_cmpint (opus->sums.cache_read, ==, 97000);
  g_assert_cmpint (sonnet->sums.output, ==, 400);
  g_assert_cmpint (opus->sums.pico_usd + sonnet->sums.pico_usd, ==, row->sums.pico_usd);
  g_assert_cmpint (opus->sums.saved_pico_usd, ==, read_saving (shelf, OPUS, 97000));
  g_assert_cmpint (row->sums.saved_pico_usd, ==, read_saving (shelf, OPUS, 97000) + read_saving (shelf, SONNET, 1000));
}

static void
test_projects_are_their_sessions (Shelf        *shelf,
                                  gconstpointer user_data)
{
  g_autoptr (SgLedgerList) list = open_list (shelf, SG_LEDGER_LIST_PROJECTS, G_MININT64, G_MAXINT64);
  gint64 id;
  g_autoptr (SgLedgerListRow) row = find (list, "loom", &id);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts = sg_ledger_list_load_parts (list, id, &error);

  assert_sorted (list, SG_LEDGER_COLUMN_COST, TRUE, NULL, "loom shuttle");
  assert_sorted (list, SG_LEDGER_COLUMN_SESSION, FALSE, NULL, "shuttle loom");
  assert_sorted (list, SG_LEDGER_COLUMN_PROJECT, TRUE, "ibis", "shuttle");
  assert_sorted (list, SG_LEDGER_COLUMN_PROJECT, TRUE, "aa11", "");
  g_assert_cmpint (row->n_sessions, ==, 3);
  g_assert_cmpint (row->sums.input, ==, 56100);
  g_assert_cmpstr (row->models, ==, "Opus 5.5, Sonnet 5");
  g_assert_cmpuint (parts->len, ==, 2);
}

static void
test_only_the_profile_and_the_time (Shelf        *shelf,
                                    gconstpointer user_data)
{
  const char *const profiles[] = { "main", "work", NULL };

  {
    g_autoptr (SgLedgerList) list = open_list (shelf, SG_LEDGER_LIST_SESSIONS, ms_of ("2026-11-21T00:00:00Z"), ms_of ("2026-11-21T12:00:00Z"));

    /* Of dd44 only what was in that time */
    assert_sorted (list, SG_LEDGER_COLUMN_COST, TRUE, NULL, "ee55 bb22 dd44 cc33");
  }
  sg_ledger_look_at_profile (shelf->ledger, profiles, 1);
  {
    g_autoptr (SgLedgerList) list = open_list (shelf, SG_LEDGER_LIST_SESSIONS, G_MININT64, G_MAXINT64);

    assert_sorted (list, SG_LEDGER_COLUMN_COST, TRUE, NULL, "ee55");
  }
  sg_ledger_look_at_profile (shelf->ledger, profiles, 0);
  {
    g_autoptr (SgLedgerList) list = open_list (shelf, SG_LEDGER_LIST_SESSIONS, G_MININT64, G_MAXINT64);

    assert_sorted (list, SG_LEDGER_COLUMN_SESSION, TRUE, "opus", "dd44 aa11");
  }
  sg_ledger_look_at_profile (shelf->ledger, NULL, 0);
}

static char *
describe_shares (SgLedgerList *list,
                 const char   *from,
                 const char   *to,
                 gint64       *n_unpriced)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgLedgerShares) shares = sg_ledger_list_load_shares (list, ms_of (from), ms_of (to), &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < shares->shares->len; i++) {
    const SgLedgerShare *share = g_ptr_array_index (shares->shares, i);

    g_string_append_printf (text, "%s%s/%s %.1f", i > 0 ? ", " : "", share->name, share->session,
                            (double) share->pico_usd / (double) shares->pico_usd * 100.0);
  }
  *n_unpriced = shares->n_unpriced;

  return g_string_free (text, FALSE);
}

static void
test_shares_of_a_window (Shelf        *shelf,
                         gconstpointer user_data)
{
  static const struct {
    SgLedgerListKind kind;
    const char      *from;
    const char      *to;
    const char      *expected;
    gint64           n_unpriced;
  } cases[] = {
    /* opus: 4 USD a million in, 20 out; sonnet 2 and 10: 200,100, 300 and 48 millionths of a dollar */
    { SG_LEDGER_LIST_SESSIONS, "2026-11-21T08:00:00Z", "2026-11-21T13:00:00Z", "loom/ee55 99.8, loom/bb22 0.1, shuttle/dd44 0.0", 2 },
    { SG_LEDGER_LIST_PROJECTS, "2026-11-21T08:00:00Z", "2026-11-21T13:00:00Z", "loom/ 100.0, shuttle/ 0.0", 2 },
    /* 08:11 is within a quarter of an hour */
    { SG_LEDGER_LIST_SESSIONS, "2026-11-21T08:11:00Z", "2026-11-21T10:04:00Z", "", 2 },
    { SG_LEDGER_LIST_SESSIONS, "2026-11-21T08:09:00Z", "2026-11-21T08:12:00Z", "loom/bb22 100.0", 0 },
    { SG_LEDGER_LIST_SESSIONS, "2025-11-21T08:09:00Z", "2025-11-21T13:09:00Z", "", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SgLedgerList) list = open_list (shelf, cases[i].kind, G_MININT64, G_MAXINT64);
    gint64 n_unpriced;
    g_autofree char *text = describe_shares (list, cases[i].from, cases[i].to, &n_unpriced);

    g_assert_cmpstr (text, ==, cases[i].expected);
    g_assert_cmpint (n_unpriced, ==, cases[i].n_unpriced);
  }
}

#define list_test(path, function) g_test_add (path, Shelf, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  list_test ("/ledger-list/every-column-sorts", test_every_column_sorts);
  list_test ("/ledger-list/search-finds-all-words", test_search_finds_all_words);
  list_test ("/ledger-list/rows-are-the-reports", test_rows_are_the_reports);
  list_test ("/ledger-list/unknown-is-no-number", test_unknown_is_no_number);
  list_test ("/ledger-list/parts-add-up", test_parts_add_up);
  list_test ("/ledger-list/projects-are-their-sessions", test_projects_are_their_sessions);
  list_test ("/ledger-list/only-the-profile-and-the-time", test_only_the_profile_and_the_time);
  list_test ("/ledger-list/shares-of-a-window", test_shares_of_a_window);

  return g_test_run ();
}
