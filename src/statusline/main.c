/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sg-config.h"
#include "sg-language.h"
#include "sg-state-folder.h"
#include "sg-statusline-chain.h"
#include "sg-statusline-files.h"
#include "sg-statusline-io.h"
#include "sg-statusline-spool.h"
#include "sg-whole-write.h"
#include "sg-words.h"

static SgStatusline *
parse (GByteArray *input)
{
  return sg_statusline_parse ((const char *) input->data, input->len, g_get_real_time () / 1000, NULL);
}

static void
keep (const SgStatusline *statusline)
{
  g_autofree char *state_folder = sg_state_folder_path ();
  g_autofree char *folder = sg_statusline_files_spool_folder (state_folder);

  sg_statusline_spool_keep (folder, statusline);
}

static gboolean
print (const char *line)
{
  /* g_print() would turn what the locale does not know into "?" */
  g_autofree char *whole = g_strconcat (line, "\n", NULL);
  g_autofree char *sentence = NULL;
  int why = sg_whole_write (STDOUT_FILENO, whole, strlen (whole));

  if (why == 0)
    return TRUE;

  sentence = g_strdup_printf (_ ("%s could not be written: %s"), "stdout", g_strerror (why));
  g_printerr ("sandglass: %s\n", sentence);

  return FALSE;
}

static gboolean
print_line (const SgStatusline *statusline)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (SgLimit) session = sg_statusline_get_limit (statusline, SG_LIMIT_SESSION);
  g_autoptr (SgLimit) week = sg_statusline_get_limit (statusline, SG_LIMIT_WEEKLY);
  g_autofree char *line = NULL;

  sg_language_set_up ();

  line = sg_words_statusline (session, week, now, zone);
  if (line == NULL)
    line = g_strdup (statusline->model_name);

  return line == NULL || print (line);
}

/* Whatever goes wrong with what is ours, the user's own line is drawn. */
int
main (int   argc,
      char *argv[])
{
  gboolean ended;
  g_autoptr (GByteArray) input = sg_statusline_io_read (STDIN_FILENO, SG_STATUSLINE_MAX_BYTES, &ended);
  g_autoptr (SgStatusline) statusline = ended ? parse (input) : NULL;
  g_autofree char *command_path = sg_statusline_files_command_path ();
  g_autofree char *command = sg_statusline_chain_read_command (command_path);

  if (statusline != NULL)
    keep (statusline);
  if (command != NULL)
    sg_statusline_chain_become (command, input, ended);

  return statusline == NULL || print_line (statusline) ? EXIT_SUCCESS : EXIT_FAILURE;
}
