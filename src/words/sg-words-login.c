/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "sg-words-private.h"

static const char *const titles[] = {
  [SG_LOGIN_UNKNOWN] = N_ ("Not known"),
  [SG_LOGIN_GOOD] = N_ ("Logged in"),
  [SG_LOGIN_ENDS_SOON] = N_ ("Ends soon"),
  [SG_LOGIN_WITHOUT_LIMITS] = N_ ("Logged in, without limits"),
  [SG_LOGIN_LAPSED] = N_ ("Waits for Claude Code"),
  [SG_LOGIN_ENDED] = N_ ("Ended"),
  [SG_LOGIN_REFUSED] = N_ ("Refused by the server"),
  [SG_LOGIN_FORBIDDEN] = N_ ("Not allowed to read the usage"),
  [SG_LOGIN_SCOPE_MISSING] = N_ ("Setup token"),
  [SG_LOGIN_MISSING] = N_ ("Not logged in"),
};

static const int error_codes[] = {
  [SG_LOGIN_LAPSED] = SG_ERROR_LOGIN_LAPSED,
  [SG_LOGIN_ENDED] = SG_ERROR_LOGIN_ENDED,
  [SG_LOGIN_REFUSED] = SG_ERROR_LOGIN_REFUSED,
  [SG_LOGIN_FORBIDDEN] = SG_ERROR_LOGIN_FORBIDDEN,
  [SG_LOGIN_SCOPE_MISSING] = SG_ERROR_SCOPE_MISSING,
  [SG_LOGIN_MISSING] = SG_ERROR_LOGIN_MISSING,
};

/**
 * sg_words_account:
 * @account: (nullable): with nothing in it that is not to be shown
 *
 * Returns: (transfer full) (nullable): who it is: `Ada · Looms · ada@example.org`; %NULL for nobody known
 */
char *
sg_words_account (const SgAccount *account)
{
  const char *const parts[] = {
    account ? account->name : NULL, account ? account->organization : NULL, account ? account->email : NULL,
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/**
 * sg_words_login_title:
 *
 * Returns: (transfer none): how Claude Code's login is doing, in a word or six
 */
const char *
sg_words_login_title (SgLoginState state)
{
  return _ (titles[(gsize) state < G_N_ELEMENTS (titles) ? state : SG_LOGIN_UNKNOWN]);
}

/**
 * sg_words_login:
 * @account: (nullable): whose end of the login is named where it is known
 *
 * Returns: (transfer full) (nullable): what there is to know of it, in a
 *   sentence or two; %NULL when that is nothing
 */
char *
sg_words_login (SgLoginState     state,
                const SgAccount *account,
                GDateTime       *now,
                GTimeZone       *zone)
{
  g_autofree char *when = account && account->login_ends_at ? sg_words_when (account->login_ends_at, now, zone) : NULL;

  switch (state) {
  case SG_LOGIN_UNKNOWN:
    return NULL;
  case SG_LOGIN_GOOD:
  case SG_LOGIN_ENDS_SOON:
    /* Translators: %s is “on Tue at 09:00” or “at 14:50” */
    return when ? g_strdup_printf (_ ("Claude Code's login ends %s."), when) : NULL;
  case SG_LOGIN_WITHOUT_LIMITS:
    return g_strdup (_ ("Anthropic names no limit for this account. That is so on Enterprise plans and some teams."));
  case SG_LOGIN_LAPSED:
  case SG_LOGIN_ENDED:
  case SG_LOGIN_REFUSED:
  case SG_LOGIN_FORBIDDEN:
  case SG_LOGIN_SCOPE_MISSING:
  case SG_LOGIN_MISSING:
  default:
    return g_strdup (sg_words_error (error_codes[state]));
  }
}

/**
 * sg_words_login_next_step:
 *
 * Returns: (transfer none) (nullable): the one thing to do; %NULL when there is nothing to do
 */
const char *
sg_words_login_next_step (SgLoginState state)
{
  switch (state) {
  case SG_LOGIN_ENDS_SOON:
    return _ ("Run claude and log in again");
  case SG_LOGIN_UNKNOWN:
  case SG_LOGIN_GOOD:
  case SG_LOGIN_WITHOUT_LIMITS:
    return NULL;
  case SG_LOGIN_LAPSED:
  case SG_LOGIN_ENDED:
  case SG_LOGIN_REFUSED:
  case SG_LOGIN_FORBIDDEN:
  case SG_LOGIN_SCOPE_MISSING:
  case SG_LOGIN_MISSING:
  default:
    return sg_words_next_step (error_codes[state]);
  }
}
