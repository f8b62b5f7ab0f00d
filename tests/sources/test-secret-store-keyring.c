/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The real gnome-keyring-daemon, on the test's own bus and home. */

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <signal.h>

#include "secret-testing.h"

typedef struct {
  GSubprocess *daemon;
  GMainLoop   *loop;
  char        *runtime_path;
} Fixture;

static void
name_appeared_cb (GDBusConnection *bus,
                  const char      *name,
                  const char      *owner,
                  gpointer         user_data)
{
  g_main_loop_quit (user_data);
}

static void
name_vanished_cb (GDBusConnection *bus,
                  const char      *name,
                  gpointer         user_data)
{
  g_main_loop_quit (user_data);
}

static void
wait_for_keyring (Fixture *f,
                  gboolean there)
{
  guint id = g_bus_watch_name (G_BUS_TYPE_SESSION, "org.freedesktop.secrets", G_BUS_NAME_WATCHER_FLAGS_NONE,
                               there ? name_appeared_cb : NULL, there ? NULL : name_vanished_cb, f->loop, NULL);

  g_main_loop_run (f->loop);
  g_bus_unwatch_name (id);
}

/* Its login keyring is made, or unlocked, with the password it reads: an empty line here. */
static void
start_daemon (Fixture    *f,
              const char *option)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                                                        G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  GOutputStream *input;

  g_subprocess_launcher_setenv (launcher, "HOME", g_get_home_dir (), TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", g_get_user_data_dir (), TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", f->runtime_path, TRUE);
  f->daemon = g_subprocess_launcher_spawn (launcher, NULL, "gnome-keyring-daemon", option, "--components=secrets",
                                           "--foreground", NULL);
  g_assert_nonnull (f->daemon);
  input = g_subprocess_get_stdin_pipe (f->daemon);
  g_output_stream_write_all (input, "\n", 1, NULL, NULL, NULL);
  g_output_stream_close (input, NULL, NULL);
  wait_for_keyring (f, TRUE);
}

static void
kill_daemon (Fixture *f)
{
  g_subprocess_force_exit (f->daemon);
  g_subprocess_wait (f->daemon, NULL, NULL);
  g_clear_object (&f->daemon);
  wait_for_keyring (f, FALSE);
}

static void
set_up (Fixture      *f,
        gconstpointer user_data)
{
  g_mkdir_with_parents (g_get_home_dir (), 0700);
  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  f->runtime_path = g_dir_make_tmp ("sg-XXXXXX", NULL);   /* a socket's name is short */
  f->loop = g_main_loop_new (NULL, FALSE);
  start_daemon (f, user_data);
}

static void
remove_runtime (Fixture *f)
{
  g_autofree char *folder = g_build_filename (f->runtime_path, "keyring", NULL);
  g_autofree char *socket = g_build_filename (folder, "control", NULL);

  g_unlink (socket);
  g_rmdir (folder);
  g_rmdir (f->runtime_path);
  g_clear_pointer (&f->runtime_path, g_free);
}

static void
tear_down (Fixture      *f,
           gconstpointer user_data)
{
  secret_service_disconnect ();
  g_subprocess_send_signal (f->daemon, SIGTERM);
  g_subprocess_wait (f->daemon, NULL, NULL);
  g_clear_object (&f->daemon);
  g_clear_pointer (&f->loop, g_main_loop_unref);
  remove_runtime (f);
}

static void
lock_keyring (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, NULL);
  g_autoptr (SecretCollection) collection =
    secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL, &error);
  GList collections = { collection };

  g_assert_no_error (error);
  g_assert_nonnull (collection);
  g_assert_cmpint (secret_service_lock_sync (service, &collections, NULL, NULL, &error), ==, 1);
  g_assert_no_error (error);
}

static void
test_unlocked (Fixture      *f,
               gconstpointer user_data)
{
  assert_store_works ();
}

static void
test_the_keyring_comes_before_the_environment (Fixture      *f,
                                               gconstpointer user_data)
{
  g_autoptr (SgKeyChain) chain = sg_key_chain_new (SG_SECRET_ADMIN, ADMIN_KEY "-env", NULL);
  g_autoptr (SgKeyChain) api = sg_key_chain_new (SG_SECRET_API, NULL, NULL);

  g_assert_true (set_and_wait (SG_SECRET_ADMIN, ADMIN_KEY, NULL));
  assert_finds (chain, ADMIN_KEY);
  assert_finds_nothing (api, SG_ERROR_KEY_MISSING);
  lock_keyring ();
  assert_finds (chain, ADMIN_KEY "-env");
  assert_finds_nothing (api, SG_ERROR_STORE_LOCKED);
}

static void
test_locked (Fixture      *f,
             gconstpointer user_data)
{
  g_autoptr (GError) set_error = NULL;
  g_autoptr (GError) clear_error = NULL;

  g_assert_true (set_and_wait (SG_SECRET_ADMIN, ADMIN_KEY, NULL));
  lock_keyring ();

  assert_not_kept (SG_SECRET_ADMIN, SG_SECRET_LOCKED, SG_ERROR_STORE_LOCKED);
  assert_not_kept (SG_SECRET_API, SG_SECRET_LOCKED, SG_ERROR_STORE_LOCKED);
  g_assert_false (set_and_wait (SG_SECRET_API, API_KEY, &set_error));
  g_assert_error (set_error, SG_ERROR, SG_ERROR_STORE_LOCKED);
  g_assert_false (clear_and_wait (SG_SECRET_ADMIN, &clear_error));
  g_assert_error (clear_error, SG_ERROR, SG_ERROR_STORE_LOCKED);
}

static void
test_one_started_anew_is_asked_anew (Fixture      *f,
                                     gconstpointer user_data)
{
  g_autoptr (SgKeyChain) chain = sg_key_chain_new (SG_SECRET_ADMIN, NULL, NULL);
  g_autoptr (SgKeyChain) api = sg_key_chain_new (SG_SECRET_API, NULL, NULL);

  g_assert_true (set_and_wait (SG_SECRET_ADMIN, ADMIN_KEY, NULL));
  assert_finds (chain, ADMIN_KEY);
  kill_daemon (f);
  /* Who had its key from there has not lost it. */
  assert_finds_nothing (chain, SG_ERROR_STORE_MISSING);
  assert_finds_nothing (api, SG_ERROR_KEY_MISSING);

  start_daemon (f, "--unlock");
  assert_finds (chain, ADMIN_KEY);
  g_assert_true (set_and_wait (SG_SECRET_API, API_KEY, NULL));
  assert_finds (api, API_KEY);
}

static void
test_one_started_anew_takes_a_key_at_the_second_try (Fixture      *f,
                                                     gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (set_and_wait (SG_SECRET_ADMIN, ADMIN_KEY, NULL));
  kill_daemon (f);
  start_daemon (f, "--unlock");
  if (!set_and_wait (SG_SECRET_API, API_KEY, &error))
    g_assert_error (error, SG_ERROR, SG_ERROR_STORE_REFUSED);
  g_assert_true (set_and_wait (SG_SECRET_API, API_KEY, NULL));
  assert_kept (SG_SECRET_API, API_KEY);
}

static void
count_cb (guint *n_changes)
{
  (*n_changes)++;
}

static void
wait_for_changes (const guint *n_changes,
                  guint        n_wanted)
{
  while (*n_changes < n_wanted)
    g_main_context_iteration (NULL, TRUE);
}

/* That it was unlocked needs somebody who types; it tells of that as it does of being locked. */
static void
test_one_that_comes_is_a_change_for_who_looked_in_vain (Fixture      *f,
                                                        gconstpointer user_data)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (SgKeyChain) in_vain = sg_key_chain_new (SG_SECRET_API, NULL, NULL);
  g_autoptr (SgKeyChain) found = sg_key_chain_new (SG_SECRET_ADMIN, ADMIN_KEY, NULL);
  g_autoptr (SgKeyChain) never_asked = sg_key_chain_new (SG_SECRET_API, NULL, NULL);
  SgKeyChain *chains[] = { found, never_asked, in_vain };
  guint n_changes[G_N_ELEMENTS (chains)] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (chains); i++) {
    g_signal_connect_swapped (chains[i], "changed", G_CALLBACK (count_cb), &n_changes[i]);
    sg_key_chain_watch_keyring (chains[i], connection);
  }
  kill_daemon (f);
  assert_finds (found, ADMIN_KEY);
  assert_finds_nothing (in_vain, SG_ERROR_KEY_MISSING);

  start_daemon (f, "--unlock");
  wait_for_changes (&n_changes[2], 1);
  lock_keyring ();
  wait_for_changes (&n_changes[2], 2);
  g_assert_cmpuint (n_changes[0] + n_changes[1], ==, 0);
}

/* A keyring that was never set up has no collection to put a key in. */
static void
test_no_collection (Fixture      *f,
                    gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  assert_not_kept (SG_SECRET_ADMIN, SG_SECRET_ABSENT, SG_ERROR_NOT_FOUND);
  g_assert_false (set_and_wait (SG_SECRET_ADMIN, ADMIN_KEY, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_STORE_REFUSED);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *program = g_find_program_in_path ("gnome-keyring-daemon");

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  if (program == NULL) {
    g_print ("1..0 # SKIP no gnome-keyring-daemon here\n");
    return 0;
  }

  g_test_add ("/secret-store-keyring/unlocked", Fixture, "--unlock", set_up, test_unlocked, tear_down);
  g_test_add ("/secret-store-keyring/locked", Fixture, "--unlock", set_up, test_locked, tear_down);
  g_test_add ("/secret-store-keyring/comes-before-the-environment", Fixture, "--unlock", set_up,
              test_the_keyring_comes_before_the_environment, tear_down);
  g_test_add ("/secret-store-keyring/one-started-anew-is-asked-anew", Fixture, "--unlock", set_up,
              test_one_started_anew_is_asked_anew, tear_down);
  g_test_add ("/secret-store-keyring/one-started-anew-takes-a-key-at-the-second-try", Fixture, "--unlock", set_up,
              test_one_started_anew_takes_a_key_at_the_second_try, tear_down);
  g_test_add ("/secret-store-keyring/one-that-comes-is-a-change-for-who-looked-in-vain", Fixture, "--unlock", set_up,
              test_one_that_comes_is_a_change_for_who_looked_in_vain, tear_down);
  g_test_add ("/secret-store-keyring/no-collection", Fixture, "--start", set_up, test_no_collection, tear_down);

  return g_test_run ();
}
