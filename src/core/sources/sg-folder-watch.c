/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-folder-watch.h"

#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

/* Claude Code writes a request as several lines: one look is enough for all of them. */
#define COALESCE_MS 200

/* More changed files than this are found faster by a walk. */
#define MAX_CHANGED 256

#define FOLDER_MASK (IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK)
#define ANCESTOR_MASK (IN_CREATE | IN_MOVED_TO | IN_ONLYDIR | IN_MASK_ADD)

/**
 * SgFolderWatch:
 *
 * Tells when a file whose name ends in a certain way is written below some
 * folders, which need not exist yet. One inotify descriptor, one watch a folder.
 */
struct _SgFolderWatch {
  GObject     parent_instance;

  char      **roots;        /* (owned) */
  char       *suffix;       /* (owned) */
  int         fd;
  guint       fd_source;
  guint       timeout;
  GHashTable *paths;        /* (owned) (element-type int utf8): by watch descriptor */
  GHashTable *folders;      /* (owned) (element-type utf8): those with FOLDER_MASK */
  GHashTable *changed;      /* (owned) (element-type utf8) */
  gboolean    all_changed;
  char       *problem;      /* (owned) (nullable) */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgFolderWatch, sg_folder_watch, G_TYPE_OBJECT)

static void
sg_folder_watch_finalize (GObject *object)
{
  SgFolderWatch *self = SG_FOLDER_WATCH (object);

  g_clear_pointer (&self->roots, g_strfreev);
  g_clear_pointer (&self->suffix, g_free);
  g_clear_handle_id (&self->fd_source, g_source_remove);
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->paths, g_hash_table_unref);
  g_clear_pointer (&self->folders, g_hash_table_unref);
  g_clear_pointer (&self->changed, g_hash_table_unref);
  g_clear_pointer (&self->problem, g_free);

  G_OBJECT_CLASS (sg_folder_watch_parent_class)->finalize (object);
}

static void
sg_folder_watch_class_init (SgFolderWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_folder_watch_finalize;

  /**
   * SgFolderWatch::changed:
   *
   * Something was written: 200 ms after the first of several writes, however many follow.
   */
  signals[CHANGED] =
    g_signal_new ("changed", SG_TYPE_FOLDER_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sg_folder_watch_init (SgFolderWatch *self)
{
  self->fd = -1;
  self->paths = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static gboolean
timeout_cb (gpointer user_data)
{
  SgFolderWatch *self = user_data;

  self->timeout = 0;
  g_signal_emit (self, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

static void
schedule (SgFolderWatch *self)
{
  if (self->timeout == 0)
    self->timeout = g_timeout_add (COALESCE_MS, timeout_cb, self);
}

static void
note_all (SgFolderWatch *self)
{
  self->all_changed = TRUE;
  g_hash_table_remove_all (self->changed);
  schedule (self);
}

static void
note_file (SgFolderWatch *self,
           const char    *path)
{
  if (self->all_changed)
    return;

  if (g_hash_table_size (self->changed) >= MAX_CHANGED)
    note_all (self);
  else
    g_hash_table_add (self->changed, g_strdup (path));
  schedule (self);
}

static void
set_problem (SgFolderWatch *self,
             const char    *path,
             int            error_number)
{
  if (self->problem != NULL || error_number == ENOENT || error_number == ENOTDIR)
    return;

  if (error_number == ENOSPC)
    self->problem = g_strdup_printf ("folders watched: only %u, the system allows no more "
                                     "(fs.inotify.max_user_watches)", g_hash_table_size (self->folders));
  else
    self->problem = g_strdup_printf ("%s is not watched: %s", path, g_strerror (error_number));
}

static gboolean
add_watch (SgFolderWatch *self,
           const char    *path,
           guint32        mask)
{
  int descriptor = self->fd >= 0 ? inotify_add_watch (self->fd, path, mask) : -1;

  if (descriptor < 0) {
    if (self->fd >= 0)
      set_problem (self, path, errno);
    return FALSE;
  }
  g_hash_table_replace (self->paths, GINT_TO_POINTER (descriptor), g_strdup (path));

  return TRUE;
}

static gboolean
add_folder (SgFolderWatch *self,
            const char    *path)
{
  if (g_hash_table_contains (self->folders, path) || !add_watch (self, path, FOLDER_MASK))
    return FALSE;

  return g_hash_table_add (self->folders, g_strdup (path));
}

static gboolean
is_below (const char *path,
          const char *folder)
{
  gsize length = strlen (folder);

  return strncmp (path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

/* The nearest folder there is tells when the next one on the way is made. */
static void
watch_way_to_root (SgFolderWatch *self,
                   const char    *root)
{
  g_autofree char *ancestor = g_path_get_dirname (root);

  while (!g_file_test (ancestor, G_FILE_TEST_IS_DIR)) {
    char *parent = g_path_get_dirname (ancestor);

    g_free (ancestor);
    ancestor = parent;
  }
  add_watch (self, ancestor, ANCESTOR_MASK);
}

/* While one root is there the others are not waited for: they may be folders of long ago. */
static void
watch_roots (SgFolderWatch *self)
{
  gboolean any = FALSE;

  for (guint i = 0; self->roots[i] != NULL; i++) {
    if (g_file_test (self->roots[i], G_FILE_TEST_IS_DIR)) {
      add_folder (self, self->roots[i]);
      any = TRUE;
    }
  }
  for (guint i = 0; self->roots[i] != NULL && !any; i++)
    watch_way_to_root (self, self->roots[i]);
}

/* A folder that is new may have got files before it was watched. */
static void
watch_new_folder (SgFolderWatch *self,
                  const char    *path)
{
  g_autoptr (GDir) folder = add_folder (self, path) ? g_dir_open (path, 0, NULL) : NULL;
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_str_has_suffix (name, self->suffix))
      note_file (self, child);
    else if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      watch_new_folder (self, child);
  }
}

/* Renamed folders take their watches along, under names that are no longer true. */
static void
start_over (SgFolderWatch *self)
{
  GHashTableIter iter;
  gpointer descriptor;

  g_hash_table_iter_init (&iter, self->paths);
  while (g_hash_table_iter_next (&iter, &descriptor, NULL))
    inotify_rm_watch (self->fd, GPOINTER_TO_INT (descriptor));
  g_hash_table_remove_all (self->paths);
  g_hash_table_remove_all (self->folders);
  watch_roots (self);
  note_all (self);
}

static gboolean
is_on_way_to_root (SgFolderWatch *self,
                   const char    *path)
{
  for (guint i = 0; self->roots[i] != NULL; i++) {
    if (is_below (self->roots[i], path))
      return TRUE;
  }

  return FALSE;
}

static void
folder_event (SgFolderWatch *self,
              guint32        mask,
              const char    *path,
              gboolean       below_root)
{
  gsize n_folders = g_hash_table_size (self->folders);

  if (is_on_way_to_root (self, path)) {
    watch_roots (self);
    if (g_hash_table_size (self->folders) != n_folders)
      note_all (self);
  } else if (below_root && (mask & IN_MOVED_FROM)) {
    start_over (self);
  } else if (below_root) {
    watch_new_folder (self, path);
  }
}

static void
forget_watch (SgFolderWatch *self,
              int            descriptor)
{
  const char *path = g_hash_table_lookup (self->paths, GINT_TO_POINTER (descriptor));
  gboolean on_way;

  if (path == NULL)
    return;
  on_way = is_on_way_to_root (self, path);
  g_hash_table_remove (self->folders, path);
  g_hash_table_remove (self->paths, GINT_TO_POINTER (descriptor));
  if (on_way)
    watch_roots (self);
}

static void
handle_event (SgFolderWatch              *self,
              const struct inotify_event *event)
{
  const char *folder = g_hash_table_lookup (self->paths, GINT_TO_POINTER (event->wd));
  g_autofree char *path = NULL;

  if (event->mask & IN_Q_OVERFLOW) {
    note_all (self);
  } else if (event->mask & IN_IGNORED) {
    forget_watch (self, event->wd);
  } else if (event->mask & IN_MOVE_SELF) {
    start_over (self);
  } else if (folder != NULL && event->len > 0) {
    gboolean below_root = g_hash_table_contains (self->folders, folder);

    path = g_build_filename (folder, event->name, NULL);
    if (event->mask & IN_ISDIR)
      folder_event (self, event->mask, path, below_root);
    else if (below_root && !(event->mask & IN_MOVED_FROM) && g_str_has_suffix (event->name, self->suffix))
      note_file (self, path);
  }
}

static gboolean
readable_cb (int          fd,
             GIOCondition condition,
             gpointer     user_data)
{
  SgFolderWatch *self = user_data;
  char buffer[16384] __attribute__ ((aligned (__alignof__ (struct inotify_event))));
  gssize length;

  while ((length = read (fd, buffer, sizeof buffer)) > 0) {
    for (gssize at = 0; at < length;) {
      const struct inotify_event *event = (const void *) (buffer + at);

      handle_event (self, event);
      at += (gssize) (sizeof *event + event->len);
    }
  }

  return G_SOURCE_CONTINUE;
}

/**
 * sg_folder_watch_new:
 * @roots: folders; one that is not there yet is found when it comes
 * @suffix: how the names of the files end that matter, for example `.jsonl`
 *
 * Watches the roots themselves; the folders below them are given to sg_folder_watch_add_folders().
 */
SgFolderWatch *
sg_folder_watch_new (const char *const *roots,
                     const char        *suffix)
{
  SgFolderWatch *self = g_object_new (SG_TYPE_FOLDER_WATCH, NULL);

  self->roots = g_strdupv ((char **) roots);
  self->suffix = g_strdup (suffix);
  self->fd = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  if (self->fd < 0) {
    self->problem = g_strdup_printf ("nothing is watched: %s (fs.inotify.max_user_instances)", g_strerror (errno));
    return self;
  }
  self->fd_source = g_unix_fd_add (self->fd, G_IO_IN, readable_cb, self);
  watch_roots (self);

  return self;
}

static int
compare_depth (gconstpointer a,
               gconstpointer b)
{
  const char *first = *(const char *const *) a, *second = *(const char *const *) b;
  int difference = 0;

  for (; *first != '\0'; first++)
    difference += *first == '/';
  for (; *second != '\0'; second++)
    difference -= *second == '/';

  return difference;
}

/**
 * sg_folder_watch_add_folders:
 * @folders: (element-type utf8): folders below the roots; those watched already stay so
 *
 * Where the system limits the watches, the folders nearest to the root get them.
 *
 * Returns: whether one of them is watched only now, so that what happened
 *   since it was listed may have been missed
 */
gboolean
sg_folder_watch_add_folders (SgFolderWatch *self,
                             GPtrArray     *folders)
{
  gboolean added = FALSE;

  g_return_val_if_fail (SG_IS_FOLDER_WATCH (self), FALSE);

  g_clear_pointer (&self->problem, g_free);
  if (self->fd < 0)
    self->problem = g_strdup ("nothing is watched (fs.inotify.max_user_instances)");

  g_ptr_array_sort (folders, compare_depth);
  for (guint i = 0; i < folders->len && self->problem == NULL; i++)
    added |= add_folder (self, g_ptr_array_index (folders, i));

  return added;
}

/**
 * sg_folder_watch_take_changed:
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the files written since the last call,
 *   or %NULL when that is not known and all must be looked at
 */
GPtrArray *
sg_folder_watch_take_changed (SgFolderWatch *self)
{
  GPtrArray *changed;
  GHashTableIter iter;
  gpointer path;

  g_return_val_if_fail (SG_IS_FOLDER_WATCH (self), NULL);

  if (self->all_changed) {
    self->all_changed = FALSE;
    return NULL;
  }

  changed = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_iter_init (&iter, self->changed);
  while (g_hash_table_iter_next (&iter, &path, NULL)) {
    g_hash_table_iter_steal (&iter);
    g_ptr_array_add (changed, path);
  }

  return changed;
}

/**
 * sg_folder_watch_get_problem:
 *
 * Returns: (transfer none) (nullable): why changes may be seen late
 */
const char *
sg_folder_watch_get_problem (SgFolderWatch *self)
{
  g_return_val_if_fail (SG_IS_FOLDER_WATCH (self), NULL);

  return self->problem;
}
