/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-icon-files.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "sg-error.h"

/* Twice the 22 pixels of such a panel, so that it is halved exactly. */
#define ICON_SIZE 44

typedef struct {
  char   *folder;
  SgBadge badge;
} Job;

static void
job_free (Job *job)
{
  g_free (job->folder);
  g_free (job);
}

static const char *
level_nick (SgBadgeLevel level)
{
  static const char *const nicks[] = {
    [SG_BADGE_UNKNOWN] = "unknown", [SG_BADGE_NORMAL] = "normal", [SG_BADGE_WARNING] = "warning",
    [SG_BADGE_CRITICAL] = "critical", [SG_BADGE_FULL] = "full",
  };

  return nicks[level];
}

/**
 * sg_icon_files_name:
 *
 * Panels keep an icon by its name, so every look has one of its own.
 *
 * Returns: (transfer full): the icon's name
 */
char *
sg_icon_files_name (const SgBadge *badge)
{
  gboolean known = g_ascii_isdigit (badge->text[0]);

  return g_strdup_printf ("sandglass-%s-%.7s%s", level_nick (badge->level), known ? badge->text : "none",
                          badge->dimmed ? "-dimmed" : "");
}

/* The usual look of a number; one that looks otherwise is written when it comes. */
static SgBadge
usual_badge (int percent)
{
  SgBadge badge = { .level = SG_BADGE_NORMAL };

  g_snprintf (badge.text, sizeof badge.text, "%d", percent);
  if (percent >= 70)
    badge.level = SG_BADGE_WARNING;
  if (percent >= 90)
    badge.level = SG_BADGE_CRITICAL;
  if (percent >= 100)
    badge.level = SG_BADGE_FULL;

  return badge;
}

static gboolean
write_icon (const char    *folder,
            const SgBadge *badge,
            GError       **error)
{
  g_autofree char *name = sg_icon_files_name (badge);
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *half_path = g_strconcat (path, ".new", NULL);
  cairo_surface_t *surface;
  cairo_status_t status;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  surface = sg_badge_draw (badge, ICON_SIZE);
  status = cairo_surface_write_to_png (surface, half_path);
  cairo_surface_destroy (surface);

  if (status == CAIRO_STATUS_SUCCESS && g_rename (half_path, path) == 0)
    return TRUE;

  g_set_error (error, SG_ERROR, SG_ERROR_DISK, "%s: %s", path,
               status == CAIRO_STATUS_SUCCESS ? g_strerror (errno) : cairo_status_to_string (status));
  return FALSE;
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;
  gboolean written;

  g_mkdir_with_parents (job->folder, 0700);
  written = write_icon (job->folder, &job->badge, &error);
  for (int percent = 0; written && percent <= 100; percent++) {
    SgBadge usual = usual_badge (percent);

    written = write_icon (job->folder, &usual, &error);
  }

  if (written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * sg_icon_files_write_async:
 * @folder: made where it is missing
 *
 * Writes @badge, and what it will most likely become: an icon theme looks for new
 * files only every few seconds and shows a wrong picture meanwhile.
 */
void
sg_icon_files_write_async (const char         *folder,
                           const SgBadge      *badge,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->folder = g_strdup (folder);
  job->badge = *badge;
  g_task_set_source_tag (task, sg_icon_files_write_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, write_thread);
}

gboolean
sg_icon_files_write_finish (GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
