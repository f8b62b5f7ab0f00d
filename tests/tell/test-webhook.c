/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A real server, with TLS, that does what servers do on bad days. Names are resolved here. */

#include <libsoup/soup.h>
#include <string.h>

#include "sg-error.h"
#include "sg-key-chain.h"
#include "sg-webhook.h"

/* It stands for what is secret in an address. */
#define SECRET "T0KEN-EXAMPLE"

#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver {
  GResolver parent_instance;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static const char *
address_of (const char *name){
  if (g_str_equal (name, "inside.example"))
    return "10.255.255.1";
  if (g_str_equal (name, "link.example"))
    return "169.254.169.254";

  return "127.0.0.1";
}

static void
lookup_async (GResolver               *resolver,
              const char              *name,
              GResolverNameLookupFlags flags,
              GCancellable            *cancellable,
              GAsyncReadyCallback      callback,
              gpointer                 user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  GList *found = flags == G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY
    ? NULL : g_list_append (NULL, g_inet_address_new_from_string (address_of (name)));

  if (found != NULL)
    g_task_return_pointer (task, found, NULL);
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "none");
}

static GList *
lookup_finish (GResolver    *resolver,
               GAsyncResult *result,
               GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  G_RESOLVER_CLASS (klass)->lookup_by_name_with_flags_async = lookup_async;
  G_RESOLVER_CLASS (klass)->lookup_by_name_with_flags_finish = lookup_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

typedef struct {
  SoupServer *tls;
  SoupServer *plain;
  guint       tls_port;
  guint       plain_port;
  guint       status;         /* what is answered */
  guint       n_requests;
  guint       n_aborted;
  gboolean    endless;
  char       *body;
} Fixture;

static void
send_more (SoupServerMessage *message,
           gpointer           unused)
{
  static char block[65536];

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, block, sizeof block);
}

static void
handler (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  Fixture *f = user_data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  f->n_requests++;
  g_free (f->body);
  f->body = g_strndup (body->data, (gsize) body->length);
  soup_server_message_set_status (message, f->status, NULL);
  if (f->status == 302)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location", "https://other.example/");
  if (f->status == 429)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", "120");
  if (f->endless) {
    soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
    soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
    g_signal_connect (message, "wrote-chunk", G_CALLBACK (send_more), NULL);
    g_signal_connect (message, "wrote-headers", G_CALLBACK (send_more), NULL);
  }
}

static void
count_aborted (Fixture *f)
{
  f->n_aborted++;
}

static SoupServer *
start (Fixture         *f,
       GTlsCertificate *certificate,
       guint           *port)
{
  SoupServer *server = soup_server_new ("tls-certificate", certificate, NULL);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  soup_server_add_handler (server, NULL, handler, f, NULL);
  g_signal_connect_swapped (server, "request-aborted", G_CALLBACK (count_aborted), f);
  soup_server_listen_local (server, 0, (certificate ? SOUP_SERVER_LISTEN_HTTPS : 0) | SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  *port = (guint) g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return server;
}

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "tell", "server.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);
  g_autoptr (GTlsDatabase) database = NULL;

  g_assert_no_error (error);
  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
  f->status = 200;
  f->tls = start (f, certificate, &f->tls_port);
  f->plain = start (f, NULL, &f->plain_port);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  soup_server_disconnect (f->tls);
  soup_server_disconnect (f->plain);
  g_clear_object (&f->tls);
  g_clear_object (&f->plain);
  g_free (f->body);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static gboolean
post (const char *address,
      gboolean    allow_loopback,
      char      **retry_after,
      GError    **error)
{
  g_autoptr (SgKeyChain) chain = sg_key_chain_new (SG_SECRET_WEBHOOK, NULL, NULL);
  g_autoptr (SgWebhook) webhook = sg_webhook_new (SG_KEY_FINDER (chain), allow_loopback);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean taken;

  sg_key_chain_set_session_key (chain, address);
  sg_webhook_post_async (webhook, "{\"text\":\"hello\"}", NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  taken = sg_webhook_post_finish (webhook, result, retry_after, error);
  if (error != NULL && *error != NULL) {
    g_autofree char *words = sg_webhook_problem_words (*error);

    g_assert_null (strstr ((*error)->message, SECRET));
    g_assert_null (strstr (words, SECRET));
    g_assert_cmpstr (words, !=, "");
  }

  return taken;
}

static char *
tls_address (Fixture    *f,
             const char *host)
{
  return g_strdup_printf ("https://%s:%u/" SECRET "?key=" SECRET, host, f->tls_port);
}

static void
test_it_posts_over_tls (Fixture      *f,
                        gconstpointer unused)
{
  g_autofree char *address = tls_address (f, "hooks.example");
  g_autoptr (GError) error = NULL;

  g_assert_true (post (address, TRUE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (f->body, ==, "{\"text\":\"hello\"}");
}

static void
test_another_server_of_that_name_gets_nothing (Fixture      *f,
                                               gconstpointer unused)
{
  g_autofree char *address = tls_address (f, "wrong.example");
  g_autoptr (GError) error = NULL;

  if (soup_get_minor_version () == 6) {
    g_test_skip ("libsoup 3.6's server, a double here, crashes when a client does not trust it");
    return;
  }

  g_assert_false (post (address, TRUE, NULL, &error));
  g_assert_cmpuint (f->n_requests, ==, 0);
}

static void
test_addresses_that_are_not_public_get_nothing (Fixture      *f,
                                                gconstpointer unused)
{
  static const char *const hosts[] = {
    "127.0.0.1", "localhost", "hooks.example", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "inside.example",
    "link.example", "169.254.169.254", "10.255.255.1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autofree char *address = tls_address (f, hosts[i]);
    g_autoptr (GError) error = NULL;

    g_assert_false (post (address, FALSE, NULL, &error));
    if (!g_error_matches (error, SG_ERROR, SG_ERROR_ADDRESS_REFUSED))
      g_error ("%s: %s", hosts[i], error->message);
  }
  g_assert_cmpuint (f->n_requests, ==, 0);
}

static void
test_plain_http_is_refused (Fixture      *f,
                            gconstpointer unused)
{
  g_autofree char *loopback = g_strdup_printf ("http://127.0.0.1:%u/" SECRET, f->plain_port);
  g_autoptr (GError) of_loopback = NULL;
  g_autoptr (GError) of_host = NULL;

  g_assert_false (post (loopback, FALSE, NULL, &of_loopback));
  g_assert_error (of_loopback, SG_ERROR, SG_ERROR_ADDRESS_REFUSED);
  g_assert_false (post ("http://hooks.example/" SECRET, TRUE, NULL, &of_host));
  g_assert_error (of_host, SG_ERROR, SG_ERROR_KEY_OF_OTHER_KIND);
  g_assert_cmpuint (f->n_requests, ==, 0);

  g_assert_true (post (loopback, TRUE, NULL, NULL));
}

typedef struct {
  guint    status;
  SgError  code;
  gboolean retry;
} StatusCase;

static void
test_what_a_server_refuses_is_told_apart (Fixture      *f,
                                          gconstpointer unused)
{
  static const StatusCase cases[] = {
    { 302, SG_ERROR_UNEXPECTED_ANSWER, FALSE }, { 400, SG_ERROR_UNEXPECTED_ANSWER, FALSE },
    { 404, SG_ERROR_UNEXPECTED_ANSWER, FALSE }, { 410, SG_ERROR_UNEXPECTED_ANSWER, FALSE },
    { 429, SG_ERROR_RATE_LIMITED, TRUE }, { 500, SG_ERROR_SERVER_FAILED, TRUE }, { 503, SG_ERROR_SERVER_FAILED, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *address = tls_address (f, "hooks.example");
    g_autofree char *retry_after = NULL;
    g_autoptr (GError) error = NULL;
    guint before = f->n_requests;

    f->status = cases[i].status;
    g_assert_false (post (address, TRUE, &retry_after, &error));
    g_assert_error (error, SG_ERROR, (int) cases[i].code);
    g_assert_cmpint (sg_webhook_is_worth_a_retry (error), ==, cases[i].retry);
    g_assert_cmpstr (retry_after, ==, cases[i].status == 429 ? "120" : NULL);
    /* Nowhere a redirect leads to. */
    g_assert_cmpuint (f->n_requests, ==, before + 1);
  }
}

static void
test_an_endless_answer_is_left_alone (Fixture      *f,
                                      gconstpointer unused)
{
  g_autofree char *address = tls_address (f, "hooks.example");
  g_autoptr (GError) error = NULL;

  f->endless = TRUE;
  g_assert_true (post (address, TRUE, NULL, &error));
  g_assert_no_error (error);
  /* Nobody listens to it any more. */
  while (f->n_aborted == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_without_an_address_nothing_is_tried (Fixture      *f,
                                          gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (post (NULL, TRUE, NULL, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_KEY_MISSING);
  g_assert_false (sg_webhook_is_worth_a_retry (error));
}

static void
test_a_server_that_is_gone_is_worth_a_retry (Fixture      *f,
                                             gconstpointer unused)
{
  g_autofree char *address = tls_address (f, "hooks.example");
  g_autoptr (GError) error = NULL;

  soup_server_disconnect (f->tls);
  g_assert_false (post (address, TRUE, NULL, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_OFFLINE);
  g_assert_true (sg_webhook_is_worth_a_retry (error));
}

#define ADD(name, function) g_test_add ("/webhook/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GResolver) resolver = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_resolver_set_default (resolver);

  ADD ("it-posts-over-tls", test_it_posts_over_tls);
  ADD ("another-server-of-that-name-gets-nothing", test_another_server_of_that_name_gets_nothing);
  ADD ("addresses-that-are-not-public-get-nothing", test_addresses_that_are_not_public_get_nothing);
  ADD ("plain-http-is-refused", test_plain_http_is_refused);
  ADD ("what-a-server-refuses-is-told-apart", test_what_a_server_refuses_is_told_apart);
  ADD ("an-endless-answer-is-left-alone", test_an_endless_answer_is_left_alone);
  ADD ("without-an-address-nothing-is-tried", test_without_an_address_nothing_is_tried);
  ADD ("a-server-that-is-gone-is-worth-a-retry", test_a_server_that_is_gone_is_worth_a_retry);

  return g_test_run ();
}
