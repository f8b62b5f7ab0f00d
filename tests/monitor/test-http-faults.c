/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A thousand short lives of every source that speaks HTTP, with a server that
 * answers at random, on a clock of our own. What must hold after every answer:
 * the last good number is still there with its age, calls are as far apart as they must,
 * and there are words for what happened.
 */

#include <string.h>

#include <glib/gstdio.h>

#include "sg-anthropic-double.h"
#include "sg-endpoint-source.h"
#include "sg-fake-keys.h"
#include "sg-http.h"
#include "sg-monitor.h"
#include "sg-rate-limits-source.h"
#include "sg-words.h"

/* Under a sanitizer each takes twenty times as long. */
#ifdef __SANITIZE_ADDRESS__
#define N_LIVES 50
#else
#define N_LIVES 1000
#endif
#define N_STEPS 4
/* Those that take a time-out or megabytes. */
#define ONE_DEAR_IN 1000

typedef struct {
  SgAnthropicDouble *server;
  SgHttp            *http;
  char              *login_path;
  guint              n_calls;
  guint              n_good;
  guint              n_bad;
} World;

/* @get_as_of: (nullable result): of the newest number shown */
typedef struct {
  const char *name;
  int         gap_seconds;
  SgSource *(*new_source)(World *world);
  gboolean (*set_fault)(SgAnthropicDouble *server,
                        const char        *fault);
  GDateTime *(*get_as_of)(SgUsageModel *model);
} Subject;

typedef struct {
  World         *world;
  const Subject *subject;
  GRand         *random;
  SgClock       *clock;
  SgStateFile   *state;
  SgMonitor     *monitor;
  SgSource      *source;
  gint64         last_call;    /* elapsed microseconds; below 0: none */
  GDateTime     *last_good;    /* (nullable): as_of of the newest number shown */
  guint          n_logins;
} Life;

static SgSource *
new_endpoint (World *world)
{
  return g_object_new (SG_TYPE_ENDPOINT_SOURCE,
                       "id", "endpoint",
                       "origin", SG_ORIGIN_ENDPOINT,
                       "interval-seconds", SG_ENDPOINT_INTERVAL_SECONDS,
                       "gap-seconds", SG_ENDPOINT_INTERVAL_SECONDS,
                       "credentials-path", world->login_path,
                       "base-url", sg_anthropic_double_get_base_url (world->server),
                       "http", world->http,
                       NULL);
}

static GDateTime *
get_limit_as_of (SgUsageModel *model)
{
  const SgLimit *limit = sg_limits_find (sg_usage_model_get_limits (model), "session");

  return limit ? limit->as_of : NULL;
}

static SgSource *
new_rate_limits (World *world)
{
  g_autoptr (SgFakeKeys) keys = sg_fake_keys_new (SG_ANTHROPIC_DOUBLE_KEY);
  SgSource *source = sg_rate_limits_source_new (sg_anthropic_double_get_base_url (world->server), FALSE);

  sg_rate_limits_source_set_http (SG_RATE_LIMITS_SOURCE (source), world->http);
  sg_rate_limits_source_set_key_finder (SG_RATE_LIMITS_SOURCE (source), SG_KEY_FINDER (keys));
  sg_rate_limits_source_set_enabled (SG_RATE_LIMITS_SOURCE (source), TRUE);

  return source;
}

static GDateTime *
get_rates_as_of (SgUsageModel *model)
{
  const SgRateLimits *rates = sg_usage_model_get_rate_limits (model);

  return rates ? rates->as_of : NULL;
}

/* Every source that speaks HTTP, and which of its answers go wrong. */
static const Subject subjects[] = {
  { "usage", SG_ENDPOINT_INTERVAL_SECONDS, new_endpoint, sg_anthropic_double_set_scenario, get_limit_as_of },
  { "profile", SG_ENDPOINT_INTERVAL_SECONDS, new_endpoint, sg_anthropic_double_set_profile_scenario, get_limit_as_of },
  { "rate-limits", SG_RATE_LIMITS_WATCHED_SECONDS, new_rate_limits, sg_anthropic_double_set_count_scenario, get_rates_as_of },
};

static gboolean
is_dear (const char *fault)
{
  static const char *const faults[] = { "slow", "drip", "large", "huge", NULL };

  return g_strv_contains (faults, fault);
}

static const char *
choose_fault (GRand *random)
{
  const char *const *faults = sg_anthropic_double_get_scenarios ();
  gboolean dear = g_rand_int_range (random, 0, ONE_DEAR_IN) == 0;
  const char *fault;

  if (g_rand_int_range (random, 0, 3) == 0)
    return "ok";

  do
    fault = faults[g_rand_int_range (random, 0, (gint32) g_strv_length ((GStrv) faults))];
  while (is_dear (fault) != dear);

  return fault;
}

static void
log_in (Life *life)
{
  g_autofree char *token = g_strdup_printf ("sk-ant-oat01-%u", life->n_logins++);
  g_autofree char *text = g_strdup_printf ("{\"claudeAiOauth\":{\"accessToken\":\"%s\",\"scopes\":[\"user:profile\"],"
                                           "\"accountUuid\":\"account-1\"}}", token);

  sg_anthropic_double_set_token (life->world->server, token);
  g_assert_true (g_file_set_contents_full (life->world->login_path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
called (Life *life)
{
  gint64 elapsed = sg_clock_get_elapsed (life->clock);

  if (life->last_call >= 0)
    g_assert_cmpint (elapsed - life->last_call, >=, life->subject->gap_seconds * G_TIME_SPAN_SECOND);
  life->last_call = elapsed;
  life->world->n_calls++;
}

static void
open_monitor (Life *life)
{
  life->monitor = sg_monitor_new (life->clock, life->state);
  life->source = life->subject->new_source (life->world);
  sg_monitor_add_source (life->monitor, life->source);
  g_clear_pointer (&life->last_good, g_date_time_unref);
}

static void
close_monitor (Life *life)
{
  g_object_run_dispose (G_OBJECT (life->monitor));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (life->monitor);
  g_assert_finalize_object (life->source);
}

static void
settle (Life *life)
{
  while (sg_usage_model_is_refreshing (sg_monitor_get_model (life->monitor)))
    g_main_context_iteration (NULL, TRUE);
}

static const SgSourceStatus *
status_of (Life *life)
{
  return g_ptr_array_index (sg_usage_model_get_sources (sg_monitor_get_model (life->monitor)), 0);
}

static void
assert_in_words (Life *life)
{
  const SgSourceStatus *status = status_of (life);
  const char *sentence = sg_words_error (status->error_code);

  if (status->error_code == SG_SOURCE_NO_ERROR) {
    life->world->n_good++;
    return;
  }

  life->world->n_bad++;
  g_assert_nonnull (sentence);
  g_assert_cmpstr (sentence, !=, sg_words_error (G_MAXINT));
  g_assert_nonnull (status->detail);
  g_assert_null (strstr (status->detail, "sk-ant"));
  g_assert_null (strchr (status->detail, '@'));
}

/* A number once shown stays, or a newer one is in its place. */
static void
assert_nothing_lost (Life *life)
{
  GDateTime *as_of = life->subject->get_as_of (sg_monitor_get_model (life->monitor));

  if (as_of == NULL) {
    g_assert_null (life->last_good);
    return;
  }

  if (life->last_good != NULL)
    g_assert_cmpint (g_date_time_compare (as_of, life->last_good), >=, 0);
  g_clear_pointer (&life->last_good, g_date_time_unref);
  life->last_good = g_date_time_ref (as_of);
}

/* Which limits the account has is the server's to say: this answer says there are none. */
static gboolean
takes_limits_away (const char *fault)
{
  return g_str_equal (fault, "null-everywhere");
}

static void
step (Life *life)
{
  static const int seconds[] = { 1, 60, 299, 300, 301, 700, 1300, 4000, 90000 };
  const char *fault = choose_fault (life->random);
  guint event = g_rand_int_range (life->random, 0, 100);

  life->subject->set_fault (life->world->server, fault);
  sg_clock_advance (life->clock, seconds[g_rand_int_range (life->random, 0, G_N_ELEMENTS (seconds))] * G_TIME_SPAN_SECOND);
  if (event < 5) {
    close_monitor (life);
    open_monitor (life);
  } else if (event < 20) {
    log_in (life);
    sg_source_changed (life->source);
  }
  sg_monitor_refresh (life->monitor);
  settle (life);

  assert_in_words (life);
  if (takes_limits_away (fault))
    g_clear_pointer (&life->last_good, g_date_time_unref);
  else
    assert_nothing_lost (life);
}

/* Whatever happened, a good answer and a good login end it. */
static void
recover (Life *life)
{
  life->subject->set_fault (life->world->server, "ok");
  log_in (life);
  do {
    sg_source_changed (life->source);
    sg_clock_advance (life->clock, 90000 * G_TIME_SPAN_SECOND);
    sg_monitor_refresh (life->monitor);
    settle (life);
  } while (status_of (life)->error_code != SG_SOURCE_NO_ERROR);
}

static void
live (World         *world,
      const Subject *subject,
      guint32        seed)
{
  g_autoptr (GDateTime) start = g_date_time_new_utc (2026, 11, 21, 12, 0, 0.0);
  Life life = { .world = world, .subject = subject, .last_call = -1 };
  gulong called_id = g_signal_connect_swapped (world->server, "called", G_CALLBACK (called), &life);

  g_random_set_seed (seed);
  life.random = g_rand_new_with_seed (seed);
  life.clock = sg_clock_new_at (start);
  life.state = sg_state_file_new (NULL);
  log_in (&life);
  open_monitor (&life);
  for (guint i = 0; i < N_STEPS; i++)
    step (&life);
  recover (&life);
  close_monitor (&life);

  g_signal_handler_disconnect (world->server, called_id);
  g_assert_finalize_object (life.state);
  g_assert_finalize_object (life.clock);
  g_clear_pointer (&life.last_good, g_date_time_unref);
  g_rand_free (life.random);
}

static void
test_lives (gconstpointer user_data)
{
  const Subject *subject = user_data;
  World world = { 0 };

  world.server = sg_anthropic_double_new ();
  world.http = g_object_new (SG_TYPE_HTTP, "call-timeout-ms", 500, NULL);
  world.login_path = g_build_filename (g_get_home_dir (), ".credentials.json", NULL);
  g_mkdir_with_parents (g_get_home_dir (), 0700);

  for (guint32 seed = 1; seed <= N_LIVES; seed++)
    live (&world, subject, seed);

  g_test_message ("%u lives, %u calls; looked at %u times well and %u times not", N_LIVES, world.n_calls, world.n_good,
                  world.n_bad);
  g_assert_cmpuint (world.n_calls, >, N_LIVES);
  g_assert_cmpuint (world.n_bad, >, N_LIVES / 4);
  g_assert_finalize_object (world.http);
  g_object_unref (world.server);
  g_free (world.login_path);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++) {
    g_autofree char *path = g_strconcat ("/http-faults/", subjects[i].name, NULL);

    g_test_add_data_func (path, &subjects[i], test_lives);
  }

  return g_test_run ();
}
