/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-report-sums.h"

#include <string.h>

/* Nobody earns that much money or makes that many tokens; a sum never wraps around for one who says so. */
static void
add (gint64 *sum,
     gint64  value)
{
  if (__builtin_add_overflow (*sum, value, sum))
    *sum = G_MAXINT64;
}

gint64
sg_report_sums_get_total (const SgReportSums *self)
{
  gint64 total = self->input;

  add (&total, self->output);
  add (&total, self->cache_write);
  add (&total, self->cache_read);

  return total;
}

void
sg_report_sums_add (SgReportSums          *self,
                    const SgLedgerQuarter *quarter)
{
  add (&self->n_requests, quarter->n_requests);
  add (&self->n_unpriced, quarter->n_unpriced);
  add (&self->input, quarter->input);
  add (&self->output, quarter->output);
  add (&self->cache_write, quarter->cache_write);
  add (&self->cache_read, quarter->cache_read);
  add (&self->pico_usd, quarter->pico_usd);
}

void
sg_report_models_free (SgReportModel *models)
{
  while (models != NULL) {
    SgReportModel *next = models->next;

    g_free (models);
    models = next;
  }
}

/* Which came first within a quarter of an hour is not known; the name decides, so that it is always the same. */
static void
insert_model (SgReportModel **models,
              SgReportModel  *model)
{
  while (*models != NULL && ((*models)->first_ms != model->first_ms || strcmp ((*models)->id, model->id) < 0))
    models = &(*models)->next;
  model->next = *models;
  *models = model;
}

static const char *
name_model (const char *name,
            gboolean    fast)
{
  g_autofree char *with_fast = NULL;

  if (!fast || *name == '\0')
    return name;
  with_fast = g_strconcat (name, "-fast", NULL);

  return g_intern_string (with_fast);
}

static SgReportModel *
find_model (SgReportModel        **models,
            SgLedgerWalk          *walk,
            const SgLedgerQuarter *quarter)
{
  SgReportModel *model;

  for (model = *models; model != NULL; model = model->next) {
    if (model->model == quarter->model && model->fast == quarter->fast)
      return model;
  }

  model = g_new0 (SgReportModel, 1);
  model->id = name_model (g_array_index (walk->models, SgLedgerWalkModel, quarter->model).name, quarter->fast);
  model->model = quarter->model;
  model->fast = quarter->fast;
  model->first_ms = quarter->start_ms;
  insert_model (models, model);

  return model;
}

/**
 * sg_report_models_add:
 * @models: (inout) (nullable): in the order they are first used
 */
void
sg_report_models_add (SgReportModel        **models,
                      SgLedgerWalk          *walk,
                      const SgLedgerQuarter *quarter)
{
  sg_report_sums_add (&find_model (models, walk, quarter)->sums, quarter);
}

static int
compare_models (gconstpointer a,
                gconstpointer b)
{
  const SgReportModel *first = *(const SgReportModel *const *) a, *second = *(const SgReportModel *const *) b;

  return first->sums.pico_usd < second->sums.pico_usd ? 1 : -(first->sums.pico_usd > second->sums.pico_usd);
}

/**
 * sg_report_models_dup_by_cost:
 *
 * Returns: (transfer container) (element-type SgReportModel): the dearest first; lives no longer than @models
 */
GPtrArray *
sg_report_models_dup_by_cost (SgReportModel *models)
{
  GPtrArray *sorted = g_ptr_array_new ();

  for (SgReportModel *model = models; model != NULL; model = model->next)
    g_ptr_array_add (sorted, model);
  g_ptr_array_sort (sorted, compare_models);

  return sorted;
}
