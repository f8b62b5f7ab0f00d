/* SPDX-License-Identifier: GPL-3.0-or-later */

/* sandglass-reader: those commands that read this machine's sources themselves, or need the keyring. */

#include <stdlib.h>

#include "sg-cli-program.h"
#include "sg-cli-status.h"
#include "sg-cli.h"

static int
print_status (char **words)
{
  SgCliStatusOptions options = { 0 };
  g_autoptr (SgCliView) view = NULL;

  if (!sg_cli_status_parse (&options, words))
    return SG_CLI_WRONG_CALL;

  view = sg_cli_view_new_here ();

  return sg_cli_status_print (view, &options);
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
    { "doctor", sg_cli_doctor },
    { "export", sg_cli_export },
    { "key", sg_cli_key },
    { "report-team", sg_cli_team },
  };

  sg_cli_set_locale ();
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++) {
    if (g_str_equal (argv[1], commands[i].name))
      return commands[i].run (argv + 2);
  }
  g_printerr ("sandglass-reader: “sandglass” runs this\n");

  return SG_CLI_WRONG_CALL;
}
