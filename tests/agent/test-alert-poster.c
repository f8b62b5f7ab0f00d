/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <libsoup/soup.h>

#include "sg-alert-poster.h"
#include "sg-key-chain.h"

typedef struct {
  SoupServer    *server;
  SgClock       *clock;
  SgStateFile   *state;
  SgAlertOutbox *outbox;
  SgWebhook     *webhook;
  SgAlertPoster *poster;
  guint          status;
  guint          n_posts;
} Fixture;

static void
handler (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  Fixture *f = user_data;

  f->n_posts++;
  soup_server_message_set_status (message, f->status, NULL);
}

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  g_autoptr (GDateTime) start = g_date_time_new_utc (2026, 11, 21, 12, 0, 0.0);
  g_autoptr (SgKeyChain) chain = sg_key_chain_new (SG_SECRET_WEBHOOK, NULL, NULL);
  g_autofree char *address = NULL;
  GSList *uris;

  f->status = 200;
  f->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (f->server, NULL, handler, f, NULL);
  g_assert_true (soup_server_listen_local (f->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (f->server);
  address = g_strdup_printf ("http://127.0.0.1:%d/", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  sg_key_chain_set_session_key (chain, address);

  f->clock = sg_clock_new_at (start);
  f->state = sg_state_file_new (NULL);
  f->outbox = sg_alert_outbox_new (f->state, start);
  sg_alert_outbox_set_ways (f->outbox, SG_ALERT_WAY_WEBHOOK);
  f->webhook = sg_webhook_new (SG_KEY_FINDER (chain), TRUE);
  f->poster = sg_alert_poster_new (f->outbox, f->webhook, f->clock);
  sg_alert_poster_set_retry_seconds (f->poster, 0);
  sg_alert_poster_set_form (f->poster, SG_WEBHOOK_JSON);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  g_object_run_dispose (G_OBJECT (f->poster));
  soup_server_disconnect (f->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (f->poster);
  g_assert_finalize_object (f->webhook);
  g_assert_finalize_object (f->outbox);
  g_assert_finalize_object (f->state);
  g_assert_finalize_object (f->clock);
  g_clear_object (&f->server);
}

static void
add (Fixture *f)
{
  g_autoptr (GPtrArray) alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_alert_free);
  g_autoptr (GDateTime) now = sg_clock_now (f->clock);

  g_ptr_array_add (alerts, sg_alert_new (SG_ALERT_TEST, NULL, 0));
  sg_alert_outbox_add (f->outbox, alerts, now);
  sg_alert_poster_look (f->poster);
}

static guint
n_waiting (Fixture *f)
{
  return sg_alert_outbox_get_batches (f->outbox)->len;
}

static void
settle (Fixture *f)
{
  while (n_waiting (f) > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* What comes while one is under way is one more. */
static void
test_one_after_another (Fixture      *f,
                        gconstpointer unused)
{
  add (f);
  add (f);
  add (f);
  settle (f);
  g_assert_cmpuint (f->n_posts, ==, 2);
}

static void
test_what_fails_is_tried_once_more (Fixture      *f,
                                    gconstpointer unused)
{
  f->status = 500;
  add (f);
  settle (f);
  g_assert_cmpuint (f->n_posts, ==, 2);
}

static void
test_what_is_refused_is_not_tried_again (Fixture      *f,
                                         gconstpointer unused)
{
  f->status = 404;
  add (f);
  settle (f);
  g_assert_cmpuint (f->n_posts, ==, 1);
}

static void
test_a_server_that_fails_is_left_alone_and_longer (Fixture      *f,
                                                   gconstpointer unused)
{
  static const int minutes[] = { 5, 10, 20, 40, 60, 60 };

  f->status = 410;
  add (f);
  settle (f);
  for (gsize i = 0; i < G_N_ELEMENTS (minutes); i++) {
    guint before = f->n_posts;

    sg_clock_advance (f->clock, minutes[i] * G_TIME_SPAN_MINUTE - 2 * G_TIME_SPAN_SECOND);
    add (f);
    while (g_main_context_iteration (NULL, FALSE))
      ;
    g_assert_cmpuint (f->n_posts, ==, before);
    g_assert_cmpuint (n_waiting (f), ==, 1);

    sg_clock_advance (f->clock, 2 * G_TIME_SPAN_SECOND);
    sg_alert_poster_look (f->poster);
    settle (f);
    g_assert_cmpuint (f->n_posts, ==, before + 1);
  }
}

static void
test_what_is_switched_off_posts_nothing (Fixture      *f,
                                         gconstpointer unused)
{
  sg_alert_poster_set_form (f->poster, SG_WEBHOOK_OFF);
  add (f);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (f->n_posts, ==, 0);
}

#define ADD(name, function) g_test_add ("/alert-poster/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("one-after-another", test_one_after_another);
  ADD ("what-fails-is-tried-once-more", test_what_fails_is_tried_once_more);
  ADD ("what-is-refused-is-not-tried-again", test_what_is_refused_is_not_tried_again);
  ADD ("a-server-that-fails-is-left-alone-and-longer", test_a_server_that_fails_is_left_alone_and_longer);
  ADD ("what-is-switched-off-posts-nothing", test_what_is_switched_off_posts_nothing);

  return g_test_run ();
}
