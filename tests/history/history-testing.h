/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tests of the past share: arrays from tables. */

#pragma once

#include "sg-ledger-activity.h"
#include "sg-ledger-limits.h"
#include "sg-money.h"

static inline GArray *
samples_of (const SgLedgerSample *table,
            gsize                 n)
{
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (SgLedgerSample));

  for (gsize i = 0; i < n && table[i].until > 0; i++) {
    g_array_append_vals (samples, &table[i], 1);
    g_array_index (samples, SgLedgerSample, i).origin = SG_ORIGIN_ENDPOINT;
  }

  return samples;
}

/* Moments at which something was asked, in Unix seconds; 0 ends them. */
static inline GArray *
activities_of (const gint64 *moments,
               gsize         n)
{
  GArray *activities = g_array_new (FALSE, FALSE, sizeof (SgLedgerActivity));

  for (gsize i = 0; i < n && moments[i] > 0; i++) {
    const SgLedgerActivity activity = {
      moments[i] / 900 * 900 * 1000, moments[i] * 1000, moments[i] * 1000, 2, 1, 3 * SG_PICO_PER_USD
    };

    g_array_append_val (activities, activity);
  }

  return activities;
}
