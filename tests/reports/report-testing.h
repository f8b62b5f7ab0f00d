/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tests of reports share: a ledger filled by hand. */

#pragma once

#include <string.h>

#include "sg-ledger-walk.h"
#include "sg-time.h"

typedef struct {
  const char    *file;     /* below projects/ */
  const char    *time;
  const char    *model;
  guint32        input;
  guint32        output;
  SgRequestFlags flags;
} Asked;

typedef struct {
  SgPriceTable *prices;
  SgLedger     *ledger;
} Shelf;

static inline SgSlice
slice (const char *text)
{
  return (SgSlice) { text, strlen (text) };
}

static inline gint64
ms_of (const char *text)
{
  g_autoptr (GDateTime) time = sg_time_parse (text);

  g_assert_nonnull (time);

  return g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;
}

static inline void
shelf_fill (Shelf       *shelf,
            const Asked *asked,
            gsize        n_asked)
{
  g_autoptr (SgLedgerBatch) batch = sg_ledger_batch_new ();
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < n_asked; i++) {
    g_autofree char *id = g_strdup_printf ("msg_%s_%" G_GSIZE_FORMAT, asked[i].time, i);
    SgRequest request = {
      .message_id = slice (id),
      .request_id = slice (id),
      .model = slice (asked[i].model),
      .time_ms = ms_of (asked[i].time),
      .stated_pico_usd = SG_REQUEST_COST_UNSTATED,
      .usage = { .input = asked[i].input, .output = asked[i].output },
      .flags = asked[i].flags,
    };

    sg_ledger_batch_start_file (batch, asked[i].file);
    sg_ledger_batch_add_request (batch, &request, request.message_id);
  }
  sg_ledger_write (shelf->ledger, batch, &error);
  g_assert_no_error (error);
}

static inline void
shelf_open (Shelf      *shelf,
            const char *path)
{
  g_autoptr (GError) error = NULL;

  shelf->prices = sg_price_table_new ();
  shelf->ledger = sg_ledger_open (path, shelf->prices, &error);
  g_assert_no_error (error);
}

static inline void
shelf_close (Shelf *shelf)
{
  sg_ledger_close (shelf->ledger);
  sg_price_table_free (shelf->prices);
}
