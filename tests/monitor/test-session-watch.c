/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "sg-bus-peer.h"
#include "sg-session-watch.h"

#define SESSION_PATH "/org/freedesktop/login1/session/_32"

static const char xml[] =
  "<node>"
  " <interface name='org.freedesktop.login1.Manager'>"
  "  <method name='GetSession'><arg type='s' direction='in'/><arg type='o' direction='out'/></method>"
  " </interface>"
  " <interface name='org.freedesktop.login1.Session'>"
  "  <property name='LockedHint' type='b' access='read'/><property name='IdleHint' type='b' access='read'/>"
  " </interface>"
  " <interface name='org.mate.ScreenSaver'>"
  "  <method name='GetActive'><arg type='b' direction='out'/></method>"
  "  <signal name='ActiveChanged'><arg type='b'/></signal>"
  " </interface>"
  "</node>";

typedef struct {
  GDBusConnection *desktop;      /* of the services played here */
  GDBusNodeInfo   *node;
  guint            logind_id;
  guint            saver_id;
  gboolean         is_locked;
  gboolean         is_idle;
  gboolean         is_saved;
  guint            n_calls;      /* to any of them */
  SgSessionWatch  *watch;
  char            *folder;       /* (nullable): of a bus of the test's own */
  GSubprocess     *bus;          /* (nullable) */
} Fixture;

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
  Fixture *f = user_data;

  f->n_calls++;
  if (g_str_equal (method, "GetSession"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", SESSION_PATH));
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(b)", f->is_saved));
}

static GVariant *
property_cb (GDBusConnection *connection,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *property,
             GError         **error,
             gpointer         user_data)
{
  Fixture *f = user_data;

  f->n_calls++;

  return g_variant_new_boolean (g_str_equal (property, "LockedHint") ? f->is_locked : f->is_idle);
}

static void
export (Fixture    *f,
        const char *path,
        const char *interface)
{
  static const GDBusInterfaceVTable vtable = { method_cb, property_cb, NULL };
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (f->desktop, path, g_dbus_node_info_lookup_interface (f->node, interface), &vtable,
                                     f, NULL, &error);
  g_assert_no_error (error);
}

static void
play_on (Fixture    *f,
         const char *address)
{
  f->desktop = sg_bus_peer_new (address);
  export (f, "/org/freedesktop/login1", "org.freedesktop.login1.Manager");
  export (f, SESSION_PATH, "org.freedesktop.login1.Session");
  export (f, "/org/mate/ScreenSaver", "org.mate.ScreenSaver");
}

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", address, TRUE);
  f->node = g_dbus_node_info_new_for_xml (xml, NULL);
  play_on (f, address);
}

static char *
socket_path (Fixture *f)
{
  return g_build_filename (f->folder, "bus", NULL);
}

/* Its own, as the one of the tests cannot be ended; its address is the same each time. */
static void
start_bus (Fixture *f)
{
  g_autofree char *config = g_test_build_filename (G_TEST_DIST, "bus.conf", NULL);
  g_autofree char *path = socket_path (f);
  g_autofree char *address = g_strconcat ("unix:path=", path, NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  f->bus = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "dbus-daemon", "--config-file", config, "--address", address,
                             "--nofork", "--nopidfile", "--print-address", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (f->bus));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", address, TRUE);
  g_clear_object (&f->desktop);
  play_on (f, address);
}

/* As in a crash: without a word, and its socket stays. */
static void
end_bus (Fixture *f)
{
  g_autofree char *path = socket_path (f);

  g_subprocess_force_exit (f->bus);
  g_subprocess_wait (f->bus, NULL, NULL);
  g_clear_object (&f->bus);
  g_unlink (path);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  gpointer end = f->watch;

  g_object_run_dispose (G_OBJECT (f->watch));
  g_object_add_weak_pointer (end, &end);
  g_object_unref (f->watch);
  /* A thread may still be looking for a bus, or have an answer. */
  while (end != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_handle_id (&f->logind_id, g_bus_unown_name);
  g_clear_handle_id (&f->saver_id, g_bus_unown_name);
  g_dbus_connection_close_sync (f->desktop, NULL, NULL);
  g_clear_object (&f->desktop);
  g_dbus_node_info_unref (f->node);
  if (f->bus != NULL)
    end_bus (f);
  if (f->folder != NULL)
    g_rmdir (f->folder);
  g_clear_pointer (&f->folder, g_free);
}

static void
start_logind (Fixture *f)
{
  f->logind_id = sg_bus_peer_own_name (f->desktop, "org.freedesktop.login1");
}

static void
wait_for_away (Fixture *f,
               gboolean is_away)
{
  while (sg_session_watch_is_away (f->watch) != is_away)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_calls (Fixture *f,
                guint    n_calls)
{
  while (f->n_calls < n_calls)
    g_main_context_iteration (NULL, TRUE);
}

static void
tell_hint (Fixture    *f,
           const char *hint,
           gboolean    value)
{
  GVariantBuilder changed;

  g_variant_builder_init (&changed, G_VARIANT_TYPE ("a{sv}"));
  g_variant_builder_add (&changed, "{sv}", hint, g_variant_new_boolean (value));
  g_dbus_connection_emit_signal (f->desktop, NULL, SESSION_PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged",
                                 g_variant_new ("(sa{sv}as)", "org.freedesktop.login1.Session", &changed, NULL), NULL);
}

static void
test_a_lock_and_an_idle_hour_are_away (Fixture      *f,
                                       gconstpointer unused)
{
  start_logind (f);
  f->watch = sg_session_watch_new ();
  wait_for_calls (f, 3);
  g_assert_false (sg_session_watch_is_away (f->watch));

  tell_hint (f, "LockedHint", TRUE);
  wait_for_away (f, TRUE);
  tell_hint (f, "IdleHint", TRUE);
  tell_hint (f, "LockedHint", FALSE);
  tell_hint (f, "IdleHint", FALSE);
  wait_for_away (f, FALSE);
}

static void
test_a_session_locked_before_is_away (Fixture      *f,
                                      gconstpointer unused)
{
  f->is_locked = TRUE;
  start_logind (f);
  f->watch = sg_session_watch_new ();
  wait_for_away (f, TRUE);
}

static void
test_a_logind_that_comes_late_is_heard_and_one_that_goes_forgotten (Fixture      *f,
                                                                    gconstpointer unused)
{
  f->is_idle = TRUE;
  f->watch = sg_session_watch_new ();
  start_logind (f);
  wait_for_away (f, TRUE);
  g_clear_handle_id (&f->logind_id, g_bus_unown_name);
  wait_for_away (f, FALSE);
}

static void
test_a_screen_saver_is_away (Fixture      *f,
                             gconstpointer unused)
{
  f->is_saved = TRUE;
  f->saver_id = sg_bus_peer_own_name (f->desktop, "org.mate.ScreenSaver");
  f->watch = sg_session_watch_new ();
  wait_for_away (f, TRUE);
  g_dbus_connection_emit_signal (f->desktop, NULL, "/org/mate/ScreenSaver", "org.mate.ScreenSaver", "ActiveChanged",
                                 g_variant_new ("(b)", FALSE), NULL);
  wait_for_away (f, FALSE);
  g_dbus_connection_emit_signal (f->desktop, NULL, "/org/mate/ScreenSaver", "org.mate.ScreenSaver", "ActiveChanged",
                                 g_variant_new ("(b)", TRUE), NULL);
  wait_for_away (f, TRUE);
  /* It crashed; nobody will say that it is off. */
  g_clear_handle_id (&f->saver_id, g_bus_unown_name);
  wait_for_away (f, FALSE);
}

static void
test_nobody_to_tell_is_nobody_away (Fixture      *f,
                                    gconstpointer unused)
{
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  f->watch = sg_session_watch_new ();
  f->saver_id = sg_bus_peer_own_name (f->desktop, "org.mate.ScreenSaver");
  wait_for_calls (f, 1);
  g_assert_false (sg_session_watch_is_away (f->watch));
}

static void
test_a_system_bus_that_comes_anew_is_heard (Fixture      *f,
                                            gconstpointer unused)
{
  f->folder = g_dir_make_tmp ("sandglass-XXXXXX", NULL);
  start_bus (f);
  start_logind (f);
  f->watch = sg_session_watch_new ();
  wait_for_calls (f, 3);

  for (guint i = 0; i < 2; i++) {
    tell_hint (f, "LockedHint", TRUE);
    wait_for_away (f, TRUE);
    end_bus (f);
    /* Nobody would say that somebody is back. */
    wait_for_away (f, FALSE);
    while (!g_dbus_connection_is_closed (f->desktop))
      g_main_context_iteration (NULL, TRUE);
    g_clear_handle_id (&f->logind_id, g_bus_unown_name);

    start_bus (f);
    f->n_calls = 0;
    start_logind (f);
    wait_for_calls (f, 3);
    g_assert_false (sg_session_watch_is_away (f->watch));
  }
}

#define ADD(name, function) g_test_add ("/session-watch/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  /* First: the system bus is looked for only once. */
  ADD ("nobody-to-tell-is-nobody-away", test_nobody_to_tell_is_nobody_away);
  ADD ("a-lock-and-an-idle-hour-are-away", test_a_lock_and_an_idle_hour_are_away);
  ADD ("a-session-locked-before-is-away", test_a_session_locked_before_is_away);
  ADD ("a-logind-that-comes-late-is-heard-and-one-that-goes-forgotten",
       test_a_logind_that_comes_late_is_heard_and_one_that_goes_forgotten);
  ADD ("a-system-bus-that-comes-anew-is-heard", test_a_system_bus_that_comes_anew_is_heard);
  ADD ("a-screen-saver-is-away", test_a_screen_saver_is_away);

  return g_test_run ();
}
