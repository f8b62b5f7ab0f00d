/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "sg-cli-ingest.h"
#include "sg-cli-json.h"
#include "sg-cli-table.h"
#include "sg-money.h"

#define PICO_PER_UNIT (SG_PICO_PER_USD / 10000)

static const struct {
  const char *nick;
  const char *sentence;
} gaps[] = {
  [SG_RESULT_GAP_NONE] = { NULL, "" },
  [SG_RESULT_GAP_NOT_STATED] = { "not-stated", N_ ("it ended without a result") },
  [SG_RESULT_GAP_FORK] = { "fork", N_ ("a fork states what it took over, too") },
  [SG_RESULT_GAP_UNPRICED] = { "unpriced", N_ ("a model whose price is not known") },
  [SG_RESULT_GAP_NO_COUNTS] = { "no-counts", N_ ("an old version, which states no tokens") },
  [SG_RESULT_GAP_MORE_STATED] = { "more-stated", N_ ("calls that are in no transcript") },
  [SG_RESULT_GAP_MORE_COUNTED] = { "more-counted", N_ ("the session has more runs than these") },
  [SG_RESULT_GAP_PRICES] = { "prices", N_ ("the same tokens at other prices") },
};

/* Single runs cost cents and less: four decimals. */
static char *
format_usd (gint64 pico_usd)
{
  guint64 units = ((guint64) ABS (pico_usd) + PICO_PER_UNIT / 2) / PICO_PER_UNIT;

  return g_strdup_printf ("%s$%" G_GUINT64_FORMAT ".%04" G_GUINT64_FORMAT, pico_usd < 0 && units > 0 ? "-" : "", units / 10000, units % 10000);
}

static gboolean
is_unpriced (const SgResultReview *review)
{
  return review->gap == SG_RESULT_GAP_UNPRICED;
}

static void
add_review (SgCliTable           *table,
            const SgResultReview *review)
{
  gint64 difference = review->stated_pico_usd - review->estimate_pico_usd;
  gboolean is_stated = review->stated_pico_usd >= 0;
  g_autofree char *estimate = format_usd (review->estimate_pico_usd);
  char *cells[] = {
    g_strdup (review->session),
    g_strdup (review->problem ? review->problem : _ ("done")),
    g_strdup (review->in_transcripts ? _ ("its transcript") : _ ("its result")),
    is_stated ? format_usd (review->stated_pico_usd) : g_strdup ("–"),
    is_unpriced (review) ? g_strdup_printf ("≥ %s", estimate) : g_strdup (estimate),
    is_stated && review->gap != SG_RESULT_GAP_NONE ? format_usd (difference) : g_strdup (""),
    g_strdup (review->gap == SG_RESULT_GAP_NONE ? "" : _ (gaps[review->gap].sentence)),
    NULL,
  };

  sg_cli_table_add_row (table, SG_CLI_ROW_PLAIN, g_memdup2 (cells, sizeof cells));
}

/**
 * sg_cli_ingest_print_table:
 * @reviews: (element-type SgResultReview):
 */
void
sg_cli_ingest_print_table (GPtrArray *reviews)
{
  g_autoptr (SgCliTable) table = sg_cli_table_new ();

  sg_cli_table_add_column (table, _ ("Session"), SG_CLI_COLUMN_TEXT, 0);
  sg_cli_table_add_column (table, _ ("Ended"), SG_CLI_COLUMN_TEXT, 3);
  sg_cli_table_add_column (table, _ ("Counted by"), SG_CLI_COLUMN_TEXT, 5);
  sg_cli_table_add_column (table, _ ("Claude Code states"), SG_CLI_COLUMN_NUMBER, 1);
  sg_cli_table_add_column (table, _ ("Our estimate"), SG_CLI_COLUMN_NUMBER, 2);
  sg_cli_table_add_column (table, _ ("Difference"), SG_CLI_COLUMN_NUMBER, 4);
  sg_cli_table_add_column (table, _ ("Because"), SG_CLI_COLUMN_TEXT, 6);
  for (guint i = 0; i < reviews->len; i++)
    add_review (table, g_ptr_array_index (reviews, i));
  sg_cli_table_print (table);
}

static void
add_json (SgCliJson            *json,
          const SgResultReview *review)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (review->time_ms / 1000);
  g_autofree char *time_text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

  sg_cli_json_open (json, NULL, '{');
  sg_cli_json_add_string (json, "session", review->session);
  sg_cli_json_add_string (json, "asOf", time_text);
  sg_cli_json_add_string (json, "origin", review->in_transcripts ? "transcripts" : "command-result");
  sg_cli_json_add_boolean (json, "isError", review->problem != NULL);
  if (review->problem != NULL)
    sg_cli_json_add_string (json, "error", review->problem);
  sg_cli_json_add_int (json, "results", review->n_results);
  if (review->stated_pico_usd >= 0)
    sg_cli_json_add_pico_usd (json, "statedCost", review->stated_pico_usd);
  sg_cli_json_add_pico_usd (json, "estimatedCost", review->estimate_pico_usd);
  if (review->stated_pico_usd >= 0)
    sg_cli_json_add_pico_usd (json, "difference", review->stated_pico_usd - review->estimate_pico_usd);
  if (gaps[review->gap].nick != NULL)
    sg_cli_json_add_string (json, "because", gaps[review->gap].nick);
  sg_cli_json_add_int (json, "statedTokens", (gint64) review->stated_tokens);
  sg_cli_json_add_int (json, "countedTokens", (gint64) review->counted_tokens);
  sg_cli_json_close (json, '}');
}

/**
 * sg_cli_ingest_print_json:
 * @reviews: (element-type SgResultReview):
 */
void
sg_cli_ingest_print_json (GPtrArray               *reviews,
                          const SgCliIngestCounts *counts)
{
  SgCliJson json;

  sg_cli_json_init (&json);
  sg_cli_json_open (&json, NULL, '{');
  sg_cli_json_open (&json, "sessions", '[');
  for (guint i = 0; i < reviews->len; i++)
    add_json (&json, g_ptr_array_index (reviews, i));
  sg_cli_json_close (&json, ']');
  sg_cli_json_add_int (&json, "new", counts->n_new);
  sg_cli_json_add_int (&json, "known", counts->n_known);
  sg_cli_json_add_int (&json, "leftOut", (gint64) counts->n_left_out);
  sg_cli_json_add_int (&json, "cut", counts->n_cut);
  sg_cli_json_close (&json, '}');
  sg_cli_json_print (&json);
}
