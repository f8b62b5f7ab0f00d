/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-request.h"

#include <string.h>

/* Odd numbers without pattern: the fractions of the square roots of 2, 3 and 5. */
#define HASH_A G_GUINT64_CONSTANT (0x6a09e667f3bcc909)
#define HASH_B G_GUINT64_CONSTANT (0xbb67ae8584caa73b)
#define HASH_C G_GUINT64_CONSTANT (0x3c6ef372fe94f82b)

#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 Wide;

static inline guint64
mix (guint64 a,
     guint64 b)
{
  Wide product = (Wide) a * b;

  return (guint64) product ^ (guint64) (product >> 64);
}

#else

static inline guint64
mix (guint64 a,
     guint64 b)
{
  guint64 low = (a & G_MAXUINT32) * (b & G_MAXUINT32);
  guint64 middle = (a >> 32) * (b & G_MAXUINT32) + (low >> 32);
  guint64 cross = (a & G_MAXUINT32) * (b >> 32) + (middle & G_MAXUINT32);
  guint64 high = (a >> 32) * (b >> 32) + (middle >> 32) + (cross >> 32);

  return (cross << 32 | (low & G_MAXUINT32)) ^ high;
}
#endif

static inline guint64
load (const char *bytes,
      gsize       length)
{
  guint64 word = 0;

  memcpy (&word, bytes, length);

  return GUINT64_FROM_LE (word);
}

/**
 * sg_slice_hash:
 * @seed: another one gives an unrelated hash
 *
 * Stored in the ledger: what it gives for some bytes may never change.
 *
 * Returns: 64 bits, never 0
 */
guint64
sg_slice_hash (SgSlice slice,
               guint64 seed)
{
  guint64 hash = mix (seed ^ HASH_A, slice.length ^ HASH_B);
  gsize at = 0;

  for (; slice.length - at >= 8; at += 8)
    hash = mix (hash ^ load (slice.text + at, 8), HASH_B);
  if (at < slice.length)
    hash = mix (hash ^ load (slice.text + at, slice.length - at), HASH_C);
  hash = mix (hash, HASH_A);

  return hash ? hash : 1;
}

/**
 * sg_request_get_key:
 * @line: the whole record, for one that has neither a message id nor a uuid
 *
 * 128 bits stand for the two ids: among 10^9 requests the chance that two
 * share a key is below 10^-20.
 */
SgRequestKey
sg_request_get_key (const SgRequest *self,
                    SgSlice          line)
{
  SgRequestKey key = { 0 };

  if (self->message_id.length > 0)
    key.message = sg_slice_hash (self->message_id, 0);
  else if (self->uuid.length > 0)
    key.message = sg_slice_hash (self->uuid, 1);
  else
    key.message = sg_slice_hash (line, 2);
  if (self->part > 0)
    key.message = mix (key.message ^ HASH_C, self->part * HASH_B);
  if (self->request_id.length > 0)
    key.request = sg_slice_hash (self->request_id, 3);

  return key;
}

/**
 * sg_usage_get_total:
 *
 * Returns: the tokens of all kinds
 */
guint64
sg_usage_get_total (const SgUsage *self)
{
  return (guint64) self->input + self->output + self->write_5m + self->write_1h + self->cache_read;
}
