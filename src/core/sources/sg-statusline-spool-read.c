/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The newest of all sessions' captures, window by window. For worker threads. */

#include "sg-statusline-spool-read.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sg-claude-folder.h"
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

/* Of one profile. */
typedef struct {
  const char *profile;   /* (nullable): %NULL for the main one */
  SgLimit    *session;   /* (owned) (nullable) */
  SgLimit    *week;      /* (owned) (nullable) */
} Found;

static void
found_clear (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->session, sg_limit_free);
  g_clear_pointer (&found->week, sg_limit_free);
}

/* The first is the main profile's. */
static GArray *
list_profiles (GHashTable *owners)
{
  GArray *all = g_array_new (FALSE, TRUE, sizeof (Found));
  g_autoptr (GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer profile;

  g_array_set_clear_func (all, found_clear);
  g_array_set_size (all, 1);
  if (owners == NULL)
    return all;

  g_hash_table_iter_init (&iter, owners);
  while (g_hash_table_iter_next (&iter, NULL, &profile)) {
    Found found = { .profile = profile };

    if (!g_str_equal (profile, SG_CLAUDE_MAIN_PROFILE) && g_hash_table_add (listed, profile))
      g_array_append_val (all, found);
  }

  return all;
}

/* A login that is none of the profiles has limits of its own: they must not pass for another's. */
static Found *
find_owner (GArray             *all,
            GHashTable         *owners,
            const SgStatusline *capture)
{
  const char *profile = owners && capture->folder ? g_hash_table_lookup (owners, capture->folder) : SG_CLAUDE_MAIN_PROFILE;

  for (guint i = 0; profile != NULL && i < all->len; i++) {
    Found *found = &g_array_index (all, Found, i);

    if (g_str_equal (found->profile ? found->profile : SG_CLAUDE_MAIN_PROFILE, profile))
      return found;
  }

  return NULL;
}

static gboolean
is_all_found (GArray *all)
{
  for (guint i = 0; i < all->len; i++) {
    const Found *found = &g_array_index (all, Found, i);

    if (found->session == NULL || found->week == NULL)
      return FALSE;
  }

  return TRUE;
}

static SgReading *
make_reading (Found     *found,
              GDateTime *now)
{
  gboolean knows = found->session != NULL || found->week != NULL;
  SgReading *reading = sg_reading_new (SG_ORIGIN_STATUSLINE, knows ? newer_of (found->session, found->week) : now);

  reading->profile = g_strdup (found->profile);
  if (found->session != NULL)
    sg_reading_take_limit (reading, g_steal_pointer (&found->session));
  if (found->week != NULL)
    sg_reading_take_limit (reading, g_steal_pointer (&found->week));

  return reading;
}

/* %NULL when nobody has one */
static SgReading *
make_readings (GArray    *all,
               GDateTime *now)
{
  g_autoptr (SgReading) reading = make_reading (&g_array_index (all, Found, 0), now);

  for (guint i = 1; i < all->len; i++) {
    Found *found = &g_array_index (all, Found, i);

    if (found->session != NULL || found->week != NULL)
      sg_reading_take_other (reading, make_reading (found, now));
  }

  return reading->limits || reading->others ? g_steal_pointer (&reading) : NULL;
}

/**
 * sg_statusline_spool_read:
 * @folder: where sandglass-statusline writes; need not exist
 * @owners: (nullable) (element-type utf8 utf8): whose a capture is, by #SgStatusline's folder; one of another folder
 *   is nobody's, one without a folder the main profile's
 *
 * Captures older than eight days say nothing, and their files, which are our own, are
 * removed. A file is written when it is captured, so the newest ones are enough.
 *
 * Returns: (transfer full): the two windows as far as they are known, each as of its own
 *   capture; %NULL with %SG_ERROR_NOT_FOUND or %SG_ERROR_DISK
 */
SgReading *
sg_statusline_spool_read (const char *folder,
                          GHashTable *owners,
                          GDateTime  *now,
                          GError    **error)
{
  g_autoptr (GPtrArray) files = list_files (folder, now, error);
  g_autoptr (GArray) all = list_profiles (owners);
  SgReading *reading;
  guint n_foreign = 0;

  if (files == NULL)
    return NULL;

  for (guint i = 0; i < files->len && !is_all_found (all); i++) {
    const File *file = g_ptr_array_index (files, i);
    g_autoptr (SgStatusline) capture = read_capture (file->path);
    Found *found;

    if (capture == NULL || !is_of_our_time (capture, now))
      continue;
    found = find_owner (all, owners, capture);
    if (found == NULL) {
      n_foreign++;
      continue;
    }
    take_if_newer (&found->session, capture, SG_LIMIT_SESSION);
    take_if_newer (&found->week, capture, SG_LIMIT_WEEKLY);
  }

  reading = make_readings (all, now);
  if (reading == NULL && n_foreign > 0)
    g_set_error (error, SG_ERROR, SG_ERROR_NOT_FOUND, "only captures of other Claude folders in %s; the setting “profiles” names further ones", folder);
  else if (reading == NULL)
    g_set_error (error, SG_ERROR, SG_ERROR_NOT_FOUND, "no capture in %s; “sandglass setup statusline” has Claude Code write them", folder);

  return reading;
}
