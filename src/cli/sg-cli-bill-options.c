/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "sg-cli-bill.h"
#include "sg-report-calendar.h"
#include "sg-time.h"

#define DAY_WORDS "day|model|workspace|api-key|service-tier|cost-type|token-type"

static const struct {
  const char *name;   /* as people say it */
  const char *key;    /* as JSON and CSV do */
  guint       by;
} groupings[] = {
  { "day", "day", SG_GROUP_BY_DAY }, { "model", "model", SG_DIMENSION_MODEL }, { "workspace", "workspace", SG_DIMENSION_WORKSPACE },
  { "api-key", "apiKey", SG_DIMENSION_API_KEY }, { "service-tier", "serviceTier", SG_DIMENSION_SERVICE_TIER },
  { "cost-type", "costType", SG_DIMENSION_COST_TYPE }, { "token-type", "tokenType", SG_DIMENSION_TOKEN_TYPE },
};

typedef struct {
  char   **group_by;   /* (owned) (nullable) */
  char    *since;      /* (owned) (nullable) */
  char    *until;      /* (owned) (nullable) */
  char   **rest;       /* (owned) (nullable) */
  gboolean json;
  gboolean csv;
} Texts;

static void
texts_clear (Texts *texts)
{
  g_strfreev (texts->group_by);
  g_free (texts->since);
  g_free (texts->until);
  g_strfreev (texts->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Texts, texts_clear)

void
sg_cli_bill_options_clear (SgCliBillOptions *self)
{
  g_clear_pointer (&self->endpoint_url, g_free);
}

/**
 * sg_cli_bill_name_key:
 *
 * Returns: (transfer none): what JSON and CSV call a grouping
 */
const char *
sg_cli_bill_name_key (guint by)
{
  for (gsize i = 0; i < G_N_ELEMENTS (groupings); i++) {
    if (groupings[i].by == by)
      return groupings[i].key;
  }

  return "";
}

static gboolean
refuse (GError    **error,
        const char *sentence,
        const char *text)
{
  g_autofree char *quoted = g_strescape (text, NULL);

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s: “%s”", sentence, quoted);

  return FALSE;
}

static gboolean
add_grouping (SgCliBillOptions *self,
              const char       *name,
              GError          **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (groupings); i++) {
    if (!g_str_equal (name, groupings[i].name))
      continue;
    for (guint k = 0; k < self->n_by; k++) {
      if (self->by[k] == groupings[i].by)
        return TRUE;
    }
    self->by[self->n_by++] = groupings[i].by;
    return TRUE;
  }

  return refuse (error, _ ("--group-by takes " DAY_WORDS ", not this"), name);
}

static gboolean
read_groupings (SgCliBillOptions *self,
                char            **names,
                GError          **error)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (names[i], ",", -1);

    for (guint k = 0; parts[k] != NULL; k++) {
      if (!add_grouping (self, parts[k], error))
        return FALSE;
    }
  }
  if (self->n_by == 0)
    self->by[self->n_by++] = SG_GROUP_BY_DAY;

  return TRUE;
}

static gboolean
read_day (const char *text,
          gint64     *seconds,
          GError    **error)
{
  gint64 day;

  if (text == NULL)
    return TRUE;
  if (!sg_report_day_parse (text, &day))
    return refuse (error, _ ("a day is written 20261121 or 2026-11-21"), text);

  *seconds = day * SG_DAY_SECONDS;

  return TRUE;
}

static gboolean
read_days (SgCliBillOptions *self,
           const Texts      *texts,
           GError          **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) first = g_date_time_new_utc (g_date_time_get_year (now), g_date_time_get_month (now), 1, 0, 0, 0.0);
  gint64 today = sg_time_midnight_of (g_date_time_to_unix (now));

  self->since = g_date_time_to_unix (first);
  self->until = today;
  if (!read_day (texts->since, &self->since, error) || !read_day (texts->until, &self->until, error))
    return FALSE;
  if (self->since > self->until)
    return refuse (error, _ ("the time ends before it begins: --since is after --until"), texts->since ? texts->since : texts->until);
  self->until += SG_DAY_SECONDS;

  return TRUE;
}

/**
 * sg_cli_bill_options_parse:
 * @self: (out): zeros before
 * @words: after `report console`
 *
 * Returns: %FALSE with @error set to one of %G_OPTION_ERROR, worded for people
 */
gboolean
sg_cli_bill_options_parse (SgCliBillOptions *self,
                           char            **words,
                           GError          **error)
{
  g_auto (Texts) texts = { 0 };
  const GOptionEntry entries[] = {
    { "group-by", 'g', 0, G_OPTION_ARG_STRING_ARRAY, &texts.group_by, N_ ("Split it by this; more than once for more"), DAY_WORDS },
    { "since", 's', 0, G_OPTION_ARG_STRING, &texts.since, N_ ("The first day; else the first of this month"), N_ ("YYYYMMDD") },
    { "until", 'u', 0, G_OPTION_ARG_STRING, &texts.until, N_ ("The last day; else today"), N_ ("YYYYMMDD") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &texts.json, N_ ("Print JSON, with exact amounts in dollars as strings"), NULL },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &texts.csv, N_ ("Print the rows as CSV"), NULL },
    { "reconcile", 'r', 0, G_OPTION_ARG_NONE, &self->reconcile, N_ ("Compare the last 24 hours of this machine with the organisation's"), NULL },
    { "offline", 'O', 0, G_OPTION_ARG_NONE, &self->offline, N_ ("Ask nobody; print what is kept"), NULL },
    { "endpoint-url", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &self->endpoint_url, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &texts.rest, NULL, NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;

  /* The usage line says it. */
  g_set_prgname ("sandglass report console");
  g_strv_builder_add (builder, g_get_prgname ());
  g_strv_builder_addv (builder, (const char **) words);
  arguments = g_strv_builder_end (builder);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ ("What an organisation is billed for the API, from Anthropic's Admin API. Days are UTC's."));
  g_option_context_set_description (context, _ ("Exit code 69 means that none of these days is known."));
  if (!g_option_context_parse_strv (context, &arguments, error))
    return FALSE;
  if (texts.rest != NULL)
    return refuse (error, _ ("it takes no such word"), texts.rest[0]);
  if (texts.json && texts.csv) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("it prints JSON or CSV, not both"));
    return FALSE;
  }
  self->format = texts.json ? SG_CLI_BILL_JSON : texts.csv ? SG_CLI_BILL_CSV : SG_CLI_BILL_TABLE;

  return read_groupings (self, texts.group_by, error) && read_days (self, &texts, error);
}
