/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-transcript-tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Claude Code nests four deep. */
#define MAX_DEPTH 32

typedef struct {
  guint64 device;
  guint64 inode;
} FolderId;

/* Fewer projects than this are walked before a thread is started. */
#define PROJECTS_WORTH_THREAD 8

/* What two walks share. */
typedef struct {
  GPtrArray *paths;         /* (unowned) (element-type utf8): folders in `projects/` itself wait for who has time */
  int        next;          /* (atomic) */
  GMutex     walked_lock;   /* for the tree's @walked */
} Projects;

typedef struct {
  SgTranscriptTree *tree;
  Projects         *projects;      /* (unowned) */
  GQueue            links;         /* (element-type utf8): folders behind links wait until all others are done */
  gsize             root_length;   /* of `…/projects/` */
} Walk;

static guint
folder_id_hash (gconstpointer id)
{
  const FolderId *self = id;

  return (guint) (self->inode ^ self->device * 31);
}

static gboolean
folder_id_equal (gconstpointer a,
                 gconstpointer b)
{
  const FolderId *first = a, *second = b;

  return first->inode == second->inode && first->device == second->device;
}

static void
file_free (SgTranscriptFile *file)
{
  g_free (file->path);
  g_free (file);
}

static SgTranscriptTree *
tree_new (GHashTable *walked)
{
  SgTranscriptTree *self = g_new0 (SgTranscriptTree, 1);

  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
  self->folders = g_ptr_array_new_with_free_func (g_free);
  self->walked = g_hash_table_ref (walked);

  return self;
}

SgTranscriptTree *
sg_transcript_tree_new (void)
{
  g_autoptr (GHashTable) walked = g_hash_table_new_full (folder_id_hash, folder_id_equal, g_free, NULL);

  return tree_new (walked);
}

void
sg_transcript_tree_free (SgTranscriptTree *self)
{
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->folders, g_ptr_array_unref);
  g_hash_table_unref (self->walked);
  for (guint i = 0; i < SG_TRANSCRIPT_N_SKIPS; i++)
    g_free (self->skipped_paths[i]);
  g_free (self);
}

/**
 * sg_transcript_tree_skip:
 *
 * Counts something that cannot be read.
 */
void
sg_transcript_tree_skip (SgTranscriptTree *self,
                         SgTranscriptSkip  reason,
                         const char       *path)
{
  if (self->n_skipped[reason]++ == 0)
    self->skipped_paths[reason] = g_strdup (path);
}

static void
add_file (SgTranscriptTree  *self,
          const char        *path,
          gsize              root_length,
          const struct stat *info)
{
  SgTranscriptFile *file = g_new0 (SgTranscriptFile, 1);

  file->path = g_strdup (path);
  file->relative = file->path + root_length;
  file->inode = info->st_ino;
  file->size = (guint64) info->st_size;
  file->mtime_ns = info->st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + info->st_mtim.tv_nsec;
  g_ptr_array_add (self->files, file);
}

static gboolean
is_transcript (const char *name)
{
  return g_str_has_suffix (name, ".jsonl") && strlen (name) > strlen (".jsonl");
}

static void walk_folder (Walk       *walk,
                         int         parent_fd,
                         const char *name,
                         GString    *path,
                         guint       depth);

static void
look_at_link (Walk          *walk,
              int            fd,
              struct dirent *entry,
              GString       *path)
{
  struct stat info;

  if (fstatat (fd, entry->d_name, &info, 0) == 0 && S_ISDIR (info.st_mode))
    g_queue_push_tail (&walk->links, g_strdup (path->str));
  else if (is_transcript (entry->d_name))
    sg_transcript_tree_skip (walk->tree, SG_TRANSCRIPT_SKIP_LINK, path->str);
}

static void
look_at_entry (Walk          *walk,
               int            fd,
               struct dirent *entry,
               GString       *path,
               guint          depth)
{
  gboolean named_like_one = is_transcript (entry->d_name);
  struct stat info;

  if (entry->d_type == DT_DIR && depth == 0) {
    g_ptr_array_add (walk->projects->paths, g_strdup (path->str));
    return;
  }
  if (entry->d_type == DT_DIR) {
    walk_folder (walk, fd, entry->d_name, path, depth + 1);
    return;
  }
  if (!named_like_one && entry->d_type != DT_UNKNOWN && entry->d_type != DT_LNK)
    return;

  if (fstatat (fd, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0)
    sg_transcript_tree_skip (walk->tree, SG_TRANSCRIPT_SKIP_UNREADABLE, path->str);
  else if (S_ISDIR (info.st_mode))
    walk_folder (walk, fd, entry->d_name, path, depth + 1);
  else if (S_ISLNK (info.st_mode))
    look_at_link (walk, fd, entry, path);
  else if (named_like_one && S_ISREG (info.st_mode))
    add_file (walk->tree, path->str, walk->root_length, &info);
  else if (named_like_one)
    sg_transcript_tree_skip (walk->tree, SG_TRANSCRIPT_SKIP_NOT_FILE, path->str);
}

static void
walk_entries (Walk    *walk,
              DIR     *folder,
              GString *path,
              guint    depth)
{
  gsize length = path->len;
  struct dirent *entry;

  while ((entry = readdir (folder)) != NULL) {
    if (strcmp (entry->d_name, ".") == 0 || strcmp (entry->d_name, "..") == 0)
      continue;
    g_string_append_c (path, '/');
    g_string_append (path, entry->d_name);
    look_at_entry (walk, dirfd (folder), entry, path, depth);
    g_string_truncate (path, length);
  }
}

static gboolean
is_new_folder (Walk *walk,
               int   fd)
{
  g_autoptr (GMutexLocker) locker = NULL;
  struct stat info;
  FolderId id;

  if (fstat (fd, &info) != 0)
    return FALSE;
  id = (FolderId) { info.st_dev, info.st_ino };
  locker = g_mutex_locker_new (&walk->projects->walked_lock);

  return g_hash_table_add (walk->tree->walked, g_memdup2 (&id, sizeof id));
}

static void
walk_folder (Walk       *walk,
             int         parent_fd,
             const char *name,
             GString    *path,
             guint       depth)
{
  int fd;
  DIR *folder;

  if (depth > MAX_DEPTH) {
    sg_transcript_tree_skip (walk->tree, SG_TRANSCRIPT_SKIP_TOO_DEEP, path->str);
    return;
  }

  fd = openat (parent_fd, name, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC | (depth > 0 ? O_NOFOLLOW : 0));
  if (fd >= 0 && !is_new_folder (walk, fd)) {
    sg_transcript_tree_skip (walk->tree, SG_TRANSCRIPT_SKIP_LOOP, path->str);
    close (fd);
    return;
  }
  folder = fd >= 0 ? fdopendir (fd) : NULL;
  if (folder == NULL) {
    sg_transcript_tree_skip (walk->tree, SG_TRANSCRIPT_SKIP_UNREADABLE, path->str);
    if (fd >= 0)
      close (fd);
    return;
  }

  g_ptr_array_add (walk->tree->folders, g_strdup (path->str));
  walk_entries (walk, folder, path, depth);
  closedir (folder);
}

static gpointer
walk_projects (gpointer data)
{
  Walk *walk = data;
  g_autoptr (GString) path = g_string_new (NULL);

  for (;;) {
    guint index = (guint) g_atomic_int_add (&walk->projects->next, 1);

    if (index >= walk->projects->paths->len)
      break;
    g_string_assign (path, g_ptr_array_index (walk->projects->paths, index));
    walk_folder (walk, AT_FDCWD, g_ptr_array_index (walk->projects->paths, index), path, 1);
  }
  g_atomic_int_add (&walk->projects->next, -1);

  return NULL;
}

static void
take_over (Walk *walk,
           Walk *other)
{
  SgTranscriptTree *tree = walk->tree;

  g_ptr_array_extend_and_steal (tree->files, g_steal_pointer (&other->tree->files));
  g_ptr_array_extend_and_steal (tree->folders, g_steal_pointer (&other->tree->folders));
  while (!g_queue_is_empty (&other->links))
    g_queue_push_tail (&walk->links, g_queue_pop_head (&other->links));
  for (guint i = 0; i < SG_TRANSCRIPT_N_SKIPS; i++) {
    tree->n_skipped[i] += other->tree->n_skipped[i];
    if (tree->skipped_paths[i] == NULL)
      tree->skipped_paths[i] = g_steal_pointer (&other->tree->skipped_paths[i]);
  }
}

static void
walk_projects_by_two (Walk *walk)
{
  g_autoptr (SgTranscriptTree) tree = tree_new (walk->tree->walked);
  Walk other = { .tree = tree, .projects = walk->projects, .root_length = walk->root_length, .links = G_QUEUE_INIT };
  GThread *thread = g_thread_new ("projects", walk_projects, &other);

  walk_projects (walk);
  g_thread_join (thread);
  take_over (walk, &other);
}

/* Without slashes at the end */
static gsize
path_length (const char *path)
{
  gsize length = strlen (path);

  while (length > 1 && path[length - 1] == '/')
    length--;

  return length;
}

/**
 * sg_transcript_tree_walk:
 * @projects_path: may be a link itself
 *
 * Adds all files named `*.jsonl` at any depth. Nothing is opened but folders.
 * A linked folder is walked once, under its own name if it has one here; so is
 * one that another walk of @self has met.
 *
 * Returns: %FALSE when there is no such folder
 */
gboolean
sg_transcript_tree_walk (SgTranscriptTree *self,
                         const char       *projects_path)
{
  gsize length = path_length (projects_path);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  Projects projects = { .paths = paths };
  Walk walk = { .tree = self, .projects = &projects, .root_length = length + 1, .links = G_QUEUE_INIT };
  g_autoptr (GString) path = g_string_new_len (projects_path, (gssize) length);

  if (!g_file_test (projects_path, G_FILE_TEST_IS_DIR))
    return FALSE;

  g_mutex_init (&projects.walked_lock);
  walk_folder (&walk, AT_FDCWD, projects_path, path, 0);
  if (paths->len >= PROJECTS_WORTH_THREAD)
    walk_projects_by_two (&walk);
  walk_projects (&walk);
  while (!g_queue_is_empty (&walk.links)) {
    g_autofree char *link = g_queue_pop_head (&walk.links);

    g_string_assign (path, link);
    walk_folder (&walk, AT_FDCWD, link, path, 0);
    walk_projects (&walk);
  }
  g_mutex_clear (&projects.walked_lock);

  return TRUE;
}

/**
 * sg_transcript_tree_add_file:
 * @projects_path: the folder @path is below
 * @path: a file that a watch told of; one that is gone again is no one's loss
 */
void
sg_transcript_tree_add_file (SgTranscriptTree *self,
                             const char       *projects_path,
                             const char       *path)
{
  struct stat info;

  if (!is_transcript (path) || fstatat (AT_FDCWD, path, &info, AT_SYMLINK_NOFOLLOW) != 0)
    return;

  if (S_ISREG (info.st_mode))
    add_file (self, path, path_length (projects_path) + 1, &info);
  else
    sg_transcript_tree_skip (self, S_ISLNK (info.st_mode) ? SG_TRANSCRIPT_SKIP_LINK : SG_TRANSCRIPT_SKIP_NOT_FILE, path);
}

/**
 * sg_transcript_tree_describe_skipped:
 *
 * Returns: (transfer full) (nullable): for the doctor, for example
 *   `3 skipped: 2 unreadable (/home/a/.claude/projects/x.jsonl …), 1 link (…)`
 */
char *
sg_transcript_tree_describe_skipped (SgTranscriptTree *self)
{
  static const char *reasons[] = { "unreadable", "no ordinary file", "a link", "walked already", "nested too deep" };
  g_autoptr (GString) list = g_string_new (NULL);
  guint n_skipped = 0;

  for (guint i = 0; i < SG_TRANSCRIPT_N_SKIPS; i++) {
    if (self->n_skipped[i] == 0)
      continue;
    n_skipped += self->n_skipped[i];
    g_string_append_printf (list, "%s%u %s (%s%s)", list->len > 0 ? ", " : "", self->n_skipped[i], reasons[i],
                            self->skipped_paths[i], self->n_skipped[i] > 1 ? " …" : "");
  }

  return n_skipped > 0 ? g_strdup_printf ("%u skipped: %s", n_skipped, list->str) : NULL;
}
