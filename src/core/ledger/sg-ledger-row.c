/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * When two lines tell of one request. The order in which they are met must not
 * matter: files are read by several threads, and some of them years apart.
 */

#include "sg-ledger-row.h"

#include <string.h>

gboolean
sg_ledger_row_is_sidechain (const SgLedgerRow *row)
{
  return (row->flags & SG_REQUEST_SIDECHAIN) != 0;
}

/**
 * sg_ledger_group_look:
 * @group: starts as zeros
 * @row: one row whose message is @copy's
 *
 * A copy without a request id is of any request with that message id.
 */
void
sg_ledger_group_look (SgLedgerGroup     *group,
                      SgLedgerRow       *row,
                      const SgLedgerRow *copy)
{
  if (group->same == NULL &&
      (row->key.request == copy->key.request || row->key.request == 0 || copy->key.request == 0))
    group->same = row;
  if (sg_ledger_row_is_sidechain (row))
    group->sidechain = row;
  else
    group->main = row;
}

/**
 * sg_ledger_group_decide:
 * @row: (out) (nullable): which row the verdict is about
 *
 * A side question (`/btw`) replays messages of its session under request ids
 * of its own, marked as a sidechain: those were paid for once. Where there is
 * no other than sidechains, a sub-agent asked twice. So once a row is not a
 * sidechain's, every sidechain's row of that message goes.
 */
SgLedgerVerdict
sg_ledger_group_decide (const SgLedgerGroup *group,
                        const SgLedgerRow   *copy,
                        SgLedgerRow        **row)
{
  *row = group->same;
  if (group->same != NULL)
    return SG_LEDGER_MERGE;
  if (sg_ledger_row_is_sidechain (copy))
    return group->main ? SG_LEDGER_DROP : SG_LEDGER_ADD;
  *row = group->sidechain;

  return group->sidechain ? SG_LEDGER_REPLACE : SG_LEDGER_ADD;
}

#define FOREIGN (SG_REQUEST_SIDECHAIN | SG_REQUEST_COPIED)

/* Streaming writes growing counts: the greatest output is the final one. */
static int
compare_usage (const SgLedgerRow *a,
               const SgLedgerRow *b)
{
  guint64 a_total = sg_usage_get_total (&a->usage);
  guint64 b_total = sg_usage_get_total (&b->usage);

  if (a->usage.output != b->usage.output)
    return a->usage.output > b->usage.output ? 1 : -1;
  if (sg_ledger_row_is_sidechain (a) != sg_ledger_row_is_sidechain (b))
    return sg_ledger_row_is_sidechain (b) ? 1 : -1;

  return a_total > b_total ? 1 : -(a_total < b_total);
}

static void
take_usage (SgLedgerRow       *row,
            const SgLedgerRow *copy)
{
  const guint32 own = FOREIGN | SG_LEDGER_ROW_CUT;

  row->usage = copy->usage;
  row->model = copy->model;
  row->stated_pico_usd = copy->stated_pico_usd;
  row->flags = (row->flags & own) | (copy->flags & ~own);
}

static void
take_place (SgLedgerRow       *row,
            const SgLedgerRow *copy)
{
  row->place = copy->place;
  row->time_ms = copy->time_ms;
  row->flags = (row->flags & ~FOREIGN) | (copy->flags & FOREIGN);
}

static void
set_cut (SgLedgerRow *row,
         gboolean     cut)
{
  row->flags = cut ? row->flags | SG_LEDGER_ROW_CUT : row->flags & ~SG_LEDGER_ROW_CUT;
}

/* Of the lines with the final count the first one's time counts; of a session without it the last line's. */
static void
settle_time (SgLedgerRow       *row,
             const SgLedgerRow *copy,
             int                order)
{
  gboolean cut = (row->flags & SG_LEDGER_ROW_CUT) != 0;

  if (order > 0 || (order == 0 && cut))
    row->time_ms = copy->time_ms;
  else if (order == 0)
    row->time_ms = MIN (row->time_ms, copy->time_ms);
  else if (cut)
    row->time_ms = MAX (row->time_ms, copy->time_ms);
  set_cut (row, cut && order < 0);
}

/**
 * sg_ledger_row_merge:
 * @row: what is known
 * @copy: another telling of the same request
 *
 * The greatest count is the request's, whoever tells it. Its session and its
 * time are those of the session that made it: a fork writes its parent's requests
 * again, and a sidechain is further off still.
 *
 * Returns: whether @row has changed
 */
gboolean
sg_ledger_row_merge (SgLedgerRow       *row,
                     const SgLedgerRow *copy)
{
  const SgLedgerRow before = *row;
  int order = compare_usage (copy, row);
  guint32 claim = copy->flags & FOREIGN, known_claim = row->flags & FOREIGN;

  if (order > 0)
    take_usage (row, copy);
  if (claim < known_claim) {
    take_place (row, copy);
    set_cut (row, order < 0);
  } else if (claim == known_claim) {
    settle_time (row, copy, order);
  } else if (order > 0) {
    set_cut (row, TRUE);
  }
  if (row->key.request == 0)
    row->key.request = copy->key.request;

  return memcmp (&before, row, sizeof before) != 0;
}
