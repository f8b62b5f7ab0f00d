/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-anthropic-double.h"
#include "sg-fake-keys.h"
#include "sg-rate-limits-source.h"
#include "source-testing.h"

#define KEY SG_ANTHROPIC_DOUBLE_KEY
#define R "anthropic-ratelimit-"

typedef struct {
  SgAnthropicDouble  *server;
  SgFakeKeys         *keys;
  SgSource           *source;
  SgRateLimitsSource *rates;       /* the same */
  GDateTime          *now;
  guint               n_changes;
  guint               n_retractions;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  f->server = sg_anthropic_double_new ();
  f->keys = sg_fake_keys_new (KEY);
  f->source = sg_rate_limits_source_new (sg_anthropic_double_get_base_url (f->server), FALSE);
  f->rates = SG_RATE_LIMITS_SOURCE (f->source);
  sg_rate_limits_source_set_key_finder (f->rates, SG_KEY_FINDER (f->keys));
  sg_rate_limits_source_set_enabled (f->rates, TRUE);
  f->now = noon ();
  g_signal_connect_swapped (f->source, "changed", G_CALLBACK (count_cb), &f->n_changes);
  g_signal_connect_swapped (f->source, "retracted", G_CALLBACK (count_cb), &f->n_retractions);
  sg_anthropic_double_set_rate_headers (f->server,
                                        R "requests-limit: 50\n" R "requests-remaining: 40\n"
                                        R "requests-reset: 2026-11-21T12:00:30Z");
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  g_assert_finalize_object (f->source);
  g_assert_finalize_object (f->keys);
  g_object_unref (f->server);
  g_date_time_unref (f->now);
}

static void
pass (Fixture *f,
      int      seconds)
{
  GDateTime *later = g_date_time_add_seconds (f->now, seconds);

  g_date_time_unref (f->now);
  f->now = later;
}

static SgReading *
read_well (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  SgReading *reading = read_and_wait (f->source, f->now, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reading->rate_limits);
  g_assert_null (reading->limits);
  g_assert_cmpstr (sg_anthropic_double_get_complaints (f->server), ==, "");

  return reading;
}

static void
assert_error (Fixture *f,
              SgError  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_and_wait (f->source, f->now, NULL, &error));
  g_assert_error (error, SG_ERROR, (int) code);
  g_assert_null (strstr (error->message, "sk-ant"));
  g_assert_null (strstr (error->message, "example.org"));
}

static gint64
wait_seconds (Fixture *f)
{
  GDateTime *not_before = sg_source_get_not_before (f->source);

  return not_before ? g_date_time_difference (not_before, f->now) / G_TIME_SPAN_SECOND : 0;
}

static void
test_off_until_switched_on (Fixture      *f,
                            gconstpointer unused)
{
  g_autoptr (SgSource) fresh = sg_rate_limits_source_new (sg_anthropic_double_get_base_url (f->server), FALSE);
  g_autoptr (GError) error = NULL;

  sg_rate_limits_source_set_key_finder (SG_RATE_LIMITS_SOURCE (fresh), SG_KEY_FINDER (f->keys));
  g_assert_null (read_and_wait (fresh, f->now, NULL, &error));

  g_assert_error (error, SG_ERROR, SG_ERROR_SWITCHED_OFF);
  g_assert_cmpuint (f->keys->n_lookups, ==, 0);
  g_assert_cmpuint (sg_anthropic_double_get_n_count_calls (f->server), ==, 0);
}

static void
test_off_without_nonessential_traffic (Fixture      *f,
                                       gconstpointer unused)
{
  g_autoptr (SgSource) quiet = sg_rate_limits_source_new (sg_anthropic_double_get_base_url (f->server), TRUE);
  g_autoptr (GError) error = NULL;

  sg_rate_limits_source_set_key_finder (SG_RATE_LIMITS_SOURCE (quiet), SG_KEY_FINDER (f->keys));
  sg_rate_limits_source_set_enabled (SG_RATE_LIMITS_SOURCE (quiet), TRUE);
  g_assert_null (read_and_wait (quiet, f->now, NULL, &error));

  g_assert_error (error, SG_ERROR, SG_ERROR_SWITCHED_OFF);
  g_assert_cmpuint (f->keys->n_lookups, ==, 0);
}

static void
test_what_the_headers_say (Fixture      *f,
                           gconstpointer unused)
{
  g_autoptr (SgReading) first = read_well (f);
  g_autoptr (SgReading) second = NULL;
  const SgRate *rate = sg_rate_limits_find (first->rate_limits, SG_RATE_REQUESTS);

  g_assert_cmpuint (first->rate_limits->rates->len, ==, 1);
  g_assert_cmpuint (rate->limit, ==, 50);
  g_assert_cmpuint (rate->remaining, ==, 40);
  g_assert_false (rate->has_spent);
  g_assert_cmpint (first->origin, ==, SG_ORIGIN_RATE_HEADERS);
  g_assert_cmpint (wait_seconds (f), ==, 0);

  pass (f, 30);
  sg_anthropic_double_set_rate_headers (f->server, R "requests-limit: 50\n" R "requests-remaining: 37");
  second = read_well (f);
  rate = sg_rate_limits_find (second->rate_limits, SG_RATE_REQUESTS);
  g_assert_true (rate->has_spent);
  g_assert_cmpuint (rate->spent_per_minute, ==, 6);
  g_assert_cmpuint (sg_anthropic_double_get_n_count_calls (f->server), ==, 2);
  g_assert_null (strstr (sg_source_get_detail (f->source), "sk-ant"));
}

static void
test_no_headers_is_said_and_not_asked_often (Fixture      *f,
                                             gconstpointer unused)
{
  g_autoptr (SgReading) reading = NULL;

  sg_anthropic_double_set_rate_headers (f->server, "");
  reading = read_well (f);

  g_assert_cmpuint (reading->rate_limits->rates->len, ==, 0);
  g_assert_cmpint (wait_seconds (f), ==, 300);
}

static void
test_a_429_with_headers_is_an_answer (Fixture      *f,
                                      gconstpointer unused)
{
  g_autoptr (SgReading) with_wait = NULL;
  g_autoptr (SgReading) without = NULL;

  sg_anthropic_double_set_count_scenario (f->server, "429-retry-120");
  with_wait = read_well (f);
  g_assert_cmpuint (with_wait->rate_limits->rates->len, ==, 1);
  g_assert_cmpint (wait_seconds (f), ==, 120);

  sg_anthropic_double_set_count_scenario (f->server, "429-retry-0");
  without = read_well (f);
  g_assert_cmpint (wait_seconds (f), ==, 300);

  sg_anthropic_double_set_rate_headers (f->server, "");
  assert_error (f, SG_ERROR_RATE_LIMITED);
  sg_anthropic_double_set_count_scenario (f->server, "ok");
  sg_anthropic_double_set_rate_headers (f->server, NULL);
  g_clear_pointer (&without, sg_reading_unref);
  without = read_well (f);
  g_assert_cmpint (wait_seconds (f), ==, 0);
}

static const struct {
  const char *scenario;
  SgError     code;
} faults[] = {
  { "400-balance", SG_ERROR_BALANCE_SPENT },
  { "403", SG_ERROR_KEY_REFUSED },
  { "404", SG_ERROR_UNEXPECTED_ANSWER },
  { "500", SG_ERROR_SERVER_FAILED },
  { "529", SG_ERROR_SERVER_FAILED },
  { "redirect", SG_ERROR_UNEXPECTED_ANSWER },
  { "slow", SG_ERROR_TIMED_OUT },
  { "drip", SG_ERROR_TIMED_OUT },
  { "huge", SG_ERROR_TOO_LARGE },
  { "cut", SG_ERROR_OFFLINE },
};

static void
test_a_fault (Fixture      *f,
              gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  gboolean hangs = faults[i].code == SG_ERROR_TIMED_OUT;
  g_autoptr (SgHttp) http = g_object_new (SG_TYPE_HTTP, "call-timeout-ms", hangs ? 300 : 60000, NULL);
  g_autoptr (SgHttp) patient = sg_http_new ();
  g_autoptr (SgReading) reading = NULL;

  sg_rate_limits_source_set_http (f->rates, http);
  sg_anthropic_double_set_count_scenario (f->server, faults[i].scenario);
  assert_error (f, faults[i].code);

  /* Nothing of a fault stays. */
  sg_rate_limits_source_set_http (f->rates, patient);
  sg_anthropic_double_set_count_scenario (f->server, "ok");
  if (faults[i].code != SG_ERROR_KEY_REFUSED)
    reading = read_well (f);
}

static void
test_a_refused_key_is_not_tried_again (Fixture      *f,
                                       gconstpointer unused)
{
  g_autoptr (SgReading) reading = NULL;

  f->keys->key = "sk-ant-api03-of-somebody-else";
  assert_error (f, SG_ERROR_KEY_REFUSED);
  pass (f, 3599);
  assert_error (f, SG_ERROR_KEY_REFUSED);
  g_assert_cmpuint (sg_anthropic_double_get_n_count_calls (f->server), ==, 1);

  pass (f, 1);
  assert_error (f, SG_ERROR_KEY_REFUSED);
  g_assert_cmpuint (sg_anthropic_double_get_n_count_calls (f->server), ==, 2);

  f->keys->key = KEY;
  reading = read_well (f);
}

static void
test_without_a_key_nothing_is_asked (Fixture      *f,
                                     gconstpointer unused)
{
  g_autoptr (SgReading) reading = read_well (f);

  f->keys->key = NULL;
  assert_error (f, SG_ERROR_KEY_MISSING);
  g_assert_cmpuint (f->n_retractions, ==, 1);

  f->keys->trouble = SG_ERROR_STORE_LOCKED;
  assert_error (f, SG_ERROR_STORE_LOCKED);
  g_assert_cmpuint (f->n_retractions, ==, 1);
  g_assert_cmpuint (sg_anthropic_double_get_n_count_calls (f->server), ==, 1);
}

static void
switch_off (SgRateLimitsSource *source)
{
  sg_rate_limits_source_set_enabled (source, FALSE);
}

static void
test_switched_off_while_asking (Fixture      *f,
                                gconstpointer unused)
{
  g_signal_connect_swapped (f->server, "called", G_CALLBACK (switch_off), f->rates);

  assert_error (f, SG_ERROR_SWITCHED_OFF);
  g_assert_cmpuint (f->n_retractions, ==, 1);
  g_assert_cmpuint (f->n_changes, ==, 1);
}

static void
test_more_often_while_watched (Fixture      *f,
                               gconstpointer unused)
{
  g_assert_cmpuint (sg_source_get_gap_seconds (f->source), ==, 30);
  g_assert_cmpuint (sg_source_get_interval_seconds (f->source), ==, 300);

  g_object_set (f->source, "watched", TRUE, NULL);
  g_assert_cmpuint (sg_source_get_interval_seconds (f->source), ==, 30);
  g_assert_cmpuint (f->n_changes, ==, 1);

  g_object_set (f->source, "watched", FALSE, NULL);
  g_assert_cmpuint (sg_source_get_interval_seconds (f->source), ==, 300);
  g_assert_cmpuint (f->n_changes, ==, 1);

  sg_rate_limits_source_set_enabled (f->rates, FALSE);
  g_object_set (f->source, "watched", TRUE, NULL);
  g_assert_cmpuint (f->n_changes, ==, 2);
  g_assert_cmpuint (sg_source_get_interval_seconds (f->source), ==, 0);
}

static void
test_another_key_is_tried_at_once (Fixture      *f,
                                   gconstpointer unused)
{
  sg_key_finder_changed (SG_KEY_FINDER (f->keys));

  g_assert_cmpuint (f->n_changes, ==, 1);
}

#define ADD(name, data, function) g_test_add ("/rate-limits/" name, Fixture, data, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("off-until-switched-on", NULL, test_off_until_switched_on);
  ADD ("off-without-nonessential-traffic", NULL, test_off_without_nonessential_traffic);
  ADD ("what-the-headers-say", NULL, test_what_the_headers_say);
  ADD ("no-headers-is-said-and-not-asked-often", NULL, test_no_headers_is_said_and_not_asked_often);
  ADD ("a-429-with-headers-is-an-answer", NULL, test_a_429_with_headers_is_an_answer);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    g_autofree char *path = g_strdup_printf ("/rate-limits/fault/%s", faults[i].scenario);

    g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_a_fault, tear_down);
  }
  ADD ("a-refused-key-is-not-tried-again", NULL, test_a_refused_key_is_not_tried_again);
  ADD ("another-key-is-tried-at-once", NULL, test_another_key_is_tried_at_once);
  ADD ("without-a-key-nothing-is-asked", NULL, test_without_a_key_nothing_is_asked);
  ADD ("switched-off-while-asking", NULL, test_switched_off_while_asking);
  ADD ("more-often-while-watched", NULL, test_more_often_while_watched);

  return g_test_run ();
}
