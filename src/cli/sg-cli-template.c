/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line of the user's own: `5 h {session}, week {week}, until {reset}`. */

#include "sg-cli-template.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sg-cli-subject.h"
#include "sg-money.h"
#include "sg-time.h"
#include "sg-words.h"

#define LIMIT_PREFIX "limit:"
#define UNKNOWN "–"

static char *
percent_of (const SgCliFacts *facts,
            const SgLimit    *limit)
{
  return limit != NULL ? sg_words_limit_used_percent (limit, facts->now) : g_strdup (UNKNOWN);
}

static char *
percent_of_id (const SgCliFacts *facts,
               const char       *id)
{
  return percent_of (facts, sg_limits_find (sg_usage_model_get_limits (facts->model), id));
}

static char *
reset_of (const SgCliFacts *facts,
          const SgLimit    *limit)
{
  if (!sg_cli_limit_is_known (limit, facts->now) || limit->resets_at == NULL)
    return g_strdup (UNKNOWN);

  return sg_words_clock_time (limit->resets_at, facts->now, facts->zone);
}

static char *
say_used (const SgCliFacts *facts)
{
  return percent_of (facts, facts->subject);
}

static char *
say_session (const SgCliFacts *facts)
{
  return percent_of_id (facts, "session");
}

static char *
say_week (const SgCliFacts *facts)
{
  return percent_of_id (facts, "weekly");
}

static char *
say_left (const SgCliFacts *facts)
{
  if (!sg_cli_limit_is_known (facts->subject, facts->now))
    return g_strdup (UNKNOWN);

  return g_strdup_printf (_ ("%d %%"), MAX (0, 100 - sg_limit_get_whole_percent (facts->subject)));
}

static char *
say_reset (const SgCliFacts *facts)
{
  return reset_of (facts, facts->subject);
}

static char *
say_week_reset (const SgCliFacts *facts)
{
  return reset_of (facts, sg_limits_find (sg_usage_model_get_limits (facts->model), "weekly"));
}

static char *
say_time_left (const SgCliFacts *facts)
{
  const SgLimit *limit = facts->subject;

  if (!sg_cli_limit_is_known (limit, facts->now) || limit->resets_at == NULL)
    return g_strdup (UNKNOWN);

  return sg_words_duration (sg_time_seconds_between (facts->now, limit->resets_at));
}

/* What a day or month had cost that has passed says nothing of this one. */
static char *
say_billed (const SgCents *amount,
            char          *passed)
{
  char *text = passed == NULL ? sg_cents_format (amount) : g_strdup (UNKNOWN);

  g_free (passed);

  return text;
}

static char *
say_today (const SgCliFacts *facts)
{
  const SgCostSummary *costs = sg_usage_model_get_costs (facts->model);
  const SgConsole *bill = sg_cli_find_bill (facts->model);

  if (bill != NULL)
    return say_billed (&bill->today, sg_words_passed_day (bill, facts->now));

  return costs != NULL ? sg_words_estimate (costs->today_pico_usd, costs->n_unpriced_today > 0) : g_strdup (UNKNOWN);
}

static char *
say_month (const SgCliFacts *facts)
{
  const SgCostSummary *costs = sg_usage_model_get_costs (facts->model);
  const SgConsole *bill = sg_cli_find_bill (facts->model);

  if (bill != NULL)
    return say_billed (&bill->month, sg_words_passed_month (bill, facts->now));

  return costs != NULL ? sg_words_estimate (costs->month_pico_usd, costs->n_unpriced_month > 0) : g_strdup (UNKNOWN);
}

static char *
say_credits (const SgCliFacts *facts)
{
  const SgCredits *credits = sg_usage_model_get_credits (facts->model);
  const SgBalance *balance = sg_usage_model_get_balance (facts->model);

  if (balance != NULL && sg_cli_is_of_organization (facts->model))
    return sg_cents_format (&balance->left);

  return credits != NULL ? sg_words_credits (credits) : g_strdup (UNKNOWN);
}

static char *
say_plan (const SgCliFacts *facts)
{
  const SgAccount *account = sg_usage_model_get_account (facts->model);

  return g_strdup (account != NULL && account->plan != NULL ? account->plan : UNKNOWN);
}

static char *
say_profile (const SgCliFacts *facts)
{
  return g_strdup (facts->profile ? facts->profile : UNKNOWN);
}

static char *
say_name (const SgCliFacts *facts)
{
  return facts->subject != NULL ? sg_words_limit_name (facts->subject) : g_strdup (UNKNOWN);
}

static char *
say_state (const SgCliFacts *facts)
{
  return g_strdup (sg_cli_limit_class (facts->subject, facts->now));
}

static const struct {
  const char *word;
  char       *(*say)(const SgCliFacts *facts);
} words[] = {
  { "used", say_used }, { "left", say_left }, { "reset", say_reset }, { "time-left", say_time_left },
  { "name", say_name }, { "state", say_state }, { "session", say_session }, { "week", say_week },
  { "week-reset", say_week_reset }, { "today", say_today }, { "month", say_month }, { "credits", say_credits },
  { "plan", say_plan }, { "profile", say_profile },
};

static char *
say (const SgCliFacts *facts,
     const char       *word)
{
  if (g_str_has_prefix (word, LIMIT_PREFIX))
    return percent_of_id (facts, word + strlen (LIMIT_PREFIX));

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    if (g_str_equal (word, words[i].word))
      return words[i].say (facts);
  }

  g_return_val_if_reached (g_strdup (UNKNOWN));
}

static gboolean
is_known (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    if (g_str_equal (word, words[i].word))
      return TRUE;
  }

  return g_str_has_prefix (word, LIMIT_PREFIX);
}

/* The next word in braces; `{{` is a brace that stays one. */
static const char *
find_word (const char *text,
           const char *start,
           const char *end,
           char      **word)
{
  *word = end != NULL ? g_strndup (start + 1, end - start - 1) : g_strdup (text);

  return end != NULL ? end + 1 : NULL;
}

static gboolean
refuse_word (const char *word,
             GError    **error)
{
  g_autoptr (GString) known = g_string_new (LIMIT_PREFIX "ID");

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_string_append_printf (known, ", %s", words[i].word);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("a template knows no {%s}; it knows %s"), word, known->str);

  return FALSE;
}

static gboolean
refuse_open (const char *text,
             GError    **error)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("a { of the template “%s” has no }; {{ is a plain brace"), text);

  return FALSE;
}

/* Returns: whether @check is content with every word in braces */
static gboolean
check_words (const char *text,
             gboolean ( *check )(const char *word, gpointer data, GError **error),
             gpointer data,
             GError **error)
{
  for (const char *brace = strchr (text, '{'); brace != NULL; brace = strchr (brace, '{')) {
    g_autofree char *word = NULL;

    if (brace[1] == '{') {
      brace += 2;
      continue;
    }
    brace = find_word (text, brace, strchr (brace, '}'), &word);
    if (brace == NULL)
      return refuse_open (text, error);
    if (!check (word, data, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
check_word (const char *word,
            gpointer    data,
            GError    **error)
{
  return is_known (word) || refuse_word (word, error);
}

static gboolean
check_limit (const char *word,
             gpointer    limits,
             GError    **error)
{
  return !g_str_has_prefix (word, LIMIT_PREFIX) || sg_cli_check_limit (limits, word + strlen (LIMIT_PREFIX), error);
}

/**
 * sg_cli_template_check:
 *
 * Returns: %FALSE with @error set, worded for people, where sg_cli_template_expand() has no such word
 */
gboolean
sg_cli_template_check (const char *text,
                       GError    **error)
{
  return check_words (text, check_word, NULL, error);
}

/**
 * sg_cli_template_check_limits:
 * @text: what sg_cli_template_check() accepts
 * @limits: (nullable) (element-type SgLimit): those of the login the line is about
 *
 * Returns: %FALSE with @error set, worded for people, where sg_cli_check_limit() knows no limit that is named in it
 */
gboolean
sg_cli_template_check_limits (const char *text,
                              GPtrArray  *limits,
                              GError    **error)
{
  return check_words (text, check_limit, limits, error);
}

/**
 * sg_cli_template_expand:
 * @text: what sg_cli_template_check() accepts
 * @facts: its subject is what `{used}`, `{left}`, `{reset}`, `{time-left}`, `{name}` and `{state}` are about
 *
 * Returns: (transfer full): @text with each word in braces replaced; `–` for what is not known
 */
char *
sg_cli_template_expand (const char       *text,
                        const SgCliFacts *facts)
{
  GString *line = g_string_new (NULL);
  const char *rest = text;

  for (const char *brace = strchr (rest, '{'); brace != NULL; brace = strchr (rest, '{')) {
    g_autofree char *word = NULL;
    g_autofree char *value = NULL;

    g_string_append_len (line, rest, brace - rest);
    if (brace[1] == '{') {
      g_string_append_c (line, '{');
      rest = brace + 2;
      continue;
    }
    rest = find_word (text, brace, strchr (brace, '}'), &word);
    g_return_val_if_fail (rest != NULL, g_string_free (line, FALSE));
    value = say (facts, word);
    g_string_append (line, value);
  }
  g_string_append (line, rest);

  return g_string_free (line, FALSE);
}
