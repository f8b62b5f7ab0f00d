/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What Claude Code stated of a session beside what we count, and why they differ. */

#include "sg-ledger-private.h"
#include "sg-ledger-results-private.h"
#include "sg-ledger-results.h"

/* A double's rest; Claude Code adds up in doubles. */
#define SAME_PICO_USD 1000000

void
sg_result_review_free (SgResultReview *self)
{
  g_free (self->session);
  g_free (self->problem);
  g_free (self);
}

static gboolean
count_transcripts (SgLedger       *ledger,
                   SgResultReview *review,
                   gint64         *n_unpriced,
                   GError        **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (ledger->db, "SELECT pico_usd, n_unpriced, input + output + write_5m + write_1h + cache_read FROM quarters"
                          " WHERE place IN (SELECT id FROM places WHERE session = ? AND project != '" SG_LEDGER_RESULTS_PROJECT "')",
                          error);
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, review->session, -1, SQLITE_STATIC);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    review->estimate_pico_usd += sqlite3_column_int64 (statement, 0);
    *n_unpriced += sqlite3_column_int64 (statement, 1);
    review->counted_tokens += (guint64) sqlite3_column_int64 (statement, 2);
  }

  return code == SQLITE_DONE || sg_ledger_db_fail (ledger->db, error);
}

static void
count_shares (SgLedger       *ledger,
              SgResultReview *review,
              GPtrArray      *shares,
              gint64         *n_unpriced)
{
  for (guint i = 0; i < shares->len; i++) {
    const SgResultShare *share = g_ptr_array_index (shares, i);

    for (guint j = 0; j < share->models->len; j++) {
      const SgCliModelUse *use = g_ptr_array_index (share->models, j);
      const SgModelPrices *prices = sg_price_table_find (ledger->prices, use->model);

      review->counted_tokens += sg_usage_get_total (&use->usage);
      if (prices != NULL)
        review->estimate_pico_usd += sg_price_table_cost (ledger->prices, prices, share->time_ms, 0, &use->usage);
      else if (sg_usage_get_total (&use->usage) > 0)
        (*n_unpriced)++;
      else
        review->estimate_pico_usd += MAX (use->cost_pico_usd, 0);
    }
  }
}

static gboolean
sum_up (SgResultReview *review,
        GPtrArray      *shares)
{
  gboolean is_fork = FALSE;

  for (guint i = 0; i < shares->len; i++) {
    const SgResultShare *share = g_ptr_array_index (shares, i);
    SgResultCounts total = sg_cli_result_get_total (share->result);

    if (share->time_ms >= review->time_ms) {
      review->time_ms = share->time_ms;
      g_free (review->problem);
      review->problem = g_strdup (share->result->problem);
    }
    review->n_results++;
    if (share->is_held)
      continue;
    is_fork = is_fork || share->parent != NULL;
    review->stated_tokens += sg_result_counts_get_sum (&total);
    if (share->result->cost_pico_usd >= 0)
      review->stated_pico_usd = MAX (review->stated_pico_usd, 0) + share->result->cost_pico_usd;
  }

  return is_fork;
}

static SgResultGap
find_gap (const SgResultReview *review,
          gboolean              is_fork,
          gboolean              is_unpriced)
{
  if (review->stated_pico_usd < 0)
    return SG_RESULT_GAP_NOT_STATED;
  if (ABS (review->stated_pico_usd - review->estimate_pico_usd) <= SAME_PICO_USD)
    return SG_RESULT_GAP_NONE;
  if (is_fork)
    return SG_RESULT_GAP_FORK;
  if (is_unpriced)
    return SG_RESULT_GAP_UNPRICED;
  if (review->stated_tokens == 0)
    return SG_RESULT_GAP_NO_COUNTS;
  if (review->stated_tokens > review->counted_tokens)
    return SG_RESULT_GAP_MORE_STATED;

  return review->stated_tokens < review->counted_tokens ? SG_RESULT_GAP_MORE_COUNTED : SG_RESULT_GAP_PRICES;
}

/* A session whose transcript has exactly what @share took over */
static gboolean
has_parent_in_transcripts (SgLedger            *ledger,
                           const SgResultShare *share,
                           gboolean            *is_fork,
                           GError             **error)
{
  SgResultCounts base = sg_cli_result_get_base (share->result);
  const gint64 values[] = { (gint64) base.input, (gint64) base.output, (gint64) base.write, (gint64) base.read };
  g_autoptr (sqlite3_stmt) statement = NULL;
  gint64 found = 0;

  if (!share->result->has_own || base.output == 0)
    return TRUE;

  statement = sg_ledger_db_prepare (ledger->db, "SELECT 1 FROM quarters JOIN places ON places.id = place WHERE session != ? GROUP BY session"
                                    " HAVING (sum(input), sum(output), sum(write_5m + write_1h), sum(cache_read)) = (?, ?, ?, ?)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, share->result->session, -1, SQLITE_STATIC);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    sqlite3_bind_int64 (statement, (int) i + 2, values[i]);
  if (!sg_ledger_db_step_int (ledger->db, statement, &found, error))
    return FALSE;
  *is_fork = *is_fork || found != 0;

  return TRUE;
}

/* To look for it takes all sums there are: only where nothing else explains it. */
static gboolean
explain (SgLedger       *ledger,
         SgResultReview *review,
         GPtrArray      *shares,
         GError        **error)
{
  gboolean is_fork = FALSE;

  for (guint i = 0; review->gap == SG_RESULT_GAP_MORE_STATED && i < shares->len; i++) {
    if (!has_parent_in_transcripts (ledger, g_ptr_array_index (shares, i), &is_fork, error))
      return FALSE;
  }
  if (is_fork)
    review->gap = SG_RESULT_GAP_FORK;

  return TRUE;
}

static SgResultReview *
review_session (SgLedger   *ledger,
                const char *session,
                GError    **error)
{
  g_autoptr (GPtrArray) shares = sg_ledger_results_load (ledger, session, error);
  SgResultReview *review;
  gint64 n_unpriced = 0;
  gboolean is_fork;

  if (shares == NULL)
    return NULL;

  review = g_new0 (SgResultReview, 1);
  review->session = g_strdup (session);
  review->stated_pico_usd = SG_CLI_RESULT_UNSTATED;
  is_fork = sum_up (review, shares);
  if (!sg_ledger_results_is_in_transcripts (ledger, session, &review->in_transcripts, error) ||
      (review->in_transcripts && !count_transcripts (ledger, review, &n_unpriced, error))) {
    sg_result_review_free (review);
    return NULL;
  }
  if (!review->in_transcripts)
    count_shares (ledger, review, shares, &n_unpriced);
  review->gap = find_gap (review, is_fork, n_unpriced > 0);
  if (!explain (ledger, review, shares, error)) {
    sg_result_review_free (review);
    return NULL;
  }

  return review;
}

static GPtrArray *
load_sessions (SgLedger *ledger,
               GError  **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (ledger->db, "SELECT session FROM results GROUP BY session ORDER BY max(time_ms), session", error);
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func (g_free);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (sessions, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  if (code != SQLITE_DONE) {
    sg_ledger_db_fail (ledger->db, error);
    return NULL;
  }

  return g_steal_pointer (&sessions);
}

/**
 * sg_ledger_results_review:
 * @sessions: (nullable) (element-type utf8): which; %NULL for all there are
 *
 * Returns: (transfer full) (element-type SgResultReview): or %NULL with @error set
 */
GPtrArray *
sg_ledger_results_review (SgLedger  *ledger,
                          GPtrArray *sessions,
                          GError   **error)
{
  g_autoptr (GPtrArray) all = sessions ? g_ptr_array_ref (sessions) : load_sessions (ledger, error);
  g_autoptr (GPtrArray) reviews = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_result_review_free);

  for (guint i = 0; all != NULL && i < all->len; i++) {
    SgResultReview *review = review_session (ledger, g_ptr_array_index (all, i), error);

    if (review == NULL)
      return NULL;
    g_ptr_array_add (reviews, review);
  }

  return all ? g_steal_pointer (&reviews) : NULL;
}
