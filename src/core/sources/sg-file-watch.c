/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-file-watch.h"

/**
 * SgFileWatch:
 *
 * Notices when one file is written, replaced by a rename, made or removed. The
 * folder is watched, not the file; while the folder is missing, the nearest one
 * above it that exists.
 */
struct _SgFileWatch {
  GObject       parent_instance;

  GFile        *file;
  GFile        *watched;   /* (owned) (nullable) */
  GFileMonitor *monitor;   /* (owned) (nullable) */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgFileWatch, sg_file_watch, G_TYPE_OBJECT)

static void     stop (SgFileWatch *self);
static gboolean watch (SgFileWatch *self);

static gboolean
is_ours (SgFileWatch *self,
         GFile       *file)
{
  return file != NULL && g_file_equal (file, self->file);
}

static gboolean
is_our_folder (SgFileWatch *self)
{
  return self->watched != NULL && g_file_has_parent (self->file, self->watched);
}

static void
folder_changed_cb (GFileMonitor     *monitor,
                   GFile            *file,
                   GFile            *other,
                   GFileMonitorEvent event,
                   gpointer          user_data)
{
  g_autoptr (SgFileWatch) self = g_object_ref (SG_FILE_WATCH (user_data));
  gboolean moved = FALSE;

  if (event == G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED)
    return;
  /* It is gone. One in its place is another, whatever it is called. */
  if (self->watched != NULL && g_file_equal (file, self->watched))
    stop (self);
  if (!is_our_folder (self))
    moved = watch (self);

  if (moved || is_ours (self, file) || is_ours (self, other))
    g_signal_emit (self, signals[CHANGED], 0);
}

static GFile *
find_nearest_folder (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);

  while (folder != NULL && g_file_query_file_type (folder, G_FILE_QUERY_INFO_NONE, NULL) != G_FILE_TYPE_DIRECTORY) {
    g_autoptr (GFile) above = g_file_get_parent (folder);

    g_set_object (&folder, above);
  }

  return g_steal_pointer (&folder);
}

static void
stop (SgFileWatch *self)
{
  if (self->monitor != NULL) {
    g_signal_handlers_disconnect_by_data (self->monitor, self);
    g_file_monitor_cancel (self->monitor);
  }
  g_clear_object (&self->monitor);
  g_clear_object (&self->watched);
}

/* A folder can appear between looking for it and watching the one above: look until it stays. */
static gboolean
watch (SgFileWatch *self)
{
  gboolean moved = FALSE;

  for (guint n_tries = 0; n_tries < 16; n_tries++) {
    g_autoptr (GFile) folder = find_nearest_folder (self->file);

    if (folder == NULL || (self->watched != NULL && g_file_equal (folder, self->watched)))
      break;

    stop (self);
    self->watched = g_object_ref (folder);
    self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
    if (self->monitor != NULL)
      g_signal_connect (self->monitor, "changed", G_CALLBACK (folder_changed_cb), self);
    moved = TRUE;
  }

  return moved;
}

static void
sg_file_watch_finalize (GObject *object)
{
  SgFileWatch *self = SG_FILE_WATCH (object);

  stop (self);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (sg_file_watch_parent_class)->finalize (object);
}

static void
sg_file_watch_class_init (SgFileWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_file_watch_finalize;

  /**
   * SgFileWatch::changed:
   *
   * The file may have changed, appeared or gone.
   */
  signals[CHANGED] =
    g_signal_new ("changed", SG_TYPE_FILE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sg_file_watch_init (SgFileWatch *self)
{
}

/**
 * sg_file_watch_new:
 * @path: of a file that need not exist, nor its folder
 *
 * Returns: (transfer full): watches until it is freed
 */
SgFileWatch *
sg_file_watch_new (const char *path)
{
  SgFileWatch *self = g_object_new (SG_TYPE_FILE_WATCH, NULL);

  self->file = g_file_new_for_path (path);
  watch (self);

  return self;
}
