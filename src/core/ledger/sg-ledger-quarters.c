/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sums that reports are made of: a year of work has some ten thousand of them. */

#include "sg-ledger-private.h"
#include "sg-ledger-times.h"
#include "sg-time.h"

typedef struct {
  gint64  quarter;   /* SG_LEDGER_QUARTER_MS since 1970 */
  guint64 place;
  guint32 model;
  guint32 fast;
  gint64  n_requests;
  gint64  n_unpriced;
  gint64  input;
  gint64  output;
  gint64  write_5m;
  gint64  write_1h;
  gint64  cache_read;
  gint64  web_searches;
  gint64  pico_usd;
  guint32 last_moment;   /* 1 + an index, or 0 */
} Quarter;

/* One request that used something */
typedef struct {
  guint32  before;      /* as @last_moment */
  guint32  offset_ms;   /* since the quarter of an hour began */
  gboolean removed;
} Moment;

struct _SgLedgerQuarters {
  SgLedger            *ledger;     /* (unowned) */
  GHashTable          *models;     /* (unowned) (element-type gint64 SgLedgerModel) */
  GHashTable          *quarters;   /* (owned) (element-type Quarter) */
  GArray              *moments;    /* (owned) (element-type Moment) */
  Quarter             *last;       /* (unowned) (nullable) */
  const SgLedgerModel *model;      /* (unowned) (nullable): the last one looked up */
};

static guint
quarter_hash (gconstpointer quarter)
{
  const Quarter *self = quarter;
  guint64 hash = ((guint64) self->quarter * 31 + self->place) * 31 + self->model * 2 + self->fast;

  return (guint) (hash ^ hash >> 32);
}

static gboolean
quarter_equal (gconstpointer a,
               gconstpointer b)
{
  const Quarter *first = a, *second = b;

  return first->quarter == second->quarter && first->place == second->place && first->model == second->model &&
         first->fast == second->fast;
}

SgLedgerQuarters *
sg_ledger_quarters_new (SgLedger   *ledger,
                        GHashTable *models)
{
  SgLedgerQuarters *self = g_new0 (SgLedgerQuarters, 1);

  self->ledger = ledger;
  self->models = models;
  self->quarters = g_hash_table_new_full (quarter_hash, quarter_equal, g_free, NULL);
  self->moments = g_array_new (FALSE, FALSE, sizeof (Moment));

  return self;
}

void
sg_ledger_quarters_free (SgLedgerQuarters *self)
{
  g_hash_table_unref (self->quarters);
  g_array_unref (self->moments);
  g_free (self);
}

static Quarter *
find_quarter (SgLedgerQuarters  *self,
              const SgLedgerRow *row)
{
  Quarter key = {
    .quarter = sg_time_whole_units (row->time_ms, SG_LEDGER_QUARTER_MS),
    .place = row->place,
    .model = row->model,
    .fast = (row->flags & SG_REQUEST_FAST) != 0,
  };

  if (self->last == NULL || !quarter_equal (self->last, &key)) {
    self->last = g_hash_table_lookup (self->quarters, &key);
    if (self->last == NULL) {
      self->last = g_memdup2 (&key, sizeof key);
      g_hash_table_add (self->quarters, self->last);
    }
  }

  return self->last;
}

static const SgLedgerModel *
find_model (SgLedgerQuarters *self,
            gint64            id)
{
  if (self->model == NULL || self->model->id != id)
    self->model = g_hash_table_lookup (self->models, &id);

  return self->model;
}

static void
add_moment (SgLedgerQuarters  *self,
            Quarter           *quarter,
            const SgLedgerRow *row,
            gboolean           removed)
{
  const Moment moment = {
    .before = quarter->last_moment,
    .offset_ms = (guint32) (row->time_ms - quarter->quarter * SG_LEDGER_QUARTER_MS),
    .removed = removed,
  };

  g_array_append_val (self->moments, moment);
  quarter->last_moment = self->moments->len;
}

/*
 * @row: its model and place are the ledger's ids
 * @n_times: 1, or -1 for one that is taken back
 */
void
sg_ledger_quarters_count (SgLedgerQuarters  *self,
                          const SgLedgerRow *row,
                          int                n_times)
{
  Quarter *quarter = find_quarter (self, row);
  gint64 pico_usd;

  quarter->n_requests += n_times;
  if (sg_ledger_get_cost (self->ledger, find_model (self, row->model), row, &pico_usd))
    quarter->pico_usd += n_times * pico_usd;
  else
    quarter->n_unpriced += n_times;

  quarter->input += n_times * (gint64) row->usage.input;
  quarter->output += n_times * (gint64) row->usage.output;
  quarter->write_5m += n_times * (gint64) row->usage.write_5m;
  quarter->write_1h += n_times * (gint64) row->usage.write_1h;
  quarter->cache_read += n_times * (gint64) row->usage.cache_read;
  quarter->web_searches += n_times * (gint64) row->usage.web_searches;
  /* Old versions state a cost and no tokens. */
  if (sg_usage_get_total (&row->usage) > 0 || (row->flags & SG_REQUEST_RESULT) != 0)
    add_moment (self, quarter, row, n_times < 0);
}

static int
compare_quarters (gconstpointer a,
                  gconstpointer b)
{
  const Quarter *first = *(const Quarter *const *) a, *second = *(const Quarter *const *) b;

  if (first->quarter != second->quarter)
    return first->quarter < second->quarter ? -1 : 1;

  return first->place < second->place ? -1 : first->place > second->place;
}

/* Into no sums at all: nothing is there to add to, or to take a moment from. */
#define FILL_QUERY "INSERT INTO quarters VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)"

#define WRITE_QUERY \
  "INSERT INTO quarters VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13," SG_LEDGER_TIMES_FUNCTION " (NULL, ?14, ?15))" \
  " ON CONFLICT DO UPDATE SET" \
  " n_requests = n_requests + excluded.n_requests, n_unpriced = n_unpriced + excluded.n_unpriced," \
  " input = input + excluded.input, output = output + excluded.output, write_5m = write_5m + excluded.write_5m," \
  " write_1h = write_1h + excluded.write_1h, cache_read = cache_read + excluded.cache_read," \
  " web_searches = web_searches + excluded.web_searches, pico_usd = pico_usd + excluded.pico_usd," \
  " times = " SG_LEDGER_TIMES_FUNCTION " (times, ?14, ?15)"

typedef struct {
  SgLedgerQuarters *quarters;    /* (unowned) */
  sqlite3_stmt     *statement;   /* (owned) */
  GArray           *offsets;     /* (owned) (element-type guint32) */
  GByteArray       *added;       /* (owned) */
  GByteArray       *removed;     /* (owned) */
  gint64            empty;       /* whether the ledger has no sums yet */
} Writer;

static void
writer_clear (Writer *writer)
{
  g_clear_pointer (&writer->statement, sqlite3_finalize);
  g_clear_pointer (&writer->offsets, g_array_unref);
  g_clear_pointer (&writer->added, g_byte_array_unref);
  g_clear_pointer (&writer->removed, g_byte_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

static void
bind_times (Writer        *writer,
            const Quarter *quarter,
            gboolean       removed,
            int            index)
{
  GByteArray *times = removed ? writer->removed : writer->added;
  const Moment *moment;

  g_array_set_size (writer->offsets, 0);
  for (guint32 i = quarter->last_moment; i > 0; i = moment->before) {
    moment = &g_array_index (writer->quarters->moments, Moment, i - 1);
    if (moment->removed == removed)
      g_array_append_val (writer->offsets, moment->offset_ms);
  }

  sg_ledger_times_sort (writer->offsets, times);
  if (times->len > 0)
    sqlite3_bind_blob (writer->statement, index, times->data, (int) times->len, SQLITE_STATIC);
  else
    sqlite3_bind_null (writer->statement, index);
}

static gboolean
write_quarter (Writer        *writer,
               const Quarter *quarter,
               GError       **error)
{
  const gint64 values[] = {
    quarter->quarter, (gint64) quarter->place, quarter->model, quarter->fast, quarter->n_requests, quarter->n_unpriced,
    quarter->input, quarter->output, quarter->write_5m, quarter->write_1h, quarter->cache_read, quarter->web_searches,
    quarter->pico_usd,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    sqlite3_bind_int64 (writer->statement, (int) i + 1, values[i]);
  bind_times (writer, quarter, FALSE, G_N_ELEMENTS (values) + 1);
  if (!writer->empty)
    bind_times (writer, quarter, TRUE, G_N_ELEMENTS (values) + 2);

  return sg_ledger_db_run (writer->quarters->ledger->db, writer->statement, error);
}

/* Adds what was counted to what the ledger has; within a transaction. */
gboolean
sg_ledger_quarters_write (SgLedgerQuarters *self,
                          GError          **error)
{
  g_auto (Writer) writer = {
    .quarters = self,
    .offsets = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .added = g_byte_array_new (),
    .removed = g_byte_array_new (),
  };
  g_autofree gpointer *sorted = NULL;
  guint n_quarters;

  if (!sg_ledger_db_get_int (self->ledger->db, "SELECT NOT EXISTS (SELECT 1 FROM quarters)", &writer.empty, error))
    return FALSE;
  writer.statement = sg_ledger_db_prepare (self->ledger->db, writer.empty ? FILL_QUERY : WRITE_QUERY, error);
  if (writer.statement == NULL)
    return FALSE;

  sorted = g_hash_table_get_keys_as_array (self->quarters, &n_quarters);
  qsort (sorted, n_quarters, sizeof *sorted, compare_quarters);
  for (guint i = 0; i < n_quarters; i++) {
    if (!write_quarter (&writer, sorted[i], error))
      return FALSE;
  }

  return TRUE;
}
