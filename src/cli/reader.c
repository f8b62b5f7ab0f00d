/* SPDX-License-Identifier: GPL-3.0-or-later */

/* sandglass-reader: those commands that read this machine's sources themselves, or need the keyring. */

#include <glib/gi18n.h>
#include <stdlib.h>

#include "sg-cli-bill.h"
#include "sg-cli-guard.h"
#include "sg-cli-output.h"
#include "sg-cli-program.h"
#include "sg-cli-status.h"
#include "sg-cli-subject.h"
#include "sg-cli.h"
#include "sg-memory.h"

/* A bar's line is printed often: a subscription's waits for no bill. */
static SgCliView *
read_line (const SgCliStatusOptions *options)
{
  g_autoptr (SgCliView) view = sg_cli_view_new_here ();

  if (options->has_mode)
    sg_usage_model_set_mode (view->model, options->mode);
  if (!sg_cli_is_of_organization (view->model))
    return g_steal_pointer (&view);

  return sg_cli_view_new_here_with_bill (options->endpoint_url);
}

static int
print_status (char **words)
{
  g_auto (SgCliStatusOptions) options = { 0 };
  g_autoptr (SgCliView) view = NULL;

  /* Who handed over has read them already, and said what was wrong. */
  if (!sg_cli_status_options_parse (&options, "status", words, NULL))
    return SG_CLI_WRONG_CALL;
  view = options.is_line ? read_line (&options) : sg_cli_view_new_here_with_bill (options.endpoint_url);

  return sg_cli_status_print (view, &options);
}

/* What the transcripts tell needs neither network nor keyring; the other program has it. */
static int
report (char **words)
{
  if (g_strcmp0 (words[0], "console") == 0)
    return sg_cli_bill (words + 1);
  if (g_strcmp0 (words[0], "team") == 0)
    return sg_cli_team (words + 1);

  return SG_CLI_WRONG_CALL;
}

static int
guard (char **words)
{
  return sg_cli_guard_with (words, sg_cli_view_new_here);
}

int
main (int   argc,
      char *argv[])
{
  static const struct {
    const char *name;
    int         (*run)(char **words);
  } commands[] = {
    { "status", print_status },
    { "guard", guard },
    { "doctor", sg_cli_doctor },
    { "export", sg_cli_export },
    { "key", sg_cli_key },
    { "report", report },
  };

  sg_cli_set_locale ();
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++) {
    if (!g_str_equal (argv[1], commands[i].name))
      continue;
    /* The command that guard becomes may leave its own. */
    if (commands[i].run != guard)
      sg_memory_keep_out_of_dumps ();
    return sg_cli_output_end (commands[i].run (argv + 2));
  }
  g_printerr (_ ("sandglass-reader: “sandglass” runs this\n"));

  return SG_CLI_WRONG_CALL;
}
