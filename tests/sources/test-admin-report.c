/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-admin-double.h"
#include "sg-admin-report.h"
#include "source-testing.h"

/* 2 November 2026, a Monday */
#define MONDAY G_GINT64_CONSTANT (1793577600)
#define DAY G_GINT64_CONSTANT (86400)

typedef struct {
  SgAdminDouble *server;
  SgHttp        *http;
  SgAdminQuery   query;
  char          *retry_after;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer user_data)
{
  f->server = sg_admin_double_new ();
  f->http = sg_http_new ();
  f->query = (SgAdminQuery) { .kind = SG_BUCKET_COST, .from = MONDAY, .until = MONDAY + 7 * DAY };
}

static void
tear_down (Fixture      *f,
           gconstpointer user_data)
{
  g_assert_cmpstr (sg_admin_double_get_complaints (f->server), ==, "");
  g_clear_object (&f->http);
  g_clear_object (&f->server);
  g_clear_pointer (&f->retry_after, g_free);
}

static GPtrArray *
read_report (Fixture *f,
             GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sg_admin_report_read_async (f->http, sg_admin_double_get_base_url (f->server), SG_ADMIN_DOUBLE_KEY, &f->query, NULL,
                              keep_result_cb, &result);
  wait_for_result (&result);
  g_clear_pointer (&f->retry_after, g_free);

  return sg_admin_report_read_finish (f->http, result, &f->retry_after, error);
}

/* Cents of all buckets, and how many there are */
static char *
read_sum (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) buckets = read_report (f, &error);
  g_autofree char *text = NULL;
  SgCents sum = SG_CENTS_ZERO;

  g_assert_no_error (error);
  for (guint i = 0; i < buckets->len; i++) {
    const SgConsoleBucket *bucket = g_ptr_array_index (buckets, i);

    g_assert_true (sg_cents_add (&sum, &bucket->amount));
  }
  text = sg_cents_to_text (&sum);

  return g_strdup_printf ("%s in %u", text, buckets->len);
}

static void
test_a_week_is_one_page (Fixture      *f,
                         gconstpointer user_data)
{
  g_autofree char *sum = read_sum (f);

  g_assert_cmpstr (sum, ==, "5699.5225 in 17");
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, 1);
}

static void
test_pages_and_spans_are_joined (Fixture      *f,
                                 gconstpointer user_data)
{
  g_autofree char *sum = NULL;

  f->query.until = MONDAY + 70 * DAY;
  sum = read_sum (f);

  g_assert_cmpstr (sum, ==, "56995.225 in 170");
  /* 31, 31 and 8 days, 7 a page */
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, 5 + 5 + 2);
}

static void
test_the_newer_api_says_the_same (Fixture      *f,
                                  gconstpointer user_data)
{
  g_autofree char *sum = NULL;

  f->query.is_analytics = TRUE;
  f->query.until = MONDAY + 70 * DAY;
  sg_admin_double_allow_analytics (f->server, TRUE);
  sum = read_sum (f);

  g_assert_cmpstr (sum, ==, "56995.225 in 170");
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, 3);
}

static void
test_tokens_come_both_ways (Fixture      *f,
                            gconstpointer user_data)
{
  sg_admin_double_allow_analytics (f->server, TRUE);
  f->query.kind = SG_BUCKET_USAGE;

  for (int is_analytics = FALSE; is_analytics <= TRUE; is_analytics++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) buckets = NULL;

    f->query.is_analytics = is_analytics;
    buckets = read_report (f, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (buckets->len, ==, 5);
    g_assert_cmpint (sg_console_bucket_get_tokens (g_ptr_array_index (buckets, 4)), ==, 31600);
  }
}

typedef struct {
  const char *name;
  const char *scenario;
  SgError     code;
  const char *retry_after;
} FaultCase;

static const FaultCase fault_cases[] = {
  { "bad-question", "400", SG_ERROR_UNEXPECTED_ANSWER, NULL },
  { "key-revoked", "401", SG_ERROR_LOGIN_REFUSED, NULL },
  { "not-allowed", "403", SG_ERROR_SCOPE_MISSING, NULL },
  { "no-such-place", "404", SG_ERROR_UNEXPECTED_ANSWER, NULL },
  { "too-often", "429-retry-120", SG_ERROR_RATE_LIMITED, "120" },
  { "broken-server", "500", SG_ERROR_SERVER_FAILED, NULL },
  { "crowded-server", "529", SG_ERROR_SERVER_FAILED, NULL },
  { "html", "not-json", SG_ERROR_BAD_DATA, NULL },
  { "nothing", "empty", SG_ERROR_BAD_DATA, NULL },
};

/* The third page of ten fails: what came before is no bill. */
static void
test_a_part_is_nothing (Fixture      *f,
                        gconstpointer user_data)
{
  const FaultCase *c = user_data;
  g_autoptr (GError) error = NULL;

  f->query.until = MONDAY + 70 * DAY;
  g_assert_true (sg_admin_double_set_scenario (f->server, c->scenario));
  sg_admin_double_set_fault_after (f->server, 2);

  g_assert_null (read_report (f, &error));
  g_assert_error (error, SG_ERROR, (int) c->code);
  g_assert_cmpstr (f->retry_after, ==, c->retry_after);
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, 3);
  g_assert_null (strstr (error->message, "sk-ant"));
}

static void
test_pages_that_never_end (Fixture      *f,
                           gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  sg_admin_double_set_endless (f->server, TRUE);
  g_assert_null (read_report (f, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), <=, 3);
}

static void
test_addresses (void)
{
  const SgAdminQuery query = { .kind = SG_BUCKET_COST, .from = MONDAY, .until = MONDAY + DAY };
  const SgAdminQuery hours = { .kind = SG_BUCKET_USAGE, .is_hourly = TRUE, .from = MONDAY, .until = MONDAY + DAY };
  g_autofree char *uri = sg_admin_query_to_uri (&query, "https://a", "page_x=/&y");
  g_autofree char *hours_uri = sg_admin_query_to_uri (&hours, "https://a", NULL);
  g_autofree char *report = sg_admin_query_to_report (&hours, "org-1");

  g_assert_cmpstr (uri, ==, "https://a/v1/organizations/cost_report?starting_at=2026-11-02T00:00:00Z&ending_at=2026-11-03T00:00:00Z"
                   "&bucket_width=1d&limit=7&group_by%5B%5D=workspace_id&group_by%5B%5D=description&page=page_x%3D%2F%26y");
  g_assert_nonnull (strstr (hours_uri, "/usage_report/messages?"));
  g_assert_nonnull (strstr (hours_uri, "bucket_width=1h&limit=72&"));
  g_assert_cmpstr (report, ==, "org-1 usage 1h report");
}

#define fixture_test(path, data, function) g_test_add (path, Fixture, data, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  fixture_test ("/admin-report/a-week-is-one-page", NULL, test_a_week_is_one_page);
  fixture_test ("/admin-report/pages-and-spans-are-joined", NULL, test_pages_and_spans_are_joined);
  fixture_test ("/admin-report/the-newer-api-says-the-same", NULL, test_the_newer_api_says_the_same);
  fixture_test ("/admin-report/tokens-come-both-ways", NULL, test_tokens_come_both_ways);
  fixture_test ("/admin-report/pages-that-never-end", NULL, test_pages_that_never_end);
  g_test_add_func ("/admin-report/addresses", test_addresses);
  for (gsize i = 0; i < G_N_ELEMENTS (fault_cases); i++) {
    g_autofree char *path = g_strconcat ("/admin-report/a-part-is-nothing/", fault_cases[i].name, NULL);

    fixture_test (path, &fault_cases[i], test_a_part_is_nothing);
  }

  return g_test_run ();
}
