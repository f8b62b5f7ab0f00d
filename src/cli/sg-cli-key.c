/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "sg-cli-key-place.h"
#include "sg-cli-view.h"
#include "sg-cli-wait.h"
#include "sg-cli.h"
#include "sg-error.h"
#include "sg-ledger-askings.h"
#include "sg-secret-store.h"
#include "sg-service-calls.h"
#include "sg-state-folder.h"
#include "sg-words.h"

#define LONGEST_KEY 4096
#define PATIENCE_SECONDS 2

static const char *
prompt_of (SgSecretKind kind)
{
  switch (kind) {
  case SG_SECRET_ADMIN:
    return _ ("Admin API key (not shown): ");
  case SG_SECRET_WEBHOOK:
    return _ ("Address of the webhook (not shown): ");
  case SG_SECRET_API:
  default:
    return _ ("API key (not shown): ");
  }
}

/* From the terminal without echo, else the first line of stdin; never from the arguments, which all users can read. */
static char *
read_key (SgSecretKind kind)
{
  gboolean at_terminal = isatty (STDIN_FILENO);
  g_autofree char *line = g_malloc0 (LONGEST_KEY);
  struct termios before, quiet;
  gboolean got;
  char *key;

  if (at_terminal && tcgetattr (STDIN_FILENO, &before) == 0) {
    g_printerr ("%s", prompt_of (kind));
    quiet = before;
    quiet.c_lflag &= ~(tcflag_t) ECHO;
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  got = fgets (line, LONGEST_KEY, stdin) != NULL;
  if (at_terminal) {
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &before);
    g_printerr ("\n");
  }

  key = got ? g_strdup (g_strchomp (line)) : NULL;
  explicit_bzero (line, LONGEST_KEY);

  return key;
}

static int
say (const GError *error)
{
  const char *step = error->domain == SG_ERROR ? sg_words_next_step (error->code) : NULL;

  /* A wrong key has a sentence of its own; the keyring's troubles are worded for everyone. */
  if (error->domain == SG_ERROR && error->code != SG_ERROR_BAD_DATA)
    g_printerr ("%s\n", sg_words_error (error->code));
  else
    g_printerr ("%s\n", error->message);
  if (step != NULL && error->code != SG_ERROR_BAD_DATA)
    g_printerr ("→ %s\n", step);

  return EXIT_FAILURE;
}

static gboolean
waiting_cb (gpointer user_data)
{
  guint *waiting_id = user_data;

  *waiting_id = 0;
  g_printerr ("%s\n", _ ("Waiting for the keyring; it may have opened a dialog."));

  return G_SOURCE_REMOVE;
}

static void
wait_for_keyring (GAsyncResult **result)
{
  guint waiting_id = g_timeout_add_seconds (PATIENCE_SECONDS, waiting_cb, &waiting_id);

  sg_cli_wait_for (result);
  g_clear_handle_id (&waiting_id, g_source_remove);
}

/* A dialog that was cancelled is a refusal. */
static int
say_not_taken (SgSecretKind  kind,
               const GError *error)
{
  if (!g_error_matches (error, SG_ERROR, SG_ERROR_STORE_REFUSED))
    return say (error);

  g_printerr ("%s\n", kind == SG_SECRET_WEBHOOK ? _ ("The keyring did not take the address.") : _ ("The keyring did not take the key."));
  g_printerr ("→ %s\n", _ ("Run the command again, and answer the keyring's dialog"));

  return EXIT_FAILURE;
}

/* Where no keyring takes it, a running Sandglass keeps the key until it ends. */
static gboolean
keep_for_session (SgSecretKind kind,
                  const char  *key)
{
  g_autoptr (SgServiceClient) agent = sg_cli_find_agent (NULL);
  g_autoptr (GAsyncResult) result = NULL;

  if (agent == NULL)
    return FALSE;

  sg_service_calls_set_session_key_async (sg_service_client_get_agent (agent), sg_secret_kind_to_nick (kind), key, NULL,
                                          sg_cli_keep_result_cb, &result);
  sg_cli_wait_for (&result);

  return sg_service_calls_set_session_key_finish (result, NULL);
}

static void
say_where_it_is (SgSecretKind kind,
                 gboolean     kept)
{
  gboolean is_address = kind == SG_SECRET_WEBHOOK;

  if (kept)
    g_printerr ("%s", is_address ? _ ("The address is kept until Sandglass ends.\n") : _ ("The key is kept until Sandglass ends.\n"));
  else
    g_printerr ("%s", is_address ? _ ("The address was not kept: Sandglass is not running either.\n")
                                 : _ ("The key was not kept: Sandglass is not running either.\n"));
}

/* Returns: an exit code; without a keyring that a running Sandglass has it is all there can be */
static int
set_key (SgSecretKind kind)
{
  char *text = read_key (kind);
  char *key;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean kept = FALSE;

  key = sg_secret_key_parse_typed (kind, text ? text : "", &error);
  g_clear_pointer (&text, sg_secret_key_free);
  if (key == NULL)
    return say (error);

  sg_secret_store_set_async (kind, key, NULL, sg_cli_keep_result_cb, &result);
  wait_for_keyring (&result);
  if (!sg_secret_store_set_finish (result, &error))
    kept = keep_for_session (kind, key);
  sg_secret_key_free (key);

  if (error == NULL) {
    g_print (kind == SG_SECRET_WEBHOOK ? _ ("The address is in the keyring.\n") : _ ("The key is in the keyring.\n"));
    return EXIT_SUCCESS;
  }
  say_not_taken (kind, error);
  say_where_it_is (kind, kept);

  return kept && g_error_matches (error, SG_ERROR, SG_ERROR_STORE_MISSING) ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Whose bill it was is not shown any more; the days that were read stay for “report console”. */
static void
forget_bill (void)
{
  g_autofree char *folder = sg_state_folder_path ();
  g_autofree char *path = g_build_filename (folder, "ledger.db", NULL);
  g_autoptr (SgLedger) ledger = g_file_test (path, G_FILE_TEST_EXISTS) ? sg_ledger_open (path, NULL, NULL) : NULL;

  if (ledger != NULL)
    sg_ledger_forget_asked (ledger, NULL);
}

/* Neither the keyring, if there is one, nor a running Sandglass has it; what cannot be asked may. */
static gboolean
is_nowhere_to_clear (SgSecretKind kind)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (sg_cli_key_is_in_session (kind))
    return FALSE;

  sg_secret_store_get_state_async (kind, NULL, sg_cli_keep_result_cb, &result);
  wait_for_keyring (&result);

  return sg_secret_store_get_state_finish (result, &error) == SG_SECRET_ABSENT ||
         g_error_matches (error, SG_ERROR, SG_ERROR_STORE_MISSING);
}

/* One that is not Sandglass's to clear is used from then on. */
static void
print_next_place (SgSecretKind kind)
{
  SgKeyPlace place;

  sg_secret_key_free (sg_cli_key_find (kind, &place, NULL));
  if (place != SG_KEY_NOWHERE)
    g_print ("%s\n", sg_cli_key_place_words (kind, place));
}

static int
clear_key (SgSecretKind kind)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean absent = is_nowhere_to_clear (kind);
  gboolean forgotten = keep_for_session (kind, "");

  sg_secret_store_clear_async (kind, NULL, sg_cli_keep_result_cb, &result);
  wait_for_keyring (&result);
  if (!sg_secret_store_clear_finish (result, &error) &&
      !(forgotten && g_error_matches (error, SG_ERROR, SG_ERROR_STORE_MISSING)))
    return say (error);

  if (kind == SG_SECRET_ADMIN)
    forget_bill ();
  if (absent)
    g_print ("%s: %s\n", _ ("in the keyring"), _ ("not set"));
  else
    g_print (kind == SG_SECRET_WEBHOOK ? _ ("The address is gone.\n") : _ ("The key is gone.\n"));
  print_next_place (kind);

  return EXIT_SUCCESS;
}

static int
print_state (SgSecretKind kind)
{
  SgKeyPlace place;
  g_autoptr (GError) error = NULL;
  char *key = sg_cli_key_find (kind, &place, &error);
  gboolean missing = error != NULL && g_error_matches (error, SG_ERROR, SG_ERROR_KEY_MISSING);

  sg_secret_key_free (key);
  if (error != NULL && place == SG_KEY_NOWHERE && !missing) {
    g_print ("%s\n", sg_words_error (error->code));
    return EXIT_FAILURE;
  }

  g_print ("%s\n", sg_cli_key_place_words (kind, place));
  if (missing && kind == SG_SECRET_ADMIN)
    g_print ("%s\n", sg_words_individual_account ());
  if (place != SG_KEY_NOWHERE && error != NULL) {
    g_print ("%s\n", sg_words_error (error->code));
    return EXIT_FAILURE;
  }

  return EXIT_SUCCESS;
}

static int
print_all_states (void)
{
  static const SgSecretKind kinds[] = { SG_SECRET_ADMIN, SG_SECRET_API, SG_SECRET_WEBHOOK };
  int exit_code = EXIT_SUCCESS;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_print ("%s: ", sg_secret_kind_to_nick (kinds[i]));
    if (print_state (kinds[i]) != EXIT_SUCCESS)
      exit_code = EXIT_FAILURE;
  }

  return exit_code;
}

/* What another tool put beside Claude Code's login is copied; the file is Claude's, and stays as it is. */
static int
move_key (SgSecretKind kind)
{
  SgKeyPlace place;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *key = sg_cli_key_find (kind, &place, &error);

  if (place == SG_KEY_IN_KEYRING || place == SG_KEY_IN_SESSION) {
    sg_secret_key_free (key);
    g_print (_ ("There is nothing to move: the key is %s.\n"), sg_cli_key_place_words (kind, place));
    return EXIT_SUCCESS;
  }
  if (key == NULL)
    return say (error);

  sg_secret_store_set_async (kind, key, NULL, sg_cli_keep_result_cb, &result);
  wait_for_keyring (&result);
  sg_secret_key_free (key);
  if (!sg_secret_store_set_finish (result, &error))
    return say_not_taken (kind, error);

  g_print (_ ("The key is in the keyring.\n"));
  if (place == SG_KEY_BESIDE_LOGIN)
    g_print (_ ("It is also still in Claude Code's .credentials.json, which Sandglass never changes. To remove it there: close "
                "Claude Code, open the file in an editor, and take out the member “anthropicConsole” with what is in its "
                "braces, or have the tool that put it there remove it.\n"));
  else
    g_print (_ ("The variable ANTHROPIC_ADMIN_API_KEY is no longer needed.\n"));

  return EXIT_SUCCESS;
}

static int
wrong_call (void)
{
  g_printerr (_ ("sandglass key: it takes set, clear, status or move, then admin, api or webhook. The key itself is read from the terminal "
                 "or from stdin, never from the command line, where other users could see it.\n"));

  return SG_CLI_WRONG_CALL;
}

/**
 * sg_cli_key:
 *
 * Stores, clears, looks for or moves a key. The key is never an argument and never printed.
 */
int
sg_cli_key (char **words)
{
  SgSecretKind kind;

  if (g_strcmp0 (words[0], "status") == 0 && words[1] == NULL)
    return print_all_states ();
  if (words[0] == NULL || words[1] == NULL || words[2] != NULL || !sg_secret_kind_from_nick (words[1], &kind))
    return wrong_call ();

  if (g_str_equal (words[0], "set"))
    return set_key (kind);
  if (g_str_equal (words[0], "clear"))
    return clear_key (kind);
  if (g_str_equal (words[0], "status"))
    return print_state (kind);
  if (g_str_equal (words[0], "move") && kind == SG_SECRET_ADMIN)
    return move_key (kind);

  return wrong_call ();
}
