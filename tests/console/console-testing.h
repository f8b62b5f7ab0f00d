/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tests of bills share: days counted from a Monday, amounts as text. */

#pragma once

#include "sg-console-bucket.h"
#include "sg-console-days.h"
#include "sg-time.h"

/* 2 November 2026 */
#define MONDAY G_GINT64_CONSTANT (1793577600)

static inline void
add_cost (GPtrArray  *buckets,
          int         day,
          const char *model,
          const char *amount)
{
  gint64 start = MONDAY + day * SG_DAY_SECONDS;
  SgConsoleBucket *bucket = sg_console_bucket_new (SG_BUCKET_COST, start, start + SG_DAY_SECONDS);

  bucket->dimensions[SG_DIMENSION_MODEL] = g_strdup (model);
  g_assert_true (sg_cents_parse (amount, &bucket->amount, NULL));
  g_ptr_array_add (buckets, bucket);
}

static inline GPtrArray *
buckets_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sg_console_bucket_free);
}

static inline void
assert_cents (const SgCents *cents,
              const char    *expected)
{
  g_autofree char *text = sg_cents_to_text (cents);

  g_assert_cmpstr (text, ==, expected);
}
