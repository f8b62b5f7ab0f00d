/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger.h"

G_BEGIN_DECLS

typedef enum {
  SG_LEDGER_LIST_SESSIONS,
  SG_LEDGER_LIST_PROJECTS,
} SgLedgerListKind;

typedef enum {
  SG_LEDGER_COLUMN_PROJECT,
  SG_LEDGER_COLUMN_SESSION,       /* of projects: how many sessions */
  SG_LEDGER_COLUMN_START,
  SG_LEDGER_COLUMN_COST,
  SG_LEDGER_COLUMN_DURATION,
  SG_LEDGER_COLUMN_SAVED,
  SG_LEDGER_COLUMN_HIT_RATE,
  SG_LEDGER_COLUMN_INPUT,
  SG_LEDGER_COLUMN_OUTPUT,
  SG_LEDGER_COLUMN_CACHE_WRITE,
  SG_LEDGER_COLUMN_CACHE_READ,
  SG_LEDGER_COLUMN_MODELS,
} SgLedgerColumn;

#define SG_N_LEDGER_COLUMNS (SG_LEDGER_COLUMN_MODELS + 1)

/* Returns: (transfer full): what people are told a project is called; called in the list's thread */
typedef char *(*SgLedgerListName) (const char   *project,
                                   gconstpointer data);

/**
 * SgLedgerListQuery:
 * @from_ms: Unix time, a full quarter of an hour; %G_MININT64 for all
 * @to_ms: another, the first moment that no longer counts; %G_MAXINT64 for all
 * @prices: for what the cache saved
 * @name_project: what @name_data is handed to
 */
typedef struct {
  SgLedgerListKind    kind;
  gint64              from_ms;
  gint64              to_ms;
  const SgPriceTable *prices;
  SgLedgerListName    name_project;
  gconstpointer       name_data;
} SgLedgerListQuery;

/**
 * SgLedgerSums:
 * @n_unpriced: requests whose price is not known; they are not in @pico_usd
 * @pico_usd: list prices, 10^-12 USD
 * @saved_pico_usd: what cache reads would have cost as input, less what they did
 * @priced_reads: those of @cache_read that @saved_pico_usd knows of
 *
 * What a session, a project or a model used.
 */
typedef struct {
  gint64 n_requests;
  gint64 n_unpriced;
  gint64 input;
  gint64 output;
  gint64 cache_write;
  gint64 cache_read;
  gint64 pico_usd;
  gint64 saved_pico_usd;
  gint64 priced_reads;
} SgLedgerSums;

/* How well an amount of money is known: all of it, at least that much, or not at all. */
typedef enum {
  SG_LEDGER_KNOWN,
  SG_LEDGER_AT_LEAST,
  SG_LEDGER_NOT_KNOWN,
} SgLedgerKnowledge;

SgLedgerKnowledge sg_ledger_sums_know_cost (const SgLedgerSums *self) G_GNUC_PURE;
SgLedgerKnowledge sg_ledger_sums_know_saving (const SgLedgerSums *self) G_GNUC_PURE;
double            sg_ledger_sums_get_hit_percent (const SgLedgerSums *self) G_GNUC_PURE;

/**
 * SgLedgerListRow:
 * @project: what people are told it is called
 * @session: of the file it stands in; empty for a project
 * @models: their names, sorted, with commas between
 * @n_sessions: 1 for a session
 * @first_ms: the first request that used something; %G_MAXINT64 when not known
 * @last_ms: the last one; %G_MININT64 when not known
 */
typedef struct {
  char        *project;
  char        *session;
  char        *models;
  gint64       n_sessions;
  gint64       first_ms;
  gint64       last_ms;
  SgLedgerSums sums;
} SgLedgerListRow;

void sg_ledger_list_row_free (SgLedgerListRow *self);

/**
 * SgLedgerListOrder:
 * @search: (nullable): words that all must be in project, models or session
 */
typedef struct {
  SgLedgerColumn column;
  gboolean       descending;
  const char    *search;
} SgLedgerListOrder;

/**
 * SgLedgerPart:
 * @model: as a person knows it, or the raw id of one we cannot price
 *
 * What one model did in a session or a project.
 */
typedef struct {
  char        *model;
  SgLedgerSums sums;
} SgLedgerPart;

void sg_ledger_part_free (SgLedgerPart *self);

/**
 * SgLedgerShare:
 * @name: of the project, as people are told
 * @session: empty for a project
 * @pico_usd: what it cost within the window, 10^-12 USD
 */
typedef struct {
  char  *name;
  char  *session;
  gint64 pico_usd;
} SgLedgerShare;

void sg_ledger_share_free (SgLedgerShare *self);

/**
 * SgLedgerShares:
 * @shares: (element-type SgLedgerShare): the dearest first
 * @pico_usd: of all
 * @n_unpriced: requests that are in none of it
 */
typedef struct {
  GPtrArray *shares;
  gint64     pico_usd;
  gint64     n_unpriced;
} SgLedgerShares;

void sg_ledger_shares_free (SgLedgerShares *self);

/**
 * SgLedgerList:
 *
 * The ledger by session or by project, for a list of a hundred thousand rows of which a screen shows thirty: the sums
 * are made once, in a file of SQLite's own that is gone with the list; orders are made of them, and rows read by their
 * ids. For the thread its ledger is for. Of one profile after sg_ledger_look_at_profile().
 */
typedef struct _SgLedgerList SgLedgerList;

SgLedgerList    *sg_ledger_list_new (SgLedger                *ledger,
                                     const SgLedgerListQuery *query,
                                     GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void             sg_ledger_list_free (SgLedgerList *self);
GArray          *sg_ledger_list_sort (SgLedgerList            *self,
                                      const SgLedgerListOrder *order,
                                      SgLedgerListRow         *totals,
                                      GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
SgLedgerListRow *sg_ledger_list_load_row (SgLedgerList *self,
                                          gint64        id,
                                          GError      **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray       *sg_ledger_list_load_parts (SgLedgerList *self,
                                            gint64        id,
                                            GError      **error) G_GNUC_WARN_UNUSED_RESULT;
SgLedgerShares  *sg_ledger_list_load_shares (SgLedgerList *self,
                                             gint64        from_ms,
                                             gint64        to_ms,
                                             GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgLedgerList, sg_ledger_list_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgLedgerListRow, sg_ledger_list_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgLedgerPart, sg_ledger_part_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgLedgerShare, sg_ledger_share_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgLedgerShares, sg_ledger_shares_free)

G_END_DECLS
