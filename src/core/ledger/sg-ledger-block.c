/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The 5-hour block that is under way, as `ccusage blocks` cuts it, to a quarter of
 * an hour and without reading more than two days.
 */

#include "sg-ledger-private.h"

#define BLOCK_QUARTERS 20
#define QUARTERS_PER_HOUR 4
#define LOOK_BACK_QUARTERS (2 * 24 * QUARTERS_PER_HOUR)

typedef struct {
  gint64  start;      /* quarters since 1970; a full hour */
  gint64  last;
  gint64  pico_usd;
  guint64 tokens;
} Block;

static void
add_quarter (Block  *block,
             gint64  quarter,
             gint64  pico_usd,
             guint64 tokens)
{
  if (block->last == 0 || quarter - block->start >= BLOCK_QUARTERS || quarter - block->last > BLOCK_QUARTERS)
    *block = (Block) { .start = quarter - quarter % QUARTERS_PER_HOUR };

  block->last = quarter;
  block->pico_usd += pico_usd;
  block->tokens += tokens;
}

/**
 * sg_ledger_find_block:
 * @summary: gains the block that is active at @now, if there is one, of the profile looked at
 *
 * Returns: %FALSE with @error set when the ledger cannot be read
 */
gboolean
sg_ledger_find_block (SgLedger      *self,
                      GDateTime     *now,
                      SgCostSummary *summary,
                      GError       **error)
{
  gint64 present = g_date_time_to_unix (now) * 1000 / SG_LEDGER_QUARTER_MS;
  g_autofree char *where = sg_ledger_dup_place_condition (self);
  g_autofree char *sql = g_strconcat ("SELECT quarter, pico_usd, input + output + write_5m + write_1h + cache_read"
                                      " FROM quarters WHERE quarter >= ? AND quarter <= ? AND n_requests > 0", where,
                                      " ORDER BY quarter", NULL);
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (self->db, sql, error);
  Block block = { 0 };
  int code;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, present - LOOK_BACK_QUARTERS);
  sqlite3_bind_int64 (statement, 2, present);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    add_quarter (&block, sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1),
                 (guint64) sqlite3_column_int64 (statement, 2));
  if (code != SQLITE_DONE)
    return sg_ledger_db_fail (self->db, error);

  if (block.last > 0 && present < block.start + BLOCK_QUARTERS) {
    summary->block_ends_at = g_date_time_new_from_unix_utc ((block.start + BLOCK_QUARTERS) * (SG_LEDGER_QUARTER_MS / 1000));
    summary->block_pico_usd = block.pico_usd;
    summary->block_tokens = block.tokens;
  }

  return TRUE;
}
