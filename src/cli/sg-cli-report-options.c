/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-report.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sg-report-calendar.h"

/* What the options say, before it is understood. */
typedef struct {
  char    *since;         /* (owned) (nullable) */
  char    *until;         /* (owned) (nullable) */
  char    *timezone;      /* (owned) (nullable) */
  char    *order;         /* (owned) (nullable) */
  char    *token_limit;   /* (owned) (nullable) */
  char   **rest;          /* (owned) (nullable) */
  gboolean offline;
} Texts;

static void
texts_clear (Texts *texts)
{
  g_free (texts->since);
  g_free (texts->until);
  g_free (texts->timezone);
  g_free (texts->order);
  g_free (texts->token_limit);
  g_strfreev (texts->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Texts, texts_clear)

void
sg_cli_report_options_clear (SgCliReportOptions *self)
{
  g_clear_pointer (&self->query.zone, g_time_zone_unref);
  g_clear_pointer (&self->project, g_free);
  g_clear_pointer (&self->profile, g_free);
}

static gboolean
refuse (GError    **error,
        const char *format,
        const char *text)
{
  g_autofree char *quoted = g_strescape (text, NULL);
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s%s%s", parts[0], quoted, parts[1] ? parts[1] : "");

  return FALSE;
}

static gboolean
refuse_plainly (GError    **error,
                const char *sentence)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, sentence);

  return FALSE;
}

static gboolean
read_kind (SgCliReportOptions *self,
           char              **rest,
           GError            **error)
{
  static const char *kinds[] = { "daily", "weekly", "monthly", "session" };

  if (rest == NULL || rest[0] == NULL)
    return refuse_plainly (error, _ ("it takes daily, weekly, monthly, session or blocks"));
  if (rest[1] != NULL)
    return refuse (error, _ ("it takes no “%s”"), rest[1]);

  self->is_blocks = g_str_equal (rest[0], "blocks");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_str_equal (rest[0], kinds[i])) {
      self->query.kind = i;
      return TRUE;
    }
  }

  return self->is_blocks || refuse (error, _ ("it takes daily, weekly, monthly, session or blocks, not “%s”"), rest[0]);
}

static gboolean
read_day (const char *text,
          gint64     *day,
          GError    **error)
{
  return text == NULL || sg_report_day_parse (text, day) ||
         refuse (error, _ ("“%s” is no day; a day is written 20261121 or 2026-11-21"), text);
}

static gboolean
read_days (SgCliReportOptions *self,
           const Texts        *texts,
           GError            **error)
{
  self->query.since = G_MININT64;
  self->query.until = G_MAXINT64;
  if (!read_day (texts->since, &self->query.since, error) || !read_day (texts->until, &self->query.until, error))
    return FALSE;

  return self->query.since <= self->query.until ||
         refuse_plainly (error, _ ("the time ends before it begins: --since is after --until"));
}

static gboolean
read_zone (SgCliReportOptions *self,
           const char         *text,
           GError            **error)
{
  if (text == NULL || g_ascii_strcasecmp (text, "local") == 0)
    self->query.zone = g_time_zone_new_local ();
  else if (*text != '\0')
    self->query.zone = g_time_zone_new_identifier (text);

  return self->query.zone != NULL ||
         refuse (error, _ ("there is no time zone “%s”; they are named like Europe/Berlin, UTC or local"), text);
}

static gboolean
read_order (SgCliReportOptions *self,
            const char         *text,
            GError            **error)
{
  /* Sessions: the dearest first, as everyone wants them. */
  self->query.descending = !self->is_blocks && self->query.kind == SG_REPORT_SESSION;
  if (text == NULL)
    return TRUE;

  self->query.descending = g_str_equal (text, "desc");

  return self->query.descending || g_str_equal (text, "asc") || refuse (error, _ ("--order takes asc or desc, not “%s”"), text);
}

static gboolean
read_limit (SgCliReportOptions *self,
            const char         *text,
            GError            **error)
{
  gint64 limit = 0;

  if (text == NULL)
    return TRUE;
  self->limit_is_max = g_str_equal (text, "max");
  if (!self->limit_is_max && !g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &limit, NULL))
    return refuse (error, _ ("--token-limit takes a number of tokens or max, not “%s”"), text);
  self->limit = limit;

  return TRUE;
}

static gboolean
check_fit (SgCliReportOptions *self,
           const Texts        *texts,
           GError            **error)
{
  if (self->query.by_project && (self->is_blocks || self->query.kind == SG_REPORT_SESSION))
    return refuse_plainly (error, _ ("--instances is for daily, weekly and monthly"));
  if (!self->is_blocks && (texts->token_limit != NULL || self->active || self->recent))
    return refuse_plainly (error, _ ("--token-limit, --active and --recent are for blocks"));

  return TRUE;
}

static gboolean
understand (SgCliReportOptions *self,
            const Texts        *texts,
            GError            **error)
{
  self->query.project = self->project;

  return read_kind (self, texts->rest, error) && read_days (self, texts, error) && read_zone (self, texts->timezone, error) &&
         read_order (self, texts->order, error) && read_limit (self, texts->token_limit, error) &&
         check_fit (self, texts, error);
}

/**
 * sg_cli_report_options_parse:
 * @self: (out): zeros before
 * @words: after `report`
 *
 * Returns: %FALSE with @error set to one of %G_OPTION_ERROR, worded for people
 */
gboolean
sg_cli_report_options_parse (SgCliReportOptions *self,
                             char              **words,
                             GError            **error)
{
  g_auto (Texts) texts = { 0 };
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &self->json, N_ ("Print JSON, in the shape of ccusage claude … --json"), NULL },
    { "since", 's', 0, G_OPTION_ARG_STRING, &texts.since, N_ ("The first day"), N_ ("YYYYMMDD") },
    { "until", 'u', 0, G_OPTION_ARG_STRING, &texts.until, N_ ("The last day"), N_ ("YYYYMMDD") },
    { "timezone", 'z', 0, G_OPTION_ARG_STRING, &texts.timezone, N_ ("Whose midnight begins a day"), N_ ("ZONE") },
    { "project", 'p', 0, G_OPTION_ARG_STRING, &self->project, N_ ("Only this project: its folder, or its name below projects/"), N_ ("PROJECT") },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &self->profile, N_ ("Only this profile: its name, its id, or its Claude folder’s name"), N_ ("NAME") },
    { "instances", 'i', 0, G_OPTION_ARG_NONE, &self->query.by_project, N_ ("Each project by itself"), NULL },
    { "breakdown", 'b', 0, G_OPTION_ARG_NONE, &self->breakdown, N_ ("Each model by itself"), NULL },
    { "order", 'o', 0, G_OPTION_ARG_STRING, &texts.order, N_ ("asc or desc"), N_ ("ORDER") },
    { "token-limit", 't', 0, G_OPTION_ARG_STRING, &texts.token_limit, N_ ("Blocks: the tokens you think a block has, or max for your largest"), N_ ("N|max") },
    { "active", 'a', 0, G_OPTION_ARG_NONE, &self->active, N_ ("Blocks: only the one that is running"), NULL },
    { "recent", 'r', 0, G_OPTION_ARG_NONE, &self->recent, N_ ("Blocks: only the last three days"), NULL },
    /* Scripts that were written for ccusage say so; we never ask anyone. */
    { "offline", 'O', G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &texts.offline, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &texts.rest, NULL, "daily|weekly|monthly|session|blocks" },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;

  /* The usage line says it. */
  g_set_prgname ("sandglass report");
  g_strv_builder_add (builder, g_get_prgname ());
  g_strv_builder_addv (builder, (const char **) words);
  arguments = g_strv_builder_end (builder);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ ("What Claude Code used, from its transcripts: a list-price estimate, this machine, at least."));

  return g_option_context_parse_strv (context, &arguments, error) && understand (self, &texts, error);
}
