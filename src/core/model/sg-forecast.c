/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-forecast.h"

#include <math.h>

#include "sg-variant.h"

#define MOST_PERCENT 999.0

/**
 * sg_forecast_new:
 *
 * Returns: (transfer full): one that knows nothing yet; its maker fills it in
 */
SgForecast *
sg_forecast_new (void)
{
  SgForecast *self = g_new0 (SgForecast, 1);

  self->moved_percent = self->chance_percent = self->elapsed_percent = self->today_percent = -1.0;

  return self;
}

static GDateTime *
ref_time (GDateTime *time)
{
  return time ? g_date_time_ref (time) : NULL;
}

SgForecast *
sg_forecast_copy (const SgForecast *self)
{
  SgForecast *copy = g_new0 (SgForecast, 1);

  *copy = *self;
  copy->full_from = ref_time (self->full_from);
  copy->full_until = ref_time (self->full_until);
  copy->work_full_at = ref_time (self->work_full_at);

  return copy;
}

void
sg_forecast_free (SgForecast *self)
{
  g_clear_pointer (&self->full_from, g_date_time_unref);
  g_clear_pointer (&self->full_until, g_date_time_unref);
  g_clear_pointer (&self->work_full_at, g_date_time_unref);
  g_free (self);
}

/**
 * sg_forecast_set_plan:
 *
 * Takes over from @plan what follows from the working time alone. While it is being made.
 */
void
sg_forecast_set_plan (SgForecast       *self,
                      const SgForecast *plan)
{
  self->elapsed_percent = plan->elapsed_percent;
  self->today_percent = plan->today_percent;
  g_clear_pointer (&self->work_full_at, g_date_time_unref);
  self->work_full_at = ref_time (plan->work_full_at);
}

static void
put_percent (GVariantDict *dict,
             const char   *key,
             double        percent)
{
  if (percent >= 0.0)
    g_variant_dict_insert (dict, key, "d", percent);
}

/* Anyone may write to the bus: what is no percentage is not known. */
static double
get_percent (GVariantDict *dict,
             const char   *key)
{
  double percent;

  if (!g_variant_dict_lookup (dict, key, "d", &percent) || !isfinite (percent) || percent < 0.0 || percent > MOST_PERCENT)
    return -1.0;

  return percent;
}

/**
 * sg_forecast_put:
 * @dict: of the limit; gains moved-percent d, full-chance-percent d, full-from x and full-until x (Unix seconds),
 *   work-elapsed-percent d, today-percent d, work-full-at x; what is not known is not there
 */
void
sg_forecast_put (const SgForecast *self,
                 GVariantDict     *dict)
{
  put_percent (dict, "moved-percent", self->moved_percent);
  put_percent (dict, "full-chance-percent", self->chance_percent);
  sg_variant_put_time (dict, "full-from", self->full_from);
  sg_variant_put_time (dict, "full-until", self->full_until);
  put_percent (dict, "work-elapsed-percent", self->elapsed_percent);
  put_percent (dict, "today-percent", self->today_percent);
  sg_variant_put_time (dict, "work-full-at", self->work_full_at);
}

/**
 * sg_forecast_get:
 *
 * Returns: (transfer full) (nullable): what sg_forecast_put() put there
 */
SgForecast *
sg_forecast_get (GVariantDict *dict)
{
  SgForecast *self = sg_forecast_new ();

  self->moved_percent = get_percent (dict, "moved-percent");
  self->chance_percent = get_percent (dict, "full-chance-percent");
  self->full_from = sg_variant_get_time (dict, "full-from");
  self->full_until = sg_variant_get_time (dict, "full-until");
  self->elapsed_percent = get_percent (dict, "work-elapsed-percent");
  self->today_percent = get_percent (dict, "today-percent");
  self->work_full_at = sg_variant_get_time (dict, "work-full-at");

  if (self->moved_percent < 0.0 && self->chance_percent < 0.0 && self->elapsed_percent < 0.0 && self->today_percent < 0.0)
    g_clear_pointer (&self, sg_forecast_free);

  return self;
}
