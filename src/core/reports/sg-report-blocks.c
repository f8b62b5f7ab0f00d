/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-report-blocks.h"

#include <math.h>

#include "sg-report-calendar.h"
#include "sg-report.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define MINUTE_MS 60000.0

typedef struct {
  SgLedgerWalk  *walk;       /* (unowned) */
  gboolean      *wanted;     /* (owned) (nullable): by place */
  GPtrArray     *blocks;     /* (owned) (element-type SgReportBlock) */
  SgReportBlock *open;       /* (unowned) (nullable) */
} Builder;

static void
builder_clear (Builder *builder)
{
  g_clear_pointer (&builder->wanted, g_free);
  g_clear_pointer (&builder->blocks, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Builder, builder_clear)

static void
block_free (SgReportBlock *block)
{
  sg_report_models_free (block->models);
  g_free (block);
}

static SgReportBlock *
add_block (Builder *builder,
           gint64   start_ms,
           gint64   end_ms)
{
  SgReportBlock *block = g_new0 (SgReportBlock, 1);

  block->start_ms = start_ms;
  block->end_ms = end_ms;
  g_ptr_array_add (builder->blocks, block);

  return block;
}

/* A request at exactly the end still belongs: only what comes later begins a block. */
static void
open_block (Builder *builder,
            gint64   time_ms)
{
  SgReportBlock *before = builder->open;
  gint64 start_ms = time_ms - (time_ms % HOUR_MS + HOUR_MS) % HOUR_MS;

  if (before != NULL && time_ms - before->start_ms <= SG_REPORT_BLOCK_MS && time_ms - before->last_ms <= SG_REPORT_BLOCK_MS)
    return;
  if (before != NULL && time_ms - before->last_ms > SG_REPORT_BLOCK_MS)
    add_block (builder, before->last_ms + SG_REPORT_BLOCK_MS, time_ms)->is_gap = TRUE;

  builder->open = add_block (builder, start_ms, start_ms + SG_REPORT_BLOCK_MS);
  builder->open->first_ms = builder->open->last_ms = time_ms;
}

static gboolean
counts (Builder               *builder,
        const SgLedgerQuarter *quarter)
{
  return (builder->wanted == NULL || builder->wanted[quarter->place]) &&
         quarter->input + quarter->output + quarter->cache_write + quarter->cache_read > 0;
}

static void
add_quarters (Builder               *builder,
              const SgLedgerQuarter *quarters,
              guint                  n_quarters,
              const SgLedgerSpan    *span)
{
  for (guint i = 0; i < n_quarters; i++) {
    if (!counts (builder, &quarters[i]))
      continue;
    open_block (builder, span->first_ms);
    builder->open->last_ms = MAX (builder->open->last_ms, span->last_ms);
    sg_report_sums_add (&builder->open->sums, &quarters[i]);
    sg_report_models_add (&builder->open->models, builder->walk, &quarters[i]);
  }
}

static void
take_away (SgLedgerQuarter       *quarter,
           const SgLedgerQuarter *request)
{
  quarter->n_requests -= request->n_requests;
  quarter->n_unpriced -= request->n_unpriced;
  quarter->input -= request->input;
  quarter->output -= request->output;
  quarter->cache_write -= request->cache_write;
  quarter->cache_read -= request->cache_read;
  quarter->pico_usd -= request->pico_usd;
}

/* The one place where a quarter of an hour is too coarse: some of it is at the very end of a block, some after. */
static gboolean
split_quarters (Builder               *builder,
                SgLedger              *ledger,
                const SgLedgerQuarter *quarters,
                guint                  n_quarters,
                const SgLedgerSpan    *span,
                GError               **error)
{
  g_autoptr (GArray) requests = sg_ledger_walk_find_at (builder->walk, ledger, span->first_ms, error);
  g_autofree SgLedgerQuarter *rest = g_memdup2 (quarters, n_quarters * sizeof *quarters);
  const SgLedgerSpan first = { span->first_ms, G_MAXINT64, span->first_ms };
  const SgLedgerSpan later = { span->next_ms, G_MAXINT64, span->last_ms };

  if (requests == NULL)
    return FALSE;

  for (guint i = 0; i < requests->len; i++) {
    const SgLedgerQuarter *request = &g_array_index (requests, SgLedgerQuarter, i);

    for (guint j = 0; j < n_quarters; j++) {
      if (rest[j].place == request->place && rest[j].model == request->model && rest[j].fast == request->fast)
        take_away (&rest[j], request);
    }
  }
  add_quarters (builder, (const SgLedgerQuarter *) (gconstpointer) requests->data, requests->len, &first);
  add_quarters (builder, rest, n_quarters, &later);

  return TRUE;
}

static SgLedgerSpan
find_span (Builder               *builder,
           const SgLedgerQuarter *quarters,
           guint                  n_quarters)
{
  SgLedgerSpan span = SG_LEDGER_SPAN_NOTHING;

  for (guint i = 0; i < n_quarters; i++) {
    if (counts (builder, &quarters[i]))
      sg_ledger_span_merge (&span, &quarters[i].span);
  }
  if (span.last_ms == G_MININT64)
    sg_ledger_span_add (&span, quarters->start_ms);

  return span;
}

/* @quarters: all of one quarter of an hour */
static gboolean
add_all (Builder               *builder,
         SgLedger              *ledger,
         const SgLedgerQuarter *quarters,
         guint                  n_quarters,
         GError               **error)
{
  const SgLedgerSpan span = find_span (builder, quarters, n_quarters);

  if (builder->open != NULL && span.first_ms - builder->open->start_ms == SG_REPORT_BLOCK_MS && span.last_ms > span.first_ms)
    return split_quarters (builder, ledger, quarters, n_quarters, &span, error);
  add_quarters (builder, quarters, n_quarters, &span);

  return TRUE;
}

static gboolean
build (Builder  *builder,
       SgLedger *ledger,
       GError  **error)
{
  const SgLedgerQuarter *quarters = (const SgLedgerQuarter *) (gconstpointer) builder->walk->quarters->data;
  guint n_quarters = builder->walk->quarters->len;

  for (guint i = 0, n; i < n_quarters; i += n) {
    for (n = 1; i + n < n_quarters && quarters[i + n].start_ms == quarters[i].start_ms; n++)
      ;
    if (!add_all (builder, ledger, quarters + i, n, error))
      return FALSE;
  }

  return TRUE;
}

/* The first that was met counts. */
static void
add_notice (Builder              *builder,
            const SgLedgerNotice *notice)
{
  for (guint i = builder->blocks->len; i > 0; i--) {
    SgReportBlock *block = g_ptr_array_index (builder->blocks, i - 1);

    if (block->is_gap || notice->time_ms < block->start_ms)
      continue;
    if (notice->time_ms <= block->end_ms && block->limit_resets_ms == 0)
      block->limit_resets_ms = notice->resets_ms;
    return;
  }
}

static gboolean
add_notices (Builder  *builder,
             SgLedger *ledger,
             GError  **error)
{
  g_autoptr (GArray) notices = sg_ledger_walk_find_notices (builder->walk, ledger, error);

  if (notices == NULL)
    return FALSE;

  for (guint i = 0; i < notices->len; i++) {
    const SgLedgerNotice *notice = &g_array_index (notices, SgLedgerNotice, i);

    if (builder->wanted == NULL || builder->wanted[notice->place])
      add_notice (builder, notice);
  }

  return TRUE;
}

static void
drop_outside (GPtrArray                *blocks,
              const SgReportBlockQuery *query)
{
  if (query->since == G_MININT64 && query->until == G_MAXINT64)
    return;

  for (guint i = blocks->len; i > 0; i--) {
    const SgReportBlock *block = g_ptr_array_index (blocks, i - 1);
    gint64 day = sg_report_day_of (query->zone, block->start_ms);

    if (day < query->since || day > query->until)
      g_ptr_array_remove_index (blocks, i - 1);
  }
}

static void
reverse (GPtrArray *blocks)
{
  for (guint i = 0, j = blocks->len; i + 1 < j; i++) {
    gpointer block = blocks->pdata[i];

    j--;
    blocks->pdata[i] = blocks->pdata[j];
    blocks->pdata[j] = block;
  }
}

/**
 * sg_report_blocks_new:
 *
 * Requests in the order of time, cut into blocks as `ccusage blocks` does: a
 * block begins with the full hour of its first request; one later than five
 * hours after that, or after the last request, begins the next. What used
 * nothing begins none and extends none.
 *
 * Returns: (transfer full) (element-type SgReportBlock): or %NULL with @error set to
 *   %SG_ERROR_DISK or %SG_ERROR_BAD_DATA
 */
GPtrArray *
sg_report_blocks_new (SgLedger                 *ledger,
                      const SgReportBlockQuery *query,
                      GError                  **error)
{
  g_autoptr (SgLedgerWalk) walk = sg_ledger_walk_new (ledger, G_MININT64, G_MAXINT64, error);
  g_auto (Builder) builder = { .walk = walk };

  if (walk == NULL)
    return NULL;
  if (query->project != NULL)
    builder.wanted = sg_report_find_project (walk, query->project);
  builder.blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  if (!build (&builder, ledger, error) || !add_notices (&builder, ledger, error))
    return NULL;

  drop_outside (builder.blocks, query);
  if (query->descending)
    reverse (builder.blocks);

  return g_steal_pointer (&builder.blocks);
}

gboolean
sg_report_block_is_active (const SgReportBlock *self,
                           gint64               now_ms)
{
  return !self->is_gap && now_ms - self->last_ms < SG_REPORT_BLOCK_MS && now_ms < self->end_ms;
}

/**
 * sg_report_block_forecast:
 * @forecast: (out):
 *
 * The pace between the block's first and last request, held until its end. As
 * in `ccusage blocks` the time left is in whole minutes.
 *
 * Returns: %FALSE when it is not active, or all was at one moment
 */
gboolean
sg_report_block_forecast (const SgReportBlock *self,
                          gint64               now_ms,
                          SgReportForecast    *forecast)
{
  double minutes = (double) (self->last_ms - self->first_ms) / MINUTE_MS;
  double tokens = (double) sg_report_sums_get_total (&self->sums);
  double usd = (double) self->sums.pico_usd / 1e12;

  if (!sg_report_block_is_active (self, now_ms) || minutes <= 0.0)
    return FALSE;

  forecast->tokens_per_minute = tokens / minutes;
  forecast->io_tokens_per_minute = (double) (self->sums.input + self->sums.output) / minutes;
  forecast->usd_per_hour = usd / minutes * 60.0;
  forecast->minutes_left = round ((double) (self->end_ms - now_ms) / MINUTE_MS);
  forecast->tokens = tokens + forecast->tokens_per_minute * forecast->minutes_left;
  forecast->usd = usd + usd / minutes * forecast->minutes_left;

  return TRUE;
}

/**
 * sg_report_blocks_get_largest:
 *
 * Returns: the tokens of the largest block that is over; 0 when there is none
 */
gint64
sg_report_blocks_get_largest (GPtrArray *blocks,
                              gint64     now_ms)
{
  gint64 largest = 0;

  for (guint i = 0; i < blocks->len; i++) {
    const SgReportBlock *block = g_ptr_array_index (blocks, i);

    if (!sg_report_block_is_active (block, now_ms))
      largest = MAX (largest, sg_report_sums_get_total (&block->sums));
  }

  return largest;
}
