/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sums that reports are made of: a year of work has some ten thousand of them. */

#include "sg-ledger-insert.h"
#include "sg-ledger-private.h"

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
} Quarter;

struct _SgLedgerQuarters {
  SgLedger            *ledger;     /* (unowned) */
  GHashTable          *models;     /* (unowned) (element-type gint64 SgLedgerModel) */
  GHashTable          *quarters;   /* (owned) (element-type Quarter) */
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

  return self;
}

void
sg_ledger_quarters_free (SgLedgerQuarters *self)
{
  g_hash_table_unref (self->quarters);
  g_free (self);
}

static gint64
floor_divide (gint64 value,
              gint64 divisor)
{
  return value / divisor - (value % divisor < 0);
}

static Quarter *
find_quarter (SgLedgerQuarters  *self,
              const SgLedgerRow *row)
{
  Quarter key = {
    .quarter = floor_divide (row->time_ms, SG_LEDGER_QUARTER_MS),
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

/* What the record itself said counts only where no price is known: old versions miscalculated. */
gboolean
sg_ledger_row_get_cost (SgLedger            *ledger,
                        const SgLedgerModel *model,
                        const SgLedgerRow   *row,
                        gint64              *pico_usd)
{
  if (model != NULL && model->prices != NULL)
    *pico_usd = sg_price_table_cost (ledger->prices, model->prices, row->time_ms, (SgRequestFlags) row->flags,
                                     &row->usage);
  else
    *pico_usd = MAX (row->stated_pico_usd, 0);

  return (model != NULL && model->prices != NULL) || row->stated_pico_usd >= 0;
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
  if (sg_ledger_row_get_cost (self->ledger, find_model (self, row->model), row, &pico_usd))
    quarter->pico_usd += n_times * pico_usd;
  else
    quarter->n_unpriced += n_times;

  quarter->input += n_times * (gint64) row->usage.input;
  quarter->output += n_times * (gint64) row->usage.output;
  quarter->write_5m += n_times * (gint64) row->usage.write_5m;
  quarter->write_1h += n_times * (gint64) row->usage.write_1h;
  quarter->cache_read += n_times * (gint64) row->usage.cache_read;
  quarter->web_searches += n_times * (gint64) row->usage.web_searches;
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

static gboolean
write_quarter (SgLedgerInsert *insert,
               const Quarter  *quarter,
               GError        **error)
{
  const gint64 values[] = {
    quarter->quarter, (gint64) quarter->place, quarter->model, quarter->fast, quarter->n_requests, quarter->n_unpriced,
    quarter->input, quarter->output, quarter->write_5m, quarter->write_1h, quarter->cache_read, quarter->web_searches,
    quarter->pico_usd,
  };

  return sg_ledger_insert_add (insert, values, error);
}

#define SUM_UP \
  " ON CONFLICT DO UPDATE SET" \
  " n_requests = n_requests + excluded.n_requests, n_unpriced = n_unpriced + excluded.n_unpriced," \
  " input = input + excluded.input, output = output + excluded.output, write_5m = write_5m + excluded.write_5m," \
  " write_1h = write_1h + excluded.write_1h, cache_read = cache_read + excluded.cache_read," \
  " web_searches = web_searches + excluded.web_searches, pico_usd = pico_usd + excluded.pico_usd"

/* Adds what was counted to what the ledger has; within a transaction. */
gboolean
sg_ledger_quarters_write (SgLedgerQuarters *self,
                          GError          **error)
{
  g_auto (SgLedgerInsert) insert = { 0 };
  g_autofree gpointer *sorted = NULL;
  guint n_quarters;

  if (!sg_ledger_insert_start (&insert, self->ledger->db, "INSERT INTO quarters", 13, SUM_UP, error))
    return FALSE;

  sorted = g_hash_table_get_keys_as_array (self->quarters, &n_quarters);
  qsort (sorted, n_quarters, sizeof *sorted, compare_quarters);
  for (guint i = 0; i < n_quarters; i++) {
    if (!write_quarter (&insert, sorted[i], error))
      return FALSE;
  }

  return sg_ledger_insert_flush (&insert, error);
}
