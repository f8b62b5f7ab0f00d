/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one place where Sandglass writes into Claude's folder: when its user says so, and what it showed. */

#include "sg-setup-statusline.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sg-claude-folder.h"
#include "sg-cli-program.h"
#include "sg-config.h"
#include "sg-error.h"
#include "sg-flatpak.h"
#include "sg-settings-file.h"
#include "sg-settings-text.h"
#include "sg-statusline-files.h"

#define PROGRAM "sandglass-statusline"

/* What is there, and what there shall be. */
typedef struct {
  SgSettingsFile *file;
  char           *backup_path;
  char           *command_path;   /* where the user's own command is kept while ours is set */
  char           *own_command;    /* what Claude Code shall run */
  char           *command;        /* (nullable): what it runs now */
} Setup;

static void
setup_clear (Setup *setup)
{
  g_clear_pointer (&setup->file, sg_settings_file_free);
  g_free (setup->backup_path);
  g_free (setup->command_path);
  g_free (setup->own_command);
  g_free (setup->command);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Setup, setup_clear)

static char *
shell_word (const char *path){
  for (const char *p = path; *p != '\0'; p++) {
    if (!g_ascii_isalnum (*p) && strchr ("/._-+", *p) == NULL)
      return g_shell_quote (path);
  }

  return g_strdup (path);
}

/* By hand people write `sandglass statusline`. */
static gboolean
is_ours (const char *command)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *name = NULL;

  if (command == NULL || !g_shell_parse_argv (command, NULL, &words, NULL))
    return FALSE;
  name = g_path_get_basename (words[0]);

  return (g_str_equal (name, PROGRAM) && words[1] == NULL) ||
         (g_str_equal (name, "sandglass") && g_strcmp0 (words[1], "statusline") == 0 && words[2] == NULL);
}

/* An absolute path that is gone belonged to a Sandglass that is gone. */
static gboolean
is_there (const char *command)
{
  g_auto (GStrv) words = NULL;

  return g_shell_parse_argv (command, NULL, &words, NULL) &&
         (!g_path_is_absolute (words[0]) || g_file_test (words[0], G_FILE_TEST_IS_EXECUTABLE));
}

static gboolean
look (Setup   *setup,
      GError **error)
{
  g_autoptr (GPtrArray) folders = sg_claude_folders_from_environment (NULL);
  const SgClaudeFolder *folder = sg_claude_folders_get_main (folders);
  g_autofree char *path = g_build_filename (folder->config_path, "settings.json", NULL);
  g_autofree char *program = sg_cli_program_path (PROGRAM);

  if (!g_file_test (folder->config_path, G_FILE_TEST_IS_DIR)) {
    g_set_error (error, SG_ERROR, SG_ERROR_NOT_FOUND, _ ("Claude Code's folder %s is not there"), folder->config_path);
    return FALSE;
  }

  setup->backup_path = g_strconcat (path, ".before-sandglass", NULL);
  setup->command_path = sg_statusline_files_command_path ();
  setup->own_command = shell_word (program);
  setup->file = sg_settings_file_read (path, error);
  if (setup->file == NULL)
    return FALSE;
  if (setup->file->text == NULL)
    return TRUE;

  if (!sg_settings_text_get_command (setup->file->text, &setup->command, error)) {
    g_prefix_error (error, "%s: ", path);
    return FALSE;
  }

  return TRUE;
}

static void
print_member (const char *label,
              const char *text)
{
  g_autofree char *member = text ? sg_settings_text_get_member (text) : NULL;
  g_auto (GStrv) lines = g_strsplit (member ? member : _ ("(no statusLine)"), "\n", -1);

  g_print ("%s\n", label);
  for (guint i = 0; lines[i] != NULL; i++)
    g_print ("  %s\n", lines[i]);
}

static gboolean
can_ask (void)
{
  return isatty (STDIN_FILENO) && isatty (STDOUT_FILENO);
}

static gboolean
ask (void)
{
  char answer[16];

  if (!can_ask ()) {
    g_printerr (_ ("Nothing is changed yet; --yes makes this change.\n"));
    return FALSE;
  }

  g_print (_ ("Make this change? [y/N] "));

  return fgets (answer, sizeof answer, stdin) != NULL && (answer[0] == 'y' || answer[0] == 'Y');
}

static gboolean
keep_command (const Setup *setup,
              GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (setup->command_path);
  g_autoptr (GError) local = NULL;

  if (setup->command == NULL || *setup->command == '\0') {
    g_unlink (setup->command_path);
    return TRUE;
  }
  if (g_mkdir_with_parents (folder, 0700) == 0 &&
      g_file_set_contents_full (setup->command_path, setup->command, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &local))
    return TRUE;

  g_set_error (error, SG_ERROR, SG_ERROR_DISK, "%s: %s", setup->command_path, local ? local->message : g_strerror (errno));

  return FALSE;
}

static char *
read_kept_command (const Setup *setup)
{
  char *command = NULL;

  g_file_get_contents (setup->command_path, &command, NULL, NULL);

  return command;
}

static int
say (const GError *error)
{
  g_printerr ("%s\n", error->message);

  return EXIT_FAILURE;
}

static void
show (const Setup *setup,
      const char  *after)
{
  g_print ("%s\n\n", setup->file->path);
  print_member (_ ("Before:"), setup->file->text);
  print_member (_ ("After:"), after);
  g_print ("\n");
}

/* The backup is of the settings before the first change of ours: where ours is only mended or taken out, it stays. */
static int
set (const Setup *setup,
     gboolean     yes)
{
  gboolean replaces_own = is_ours (setup->command);
  const char *backup_path = replaces_own ? NULL : setup->backup_path;
  g_autofree char *after = sg_settings_text_set_command (setup->file->text ? setup->file->text : "{}\n", setup->own_command);
  g_autoptr (GError) error = NULL;

  show (setup, after);
  if (setup->command != NULL && !replaces_own)
    g_print (_ ("Your own line stays: Sandglass runs its command with the same input.\n"));
  if (!yes && !ask ())
    return EXIT_SUCCESS;

  if (!replaces_own && !keep_command (setup, &error))
    return say (error);
  if (!sg_settings_file_replace (setup->file, after, backup_path, &error)) {
    if (!replaces_own)
      g_unlink (setup->command_path);
    return say (error);
  }

  g_print (_ ("Done. Claude Code hands its limits to Sandglass from its next message on.\n"));
  if (setup->file->text != NULL && backup_path != NULL)
    g_print (_ ("The settings before are kept as %s.\n"), setup->backup_path);

  return EXIT_SUCCESS;
}

/* Where there were settings before ours, they are kept. */
static gboolean
is_all_ours (const Setup *setup,
             const char  *after)
{
  g_autofree char *rest = g_strstrip (g_strdup (after));

  return g_str_equal (rest, "{}") && !g_file_test (setup->backup_path, G_FILE_TEST_EXISTS) &&
         !g_file_test (setup->file->path, G_FILE_TEST_IS_SYMLINK);
}

static gboolean
put_back (const Setup *setup,
          const char  *after,
          GError     **error)
{
  if (is_all_ours (setup, after))
    return sg_settings_file_remove (setup->file, error);

  return sg_settings_file_replace (setup->file, after, NULL, error);
}

static int
unset (const Setup *setup,
       gboolean     yes)
{
  g_autofree char *former = read_kept_command (setup);
  g_autofree char *after = sg_settings_text_set_command (setup->file->text, former);
  g_autoptr (GError) error = NULL;

  show (setup, after);
  /* Who is about to remove Sandglass must not take this for done. */
  if (!yes && !ask ())
    return can_ask () ? EXIT_SUCCESS : EXIT_FAILURE;

  if (!put_back (setup, after, &error))
    return say (error);
  g_unlink (setup->command_path);
  g_print (_ ("Done. Claude Code's status line is as it was before Sandglass.\n"));

  return EXIT_SUCCESS;
}

static int
explain_flatpak (gboolean undo)
{
  if (undo)
    g_print (_ ("From inside a Flatpak, Sandglass does not change Claude Code's settings. Take this out of ~/.claude/settings.json:\n"));
  else
    g_print (_ ("From inside a Flatpak, Sandglass does not change Claude Code's settings. Put this into ~/.claude/settings.json; "
                "it takes the place of a status line of your own:\n"));
  g_print ("\n  \"statusLine\": {\n    \"type\": \"command\",\n    \"command\": \"flatpak run --command=sandglass %s statusline\"\n  }\n", APP_ID);

  return EXIT_SUCCESS;
}

/**
 * sg_setup_statusline_check:
 *
 * Returns: the command's exit code: whether Claude Code runs our status line now
 */
int
sg_setup_statusline_check (void)
{
  g_auto (Setup) setup = { NULL };
  g_autoptr (GError) error = NULL;

  if (!look (&setup, &error))
    return say (error);
  if (!is_ours (setup.command) || !is_there (setup.command)) {
    g_print (_ ("It is not set up in %s.\n"), setup.file->path);
    return EXIT_FAILURE;
  }
  g_print (_ ("It is set up in %s.\n"), setup.file->path);

  return EXIT_SUCCESS;
}

/**
 * sg_setup_statusline:
 * @undo: gives the user's own status line back
 * @yes: makes the change without asking
 *
 * Returns: the command's exit code
 */
int
sg_setup_statusline (gboolean undo,
                     gboolean yes)
{
  g_auto (Setup) setup = { NULL };
  g_autoptr (GError) error = NULL;

  if (sg_flatpak_is_around ())
    return explain_flatpak (undo);
  if (!look (&setup, &error))
    return say (error);

  if (undo && !is_ours (setup.command)) {
    g_print (_ ("Claude Code's status line is not Sandglass's: there is nothing to undo.\n"));
    return EXIT_SUCCESS;
  }
  if (!undo && is_ours (setup.command) && is_there (setup.command)) {
    g_print (_ ("It is already set up in %s.\n"), setup.file->path);
    return EXIT_SUCCESS;
  }

  return undo ? unset (&setup, yes) : set (&setup, yes);
}
