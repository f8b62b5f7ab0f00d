/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-admin-source.h"

#include "sg-admin-asking.h"
#include "sg-admin-books.h"
#include "sg-admin-call.h"
#include "sg-admin-memory.h"
#include "sg-admin-turn.h"
#include "sg-error.h"

/**
 * SgAdminSource:
 *
 * What an organisation is billed, from Anthropic's Admin API: whose key it is,
 * then the days of its cost and usage reports that the ledger lacks or that may
 * still change, from the newer of two APIs where the key may use it.
 */
struct _SgAdminSource {
  SgSource       parent_instance;

  SgKeyFinder   *keys;
  SgHttp        *http;
  char          *base_url;
  char          *ledger_path;
  gboolean       enabled;
  GDateTime     *history_since;   /* (owned) (nullable) */
  char          *prices_path;     /* (owned) (nullable) */
  SgCents        gap_threshold;
  gboolean       wants_products;
  guint          patience_seconds;
  gint64         asked_at;        /* Unix seconds, or 0 */
  gboolean       has_recalled;
  gboolean       is_recalling;
  GTask         *waiting;         /* (owned) (nullable): the turn that comes after what was recalled */
  gboolean       has_looked;      /* for a key, so that this is not the first turn */
  SgAdminMemory *memory;          /* (owned) */
};

typedef enum {
  PROP_ENABLED = 1,
} SgAdminSourceProperty;

static GParamSpec *properties[PROP_ENABLED + 1];

G_DEFINE_FINAL_TYPE (SgAdminSource, sg_admin_source, SG_TYPE_SOURCE)

typedef struct {
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

static void find_key (GTask *task);

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

static const SgCents *
get_spent (const SgAdminBooks *books)
{
  return books->knows_spent ? &books->spent : NULL;
}

static void
say_what_is_known (SgAdminSource *self)
{
  g_autoptr (SgReading) reading = sg_admin_memory_dup_reading (self->memory);

  if (reading != NULL)
    sg_source_say (SG_SOURCE (self), reading);
  else
    sg_source_retract (SG_SOURCE (self));
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
  SgAdminSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
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

static SgAdminBooks *
make_books (SgAdminSource *self,
            GDateTime     *now)
{
  SgAdminBooks *books = g_new0 (SgAdminBooks, 1);

  books->ledger_path = g_strdup (self->ledger_path);
  books->now = g_date_time_ref (now);
  if (self->memory->typed != NULL)
    books->balance_since = g_date_time_ref (self->memory->typed->typed_at);
  if (self->history_since != NULL)
    books->history_since = g_date_time_ref (self->history_since);
  books->prices_path = g_strdup (self->prices_path);
  books->gap_threshold = self->gap_threshold;

  return books;
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  GTask *task = user_data;
  SgAdminSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
  SgAdminBooks *books = turn->calls->books;
  SgAdminMemory *memory = self->memory;
  GError *error = NULL;
  gboolean ok = sg_admin_turn_finish (result, &error);

  sg_source_set_not_before (SG_SOURCE (self), turn->calls->not_before);
  memory->has_no_analytics = !books->is_analytics;
  if (memory->organization_id == NULL) {
    memory->organization_id = g_strdup (books->organization_id);
    memory->organization = g_strdup (books->organization);
  }
  /* It may be of another organisation than the key is now. */
  if (memory->organization_id != NULL && sg_admin_memory_check_recalled (memory))
    sg_source_retract (SG_SOURCE (self));
  if (ok)
    turn->reading = sg_admin_memory_take_answer (memory, g_steal_pointer (&books->console), get_spent (books), turn->now);
  end (task, error);
}

static void
call (GTask *task)
{
  SgAdminSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
  SgAdminTurn *calls = g_new0 (SgAdminTurn, 1);

  calls->http = g_object_ref (self->http);
  calls->base_url = g_strdup (self->base_url);
  calls->key = g_steal_pointer (&turn->key);
  calls->wants_products = self->wants_products;
  calls->now = g_date_time_ref (turn->now);
  calls->books = make_books (self, turn->now);
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
  SgAdminSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 age;

  if (!sg_admin_books_finish (result, &error)) {
    fail (task, error);
  } else if (turn->kept->console == NULL) {
    fail (task, g_error_new_literal (SG_ERROR, SG_ERROR_RATE_LIMITED,
                                     "the Admin API was asked a while ago, or wants a pause; nothing is kept of what it said"));
  } else {
    age = g_date_time_difference (turn->now, turn->kept->console->as_of) / G_TIME_SPAN_SECOND;
    sg_source_set_interval_seconds (SG_SOURCE (self), (guint) CLAMP (SG_ADMIN_INTERVAL_SECONDS - age, SG_ADMIN_GAP_SECONDS,
                                                                     SG_ADMIN_INTERVAL_SECONDS));
    sg_admin_memory_recall (self->memory, g_steal_pointer (&turn->kept->console), get_spent (turn->kept), NULL);
    turn->reading = sg_admin_memory_dup_reading (self->memory);
    finish (task);
  }
}

static void
recall_instead (GTask *task)
{
  SgAdminSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);

  turn->kept = make_books (self, turn->now);
  sg_admin_books_recall_async (turn->kept, g_task_get_cancellable (task), recalled_instead_cb, task);
}

static void
begun_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  SgAdminSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sg_admin_asking_finish (result, &error)) {
    fail (task, error);
  } else if (!turn->asking->may_ask && turn->asking->trouble >= 0) {
    fail (task, g_error_new_literal (SG_ERROR, turn->asking->trouble, "the Admin API said so when it was asked last"));
  } else if (!turn->asking->may_ask) {
    recall_instead (task);
  } else {
    sg_source_set_interval_seconds (SG_SOURCE (self), SG_ADMIN_INTERVAL_SECONDS);
    call (task);
  }
}

static void
ask (GTask *task)
{
  SgAdminSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
  SgAdminAsking *asking;

  sg_admin_memory_note_key (self->memory, turn->key);
  if (self->memory->is_refused) {
    fail (task, g_error_new_literal (SG_ERROR, SG_ERROR_KEY_REFUSED, "the server refused this Admin key; waiting for another one"));
    return;
  }

  asking = g_new0 (SgAdminAsking, 1);
  asking->ledger_path = g_strdup (self->ledger_path);
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
  SgAdminSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
  GError *error = NULL;

  turn->key = sg_key_finder_find_finish (SG_KEY_FINDER (source), result, &error);
  /* Taken away, not just not there: what is kept from a run before has its age beside it. */
  if (g_error_matches (error, SG_ERROR, SG_ERROR_KEY_MISSING) && self->memory->key_identity != NULL) {
    sg_admin_memory_note_key (self->memory, NULL);
    sg_source_retract (SG_SOURCE (self));
    sg_admin_asking_forget (self->ledger_path);
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

static void
find_key (GTask *task)
{
  SgAdminSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);

  turn->is_first = !self->has_looked;
  self->has_looked = TRUE;
  sg_key_finder_find_async (self->keys, g_task_get_cancellable (task), key_found_cb, task);
}

typedef struct {
  SgAdminSource *source;   /* (owned) */
  SgAdminBooks  *books;    /* (owned) */
} Recollection;

static void
recalled_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree Recollection *recollection = user_data;
  g_autoptr (SgAdminSource) self = recollection->source;
  SgAdminBooks *books = recollection->books;

  self->is_recalling = FALSE;
  self->has_recalled = TRUE;
  /* Without a word where the ledger cannot be read: who reads it next says so. */
  if (sg_admin_books_finish (result, NULL) && books->console != NULL && self->enabled && self->memory->last == NULL) {
    sg_admin_memory_recall (self->memory, g_steal_pointer (&books->console), get_spent (books), books->organization_id);
    say_what_is_known (self);
  }
  sg_admin_books_free (books);

  if (self->waiting != NULL)
    find_key (g_steal_pointer (&self->waiting));
}

static void
recall (SgAdminSource *self,
        GDateTime     *now)
{
  Recollection *recollection;

  if (self->is_recalling || self->has_recalled)
    return;

  recollection = g_new0 (Recollection, 1);
  recollection->source = g_object_ref (self);
  recollection->books = make_books (self, now);
  self->is_recalling = TRUE;
  sg_admin_books_recall_async (recollection->books, NULL, recalled_cb, recollection);
}

static void
sg_admin_source_read_async (SgSource           *source,
                            GDateTime          *now,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  SgAdminSource *self = SG_ADMIN_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Turn *turn = g_new0 (Turn, 1);

  turn->now = g_date_time_ref (now);
  g_task_set_source_tag (task, sg_admin_source_read_async);
  g_task_set_task_data (task, turn, (GDestroyNotify) turn_free);

  if (self->enabled && self->has_recalled) {
    find_key (task);
  } else if (self->enabled) {
    self->waiting = task;
    recall (self, now);
  } else {
    fail (task, g_error_new_literal (SG_ERROR, SG_ERROR_SWITCHED_OFF, "asking the Admin API is switched off"));
  }
}

static void
sg_admin_source_finalize (GObject *object)
{
  SgAdminSource *self = SG_ADMIN_SOURCE (object);

  g_clear_object (&self->keys);
  g_clear_object (&self->http);
  g_clear_pointer (&self->base_url, g_free);
  g_clear_pointer (&self->ledger_path, g_free);
  g_clear_pointer (&self->history_since, g_date_time_unref);
  g_clear_pointer (&self->prices_path, g_free);
  g_clear_pointer (&self->memory, sg_admin_memory_free);

  G_OBJECT_CLASS (sg_admin_source_parent_class)->finalize (object);
}

static void
sg_admin_source_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (property_id == PROP_ENABLED)
    sg_admin_source_set_enabled (SG_ADMIN_SOURCE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
sg_admin_source_class_init (SgAdminSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = sg_admin_source_set_property;
  object_class->finalize = sg_admin_source_finalize;
  SG_SOURCE_CLASS (klass)->read_async = sg_admin_source_read_async;

  properties[PROP_ENABLED] =
    g_param_spec_boolean ("enabled", NULL, NULL, TRUE, G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sg_admin_source_init (SgAdminSource *self)
{
  self->enabled = TRUE;
  self->patience_seconds = SG_ADMIN_INTERVAL_SECONDS;
  self->gap_threshold = (SgCents) { SG_ADMIN_GAP_THRESHOLD_CENTS, 0 };
  self->http = sg_http_new ();
  self->memory = sg_admin_memory_new ();
}

/**
 * sg_admin_source_new:
 * @keys: finds the Admin key, for each turn anew
 * @base_url: (nullable): %NULL for %SG_ADMIN_BASE_URL
 * @ledger_path: where what the server said is kept
 *
 * Returns: (transfer full): the source `admin`, switched on
 */
SgSource *
sg_admin_source_new (SgKeyFinder *keys,
                     const char  *base_url,
                     const char  *ledger_path)
{
  SgAdminSource *self = g_object_new (SG_TYPE_ADMIN_SOURCE,
                                      "id", "admin",
                                      "origin", SG_ORIGIN_ADMIN,
                                      "interval-seconds", SG_ADMIN_INTERVAL_SECONDS,
                                      "gap-seconds", SG_ADMIN_GAP_SECONDS,
                                      NULL);

  self->keys = g_object_ref (keys);
  self->base_url = g_strdup (base_url ? base_url : SG_ADMIN_BASE_URL);
  self->ledger_path = g_strdup (ledger_path);
  g_signal_connect_object (keys, "changed", G_CALLBACK (sg_source_changed), self, G_CONNECT_SWAPPED);

  return SG_SOURCE (self);
}

/**
 * sg_admin_source_set_enabled:
 *
 * While off, neither the network nor the keyring is touched, and what was known is not shown.
 */
void
sg_admin_source_set_enabled (SgAdminSource *self,
                             gboolean       enabled)
{
  g_return_if_fail (SG_IS_ADMIN_SOURCE (self));

  if (self->enabled == !!enabled)
    return;

  self->enabled = !!enabled;
  if (!self->enabled) {
    sg_admin_memory_forget_bill (self->memory);
    self->has_recalled = FALSE;
    say_what_is_known (self);
  }
  sg_source_changed (SG_SOURCE (self));
}

/**
 * sg_admin_source_set_balance:
 * @typed: (nullable): what the user read in the Console, and when
 *
 * Shown at once; what was billed since is taken off with the next answer.
 */
void
sg_admin_source_set_balance (SgAdminSource   *self,
                             const SgBalance *typed)
{
  g_return_if_fail (SG_IS_ADMIN_SOURCE (self));

  sg_admin_memory_set_balance (self->memory, typed);
  say_what_is_known (self);
  sg_source_changed (SG_SOURCE (self));
}

/**
 * sg_admin_source_set_history:
 * @since: from when on bills are wanted, where that is earlier than what the sums of a month need
 */
void
sg_admin_source_set_history (SgAdminSource *self,
                             GDateTime     *since)
{
  g_return_if_fail (SG_IS_ADMIN_SOURCE (self));

  g_clear_pointer (&self->history_since, g_date_time_unref);
  self->history_since = g_date_time_ref (since);
}

/**
 * sg_admin_source_set_prices_path:
 * @path: the user's own prices, as the transcripts have them
 */
void
sg_admin_source_set_prices_path (SgAdminSource *self,
                                 const char    *path)
{
  g_return_if_fail (SG_IS_ADMIN_SOURCE (self));

  g_free (self->prices_path);
  self->prices_path = g_strdup (path);
}

/**
 * sg_admin_source_set_gap_threshold:
 * @threshold: how far this machine and its organisation may differ before that is worth a look
 */
void
sg_admin_source_set_gap_threshold (SgAdminSource *self,
                                   const SgCents *threshold)
{
  g_return_if_fail (SG_IS_ADMIN_SOURCE (self));

  self->gap_threshold = *threshold;
}

/**
 * sg_admin_source_set_patience:
 * @seconds: how long ago anybody must have asked for the first turn to ask, too, and not go by what is kept; else
 *   %SG_ADMIN_INTERVAL_SECONDS. Each later turn asks as long as another program did not within %SG_ADMIN_GAP_SECONDS
 */
void
sg_admin_source_set_patience (SgAdminSource *self,
                              guint          seconds)
{
  g_return_if_fail (SG_IS_ADMIN_SOURCE (self));

  self->patience_seconds = seconds;
}

/**
 * sg_admin_source_recall:
 *
 * Says what is kept of the organisation asked about last, with its age, without asking anybody. A first turn does so by itself;
 * this is for when that may be long in coming.
 */
void
sg_admin_source_recall (SgAdminSource *self,
                        GDateTime     *now)
{
  g_return_if_fail (SG_IS_ADMIN_SOURCE (self));

  if (self->enabled)
    recall (self, now);
}

/**
 * sg_admin_source_set_wants_products:
 *
 * Whether to keep, too, what each product cost, where the newer API tells it: one call more.
 */
void
sg_admin_source_set_wants_products (SgAdminSource *self,
                                    gboolean       wants_products)
{
  g_return_if_fail (SG_IS_ADMIN_SOURCE (self));

  self->wants_products = wants_products;
}
