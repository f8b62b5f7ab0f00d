/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is printed goes to stdout at once, so that a disk that is full is met where its reason is still known. */

#include "sg-cli-output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sg-whole-write.h"

/**
 * sg_cli_output_say:
 * @why: what sg_whole_write() returned
 *
 * A reader that has gone, as `head` does, is no trouble: then this ends the program as it ends every other in a pipe.
 *
 * Returns: the exit code, if it ends at all
 */
int
sg_cli_output_say (int why)
{
  g_autofree char *sentence = g_strdup_printf (_ ("%s could not be written: %s"), "stdout", g_strerror (why));

  if (why == EPIPE) {
    /* GIO ignores it. */
    signal (SIGPIPE, SIG_DFL);
    raise (SIGPIPE);
  }
  g_printerr ("sandglass: %s\n", sentence);

  return EXIT_FAILURE;
}

static void
print (const char *text)
{
  const char *charset;
  g_autofree char *converted = NULL;
  int why;

  if (!g_get_console_charset (&charset))
    converted = g_convert_with_fallback (text, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
  if (converted != NULL)
    text = converted;

  why = sg_whole_write (STDOUT_FILENO, text, strlen (text));
  if (why != 0)
    exit (sg_cli_output_say (why));
}

/* A log has a program's name and the time; what a command tells a person has neither. */
static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  for (gsize i = 0; level == G_LOG_LEVEL_MESSAGE && i < n_fields; i++) {
    if (!g_str_equal (fields[i].key, "MESSAGE") || fields[i].length >= 0)
      continue;
    g_printerr ("sandglass: %s\n", (const char *) fields[i].value);
    return G_LOG_WRITER_HANDLED;
  }

  return g_log_writer_default (level, fields, n_fields, user_data);
}

/**
 * sg_cli_output_set_up:
 *
 * To be called first. From then on g_message() says its text alone, and g_print() ends the program, with a word on stderr, when it cannot write.
 */
void
sg_cli_output_set_up (void)
{
  /* Where stdout is closed, the next file or socket would get its number, and what is printed. */
  if (fcntl (STDOUT_FILENO, F_GETFD) < 0)
    open ("/dev/null", O_RDONLY);
  g_set_print_handler (print);
  g_log_set_writer_func (write_log, NULL, NULL);
}

/**
 * sg_cli_output_end:
 * @code: with which the program would exit
 *
 * Some file systems find out only at the end that there was no room.
 *
 * Returns: the code to exit with
 */
int
sg_cli_output_end (int code)
{
  if (close (STDOUT_FILENO) != 0 && errno != EBADF && errno != EINTR)
    return sg_cli_output_say (errno);

  return code;
}
