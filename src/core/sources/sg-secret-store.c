/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-secret-store.h"

#include <libsecret/secret.h>

#include "sg-config.h"
#include "sg-error.h"
#include "sg-flatpak.h"

static const SecretSchema schema = {
  APP_ID, SECRET_SCHEMA_NONE, { { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

static const char *const labels[] = {
  [SG_SECRET_ADMIN] = "Sandglass: Admin API key of Anthropic",
  [SG_SECRET_API] = "Sandglass: API key of Anthropic",
  [SG_SECRET_WEBHOOK] = "Sandglass: address of a webhook",
};

typedef struct {
  SgSecretKind kind;
  gboolean     is_second;   /* after a first that was refused */
} Job;

/* Without a session bus there is no keyring either. */
static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED) ||
         (error->domain == G_IO_ERROR && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_DBUS_ERROR)) ||
         error->domain == G_SPAWN_ERROR;
}

static SgError
code_of (const GError *error)
{
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return SG_ERROR_STORE_LOCKED;

  return is_missing (error) ? SG_ERROR_STORE_MISSING : SG_ERROR_STORE_REFUSED;
}

/* A keyring that was started anew refuses the session of the one before, which libsecret keeps. */
static void
forget_session (const GError *error)
{
  if (code_of (error) == SG_ERROR_STORE_REFUSED)
    secret_service_disconnect ();
}

static void
return_failure (GTask        *task,
                const GError *error)
{
  forget_session (error);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_new_error (task, SG_ERROR, (int) code_of (error), "the keyring: %s", error->message);
}

static GTask *
new_task (SgSecretKind        kind,
          gpointer            tag,
          GCancellable       *cancellable,
          GAsyncReadyCallback callback,
          gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, g_free);

  return task;
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_failure (task, error);
}

/**
 * sg_secret_store_set_async:
 * @text: as typed; see sg_secret_key_parse()
 *
 * Replaces the key of that kind. A locked keyring may ask the user to unlock it.
 */
void
sg_secret_store_set_async (SgSecretKind        kind,
                           const char         *text,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = new_task (kind, sg_secret_store_set_async, cancellable, callback, user_data);
  GError *error = NULL;
  char *key = sg_secret_key_parse (kind, text, &error);

  if (key == NULL) {
    g_task_return_error (task, error);
    return;
  }

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, labels[kind], key, cancellable,
                         stored_cb, g_steal_pointer (&task),
                         "kind", sg_secret_kind_to_nick (kind), NULL);
  sg_secret_key_free (key);
}

/**
 * sg_secret_store_set_finish:
 *
 * Returns: whether it is kept; else @error is %SG_ERROR_BAD_DATA for no such
 *   key, or one of the `SG_ERROR_STORE_` codes
 */
gboolean
sg_secret_store_set_finish (GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
return_absent (GTask *task)
{
  g_task_return_new_error (task, SG_ERROR, SG_ERROR_NOT_FOUND, "the keyring holds no such key");
}

static void
return_locked (GTask *task)
{
  g_task_return_new_error (task, SG_ERROR, SG_ERROR_STORE_LOCKED, "the keyring is locked");
}

/* Some keyrings find nothing at all while locked. */
static void
collection_found_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, NULL);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (collection != NULL && secret_collection_get_locked (collection))
    return_locked (task);
  else
    return_absent (task);
}

static void search (GTask *task);

static void
retrieved_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Job *job = g_task_get_task_data (task);
  SecretValue *value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);

  if (value != NULL) {
    g_task_return_pointer (task, secret_value_unref_to_password (value, NULL), (GDestroyNotify) secret_password_free);
  } else if (error == NULL) {
    return_absent (task);
  } else if (!job->is_second && code_of (error) == SG_ERROR_STORE_REFUSED) {
    job->is_second = TRUE;
    forget_session (error);
    search (g_steal_pointer (&task));
  } else {
    return_failure (task, error);
  }
}

static SecretRetrievable *
find_unlocked (GList *items)
{
  for (GList *l = items; l != NULL; l = l->next) {
    if (!SECRET_IS_ITEM (l->data) || !secret_item_get_locked (l->data))
      return l->data;
  }

  return NULL;
}

/* In a Flatpak the keys are in a file, which is never locked; the keyring itself is not ours to ask. */
static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GList *items = secret_password_search_finish (result, &error);
  SecretRetrievable *item = find_unlocked (items);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (error != NULL)
    return_failure (task, error);
  else if (item != NULL && g_task_get_source_tag (task) == sg_secret_store_lookup_async)
    secret_retrievable_retrieve_secret (item, cancellable, retrieved_cb, g_steal_pointer (&task));
  else if (item != NULL)
    g_task_return_pointer (task, NULL, NULL);
  else if (items != NULL)
    return_locked (task);
  else if (sg_flatpak_is_around ())
    return_absent (task);
  else
    secret_collection_for_alias (NULL, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, cancellable,
                                 collection_found_cb, g_steal_pointer (&task));

  g_list_free_full (items, g_object_unref);
}

/* A search never asks the user to unlock, as libsecret's own lookup would. */
static void
search (GTask *task)
{
  SgSecretKind kind = ((const Job *) g_task_get_task_data (task))->kind;

  secret_password_search (&schema, SECRET_SEARCH_ALL, g_task_get_cancellable (task), found_cb, task,
                          "kind", sg_secret_kind_to_nick (kind), NULL);
}

/**
 * sg_secret_store_lookup_async:
 *
 * Never asks the user to unlock anything.
 */
void
sg_secret_store_lookup_async (SgSecretKind        kind,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  search (new_task (kind, sg_secret_store_lookup_async, cancellable, callback, user_data));
}

/**
 * sg_secret_store_lookup_finish:
 *
 * Returns: (transfer full): the key, for sg_secret_key_free(), or %NULL with
 *   %SG_ERROR_NOT_FOUND or one of the `SG_ERROR_STORE_` codes
 */
char *
sg_secret_store_lookup_finish (GAsyncResult *result,
                               GError      **error)
{
  char *password, *key;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  password = g_task_propagate_pointer (G_TASK (result), error);
  key = g_strdup (password);
  secret_password_free (password);

  return key;
}

/**
 * sg_secret_store_get_state_async:
 *
 * Asks whether there is a key without reading it.
 */
void
sg_secret_store_get_state_async (SgSecretKind        kind,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  search (new_task (kind, sg_secret_store_get_state_async, cancellable, callback, user_data));
}

/**
 * sg_secret_store_get_state_finish:
 * @error: (out) (optional): why, unless it is %SG_SECRET_PRESENT
 */
SgSecretState
sg_secret_store_get_state_finish (GAsyncResult *result,
                                  GError      **error)
{
  g_autoptr (GError) problem = NULL;
  SgSecretState state = SG_SECRET_UNAVAILABLE;

  g_return_val_if_fail (g_task_is_valid (result, NULL), SG_SECRET_UNAVAILABLE);

  g_task_propagate_pointer (G_TASK (result), &problem);
  if (problem == NULL)
    return SG_SECRET_PRESENT;

  if (g_error_matches (problem, SG_ERROR, SG_ERROR_NOT_FOUND))
    state = SG_SECRET_ABSENT;
  else if (g_error_matches (problem, SG_ERROR, SG_ERROR_STORE_LOCKED))
    state = SG_SECRET_LOCKED;
  g_propagate_error (error, g_steal_pointer (&problem));

  return state;
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  SgSecretState state = sg_secret_store_get_state_finish (result, &error);

  if (state == SG_SECRET_ABSENT)
    g_task_return_boolean (task, TRUE);
  else if (state == SG_SECRET_PRESENT)
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_STORE_REFUSED, "the key is still in the keyring");
  else
    g_task_return_error (task, g_steal_pointer (&error));

  g_clear_error (&error);
}

/* libsecret passes over what is locked without a word, so look again. */
static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  SgSecretKind kind = ((const Job *) g_task_get_task_data (task))->kind;
  GCancellable *cancellable = g_task_get_cancellable (task);

  secret_password_clear_finish (result, &error);
  if (error == NULL)
    sg_secret_store_get_state_async (kind, cancellable, checked_cb, g_steal_pointer (&task));
  else
    return_failure (task, error);
}

/**
 * sg_secret_store_clear_async:
 *
 * Forgets the key of that kind; none there is as good.
 */
void
sg_secret_store_clear_async (SgSecretKind        kind,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task = new_task (kind, sg_secret_store_clear_async, cancellable, callback, user_data);

  secret_password_clear (&schema, cancellable, cleared_cb, task, "kind", sg_secret_kind_to_nick (kind), NULL);
}

/**
 * sg_secret_store_clear_finish:
 *
 * Returns: whether it is gone; else @error is one of the `SG_ERROR_STORE_` codes
 */
gboolean
sg_secret_store_clear_finish (GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
