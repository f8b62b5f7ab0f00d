/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-autostart.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sg-config.h"

static char *
get_path (const char *config_dir)
{
  return g_build_filename (config_dir, "autostart", APP_ID ".desktop", NULL);
}

/**
 * sg_autostart_is_on:
 * @config_dir: for example ~/.config
 */
gboolean
sg_autostart_is_on (const char *config_dir)
{
  g_autofree char *path = get_path (config_dir);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  return g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL) &&
         !g_key_file_get_boolean (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN, NULL);
}

/* The Exec key has a quoting of its own: a path in double quotes, four characters escaped, and % doubled. */
static char *
quote_exec (const char *program)
{
  g_autoptr (GString) quoted = g_string_new ("\"");

  for (const char *p = program; *p != '\0'; p++) {
    if (strchr ("\"`$\\", *p) != NULL)
      g_string_append_c (quoted, '\\');
    if (*p == '%')
      g_string_append_c (quoted, '%');
    g_string_append_c (quoted, *p);
  }
  g_string_append_c (quoted, '"');

  return g_string_free (g_steal_pointer (&quoted), FALSE);
}

static gboolean
write_file (const char *path,
            const char *program,
            GError    **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *exec = quote_exec (program);
  g_autofree char *dir = g_path_get_dirname (path);

  if (g_mkdir_with_parents (dir, 0700) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", dir, g_strerror (errno));
    return FALSE;
  }

  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_TYPE, "Application");
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_NAME, "Sandglass");
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_ICON, APP_ID);
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, exec);

  return g_key_file_save_to_file (file, path, error);
}

/**
 * sg_autostart_set:
 * @program: (type filename): the agent
 *
 * Returns: %FALSE with @error set when the file could not be written or removed
 */
gboolean
sg_autostart_set (const char *config_dir,
                  const char *program,
                  gboolean    on,
                  GError    **error)
{
  g_autofree char *path = get_path (config_dir);

  if (on)
    return write_file (path, program, error);

  if (g_unlink (path) != 0 && errno != ENOENT) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
    return FALSE;
  }

  return TRUE;
}
