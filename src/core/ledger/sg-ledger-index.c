/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-index.h"

struct _SgLedgerIndex {
  gint64  *keys;     /* (owned) */
  guint32 *values;   /* (owned): 1 + the value, or 0 */
  guint64  mask;
};

/**
 * sg_ledger_index_new:
 * @n_keys: as many can be added
 */
SgLedgerIndex *
sg_ledger_index_new (guint n_keys)
{
  SgLedgerIndex *self = g_new (SgLedgerIndex, 1);
  guint64 n_slots = 16;

  while (n_slots < 2 * (guint64) n_keys)
    n_slots *= 2;
  self->mask = n_slots - 1;
  self->keys = g_new (gint64, n_slots);
  self->values = g_new0 (guint32, n_slots);

  return self;
}

void
sg_ledger_index_free (SgLedgerIndex *self)
{
  g_free (self->keys);
  g_free (self->values);
  g_free (self);
}

static guint64
slot_of (const SgLedgerIndex *self,
         gint64               key)
{
  guint64 slot = (guint64) key & self->mask;

  while (self->values[slot] != 0 && self->keys[slot] != key)
    slot = (slot + 1) & self->mask;

  return slot;
}

void
sg_ledger_index_add (SgLedgerIndex *self,
                     gint64         key,
                     guint32        value)
{
  guint64 slot = slot_of (self, key);

  self->keys[slot] = key;
  self->values[slot] = value + 1;
}

/**
 * sg_ledger_index_find:
 * @value: (out): what was added with @key
 *
 * Returns: whether anything was
 */
gboolean
sg_ledger_index_find (const SgLedgerIndex *self,
                      gint64               key,
                      guint32             *value)
{
  guint64 slot = slot_of (self, key);

  *value = self->values[slot] - 1;

  return self->values[slot] != 0;
}
