/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alert-teller.h"
#include "sg-alert-test.h"
#include "sg-bus-peer.h"

#define NAME "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"

static const char xml[] =
  "<node>"
  " <interface name='" NAME "'>"
  "  <method name='GetCapabilities'><arg type='as' direction='out'/></method>"
  "  <method name='GetServerInformation'>"
  "   <arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/>"
  "  </method>"
  "  <method name='Notify'>"
  "   <arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "   <arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
  "   <arg type='u' direction='out'/>"
  "  </method>"
  "  <signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
  "  <signal name='NotificationClosed'><arg type='u'/><arg type='u'/></signal>"
  " </interface>"
  "</node>";

/* The server is played in the loop of the test: whoever waits for it there would wait for itself. */
typedef struct {
  GDBusConnection *connection;
  GDBusNodeInfo   *node;
  guint            name_id;
  gboolean         is_stuck;     /* it takes a notification and does not answer */
  gboolean         is_frozen;    /* it answers nothing at all */
  GPtrArray       *taken;        /* (element-type GDBusMethodInvocation): what it has not answered */
  guint            n_notified;
  GHashTable      *shown;        /* set of ids: what a person sees */
} Server;

typedef struct {
  Server           server;
  GDBusConnection *session_bus;
  SgClock         *clock;
  SgStateFile     *state;
  SgAlertOutbox   *outbox;
  SgNotifier      *notifier;
  SgAlertTeller   *teller;
  guint            n_told;
  guint            n_shows;
  GString         *snoozed;
} Fixture;

static void
show (Server                *server,
      GDBusMethodInvocation *invocation)
{
  guint id;

  g_variant_get_child (g_dbus_method_invocation_get_parameters (invocation), 1, "u", &id);
  g_hash_table_add (server->shown, GUINT_TO_POINTER (id));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", id));
}

static void
answer (Server                *server,
        GDBusMethodInvocation *invocation)
{
  static const char *const capabilities[] = { "actions", "body", NULL };
  const char *method = g_dbus_method_invocation_get_method_name (invocation);

  if (g_str_equal (method, "GetCapabilities"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", capabilities));
  else if (g_str_equal (method, "GetServerInformation"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(ssss)", "double", "tests", "1", "1.2"));
  else
    show (server, invocation);
}

static void
method_cb (GDBusConnection       *connection,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  Server *server = user_data;
  gboolean notifies = g_str_equal (method, "Notify");

  server->n_notified += notifies;
  if (server->is_frozen || (server->is_stuck && notifies))
    g_ptr_array_add (server->taken, invocation);
  else
    answer (server, invocation);
}

static void
start_server (Server *server)
{
  static const GDBusInterfaceVTable vtable = { method_cb, NULL, NULL };
  g_autoptr (GError) error = NULL;

  server->connection = sg_bus_peer_new (NULL);
  g_dbus_connection_register_object (server->connection, PATH, server->node->interfaces[0], &vtable, server, NULL, &error);
  g_assert_no_error (error);
  server->name_id = sg_bus_peer_own_name (server->connection, NAME);
}

/* As in a crash: what it had taken is lost. */
static void
end_server (Server *server)
{
  g_clear_handle_id (&server->name_id, g_bus_unown_name);
  g_dbus_connection_close_sync (server->connection, NULL, NULL);
  g_ptr_array_set_size (server->taken, 0);
  g_clear_object (&server->connection);
}

static GDBusMethodInvocation *
steal_taken (Server *server)
{
  return g_ptr_array_steal_index (server->taken, 0);
}

/* What the bus says in its place when it waited long enough. */
static void
let_time_run_out (Server *server)
{
  g_dbus_method_invocation_return_error_literal (steal_taken (server), G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY, "stuck");
}

static void
recover (Server *server)
{
  server->is_stuck = server->is_frozen = FALSE;
  while (server->taken->len > 0)
    answer (server, steal_taken (server));
}

static void
emit (Server     *server,
      const char *signal,
      GVariant   *arguments)
{
  g_dbus_connection_emit_signal (server->connection, NULL, PATH, NAME, signal, arguments, NULL);
}

static void
told_cb (Fixture *f,
         guint    id,
         gboolean shown)
{
  f->n_told++;
}

static void
show_cb (Fixture    *f,
         const char *activation_token)
{
  f->n_shows++;
}

static void
snooze_cb (Fixture    *f,
           const char *profile_id,
           const char *limit_id)
{
  g_string_append_printf (f->snoozed, "%s;", limit_id);
}

static void
set_up (Fixture      *f,
        gconstpointer notifier)
{
  g_autoptr (GDateTime) start = g_date_time_new_utc (2026, 11, 21, 12, 0, 0.0);

  f->server.node = g_dbus_node_info_new_for_xml (xml, NULL);
  f->server.taken = g_ptr_array_new_with_free_func (g_object_unref);
  f->server.shown = g_hash_table_new (NULL, NULL);
  start_server (&f->server);
  f->session_bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  f->clock = sg_clock_new_at (start);
  f->state = sg_state_file_new (NULL);
  f->outbox = sg_alert_outbox_new (f->state, start);
  f->notifier = g_object_ref ((gpointer) notifier);
  g_signal_connect_swapped (f->notifier, "told", G_CALLBACK (told_cb), f);
  g_signal_connect_swapped (f->notifier, "show", G_CALLBACK (show_cb), f);
  g_signal_connect_swapped (f->notifier, "snooze", G_CALLBACK (snooze_cb), f);
  f->snoozed = g_string_new (NULL);
  f->teller = sg_alert_teller_new (f->session_bus, f->outbox, f->notifier, f->clock);
  sg_alert_teller_set_gather_ms (f->teller, 0);
  sg_alert_teller_set_retry_seconds (f->teller, 0);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  g_object_run_dispose (G_OBJECT (f->teller));
  g_signal_handlers_disconnect_by_data (f->notifier, f);
  end_server (&f->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (f->teller);
  g_object_unref (f->notifier);
  g_assert_finalize_object (f->outbox);
  g_object_unref (f->state);
  g_object_unref (f->clock);
  g_object_unref (f->session_bus);
  g_string_free (f->snoozed, TRUE);
  g_dbus_node_info_unref (f->server.node);
  g_ptr_array_unref (f->server.taken);
  g_hash_table_unref (f->server.shown);
}

static void
raise_alert (Fixture    *f,
             const char *limit_id)
{
  g_autoptr (GDateTime) now = sg_clock_now (f->clock);
  g_autoptr (GPtrArray) alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_alert_free);
  g_autoptr (SgLimit) limit = sg_limit_new (limit_id, SG_LIMIT_SESSION, NULL, 95.0, NULL, SG_ORIGIN_CLAUDE_CACHE, now);

  g_ptr_array_add (alerts, sg_alert_new (SG_ALERT_THRESHOLD, limit, 90));
  sg_alert_outbox_add (f->outbox, alerts, now);
  sg_alert_outbox_announce (f->outbox);
}

static void
wait_until_notified (Fixture *f,
                     guint    n_times)
{
  while (f->server.n_notified < n_times)
    g_main_context_iteration (NULL, TRUE);
}

static void
get_stuck_at_an_alert (Fixture *f)
{
  f->server.is_stuck = TRUE;
  raise_alert (f, "session");
  wait_until_notified (f, 1);
}

static void
wait_until_all_is_told (Fixture *f)
{
  while (sg_alert_outbox_get_batches (f->outbox)->len > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
expect_complaint (void)
{
  g_test_expect_message ("sandglass", G_LOG_LEVEL_WARNING, "No notification could be shown*");
}

static void
test_nobody_waits_for_a_server_that_is_stuck (Fixture      *f,
                                              gconstpointer unused)
{
  get_stuck_at_an_alert (f);
  g_assert_cmpuint (f->n_told, ==, 0);

  /* What comes meanwhile waits for its turn. */
  raise_alert (f, "weekly");
  recover (&f->server);
  wait_until_all_is_told (f);
  g_assert_cmpuint (f->server.n_notified, ==, 2);
  g_assert_cmpuint (g_hash_table_size (f->server.shown), ==, 2);
}

static void
test_what_a_server_did_not_show_is_told_again_in_its_own_place (Fixture      *f,
                                                                gconstpointer unused)
{
  expect_complaint ();
  get_stuck_at_an_alert (f);
  for (guint i = 2; i <= 3; i++) {
    let_time_run_out (&f->server);
    wait_until_notified (f, i);
  }
  show (&f->server, steal_taken (&f->server));
  wait_until_all_is_told (f);
  g_assert_cmpuint (g_hash_table_size (f->server.shown), ==, 1);
  g_assert_cmpuint (f->server.n_notified, ==, 3);
  g_test_assert_expected_messages ();
}

static void
test_what_a_server_took_with_it_is_told_to_the_next (Fixture      *f,
                                                     gconstpointer unused)
{
  expect_complaint ();
  /* It alone makes it be told again, not the time. */
  sg_alert_teller_set_retry_seconds (f->teller, G_MAXUINT16);
  get_stuck_at_an_alert (f);
  end_server (&f->server);
  while (f->n_told == 0)
    g_main_context_iteration (NULL, TRUE);

  f->server.is_stuck = FALSE;
  start_server (&f->server);
  wait_until_all_is_told (f);
  g_assert_cmpuint (f->server.n_notified, ==, 2);
  g_test_assert_expected_messages ();
}

static void
test_a_server_that_is_back_is_told_all_at_once (Fixture      *f,
                                                gconstpointer unused)
{
  expect_complaint ();
  sg_alert_teller_set_retry_seconds (f->teller, G_MAXUINT16);
  get_stuck_at_an_alert (f);
  raise_alert (f, "weekly");
  let_time_run_out (&f->server);
  wait_until_notified (f, 2);
  recover (&f->server);
  wait_until_all_is_told (f);
  g_assert_cmpuint (f->server.n_notified, ==, 3);
  g_test_assert_expected_messages ();
}

/* Longer than libnotify waits. */
static void
test_an_answer_that_comes_late_is_one (Fixture      *f,
                                       gconstpointer unused)
{
  expect_complaint ();
  get_stuck_at_an_alert (f);
  f->server.is_frozen = TRUE;
  while (f->server.taken->len < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (f->n_told, ==, 1);

  recover (&f->server);
  wait_until_all_is_told (f);
  raise_alert (f, "weekly");
  wait_until_all_is_told (f);
  g_assert_cmpuint (f->server.n_notified, ==, 2);
  g_test_assert_expected_messages ();
}

static void
test_buttons_do_what_they_say (Fixture      *f,
                               gconstpointer unused)
{
  guint id;

  raise_alert (f, "session");
  wait_until_notified (f, 1);
  id = ((const SgAlertBatch *) g_ptr_array_index (sg_alert_outbox_get_batches (f->outbox), 0))->id;
  wait_until_all_is_told (f);
  emit (&f->server, "ActionInvoked", g_variant_new ("(us)", id, "snooze"));
  emit (&f->server, "ActionInvoked", g_variant_new ("(us)", id, "show"));
  emit (&f->server, "NotificationClosed", g_variant_new ("(uu)", id, 2));
  while (f->n_shows == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (f->snoozed->str, ==, "session;");
}

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GPtrArray *problems = user_data;

  g_ptr_array_add (problems, sg_alert_test_finish (result));
}

static void
test_a_test_goes_one_way_past_the_outbox (Fixture      *f,
                                          gconstpointer unused)
{
  static const char *const ways[] = { "command", "webhook", "desktop" };
  static const char *const expected[] = { "No command is set.", "The webhook is switched off.", NULL };
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    sg_alert_teller_test (f->teller, ways[i], tested_cb, problems);
    while (problems->len <= i)
      g_main_context_iteration (NULL, TRUE);
    g_assert_cmpstr (g_ptr_array_index (problems, i), ==, expected[i]);
  }
  g_assert_cmpuint (f->server.n_notified, ==, 1);
  g_assert_cmpuint (sg_alert_outbox_get_batches (f->outbox)->len, ==, 0);
}

static void
test_a_test_that_is_not_shown_says_so (Fixture      *f,
                                       gconstpointer unused)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  expect_complaint ();
  f->server.is_stuck = TRUE;
  sg_alert_teller_test (f->teller, "desktop", tested_cb, problems);
  /* An alert that arrives meanwhile is no answer to it. */
  raise_alert (f, "session");
  wait_until_notified (f, 1);
  g_dbus_method_invocation_return_error_literal (steal_taken (&f->server), G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY, "stuck");
  recover (&f->server);
  wait_until_all_is_told (f);
  while (problems->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (g_ptr_array_index (problems, 0), ==, "The desktop shows no notifications.");
  g_test_assert_expected_messages ();
}

#define ADD(name, function) g_test_add ("/alert-teller/" name, Fixture, notifier, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (SgNotifier) notifier = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  /* One for them all, as in a program: libnotify is the process's. */
  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  notifier = sg_notifier_new (connection);
  ADD ("nobody-waits-for-a-server-that-is-stuck", test_nobody_waits_for_a_server_that_is_stuck);
  ADD ("what-a-server-did-not-show-is-told-again-in-its-own-place", test_what_a_server_did_not_show_is_told_again_in_its_own_place);
  ADD ("what-a-server-took-with-it-is-told-to-the-next", test_what_a_server_took_with_it_is_told_to_the_next);
  ADD ("a-server-that-is-back-is-told-all-at-once", test_a_server_that_is_back_is_told_all_at_once);
  ADD ("an-answer-that-comes-late-is-one", test_an_answer_that_comes_late_is_one);
  ADD ("a-test-goes-one-way-past-the-outbox", test_a_test_goes_one_way_past_the_outbox);
  ADD ("a-test-that-is-not-shown-says-so", test_a_test_that_is_not_shown_says_so);
  ADD ("buttons-do-what-they-say", test_buttons_do_what_they_say);

  return g_test_run ();
}
