/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Which results of one session say the same again. From some version on a
 * resumed session states all it ever used, before that only the last run, and
 * no version says which. But the last turn is stated beside the whole: what a
 * result has beyond that turn is all it can hold of another one.
 */

#include "sg-result-shares.h"

SgResultShare *
sg_result_share_new (SgCliResult *result,
                     gint64       time_ms)
{
  SgResultShare *self = g_new0 (SgResultShare, 1);

  self->result = result;
  self->time_ms = time_ms;

  return self;
}

void
sg_result_share_free (SgResultShare *self)
{
  g_clear_pointer (&self->result, sg_cli_result_free);
  g_clear_pointer (&self->parent, sg_cli_result_free);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_free (self);
}

guint64
sg_result_counts_get_sum (const SgResultCounts *self)
{
  return self->input + self->output + self->write + self->read;
}

static gboolean
counts_fit (const SgResultCounts *held,
            const SgResultCounts *left)
{
  return held->input <= left->input && held->output <= left->output && held->write <= left->write && held->read <= left->read;
}

static void
counts_subtract (SgResultCounts       *left,
                 const SgResultCounts *held)
{
  left->input -= held->input;
  left->output -= held->output;
  left->write -= held->write;
  left->read -= held->read;
}

SgResultCounts
sg_cli_result_get_total (const SgCliResult *self)
{
  SgResultCounts total = { 0 };

  for (guint i = 0; i < self->models->len; i++) {
    const SgUsage *usage = &((const SgCliModelUse *) g_ptr_array_index (self->models, i))->usage;

    total.input += usage->input;
    total.output += usage->output;
    total.write += (guint64) usage->write_5m + usage->write_1h;
    total.read += usage->cache_read;
  }

  return total;
}

/**
 * sg_cli_result_get_base:
 *
 * Returns: what it states beyond its last turn; all of it, where the last turn is not known
 */
SgResultCounts
sg_cli_result_get_base (const SgCliResult *self)
{
  SgResultCounts base = sg_cli_result_get_total (self);
  SgResultCounts own = { self->own.input, self->own.output, self->own.write_5m, self->own.cache_read };

  if (self->is_partial)
    return (SgResultCounts) { 0 };
  if (self->has_own && counts_fit (&own, &base))
    counts_subtract (&base, &own);

  return base;
}

static SgCliModelUse *
find_use (GPtrArray  *models,
          const char *model)
{
  for (guint i = 0; i < models->len; i++) {
    SgCliModelUse *use = g_ptr_array_index (models, i);

    if (g_str_equal (use->model, model))
      return use;
  }

  return NULL;
}

static gboolean
use_fits (const SgCliModelUse *held,
          const SgCliModelUse *left)
{
  const SgUsage *a = &held->usage, *b = &left->usage;

  return a->input <= b->input && a->output <= b->output && a->cache_read <= b->cache_read &&
         (guint64) a->write_5m + a->write_1h <= (guint64) b->write_5m + b->write_1h &&
         (held->cost_pico_usd <= left->cost_pico_usd || sg_usage_get_total (a) > 0);
}

static gboolean
models_fit (GPtrArray *held,
            GPtrArray *left)
{
  for (guint i = 0; i < held->len; i++) {
    const SgCliModelUse *use = g_ptr_array_index (held, i);
    const SgCliModelUse *whole = find_use (left, use->model);

    if (whole == NULL || !use_fits (use, whole))
      return FALSE;
  }

  return TRUE;
}

static guint32
less (guint32 whole,
      guint32 part)
{
  return whole > part ? whole - part : 0;
}

static void
models_subtract (GPtrArray *left,
                 GPtrArray *held)
{
  for (guint i = 0; i < held->len; i++) {
    const SgCliModelUse *part = g_ptr_array_index (held, i);
    SgCliModelUse *whole = find_use (left, part->model);

    whole->usage.input = less (whole->usage.input, part->usage.input);
    whole->usage.output = less (whole->usage.output, part->usage.output);
    whole->usage.write_5m = less (whole->usage.write_5m, part->usage.write_5m);
    whole->usage.write_1h = less (whole->usage.write_1h, part->usage.write_1h);
    whole->usage.cache_read = less (whole->usage.cache_read, part->usage.cache_read);
    whole->usage.web_searches = less (whole->usage.web_searches, part->usage.web_searches);
    if (whole->cost_pico_usd >= 0)
      whole->cost_pico_usd = part->cost_pico_usd < 0 ? SG_CLI_RESULT_UNSTATED : MAX (whole->cost_pico_usd - part->cost_pico_usd, 0);
  }
}

static gpointer
copy_use (gconstpointer use,
          gpointer      user_data)
{
  const SgCliModelUse *self = use;
  SgCliModelUse *copy = sg_cli_model_use_new (self->model);

  copy->usage = self->usage;
  copy->cost_pico_usd = self->cost_pico_usd;

  return copy;
}

static gint64
compare (guint64 a,
         guint64 b)
{
  return a < b ? -1 : a > b;
}

/* What holds another one comes after it. */
static int
compare_shares (gconstpointer a,
                gconstpointer b)
{
  const SgResultShare *first = *(const SgResultShare *const *) a, *second = *(const SgResultShare *const *) b;
  SgResultCounts totals[] = { sg_cli_result_get_total (first->result), sg_cli_result_get_total (second->result) };
  gint64 order = compare (sg_result_counts_get_sum (&totals[0]), sg_result_counts_get_sum (&totals[1]));

  if (order == 0)
    order = compare ((guint64) (first->result->cost_pico_usd + 1), (guint64) (second->result->cost_pico_usd + 1));
  if (order == 0)
    order = compare ((guint64) first->time_ms, (guint64) second->time_ms);
  if (order == 0)
    order = compare (first->result->id, second->result->id);

  return (int) order;
}

/* A stream's answers are in its result, if that came after all: it need not hold them beyond its last turn. */
static gboolean
holds (const SgResultShare  *self,
       const SgResultCounts *base,
       const SgCliResult    *other)
{
  SgResultCounts total = sg_cli_result_get_total (other);

  return (other->is_partial || counts_fit (&total, base)) && models_fit (other->models, self->models);
}

static void
take_out (SgResultShare     *self,
          SgResultCounts    *base,
          const SgCliResult *other)
{
  SgResultCounts total = sg_cli_result_get_total (other);

  models_subtract (self->models, other->models);
  if (counts_fit (&total, base))
    counts_subtract (base, &total);
}

/**
 * sg_result_shares_settle:
 * @shares: (inout) (element-type SgResultShare): all of one session; put in order
 *
 * Finds for each result what it adds to the others. Where one can be part of
 * another it is taken to be: nothing is summed twice. Only what cannot be, adds up.
 */
void
sg_result_shares_settle (GPtrArray *shares)
{
  g_ptr_array_sort (shares, compare_shares);

  for (guint i = 0; i < shares->len; i++) {
    SgResultShare *self = g_ptr_array_index (shares, i);
    SgResultCounts base = sg_cli_result_get_base (self->result);

    g_clear_pointer (&self->models, g_ptr_array_unref);
    self->models = g_ptr_array_copy (self->result->models, copy_use, NULL);
    g_ptr_array_set_free_func (self->models, (GDestroyNotify) sg_cli_model_use_free);
    self->is_held = FALSE;

    for (guint j = i; j > 0; j--) {
      SgResultShare *other = g_ptr_array_index (shares, j - 1);

      if (other->is_held || !holds (self, &base, other->result))
        continue;
      take_out (self, &base, other->result);
      other->is_held = TRUE;
    }
    if (self->parent != NULL && holds (self, &base, self->parent))
      take_out (self, &base, self->parent);
  }
}
