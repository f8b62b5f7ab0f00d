/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What SQL asks of the list: names by their numbers, and sums that stop at the end of integers, where SQLite's own fails. */

#include "sg-error.h"
#include "sg-ledger-list-private.h"
#include "sg-ledger-times.h"

static SgLedgerListNames *
names_of (sqlite3_context *context)
{
  return sqlite3_user_data (context);
}

static void
project_function (sqlite3_context *context,
                  int              n_values,
                  sqlite3_value  **values)
{
  sqlite3_result_int64 (context, sg_ledger_list_names_add_project (names_of (context), (const char *) sqlite3_value_text (values[0])));
}

static void
project_rank_function (sqlite3_context *context,
                       int              n_values,
                       sqlite3_value  **values)
{
  const SgLedgerListProject *project = g_ptr_array_index (names_of (context)->projects, (guint) sqlite3_value_int (values[0]));

  sqlite3_result_int64 (context, project->rank);
}

static void
models_rank_function (sqlite3_context *context,
                      int              n_values,
                      sqlite3_value  **values)
{
  gint64 mask = sqlite3_value_int64 (values[0]);

  sqlite3_result_int64 (context, GPOINTER_TO_UINT (g_hash_table_lookup (names_of (context)->mask_ranks, &mask)));
}

/* sg_group (PROJECT, SESSION): a session of one project is another one in another */
static void
group_function (sqlite3_context *context,
                int              n_values,
                sqlite3_value  **values)
{
  const SgSlice project = { (const char *) sqlite3_value_text (values[0]), (gsize) sqlite3_value_bytes (values[0]) };
  const SgSlice session = { (const char *) sqlite3_value_text (values[1]), (gsize) sqlite3_value_bytes (values[1]) };

  sqlite3_result_int64 (context, (gint64) sg_slice_hash (session, sg_slice_hash (project, 0)));
}

static const SgLedgerListModel *
find_model (SgLedgerListNames *names,
            gint64             id)
{
  for (guint i = 0; i < names->models->len; i++) {
    const SgLedgerListModel *model = &g_array_index (names->models, SgLedgerListModel, i);

    if (model->id == id)
      return model;
  }

  return NULL;
}

static void
bit_function (sqlite3_context *context,
              int              n_values,
              sqlite3_value  **values)
{
  const SgLedgerListModel *model = find_model (names_of (context), sqlite3_value_int64 (values[0]));

  sqlite3_result_int64 (context, model ? model->bit : 0);
}

static void
is_priced_function (sqlite3_context *context,
                    int              n_values,
                    sqlite3_value  **values)
{
  const SgLedgerListModel *model = find_model (names_of (context), sqlite3_value_int64 (values[0]));

  sqlite3_result_int (context, model != NULL && model->prices != NULL);
}

/* sg_saved (MODEL, FAST, QUARTER, CACHE_READ) */
static void
saved_function (sqlite3_context *context,
                int              n_values,
                sqlite3_value  **values)
{
  const SgLedgerListModel *model = find_model (names_of (context), sqlite3_value_int64 (values[0]));
  SgRequestFlags flags = sqlite3_value_int (values[1]) ? SG_REQUEST_FAST : 0;
  gint64 time_ms = sqlite3_value_int64 (values[2]) * SG_LEDGER_QUARTER_MS;

  if (model == NULL || model->prices == NULL)
    sqlite3_result_int64 (context, 0);
  else
    sqlite3_result_int64 (context, sg_model_prices_get_saving (model->prices, time_ms, flags, sqlite3_value_int64 (values[3])));
}

static gboolean
get_span (sqlite3_value **values,
          SgLedgerSpan   *span)
{
  sg_ledger_times_get_span (sqlite3_value_blob (values[1]), (gsize) sqlite3_value_bytes (values[1]),
                            sqlite3_value_int64 (values[0]) * SG_LEDGER_QUARTER_MS, span);

  return span->last_ms != G_MININT64;
}

/* sg_first (QUARTER, TIMES), or NULL */
static void
first_function (sqlite3_context *context,
                int              n_values,
                sqlite3_value  **values)
{
  SgLedgerSpan span;

  if (get_span (values, &span))
    sqlite3_result_int64 (context, span.first_ms);
}

static void
last_function (sqlite3_context *context,
               int              n_values,
               sqlite3_value  **values)
{
  SgLedgerSpan span;

  if (get_span (values, &span))
    sqlite3_result_int64 (context, span.last_ms);
}

/* sg_found (PROJECT, MODELS, SESSION): by their numbers, the session as it is */
static void
found_function (sqlite3_context *context,
                int              n_values,
                sqlite3_value  **values)
{
  sqlite3_result_int (context, sg_ledger_list_names_find (names_of (context), (guint) sqlite3_value_int (values[0]),
                                                          sqlite3_value_int64 (values[1]), (const char *) sqlite3_value_text (values[2])));
}

static void
sum_step (sqlite3_context *context,
          int              n_values,
          sqlite3_value  **values)
{
  gint64 *sum = sqlite3_aggregate_context (context, sizeof *sum);
  gint64 value = sqlite3_value_int64 (values[0]);

  if (sum != NULL && __builtin_add_overflow (*sum, value, sum))
    *sum = value > 0 ? G_MAXINT64 : G_MININT64;
}

static void
or_step (sqlite3_context *context,
         int              n_values,
         sqlite3_value  **values)
{
  gint64 *bits = sqlite3_aggregate_context (context, sizeof *bits);

  if (bits != NULL)
    *bits |= sqlite3_value_int64 (values[0]);
}

static void
give_number (sqlite3_context *context)
{
  const gint64 *number = sqlite3_aggregate_context (context, sizeof *number);

  sqlite3_result_int64 (context, number ? *number : 0);
}

typedef void (*Function) (sqlite3_context *context,
                          int              n_values,
                          sqlite3_value  **values);

static const struct {
  const char *name;
  int         n_values;
  Function    call;
  Function    step;
} functions[] = {
  { "sg_project", 1, project_function, NULL },
  { "sg_project_rank", 1, project_rank_function, NULL },
  { "sg_models_rank", 1, models_rank_function, NULL },
  { "sg_group", 2, group_function, NULL },
  { "sg_bit", 1, bit_function, NULL },
  { "sg_is_priced", 1, is_priced_function, NULL },
  { "sg_saved", 4, saved_function, NULL },
  { "sg_first", 2, first_function, NULL },
  { "sg_last", 2, last_function, NULL },
  { "sg_found", 3, found_function, NULL },
  { "sg_sum", 1, NULL, sum_step },
  { "sg_or", 1, NULL, or_step },
};

gboolean
sg_ledger_list_names_set_up (SgLedgerListNames *self,
                             sqlite3           *db,
                             GError           **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++) {
    if (sqlite3_create_function_v2 (db, functions[i].name, functions[i].n_values, SQLITE_UTF8, self, functions[i].call, functions[i].step,
                                    functions[i].step ? give_number : NULL, NULL) != SQLITE_OK)
      return sg_ledger_db_fail (db, error);
  }

  return TRUE;
}

void
sg_ledger_list_names_take_down (sqlite3 *db)
{
  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++)
    sqlite3_create_function_v2 (db, functions[i].name, functions[i].n_values, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
}
