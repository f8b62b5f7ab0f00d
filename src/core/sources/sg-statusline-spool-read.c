/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The newest of all sessions' captures, window by window. For worker threads. */

#include "sg-statusline-spool-read.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sg-error.h"
#include "sg-statusline.h"
#include "sg-whole-file.h"

#define SUFFIX ".json"
#define UNFINISHED_SUFFIX ".tmp"
#define MAX_CAPTURE_BYTES 65536
#define MAX_AGE_SECONDS (8 * 24 * 60 * 60)

/* As the ladder has it: a capture from a clock that ran ahead must not hide the others. */
#define FUTURE_SECONDS (5 * 60)

typedef struct {
  char  *path;
  gint64 modified_ns;
} File;

static void
file_free (File *file)
{
  g_free (file->path);
  g_free (file);
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const File *first = *(const File *const *) a, *second = *(const File *const *) b;

  return (first->modified_ns < second->modified_ns) - (first->modified_ns > second->modified_ns);
}

/* Only what sandglass-statusline makes is ours to read or to remove. */
static gboolean
is_ours (const char *name)
{
  const char *end = strstr (name, SUFFIX);
  g_autofree char *session_id = end ? g_strndup (name, (gsize) (end - name)) : NULL;

  return sg_statusline_is_session_id (session_id) &&
         (g_str_equal (end, SUFFIX) || g_str_has_suffix (end, UNFINISHED_SUFFIX));
}

static void
add_file (GPtrArray  *files,
          int         folder_fd,
          const char *folder,
          const char *name,
          gint64      now_seconds)
{
  struct stat info;
  File *file;

  if (!is_ours (name) || fstatat (folder_fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG (info.st_mode))
    return;
  if (info.st_mtim.tv_sec < now_seconds - MAX_AGE_SECONDS) {
    unlinkat (folder_fd, name, 0);
    return;
  }
  if (!g_str_has_suffix (name, SUFFIX))
    return;

  file = g_new (File, 1);
  file->path = g_build_filename (folder, name, NULL);
  file->modified_ns = (gint64) info.st_mtim.tv_sec * 1000000000 + info.st_mtim.tv_nsec;
  g_ptr_array_add (files, file);
}

/* Newest first; those past their time are removed. */
static GPtrArray *
list_files (const char *folder,
            GDateTime  *now,
            GError    **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
  g_autoptr (GError) local = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &local);
  int folder_fd = dir ? open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
  const char *name;

  if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return g_steal_pointer (&files);
  if (folder_fd < 0) {
    g_set_error (error, SG_ERROR, SG_ERROR_DISK, "%s: %s", folder, local ? local->message : "it cannot be opened");
    return NULL;
  }

  while ((name = g_dir_read_name (dir)) != NULL)
    add_file (files, folder_fd, folder, name, g_date_time_to_unix (now));
  close (folder_fd);
  g_ptr_array_sort (files, compare_newest_first);

  return g_steal_pointer (&files);
}

static SgStatusline *
read_capture (const char *path)
{
  SgFileStamp stamp;
  int fd = sg_whole_file_open (path, MAX_CAPTURE_BYTES, &stamp, NULL);
  g_autofree char *text = NULL;
  gsize length;

  if (fd < 0)
    return NULL;
  text = sg_whole_file_read (fd, path, MAX_CAPTURE_BYTES, &length, NULL);
  close (fd);

  return text ? sg_statusline_parse_capture (text, length, NULL) : NULL;
}

static gboolean
is_of_our_time (const SgStatusline *capture,
                GDateTime          *now)
{
  gint64 age_seconds = g_date_time_to_unix (now) - capture->as_of_ms / 1000;

  return age_seconds <= MAX_AGE_SECONDS && age_seconds >= -FUTURE_SECONDS;
}

static void
take_if_newer (SgLimit           **newest,
               const SgStatusline *capture,
               SgLimitKind         kind)
{
  g_autoptr (SgLimit) limit = sg_statusline_get_limit (capture, kind);

  if (limit == NULL || (*newest != NULL && g_date_time_compare (limit->as_of, (*newest)->as_of) <= 0))
    return;

  g_clear_pointer (newest, sg_limit_free);
  *newest = g_steal_pointer (&limit);
}

static GDateTime *
newer_of (const SgLimit *session,
          const SgLimit *week)
{
  if (session == NULL || week == NULL)
    return session ? session->as_of : week->as_of;

  return g_date_time_compare (session->as_of, week->as_of) >= 0 ? session->as_of : week->as_of;
}

static SgReading *
make_reading (SgLimit *session,
              SgLimit *week)
{
  SgReading *reading = sg_reading_new (SG_ORIGIN_STATUSLINE, newer_of (session, week));

  if (session != NULL)
    sg_reading_take_limit (reading, session);
  if (week != NULL)
    sg_reading_take_limit (reading, week);

  return reading;
}

/**
 * sg_statusline_spool_read:
 * @folder: where sandglass-statusline writes; need not exist
 *
 * Captures older than eight days say nothing, and their files, which are our own, are
 * removed. A file is written when it is captured, so the newest ones are enough.
 *
 * Returns: (transfer full): the two windows as far as they are known, each as of its own
 *   capture; %NULL with %SG_ERROR_NOT_FOUND or %SG_ERROR_DISK
 */
SgReading *
sg_statusline_spool_read (const char *folder,
                          GDateTime  *now,
                          GError    **error)
{
  g_autoptr (GPtrArray) files = list_files (folder, now, error);
  g_autoptr (SgLimit) session = NULL;
  g_autoptr (SgLimit) week = NULL;

  if (files == NULL)
    return NULL;

  for (guint i = 0; i < files->len && (session == NULL || week == NULL); i++) {
    const File *file = g_ptr_array_index (files, i);
    g_autoptr (SgStatusline) capture = read_capture (file->path);

    if (capture == NULL || !is_of_our_time (capture, now))
      continue;
    take_if_newer (&session, capture, SG_LIMIT_SESSION);
    take_if_newer (&week, capture, SG_LIMIT_WEEKLY);
  }

  if (session == NULL && week == NULL) {
    g_set_error (error, SG_ERROR, SG_ERROR_NOT_FOUND, "no capture in %s; “sandglass setup statusline” has Claude Code write them", folder);
    return NULL;
  }

  return make_reading (g_steal_pointer (&session), g_steal_pointer (&week));
}
