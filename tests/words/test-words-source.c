/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-words.h"

static void
test_every_error_has_a_sentence (void)
{
  for (int code = SG_ERROR_BAD_DATA; code <= SG_ERROR_DAMAGED; code++) {
    const char *sentence = sg_words_error (code);
    const char *next_step = sg_words_next_step (code);

    g_test_message ("%d: %s — %s", code, sentence, next_step);
    g_assert_true (g_str_has_suffix (sentence, "."));
    g_assert_null (strpbrk (sentence, "<&"));
    g_assert_true (next_step == NULL || (*next_step != '\0' && !g_str_has_suffix (next_step, ".")));
  }
}

static void
test_no_error_and_strange_ones (void)
{
  g_assert_null (sg_words_error (SG_SOURCE_NO_ERROR));
  g_assert_null (sg_words_next_step (SG_SOURCE_NO_ERROR));

  g_assert_cmpstr (sg_words_error (SG_ERROR_DAMAGED + 1), ==, "Something unexpected happened.");
  g_assert_cmpstr (sg_words_error (G_MAXINT), ==, "Something unexpected happened.");
  g_assert_cmpstr (sg_words_error (G_MININT), ==, "Something unexpected happened.");
  g_assert_null (sg_words_next_step (SG_ERROR_DAMAGED + 1));
  g_assert_null (sg_words_next_step (G_MININT));
}

/* Where only time helps there is no button; where the user must act there always is one. */
static void
test_next_steps (void)
{
  static const int wait[] = { SG_ERROR_BUSY, SG_ERROR_TIMED_OUT, SG_ERROR_RATE_LIMITED, SG_ERROR_SERVER_FAILED };
  static const int act[] = {
    SG_ERROR_LOGIN_ENDED, SG_ERROR_LOGIN_MISSING, SG_ERROR_SCOPE_MISSING, SG_ERROR_STORE_LOCKED, SG_ERROR_UNREADABLE,
    SG_ERROR_DAMAGED,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wait); i++)
    g_assert_null (sg_words_next_step (wait[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (act); i++)
    g_assert_nonnull (sg_words_next_step (act[i]));
}

static void
test_a_lapsed_token_is_no_ended_login (void)
{
  g_assert_cmpstr (sg_words_next_step (SG_ERROR_LOGIN_LAPSED), ==, "Run Claude Code once");
  g_assert_nonnull (strstr (sg_words_error (SG_ERROR_LOGIN_LAPSED), "by itself"));
  g_assert_cmpstr (sg_words_error (SG_ERROR_LOGIN_ENDED), ==, "Claude Code's login has ended.");
  g_assert_cmpstr (sg_words_next_step (SG_ERROR_LOGIN_ENDED), ==, "Run claude and log in again");
}

static void
test_claude_code_is_run_where_it_helps (void)
{
  SgSourceStatus source = { .id = (char *) "transcripts", .error_code = SG_ERROR_NOT_FOUND };

  g_assert_cmpstr (sg_words_source_next_step (&source), ==, "Run Claude Code once");
  source.id = (char *) "pace-maker";
  g_assert_null (sg_words_source_next_step (&source));
  source.id = (char *) "statusline";
  g_assert_null (sg_words_source_next_step (&source));
  source.error_code = SG_ERROR_UNREADABLE;
  g_assert_nonnull (sg_words_source_next_step (&source));
}

/* A newer Sandglass reads what an older one does not know, but no file that was cut short. */
static void
test_a_damaged_file_is_no_unknown_format (void)
{
  g_assert_cmpstr (sg_words_next_step (SG_ERROR_BAD_DATA), ==, "Look for a newer Sandglass");
  g_assert_cmpstr (sg_words_next_step (SG_ERROR_DAMAGED), ==, "Run Claude Code once");
  g_assert_nonnull (strstr (sg_words_error (SG_ERROR_DAMAGED), "damaged"));
}

static void
test_no_preference_helps_where_a_variable_says_no (void)
{
  SgSourceStatus source = { .id = (char *) "endpoint", .error_code = SG_ERROR_SWITCHED_OFF, .detail = (char *) "asking is switched off" };

  g_assert_nonnull (sg_words_source_next_step (&source));
  source.detail = (char *) "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC is set";
  g_assert_null (sg_words_source_next_step (&source));
}

static void
test_names_and_states (void)
{
  g_assert_cmpstr (sg_words_source_name ("transcripts"), ==, "Transcripts");
  g_assert_cmpstr (sg_words_source_name ("claude-cache"), ==, "Claude Code's cache");
  g_assert_cmpstr (sg_words_source_name ("endpoint"), ==, "Anthropic's usage endpoint");
  g_assert_cmpstr (sg_words_source_name ("demo"), ==, "Sample data");
  g_assert_cmpstr (sg_words_source_name ("new-one"), ==, "new-one");

  for (int a = SG_SOURCE_STARTING; a <= SG_SOURCE_NEEDS_USER; a++) {
    for (int b = SG_SOURCE_STARTING; b < a; b++)
      g_assert_cmpstr (sg_words_source_state ((SgSourceState) a), !=, sg_words_source_state ((SgSourceState) b));
  }
  g_assert_cmpstr (sg_words_source_state ((SgSourceState) 99), ==, sg_words_source_state (SG_SOURCE_STARTING));
  g_assert_cmpstr (sg_words_origin ((SgOrigin) 99), ==, sg_words_origin (SG_ORIGIN_UNKNOWN));
}

static void
test_incidents (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 15, 0, 0);
  g_autoptr (GDateTime) began = g_date_time_new_utc (2026, 11, 21, 14, 2, 0);
  g_autoptr (SgIncidents) incidents = sg_incidents_new (SG_ORIGIN_STATUS_PAGE, now);
  g_autofree char *none = sg_words_incidents (incidents, now, zone);
  g_autofree char *one = NULL, *several = NULL;

  sg_incidents_add (incidents, "Elevated errors", "major", "identified", began);
  one = sg_words_incidents (incidents, now, zone);
  sg_incidents_add (incidents, "Slow answers", "minor", NULL, NULL);
  several = sg_words_incidents (incidents, now, zone);

  g_assert_cmpstr (none, ==, "Anthropic’s status page knows of no incident.");
  g_assert_cmpstr (one, ==, "Anthropic’s status page: Elevated errors, since 14:02");
  g_assert_cmpstr (several, ==, "Anthropic’s status page: Elevated errors, since 14:02, and 1 more");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/words/every-error-has-a-sentence", test_every_error_has_a_sentence);
  g_test_add_func ("/words/no-error-and-strange-ones", test_no_error_and_strange_ones);
  g_test_add_func ("/words/next-steps", test_next_steps);
  g_test_add_func ("/words/a-lapsed-token-is-no-ended-login", test_a_lapsed_token_is_no_ended_login);
  g_test_add_func ("/words/names-and-states", test_names_and_states);
  g_test_add_func ("/words/next-step", test_claude_code_is_run_where_it_helps);
  g_test_add_func ("/words/a-damaged-file-is-no-unknown-format", test_a_damaged_file_is_no_unknown_format);
  g_test_add_func ("/words/no-preference-helps-where-a-variable-says-no", test_no_preference_helps_where_a_variable_says_no);

  g_test_add_func ("/source/incidents", test_incidents);

  return g_test_run ();
}
