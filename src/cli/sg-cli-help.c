/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What `--help` prints of the commands that read their words themselves; GOption has those of the others. */

#include "sg-cli-help.h"

#include <glib/gi18n.h>

#define MOST_OPTIONS 6

typedef struct {
  const char  *command;
  const char  *parameters;   /* (nullable) */
  GOptionEntry options[MOST_OPTIONS];
} Help;

/* A value is a word of its own here, so it stands in the name; nobody parses with these. */
#define OPTION(name, text) { name, 0, 0, G_OPTION_ARG_NONE, NULL, text, NULL }

static const Help helps[] = {
  { "scan", NULL, {
      OPTION ("rebuild", N_ ("Read every transcript from its start")),
      OPTION ("json", N_ ("Print JSON")),
    } },
  { "ingest", "[FILE|-]", {
      OPTION ("all", N_ ("All sessions taken in so far")),
      OPTION ("json", N_ ("Print JSON")),
      OPTION ("tee", N_ ("Pass standard input on to standard output, unchanged")),
    } },
  { "export", NULL, {
      OPTION ("otlp URL", N_ ("Post it to an OpenTelemetry collector")),
      OPTION ("insecure", N_ ("Allow plain HTTP to other machines")),
      OPTION ("prometheus [FILE]", N_ ("Print Prometheus's text format, or replace the file with it")),
      OPTION ("history csv|json", N_ ("Print what was kept")),
      OPTION ("days N", N_ ("Only the last days, so many")),
    } },
  { "replay", "FILE", {
      OPTION ("speed N", N_ ("So many times as fast as it was; 600 unless said otherwise")),
    } },
  { "setup", "statusline|telemetry", {
      OPTION ("check", N_ ("Say whether it is set up, by the exit status too")),
      OPTION ("yes", N_ ("Do not ask first")),
      OPTION ("undo", N_ ("Take it back")),
    } },
  { "key", "set|clear|status|move admin|api|webhook", { { NULL } } },
  { "alerts", "test desktop|command|webhook", { { NULL } } },
  { "show", NULL, { { NULL } } },
  { "refresh", NULL, { { NULL } } },
  { "quit", NULL, { { NULL } } },
  { "doctor", NULL, { { NULL } } },
  { "statusline", NULL, { { NULL } } },
};

static const Help *
find_help (const char *command)
{
  for (gsize i = 0; i < G_N_ELEMENTS (helps); i++) {
    if (g_str_equal (helps[i].command, command))
      return &helps[i];
  }

  return NULL;
}

/**
 * sg_cli_help_is_wanted:
 * @words: after @command
 *
 * Returns: whether sg_cli_help_print() has to answer; %FALSE for a command that has GOption answer
 */
gboolean
sg_cli_help_is_wanted (const char *command,
                       char      **words)
{
  const char *const *given = (const char *const *) words;

  return find_help (command) != NULL && (g_strv_contains (given, "--help") || g_strv_contains (given, "-h"));
}

/**
 * sg_cli_help_print:
 * @command: one for which help is wanted
 * @summary: what it does
 */
void
sg_cli_help_print (const char *command,
                   const char *summary)
{
  const Help *help = find_help (command);
  g_autofree char *name = g_strconcat ("sandglass ", command, NULL);
  g_autoptr (GOptionContext) context = g_option_context_new (help->parameters);
  g_autofree char *text = NULL;

  /* The usage line says it. */
  g_set_prgname (name);
  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, help->options, GETTEXT_PACKAGE);
  text = g_option_context_get_help (context, TRUE, NULL);
  g_print ("%s", text);
}
