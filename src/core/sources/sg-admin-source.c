/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-admin-source.h"

#include "sg-admin-asker.h"
#include "sg-error.h"

/**
 * SgAdminSource:
 *
 * What an organisation is billed, from Anthropic's Admin API: whose key it is,
 * then the days of its cost and usage reports that the ledger lacks or that may
 * still change, from the newer of two APIs where the key may use it.
 */
struct _SgAdminSource {
  SgSource      parent_instance;

  SgAdminAsker *asker;          /* (owned) */
  gboolean      enabled;
  gboolean      has_recalled;
  gboolean      is_recalling;
  GTask        *waiting;        /* (owned) (nullable): the read that comes after what was recalled; its data is its now */
};

typedef enum {
  PROP_ENABLED = 1,
} SgAdminSourceProperty;

static GParamSpec *properties[PROP_ENABLED + 1];

G_DEFINE_FINAL_TYPE (SgAdminSource, sg_admin_source, SG_TYPE_SOURCE)

static void
say_what_is_known (SgAdminSource *self)
{
  g_autoptr (SgReading) reading = sg_admin_memory_dup_reading (self->asker->memory);

  if (reading != NULL)
    sg_source_say (SG_SOURCE (self), reading);
  else
    sg_source_retract (SG_SOURCE (self));
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
  SgAdminMemory *memory = self->asker->memory;
  GTask *waiting = g_steal_pointer (&self->waiting);

  self->is_recalling = FALSE;
  self->has_recalled = TRUE;
  /* Without a word where the ledger cannot be read: who reads it next says so. */
  if (sg_admin_books_finish (result, NULL) && books->console != NULL && self->enabled && memory->last == NULL) {
    sg_admin_memory_recall (memory, g_steal_pointer (&books->console), sg_admin_books_get_spent (books), books->organization_id);
    say_what_is_known (self);
  }
  sg_admin_books_free (books);

  if (waiting != NULL)
    sg_admin_asker_ask (self->asker, waiting, g_task_get_task_data (waiting));
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
  recollection->books = sg_admin_asker_new_books (self->asker, now);
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

  g_task_set_source_tag (task, sg_admin_source_read_async);
  if (self->enabled && self->has_recalled) {
    sg_admin_asker_ask (self->asker, task, now);
  } else if (self->enabled) {
    g_task_set_task_data (task, g_date_time_ref (now), (GDestroyNotify) g_date_time_unref);
    self->waiting = task;
    recall (self, now);
  } else {
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_SWITCHED_OFF, "asking the Admin API is switched off");
    g_object_unref (task);
  }
}

static void
sg_admin_source_finalize (GObject *object)
{
  g_clear_pointer (&SG_ADMIN_SOURCE (object)->asker, sg_admin_asker_free);

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

  self->asker = sg_admin_asker_new (keys, base_url, ledger_path);
  self->asker->wanted->gap_threshold = (SgCents) { SG_ADMIN_GAP_THRESHOLD_CENTS, 0 };
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
    sg_admin_memory_forget_bill (self->asker->memory);
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

  sg_admin_memory_set_balance (self->asker->memory, typed);
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

  g_clear_pointer (&self->asker->wanted->history_since, g_date_time_unref);
  self->asker->wanted->history_since = g_date_time_ref (since);
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

  g_free (self->asker->wanted->prices_path);
  self->asker->wanted->prices_path = g_strdup (path);
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

  self->asker->wanted->gap_threshold = *threshold;
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

  self->asker->patience_seconds = seconds;
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

  self->asker->wants_products = wants_products;
}
