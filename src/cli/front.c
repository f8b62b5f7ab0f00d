/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The command `sandglass`. It knows nothing but which program to become, and
 * loads nothing but the C library: Claude Code runs it at every message.
 */

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sg-config.h"

static void
become (const char *folder,
        const char *name,
        char       *argv[])
{
  char path[PATH_MAX];

  if (folder != NULL && (size_t) snprintf (path, sizeof path, "%s/%s", folder, name) < sizeof path)
    execv (path, argv);
}

/* In a build that is not installed, the programs lie beside one another. */
static const char *
find_own_folder (char folder[PATH_MAX])
{
  ssize_t length = readlink ("/proc/self/exe", folder, PATH_MAX - 1);
  char *slash;

  if (length <= 0)
    return NULL;
  folder[length] = '\0';
  slash = strrchr (folder, '/');
  if (slash != NULL)
    *slash = '\0';

  return slash ? folder : NULL;
}

static void
become_first (const char *name,
              char       *argv[])
{
  char own_folder[PATH_MAX];

  become (getenv ("SANDGLASS_LIBEXECDIR"), name, argv);
  become (find_own_folder (own_folder), name, argv);
  become (LIBEXECDIR, name, argv);
}

/* Called in another way, it is a person who calls; sandglass-cli tells them. */
int
main (int   argc,
      char *argv[])
{
  if (argc == 2 && strcmp (argv[1], "statusline") == 0 && !isatty (STDIN_FILENO))
    become_first ("sandglass-statusline", (char *[]) { (char *) "sandglass-statusline", NULL });
  become_first ("sandglass-cli", argv);
  fprintf (stderr, "sandglass: %s/sandglass-cli: %s\n", LIBEXECDIR, strerror (errno));

  return EXIT_FAILURE;
}
