/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The preferences' keys: in a keyring, for the session, or nowhere; and said so. */

#include <adwaita.h>
#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "panel-widgets.h"
#include "sample-bus.h"
#include "sg-error.h"
#include "sg-key-group.h"
#include "sg-words.h"

#define ADMIN_KEY "sk-ant-admin01-abcDEF_123-456"

typedef struct {
  GDBusConnection *connection;
  SgBusSandglass1 *bus;          /* (nullable): %NULL without an agent */
  SgServiceClient *client;
  GtkWidget       *window;
  GtkWidget       *group;
  char             told[256];    /* what the agent was given last */
  guint            name_id;
} Fixture;

static gboolean
set_session_key_cb (SgBusSandglass1       *bus,
                    GDBusMethodInvocation *invocation,
                    GUnixFDList           *fds,
                    const char            *kind,
                    GVariant              *pipe,
                    Fixture               *f)
{
  const char *const kinds[] = { kind, NULL };
  const char *const none[] = { NULL };
  int fd = g_unix_fd_list_get (fds, g_variant_get_handle (pipe), NULL);

  memset (f->told, 0, sizeof f->told);
  g_assert_cmpint (read (fd, f->told, sizeof f->told - 1), >=, 0);
  close (fd);
  sg_bus_sandglass1_set_session_keys (bus, *f->told ? kinds : none);
  sg_bus_sandglass1_complete_set_session_key (bus, invocation, NULL);

  return TRUE;
}

static void
start_agent (Fixture *f)
{
  f->bus = sample_bus_new (f->connection, "normal");
  g_signal_connect (f->bus, "handle-set-session-key", G_CALLBACK (set_session_key_cb), f);
  f->name_id = g_bus_own_name_on_connection (f->connection, SG_BUS_NAME, 0, NULL, NULL, NULL, NULL);
  while (!sg_service_client_is_connected (f->client))
    g_main_context_iteration (NULL, TRUE);
}

static char *
credentials_path (void)
{
  return g_build_filename (g_getenv ("CLAUDE_CONFIG_DIR"), ".credentials.json", NULL);
}

static void
set_up (Fixture      *f,
        gconstpointer with_agent)
{
  f->connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  f->client = sg_service_client_new (f->connection);
  if (GPOINTER_TO_INT (with_agent))
    start_agent (f);

  f->group = sg_key_group_new (SG_SECRET_ADMIN, f->client);
  f->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (f->window), f->group);
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
tear_down (Fixture      *f,
           gconstpointer with_agent)
{
  g_autofree char *path = credentials_path ();

  g_unlink (path);
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_run_dispose (G_OBJECT (f->client));
  if (f->name_id != 0)
    g_bus_unown_name (f->name_id);
  if (f->bus != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (f->bus));
  g_clear_object (&f->bus);
  g_clear_object (&f->client);
  g_clear_object (&f->connection);
}

static void
wait_for_text (Fixture    *f,
               const char *text)
{
  for (;;) {
    g_autofree char *texts = widget_texts (f->group);

    if (strstr (texts, text) != NULL)
      return;
    g_main_context_iteration (NULL, TRUE);
  }
}

static void
type_key (Fixture    *f,
          const char *key)
{
  GtkWidget *entry = widget_find (f->group, ADW_TYPE_PASSWORD_ENTRY_ROW, 0);

  gtk_editable_set_text (GTK_EDITABLE (entry), key);
  g_signal_emit_by_name (entry, "apply");
}

static void
press_remove (Fixture *f)
{
  g_signal_emit_by_name (gtk_widget_get_ancestor (widget_find_label (f->group, "Remove"), GTK_TYPE_BUTTON), "clicked");
}

static void
test_without_a_keyring_the_agent_keeps_it (Fixture      *f,
                                           gconstpointer with_agent)
{
  wait_for_text (f, "No key");
  wait_for_text (f, sg_words_error (SG_ERROR_STORE_MISSING));

  type_key (f, " " ADMIN_KEY "\n");
  wait_for_text (f, "Kept until Sandglass ends");
  g_assert_cmpstr (f->told, ==, ADMIN_KEY);

  press_remove (f);
  wait_for_text (f, "No key");
  g_assert_cmpstr (f->told, ==, "");
}

static void
test_without_anyone_it_is_not_kept (Fixture      *f,
                                    gconstpointer with_agent)
{
  wait_for_text (f, "No key");
  type_key (f, ADMIN_KEY);
  wait_for_text (f, "Not kept: Sandglass is not running");
}

static void
test_what_is_no_key_is_refused (Fixture      *f,
                                gconstpointer with_agent)
{
  GtkWidget *entry = widget_find (f->group, ADW_TYPE_PASSWORD_ENTRY_ROW, 0);

  wait_for_text (f, "No key");
  type_key (f, "hello");
  wait_for_text (f, "No key");
  g_assert_cmpstr (f->told, ==, "");
  /* What was typed stays, to be mended. */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "hello");
}

static void
test_a_typed_key_does_not_stay_in_the_entry (Fixture      *f,
                                             gconstpointer with_agent)
{
  GtkWidget *entry = widget_find (f->group, ADW_TYPE_PASSWORD_ENTRY_ROW, 0);

  wait_for_text (f, "No key");
  type_key (f, ADMIN_KEY);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  wait_for_text (f, "Kept until Sandglass ends");
}

static void
test_a_keyring_keeps_it (Fixture      *f,
                         gconstpointer with_agent)
{
  wait_for_text (f, "No key");
  type_key (f, ADMIN_KEY);
  wait_for_text (f, "Stored in the keyring");
  /* What the keyring has the agent need not keep. */
  g_assert_cmpstr (f->told, ==, "");

  press_remove (f);
  wait_for_text (f, "No key");
}

static void
write_other_tools_key (const char *key)
{
  g_autofree char *path = credentials_path ();
  g_autofree char *text = g_strdup_printf ("{\"anthropicConsole\":{\"adminApiKey\":\"%s\"}}", key);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static gboolean
can_move (Fixture *f)
{
  g_autofree char *texts = widget_texts (f->group);

  return strstr (texts, "Move to the keyring") != NULL;
}

static void
set_up_with_other_tool (Fixture      *f,
                        gconstpointer with_agent)
{
  write_other_tools_key (ADMIN_KEY);
  set_up (f, with_agent);
}

static void
set_up_with_other_kind (Fixture      *f,
                        gconstpointer with_agent)
{
  write_other_tools_key ("sk-ant-api03-abcDEF_123-456");
  set_up (f, with_agent);
}

static void
set_up_with_variable (Fixture      *f,
                      gconstpointer with_agent)
{
  write_other_tools_key ("sk-ant-api03-abcDEF_123-456");
  g_setenv ("ANTHROPIC_ADMIN_API_KEY", ADMIN_KEY, TRUE);
  set_up (f, with_agent);
  g_unsetenv ("ANTHROPIC_ADMIN_API_KEY");
}

static void
test_a_key_of_the_environment_is_said (Fixture      *f,
                                       gconstpointer with_agent)
{
  wait_for_text (f, "In the environment, as ANTHROPIC_ADMIN_API_KEY");
  g_assert_false (can_move (f));
}

static void
test_without_a_keyring_nothing_is_moved (Fixture      *f,
                                         gconstpointer with_agent)
{
  wait_for_text (f, "Beside Claude Code's login");
  g_assert_false (can_move (f));
}

static void
test_another_kind_of_key_is_not_moved (Fixture      *f,
                                       gconstpointer with_agent)
{
  wait_for_text (f, "Beside Claude Code's login");
  wait_for_text (f, sg_words_error (SG_ERROR_KEY_OF_OTHER_KIND));
  g_assert_false (can_move (f));
}

static void
test_another_tools_key_is_moved (Fixture      *f,
                                 gconstpointer with_agent)
{
  g_autofree char *path = credentials_path ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  wait_for_text (f, "Beside Claude Code's login");
  g_assert_true (can_move (f));
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  g_signal_emit_by_name (gtk_widget_get_ancestor (widget_find_label (f->group, "Move to the keyring"), GTK_TYPE_BUTTON), "clicked");
  wait_for_text (f, "Stored in the keyring");
  wait_for_text (f, "It is also still in Claude Code's .credentials.json");
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);

  press_remove (f);
  wait_for_text (f, "Beside Claude Code's login");
}

/* libsecret chooses its keyring once a process: a file, as in a sandbox, or the bus, where there is none. */
static gboolean
use_file_keyring (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "test.keyring", NULL);

  if (g_getenv ("SG_TEST_FILE_KEYRING") == NULL)
    return FALSE;

  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "abc", TRUE);

  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  const gpointer agent = GINT_TO_POINTER (TRUE);
  g_autofree char *dir = g_dir_make_tmp ("sg-keys-XXXXXX", NULL);
  g_autofree char *keyring = g_build_filename (dir, "test.keyring", NULL);
  int status;

  g_setenv ("CLAUDE_CONFIG_DIR", dir, TRUE);
  g_test_init (&argc, &argv, NULL);
  if (use_file_keyring (dir)) {
    g_test_add ("/panel/keys/a-keyring-keeps-it", Fixture, agent, set_up, test_a_keyring_keeps_it, tear_down);
    g_test_add ("/panel/keys/another-tools-key-is-moved", Fixture, agent, set_up_with_other_tool,
                test_another_tools_key_is_moved, tear_down);
  } else {
    g_test_add ("/panel/keys/without-a-keyring-the-agent-keeps-it", Fixture, agent, set_up,
                test_without_a_keyring_the_agent_keeps_it, tear_down);
    g_test_add ("/panel/keys/without-anyone-it-is-not-kept", Fixture, NULL, set_up,
                test_without_anyone_it_is_not_kept, tear_down);
    g_test_add ("/panel/keys/what-is-no-key-is-refused", Fixture, agent, set_up,
                test_what_is_no_key_is_refused, tear_down);
    g_test_add ("/panel/keys/a-typed-key-does-not-stay-in-the-entry", Fixture, agent, set_up,
                test_a_typed_key_does_not_stay_in_the_entry, tear_down);
    g_test_add ("/panel/keys/a-key-of-the-environment-is-said", Fixture, agent, set_up_with_variable,
                test_a_key_of_the_environment_is_said, tear_down);
    g_test_add ("/panel/keys/without-a-keyring-nothing-is-moved", Fixture, agent, set_up_with_other_tool,
                test_without_a_keyring_nothing_is_moved, tear_down);
    g_test_add ("/panel/keys/another-kind-of-key-is-not-moved", Fixture, agent, set_up_with_other_kind,
                test_another_kind_of_key_is_not_moved, tear_down);
  }

  adw_init ();
  status = g_test_run ();
  g_unlink (keyring);
  g_rmdir (dir);

  return status;
}
