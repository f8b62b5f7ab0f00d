/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <locale.h>

#include "sg-words.h"

typedef struct {
  SgLoginState state;
  const char  *title;
  const char  *sentence;    /* (nullable) */
  const char  *next_step;   /* (nullable) */
} Case;

static const Case cases[] = {
  { SG_LOGIN_UNKNOWN, "Not known", NULL, NULL },
  { SG_LOGIN_GOOD, "Logged in", "Claude Code's login ends on Mon at 09:00.", NULL },
  { SG_LOGIN_ENDS_SOON, "Ends soon",
    "Claude Code's login ends on Mon at 09:00.",
    "Run claude and log in again" },
  { SG_LOGIN_WITHOUT_LIMITS, "Logged in, without limits",
    "Anthropic names no limit for this account. That is so on Enterprise plans and some teams.", NULL },
  { SG_LOGIN_LAPSED, "Waits for Claude Code",
    "The login's access token has run out. It comes back by itself when Claude Code next runs.", "Run Claude Code once" },
  { SG_LOGIN_ENDED, "Ended", "Claude Code's login has ended.", "Run claude and log in again" },
  { SG_LOGIN_REFUSED, "Refused by the server",
    "Anthropic's server does not accept Claude Code's login right now.", "Run Claude Code once" },
  { SG_LOGIN_FORBIDDEN, "Not allowed to read the usage",
    "Anthropic's server does not let this login read the usage. It may be revoked, or the organization does not allow it.",
    "Run claude and log in again" },
  { SG_LOGIN_SCOPE_MISSING, "Setup token",
    "This login may use Claude, but may not read the usage. Setup tokens never may.",
    "Run claude and log in to claude.ai" },
  { SG_LOGIN_MISSING, "Not logged in",
    "Claude Code is not logged in to claude.ai here, so the server is asked for no limits. With an API key that is normal.",
    "Run claude and log in" },
};

static void
test_every_state_has_its_own_words (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgAccount) account = sg_account_new (SG_ORIGIN_ENDPOINT, now);
  g_autofree char *sentence = NULL;

  account->login_ends_at = g_date_time_new_utc (2026, 11, 23, 9, 0, 0);
  sentence = sg_words_login (c->state, account, now, zone);
  g_assert_cmpstr (sg_words_login_title (c->state), ==, c->title);
  g_assert_cmpstr (sentence, ==, c->sentence);
  g_assert_cmpstr (sg_words_login_next_step (c->state), ==, c->next_step);
}

static void
test_who_it_is_as_far_as_it_may_be_shown (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
  g_autoptr (SgAccount) account = sg_account_new (SG_ORIGIN_ENDPOINT, now);
  g_autofree char *name = NULL;
  g_autofree char *all = NULL;

  g_assert_null (sg_words_account (NULL));
  g_assert_null (sg_words_account (account));
  account->name = g_strdup ("Ada");
  name = sg_words_account (account);
  g_assert_cmpstr (name, ==, "Ada");
  account->organization = g_strdup ("Looms");
  account->email = g_strdup ("ada@example.org");
  all = sg_words_account (account);
  g_assert_cmpstr (all, ==, "Ada · Looms · ada@example.org");
}

static void
test_an_end_nobody_knows_is_not_named (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  g_assert_null (sg_words_login (SG_LOGIN_GOOD, NULL, now, zone));
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/words-login/%s", sg_login_state_to_nick (cases[i].state));

    g_test_add_data_func (path, &cases[i], test_every_state_has_its_own_words);
  }
  g_test_add_func ("/words-login/who-it-is-as-far-as-it-may-be-shown", test_who_it_is_as_far_as_it_may_be_shown);
  g_test_add_func ("/words-login/an-end-nobody-knows-is-not-named", test_an_end_nobody_knows_is_not_named);

  return g_test_run ();
}
