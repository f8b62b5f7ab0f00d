/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads Claude Code's `.credentials.json` in a worker. Never writes it, never keeps it. */

#include "sg-login-file.h"

#include <string.h>
#include <unistd.h>

#include "sg-error.h"
#include "sg-json.h"
#include "sg-whole-file.h"

#define MAX_BYTES (1024 * 1024)
#define NO_FILE "none"

void
sg_login_free (SgLogin *self)
{
  g_free (self->identity);
  g_clear_pointer (&self->credentials, sg_credentials_free);
  g_free (self->token_identity);
  g_free (self);
}

static char *
read_text (const char *path,
           gsize      *length,
           GError    **error)
{
  SgFileStamp stamp;
  int fd = sg_whole_file_open (path, MAX_BYTES, &stamp, error);
  char *text;

  if (fd < 0)
    return NULL;

  text = sg_whole_file_read (fd, path, MAX_BYTES, length, error);
  close (fd);

  return text;
}

static char *
identify (const char *text,
          gsize       length)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) text, length);
}

/* `env` in settings.json is what Claude Code itself would have in its environment. */
static gboolean
wants_no_calls (const char *credentials_path)
{
  g_autofree char *folder = g_path_get_dirname (credentials_path);
  g_autofree char *path = g_build_filename (folder, "settings.json", NULL);
  gsize length = 0;
  g_autofree char *text = read_text (path, &length, NULL);
  g_autoptr (JsonNode) root = text ? sg_json_parse_object (text, length, NULL) : NULL;
  JsonObject *env = root ? sg_json_get_object (json_node_get_object (root), "env") : NULL;
  const char *value = sg_json_get_string (env, "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC");

  return value != NULL && *value != '\0' && !g_str_equal (value, "0") && g_ascii_strcasecmp (value, "false") != 0;
}

static SgLogin *
load (const char *path,
      GError    **error)
{
  g_autoptr (SgLogin) self = g_new0 (SgLogin, 1);
  gsize length;
  char *text = read_text (path, &length, error);

  if (text == NULL)
    return NULL;

  self->identity = identify (text, length);
  self->credentials = sg_credentials_parse (text, length, error);
  explicit_bzero (text, length);
  g_free (text);
  if (self->credentials == NULL) {
    g_prefix_error (error, "%s: ", path);
    return NULL;
  }

  self->wants_no_calls = wants_no_calls (path);
  if (self->credentials->access_token != NULL)
    self->token_identity = identify (self->credentials->access_token, strlen (self->credentials->access_token));

  return g_steal_pointer (&self);
}

static void
load_work (GTask        *task,
           gpointer      source_object,
           gpointer      task_data,
           GCancellable *cancellable)
{
  GError *error = NULL;
  SgLogin *login = load (task_data, &error);

  if (g_error_matches (error, SG_ERROR, SG_ERROR_NOT_FOUND))
    error->code = SG_ERROR_LOGIN_MISSING;

  if (login == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, login, (GDestroyNotify) sg_login_free);
}

static void
identify_work (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  gsize length = 0;
  char *text = read_text (task_data, &length, NULL);

  g_task_return_pointer (task, text ? identify (text, length) : g_strdup (NO_FILE), g_free);
  if (text != NULL)
    explicit_bzero (text, length);
  g_free (text);
}

/**
 * sg_login_file_load_async:
 * @path: of `.credentials.json`
 */
void
sg_login_file_load_async (const char         *path,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sg_login_file_load_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, load_work);
}

/**
 * sg_login_file_load_finish:
 *
 * Returns: (transfer full): the login, good or not, or %NULL with an #SgError:
 *   %SG_ERROR_LOGIN_MISSING where there is no file or no login in it
 */
SgLogin *
sg_login_file_load_finish (GAsyncResult *result,
                           GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sg_login_file_identify_async:
 *
 * Only asks whether the file is still the same.
 */
void
sg_login_file_identify_async (const char         *path,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sg_login_file_identify_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, identify_work);
}

/**
 * sg_login_file_identify_finish:
 *
 * Returns: (transfer full) (nullable): the file's identity; the same word for
 *   any file that cannot be read; %NULL when cancelled
 */
char *
sg_login_file_identify_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
