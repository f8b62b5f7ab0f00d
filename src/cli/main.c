/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdlib.h>

#include "sg-cli-help.h"
#include "sg-cli-output.h"
#include "sg-cli-program.h"
#include "sg-cli.h"
#include "sg-config.h"

#define USAGE_WIDTH 34

typedef struct {
  const char *name;
  const char *usage;
  const char *summary;
  int (*run)(char **words);   /* (nullable): another program has it */
} Command;

static const Command commands[] = {
  { "status", "status [--profile NAME] [--json|...]", N_ ("Print every limit, today's costs and API credits, or one line for a bar"), sg_cli_status },
  { "watch", "watch [--profile NAME] --json|...", N_ ("The same, a line whenever something changes"), sg_cli_watch },
  { "guard", "guard --max 90 -- COMMAND", N_ ("Start a command unless a limit is that full"), sg_cli_guard },
  { "report", "report daily|weekly|monthly|session|blocks", N_ ("Print what Claude Code used; “sandglass report --help” lists how"), sg_cli_report },
  { "report", "report console [--group-by …]", N_ ("Print what an organisation is billed; “sandglass report console --help”"), sg_cli_report },
  { "report", "report team", N_ ("Print what an organisation's people did with Claude Code"), sg_cli_report },
  { "scan", "scan [--rebuild] [--json]", N_ ("Read what is new in the transcripts, and say what there is"), sg_cli_scan },
  { "ingest", "ingest [FILE|-] [--tee] [--json]", N_ ("Count what “claude -p --output-format json” says a session cost"), sg_cli_ingest },
  { "export", "export --otlp URL|--prometheus [FILE]", N_ ("Give the numbers to OpenTelemetry or Prometheus, once"), sg_cli_history },
  { "export", "export --history csv|json [--days N]", N_ ("Print every limit, reset and cost that was kept, with its origin"), NULL },
  { "replay", "replay FILE [--speed N]", N_ ("Play what “export --history json” wrote, in the icon and the panel"), sg_cli_replay },
  { "show", "show", N_ ("Show the panel"), sg_cli_show },
  { "refresh", "refresh", N_ ("Read every source again"), sg_cli_refresh },
  { "quit", "quit", N_ ("End Sandglass"), sg_cli_quit },
  { "doctor", "doctor", N_ ("Say how every source and every part of the desktop is doing"), NULL },
  { "key", "key set|clear|status|move admin|api|webhook", N_ ("Keep an API key in the keyring; it is read from the terminal or from stdin"), NULL },
  { "alerts", "alerts test [desktop|command|webhook]", N_ ("Send a test alert to see how it arrives"), sg_cli_alerts },
  { "setup", "setup statusline [--check] [--yes] [--undo]", N_ ("Have Claude Code hand its limits over; shows the change first"), sg_cli_setup },
  { "setup", "setup telemetry", N_ ("Print what makes Claude Code tell of each request at once"), sg_cli_setup },
  { "statusline", "statusline", N_ ("What Claude Code then runs; it keeps the limits and draws your own line"), sg_cli_statusline },
};

/* What is too long for its column has the summary on the next line. */
static void
print_row (const char *usage,
           const char *summary)
{
  glong length = g_utf8_strlen (usage, -1);

  g_print ("  %s%s%*s%s\n", usage, length > USAGE_WIDTH ? "\n  " : "", (int) (USAGE_WIDTH + 2 - (length > USAGE_WIDTH ? 0 : length)), "", summary);
}

static void
print_help (void)
{
  g_print (_ ("Usage: sandglass [COMMAND]\n\n"
              "How much of your Claude allowance is left. Without a command: start Sandglass and show its window.\n\n"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    print_row (commands[i].usage, _ (commands[i].summary));
  print_row ("--version", _ ("Print the version"));
  print_row ("--help", _ ("Print this"));
}

/* A command of several lines has them all. */
static int
print_help_of (const char *name)
{
  g_autoptr (GString) summary = g_string_new (NULL);
  guint n_lines = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    n_lines += g_str_equal (commands[i].name, name);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    if (!g_str_equal (commands[i].name, name))
      continue;
    if (n_lines > 1)
      g_string_append_printf (summary, "%ssandglass %s\n  ", summary->len > 0 ? "\n" : "", commands[i].usage);
    g_string_append (summary, _ (commands[i].summary));
  }
  sg_cli_help_print (name, summary->str);

  return EXIT_SUCCESS;
}

static int
run (char **words)
{
  if (words[0] == NULL)
    return sg_cli_start (words);
  if (g_str_equal (words[0], "--help") || g_str_equal (words[0], "-h") || g_str_equal (words[0], "help")) {
    print_help ();
    return EXIT_SUCCESS;
  }
  if (g_str_equal (words[0], "--version")) {
    g_print ("sandglass %s\n", VERSION);
    return EXIT_SUCCESS;
  }

  if (sg_cli_help_is_wanted (words[0], words + 1))
    return print_help_of (words[0]);

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    if (g_str_equal (words[0], commands[i].name))
      return commands[i].run ? commands[i].run (words + 1) : sg_cli_hand_over (words[0], words + 1);
  }

  g_printerr (_ ("sandglass: there is no command “%s”; “sandglass --help” lists them\n"), words[0]);

  return SG_CLI_WRONG_CALL;
}

int
main (int   argc,
      char *argv[])
{
  sg_cli_set_locale ();

  return sg_cli_output_end (run (argv + 1));
}
