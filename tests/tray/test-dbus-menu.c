/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-bus-peer.h"
#include "sg-dbus-menu.h"

#include "tray-host.h"

typedef struct {
  TrayHost           *host;
  GDBusConnection    *connection;
  GMenu              *numbers;
  GMenu              *commands;
  GMenu              *model;
  GSimpleActionGroup *actions;
  SgDBusMenu         *menu;
  GPtrArray          *activated;   /* (owned) (element-type utf8) */
} Fixture;

static void
activated_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  g_autofree char *printed = parameter ? g_variant_print (parameter, FALSE) : g_strdup ("");

  g_ptr_array_add (user_data, g_strconcat (g_action_get_name (G_ACTION (action)), printed, NULL));
}

static void
add_action (Fixture            *fixture,
            const char         *name,
            const GVariantType *parameter_type,
            GVariant           *state)
{
  g_autoptr (GSimpleAction) action =
    state ? g_simple_action_new_stateful (name, parameter_type, state) : g_simple_action_new (name, parameter_type);

  g_signal_connect (action, "activate", G_CALLBACK (activated_cb), fixture->activated);
  g_action_map_add_action (G_ACTION_MAP (fixture->actions), G_ACTION (action));
}

static GMenu *
snooze_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, "One hour", "app.snooze('1h')");
  g_menu_append (menu, "Until reset", "app.snooze('reset')");

  return menu;
}

static void
fill_model (Fixture *fixture)
{
  g_autoptr (GMenu) snooze = snooze_menu ();

  g_menu_append (fixture->numbers, "5-hour limit 78 %", NULL);
  g_menu_append (fixture->numbers, "Resets in 2 h", NULL);
  g_menu_append (fixture->commands, "_Show details", "app.show");
  g_menu_append (fixture->commands, "Quiet", "app.quiet");
  g_menu_append_submenu (fixture->commands, "Snooze", G_MENU_MODEL (snooze));
  g_menu_append (fixture->commands, "No such action", "app.none");
  g_menu_append_section (fixture->model, NULL, G_MENU_MODEL (fixture->numbers));
  g_menu_append_section (fixture->model, NULL, G_MENU_MODEL (fixture->commands));
}

static void
set_up (Fixture      *fixture,
        gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  fixture->host = tray_host_new ();
  fixture->connection = sg_bus_peer_new (NULL);
  fixture->numbers = g_menu_new ();
  fixture->commands = g_menu_new ();
  fixture->model = g_menu_new ();
  fixture->actions = g_simple_action_group_new ();
  fixture->activated = g_ptr_array_new_with_free_func (g_free);
  add_action (fixture, "show", NULL, NULL);
  add_action (fixture, "quiet", NULL, g_variant_new_boolean (FALSE));
  add_action (fixture, "snooze", G_VARIANT_TYPE_STRING, g_variant_new_string ("1h"));
  fill_model (fixture);

  fixture->menu = sg_dbus_menu_new (G_MENU_MODEL (fixture->model), G_ACTION_GROUP (fixture->actions));
  sg_dbus_menu_export (fixture->menu, fixture->connection, "/MenuBar", &error);
  g_assert_no_error (error);
  fixture->host->item_name = g_strdup (g_dbus_connection_get_unique_name (fixture->connection));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer user_data)
{
  g_assert_finalize_object (fixture->menu);
  g_object_unref (fixture->model);
  g_object_unref (fixture->commands);
  g_object_unref (fixture->numbers);
  g_object_unref (fixture->actions);
  g_ptr_array_unref (fixture->activated);
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_object_unref (fixture->connection);
  tray_host_free (fixture->host);
}

static GVariant *
get_layout (Fixture    *fixture,
            int         parent,
            int         depth,
            const char *names)
{
  g_autoptr (GVariant) name_list = g_variant_ref_sink (g_variant_new_parsed (names));
  g_autoptr (GVariant) reply = tray_host_call_menu (fixture->host, "GetLayout",
                                                    g_variant_new ("(ii@as)", parent, depth, name_list));

  return g_variant_get_child_value (reply, 1);
}

static void
assert_layout (Fixture    *fixture,
               int         parent,
               int         depth,
               const char *names,
               const char *expected)
{
  g_autoptr (GVariant) layout = get_layout (fixture, parent, depth, names);
  g_autofree char *printed = g_variant_print (layout, FALSE);

  g_assert_cmpstr (printed, ==, expected);
}

static void
test_layout_has_sections_submenus_and_toggles (Fixture      *fixture,
                                               gconstpointer user_data)
{
  assert_layout (fixture, 0, -1, "@as []",
                 "(0, {'children-display': <'submenu'>}, ["
                 "<(1, {'label': <'5-hour limit 78 %'>, 'enabled': <false>}, @av [])>, "
                 "<(2, {'label': <'Resets in 2 h'>, 'enabled': <false>}, @av [])>, "
                 "<(3, {'type': <'separator'>}, @av [])>, "
                 "<(4, {'label': <'_Show details'>, 'enabled': <true>}, @av [])>, "
                 "<(5, {'label': <'Quiet'>, 'enabled': <true>, 'toggle-type': <'checkmark'>, "
                 "'toggle-state': <0>}, @av [])>, "
                 "<(6, {'label': <'Snooze'>, 'children-display': <'submenu'>}, ["
                 "<(7, {'label': <'One hour'>, 'enabled': <true>, 'toggle-type': <'radio'>, "
                 "'toggle-state': <1>}, @av [])>, "
                 "<(8, {'label': <'Until reset'>, 'enabled': <true>, 'toggle-type': <'radio'>, "
                 "'toggle-state': <0>}, @av [])>])>, "
                 "<(9, {'label': <'No such action'>, 'enabled': <false>}, @av [])>])");
}

static void
test_layout_keeps_to_depth_parent_and_names (Fixture      *fixture,
                                             gconstpointer user_data)
{
  assert_layout (fixture, 0, 0, "@as []", "(0, {'children-display': <'submenu'>}, [])");
  assert_layout (fixture, 6, 1, "['label']",
                 "(6, {'label': <'Snooze'>}, [<(7, {'label': <'One hour'>}, @av [])>, "
                 "<(8, {'label': <'Until reset'>}, @av [])>])");
  assert_layout (fixture, 4, -2000000000, "['enabled', 'nonsense', 'enabled']", "(4, {'enabled': <true>}, [])");
  assert_layout (fixture, 6, 2000000000, "['nonsense']",
                 "(6, {}, [<(7, @a{sv} {}, @av [])>, <(8, @a{sv} {}, @av [])>])");
}

static void
assert_reply (Fixture    *fixture,
              const char *method,
              const char *parameters,
              const char *expected)
{
  g_autoptr (GVariant) reply = tray_host_call_menu (fixture->host, method, g_variant_new_parsed (parameters));
  g_autofree char *printed = g_variant_print (reply, FALSE);

  g_assert_cmpstr (printed, ==, expected);
}

static void
test_properties_one_by_one_and_in_groups (Fixture      *fixture,
                                          gconstpointer user_data)
{
  assert_reply (fixture, "GetProperty", "(4, 'label')", "(<'_Show details'>,)");
  assert_reply (fixture, "GetGroupProperties", "([4, 999, 1, 4], ['label'])",
                "([(1, {'label': <'5-hour limit 78 %'>}), (4, {'label': <'_Show details'>})],)");
  assert_reply (fixture, "AboutToShow", "(0,)", "(false,)");
  assert_reply (fixture, "AboutToShowGroup", "([0, 6, 77],)", "([], [77])");
}

static void
test_interface_properties (Fixture      *fixture,
                           gconstpointer user_data)
{
  g_autoptr (GVariant) reply =
    tray_host_call (fixture->host, "/MenuBar", "org.freedesktop.DBus.Properties", "GetAll",
                    g_variant_new ("(s)", "com.canonical.dbusmenu"), NULL);
  g_autoptr (GVariant) all = g_variant_get_child_value (reply, 0);
  g_autofree char *text_direction = NULL;
  guint32 version;

  g_assert_true (g_variant_lookup (all, "Version", "u", &version));
  g_assert_cmpuint (version, ==, 3);
  g_assert_true (g_variant_lookup (all, "TextDirection", "s", &text_direction));
  g_assert_cmpstr (text_direction, ==, "ltr");
  g_assert_cmpuint (g_variant_n_children (all), ==, 4);
}

static void
assert_activated (Fixture    *fixture,
                  const char *expected)
{
  g_autofree char *joined = NULL;

  g_ptr_array_add (fixture->activated, NULL);
  joined = g_strjoinv (" ", (char **) fixture->activated->pdata);
  g_ptr_array_set_size (fixture->activated, 0);
  g_assert_cmpstr (joined, ==, expected);
}

static void
test_a_click_activates_what_is_enabled (Fixture      *fixture,
                                        gconstpointer user_data)
{
  assert_reply (fixture, "Event", "(4, 'clicked', <''>, uint32 0)", "()");
  assert_reply (fixture, "Event", "(8, 'clicked', <int32 0>, uint32 5)", "()");
  assert_activated (fixture, "show snooze'reset'");

  assert_reply (fixture, "Event", "(4, 'hovered', <''>, uint32 0)", "()");
  assert_reply (fixture, "Event", "(0, 'opened', <''>, uint32 0)", "()");
  assert_reply (fixture, "Event", "(0, 'clicked', <''>, uint32 0)", "()");
  assert_reply (fixture, "Event", "(3, 'clicked', <''>, uint32 0)", "()");
  assert_reply (fixture, "Event", "(1, 'clicked', <''>, uint32 0)", "()");
  assert_reply (fixture, "Event", "(9, 'clicked', <''>, uint32 0)", "()");
  assert_activated (fixture, "");

  assert_reply (fixture, "EventGroup",
                "([(4, 'clicked', <''>, uint32 0), (55, 'clicked', <''>, uint32 0), (7, 'clicked', <''>, uint32 0)],)",
                "([55],)");
  assert_activated (fixture, "show snooze'1h'");
}

static guint
count (Fixture    *fixture,
       const char *signal_name)
{
  return tray_host_count_signals (fixture->host, signal_name);
}

static void
replace_line (GMenu      *menu,
              int         position,
              const char *label,
              const char *action)
{
  g_menu_remove (menu, position);
  g_menu_insert (menu, position, label, action);
}

static void
test_new_words_are_no_new_layout (Fixture      *fixture,
                                  gconstpointer user_data)
{
  replace_line (fixture->numbers, 0, "5-hour limit 79 %", NULL);
  tray_host_wait_for_signal (fixture->host, "ItemsPropertiesUpdated");

  g_assert_cmpuint (fixture->host->signals->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->host->signals, 0), ==,
                   "ItemsPropertiesUpdated ([(1, {'label': <'5-hour limit 79 %'>})], [])");
}

static void
test_an_action_s_state_is_no_new_layout (Fixture      *fixture,
                                         gconstpointer user_data)
{
  GAction *show = g_action_map_lookup_action (G_ACTION_MAP (fixture->actions), "show");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (show), FALSE);
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->actions), "quiet", g_variant_new_boolean (TRUE));
  tray_host_wait_for_signal (fixture->host, "ItemsPropertiesUpdated");

  g_assert_cmpuint (fixture->host->signals->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->host->signals, 0), ==,
                   "ItemsPropertiesUpdated ([(4, {'enabled': <false>}), (5, {'toggle-state': <1>})], [])");
}

static void
test_an_action_s_coming_and_going (Fixture      *fixture,
                                   gconstpointer user_data)
{
  g_action_map_remove_action (G_ACTION_MAP (fixture->actions), "quiet");
  tray_host_wait_for_signal (fixture->host, "ItemsPropertiesUpdated");

  g_assert_cmpstr (g_ptr_array_index (fixture->host->signals, 0), ==,
                   "ItemsPropertiesUpdated ([(5, {'enabled': <false>})], [(5, ['toggle-type', 'toggle-state'])])");
}

static void
test_ids_stay_when_lines_come_and_go (Fixture      *fixture,
                                      gconstpointer user_data)
{
  g_menu_insert (fixture->numbers, 2, "Week 52 %", NULL);
  g_menu_remove (fixture->commands, 1);
  tray_host_wait_for_signal (fixture->host, "LayoutUpdated");

  g_assert_cmpuint (count (fixture, "LayoutUpdated"), ==, 1);
  g_assert_cmpuint (count (fixture, "ItemsPropertiesUpdated"), ==, 0);
  assert_layout (fixture, 0, 1, "['label']",
                 "(0, {}, [<(1, {'label': <'5-hour limit 78 %'>}, @av [])>, "
                 "<(2, {'label': <'Resets in 2 h'>}, @av [])>, "
                 "<(10, {'label': <'Week 52 %'>}, @av [])>, "
                 "<(3, @a{sv} {}, @av [])>, "
                 "<(4, {'label': <'_Show details'>}, @av [])>, "
                 "<(6, {'label': <'Snooze'>}, @av [])>, "
                 "<(9, {'label': <'No such action'>}, @av [])>])");
  assert_layout (fixture, 6, -1, "['toggle-state']",
                 "(6, {}, [<(7, {'toggle-state': <1>}, @av [])>, <(8, {'toggle-state': <0>}, @av [])>])");
}

static void
test_a_moved_line_is_a_new_layout (Fixture      *fixture,
                                   gconstpointer user_data)
{
  g_menu_remove (fixture->commands, 0);
  g_menu_insert (fixture->commands, 1, "_Show details", "app.show");
  tray_host_wait_for_signal (fixture->host, "LayoutUpdated");

  assert_layout (fixture, 5, 0, "['label']", "(5, {'label': <'Quiet'>}, [])");
  assert_layout (fixture, 4, 0, "['label']", "(4, {'label': <'_Show details'>}, [])");
}

/* A panel that is about to show the menu gets the news before its answer. */
static void
test_about_to_show_brings_up_to_date (Fixture      *fixture,
                                      gconstpointer user_data)
{
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) group_reply = NULL;

  g_menu_append (fixture->numbers, "Week 52 %", NULL);
  g_assert_cmpuint (count (fixture, "LayoutUpdated"), ==, 0);
  reply = tray_host_call_menu (fixture->host, "AboutToShow", g_variant_new ("(i)", 0));
  g_assert_cmpuint (count (fixture, "LayoutUpdated"), ==, 1);

  g_menu_remove (fixture->numbers, 0);
  group_reply = tray_host_call_menu (fixture->host, "AboutToShowGroup", g_variant_new_parsed ("([0, -1],)"));
  g_assert_cmpuint (count (fixture, "LayoutUpdated"), ==, 2);
}

static void
test_the_menu_is_never_empty (Fixture      *fixture,
                              gconstpointer user_data)
{
  g_menu_remove_all (fixture->model);
  tray_host_wait_for_signal (fixture->host, "LayoutUpdated");

  assert_layout (fixture, 0, -1, "['label', 'enabled']",
                 "(0, {}, [<(1, {'label': <'Sandglass'>, 'enabled': <false>}, @av [])>])");
}

typedef struct {
  const char *name;
  const char *method;
  const char *parameters;
  int         error_code;
} RefusedCase;

static const RefusedCase refused_cases[] = {
  { "layout-of-nobody", "GetLayout", "(999, -1, @as [])", G_DBUS_ERROR_INVALID_ARGS },
  { "layout-of-a-negative", "GetLayout", "(-2147483648, 2147483647, @as [])", G_DBUS_ERROR_INVALID_ARGS },
  { "layout-without-arguments", "GetLayout", "()", G_DBUS_ERROR_INVALID_ARGS },
  { "layout-of-a-text", "GetLayout", "('0', -1, @as [])", G_DBUS_ERROR_INVALID_ARGS },
  { "property-of-nobody", "GetProperty", "(999, 'label')", G_DBUS_ERROR_INVALID_ARGS },
  { "no-such-property", "GetProperty", "(4, 'price')", G_DBUS_ERROR_INVALID_ARGS },
  { "event-of-nobody", "Event", "(-7, 'clicked', <''>, uint32 0)", G_DBUS_ERROR_INVALID_ARGS },
  { "event-without-time", "Event", "(4, 'clicked', <''>)", G_DBUS_ERROR_INVALID_ARGS },
  { "about-nobody", "AboutToShow", "(999,)", G_DBUS_ERROR_INVALID_ARGS },
  { "no-such-method", "Format", "('c:',)", G_DBUS_ERROR_UNKNOWN_METHOD },
};

static void
test_refused (Fixture      *fixture,
              gconstpointer user_data)
{
  const RefusedCase *c = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_null (tray_host_call (fixture->host, "/MenuBar", "com.canonical.dbusmenu", c->method,
                                 g_variant_new_parsed (c->parameters), &error));
  g_assert_error (error, G_DBUS_ERROR, c->error_code);
  assert_activated (fixture, "");
}

static void
assert_too_long (Fixture    *fixture,
                 const char *method,
                 GVariant   *parameters)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tray_host_call (fixture->host, "/MenuBar", "com.canonical.dbusmenu", method, parameters, &error));
  g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_LIMITS_EXCEEDED);
}

static void
test_endless_lists_are_refused (Fixture      *fixture,
                                gconstpointer user_data)
{
  const gsize n_entries = 4097;
  g_autofree gint32 *zeros = g_new0 (gint32, n_entries);
  g_autoptr (GVariant) ids =
    g_variant_ref_sink (g_variant_new_fixed_array (G_VARIANT_TYPE_INT32, zeros, n_entries, sizeof *zeros));
  g_autoptr (GVariant) names = NULL;
  g_autoptr (GVariant) events = NULL;
  GVariantBuilder name_builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);
  GVariantBuilder event_builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(isvu)"));

  for (gsize i = 0; i < n_entries; i++) {
    g_variant_builder_add (&name_builder, "s", "label");
    g_variant_builder_add (&event_builder, "(isvu)", 4, "clicked", g_variant_new_int32 (0), 0);
  }
  names = g_variant_ref_sink (g_variant_builder_end (&name_builder));
  events = g_variant_ref_sink (g_variant_builder_end (&event_builder));

  assert_too_long (fixture, "GetLayout", g_variant_new ("(ii@as)", 0, -1, names));
  assert_too_long (fixture, "GetGroupProperties", g_variant_new ("(@aias)", ids, NULL));
  assert_too_long (fixture, "GetGroupProperties", g_variant_new ("(ai@as)", NULL, names));
  assert_too_long (fixture, "AboutToShowGroup", g_variant_new ("(@ai)", ids));
  assert_too_long (fixture, "EventGroup", g_variant_new ("(@a(isvu))", events));
  assert_activated (fixture, "");
}

#define ADD(path, func) g_test_add ("/dbus-menu/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("layout/sections-submenus-and-toggles", test_layout_has_sections_submenus_and_toggles);
  ADD ("layout/keeps-to-depth-parent-and-names", test_layout_keeps_to_depth_parent_and_names);
  ADD ("properties/one-by-one-and-in-groups", test_properties_one_by_one_and_in_groups);
  ADD ("properties/of-the-interface", test_interface_properties);
  ADD ("a-click-activates-what-is-enabled", test_a_click_activates_what_is_enabled);
  ADD ("changes/new-words-are-no-new-layout", test_new_words_are_no_new_layout);
  ADD ("changes/an-action-s-state-is-no-new-layout", test_an_action_s_state_is_no_new_layout);
  ADD ("changes/an-action-s-coming-and-going", test_an_action_s_coming_and_going);
  ADD ("changes/ids-stay-when-lines-come-and-go", test_ids_stay_when_lines_come_and_go);
  ADD ("changes/a-moved-line-is-a-new-layout", test_a_moved_line_is_a_new_layout);
  ADD ("changes/about-to-show-brings-up-to-date", test_about_to_show_brings_up_to_date);
  ADD ("changes/the-menu-is-never-empty", test_the_menu_is_never_empty);
  for (gsize i = 0; i < G_N_ELEMENTS (refused_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/dbus-menu/refused/%s", refused_cases[i].name);
    g_test_add (path, Fixture, &refused_cases[i], set_up, test_refused, tear_down);
  }
  ADD ("refused/endless-lists", test_endless_lists_are_refused);

  return g_test_run ();
}
