/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-meters-view.h"

#include <glib/gi18n-lib.h>

#include "sg-words.h"

static void
meter_free (gpointer data)
{
  SgMeterView *meter = data;

  g_free (meter->name);
  g_free (meter->value);
  g_free (meter->detail);
  g_free (meter->aside);
  g_free (meter);
}

static SgMeterView *
add_meter (SgMetersView *view)
{
  SgMeterView *meter = g_new0 (SgMeterView, 1);

  meter->used_percent = meter->mark_percent = -1.0;
  g_ptr_array_add (view->meters, meter);

  return meter;
}

/**
 * sg_meters_view_init_pacing:
 * @view: (out): release with sg_meters_view_clear()
 *
 * Puts what Pace Maker does into words. Pure.
 */
void
sg_meters_view_init_pacing (SgMetersView   *view,
                            const SgPacing *pacing,
                            GDateTime      *now)
{
  SgMeterView *meter;

  *view = (SgMetersView) {
    .heading = _ ("Pace Maker"),
    .aside = sg_words_pacing_age (pacing, now),
    .meters = g_ptr_array_new_with_free_func (meter_free),
    .note = sg_words_pacing_fallback (pacing),
    .foot = sg_words_pacing_manner (pacing),
  };

  meter = add_meter (view);
  meter->name = sg_words_pacing_state (pacing, now);
  meter->value = sg_words_pacing_deviation (pacing);
  meter->detail = sg_words_pacing_limit (pacing);
  if (pacing->binding_limit != NULL) {
    meter->used_percent = pacing->used_percent;
    meter->mark_percent = pacing->target_percent;
  }
}

static void
add_rate (SgMetersView       *view,
          const SgRateLimits *limits,
          SgRateKind          kind,
          GDateTime          *now)
{
  const SgRate *rate = sg_rate_limits_find (limits, kind);
  SgMeterView *meter = add_meter (view);

  meter->name = g_strdup (sg_words_rate_name (kind));
  meter->value = sg_words_rate_amount (rate);
  if (rate == NULL)
    return;

  meter->used_percent = sg_rate_get_used_percent (rate);
  meter->detail = sg_words_rate_reset (rate, now);
  meter->aside = sg_words_rate_spent (rate);
}

/**
 * sg_meters_view_init_rates:
 * @view: (out): release with sg_meters_view_clear()
 *
 * Puts an API key's limits into words: requests, input and output always, and
 * whatever else the server named. Pure.
 */
void
sg_meters_view_init_rates (SgMetersView       *view,
                           const SgRateLimits *limits,
                           GDateTime          *now)
{
  *view = (SgMetersView) {
    .heading = _ ("API rate limits"),
    .aside = g_strdup (limits->model),
    .meters = g_ptr_array_new_with_free_func (meter_free),
    .note = sg_words_rates_absent (limits),
    .foot = sg_words_updated (limits->as_of, limits->origin, now),
  };

  for (guint kind = 0; view->note == NULL && kind < SG_N_RATES; kind++) {
    if (kind <= SG_RATE_OUTPUT_TOKENS || sg_rate_limits_find (limits, (SgRateKind) kind) != NULL)
      add_rate (view, limits, (SgRateKind) kind, now);
  }
}

void
sg_meters_view_clear (SgMetersView *view)
{
  g_clear_pointer (&view->aside, g_free);
  g_clear_pointer (&view->meters, g_ptr_array_unref);
  g_clear_pointer (&view->foot, g_free);
}
