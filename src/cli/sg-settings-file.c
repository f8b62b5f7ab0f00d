/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-settings-file.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sg-error.h"
#include "sg-whole-write.h"

#define MAX_SETTINGS_BYTES (16 * 1024 * 1024)
#define MODE_OF_NEW_FILE 0600

void
sg_settings_file_free (SgSettingsFile *self)
{
  g_free (self->path);
  g_free (self->target);
  g_free (self->text);
  g_free (self);
}

static gboolean
read_text (SgSettingsFile *self,
           GError        **error)
{
  int fd = sg_whole_file_open (self->target, MAX_SETTINGS_BYTES, &self->stamp, error);
  struct stat info;
  gsize length;

  if (fd < 0)
    return FALSE;
  if (fstat (fd, &info) == 0)
    self->mode = info.st_mode & 07777;
  self->text = sg_whole_file_read (fd, self->target, MAX_SETTINGS_BYTES, &length, error);
  close (fd);

  if (self->text != NULL && strlen (self->text) != length) {
    g_set_error (error, SG_ERROR, SG_ERROR_BAD_DATA, _ ("%s: it is not UTF-8 text"), self->path);
    return FALSE;
  }

  return self->text != NULL;
}

/**
 * sg_settings_file_read:
 * @path: need not exist; a link is followed
 *
 * Returns: (transfer full): what is there, perhaps nothing; %NULL with an #SgError when it cannot be
 *   read, or when @path is a link that leads nowhere
 */
SgSettingsFile *
sg_settings_file_read (const char *path,
                       GError    **error)
{
  g_autoptr (SgSettingsFile) self = g_new0 (SgSettingsFile, 1);
  struct stat info;

  self->path = g_strdup (path);
  self->target = realpath (path, NULL);
  self->mode = MODE_OF_NEW_FILE;
  if (self->target != NULL)
    return read_text (self, error) ? g_steal_pointer (&self) : NULL;

  if (lstat (path, &info) == 0 || errno != ENOENT) {
    g_set_error (error, SG_ERROR, SG_ERROR_UNREADABLE, "%s leads nowhere", path);
    return NULL;
  }
  self->target = g_strdup (path);

  return g_steal_pointer (&self);
}

static gboolean
set_disk_error (GError    **error,
                const char *path)
{
  g_set_error (error, SG_ERROR, SG_ERROR_DISK, "%s: %s", path, g_strerror (errno));

  return FALSE;
}

static gboolean
fill (int         fd,
      const char *text,
      guint32     mode)
{
  int why = sg_whole_write (fd, text, strlen (text));

  if (why != 0) {
    errno = why;
    return FALSE;
  }

  return fchmod (fd, mode) == 0 && fsync (fd) == 0;
}

static gboolean
write_whole (const char *path,
             const char *text,
             guint32     mode,
             GError    **error)
{
  g_autofree char *beside = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp (beside);
  gboolean done;

  if (fd < 0)
    return set_disk_error (error, path);

  done = fill (fd, text, mode);
  if (!done)
    set_disk_error (error, path);
  close (fd);
  if (done && g_rename (beside, path) != 0)
    done = set_disk_error (error, path);
  if (!done)
    g_unlink (beside);

  return done;
}

/* Claude Code writes its settings too, and a question may wait long for its answer. */
static gboolean
is_unchanged (const SgSettingsFile *self)
{
  SgFileStamp stamp;
  int fd = sg_whole_file_open (self->target, MAX_SETTINGS_BYTES, &stamp, NULL);

  if (fd < 0)
    return self->text == NULL;
  close (fd);

  return self->text != NULL && sg_file_stamp_equal (&stamp, &self->stamp);
}

static gboolean
check_unchanged (const SgSettingsFile *self,
                 GError              **error)
{
  if (is_unchanged (self))
    return TRUE;

  g_set_error (error, SG_ERROR, SG_ERROR_DISK, _ ("%s has been changed by somebody else in the meantime"), self->path);

  return FALSE;
}

/**
 * sg_settings_file_remove:
 *
 * Where it is a link, what that leads to.
 *
 * Returns: %FALSE with %SG_ERROR_DISK; the file is then as it was
 */
gboolean
sg_settings_file_remove (const SgSettingsFile *self,
                         GError              **error)
{
  if (!check_unchanged (self, error))
    return FALSE;

  return g_unlink (self->target) == 0 || set_disk_error (error, self->path);
}

/**
 * sg_settings_file_replace:
 * @text: what the file shall hold
 * @backup_path: (nullable): where what it held before is kept; nothing is, where there was no file
 *
 * Writes beside the file and renames, with the mode it had; a link stays a link.
 *
 * Returns: %FALSE with %SG_ERROR_DISK; the file is then as it was
 */
gboolean
sg_settings_file_replace (const SgSettingsFile *self,
                          const char           *text,
                          const char           *backup_path,
                          GError              **error)
{
  if (!check_unchanged (self, error))
    return FALSE;
  if (self->text != NULL && backup_path != NULL && !write_whole (backup_path, self->text, self->mode, error))
    return FALSE;

  return write_whole (self->target, text, self->mode, error);
}
