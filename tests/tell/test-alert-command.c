/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>

#include "sg-alert-command.h"
#include "sg-error.h"

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static gboolean
run (const char *command,
     GError    **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0.0);
  g_autoptr (SgLimit) limit = sg_limit_new ("session", SG_LIMIT_SESSION, NULL, 91.0, now, SG_ORIGIN_ENDPOINT, now);
  g_autoptr (SgAlert) alert = sg_alert_new (SG_ALERT_THRESHOLD, limit, 90);
  g_autoptr (GAsyncResult) result = NULL;

  sg_alert_command_run_async (command, alert, 77, now, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return sg_alert_command_run_finish (result, error);
}

/* What @script, a shell's, prints into a file it is given. */
static char *
said (const char *script)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "said", NULL);
  g_autofree char *quoted_script = g_shell_quote (script);
  g_autofree char *command = g_strdup_printf ("/bin/sh -c %s name '%s'", quoted_script, path);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_mkdir_with_parents (g_get_user_runtime_dir (), 0700);
  g_assert_true (run (command, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_unlink (path);

  return g_strchomp (text);
}

static void
test_it_is_told_in_its_environment_and_on_its_input (void)
{
  g_autofree char *environment = said ("echo $SANDGLASS_ALERT $SANDGLASS_LIMIT $SANDGLASS_THRESHOLD $SANDGLASS_TITLE > $1");
  g_autofree char *input = said ("cat > $1");

  g_assert_cmpstr (environment, ==, "threshold session 90 5-hour limit: over 90 %");
  g_assert_nonnull (strstr (input, "\"kind\":\"threshold\""));
  g_assert_nonnull (strstr (input, "\"id\":77"));
}

static void
test_words_are_split_and_nothing_else_is_done_to_them (void)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "two words; $HOME `id`", NULL);
  g_autofree char *command = g_strdup_printf ("touch '%s'", path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (g_get_user_runtime_dir (), 0700);
  g_assert_true (run (command, &error));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_unlink (path);
}

static void
test_one_that_reads_nothing_is_fine (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (run ("true", &error));
  g_assert_no_error (error);
}

static void
test_failures_are_told (void)
{
  static const struct {
    const char *command;
    SgError     code;
    const char *words;
  } cases[] = {
    { "/bin/sh -c 'exit 3'", SG_ERROR_UNEXPECTED_ANSWER, "exit status 3" },
    { "/bin/sh -c 'kill -9 $$'", SG_ERROR_UNEXPECTED_ANSWER, "signal 9" },
    { "/no/such/program secret-argument", SG_ERROR_NOT_FOUND, "/no/such/program" },
    { "echo 'open", SG_ERROR_BAD_DATA, "quotes" },
    { "  ", SG_ERROR_BAD_DATA, "quotes" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *words = NULL;

    g_assert_false (run (cases[i].command, &error));
    g_assert_error (error, SG_ERROR, (int) cases[i].code);
    words = sg_alert_command_problem_words (error);
    g_assert_nonnull (strstr (words, cases[i].words));
    g_assert_null (strstr (words, "secret-argument"));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/alert-command/it-is-told-in-its-environment-and-on-its-input", test_it_is_told_in_its_environment_and_on_its_input);
  g_test_add_func ("/alert-command/words-are-split-and-nothing-else-is-done-to-them",
                   test_words_are_split_and_nothing_else_is_done_to_them);
  g_test_add_func ("/alert-command/one-that-reads-nothing-is-fine", test_one_that_reads_nothing_is_fine);
  g_test_add_func ("/alert-command/failures-are-told", test_failures_are_told);

  return g_test_run ();
}
