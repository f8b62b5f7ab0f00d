/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-index.h"

typedef struct {
  gint64  key;
  guint64 value;   /* 1 + the value, or 0 */
} Slot;

struct _SgLedgerIndex {
  Slot   *slots;   /* (owned) */
  guint64 mask;
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
  self->slots = g_new0 (Slot, n_slots);

  return self;
}

void
sg_ledger_index_free (SgLedgerIndex *self)
{
  g_free (self->slots);
  g_free (self);
}

static Slot *
slot_of (const SgLedgerIndex *self,
         gint64               key)
{
  guint64 index = (guint64) key & self->mask;

  while (self->slots[index].value != 0 && self->slots[index].key != key)
    index = (index + 1) & self->mask;

  return &self->slots[index];
}

void
sg_ledger_index_add (SgLedgerIndex *self,
                     gint64         key,
                     guint32        value)
{
  *slot_of (self, key) = (Slot) { key, (guint64) value + 1 };
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
  const Slot *slot = slot_of (self, key);

  *value = (guint32) (slot->value - 1);

  return slot->value != 0;
}
