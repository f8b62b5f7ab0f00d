/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-times.h"

#include <string.h>

#define N_BYTES 3

typedef struct {
  const guint8 *at;
  const guint8 *end;
} Reader;

static Reader
read_value (sqlite3_value *value)
{
  const guint8 *bytes = sqlite3_value_blob (value);
  int n_bytes = sqlite3_value_bytes (value);

  return (Reader) { bytes, bytes ? bytes + n_bytes / N_BYTES * N_BYTES : NULL };
}

static int
compare_times (const Reader *a,
               const Reader *b)
{
  return memcmp (a->at, b->at, N_BYTES);
}

/* Of two sorted lists the one whose turn it is, or %NULL at the end of both */
static Reader *
find_next (Reader *a,
           Reader *b)
{
  if (a->at == a->end)
    return b->at == b->end ? NULL : b;

  return b->at == b->end || compare_times (a, b) <= 0 ? a : b;
}

static void
times_function (sqlite3_context *context,
                int              n_values,
                sqlite3_value  **values)
{
  Reader times = read_value (values[0]);
  Reader added = read_value (values[1]);
  Reader removed = read_value (values[2]);
  Reader *next;
  guint8 *merged, *end;

  if (times.at == times.end && removed.at == removed.end) {
    sqlite3_result_value (context, values[1]);
    return;
  }

  end = merged = sqlite3_malloc64 ((guint64) (times.end - times.at) + (guint64) (added.end - added.at) + 1);
  if (merged == NULL) {
    sqlite3_result_error_nomem (context);
    return;
  }

  while ((next = find_next (&times, &added)) != NULL) {
    while (removed.at < removed.end && compare_times (&removed, next) < 0)
      removed.at += N_BYTES;
    if (removed.at < removed.end && compare_times (&removed, next) == 0) {
      removed.at += N_BYTES;
    } else {
      memcpy (end, next->at, N_BYTES);
      end += N_BYTES;
    }
    next->at += N_BYTES;
  }
  sqlite3_result_blob64 (context, merged, (guint64) (end - merged), sqlite3_free);
}

gboolean
sg_ledger_times_set_up (sqlite3 *db,
                        GError **error)
{
  return sqlite3_create_function_v2 (db, SG_LEDGER_TIMES_FUNCTION, 3, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                                     times_function, NULL, NULL, NULL) == SQLITE_OK || sg_ledger_db_fail (db, error);
}

static int
compare_offsets (gconstpointer a,
                 gconstpointer b)
{
  const guint32 *first = a, *second = b;

  return *first < *second ? -1 : *first > *second;
}

/**
 * sg_ledger_times_sort:
 * @offsets_ms: (element-type guint32): in any order; sorted after that
 * @times: (out caller-allocates): the same as a blob
 */
void
sg_ledger_times_sort (GArray     *offsets_ms,
                      GByteArray *times)
{
  g_array_sort (offsets_ms, compare_offsets);
  g_byte_array_set_size (times, 0);
  for (guint i = 0; i < offsets_ms->len; i++) {
    guint32 offset_ms = g_array_index (offsets_ms, guint32, i);
    const guint8 bytes[N_BYTES] = { (guint8) (offset_ms >> 16), (guint8) (offset_ms >> 8), (guint8) offset_ms };

    g_byte_array_append (times, bytes, N_BYTES);
  }
}

static gint64
read_offset (const guint8 *at)
{
  return at[0] << 16 | at[1] << 8 | at[2];
}

guint
sg_ledger_times_count (gsize n_bytes)
{
  return (guint) (n_bytes / N_BYTES);
}

/**
 * sg_ledger_times_get:
 *
 * Returns: milliseconds since its quarter of an hour began
 */
gint64
sg_ledger_times_get (gconstpointer times,
                     guint         position)
{
  return read_offset ((const guint8 *) times + (gsize) position * N_BYTES);
}

/**
 * sg_ledger_times_get_span:
 * @times: (nullable): a blob
 * @start_ms: when its quarter of an hour begins
 * @span: (out):
 */
void
sg_ledger_times_get_span (gconstpointer times,
                          gsize         n_bytes,
                          gint64        start_ms,
                          SgLedgerSpan *span)
{
  const guint8 *first = times, *next = first, *last;

  *span = SG_LEDGER_SPAN_NOTHING;
  if (n_bytes < N_BYTES)
    return;

  last = first + (n_bytes / N_BYTES - 1) * N_BYTES;
  while (next < last && memcmp (first, next, N_BYTES) == 0)
    next += N_BYTES;
  sg_ledger_span_add (span, start_ms + read_offset (first));
  sg_ledger_span_add (span, start_ms + read_offset (next));
  sg_ledger_span_add (span, start_ms + read_offset (last));
}
