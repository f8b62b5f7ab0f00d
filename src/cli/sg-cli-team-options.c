/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-team.h"

#include <glib/gi18n.h>

#include "sg-cli-refuse.h"
#include "sg-report-calendar.h"
#include "sg-team-report.h"
#include "sg-time.h"

#define DEFAULT_DAYS 30
/* More than a screen or two nobody reads; a file takes all of them. */
#define DEFAULT_LIMIT 50
#define NOT_GIVEN G_MININT64

/* What the options say, before it is understood. */
typedef struct {
  char    *since;   /* (owned) (nullable) */
  char    *until;   /* (owned) (nullable) */
  char    *sort;    /* (owned) (nullable) */
  gboolean json;
  gboolean csv;
} Texts;

static void
texts_clear (Texts *texts)
{
  g_free (texts->since);
  g_free (texts->until);
  g_free (texts->sort);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Texts, texts_clear)

void
sg_cli_team_options_clear (SgCliTeamOptions *self)
{
  g_clear_pointer (&self->endpoint_url, g_free);
}

guint
sg_cli_team_options_get_n_days (const SgCliTeamOptions *self)
{
  return (guint) ((self->until - self->from) / SG_DAY_SECONDS);
}

static gboolean
read_day (const char *text,
          gint64     *day,
          GError    **error)
{
  return text == NULL || sg_report_day_parse (text, day) || sg_cli_refuse (error, _ ("a day is written 20261121 or 2026-11-21"));
}

static gboolean
read_days (SgCliTeamOptions *self,
           const Texts      *texts,
           gint64            now,
           GError          **error)
{
  gint64 today = now / SG_DAY_SECONDS, last = today, first;

  if (!read_day (texts->until, &last, error))
    return FALSE;
  last = MIN (last, today);
  first = last - DEFAULT_DAYS + 1;
  if (!read_day (texts->since, &first, error))
    return FALSE;

  if (first > last)
    return sg_cli_refuse (error, _ ("the time ends before it begins"));
  if (last - first >= SG_TEAM_MAX_DAYS)
    return sg_cli_refuse (error, _ ("it takes at most 90 days at a time"));

  self->from = first * SG_DAY_SECONDS;
  self->until = (last + 1) * SG_DAY_SECONDS;

  return TRUE;
}

static gboolean
understand (SgCliTeamOptions *self,
            const Texts      *texts,
            gint64            now,
            GError          **error)
{
  if (texts->json && texts->csv)
    return sg_cli_refuse (error, _ ("it prints JSON or CSV, not both"));
  if (texts->sort != NULL && !sg_team_order_from_nick (texts->sort, &self->order))
    return sg_cli_refuse (error, _ ("--sort takes cost, sessions, commits, lines or acceptance"));

  if (self->limit < 0 && self->limit != NOT_GIVEN)
    return sg_cli_refuse (error, _ ("--limit takes a number of people; 0 for all"));

  self->form = texts->json ? SG_CLI_TEAM_JSON : texts->csv ? SG_CLI_TEAM_CSV : SG_CLI_TEAM_TABLE;
  if (self->limit == NOT_GIVEN)
    self->limit = self->form == SG_CLI_TEAM_TABLE ? DEFAULT_LIMIT : 0;

  return read_days (self, texts, now, error);
}

/**
 * sg_cli_team_options_parse:
 * @self: (out): zeros before
 * @words: after `report team`
 * @now: Unix seconds
 *
 * Returns: %FALSE with @error set to one of %G_OPTION_ERROR, worded for people
 */
gboolean
sg_cli_team_options_parse (SgCliTeamOptions *self,
                           char            **words,
                           gint64            now,
                           GError          **error)
{
  g_auto (Texts) texts = { 0 };
  const GOptionEntry entries[] = {
    { "since", 's', 0, G_OPTION_ARG_STRING, &texts.since, N_ ("The first day (UTC); without it, thirty days"), N_ ("YYYYMMDD") },
    { "until", 'u', 0, G_OPTION_ARG_STRING, &texts.until, N_ ("The last day (UTC); without it, today"), N_ ("YYYYMMDD") },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &texts.sort, N_ ("cost, sessions, commits, lines or acceptance"), N_ ("COLUMN") },
    { "limit", 'n', 0, G_OPTION_ARG_INT64, &self->limit, N_ ("So many people; 0 for all"), N_ ("N") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &texts.json, N_ ("Print JSON"), NULL },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &texts.csv, N_ ("Print CSV, a line for each person"), NULL },
    { "endpoint-url", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &self->endpoint_url, NULL, NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;

  self->limit = NOT_GIVEN;
  /* The usage line says it. */
  g_set_prgname ("sandglass report team");
  g_strv_builder_add (builder, g_get_prgname ());
  g_strv_builder_addv (builder, (const char **) words);
  arguments = g_strv_builder_end (builder);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ ("What the people of an organisation did with Claude Code, from the Admin API.\n"
                                            "Days once read are kept; what stopped goes on where it was when run again."));
  g_option_context_set_description (context, _ ("Exit code 69 means that none of these days is known."));
  if (!g_option_context_parse_strv (context, &arguments, error))
    return FALSE;
  if (g_strv_length (arguments) > 1)
    return sg_cli_refuse (error, _ ("it takes options only; “sandglass report team --help” lists them"));

  return understand (self, &texts, now, error);
}
