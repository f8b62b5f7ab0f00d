/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `sandglass report console` as people run it, in a home of its own, against a server on the loopback. */

#include <string.h>

#include <json-glib/json-glib.h>

#include "sg-admin-double.h"
#include "sg-cents.h"

#define DAY G_GINT64_CONSTANT (86400)

typedef struct {
  SgAdminDouble *server;
  const char    *key;
  char          *output;
  char          *errors;
  int            status;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  f->server = sg_admin_double_new ();
  f->key = SG_ADMIN_DOUBLE_KEY;
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  g_assert_cmpstr (sg_admin_double_get_complaints (f->server), ==, "");
  g_clear_object (&f->server);
  g_free (f->output);
  g_free (f->errors);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void G_GNUC_NULL_TERMINATED
run (Fixture *f,
     ...)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;
  const char *word;
  va_list words;

  g_strv_builder_add_many (builder, g_getenv ("SANDGLASS"), "report", "console", "--endpoint-url",
                           sg_admin_double_get_base_url (f->server), NULL);
  va_start (words, f);
  while ((word = va_arg (words, const char *)) != NULL)
    g_strv_builder_add (builder, word);
  va_end (words);
  argv = g_strv_builder_end (builder);

  g_subprocess_launcher_setenv (launcher, "HOME", g_get_home_dir (), TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_STATE_HOME", g_get_user_state_dir (), TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", g_get_user_config_dir (), TRUE);
  if (f->key != NULL)
    g_subprocess_launcher_setenv (launcher, "ANTHROPIC_ADMIN_API_KEY", f->key, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);

  g_clear_pointer (&f->output, g_free);
  g_clear_pointer (&f->errors, g_free);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_subprocess_communicate_utf8_finish (process, result, &f->output, &f->errors, &error);
  g_assert_no_error (error);
  f->status = g_subprocess_get_exit_status (process);
  g_assert_null (strstr (f->output, "sk-ant"));
  g_assert_null (strstr (f->errors, "sk-ant"));
}

/* What the server bills from the first of this month until today */
static char *
dup_expected (const char *const *workday,
              const char *const *weekend,
              guint             *n_days)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  gint64 today = g_date_time_to_unix (now) / DAY;
  gint64 first = today + 1 - g_date_time_get_day_of_month (now);
  SgCents sum = SG_CENTS_ZERO;

  for (gint64 day = first; day <= today; day++) {
    const char *const *amounts = (day + 3) % 7 < 5 ? workday : weekend;

    for (guint i = 0; amounts[i] != NULL; i++) {
      SgCents cents;

      g_assert_true (sg_cents_parse (amounts[i], &cents, NULL));
      g_assert_true (sg_cents_add (&sum, &cents));
    }
  }
  *n_days = (guint) (today - first + 1);

  return sg_cents_to_dollars_text (&sum);
}

static void
test_json_is_exact_and_the_server_is_left_alone_after (Fixture      *f,
                                                       gconstpointer unused)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *expected = NULL;
  g_autofree char *first_output = NULL;
  const char *const workday[] = {
    SG_ADMIN_DOUBLE_OPUS_CENTS, SG_ADMIN_DOUBLE_SONNET_CENTS, SG_ADMIN_DOUBLE_SEARCH_CENTS, NULL,
  };
  const char *const weekend[] = { SG_ADMIN_DOUBLE_SEARCH_CENTS, NULL };
  JsonObject *root;
  guint n_calls, n_days;

  run (f, "--json", NULL);
  g_assert_cmpint (f->status, ==, 0);
  g_assert_cmpstr (f->errors, ==, "");
  g_assert_true (json_parser_load_from_data (parser, f->output, -1, NULL));
  root = json_node_get_object (json_parser_get_root (parser));
  expected = dup_expected (workday, weekend, &n_days);
  g_assert_cmpstr (json_object_get_string_member (root, "organization"), ==, "Looms");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (root, "totals"), "amountUsd"), ==, expected);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (root, "summary"), "monthToDateUsd"), ==, expected);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "rows")), ==, n_days);
  g_assert_true (json_object_has_member (root, "reconciliation"));

  /* At most once a minute; what is kept tells the same. */
  n_calls = sg_admin_double_get_n_calls (f->server);
  first_output = g_steal_pointer (&f->output);
  run (f, "--json", NULL);
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, n_calls);
  g_assert_nonnull (strstr (f->output, expected));
  f->key = NULL;
  run (f, "--json", "--offline", NULL);
  g_assert_cmpint (f->status, ==, 0);
  g_assert_nonnull (strstr (f->output, expected));
}

static void
test_rows_by_model_as_csv (Fixture      *f,
                           gconstpointer unused)
{
  g_auto (GStrv) lines = NULL;

  /* A week has workdays, whatever day it is. */
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) week_ago = g_date_time_add_days (now, -7);
  g_autofree char *since = g_date_time_format (week_ago, "%Y%m%d");

  sg_admin_double_allow_analytics (f->server, TRUE);
  run (f, "--csv", "--group-by", "model", "--group-by", "cost-type", "--since", since, NULL);
  g_assert_cmpint (f->status, ==, 0);
  lines = g_strsplit (f->output, "\r\n", -1);
  g_assert_cmpstr (lines[0], ==, "model,costType,amountUsd,uncachedInputTokens,outputTokens,cacheCreationTokens,cacheReadTokens,webSearches");
  g_assert_true (g_str_has_prefix (lines[1], "\"claude-opus-5-5\",\"tokens\","));
  g_assert_true (g_str_has_suffix (lines[1], ",,,,,"));
  g_assert_true (g_str_has_prefix (lines[3], ",\"web_search\","));
}

static void
test_a_table_and_both_sides (Fixture      *f,
                             gconstpointer unused)
{
  run (f, "--reconcile", "--group-by", "workspace", NULL);
  g_assert_cmpint (f->status, ==, 0);
  g_assert_nonnull (strstr (f->output, "default workspace"));
  g_assert_nonnull (strstr (f->output, "Month to date: $"));
  g_assert_nonnull (strstr (f->output, "Last 24 hours: $0.00 here"));
  g_assert_nonnull (strstr (f->output, "nothing was adjusted"));
  g_assert_nonnull (strstr (f->output, "estimate at list prices"));
}

static void
test_claude_code_beside_ones_own (Fixture      *f,
                                  gconstpointer unused)
{
  run (f, "--json", NULL);
  g_assert_null (strstr (f->output, "organizationClaudeCode"));
}

static void
test_claude_code_from_the_newer_api (Fixture      *f,
                                     gconstpointer unused)
{
  const char *const workday[] = { SG_ADMIN_DOUBLE_OPUS_CENTS, NULL };
  guint n_days;
  g_autofree char *opus = dup_expected (workday, workday + 1, &n_days);
  g_autofree char *wanted = g_strdup_printf ("\"organizationClaudeCode\": {\n    \"monthToDateUsd\": \"%s\"\n", opus);

  sg_admin_double_allow_analytics (f->server, TRUE);
  run (f, "--json", NULL);
  g_assert_nonnull (strstr (f->output, wanted));
  g_assert_nonnull (strstr (f->output, "ownClaudeCode"));
  /* Who it is, costs, usage, hours, products */
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, 5);
}

static void
test_without_a_key (Fixture      *f,
                    gconstpointer unused)
{
  const char *const options[] = { NULL, "--json", "--offline" };

  f->key = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++) {
    run (f, options[i], NULL);
    g_assert_cmpint (f->status, ==, 69);
    g_assert_nonnull (strstr (f->errors, "sandglass key set admin"));
    g_assert_cmpstr (f->output, ==, "");
  }
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, 0);
}

static void
test_a_wrong_call (Fixture      *f,
                   gconstpointer unused)
{
  const char *const wrong[][2] = { { "--group-by", "colour" }, { "--since", "yesterday" }, { "--since", "29991231" }, { "so", "--json" } };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    run (f, wrong[i][0], wrong[i][1], NULL);
    g_assert_cmpint (f->status, ==, 2);
  }
  run (f, "--json", "--csv", NULL);
  g_assert_cmpint (f->status, ==, 2);
  g_assert_cmpstr (f->errors, ==, "sandglass report console: it prints JSON or CSV, not both\n");
  g_assert_cmpstr (f->output, ==, "");
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, 0);
}

static void
test_the_help_names_the_command (Fixture      *f,
                                 gconstpointer unused)
{
  run (f, "--help", NULL);
  g_assert_cmpint (f->status, ==, 0);
  g_assert_nonnull (strstr (f->output, "\n  sandglass report console [OPTION"));
  g_assert_nonnull (strstr (f->output, "Exit code 69"));
}

#define fixture_test(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  fixture_test ("/report-console/json-is-exact-and-the-server-is-left-alone-after", test_json_is_exact_and_the_server_is_left_alone_after);
  fixture_test ("/report-console/rows-by-model-as-csv", test_rows_by_model_as_csv);
  fixture_test ("/report-console/a-table-and-both-sides", test_a_table_and_both_sides);
  fixture_test ("/report-console/claude-code-beside-ones-own", test_claude_code_beside_ones_own);
  fixture_test ("/report-console/claude-code-from-the-newer-api", test_claude_code_from_the_newer_api);
  fixture_test ("/report-console/without-a-key", test_without_a_key);
  fixture_test ("/report-console/a-wrong-call", test_a_wrong_call);
  fixture_test ("/report-console/the-help-names-the-command", test_the_help_names_the_command);

  return g_test_run ();
}
