/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Runs the status line the user had before. This process becomes it, so its output, its exit code and
 * the signals it gets are its own; what it reads comes out of a pipe, as it would from Claude Code.
 */

#include "sg-statusline-chain.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sg-statusline-io.h"
#include "sg-whole-write.h"

#define MAX_COMMAND_BYTES 65536
#define COPY_BYTES 16384

/* Set for the command we become: a line that leads back to us must end somewhere. */
#define CHAINED "SANDGLASS_STATUSLINE_CHAINED"

/**
 * sg_statusline_chain_read_command:
 *
 * Returns: (transfer full) (nullable): the command kept at @path; %NULL when there is none,
 *   or when it is what runs us
 */
char *
sg_statusline_chain_read_command (const char *path)
{
  g_autoptr (GByteArray) bytes = NULL;
  gboolean ended;
  int fd;

  if (g_getenv (CHAINED) != NULL)
    return NULL;
  fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (fd < 0)
    return NULL;

  bytes = sg_statusline_io_read (fd, MAX_COMMAND_BYTES, &ended);
  close (fd);
  if (!ended || bytes->len == 0)
    return NULL;

  return g_strndup ((const char *) bytes->data, bytes->len);
}

static void
copy_rest (int from,
           int to)
{
  guint8 buffer[COPY_BYTES];
  gssize n_read;

  do {
    do
      n_read = read (from, buffer, sizeof buffer);
    while (n_read < 0 && errno == EINTR);
  } while (n_read > 0 && sg_whole_write (to, buffer, (gsize) n_read) == 0);
}

/* A grandchild, so that the command finds no child it did not start. */
static gboolean
feed_beside (int         to,
             int         not_ours,
             GByteArray *input,
             gboolean    ended)
{
  pid_t child = fork ();

  if (child < 0)
    return FALSE;
  if (child > 0)
    return waitpid (child, NULL, 0) == child;

  if (fork () == 0) {
    close (not_ours);
    close (STDOUT_FILENO);
    close (STDERR_FILENO);
    if (sg_whole_write (to, input->data, input->len) == 0 && !ended)
      copy_rest (STDIN_FILENO, to);
  }
  _exit (0);
}

static gboolean
fits_in_pipe (int   fd,
              gsize n_bytes)
{
  int size = fcntl (fd, F_GETPIPE_SZ);

  return size > 0 && n_bytes <= (gsize) size;
}

static gboolean
give_as_stdin (GByteArray *input,
               gboolean    ended)
{
  int ends[2];
  gboolean given;

  if (pipe2 (ends, O_CLOEXEC) != 0)
    return FALSE;

  given = ended && fits_in_pipe (ends[1], input->len) ? sg_whole_write (ends[1], input->data, input->len) == 0
                                                      : feed_beside (ends[1], ends[0], input, ended);
  given = given && dup2 (ends[0], STDIN_FILENO) == STDIN_FILENO;
  close (ends[0]);
  close (ends[1]);

  return given;
}

/**
 * sg_statusline_chain_become:
 * @input: what was read from stdin
 * @ended: whether that is all; else the rest follows it
 *
 * Runs @command as Claude Code does, by `sh -c`, with the same stdin. Returns only where no process can be made.
 */
void
sg_statusline_chain_become (const char *command,
                            GByteArray *input,
                            gboolean    ended)
{
  if (!give_as_stdin (input, ended))
    return;

  g_setenv (CHAINED, "1", TRUE);
  execl ("/bin/sh", "sh", "-c", command, NULL);
}
