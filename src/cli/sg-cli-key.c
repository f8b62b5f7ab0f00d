/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "sg-cli-view.h"
#include "sg-cli.h"
#include "sg-secret-store.h"
#include "sg-words.h"

#define LONGEST_KEY 4096

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
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
    g_printerr (kind == SG_SECRET_ADMIN ? _ ("Admin API key (not shown): ") : _ ("API key (not shown): "));
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

/* Where no keyring takes it, a running Sandglass keeps the key until it ends. */
static gboolean
keep_for_session (SgSecretKind kind,
                  const char  *key)
{
  g_autoptr (SgServiceClient) agent = sg_cli_find_agent (NULL);
  g_autoptr (GAsyncResult) result = NULL;

  if (agent == NULL)
    return FALSE;

  sg_service_client_set_session_key_async (agent, sg_secret_kind_to_nick (kind), key, NULL, keep_result_cb, &result);
  wait_for (&result);

  return sg_service_client_set_session_key_finish (agent, result, NULL);
}

static int
set_key (SgSecretKind kind)
{
  char *text = read_key (kind);
  char *key;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean kept = FALSE;

  key = sg_secret_key_parse (kind, text ? text : "", &error);
  g_clear_pointer (&text, sg_secret_key_free);
  if (key == NULL)
    return say (error);

  sg_secret_store_set_async (kind, key, NULL, keep_result_cb, &result);
  wait_for (&result);
  if (!sg_secret_store_set_finish (result, &error))
    kept = keep_for_session (kind, key);
  sg_secret_key_free (key);

  if (error == NULL) {
    g_print (_ ("The key is in the keyring.\n"));
    return EXIT_SUCCESS;
  }
  say (error);
  if (!kept) {
    g_printerr (_ ("The key was not kept: Sandglass is not running either.\n"));
    return EXIT_FAILURE;
  }
  g_printerr (_ ("The key is kept until Sandglass ends.\n"));

  return EXIT_SUCCESS;
}

static int
clear_key (SgSecretKind kind)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean forgotten = keep_for_session (kind, "");

  sg_secret_store_clear_async (kind, NULL, keep_result_cb, &result);
  wait_for (&result);
  if (!sg_secret_store_clear_finish (result, &error) &&
      !(forgotten && g_error_matches (error, SG_ERROR, SG_ERROR_STORE_MISSING)))
    return say (error);

  g_print (_ ("The key is gone.\n"));

  return EXIT_SUCCESS;
}

static gboolean
is_session_key (SgSecretKind kind)
{
  g_autoptr (SgServiceClient) agent = sg_cli_find_agent (NULL);
  const char *const *kinds = agent ? sg_service_client_get_session_keys (agent) : NULL;

  return kinds != NULL && g_strv_contains (kinds, sg_secret_kind_to_nick (kind));
}

static int
print_state (SgSecretKind kind)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (is_session_key (kind)) {
    g_print (_ ("kept until Sandglass ends\n"));
    return EXIT_SUCCESS;
  }

  sg_secret_store_get_state_async (kind, NULL, keep_result_cb, &result);
  wait_for (&result);
  switch (sg_secret_store_get_state_finish (result, &error)) {
  case SG_SECRET_PRESENT:
    g_print (_ ("in the keyring\n"));
    return EXIT_SUCCESS;
  case SG_SECRET_ABSENT:
    g_print (_ ("not set\n"));
    return EXIT_SUCCESS;
  case SG_SECRET_LOCKED:
    g_print ("%s\n", sg_words_error (SG_ERROR_STORE_LOCKED));
    return EXIT_FAILURE;
  case SG_SECRET_UNAVAILABLE:
  default:
    g_print ("%s\n", sg_words_error (error ? error->code : SG_ERROR_STORE_MISSING));
    return EXIT_FAILURE;
  }
}

static int
wrong_call (void)
{
  g_printerr (_ ("sandglass key: it takes set, clear or status, then admin or api. The key itself is read from the terminal "
                 "or from stdin, never from the command line, where other users could see it.\n"));

  return SG_CLI_WRONG_CALL;
}

/**
 * sg_cli_key:
 *
 * Stores, clears or looks for a key. The key is never an argument and never printed.
 */
int
sg_cli_key (char **words)
{
  SgSecretKind kind;

  if (words[0] == NULL || words[1] == NULL || words[2] != NULL || !sg_secret_kind_from_nick (words[1], &kind))
    return wrong_call ();

  if (g_str_equal (words[0], "set"))
    return set_key (kind);
  if (g_str_equal (words[0], "clear"))
    return clear_key (kind);
  if (g_str_equal (words[0], "status"))
    return print_state (kind);

  return wrong_call ();
}
