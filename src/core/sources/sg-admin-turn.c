/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-admin-turn.h"

#include "sg-admin-call.h"
#include "sg-admin-me.h"
#include "sg-admin-report.h"
#include "sg-error.h"
#include "sg-retry-after.h"
#include "sg-secret-key.h"

static void look_at_books (GTask *task);
static void ask_report (GTask          *task,
                        SgAdminQuestion question);

void
sg_admin_turn_free (SgAdminTurn *self)
{
  g_clear_object (&self->http);
  g_free (self->base_url);
  sg_secret_key_free (self->key);
  g_clear_pointer (&self->now, g_date_time_unref);
  g_clear_pointer (&self->books, sg_admin_books_free);
  g_clear_pointer (&self->not_before, g_date_time_unref);
  g_free (self);
}

/* Takes @error, and the task's reference. */
static void
fail (GTask  *task,
      GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
note_retry (SgAdminTurn  *self,
            const GError *error,
            const char   *retry_after)
{
  g_clear_pointer (&self->not_before, g_date_time_unref);
  if (g_error_matches (error, SG_ERROR, SG_ERROR_RATE_LIMITED))
    self->not_before = sg_retry_after_parse (retry_after, self->now);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (sg_admin_books_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Not every key may use the newer API, and not every organisation has it yet. */
static gboolean
is_no_analytics (const SgAdminBooks *books,
                 const GError       *error)
{
  return books->is_analytics && (g_error_matches (error, SG_ERROR, SG_ERROR_SCOPE_MISSING) ||
                                 g_error_matches (error, SG_ERROR, SG_ERROR_UNEXPECTED_ANSWER));
}

/* The two APIs split differently: what one told is of no use to the other. */
static void
turn_to_older_api (GTask *task)
{
  SgAdminTurn *self = g_task_get_task_data (task);

  for (guint i = 0; i < G_N_ELEMENTS (self->books->answers); i++)
    g_clear_pointer (&self->books->answers[i], g_ptr_array_unref);
  self->books->is_analytics = FALSE;
  look_at_books (task);
}

static SgAdminQuestion
last_question (const SgAdminTurn *self)
{
  return self->wants_products && self->books->is_analytics ? SG_ADMIN_PRODUCTS : SG_ADMIN_HOURS;
}

static void
report_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask *task = user_data;
  SgAdminTurn *self = g_task_get_task_data (task);
  g_autofree char *retry_after = NULL;
  GError *error = NULL;

  self->books->answers[self->asked] = sg_admin_report_read_finish (SG_HTTP (source), result, &retry_after, &error);
  note_retry (self, error, retry_after);

  if (error != NULL && is_no_analytics (self->books, error)) {
    g_error_free (error);
    turn_to_older_api (task);
  } else if (error != NULL && self->asked < SG_ADMIN_HOURS) {
    fail (task, error);
  } else if (error == NULL && self->asked < last_question (self)) {
    ask_report (task, self->asked + 1);
  } else {
    /* The bill is worth having without the rest; the next turn tells what the trouble is. */
    g_clear_error (&error);
    sg_admin_books_keep_async (self->books, g_task_get_cancellable (task), kept_cb, task);
  }
}

static void
ask_report (GTask          *task,
            SgAdminQuestion question)
{
  SgAdminTurn *self = g_task_get_task_data (task);
  const SgAdminQuery query = sg_admin_books_get_query (self->books, question);

  self->asked = question;
  sg_admin_report_read_async (self->http, self->base_url, self->key, &query, g_task_get_cancellable (task), report_read_cb, task);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (sg_admin_books_finish (result, &error))
    ask_report (task, SG_ADMIN_COST);
  else
    fail (task, error);
}

static void
look_at_books (GTask *task)
{
  SgAdminTurn *self = g_task_get_task_data (task);

  sg_admin_books_look_async (self->books, g_task_get_cancellable (task), looked_cb, task);
}

static void
me_answered_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask *task = user_data;
  SgAdminTurn *self = g_task_get_task_data (task);
  g_autofree char *retry_after = NULL;
  GError *error = NULL;
  gboolean success = sg_admin_me_finish (SG_HTTP (source), result, &self->books->organization_id, &self->books->organization,
                                         &retry_after, &error);

  note_retry (self, error, retry_after);
  if (success)
    look_at_books (task);
  else
    fail (task, error);
}

/**
 * sg_admin_turn_run_async:
 * @self: must outlive the call, and is nobody else's meanwhile
 */
void
sg_admin_turn_run_async (SgAdminTurn        *self,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *uri = g_strconcat (self->base_url, SG_ADMIN_ME_PATH, NULL);

  g_task_set_source_tag (task, sg_admin_turn_run_async);
  g_task_set_task_data (task, self, NULL);
  if (self->books->organization_id != NULL)
    look_at_books (task);
  else
    sg_admin_call_async (self->http, uri, self->key, NULL, cancellable, me_answered_cb, task);
}

/**
 * sg_admin_turn_finish:
 *
 * Returns: whether the books have a console; else @error is set, and the books may know the organisation all the same
 */
gboolean
sg_admin_turn_finish (GAsyncResult *result,
                      GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
