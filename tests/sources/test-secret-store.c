/* SPDX-License-Identifier: GPL-3.0-or-later */

/* libsecret's own file stands in for the keyring; the keyring itself is in test-secret-store-keyring.c. */

#include <unistd.h>

#include "secret-testing.h"

static void
use_file (void)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "t.keyring", NULL);

  g_mkdir_with_parents (g_get_home_dir (), 0700);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "abc", TRUE);
}

/* libsecret chooses its backend once in a process; its file forgets to free, which no leak check need see. */
static void
test_file (void)
{
  if (g_test_subprocess ()) {
    use_file ();
    assert_store_works ();
    _exit (0);
  }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
test_wrong_key_is_refused_before_the_store (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (set_and_wait (SG_SECRET_ADMIN, API_KEY, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
}

static void
assert_store_is_missing (void)
{
  g_autoptr (GError) set_error = NULL;
  g_autoptr (GError) clear_error = NULL;

  assert_not_kept (SG_SECRET_ADMIN, SG_SECRET_UNAVAILABLE, SG_ERROR_STORE_MISSING);
  g_assert_false (set_and_wait (SG_SECRET_ADMIN, ADMIN_KEY, &set_error));
  g_assert_error (set_error, SG_ERROR, SG_ERROR_STORE_MISSING);
  g_assert_null (strstr (set_error->message, "abc"));
  g_assert_false (clear_and_wait (SG_SECRET_ADMIN, &clear_error));
  g_assert_error (clear_error, SG_ERROR, SG_ERROR_STORE_MISSING);
}

static void
test_no_service (void)
{
  assert_store_is_missing ();
}

static void
test_no_bus (void)
{
  if (g_test_subprocess ()) {
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
    assert_store_is_missing ();
    return;
  }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  sg_secret_store_lookup_async (SG_SECRET_API, cancellable, keep_result_cb, &result);
  wait_for_result (&result);

  g_assert_null (sg_secret_store_lookup_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/secret-store/file", test_file);
  g_test_add_func ("/secret-store/wrong-key-is-refused-before-the-store", test_wrong_key_is_refused_before_the_store);
  g_test_add_func ("/secret-store/no-service", test_no_service);
  g_test_add_func ("/secret-store/no-bus", test_no_bus);
  g_test_add_func ("/secret-store/cancelled", test_cancelled);

  return g_test_run ();
}
