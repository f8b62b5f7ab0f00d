/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-bus-peer.h"
#include "sg-demo-source.h"
#include "sg-error.h"
#include "sg-fake-source.h"
#include "sg-sample.h"
#include "sg-service-calls.h"
#include "sg-service.h"

/* The real service and the real client, on the test's own bus, over two connections. */
typedef struct {
  GDBusConnection *server;
  GDBusConnection *peer;
  SgClock         *clock;
  SgStateFile     *state;
  SgMonitor       *monitor;
  SgFakeSource    *source;
  SgFakeSource    *other;      /* (nullable): of a second profile */
  SgService       *service;
  SgServiceClient *client;
  GDateTime       *reset;
  guint            name_id;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer several)
{
  g_autoptr (GDateTime) start = g_date_time_new_utc (2026, 11, 21, 12, 0, 0.0);

  f->server = sg_bus_peer_new (NULL);
  f->peer = sg_bus_peer_new (NULL);
  f->clock = sg_clock_new_at (start);
  f->reset = g_date_time_add_hours (start, 2);
  f->state = sg_state_file_new (NULL);
  f->monitor = sg_monitor_new (f->clock, f->state);
  f->source = sg_fake_source_new ("demo", SG_ORIGIN_DEMO, 0, 0);
  sg_fake_source_say (f->source, 37.0, f->reset);
  sg_monitor_add_source (f->monitor, SG_SOURCE (f->source));
  if (several != NULL) {
    sg_profiles_add (sg_monitor_get_profiles (f->monitor), "main", "claude");
    sg_profiles_add (sg_monitor_get_profiles (f->monitor), several, "Work");
    f->other = sg_fake_source_new ("demo", SG_ORIGIN_DEMO, 0, 0);
    sg_fake_source_say (f->other, 20.0, f->reset);
    sg_source_set_profile (SG_SOURCE (f->source), "main");
    sg_source_set_profile (SG_SOURCE (f->other), several);
    sg_monitor_add_source (f->monitor, SG_SOURCE (f->other));
  }
  f->service = sg_service_new (f->monitor, g_date_time_to_unix (start));
  g_assert_true (sg_service_export (f->service, f->server, NULL));
  f->name_id = g_bus_own_name_on_connection (f->server, SG_BUS_NAME, 0, NULL, NULL, NULL, NULL);
  f->client = sg_service_client_new (f->peer);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  g_bus_unown_name (f->name_id);
  g_object_run_dispose (G_OBJECT (f->client));
  g_object_unref (f->client);
  g_object_run_dispose (G_OBJECT (f->monitor));
  g_assert_finalize_object (f->service);
  g_assert_finalize_object (f->monitor);
  g_object_unref (f->source);
  g_clear_object (&f->other);
  g_object_unref (f->state);
  g_object_unref (f->clock);
  g_date_time_unref (f->reset);
  g_object_unref (f->peer);
  g_object_unref (f->server);
}

static const SgLimit *
client_session (Fixture *f)
{
  return sg_limits_find (sg_usage_model_get_limits (sg_service_client_get_model (f->client)), "session");
}

static void
test_the_client_sees_what_the_monitor_knows (Fixture      *f,
                                             gconstpointer unused)
{
  g_autoptr (GDateTime) now = NULL;

  while (!sg_service_client_is_connected (f->client))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (sg_usage_model_is_loaded (sg_service_client_get_model (f->client)));

  sg_monitor_start (f->monitor);
  while (client_session (f) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (client_session (f)->used_percent, ==, 37.0);
  g_assert_true (g_date_time_equal (client_session (f)->resets_at, f->reset));
  g_assert_cmpint (client_session (f)->origin, ==, SG_ORIGIN_DEMO);

  now = sg_service_client_now (f->client);
  g_assert_cmpint (g_date_time_get_hour (now), ==, 12);
}

static const SgAccount *
client_account (Fixture *f)
{
  return sg_usage_model_get_account (sg_service_client_get_model (f->client));
}

static void
test_an_address_is_told_only_where_it_may_be (Fixture      *f,
                                              gconstpointer unused)
{
  g_autoptr (GPtrArray) statuses = sg_sample_statuses ("enterprise");
  g_autoptr (SgSource) source = sg_demo_source_new ("enterprise", g_ptr_array_index (statuses, 0));

  sg_monitor_add_source (f->monitor, source);
  sg_monitor_start (f->monitor);
  while (client_account (f) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (client_account (f)->name, ==, "Ada");
  g_assert_null (client_account (f)->email);

  sg_service_show_account (f->service, SG_ACCOUNT_NAMES | SG_ACCOUNT_EMAIL);
  while (client_account (f)->email == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (client_account (f)->email, ==, "ada@example.org");

  sg_service_show_account (f->service, 0);
  while (client_account (f)->name != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (client_account (f)->email);
  g_assert_cmpstr (client_account (f)->plan, ==, "Enterprise");
}

static void
test_no_limits_are_not_the_same_as_none_known (Fixture      *f,
                                               gconstpointer unused)
{
  SgUsageModel *model = sg_service_client_get_model (f->client);
  g_autoptr (GPtrArray) statuses = sg_sample_statuses ("enterprise");
  g_autoptr (SgSource) source = sg_demo_source_new ("enterprise", g_ptr_array_index (statuses, 0));

  sg_fake_source_fail (f->source, SG_ERROR_NOT_FOUND);
  sg_monitor_start (f->monitor);
  while (!sg_usage_model_is_loaded (model))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (sg_usage_model_get_limits (model));

  sg_monitor_add_source (f->monitor, source);
  sg_monitor_start (f->monitor);
  while (client_account (f) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (sg_usage_model_get_limits (model));
  g_assert_cmpuint (sg_usage_model_get_limits (model)->len, ==, 0);
}

static void
test_a_name_on_a_bill_can_be_hidden (Fixture      *f,
                                     gconstpointer unused)
{
  SgUsageModel *model = sg_service_client_get_model (f->client);
  g_autoptr (GDateTime) now = sg_clock_now (f->clock);
  g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_ADMIN, now);

  sg_monitor_start (f->monitor);
  while (client_session (f) == NULL)
    g_main_context_iteration (NULL, TRUE);
  reading->console = sg_console_new (SG_ORIGIN_ADMIN, now);
  reading->console->organization = g_strdup ("Looms");
  sg_source_say (SG_SOURCE (f->source), reading);
  while (sg_usage_model_get_console (model) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (sg_usage_model_get_console (model)->organization, ==, "Looms");

  sg_service_show_account (f->service, 0);
  while (sg_usage_model_get_console (model)->organization != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_a_mode_goes_along (Fixture      *f,
                        gconstpointer unused)
{
  SgUsageModel *model = sg_service_client_get_model (f->client);

  sg_monitor_start (f->monitor);
  while (client_session (f) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (sg_usage_model_get_mode (model), ==, SG_MODE_AUTO);

  sg_profiles_set_mode (sg_monitor_get_profiles (f->monitor), SG_MODE_CONSOLE);
  while (sg_usage_model_get_mode (model) != SG_MODE_CONSOLE)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_refresh_asks_again (Fixture      *f,
                         gconstpointer unused)
{
  sg_monitor_start (f->monitor);
  while (client_session (f) == NULL)
    g_main_context_iteration (NULL, TRUE);

  sg_fake_source_say (f->source, 55.0, f->reset);
  sg_clock_advance (f->clock, G_TIME_SPAN_SECOND);
  sg_service_calls_refresh (sg_service_client_get_agent (f->client));
  while (client_session (f)->used_percent < 55.0)
    g_main_context_iteration (NULL, TRUE);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GVariant *
limits_on_the_bus (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) value = NULL;

  g_dbus_connection_call (f->peer, SG_BUS_NAME, SG_BUS_PATH, "org.freedesktop.DBus.Properties", "Get",
                          g_variant_new ("(ss)", "io.github.sandglass.Sandglass1", "Limits"), G_VARIANT_TYPE ("(v)"),
                          0, -1, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  reply = g_dbus_connection_call_finish (f->peer, result, NULL);
  g_variant_get (reply, "(v)", &value);

  return g_variant_get_child_value (value, 0);
}

static void
assert_state_and_number (Fixture    *f,
                         const char *expected_state,
                         gboolean    has_number)
{
  g_autoptr (GVariant) limit = limits_on_the_bus (f);
  const char *state = NULL;
  double used_percent;

  g_assert_true (g_variant_lookup (limit, "state", "&s", &state));
  g_assert_cmpstr (state, ==, expected_state);
  g_assert_cmpint (g_variant_lookup (limit, "used-percent", "d", &used_percent), ==, has_number);
}

static void
test_a_window_that_is_over_has_no_number (Fixture      *f,
                                          gconstpointer unused)
{
  sg_monitor_start (f->monitor);
  while (client_session (f) == NULL)
    g_main_context_iteration (NULL, TRUE);
  assert_state_and_number (f, "normal", TRUE);

  sg_fake_source_fail (f->source, SG_ERROR_OFFLINE);
  sg_clock_advance (f->clock, 3 * G_TIME_SPAN_HOUR);
  sg_service_calls_refresh (sg_service_client_get_agent (f->client));
  while (client_session (f)->used_percent > 0.0)
    g_main_context_iteration (NULL, TRUE);
  assert_state_and_number (f, "reset", FALSE);
}

static void
send_key (Fixture    *f,
          const char *kind,
          const char *key,
          GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  while (!sg_service_client_is_connected (f->client))
    g_main_context_iteration (NULL, TRUE);
  sg_service_calls_set_session_key_async (sg_service_client_get_agent (f->client), kind, key, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  sg_service_calls_set_session_key_finish (result, error);
}

static GDBusMessage *
watch_for_secret (GDBusConnection *connection,
                  GDBusMessage    *message,
                  gboolean         incoming,
                  gpointer         user_data)
{
  g_autofree char *text = g_dbus_message_print (message, 0);

  if (strstr (text, "sk-ant-secret") != NULL)
    *(gboolean *) user_data = TRUE;

  return message;
}

static void
test_a_session_key_never_travels_on_the_bus (Fixture      *f,
                                             gconstpointer unused)
{
  gboolean leaked = FALSE;
  guint filter_id = g_dbus_connection_add_filter (f->peer, watch_for_secret, &leaked, NULL);
  g_autoptr (GError) error = NULL;

  send_key (f, "admin", "sk-ant-secret", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sg_service_get_session_key (f->service, "admin"), ==, "sk-ant-secret");
  while (sg_service_client_get_session_keys (f->client)[0] == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (sg_service_client_get_session_keys (f->client)[0], ==, "admin");

  send_key (f, "admin", "", &error);
  g_assert_no_error (error);
  g_assert_null (sg_service_get_session_key (f->service, "admin"));

  send_key (f, "house", "sk-ant-secret", &error);
  g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS);
  g_dbus_connection_remove_filter (f->peer, filter_id);
  g_assert_false (leaked);
}

static void
test_the_client_keeps_the_last_values_when_the_agent_goes (Fixture      *f,
                                                           gconstpointer unused)
{
  sg_monitor_start (f->monitor);
  while (client_session (f) == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_bus_unown_name (f->name_id);
  f->name_id = 0;
  while (sg_service_client_is_connected (f->client))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (client_session (f)->used_percent, ==, 37.0);

  f->name_id = g_bus_own_name_on_connection (f->server, SG_BUS_NAME, 0, NULL, NULL, NULL, NULL);
  while (!sg_service_client_is_connected (f->client))
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_watched (Fixture *f)
{
  return sg_watchers_is_watched (sg_service_get_watchers (f->service));
}

static void
test_the_agent_knows_whether_somebody_looks (Fixture      *f,
                                             gconstpointer unused)
{
  g_assert_false (is_watched (f));

  /* Two windows; the first before the bus has answered. */
  sg_service_client_watch (f->client);
  while (!is_watched (f))
    g_main_context_iteration (NULL, TRUE);
  sg_service_client_watch (f->client);
  sg_service_client_unwatch (f->client);
  g_assert_true (is_watched (f));

  sg_service_client_unwatch (f->client);
  while (is_watched (f))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_who_leaves_without_a_word_looks_no_longer (Fixture      *f,
                                                gconstpointer unused)
{
  GDBusConnection *other = sg_bus_peer_new (NULL);
  g_autoptr (SgServiceClient) client = sg_service_client_new (other);

  sg_service_client_watch (client);
  while (!is_watched (f))
    g_main_context_iteration (NULL, TRUE);

  g_dbus_connection_close_sync (other, NULL, NULL);
  while (is_watched (f))
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (other);
}

static void
test_an_agent_that_comes_later_is_told (Fixture      *f,
                                        gconstpointer unused)
{
  while (!sg_service_client_is_connected (f->client))
    g_main_context_iteration (NULL, TRUE);
  g_bus_unown_name (f->name_id);
  while (sg_service_client_is_connected (f->client))
    g_main_context_iteration (NULL, TRUE);
  sg_service_client_watch (f->client);
  g_assert_false (is_watched (f));

  f->name_id = g_bus_own_name_on_connection (f->server, SG_BUS_NAME, 0, NULL, NULL, NULL, NULL);
  while (!is_watched (f))
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_session (Fixture *f,
                  double   used_percent)
{
  while (client_session (f) == NULL || client_session (f)->used_percent != used_percent)
    g_main_context_iteration (NULL, TRUE);
}

static GPtrArray *
client_profiles (Fixture *f)
{
  return sg_service_profiles_get_infos (sg_service_client_get_profiles (f->client));
}

static void
test_the_client_turns_to_a_profile (Fixture      *f,
                                    gconstpointer unused)
{
  const SgProfileInfo *work;

  sg_monitor_start (f->monitor);
  wait_for_session (f, 37.0);
  g_assert_cmpuint (client_profiles (f)->len, ==, 2);
  work = sg_profile_infos_find (client_profiles (f), "work");
  g_assert_cmpstr (work->id, ==, "work_1");
  g_assert_false (work->shown);

  sg_service_profiles_choose (sg_service_client_get_profiles (f->client), "work_1");
  wait_for_session (f, 20.0);

  /* Then the other one's news is no news. */
  sg_fake_source_say (f->source, 39.0, f->reset);
  sg_fake_source_say (f->other, 21.0, f->reset);
  sg_clock_advance (f->clock, G_TIME_SPAN_SECOND);
  sg_service_calls_refresh (sg_service_client_get_agent (f->client));
  wait_for_session (f, 21.0);

  sg_service_profiles_choose (sg_service_client_get_profiles (f->client), NULL);
  wait_for_session (f, 39.0);
}

static void
note_snoozed (SgServiceClient *client,
              GParamSpec      *pspec,
              gboolean        *snoozed)
{
  *snoozed = sg_service_client_is_snoozed (client);
}

static void
wait_until (const gboolean *value,
            gboolean        wanted)
{
  while (*value != wanted)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_a_snooze_shows_until_it_ends (Fixture      *f,
                                   gconstpointer unused)
{
  gboolean snoozed = FALSE;

  g_signal_connect (f->client, "notify::snoozed", G_CALLBACK (note_snoozed), &snoozed);
  sg_monitor_start (f->monitor);
  wait_for_session (f, 37.0);
  g_assert_false (sg_service_client_is_snoozed (f->client));

  sg_service_calls_snooze (sg_service_client_get_agent (f->client), "");
  wait_until (&snoozed, TRUE);
  g_assert_true (g_strv_contains (sg_service_client_get_snoozed (f->client), "session"));
  sg_service_calls_end_snooze (sg_service_client_get_agent (f->client));
  wait_until (&snoozed, FALSE);

  /* Nobody has to end what has ended by itself. */
  sg_service_calls_snooze (sg_service_client_get_agent (f->client), "session");
  wait_until (&snoozed, TRUE);
  sg_clock_advance (f->clock, 3 * G_TIME_SPAN_HOUR);
  sg_service_calls_refresh (sg_service_client_get_agent (f->client));
  wait_until (&snoozed, FALSE);
  g_signal_handlers_disconnect_by_func (f->client, note_snoozed, &snoozed);
}

static void
test_the_tightest_profile_is_shown (Fixture      *f,
                                    gconstpointer unused)
{
  sg_monitor_start (f->monitor);
  wait_for_session (f, 37.0);

  sg_fake_source_say (f->other, 80.0, f->reset);
  sg_clock_advance (f->clock, G_TIME_SPAN_SECOND);
  sg_service_calls_refresh (sg_service_client_get_agent (f->client));
  wait_for_session (f, 80.0);
  sg_profiles_pin (sg_monitor_get_profiles (f->monitor), "main");
  wait_for_session (f, 37.0);
}

static void
test_one_profile_is_listed_and_has_no_object_of_its_own (Fixture      *f,
                                                         gconstpointer unused)
{
  sg_monitor_start (f->monitor);
  wait_for_session (f, 37.0);
  g_assert_cmpuint (client_profiles (f)->len, ==, 1);

  sg_service_profiles_choose (sg_service_client_get_profiles (f->client), "main");
  g_assert_cmpfloat (client_session (f)->used_percent, ==, 37.0);
}

#define ADD_SEVERAL(name, function) g_test_add ("/service/" name, Fixture, "work_1", set_up, function, tear_down)
#define ADD(name, function) g_test_add ("/service/" name, Fixture, NULL, set_up, function, tear_down)

typedef struct {
  const char *method;
  const char *arguments;
  gboolean    good;
} Call;

static gboolean
call (Fixture    *f,
      const Call *wanted,
      GError    **error)
{
  GDBusProxy *agent = G_DBUS_PROXY (sg_service_client_get_agent (f->client));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) answer = NULL;

  g_dbus_proxy_call (agent, wanted->method, g_variant_new_parsed (wanted->arguments), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                     keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  answer = g_dbus_proxy_call_finish (agent, result, error);

  return answer != NULL;
}

static void
note_page (SgService  *service,
           const char *page,
           const char *token,
           GString    *pages)
{
  g_string_append_printf (pages, "%s ", page);
}

static void
test_what_there_is_not_is_refused (Fixture      *f,
                                   gconstpointer unused)
{
  static const Call calls[] = {
    { "Snooze", "('nope',)", FALSE }, { "Snooze", "('weekly:Opus',)", FALSE }, { "Snooze", "('session',)", TRUE }, { "Snooze", "('',)", TRUE },
    { "ShowPanel", "('nope', @a{sv} {})", FALSE }, { "ShowPanel", "('', @a{sv} {})", FALSE }, { "ShowPanel", "('panel', @a{sv} {})", TRUE },
    { "ShowPanel", "('toggle', @a{sv} {})", TRUE }, { "ShowPanel", "('window', @a{sv} {})", TRUE },
    { "ShowPanel", "('preferences', @a{sv} {})", TRUE },
  };
  g_autoptr (GString) pages = g_string_new (NULL);

  sg_monitor_start (f->monitor);
  wait_for_session (f, 37.0);
  g_signal_connect (f->service, "show-panel", G_CALLBACK (note_page), pages);
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++) {
    g_autoptr (GError) error = NULL;
    gboolean done = call (f, &calls[i], &error);

    g_test_message ("%s %s", calls[i].method, calls[i].arguments);
    g_assert_true (done == calls[i].good);
    if (!done)
      g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS);
  }
  g_assert_cmpstr (pages->str, ==, "panel toggle window preferences ");
  g_signal_handlers_disconnect_by_func (f->service, note_page, pages);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("the-client-sees-what-the-monitor-knows", test_the_client_sees_what_the_monitor_knows);
  ADD ("a-window-that-is-over-has-no-number", test_a_window_that_is_over_has_no_number);
  ADD ("an-address-is-told-only-where-it-may-be", test_an_address_is_told_only_where_it_may_be);
  ADD ("no-limits-are-not-the-same-as-none-known", test_no_limits_are_not_the_same_as_none_known);
  ADD ("a-name-on-a-bill-can-be-hidden", test_a_name_on_a_bill_can_be_hidden);
  ADD ("a-mode-goes-along", test_a_mode_goes_along);
  ADD ("refresh-asks-again", test_refresh_asks_again);
  ADD ("a-session-key-never-travels-on-the-bus", test_a_session_key_never_travels_on_the_bus);
  ADD ("the-client-keeps-the-last-values-when-the-agent-goes", test_the_client_keeps_the_last_values_when_the_agent_goes);
  ADD ("the-agent-knows-whether-somebody-looks", test_the_agent_knows_whether_somebody_looks);
  ADD ("who-leaves-without-a-word-looks-no-longer", test_who_leaves_without_a_word_looks_no_longer);
  ADD ("an-agent-that-comes-later-is-told", test_an_agent_that_comes_later_is_told);
  ADD ("one-profile-is-listed-and-has-no-object-of-its-own", test_one_profile_is_listed_and_has_no_object_of_its_own);
  ADD ("a-snooze-shows-until-it-ends", test_a_snooze_shows_until_it_ends);
  ADD ("what-there-is-not-is-refused", test_what_there_is_not_is_refused);
  ADD_SEVERAL ("the-client-turns-to-a-profile", test_the_client_turns_to_a_profile);
  ADD_SEVERAL ("the-tightest-profile-is-shown", test_the_tightest_profile_is_shown);

  return g_test_run ();
}
