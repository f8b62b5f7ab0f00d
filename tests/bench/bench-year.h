/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What benchmarks of the ledger share: a year of requests, without the transcripts. */

#pragma once

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sg-ledger.h"

#define YEAR_END_MS G_GINT64_CONSTANT (1795262400000)   /* 2026-11-21T12:00Z */
#define YEAR_MS (365 * 24 * G_GINT64_CONSTANT (3600000))
#define WRITE_ROWS (256 * 1024)

static inline void
fail (GError *error)
{
  fprintf (stderr, "%s\n", error ? error->message : "failed");
  exit (1);
}

static inline SgSlice
slice (const char *text)
{
  return (SgSlice) { text, strlen (text) };
}

/* Sessions of some minutes, some at once, as those of gen-corpus.py: half of them ask a second model too. */
static inline void
add_session (SgLedgerBatch *batch,
             GRand         *random,
             int            number,
             int            per_session)
{
  static const char *models[] = { "claude-opus-5-5", "claude-haiku-4-5-20251001", "claude-sonnet-5" };
  gint64 start_ms = YEAR_END_MS - (gint64) (g_rand_double (random) * (double) YEAR_MS);
  g_autofree char *file = g_strdup_printf ("-home-dev-project-%d/%08x-0000-4000-8000-000000000000.jsonl", number % 24, number);

  sg_ledger_batch_start_file (batch, file);
  for (int i = 0; i < per_session; i++) {
    g_autofree char *id = g_strdup_printf ("msg_%d_%d", number, i);
    SgRequest request = {
      .message_id = slice (id),
      .request_id = slice (id),
      .model = slice (models[number % 2 > 0 && i % 5 == 0 ? 1 : number % 3 == 0 ? 2 : 0]),
      .time_ms = start_ms += g_rand_int_range (random, 5000, 30000),
      .stated_pico_usd = SG_REQUEST_COST_UNSTATED,
      .usage = {
        .input = (guint32) g_rand_int_range (random, 1, 9000),
        .output = (guint32) g_rand_int_range (random, 1, 4000),
        .write_5m = (guint32) g_rand_int_range (random, 0, 20000),
        .cache_read = (guint32) g_rand_int_range (random, 0, 150000),
      },
    };

    sg_ledger_batch_add_request (batch, &request, request.message_id);
  }
}

static inline void
year_fill (SgLedger *ledger,
           int       n_requests,
           int       per_session)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  GError *error = NULL;

  for (int number = 0; number * per_session < n_requests;) {
    g_autoptr (SgLedgerBatch) batch = sg_ledger_batch_new ();

    for (; number * per_session < n_requests && sg_ledger_batch_get_n_rows (batch) < WRITE_ROWS; number++)
      add_session (batch, random, number, per_session);
    if (!sg_ledger_write (ledger, batch, &error))
      fail (error);
  }
}

/* With the folder it is alone in */
static inline void
year_remove (const char *ledger_path,
             const char *folder)
{
  const char *suffixes[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *path = g_strconcat (ledger_path, suffixes[i], NULL);

    g_unlink (path);
  }
  g_rmdir (folder);
}
