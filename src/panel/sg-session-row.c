/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-session-row.h"

typedef struct {
  SgSessionRowFunc func;
  gpointer         watcher;
} Watch;

struct _SgSessionRow {
  GObject          parent_instance;

  gint64           id;
  SgLedgerListRow *data;       /* (owned) (nullable): %NULL until it was read */
  guint            edition;
  GArray          *watches;    /* (owned) (nullable) (element-type Watch) */
};

G_DEFINE_FINAL_TYPE (SgSessionRow, sg_session_row, G_TYPE_OBJECT)

static void
sg_session_row_finalize (GObject *object)
{
  SgSessionRow *self = SG_SESSION_ROW (object);

  g_clear_pointer (&self->data, sg_ledger_list_row_free);
  g_clear_pointer (&self->watches, g_array_unref);

  G_OBJECT_CLASS (sg_session_row_parent_class)->finalize (object);
}

static void
sg_session_row_class_init (SgSessionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_session_row_finalize;
}

static void
sg_session_row_init (SgSessionRow *self)
{
}

SgSessionRow *
sg_session_row_new (gint64 id)
{
  SgSessionRow *self = g_object_new (SG_TYPE_SESSION_ROW, NULL);

  self->id = id;

  return self;
}

gint64
sg_session_row_get_id (SgSessionRow *self)
{
  return self->id;
}

/**
 * sg_session_row_get:
 *
 * Returns: (transfer none) (nullable): %NULL until it is filled in
 */
const SgLedgerListRow *
sg_session_row_get (SgSessionRow *self)
{
  return self->data;
}

/**
 * sg_session_row_fill:
 * @data: (transfer full):
 * @edition: of the list it was read from
 */
void
sg_session_row_fill (SgSessionRow    *self,
                     SgLedgerListRow *data,
                     guint            edition)
{
  g_clear_pointer (&self->data, sg_ledger_list_row_free);
  self->data = data;
  self->edition = edition;
  for (guint i = 0; self->watches != NULL && i < self->watches->len; i++) {
    const Watch *watch = &g_array_index (self->watches, Watch, i);

    watch->func (watch->watcher);
  }
}

guint
sg_session_row_get_edition (SgSessionRow *self)
{
  return self->edition;
}

void
sg_session_row_watch (SgSessionRow    *self,
                      SgSessionRowFunc func,
                      gpointer         watcher)
{
  const Watch watch = { func, watcher };

  if (self->watches == NULL)
    self->watches = g_array_sized_new (FALSE, FALSE, sizeof (Watch), SG_N_LEDGER_COLUMNS);
  g_array_append_val (self->watches, watch);
}

void
sg_session_row_unwatch (SgSessionRow *self,
                        gpointer      watcher)
{
  for (guint i = 0; self->watches != NULL && i < self->watches->len; i++) {
    if (g_array_index (self->watches, Watch, i).watcher == watcher) {
      g_array_remove_index_fast (self->watches, i);
      return;
    }
  }
}

gboolean
sg_session_row_is_watched (SgSessionRow *self)
{
  return self->watches != NULL && self->watches->len > 0;
}
