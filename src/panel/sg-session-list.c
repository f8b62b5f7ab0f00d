/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-session-list.h"

#include <gtk/gtk.h>

/* Rows kept beyond those on screen and those GTK holds */
#define MAX_KEPT 1024
/* What is read ahead on both sides of the screen: some frames of scrolling */
#define AHEAD 48

struct _SgSessionList {
  GObject        parent_instance;

  SgSessionFeed *feed;         /* (owned) */
  GArray        *ids;          /* (owned) (element-type gint64) */
  GHashTable    *rows;         /* (owned) (element-type gint64 SgSessionRow) */
  guint          first;        /* what is looked at */
  guint          n_looked_at;
  guint          edition;      /* rows of an earlier one are out of date */
  GCancellable  *loading;      /* (owned) (nullable) */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SgSessionList, sg_session_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static gint64
id_at (SgSessionList *self,
       guint          position)
{
  return g_array_index (self->ids, gint64, position);
}

/* GTK holds those it shows; the others can be read again. */
static gboolean
is_idle (gpointer key,
         gpointer row,
         gpointer user_data)
{
  return !sg_session_row_is_watched (row);
}

static SgSessionRow *
ensure_row (SgSessionList *self,
            guint          position)
{
  gint64 id = id_at (self, position);
  SgSessionRow *row = g_hash_table_lookup (self->rows, &id);

  if (row == NULL) {
    if (g_hash_table_size (self->rows) >= MAX_KEPT)
      g_hash_table_foreach_remove (self->rows, is_idle, NULL);
    row = sg_session_row_new (id);
    g_hash_table_insert (self->rows, g_memdup2 (&id, sizeof id), row);
  }

  return row;
}

static GType
get_item_type (GListModel *list)
{
  return SG_TYPE_SESSION_ROW;
}

static guint
get_n_items (GListModel *list)
{
  return SG_SESSION_LIST (list)->ids->len;
}

static gpointer
get_item (GListModel *list,
          guint       position)
{
  SgSessionList *self = SG_SESSION_LIST (list);

  return position < self->ids->len ? g_object_ref (ensure_row (self, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
sg_session_list_dispose (GObject *object)
{
  SgSessionList *self = SG_SESSION_LIST (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->feed);

  G_OBJECT_CLASS (sg_session_list_parent_class)->dispose (object);
}

static void
sg_session_list_finalize (GObject *object)
{
  SgSessionList *self = SG_SESSION_LIST (object);

  g_array_unref (self->ids);
  g_hash_table_unref (self->rows);

  G_OBJECT_CLASS (sg_session_list_parent_class)->finalize (object);
}

static void
sg_session_list_class_init (SgSessionListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_session_list_dispose;
  object_class->finalize = sg_session_list_finalize;
}

static void
sg_session_list_init (SgSessionList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
}

SgSessionList *
sg_session_list_new (SgSessionFeed *feed)
{
  SgSessionList *self = g_object_new (SG_TYPE_SESSION_LIST, NULL);

  self->feed = g_object_ref (feed);

  return self;
}

static void load_missing (SgSessionList *self);

typedef struct {
  SgSessionList *list;      /* (owned) */
  GArray        *ids;       /* (owned) (element-type gint64) */
  guint          edition;
} Load;

static void
load_free (Load *load)
{
  g_object_unref (load->list);
  g_array_unref (load->ids);
  g_free (load);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

/* Returns: whether there was any: what is gone by now must not be asked for again and again */
static gboolean
fill (SgSessionList *self,
      const Load    *load,
      GPtrArray     *rows)
{
  gboolean filled = FALSE;

  for (guint i = 0; i < rows->len; i++) {
    SgSessionRow *row = g_hash_table_lookup (self->rows, &g_array_index (load->ids, gint64, i));

    if (row != NULL && rows->pdata[i] != NULL) {
      sg_session_row_fill (row, g_steal_pointer (&rows->pdata[i]), load->edition);
      filled = TRUE;
    }
  }

  return filled;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Load) load = user_data;
  g_autoptr (GPtrArray) rows = sg_session_feed_load_finish (SG_SESSION_FEED (source), result, NULL);
  SgSessionList *self = load->list;

  /* Of an earlier edition: what is wanted now is under way. */
  if (self->feed == NULL || load->edition != self->edition)
    return;

  g_clear_object (&self->loading);
  if (rows != NULL && fill (self, load, rows))
    load_missing (self);
}

static GArray *
find_missing (SgSessionList *self)
{
  GArray *missing = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint first = self->first > AHEAD ? self->first - AHEAD : 0;
  guint end = MIN (self->ids->len, self->first + self->n_looked_at + AHEAD);

  for (guint i = first; i < end; i++) {
    SgSessionRow *row = ensure_row (self, i);

    if (sg_session_row_get (row) == NULL || sg_session_row_get_edition (row) != self->edition)
      g_array_append_val (missing, g_array_index (self->ids, gint64, i));
  }

  return missing;
}

/* One page at a time: after a long jump what was passed on the way is not read. */
static void
load_missing (SgSessionList *self)
{
  g_autoptr (GArray) missing = NULL;
  Load *load;

  if (self->loading != NULL || self->n_looked_at == 0)
    return;
  missing = find_missing (self);
  if (missing->len == 0)
    return;

  load = g_new0 (Load, 1);
  load->list = g_object_ref (self);
  load->ids = g_array_ref (missing);
  load->edition = self->edition;
  self->loading = g_cancellable_new ();
  sg_session_feed_load_async (self->feed, g_steal_pointer (&missing), self->loading, loaded_cb, load);
}

/**
 * sg_session_list_look_at:
 *
 * Has the rows from @first on read, if they are not there yet.
 */
void
sg_session_list_look_at (SgSessionList *self,
                         guint          first,
                         guint          n_rows)
{
  g_return_if_fail (SG_IS_SESSION_LIST (self));

  self->first = first;
  self->n_looked_at = n_rows;
  load_missing (self);
}

/**
 * sg_session_list_show:
 * @ids: (element-type gint64): all that there are, in order
 * @changed: whether rows that are known may say something else now
 */
void
sg_session_list_show (SgSessionList *self,
                      GArray        *ids,
                      gboolean       changed)
{
  g_autoptr (GArray) before = self->ids;
  guint start = 0, end = 0;

  g_return_if_fail (SG_IS_SESSION_LIST (self));

  while (start < before->len && start < ids->len && id_at (self, start) == g_array_index (ids, gint64, start))
    start++;
  while (end < before->len - start && end < ids->len - start &&
         id_at (self, before->len - 1 - end) == g_array_index (ids, gint64, ids->len - 1 - end))
    end++;

  if (changed) {
    self->edition++;
    g_cancellable_cancel (self->loading);
    g_clear_object (&self->loading);
  }
  self->ids = g_array_ref (ids);
  if (before->len != ids->len || start < ids->len)
    g_list_model_items_changed (G_LIST_MODEL (self), start, before->len - start - end, ids->len - start - end);
  load_missing (self);
}

/**
 * sg_session_list_find:
 *
 * Returns: where it is, or %GTK_INVALID_LIST_POSITION
 */
guint
sg_session_list_find (SgSessionList *self,
                      gint64         id)
{
  for (guint i = 0; i < self->ids->len; i++) {
    if (id_at (self, i) == id)
      return i;
  }

  return GTK_INVALID_LIST_POSITION;
}

/**
 * sg_session_list_is_settled:
 *
 * Returns: whether all rows that are looked at are filled in
 */
gboolean
sg_session_list_is_settled (SgSessionList *self)
{
  return self->loading == NULL && (self->n_looked_at > 0 || self->ids->len == 0);
}

/**
 * sg_session_list_get_n_kept:
 *
 * Returns: how many rows are in memory
 */
guint
sg_session_list_get_n_kept (SgSessionList *self)
{
  return g_hash_table_size (self->rows);
}
