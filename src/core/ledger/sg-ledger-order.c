/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ledger's own order: rows that go in by it are appended, not searched a place for. */

#include "sg-ledger-order.h"

static gboolean
is_before (const SgRequestKey *first,
           const SgRequestKey *second)
{
  if (first->message != second->message)
    return (gint64) first->message < (gint64) second->message;

  return (gint64) first->request < (gint64) second->request;
}

static gsize
bucket_of (const SgLedgerRow *row,
           guint              n_bits)
{
  guint64 message = row->key.message ^ (guint64) G_MININT64;

  return message >> (63 - n_bits) >> 1;
}

/* By the first bits of the key: it is a hash, so that few rows share a bucket. */
static guint32 *
order_roughly (const SgLedgerRow *rows,
               guint              n_rows)
{
  guint n_bits = g_bit_storage (n_rows);
  gsize n_buckets = (gsize) 1 << n_bits;
  g_autofree guint32 *ends = g_new0 (guint32, n_buckets);
  guint32 *order = g_new (guint32, n_rows + 1);
  guint32 end = 0;

  for (guint32 i = 0; i < n_rows; i++)
    ends[bucket_of (&rows[i], n_bits)]++;
  for (gsize i = 0; i < n_buckets; i++)
    ends[i] = end += ends[i];
  for (guint32 i = n_rows; i-- > 0;)
    order[--ends[bucket_of (&rows[i], n_bits)]] = i;

  return order;
}

/**
 * sg_ledger_order_rows:
 *
 * Returns: (transfer full): the indices of the rows, by message and request as SQLite orders them
 */
guint32 *
sg_ledger_order_rows (const SgLedgerRow *rows,
                      guint              n_rows)
{
  guint32 *order = order_roughly (rows, n_rows);

  for (guint i = 1; i < n_rows; i++) {
    guint32 index = order[i];
    guint at = i;

    for (; at > 0 && is_before (&rows[index].key, &rows[order[at - 1]].key); at--)
      order[at] = order[at - 1];
    order[at] = index;
  }

  return order;
}
