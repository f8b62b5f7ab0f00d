/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-private.h"
#include "sg-ledger-walk.h"

#define BUSY_TIMEOUT_MS 5000

/* So many requests are looked up at a time that the memory of all is fetched at once, not one after the other. */
#define BATCH 64

/* The requests are in the order of hashes: they are looked at all, in two halves at a time. */
typedef struct {
  SgLedgerWalk   *walk;           /* (unowned) */
  const gboolean *wanted;         /* (unowned) (nullable): by place */
  gboolean        by_place;
  SgLedgerIndex  *index;          /* (unowned): places or quarters to spans */
  guint           n_spans;
  gint64          first_message;
  gint64          last_message;
  sqlite3        *db;             /* (unowned) */
  GArray         *spans;          /* (owned) (element-type SgLedgerSpan) */
  gint64          times[BATCH];
  gint64          places[BATCH];
  guint           n_waiting;      /* of @times and @places */
  GError         *error;          /* (owned) (nullable) */
} Half;

#define SPAN_QUERY(table, key) \
  "SELECT sg_span (time_ms, place) FROM " table " WHERE " key " BETWEEN ? AND ?" \
  " AND (output > 0 OR input > 0 OR cache_read > 0 OR write_5m > 0 OR write_1h > 0)"

static void
span_add (SgLedgerSpan *span,
          gint64        time_ms)
{
  if (time_ms < span->first_ms) {
    span->next_ms = span->first_ms;
    span->first_ms = time_ms;
  } else if (time_ms > span->first_ms && time_ms < span->next_ms) {
    span->next_ms = time_ms;
  }
  if (time_ms > span->last_ms)
    span->last_ms = time_ms;
}

static gint64
quarter_of (gint64 time_ms)
{
  return time_ms / SG_LEDGER_QUARTER_MS - (time_ms % SG_LEDGER_QUARTER_MS < 0);
}

static gint64
key_of (Half *half,
        guint index)
{
  return half->by_place ? half->places[index] : quarter_of (half->times[index]);
}

static gboolean
is_wanted (Half  *half,
           gint64 time_ms,
           gint64 place)
{
  guint32 index;

  return time_ms >= half->walk->from_ms && time_ms < half->walk->to_ms &&
         (half->wanted == NULL || (sg_ledger_index_find (half->walk->place_index, place, &index) && half->wanted[index]));
}

static void
half_flush (Half *half)
{
  SgLedgerSpan *spans[BATCH];
  guint32 index;

  for (guint i = 0; i < half->n_waiting; i++)
    sg_ledger_index_prefetch (half->index, key_of (half, i));
  for (guint i = 0; i < half->n_waiting; i++) {
    spans[i] = sg_ledger_index_find (half->index, key_of (half, i), &index) ? &g_array_index (half->spans, SgLedgerSpan, index) : NULL;
    __builtin_prefetch (spans[i], 1);
  }
  for (guint i = 0; i < half->n_waiting; i++) {
    if (spans[i] != NULL)
      span_add (spans[i], half->times[i]);
  }
  half->n_waiting = 0;
}

static void
half_add (Half  *half,
          gint64 time_ms,
          gint64 place)
{
  if (!is_wanted (half, time_ms, place))
    return;

  half->times[half->n_waiting] = time_ms;
  half->places[half->n_waiting] = place;
  if (++half->n_waiting == BATCH)
    half_flush (half);
}

/* An aggregate of our own: rows that never leave SQLite cost a quarter less. */
static void
span_step (sqlite3_context *context,
           int              n_values,
           sqlite3_value  **values)
{
  half_add (sqlite3_user_data (context), sqlite3_value_int64 (values[0]), sqlite3_value_int64 (values[1]));
}

static void
span_final (sqlite3_context *context)
{
}

static gboolean
half_run_query (Half       *half,
                const char *query,
                GError    **error)
{
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (half->db, query, error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, half->first_message);
  sqlite3_bind_int64 (statement, 2, half->last_message);

  return sqlite3_step (statement) == SQLITE_ROW || sg_ledger_db_fail (half->db, error);
}

static gboolean
half_look (Half    *half,
           GError **error)
{
  if (sqlite3_create_function_v2 (half->db, "sg_span", 2, SQLITE_UTF8, half, NULL, span_step, span_final, NULL) != SQLITE_OK)
    return sg_ledger_db_fail (half->db, error);

  return half_run_query (half, SPAN_QUERY ("requests", "message"), error) &&
         half_run_query (half, SPAN_QUERY ("telemetry", "request"), error);
}

static gpointer
half_run (gpointer data)
{
  Half *half = data;
  const SgLedgerSpan nothing = { G_MAXINT64, G_MAXINT64, G_MININT64 };

  half->spans = g_array_sized_new (FALSE, FALSE, sizeof (SgLedgerSpan), half->n_spans);
  for (guint i = 0; i < half->n_spans; i++)
    g_array_append_val (half->spans, nothing);
  half_look (half, &half->error);
  half_flush (half);
  sqlite3_create_function_v2 (half->db, "sg_span", 2, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);

  return NULL;
}

static GArray *
half_finish (Half    *half,
             GError **error)
{
  if (half->error == NULL)
    return g_steal_pointer (&half->spans);
  g_propagate_error (error, half->error);
  g_clear_pointer (&half->spans, g_array_unref);

  return NULL;
}

static void
merge_spans (GArray *spans,
             GArray *others)
{
  for (guint i = 0; i < spans->len; i++) {
    const SgLedgerSpan *other = &g_array_index (others, SgLedgerSpan, i);
    SgLedgerSpan *span = &g_array_index (spans, SgLedgerSpan, i);

    if (other->last_ms == G_MININT64)
      continue;
    span_add (span, other->first_ms);
    if (other->next_ms != G_MAXINT64)
      span_add (span, other->next_ms);
    span_add (span, other->last_ms);
  }
}

/* A connection is for one thread at a time; a ledger in memory has only one. */
static sqlite3 *
open_second (SgLedger *ledger)
{
  const char *path = sqlite3_db_filename (ledger->db, "main");
  sqlite3 *db = NULL;

  if (path == NULL || *path == '\0')
    return NULL;
  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK) {
    sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
    return db;
  }
  sqlite3_close (db);

  return NULL;
}

static GArray *
find_spans (SgLedger *ledger,
            Half     *half,
            GError  **error)
{
  sqlite3 *second_db = open_second (ledger);
  Half other = *half;
  GThread *thread;
  g_autoptr (GArray) spans = NULL;
  g_autoptr (GArray) other_spans = NULL;

  half->db = ledger->db;
  half->first_message = G_MININT64;
  half->last_message = G_MAXINT64;
  if (second_db == NULL) {
    half_run (half);
    return half_finish (half, error);
  }

  half->last_message = -1;
  other.db = second_db;
  other.first_message = 0;
  other.last_message = G_MAXINT64;
  thread = g_thread_new ("walk", half_run, &other);
  half_run (half);
  g_thread_join (thread);
  sqlite3_close (second_db);

  spans = half_finish (half, error);
  other_spans = half_finish (&other, spans ? error : NULL);
  if (spans == NULL || other_spans == NULL)
    return NULL;
  merge_spans (spans, other_spans);

  return g_steal_pointer (&spans);
}

/**
 * sg_ledger_walk_find_place_spans:
 *
 * Returns: (transfer full) (element-type SgLedgerSpan): of each place, by its index
 */
GArray *
sg_ledger_walk_find_place_spans (SgLedgerWalk *self,
                                 SgLedger     *ledger,
                                 GError      **error)
{
  Half half = { .walk = self, .by_place = TRUE, .index = self->place_index, .n_spans = self->places->len };

  return find_spans (ledger, &half, error);
}

/**
 * sg_ledger_walk_find_quarter_spans:
 * @wanted: (nullable): by place, whether it counts; %NULL for all
 *
 * Returns: (transfer full) (element-type SgLedgerSpan): of each quarter of an hour in @self's,
 *   in their order
 */
GArray *
sg_ledger_walk_find_quarter_spans (SgLedgerWalk   *self,
                                   SgLedger       *ledger,
                                   const gboolean *wanted,
                                   GError        **error)
{
  g_autoptr (SgLedgerIndex) index = sg_ledger_index_new (self->quarters->len);
  Half half = { .walk = self, .wanted = wanted, .index = index };
  gint64 last_ms = G_MAXINT64;

  for (guint i = 0; i < self->quarters->len; i++) {
    gint64 start_ms = g_array_index (self->quarters, SgLedgerQuarter, i).start_ms;

    if (start_ms != last_ms)
      sg_ledger_index_add (index, quarter_of (start_ms), half.n_spans++);
    last_ms = start_ms;
  }

  return find_spans (ledger, &half, error);
}
