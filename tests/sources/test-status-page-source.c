/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <libsoup/soup.h>

#include "sg-status-page-source.h"
#include "source-testing.h"

typedef struct {
  SoupServer *server;
  char       *url;
  guint       n_calls;
  guint       status;
  SgSource   *source;
} Fixture;

static void
answer_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  Fixture *f = user_data;
  const char *body = "{\"status\":{\"indicator\":\"major\"},\"incidents\":[{\"name\":\"Elevated errors\",\"status\":\"identified\"}]}";

  g_assert_cmpstr (path, ==, "/api/v2/summary.json");
  g_assert_null (soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization"));
  f->n_calls++;
  soup_server_message_set_status (message, f->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, body, strlen (body));
}

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  f->status = 200;
  f->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (f->server, NULL, answer_cb, f, NULL);
  soup_server_listen_local (f->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (f->server);
  f->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  f->source = sg_status_page_source_new (f->url, FALSE);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  g_assert_finalize_object (f->source);
  soup_server_disconnect (f->server);
  g_object_unref (f->server);
  g_free (f->url);
}

static void
note (Fixture *f,
      int      error_code)
{
  g_autoptr (GPtrArray) statuses = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_source_status_free);
  SgSourceStatus *status = sg_source_status_new ("endpoint", SG_ORIGIN_ENDPOINT);

  status->error_code = error_code;
  g_ptr_array_add (statuses, status);
  sg_status_page_source_note (SG_STATUS_PAGE_SOURCE (f->source), statuses);
}

static SgReading *
look (Fixture *f,
      GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
  g_autoptr (GAsyncResult) result = NULL;

  sg_source_read_async (f->source, now, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return sg_source_read_finish (f->source, result, error);
}

static void
assert_not_asked (Fixture *f,
                  int      error_code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (look (f, &error));
  g_assert_error (error, SG_ERROR, error_code);
  g_assert_cmpuint (f->n_calls, ==, 0);
  g_assert_cmpuint (sg_source_get_interval_seconds (f->source), ==, 0);
}

static void
test_it_asks_only_when_wanted_and_after_a_failure (Fixture      *f,
                                                   gconstpointer unused)
{
  static const int no_failures[] = { SG_SOURCE_NO_ERROR, SG_ERROR_RATE_LIMITED, SG_ERROR_LOGIN_LAPSED, SG_ERROR_LOGIN_REFUSED };

  note (f, SG_ERROR_SERVER_FAILED);
  assert_not_asked (f, SG_ERROR_SWITCHED_OFF);

  sg_status_page_source_set_enabled (SG_STATUS_PAGE_SOURCE (f->source), TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (no_failures); i++) {
    note (f, no_failures[i]);
    assert_not_asked (f, SG_ERROR_NOT_FOUND);
  }
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_it_says_what_the_page_says (Fixture      *f,
                                 gconstpointer unused)
{
  g_autoptr (SgReading) reading = NULL;
  guint n_changes = 0, n_retracted = 0;

  g_signal_connect_swapped (f->source, "changed", G_CALLBACK (count), &n_changes);
  g_signal_connect_swapped (f->source, "retracted", G_CALLBACK (count), &n_retracted);
  sg_status_page_source_set_enabled (SG_STATUS_PAGE_SOURCE (f->source), TRUE);
  n_changes = n_retracted = 0;

  note (f, SG_ERROR_SERVER_FAILED);
  note (f, SG_ERROR_TIMED_OUT);
  g_assert_cmpuint (n_changes, ==, 1);
  reading = look (f, NULL);
  g_assert_cmpuint (reading->incidents->list->len, ==, 1);
  g_assert_cmpstr (((const SgIncident *) g_ptr_array_index (reading->incidents->list, 0))->name, ==, "Elevated errors");
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), "Elevated errors"));
  g_assert_cmpuint (sg_source_get_interval_seconds (f->source), >=, 600);
  g_assert_cmpuint (sg_source_get_gap_seconds (f->source), >=, 600);

  g_assert_cmpuint (n_retracted, ==, 0);
  note (f, SG_SOURCE_NO_ERROR);
  g_assert_cmpuint (n_retracted, ==, 1);
}

static void
test_a_page_that_fails_is_an_error (Fixture      *f,
                                    gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  sg_status_page_source_set_enabled (SG_STATUS_PAGE_SOURCE (f->source), TRUE);
  note (f, SG_ERROR_OFFLINE);
  f->status = 503;
  g_assert_null (look (f, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_SERVER_FAILED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/status-page/asks-only-when-wanted-and-after-a-failure", Fixture, NULL, set_up,
              test_it_asks_only_when_wanted_and_after_a_failure, tear_down);
  g_test_add ("/status-page/says-what-the-page-says", Fixture, NULL, set_up, test_it_says_what_the_page_says, tear_down);
  g_test_add ("/status-page/a-page-that-fails-is-an-error", Fixture, NULL, set_up, test_a_page_that_fails_is_an_error, tear_down);

  return g_test_run ();
}
