/* SPDX-License-Identifier: GPL-3.0-or-later */

/* On a bus without a keyring; with one, see test-secret-store-keyring.c. */

#include "secret-testing.h"

static char *
write_credentials (const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (g_get_home_dir (), ".credentials.json", NULL);

  g_mkdir_with_parents (g_get_home_dir (), 0700);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return path;
}

static void
count_cb (guint *n_calls)
{
  (*n_calls)++;
}

static void
test_the_session_comes_before_the_environment_before_the_file (void)
{
  g_autofree char *path = write_credentials ("{\"claudeAiOauth\":{},\"anthropicConsole\":{\"adminApiKey\":\"" ADMIN_KEY "-file\"}}");
  g_autoptr (SgKeyChain) chain = sg_key_chain_new (SG_SECRET_ADMIN, ADMIN_KEY "-env", path);
  g_autoptr (SgKeyChain) without_variable = sg_key_chain_new (SG_SECRET_ADMIN, "", path);
  guint n_changes = 0;

  g_signal_connect_swapped (chain, "changed", G_CALLBACK (count_cb), &n_changes);
  assert_finds (chain, ADMIN_KEY "-env");
  sg_key_chain_set_session_key (chain, ADMIN_KEY "-session");
  assert_finds (chain, ADMIN_KEY "-session");
  sg_key_chain_set_session_key (chain, NULL);
  assert_finds (chain, ADMIN_KEY "-env");
  g_assert_cmpuint (n_changes, ==, 2);

  assert_finds (without_variable, ADMIN_KEY "-file");
  g_assert_cmpint (sg_key_chain_get_place (chain), ==, SG_KEY_IN_ENVIRONMENT);
  g_assert_cmpint (sg_key_chain_get_place (without_variable), ==, SG_KEY_BESIDE_LOGIN);
}

static void
test_no_key_anywhere (void)
{
  g_autofree char *path = write_credentials ("{\"anthropicConsole\":{\"adminApiKey\":5}}");
  g_autoptr (SgKeyChain) chain = sg_key_chain_new (SG_SECRET_ADMIN, NULL, path);
  g_autoptr (SgKeyChain) no_file = sg_key_chain_new (SG_SECRET_API, NULL, NULL);
  g_autoptr (SgKeyChain) missing_file = sg_key_chain_new (SG_SECRET_ADMIN, NULL, "/nowhere/.credentials.json");

  assert_finds_nothing (chain, SG_ERROR_KEY_MISSING);
  assert_finds_nothing (no_file, SG_ERROR_KEY_MISSING);
  assert_finds_nothing (missing_file, SG_ERROR_KEY_MISSING);
}

static void
test_another_kind_of_key_is_recognised (void)
{
  g_autoptr (SgKeyChain) chain = sg_key_chain_new (SG_SECRET_ADMIN, API_KEY, NULL);

  assert_finds_nothing (chain, SG_ERROR_KEY_OF_OTHER_KIND);
  g_assert_cmpint (sg_key_chain_get_place (chain), ==, SG_KEY_IN_ENVIRONMENT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/key-chain/the-session-comes-before-the-environment-before-the-file",
                   test_the_session_comes_before_the_environment_before_the_file);
  g_test_add_func ("/key-chain/no-key-anywhere", test_no_key_anywhere);
  g_test_add_func ("/key-chain/another-kind-of-key-is-recognised", test_another_kind_of_key_is_recognised);

  return g_test_run ();
}
