/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-admin-source.h"

#include "sg-admin-books.h"
#include "sg-admin-call.h"
#include "sg-admin-me.h"
#include "sg-admin-memory.h"
#include "sg-admin-report.h"
#include "sg-error.h"
#include "sg-retry-after.h"

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
  SgAdminMemory *memory;          /* (owned) */
};

typedef enum {
  PROP_ENABLED = 1,
} SgAdminSourceProperty;

static GParamSpec *properties[PROP_ENABLED + 1];

G_DEFINE_FINAL_TYPE (SgAdminSource, sg_admin_source, SG_TYPE_SOURCE)

typedef struct {
  GDateTime      *now;
  char           *key;   /* (owned): wiped */
  SgAdminBooks   *books; /* (owned) (nullable) */
  SgAdminQuestion asked;
} Turn;

static void
turn_free (Turn *turn)
{
  g_clear_pointer (&turn->now, g_date_time_unref);
  g_clear_pointer (&turn->key, sg_secret_key_free);
  g_clear_pointer (&turn->books, sg_admin_books_free);
  g_free (turn);
}

static void look_at_books (GTask *task);
static void ask_report (GTask          *task,
                        SgAdminQuestion question);

/* Takes @error, and the task's reference. */
static void
fail (GTask  *task,
      GError *error)
{
  SgAdminSource *self = g_task_get_source_object (task);

  if (g_error_matches (error, SG_ERROR, SG_ERROR_LOGIN_REFUSED) || g_error_matches (error, SG_ERROR, SG_ERROR_SCOPE_MISSING)) {
    self->memory->is_refused = TRUE;
    error->code = SG_ERROR_KEY_REFUSED;
  }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
note_retry (SgAdminSource *self,
            const GError  *error,
            const char    *retry_after,
            GDateTime     *now)
{
  g_autoptr (GDateTime) not_before = NULL;

  if (g_error_matches (error, SG_ERROR, SG_ERROR_RATE_LIMITED))
    not_before = sg_retry_after_parse (retry_after, now);
  sg_source_set_not_before (SG_SOURCE (self), not_before);
}

static void
finish (GTask *task)
{
  SgAdminSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
  SgAdminBooks *books = turn->books;
  SgConsole *console = books ? g_steal_pointer (&books->console) : NULL;

  g_task_return_pointer (task, sg_admin_memory_take_answer (self->memory, console, console ? &books->spent : NULL, turn->now),
                         (GDestroyNotify) sg_reading_unref);
  g_object_unref (task);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (sg_admin_books_finish (result, &error))
    finish (task);
  else
    fail (task, error);
}

/* Not every key may use the newer API, and not every organisation has it yet. */
static gboolean
is_no_analytics (const SgAdminBooks *books,
                 const GError       *error)
{
  return books->is_analytics && (g_error_matches (error, SG_ERROR, SG_ERROR_SCOPE_MISSING) ||
                                 g_error_matches (error, SG_ERROR, SG_ERROR_UNEXPECTED_ANSWER));
}

/* Who looks every hour has no use for the products. */
static SgAdminQuestion
last_question (SgAdminSource      *self,
               const SgAdminBooks *books)
{
  return self->wants_products && books->is_analytics ? SG_ADMIN_PRODUCTS : SG_ADMIN_HOURS;
}

static void
report_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask *task = user_data;
  SgAdminSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
  SgAdminBooks *books = turn->books;
  g_autofree char *retry_after = NULL;
  GError *error = NULL;

  books->answers[turn->asked] = sg_admin_report_read_finish (SG_HTTP (source), result, &retry_after, &error);
  note_retry (self, error, retry_after, turn->now);

  if (error != NULL && is_no_analytics (books, error)) {
    g_error_free (error);
    self->memory->has_no_analytics = TRUE;
    look_at_books (task);
  } else if (error != NULL && turn->asked < SG_ADMIN_HOURS) {
    fail (task, error);
  } else if (error == NULL && turn->asked < last_question (self, books)) {
    ask_report (task, turn->asked + 1);
  } else {
    /* The bill is worth having without the rest; the next turn tells what the trouble is. */
    g_clear_error (&error);
    sg_admin_books_keep_async (books, g_task_get_cancellable (task), kept_cb, task);
  }
}

static void
ask_report (GTask          *task,
            SgAdminQuestion question)
{
  SgAdminSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
  const SgAdminQuery query = sg_admin_books_get_query (turn->books, question);

  turn->asked = question;
  sg_admin_report_read_async (self->http, self->base_url, turn->key, &query, g_task_get_cancellable (task),
                              report_read_cb, task);
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
  SgAdminSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
  SgAdminBooks *books = g_new0 (SgAdminBooks, 1);

  books->ledger_path = g_strdup (self->ledger_path);
  books->organization_id = g_strdup (self->memory->organization_id);
  books->is_analytics = !self->memory->has_no_analytics;
  books->now = g_date_time_ref (turn->now);
  if (self->memory->typed != NULL)
    books->balance_since = g_date_time_ref (self->memory->typed->typed_at);
  if (self->history_since != NULL)
    books->history_since = g_date_time_ref (self->history_since);
  books->prices_path = g_strdup (self->prices_path);
  books->gap_threshold = self->gap_threshold;

  g_clear_pointer (&turn->books, sg_admin_books_free);
  turn->books = books;
  sg_admin_books_look_async (books, g_task_get_cancellable (task), looked_cb, task);
}

static void
me_answered_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask *task = user_data;
  SgAdminSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
  g_autofree char *retry_after = NULL;
  GError *error = NULL;
  g_autoptr (GBytes) body = sg_http_get_finish (SG_HTTP (source), result, &retry_after, &error);

  note_retry (self, error, retry_after, turn->now);
  if (body != NULL && sg_admin_me_parse (body, &self->memory->organization_id, &self->memory->organization, &error))
    look_at_books (task);
  else
    fail (task, error);
}

static void
ask (GTask *task)
{
  SgAdminSource *self = g_task_get_source_object (task);
  Turn *turn = g_task_get_task_data (task);
  g_autofree char *uri = g_strconcat (self->base_url, SG_ADMIN_ME_PATH, NULL);

  sg_admin_memory_note_key (self->memory, turn->key);
  if (self->memory->is_refused)
    fail (task, g_error_new_literal (SG_ERROR, SG_ERROR_KEY_REFUSED, "the server refused this Admin key; waiting for another one"));
  else if (self->memory->organization_id != NULL)
    look_at_books (task);
  else
    sg_admin_call_async (self->http, uri, turn->key, NULL, g_task_get_cancellable (task), me_answered_cb, task);
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
  if (g_error_matches (error, SG_ERROR, SG_ERROR_KEY_MISSING)) {
    sg_admin_memory_note_key (self->memory, NULL);
    sg_source_retract (SG_SOURCE (self));
  }
  if (turn->key != NULL) {
    ask (task);
  } else if (self->memory->typed != NULL && g_error_matches (error, SG_ERROR, SG_ERROR_KEY_MISSING)) {
    g_error_free (error);
    finish (task);
  } else {
    fail (task, error);
  }
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

  if (self->enabled)
    sg_key_finder_find_async (self->keys, cancellable, key_found_cb, task);
  else
    fail (task, g_error_new_literal (SG_ERROR, SG_ERROR_SWITCHED_OFF, "asking the Admin API is switched off"));
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

static void
say_what_is_known (SgAdminSource *self)
{
  g_autoptr (SgReading) reading = sg_admin_memory_dup_reading (self->memory);

  if (reading != NULL)
    sg_source_say (SG_SOURCE (self), reading);
  else
    sg_source_retract (SG_SOURCE (self));
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
