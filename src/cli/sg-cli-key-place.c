/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where this user's keys are, and that in words. */

#include "sg-cli-key-place.h"

#include <glib/gi18n.h>

#include "sg-claude-folder.h"
#include "sg-cli-view.h"
#include "sg-cli-wait.h"

/**
 * sg_cli_key_is_in_session:
 *
 * Returns: whether a running Sandglass was given one until it ends
 */
gboolean
sg_cli_key_is_in_session (SgSecretKind kind)
{
  g_autoptr (SgServiceClient) agent = sg_cli_find_agent (NULL);
  const char *const *kinds = agent ? sg_service_client_get_session_keys (agent) : NULL;

  return kinds != NULL && g_strv_contains (kinds, sg_secret_kind_to_nick (kind));
}

/**
 * sg_cli_key_chain_new:
 *
 * An Admin key may also be in the environment, and beside Claude Code's login.
 *
 * Returns: (transfer full): looks where the agent would, but for what was typed in for a session
 */
SgKeyChain *
sg_cli_key_chain_new (SgSecretKind kind)
{
  g_autoptr (GPtrArray) folders = sg_claude_folders_from_environment (NULL);
  const SgClaudeFolder *folder = sg_claude_folders_get_main (folders);

  if (kind != SG_SECRET_ADMIN)
    return sg_key_chain_new (kind, NULL, NULL);

  return sg_key_chain_new (kind, g_getenv ("ANTHROPIC_ADMIN_API_KEY"), folder->credentials_path);
}

/**
 * sg_cli_key_find:
 * @place: (out): where it is, also when what is there is another kind of key
 *
 * Looks where the agent would, and asks it. A key that only a running agent has cannot be read; then it is %NULL without an error.
 *
 * Returns: (transfer full) (nullable): the key, for sg_secret_key_free()
 */
char *
sg_cli_key_find (SgSecretKind kind,
                 SgKeyPlace  *place,
                 GError     **error)
{
  *place = SG_KEY_IN_SESSION;

  return sg_cli_key_is_in_session (kind) ? NULL : sg_cli_key_find_here (kind, place, error);
}

/**
 * sg_cli_key_find_here:
 *
 * The same without the agent.
 */
char *
sg_cli_key_find_here (SgSecretKind kind,
                      SgKeyPlace  *place,
                      GError     **error)
{
  g_autoptr (SgKeyChain) chain = sg_cli_key_chain_new (kind);
  g_autoptr (GAsyncResult) result = NULL;
  char *key;

  sg_key_finder_find_async (SG_KEY_FINDER (chain), NULL, sg_cli_keep_result_cb, &result);
  sg_cli_wait_for (&result);
  key = sg_key_finder_find_finish (SG_KEY_FINDER (chain), result, error);
  *place = sg_key_chain_get_place (chain);

  return key;
}

/**
 * sg_cli_key_say_admin_missing:
 *
 * Says on stderr what a report lacks, and the command for it.
 */
void
sg_cli_key_say_admin_missing (void)
{
  g_printerr (_ ("This needs an Admin API key of your organisation; individual accounts have none.\n"
                 "→ sandglass key set admin, or ANTHROPIC_ADMIN_API_KEY\n"));
}

/**
 * sg_cli_key_place_words:
 *
 * Returns: (transfer none): where a key is, and what could be done about that
 */
const char *
sg_cli_key_place_words (SgSecretKind kind,
                        SgKeyPlace   place)
{
  switch (place) {
  case SG_KEY_IN_SESSION:
    return _ ("kept until Sandglass ends");
  case SG_KEY_IN_KEYRING:
    return _ ("in the keyring");
  case SG_KEY_IN_ENVIRONMENT:
    return _ ("in the environment, as ANTHROPIC_ADMIN_API_KEY; this is this terminal's, which Sandglass may not share");
  case SG_KEY_BESIDE_LOGIN:
    return _ ("beside Claude Code's login, where another tool keeps it; “sandglass key move admin” puts it into the keyring");
  case SG_KEY_NOWHERE:
  default:
    return _ ("not set");
  }
}
