/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names as Prometheus wants them, https://prometheus.io/docs/practices/naming/; OTLP takes the same. */

#include "sg-metric-set.h"

#include <math.h>
#include <stdarg.h>

#include "sg-config.h"
#include "sg-money.h"
#include "sg-time.h"

typedef enum {
  BUILD_INFO,
  USED_PERCENT,
  RESET,
  AGE,
  COST,
  TOKENS,
  UNPRICED,
  SESSIONS,
  SOURCE_UP,
} Name;

static const char *const names[][2] = {
  [BUILD_INFO] = { "sandglass_build_info", "The version of Sandglass; always 1." },
  [USED_PERCENT] = { "sandglass_limit_used_percent", "How much of a limit is used, 0 to 100; may pass 100." },
  [RESET] = { "sandglass_limit_reset_timestamp_seconds", "When a limit starts anew, Unix time." },
  [AGE] = { "sandglass_reading_age_seconds", "How old what is known of a limit is." },
  [COST] = { "sandglass_cost_usd", "Estimate at list prices of what this machine used, USD." },
  [TOKENS] = { "sandglass_tokens", "Tokens of all kinds this machine used." },
  [UNPRICED] = { "sandglass_unpriced_requests", "Requests whose price is not known; sandglass_cost_usd lacks them." },
  [SESSIONS] = { "sandglass_sessions", "Sessions with at least one request." },
  [SOURCE_UP] = { "sandglass_source_up", "Whether a source of numbers answers; absent while it is off or not there." },
};

static void
sample_free (gpointer data)
{
  SgMetricSample *sample = data;

  g_strfreev (sample->labels);
  g_free (sample);
}

static void
metric_free (gpointer data)
{
  SgMetric *metric = data;

  g_ptr_array_unref (metric->samples);
  g_free (metric);
}

void
sg_metric_set_free (SgMetricSet *self)
{
  g_clear_pointer (&self->as_of, g_date_time_unref);
  g_clear_pointer (&self->metrics, g_ptr_array_unref);
  g_free (self);
}

static SgMetric *
get_metric (SgMetricSet *self,
            Name         name)
{
  SgMetric *metric;

  for (guint i = 0; i < self->metrics->len; i++) {
    metric = g_ptr_array_index (self->metrics, i);
    if (metric->name == names[name][0])
      return metric;
  }

  metric = g_new0 (SgMetric, 1);
  metric->name = names[name][0];
  metric->help = names[name][1];
  metric->samples = g_ptr_array_new_with_free_func (sample_free);
  g_ptr_array_add (self->metrics, metric);

  return metric;
}

/* Label names and values follow, ended by NULL. */
static void G_GNUC_NULL_TERMINATED
add (SgMetricSet *self,
     Name         name,
     double       value,
     ...)
{
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();
  SgMetricSample *sample;
  const char *label;
  va_list list;

  if (!isfinite (value))
    return;

  va_start (list, value);
  while ((label = va_arg (list, const char *)) != NULL)
    g_strv_builder_add (labels, label);
  va_end (list);

  sample = g_new0 (SgMetricSample, 1);
  sample->labels = g_strv_builder_end (labels);
  sample->value = value;
  g_ptr_array_add (get_metric (self, name)->samples, sample);
}

/* When its window is over and nothing newer is known, there is no number. */
static void
add_limit (SgMetricSet   *self,
           const SgLimit *limit,
           const char    *profile,
           GDateTime     *now)
{
  if (sg_limit_get_state (limit, now) == SG_LIMIT_RESET)
    return;

  add (self, USED_PERCENT, limit->used_percent, "limit", limit->id, "profile", profile, NULL);
  if (limit->resets_at != NULL)
    add (self, RESET, (double) g_date_time_to_unix (limit->resets_at), "limit", limit->id, "profile", profile, NULL);
  add (self, AGE, (double) MAX (sg_time_seconds_between (limit->as_of, now), 0),
       "limit", limit->id, "origin", sg_origin_to_nick (limit->origin), "profile", profile, NULL);
}

static void
add_models (SgMetricSet *self,
            GPtrArray   *models,
            const char  *period,
            const char  *profile)
{
  for (guint i = 0; i < models->len; i++) {
    const SgModelCost *model = g_ptr_array_index (models, i);

    if (model->priced)
      add (self, COST, (double) model->cost_pico_usd / (double) SG_PICO_PER_USD,
           "model", model->model, "period", period, "profile", profile, NULL);
    add (self, TOKENS, (double) model->tokens, "model", model->model, "period", period, "profile", profile, NULL);
  }
}

static void
add_costs (SgMetricSet         *self,
           const SgCostSummary *costs,
           const char          *profile)
{
  add_models (self, costs->models_today, "today", profile);
  add_models (self, costs->models_month, "month", profile);
  add (self, UNPRICED, costs->n_unpriced_today, "period", "today", "profile", profile, NULL);
  add (self, UNPRICED, costs->n_unpriced_month, "period", "month", "profile", profile, NULL);
  add (self, SESSIONS, costs->n_sessions_today, "period", "today", "profile", profile, NULL);
}

static void
add_source (SgMetricSet          *self,
            const SgSourceStatus *status,
            const char           *profile)
{
  if (status->state == SG_SOURCE_OK)
    add (self, SOURCE_UP, 1.0, "source", status->id, "profile", profile, NULL);
  else if (status->state == SG_SOURCE_WAITING || status->state == SG_SOURCE_NEEDS_USER)
    add (self, SOURCE_UP, 0.0, "source", status->id, "profile", profile, NULL);
}

/**
 * sg_metric_set_new:
 *
 * Returns: (transfer full): a set that says no more than which program it is of
 */
SgMetricSet *
sg_metric_set_new (GDateTime *now)
{
  SgMetricSet *self = g_new0 (SgMetricSet, 1);

  self->as_of = g_date_time_ref (now);
  self->metrics = g_ptr_array_new_with_free_func (metric_free);
  add (self, BUILD_INFO, 1.0, "version", VERSION, NULL);

  return self;
}

/**
 * sg_metric_set_add_profile:
 * @profile_id: becomes the label `profile`
 *
 * Adds what is known of one profile; nothing in it names a person.
 */
void
sg_metric_set_add_profile (SgMetricSet  *self,
                           const char   *profile_id,
                           SgUsageModel *model)
{
  GPtrArray *limits = sg_usage_model_get_limits (model);
  GPtrArray *sources = sg_usage_model_get_sources (model);
  const SgCostSummary *costs = sg_usage_model_get_costs (model);

  for (guint i = 0; limits != NULL && i < limits->len; i++)
    add_limit (self, g_ptr_array_index (limits, i), profile_id, self->as_of);
  if (costs != NULL)
    add_costs (self, costs, profile_id);
  for (guint i = 0; sources != NULL && i < sources->len; i++)
    add_source (self, g_ptr_array_index (sources, i), profile_id);
}
