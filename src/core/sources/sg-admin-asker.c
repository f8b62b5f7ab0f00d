/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-admin-asker.h"

#include "sg-admin-asking.h"
#include "sg-admin-call.h"
#include "sg-admin-turn.h"
#include "sg-error.h"
#include "sg-source.h"

typedef struct {
  SgAdminAsker  *asker;     /* the source keeps it */
  GDateTime     *now;
  char          *key;       /* (owned) (nullable): wiped */
  gboolean       is_first;
  SgAdminAsking *asking;    /* (owned) (nullable) */
  SgAdminTurn   *calls;     /* (owned) (nullable) */
  SgAdminBooks  *kept;      /* (owned) (nullable): what was recalled where nobody may be asked */
  SgReading     *reading;   /* (owned) (nullable) */
  GError        *error;     /* (owned) (nullable): how it ended */
} Turn;

static void
turn_free (Turn *turn)
{
  g_clear_pointer (&turn->now, g_date_time_unref);
  g_clear_pointer (&turn->key, sg_secret_key_free);
  g_clear_pointer (&turn->asking, sg_admin_asking_free);
  g_clear_pointer (&turn->calls, sg_admin_turn_free);
  g_clear_pointer (&turn->kept, sg_admin_books_free);
  g_clear_pointer (&turn->reading, sg_reading_unref);
  g_clear_error (&turn->error);
  g_free (turn);
}

/**
 * sg_admin_asker_new:
 * @keys: finds the Admin key, for each turn anew
 * @base_url: (nullable): %NULL for %SG_ADMIN_BASE_URL
 * @ledger_path: where what the server said is kept
 */
SgAdminAsker *
sg_admin_asker_new (SgKeyFinder *keys,
                    const char  *base_url,
                    const char  *ledger_path)
{
  SgAdminAsker *self = g_new0 (SgAdminAsker, 1);

  self->keys = g_object_ref (keys);
  self->http = sg_http_new ();
  self->base_url = g_strdup (base_url ? base_url : SG_ADMIN_BASE_URL);
  self->wanted = g_new0 (SgAdminBooks, 1);
  self->wanted->ledger_path = g_strdup (ledger_path);
  self->patience_seconds = SG_ADMIN_INTERVAL_SECONDS;
  self->memory = sg_admin_memory_new ();

  return self;
}

void
sg_admin_asker_free (SgAdminAsker *self)
{
  g_clear_object (&self->keys);
  g_clear_object (&self->http);
  g_free (self->base_url);
  sg_admin_books_free (self->wanted);
  sg_admin_memory_free (self->memory);
  g_free (self);
}

/**
 * sg_admin_asker_new_books:
 *
 * Returns: (transfer full): of what is wanted, with nothing in them yet
 */
SgAdminBooks *
sg_admin_asker_new_books (SgAdminAsker *self,
                          GDateTime    *now)
{
  SgAdminBooks *books = sg_admin_books_new_like (self->wanted, now);

  if (self->memory->typed != NULL)
    books->balance_since = g_date_time_ref (self->memory->typed->typed_at);

  return books;
}

static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, SG_ERROR, SG_ERROR_LOGIN_REFUSED) || g_error_matches (error, SG_ERROR, SG_ERROR_SCOPE_MISSING);
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
finish (GTask *task)
{
  Turn *turn = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&turn->reading), (GDestroyNotify) sg_reading_unref);
  g_object_unref (task);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  Turn *turn = g_task_get_task_data (task);

  /* A ledger that cannot be written has said so already, or will. */
  sg_admin_asking_finish (result, NULL);
  if (turn->error != NULL)
    fail (task, g_steal_pointer (&turn->error));
  else
    finish (task);
}

/* Takes @error, which may be %NULL. */
static void
end (GTask  *task,
     GError *error)
{
  Turn *turn = g_task_get_task_data (task);
  SgAdminAsker *self = turn->asker;
  GDateTime *not_before = turn->calls->not_before;
  SgAdminAsking *asking = turn->asking;

  if (is_refusal (error)) {
    self->memory->is_refused = TRUE;
    error->code = SG_ERROR_KEY_REFUSED;
  }
  turn->error = error;
  asking->was_reached = !g_error_matches (error, SG_ERROR, SG_ERROR_OFFLINE);
  asking->not_before = not_before ? g_date_time_to_unix (not_before) : 0;
  asking->trouble = error != NULL && error->domain == SG_ERROR ? error->code : -1;
  asking->organization_id = g_strdup (self->memory->organization_id);
  asking->organization = g_strdup (self->memory->organization);
  self->asked_at = asking->was_reached ? asking->now : 0;
  sg_admin_asking_end_async (asking, ended_cb, task);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  GTask *task = user_data;
  Turn *turn = g_task_get_task_data (task);
  SgAdminAsker *self = turn->asker;
  SgAdminBooks *books = turn->calls->books;
  SgAdminMemory *memory = self->memory;
  GError *error = NULL;
  gboolean ok = sg_admin_turn_finish (result, &error);

  sg_source_set_not_before (g_task_get_source_object (task), turn->calls->not_before);
  memory->has_no_analytics = !books->is_analytics;
  if (memory->organization_id == NULL) {
    memory->organization_id = g_strdup (books->organization_id);
    memory->organization = g_strdup (books->organization);
  }
  /* It may be of another organisation than the key is now. */
  if (memory->organization_id != NULL && sg_admin_memory_check_recalled (memory))
    sg_source_retract (g_task_get_source_object (task));
  if (ok)
    turn->reading = sg_admin_memory_take_answer (memory, g_steal_pointer (&books->console), sg_admin_books_get_spent (books), turn->now);
  end (task, error);
}

static void
call (GTask *task)
{
  Turn *turn = g_task_get_task_data (task);
  SgAdminAsker *self = turn->asker;
  SgAdminTurn *calls = g_new0 (SgAdminTurn, 1);

  calls->http = g_object_ref (self->http);
  calls->base_url = g_strdup (self->base_url);
  calls->key = g_steal_pointer (&turn->key);
  calls->wants_products = self->wants_products;
  calls->now = g_date_time_ref (turn->now);
  calls->books = sg_admin_asker_new_books (self, turn->now);
  calls->books->organization_id = g_strdup (self->memory->organization_id);
  calls->books->is_analytics = !self->memory->has_no_analytics;
  turn->calls = calls;
  sg_admin_turn_run_async (calls, g_task_get_cancellable (task), ran_cb, task);
}

/* Somebody else asked a moment ago, or a pause holds. */
static void
recalled_instead_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GTask *task = user_data;
  Turn *turn = g_task_get_task_data (task);
  SgAdminAsker *self = turn->asker;
  GError *error = NULL;
  gint64 age;

  if (!sg_admin_books_finish (result, &error)) {
    fail (task, error);
  } else if (turn->kept->console == NULL) {
    fail (task, g_error_new_literal (SG_ERROR, SG_ERROR_RATE_LIMITED,
                                     "the Admin API was asked a while ago, or wants a pause; nothing is kept of what it said"));
  } else {
    age = g_date_time_difference (turn->now, turn->kept->console->as_of) / G_TIME_SPAN_SECOND;
    sg_source_set_interval_seconds (g_task_get_source_object (task),
                                    (guint) CLAMP (SG_ADMIN_INTERVAL_SECONDS - age, SG_ADMIN_GAP_SECONDS, SG_ADMIN_INTERVAL_SECONDS));
    sg_admin_memory_recall (self->memory, g_steal_pointer (&turn->kept->console), sg_admin_books_get_spent (turn->kept), NULL);
    turn->reading = sg_admin_memory_dup_reading (self->memory);
    finish (task);
  }
}

static void
recall_instead (GTask *task)
{
  Turn *turn = g_task_get_task_data (task);

  turn->kept = sg_admin_asker_new_books (turn->asker, turn->now);
  sg_admin_books_recall_async (turn->kept, g_task_get_cancellable (task), recalled_instead_cb, task);
}

static void
begun_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  Turn *turn = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sg_admin_asking_finish (result, &error)) {
    fail (task, error);
  } else if (!turn->asking->may_ask && turn->asking->trouble >= 0) {
    fail (task, g_error_new_literal (SG_ERROR, turn->asking->trouble, "the Admin API said so when it was asked last"));
  } else if (!turn->asking->may_ask) {
    recall_instead (task);
  } else {
    sg_source_set_interval_seconds (g_task_get_source_object (task), SG_ADMIN_INTERVAL_SECONDS);
    call (task);
  }
}

static void
ask (GTask *task)
{
  Turn *turn = g_task_get_task_data (task);
  SgAdminAsker *self = turn->asker;
  SgAdminAsking *asking;

  sg_admin_memory_note_key (self->memory, turn->key);
  if (self->memory->is_refused) {
    fail (task, g_error_new_literal (SG_ERROR, SG_ERROR_KEY_REFUSED, "the server refused this Admin key; waiting for another one"));
    return;
  }

  asking = g_new0 (SgAdminAsking, 1);
  asking->ledger_path = g_strdup (self->wanted->ledger_path);
  asking->who = sg_admin_asking_who (turn->key);
  asking->now = g_date_time_to_unix (turn->now);
  asking->gap_seconds = turn->is_first ? self->patience_seconds : SG_ADMIN_GAP_SECONDS;
  asking->own_asked_at = self->asked_at;
  turn->asking = asking;
  sg_admin_asking_begin_async (asking, g_task_get_cancellable (task), begun_cb, task);
}

static void
key_found_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;
  Turn *turn = g_task_get_task_data (task);
  SgAdminAsker *self = turn->asker;
  GError *error = NULL;

  turn->key = sg_key_finder_find_finish (SG_KEY_FINDER (source), result, &error);
  /* Taken away, not just not there: what is kept from a run before has its age beside it. */
  if (g_error_matches (error, SG_ERROR, SG_ERROR_KEY_MISSING) && self->memory->key_identity != NULL) {
    sg_admin_memory_note_key (self->memory, NULL);
    sg_source_retract (g_task_get_source_object (task));
    sg_admin_asking_forget (self->wanted->ledger_path);
  }
  if (turn->key != NULL) {
    ask (task);
  } else if (self->memory->typed != NULL && self->memory->last == NULL && g_error_matches (error, SG_ERROR, SG_ERROR_KEY_MISSING)) {
    g_error_free (error);
    turn->reading = sg_admin_memory_take_answer (self->memory, NULL, NULL, turn->now);
    finish (task);
  } else {
    fail (task, error);
  }
}

/**
 * sg_admin_asker_ask:
 * @task: (transfer full): the read of a #SgSource that keeps @self; it returns an #SgReading, and the source is told when
 *   to ask next
 *
 * One turn: with the key of the moment, if nobody asked a moment ago; else it is what is kept.
 */
void
sg_admin_asker_ask (SgAdminAsker *self,
                    GTask        *task,
                    GDateTime    *now)
{
  Turn *turn = g_new0 (Turn, 1);

  turn->asker = self;
  turn->now = g_date_time_ref (now);
  turn->is_first = !self->has_looked;
  self->has_looked = TRUE;
  g_task_set_task_data (task, turn, (GDestroyNotify) turn_free);
  sg_key_finder_find_async (self->keys, g_task_get_cancellable (task), key_found_cb, task);
}
