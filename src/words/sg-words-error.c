/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "sg-words.h"

/* What is the matter, and the one thing to do about it; no step where only time helps. */
typedef struct {
  const char *sentence;
  const char *next_step;
} ErrorWords;

static const ErrorWords words[] = {
  [SG_ERROR_BAD_DATA] = {
    N_ ("What is written there is not what Sandglass can read."),
    N_ ("Look for a newer Sandglass"),
  },
  [SG_ERROR_NOT_FOUND] = {
    N_ ("There is nothing to read yet."),
    N_ ("Run Claude Code once"),
  },
  [SG_ERROR_UNREADABLE] = {
    N_ ("The file is there, but Sandglass may not read it."),
    N_ ("Check the permissions of Claude's folder"),
  },
  [SG_ERROR_TOO_LARGE] = {
    N_ ("There is far more than there should be, so Sandglass left it alone."),
    NULL,
  },
  [SG_ERROR_OFFLINE] = {
    N_ ("Anthropic's server could not be reached."),
    N_ ("Check the network connection"),
  },
  [SG_ERROR_TIMED_OUT] = {
    N_ ("Anthropic's server did not answer in time."),
    NULL,
  },
  [SG_ERROR_LOGIN_LAPSED] = {
    N_ ("The login's access token has run out. It comes back by itself when Claude Code next runs."),
    N_ ("Run Claude Code once"),
  },
  [SG_ERROR_LOGIN_ENDED] = {
    N_ ("Claude Code's login has ended."),
    N_ ("Run claude and log in again"),
  },
  [SG_ERROR_LOGIN_MISSING] = {
    N_ ("Claude Code is not logged in to claude.ai here, so the server is asked for no limits. With an API key that is normal."),
    N_ ("Run claude and log in"),
  },
  [SG_ERROR_LOGIN_REFUSED] = {
    N_ ("Anthropic's server does not accept Claude Code's login right now."),
    N_ ("Run Claude Code once"),
  },
  [SG_ERROR_SCOPE_MISSING] = {
    N_ ("This login may use Claude, but may not read the usage. Setup tokens never may."),
    N_ ("Run claude and log in to claude.ai"),
  },
  [SG_ERROR_RATE_LIMITED] = {
    N_ ("Anthropic's server was asked too often. Sandglass waits and asks again."),
    NULL,
  },
  [SG_ERROR_SERVER_FAILED] = {
    N_ ("Anthropic's server has a problem of its own."),
    NULL,
  },
  [SG_ERROR_UNEXPECTED_ANSWER] = {
    N_ ("Anthropic's server gave an unexpected answer."),
    N_ ("Look for a newer Sandglass"),
  },
  [SG_ERROR_SWITCHED_OFF] = {
    N_ ("This source is switched off."),
    N_ ("Switch it on in the preferences"),
  },
  [SG_ERROR_STORE_MISSING] = {
    N_ ("There is no keyring on this desktop."),
    N_ ("Start a keyring, such as GNOME Keyring or KWallet"),
  },
  [SG_ERROR_STORE_LOCKED] = {
    N_ ("The keyring is locked."),
    N_ ("Unlock the keyring"),
  },
  [SG_ERROR_STORE_REFUSED] = {
    N_ ("The keyring refused to take or give the key."),
    N_ ("Try again"),
  },
  [SG_ERROR_DISK] = {
    N_ ("Sandglass could not read or write its own files."),
    N_ ("Check free space and permissions"),
  },
  [SG_ERROR_BUSY] = {
    N_ ("Another program is writing there right now. Sandglass tries again in a moment."),
    NULL,
  },
  [SG_ERROR_KEY_MISSING] = {
    N_ ("There is no API key for this."),
    N_ ("Add the key in the preferences"),
  },
  [SG_ERROR_KEY_REFUSED] = {
    N_ ("Anthropic's server does not accept this API key for that."),
    N_ ("Enter another key in the preferences"),
  },
  [SG_ERROR_BALANCE_SPENT] = {
    N_ ("The API account has no money left, so the server tells nothing."),
    N_ ("Add money to it in the Claude Console"),
  },
  [SG_ERROR_LOGIN_FORBIDDEN] = {
    N_ ("Anthropic's server does not let this login read the usage. It may be revoked, or the organization does not allow it."),
    N_ ("Run claude and log in again"),
  },
  [SG_ERROR_KEY_OF_OTHER_KIND] = {
    N_ ("There is a key, but not of the kind that is needed. It was not sent anywhere."),
    N_ ("Enter another key in the preferences"),
  },
  [SG_ERROR_ADDRESS_REFUSED] = {
    N_ ("The address is this machine's, or a private network's. Nothing was sent."),
    N_ ("Enter another address in the preferences"),
  },
  [SG_ERROR_DAMAGED] = {
    N_ ("The file is damaged: it was cut short or overwritten. Claude Code mends it, or makes it anew, when it next runs."),
    N_ ("Run Claude Code once"),
  },
};

/**
 * sg_words_error:
 * @error_code: an #SgError
 *
 * Returns: (transfer none) (nullable): what is the matter, in a sentence or two; %NULL for no error
 */
const char *
sg_words_error (int error_code)
{
  if (error_code == SG_SOURCE_NO_ERROR)
    return NULL;
  if (error_code < 0 || error_code >= (int) G_N_ELEMENTS (words))
    return _ ("Something unexpected happened.");

  return _ (words[error_code].sentence);
}

/**
 * sg_words_next_step:
 * @error_code: an #SgError
 *
 * Returns: (transfer none) (nullable): the one thing to do, short enough for a button; %NULL
 *   when there is nothing to do but wait
 */
const char *
sg_words_next_step (int error_code)
{
  if (error_code < 0 || error_code >= (int) G_N_ELEMENTS (words) || words[error_code].next_step == NULL)
    return NULL;

  return _ (words[error_code].next_step);
}
