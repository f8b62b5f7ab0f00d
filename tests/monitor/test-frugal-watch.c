/* SPDX-License-Identifier: GPL-3.0-or-later */

/* power-profiles-daemon, NetworkManager and the portals, played on the test's bus; GTK_USE_PORTAL says which GIO asks. */

#include "sg-bus-peer.h"
#include "sg-frugal-watch.h"

#include <string.h>

static const char xml[] =
  "<node>"
  " <interface name='net.hadess.PowerProfiles'><property name='ActiveProfile' type='s' access='read'/></interface>"
  " <interface name='org.freedesktop.UPower.PowerProfiles'><property name='ActiveProfile' type='s' access='read'/></interface>"
  " <interface name='org.freedesktop.NetworkManager'>"
  "  <property name='Connectivity' type='u' access='read'/><property name='Metered' type='u' access='read'/>"
  "  <property name='State' type='u' access='read'/><property name='Version' type='s' access='read'/>"
  " </interface>"
  " <interface name='org.freedesktop.portal.PowerProfileMonitor'>"
  "  <property name='power-saver-enabled' type='b' access='read'/><property name='version' type='u' access='read'/>"
  " </interface>"
  " <interface name='org.freedesktop.portal.NetworkMonitor'>"
  "  <method name='GetStatus'><arg type='a{sv}' direction='out'/></method><signal name='changed'/>"
  "  <property name='version' type='u' access='read'/>"
  " </interface>"
  "</node>";

typedef struct {
  GDBusConnection *desktop;
  GDBusNodeInfo   *node;
  gboolean         saves_power;
  gboolean         is_metered;
  gboolean         was_asked;    /* about power */
  SgFrugalWatch   *watch;
} Fixture;

static GVariant *
status_of (Fixture *f)
{
  return g_variant_new_parsed ("({'available': <true>, 'metered': <%b>, 'connectivity': <%u>},)", f->is_metered, 4);
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
  g_dbus_method_invocation_return_value (invocation, status_of (user_data));
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

  if (g_str_equal (property, "ActiveProfile") || g_str_equal (property, "power-saver-enabled"))
    f->was_asked = TRUE;
  if (g_str_equal (property, "ActiveProfile"))
    return g_variant_new_string (f->saves_power ? "power-saver" : "balanced");
  if (g_str_equal (property, "power-saver-enabled"))
    return g_variant_new_boolean (f->saves_power);
  if (g_str_equal (property, "Metered"))
    return g_variant_new_uint32 (f->is_metered ? 1 : 2);
  if (g_str_equal (property, "Connectivity"))
    return g_variant_new_uint32 (4);
  if (g_str_equal (property, "State"))
    return g_variant_new_uint32 (70);

  return g_str_equal (property, "Version") ? g_variant_new_string ("1.42") : g_variant_new_uint32 (3);
}

static void
play (Fixture    *f,
      const char *name,
      const char *path,
      const char *interface)
{
  static const GDBusInterfaceVTable vtable = { method_cb, property_cb, NULL };
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (f->desktop, path, g_dbus_node_info_lookup_interface (f->node, interface), &vtable,
                                     f, NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (f->desktop, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", name, 0), NULL, 0, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
tell (Fixture    *f,
      const char *path,
      const char *interface,
      GVariant   *changed)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (changed);

  g_dbus_connection_emit_signal (f->desktop, NULL, path, "org.freedesktop.DBus.Properties", "PropertiesChanged",
                                 g_variant_new ("(s@a{sv}as)", interface, owned, NULL), NULL);
  /* As NetworkManager did it before there was the above. */
  if (g_str_equal (interface, "org.freedesktop.NetworkManager"))
    g_dbus_connection_emit_signal (f->desktop, NULL, path, interface, "PropertiesChanged", g_variant_new ("(@a{sv})", owned), NULL);
}

static void
save_power (Fixture *f,
            gboolean saves)
{
  const char *profile = saves ? "power-saver" : "balanced";

  f->saves_power = saves;
  tell (f, "/net/hadess/PowerProfiles", "net.hadess.PowerProfiles", g_variant_new_parsed ("{'ActiveProfile': <%s>}", profile));
  tell (f, "/org/freedesktop/UPower/PowerProfiles", "org.freedesktop.UPower.PowerProfiles",
        g_variant_new_parsed ("{'ActiveProfile': <%s>}", profile));
  tell (f, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.PowerProfileMonitor",
        g_variant_new_parsed ("{'power-saver-enabled': <%b>}", saves));
}

static void
meter (Fixture *f,
       gboolean is_metered)
{
  f->is_metered = is_metered;
  tell (f, "/org/freedesktop/NetworkManager", "org.freedesktop.NetworkManager",
        g_variant_new_parsed ("{'Metered': <%u>}", is_metered ? 1 : 2));
  g_dbus_connection_emit_signal (f->desktop, NULL, "/org/freedesktop/portal/desktop", "org.freedesktop.portal.NetworkMonitor",
                                 "changed", NULL, NULL);
}

static void
wait_for (Fixture *f,
          gboolean is_frugal)
{
  while (sg_frugal_watch_is_frugal (f->watch) != is_frugal)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *f)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", address, TRUE);
  f->desktop = sg_bus_peer_new (address);
  f->node = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  play (f, "net.hadess.PowerProfiles", "/net/hadess/PowerProfiles", "net.hadess.PowerProfiles");
  play (f, "org.freedesktop.UPower.PowerProfiles", "/org/freedesktop/UPower/PowerProfiles", "org.freedesktop.UPower.PowerProfiles");
  play (f, "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager", "org.freedesktop.NetworkManager");
  play (f, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.NetworkMonitor");
  play (f, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.PowerProfileMonitor");
}

/* GIO has but one monitor of each kind for the life of a process, so all is one test. */
static void
test_it_saves_when_the_desktop_does (void)
{
  Fixture f = { 0 };

  set_up (&f);
  f.is_metered = TRUE;
  f.watch = sg_frugal_watch_new ();
  g_assert_false (sg_frugal_watch_is_frugal (f.watch));
  wait_for (&f, TRUE);

  meter (&f, FALSE);
  wait_for (&f, FALSE);
  /* Before GIO has asked, it does not hear. */
  while (!f.was_asked)
    g_main_context_iteration (NULL, TRUE);
  save_power (&f, TRUE);
  wait_for (&f, TRUE);
  save_power (&f, FALSE);
  wait_for (&f, FALSE);

  g_assert_finalize_object (f.watch);
  g_dbus_node_info_unref (f.node);
  g_object_unref (f.desktop);
}

/* It asks in a thread; whoever goes meanwhile hears nothing. */
static void
test_it_ends_before_it_knows (void)
{
  SgFrugalWatch *watch = sg_frugal_watch_new ();
  gpointer gone = watch;

  g_object_add_weak_pointer (G_OBJECT (watch), &gone);
  g_object_run_dispose (G_OBJECT (watch));
  g_object_unref (watch);
  while (gone != NULL)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/frugal-watch/saves-when-the-desktop-does", test_it_saves_when_the_desktop_does);
  g_test_add_func ("/frugal-watch/ends-before-it-knows", test_it_ends_before_it_knows);

  return g_test_run ();
}
