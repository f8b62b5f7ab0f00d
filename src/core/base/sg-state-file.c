/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-state-file.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "sg-error.h"

struct _SgStateFile {
  GObject   parent_instance;

  char     *path;
  GKeyFile *keys;      /* (owned) */
  char     *problem;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (SgStateFile, sg_state_file, G_TYPE_OBJECT)

static void
sg_state_file_finalize (GObject *object)
{
  SgStateFile *self = SG_STATE_FILE (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->keys, g_key_file_unref);
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (sg_state_file_parent_class)->finalize (object);
}

static void
sg_state_file_class_init (SgStateFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_state_file_finalize;
}

static void
sg_state_file_init (SgStateFile *self)
{
  self->keys = g_key_file_new ();
}

static void
load (SgStateFile *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  if (g_key_file_load_from_file (self->keys, self->path, G_KEY_FILE_NONE, &error) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return;

  if (error->domain != G_KEY_FILE_ERROR) {
    self->problem = g_strdup_printf ("%s: %s", self->path, error->message);
    return;
  }

  aside = g_strconcat (self->path, ".damaged", NULL);
  self->problem = g_rename (self->path, aside) == 0
    ? g_strdup_printf ("%s was damaged; it is kept as %s", self->path, aside)
    : g_strdup_printf ("%s is damaged", self->path);
  g_key_file_unref (self->keys);
  self->keys = g_key_file_new ();
}

/**
 * sg_state_file_new:
 * @path: (nullable): the file; it and its folder are made by the first save. %NULL is
 *   a state that is never kept, for a command that only looks
 *
 * A damaged file is moved aside, never overwritten.
 *
 * Returns: (transfer full): what the file held, or nothing
 */
SgStateFile *
sg_state_file_new (const char *path)
{
  SgStateFile *self = g_object_new (SG_TYPE_STATE_FILE, NULL);

  self->path = g_strdup (path);
  if (path != NULL)
    load (self);

  return self;
}

/**
 * sg_state_file_get_strings:
 *
 * Returns: (transfer full): the list, empty when there is none
 */
GStrv
sg_state_file_get_strings (SgStateFile *self,
                           const char  *group,
                           const char  *key)
{
  GStrv values = g_key_file_get_string_list (self->keys, group, key, NULL, NULL);

  return values ? values : g_new0 (char *, 1);
}

gint64
sg_state_file_get_int (SgStateFile *self,
                       const char  *group,
                       const char  *key,
                       gint64       fallback)
{
  g_autoptr (GError) error = NULL;
  gint64 value = g_key_file_get_int64 (self->keys, group, key, &error);

  return error ? fallback : value;
}

void
sg_state_file_set_strings (SgStateFile       *self,
                           const char        *group,
                           const char        *key,
                           const char *const *values)
{
  g_key_file_set_string_list (self->keys, group, key, values, g_strv_length ((GStrv) values));
}

void
sg_state_file_set_int (SgStateFile *self,
                       const char  *group,
                       const char  *key,
                       gint64       value)
{
  g_key_file_set_int64 (self->keys, group, key, value);
}

static void
replace (const char *path,
         const char *text,
         gsize       length,
         GError    **error)
{
  /* Newer GLib keeps the mode of a file that is there. */
  g_chmod (path, 0600);
  g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * sg_state_file_save:
 *
 * Writes beside the file and renames, so a crash leaves the old or the new one.
 *
 * Returns: %FALSE with @error set to %SG_ERROR_DISK; what is in memory stays good
 */
gboolean
sg_state_file_save (SgStateFile *self,
                    GError     **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;
  gsize length;

  if (self->path == NULL)
    return TRUE;

  folder = g_path_get_dirname (self->path);
  text = g_key_file_to_data (self->keys, &length, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_set_error_literal (&local, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
  else
    replace (self->path, text, length, &local);

  g_clear_pointer (&self->problem, g_free);
  if (local == NULL)
    return TRUE;

  self->problem = g_strdup_printf ("%s: %s", self->path, local->message);
  g_set_error_literal (error, SG_ERROR, SG_ERROR_DISK, self->problem);

  return FALSE;
}

/**
 * sg_state_file_get_problem:
 *
 * Returns: (transfer none) (nullable): what went wrong when it was last read or written
 */
const char *
sg_state_file_get_problem (SgStateFile *self)
{
  return self->problem;
}
