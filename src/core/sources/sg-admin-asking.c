/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every program that asks the Admin API says so in the ledger first, and how it went after. */

#include "sg-admin-asking.h"

#include "sg-ledger-askings.h"

/* Two keys of one user are alike by chance once in four billion. */
#define KEY_MARK_LENGTH 8

/**
 * sg_admin_asking_who:
 *
 * Returns: (transfer full): what the ledger calls @key by, which says nothing of it
 */
char *
sg_admin_asking_who (const char *key)
{
  g_autofree char *identity = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);

  return g_strndup (identity, KEY_MARK_LENGTH);
}

void
sg_admin_asking_free (SgAdminAsking *self)
{
  g_free (self->ledger_path);
  g_free (self->who);
  g_free (self->organization_id);
  g_free (self->organization);
  g_free (self);
}

static gboolean
begin (SgAdminAsking *self,
       SgLedger      *ledger,
       GError       **error)
{
  return sg_ledger_begin_asking (ledger, self->who, self->now, self->gap_seconds, self->own_asked_at, &self->may_ask, error) &&
         (self->may_ask || sg_ledger_get_asking_trouble (ledger, self->who, &self->trouble, error));
}

static gboolean
end (SgAdminAsking *self,
     SgLedger      *ledger,
     GError       **error)
{
  return sg_ledger_end_asking (ledger, self->who, self->was_reached ? self->now : 0, self->not_before, self->trouble, error) &&
         (self->organization_id == NULL ||
          sg_ledger_name_asked (ledger, self->who, self->organization_id, self->organization, error));
}

static void
run (GTask *task,
     gboolean ( *work )(SgAdminAsking *self, SgLedger *ledger, GError **error))
{
  SgAdminAsking *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SgLedger) ledger = sg_ledger_open (self->ledger_path, NULL, &error);

  if (ledger != NULL && work (self, ledger, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
begin_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  run (task, begin);
}

static void
end_in_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  run (task, end);
}

static void
forget_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  g_autoptr (SgLedger) ledger = sg_ledger_open (task_data, NULL, NULL);

  if (ledger != NULL)
    sg_ledger_forget_asked (ledger, NULL);
}

/**
 * sg_admin_asking_begin_async:
 * @self: must outlive the call, and is nobody else's meanwhile
 *
 * Finds @may_ask; if so, nobody else may from then on.
 */
void
sg_admin_asking_begin_async (SgAdminAsking      *self,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, begin_in_thread);
}

/**
 * sg_admin_asking_end_async:
 * @self: must outlive the call, and is nobody else's meanwhile
 *
 * Notes how it went.
 */
void
sg_admin_asking_end_async (SgAdminAsking      *self,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, end_in_thread);
}

gboolean
sg_admin_asking_finish (GAsyncResult *result,
                        GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sg_admin_asking_forget:
 *
 * The key was taken away: what is kept of its organisation is not to be shown by itself any more. Nobody waits for it.
 */
void
sg_admin_asking_forget (const char *ledger_path)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_task_data (task, g_strdup (ledger_path), g_free);
  g_task_run_in_thread (task, forget_in_thread);
}
