/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * When two lines tell of one request. The order in which they are met must not
 * matter: files are read by several threads, and some of them years apart.
 */

#include "sg-ledger-row.h"

static gboolean
is_sidechain (const SgLedgerRow *row)
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
  if (is_sidechain (row))
    group->sidechain = row;
  else
    group->main = row;
}

/**
 * sg_ledger_group_decide:
 * @row: (out) (nullable): which row the verdict is about
 *
 * A side question (`/btw`) replays messages of its session under request ids
 * of its own, marked as a sidechain: those were paid for once.
 */
SgLedgerVerdict
sg_ledger_group_decide (const SgLedgerGroup *group,
                        const SgLedgerRow   *copy,
                        SgLedgerRow        **row)
{
  *row = group->same;
  if (group->same != NULL)
    return SG_LEDGER_MERGE;

  if (is_sidechain (copy)) {
    *row = group->main ? group->main : group->sidechain;
    if (*row == NULL)
      return SG_LEDGER_ADD;
    return group->main ? SG_LEDGER_DROP : SG_LEDGER_MERGE;
  }

  *row = group->sidechain;

  return group->sidechain ? SG_LEDGER_REPLACE : SG_LEDGER_ADD;
}

/* Streaming writes growing counts: the greatest output is the final one. Of equal ones the first line's time counts. */
static gboolean
is_better (const SgLedgerRow *copy,
           const SgLedgerRow *row)
{
  guint64 copy_total = sg_usage_get_total (&copy->usage);
  guint64 row_total = sg_usage_get_total (&row->usage);

  if (copy->usage.output != row->usage.output)
    return copy->usage.output > row->usage.output;
  if (is_sidechain (copy) != is_sidechain (row))
    return is_sidechain (row);
  if (copy_total != row_total)
    return copy_total > row_total;

  return copy->time_ms < row->time_ms;
}

/* A fork writes its parent's requests again: they stay with the session that made them. A sidechain is further off still. */
static gboolean
is_owner (const SgLedgerRow *copy,
          const SgLedgerRow *row)
{
  const guint32 foreign = SG_REQUEST_SIDECHAIN | SG_REQUEST_COPIED;

  return (copy->flags & foreign) < (row->flags & foreign);
}

/**
 * sg_ledger_row_merge:
 * @row: what is known
 * @copy: another telling of the same request
 *
 * Returns: whether @row has changed
 */
gboolean
sg_ledger_row_merge (SgLedgerRow       *row,
                     const SgLedgerRow *copy)
{
  const guint32 foreign = SG_REQUEST_SIDECHAIN | SG_REQUEST_COPIED;
  gboolean better = is_better (copy, row);
  gboolean owner = is_owner (copy, row);
  gboolean named = row->key.request == 0 && copy->key.request != 0;

  if (better) {
    row->usage = copy->usage;
    row->time_ms = copy->time_ms;
    row->model = copy->model;
    row->stated_pico_usd = copy->stated_pico_usd;
    row->flags = (row->flags & foreign) | (copy->flags & ~foreign);
  }
  if (owner) {
    row->place = copy->place;
    row->flags = (row->flags & ~foreign) | (copy->flags & foreign);
  }
  if (named)
    row->key.request = copy->key.request;

  return better || owner || named;
}
