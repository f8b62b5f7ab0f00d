/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cli-result.h"
#include "sg-ledger.h"

G_BEGIN_DECLS

/**
 * SgResultGap:
 * @SG_RESULT_GAP_NONE: what Claude Code stated is what we count
 * @SG_RESULT_GAP_NOT_STATED: there was no result, only a stream's answers
 * @SG_RESULT_GAP_FORK: it states what it took over from another session too
 * @SG_RESULT_GAP_UNPRICED: we know no price of some model
 * @SG_RESULT_GAP_NO_COUNTS: an old version, which states the cost alone
 * @SG_RESULT_GAP_MORE_STATED: calls that are in no transcript
 * @SG_RESULT_GAP_MORE_COUNTED: the session has more than its results we were given
 * @SG_RESULT_GAP_PRICES: the same tokens at other prices
 *
 * Why our estimate is not what Claude Code stated.
 */
typedef enum {
  SG_RESULT_GAP_NONE,
  SG_RESULT_GAP_NOT_STATED,
  SG_RESULT_GAP_FORK,
  SG_RESULT_GAP_UNPRICED,
  SG_RESULT_GAP_NO_COUNTS,
  SG_RESULT_GAP_MORE_STATED,
  SG_RESULT_GAP_MORE_COUNTED,
  SG_RESULT_GAP_PRICES,
} SgResultGap;

/**
 * SgResultReview:
 * @session: whose
 * @problem: (nullable): what its last result ended with, if that was an error
 * @time_ms: when its last result was taken in, Unix time
 * @n_results: how many of it there are
 * @in_transcripts: whether its transcript is in the ledger; then that is what counts
 * @stated_pico_usd: what Claude Code stated, or %SG_CLI_RESULT_UNSTATED
 * @estimate_pico_usd: at list prices: of the transcript's requests, else of the results' tokens
 * @stated_tokens: all kinds, all models
 * @counted_tokens: the same of what the estimate is of
 *
 * One session as its command results and the ledger tell of it.
 */
typedef struct {
  char       *session;
  char       *problem;
  gint64      time_ms;
  guint       n_results;
  gboolean    in_transcripts;
  gint64      stated_pico_usd;
  gint64      estimate_pico_usd;
  guint64     stated_tokens;
  guint64     counted_tokens;
  SgResultGap gap;
} SgResultReview;

void     sg_result_review_free (SgResultReview *self);

gboolean sg_ledger_results_add (SgLedger  *ledger,
                                GPtrArray *results,
                                gint64     time_ms,
                                guint     *n_new,
                                GError   **error);
GPtrArray *sg_ledger_results_review (SgLedger  *ledger,
                                     GPtrArray *sessions,
                                     GError   **error) G_GNUC_WARN_UNUSED_RESULT;

char      *sg_ledger_results_get_marker (const char *ledger_path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
