/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger-list.h"
#include "sg-ledger-private.h"

G_BEGIN_DECLS

/* For the list's own files only. Each model has a bit; all beyond this many names share the last one. */
#define SG_LEDGER_LIST_BITS 63

/**
 * SgLedgerListNames:
 * @projects: (element-type SgLedgerListProject): by the number the list's rows have
 * @models: (element-type SgLedgerListModel)
 * @bits: (element-type utf8): the models' names, sorted
 *
 * Projects and models are few, and sessions many: rows have numbers for their names, and SQL asks here what they mean.
 */
typedef struct {
  const SgLedgerListQuery *query;         /* (unowned) */
  GPtrArray               *projects;      /* (owned) */
  GHashTable              *project_ids;   /* (owned) (element-type utf8 uint) */
  GArray                  *models;        /* (owned) */
  GPtrArray               *bits;          /* (owned) */
  GHashTable              *mask_ranks;    /* (owned) (nullable) (element-type gint64 uint) */
  GPtrArray               *words;         /* (owned) (nullable) (element-type Word) */
} SgLedgerListNames;

typedef struct {
  char *name;
  char *shown;
  char *folded;
  guint rank;
} SgLedgerListProject;

typedef struct {
  gint64               id;
  gint64               bit;
  const SgModelPrices *prices;   /* (nullable) */
} SgLedgerListModel;

SgLedgerListNames *sg_ledger_list_names_new (SgLedger                *ledger,
                                             const SgLedgerListQuery *query,
                                             GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void               sg_ledger_list_names_free (SgLedgerListNames *self);
guint              sg_ledger_list_names_add_project (SgLedgerListNames *self,
                                                     const char        *project);
char              *sg_ledger_list_names_dup_models (SgLedgerListNames *self,
                                                    gint64             mask) G_GNUC_WARN_UNUSED_RESULT;
void               sg_ledger_list_names_rank_projects (SgLedgerListNames *self);
void               sg_ledger_list_names_rank_models (SgLedgerListNames *self,
                                                     GArray            *masks);
void               sg_ledger_list_names_set_search (SgLedgerListNames *self,
                                                    const char        *search);
gboolean           sg_ledger_list_names_find (SgLedgerListNames *self,
                                              guint              project,
                                              gint64             mask,
                                              const char        *session);

gboolean sg_ledger_list_names_set_up (SgLedgerListNames *self,
                                      sqlite3           *db,
                                      GError           **error);
void     sg_ledger_list_names_take_down (sqlite3 *db);

#define SG_LEDGER_LIST_TABLE "temp.list"

struct _SgLedgerList {
  SgLedger          *ledger;  /* (unowned) */
  SgLedgerListQuery  query;
  SgLedgerListNames *names;       /* (owned) */
  sqlite3_stmt      *row;     /* (owned) (nullable): reads one */
};

/* The same sums of `quarters` and, with the same names, of the list */
#define SG_LEDGER_LIST_SUMS \
  "sg_sum (n_requests), sg_sum (n_unpriced), sg_sum (input), sg_sum (output), sg_sum (cache_write), sg_sum (cache_read)," \
  " sg_sum (pico_usd), sg_sum (saved), sg_sum (priced_reads)"
/* What of `quarters` they are sums of */
#define SG_LEDGER_LIST_QUARTERS \
  "(SELECT quarter, place, model, times, n_requests, n_unpriced, input, output, write_5m + write_1h AS cache_write, cache_read, pico_usd," \
  " sg_saved (model, fast, quarter, cache_read) AS saved," \
  " iif (sg_is_priced (model), cache_read, 0) AS priced_reads" \
  " FROM main.quarters WHERE n_requests > 0 AND quarter >= ?1 AND quarter < ?2)"

void sg_ledger_list_read_sums (sqlite3_stmt *statement,
                               int           column,
                               SgLedgerSums *sums);
void sg_ledger_list_bind_range (SgLedgerList *self,
                                sqlite3_stmt *statement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgLedgerListNames, sg_ledger_list_names_free)

G_END_DECLS
