/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-rate-limits.h"

#include "sg-variant.h"

/* Nearer together, the rounding is larger than what was used; further apart, a minute's worth came back many times. */
#define LEAST_SPAN (5 * G_TIME_SPAN_SECOND)
#define MOST_SPAN (2 * G_TIME_SPAN_MINUTE)

static const char *const nicks[SG_N_RATES] = {
  [SG_RATE_REQUESTS] = "requests",
  [SG_RATE_INPUT_TOKENS] = "input-tokens",
  [SG_RATE_OUTPUT_TOKENS] = "output-tokens",
  [SG_RATE_TOKENS] = "tokens",
  [SG_RATE_PRIORITY_INPUT_TOKENS] = "priority-input-tokens",
  [SG_RATE_PRIORITY_OUTPUT_TOKENS] = "priority-output-tokens",
  [SG_RATE_FAST_INPUT_TOKENS] = "fast-input-tokens",
  [SG_RATE_FAST_OUTPUT_TOKENS] = "fast-output-tokens",
};

const char *
sg_rate_kind_to_nick (SgRateKind kind)
{
  return nicks[kind];
}

SgRate *
sg_rate_new (SgRateKind kind)
{
  SgRate *self = g_new0 (SgRate, 1);

  self->kind = kind;

  return self;
}

void
sg_rate_free (SgRate *self)
{
  g_clear_pointer (&self->resets_at, g_date_time_unref);
  g_free (self);
}

static gpointer
copy_rate (gconstpointer rate,
           gpointer      user_data)
{
  SgRate *copy = g_memdup2 (rate, sizeof (SgRate));

  if (copy->resets_at != NULL)
    g_date_time_ref (copy->resets_at);

  return copy;
}

/**
 * sg_rate_get_used:
 * @used: (out):
 *
 * Returns: whether it is known how much of the limit is in use
 */
gboolean
sg_rate_get_used (const SgRate *self,
                  guint64      *used)
{
  if (!self->has_limit || !self->has_remaining)
    return FALSE;

  *used = self->limit - MIN (self->remaining, self->limit);

  return TRUE;
}

/**
 * sg_rate_get_used_percent:
 *
 * Returns: 0-100; -1 where it is not known
 */
double
sg_rate_get_used_percent (const SgRate *self)
{
  guint64 used;

  return sg_rate_get_used (self, &used) && self->limit > 0 ? 100.0 * used / self->limit : -1.0;
}

/**
 * sg_rate_limits_new:
 * @model: (nullable):
 *
 * Returns: (transfer full): one that names no limit; its maker fills it in
 */
SgRateLimits *
sg_rate_limits_new (const char *model,
                    SgOrigin    origin,
                    GDateTime  *as_of)
{
  SgRateLimits *self = g_new0 (SgRateLimits, 1);

  self->model = g_strdup (model);
  self->rates = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_rate_free);
  self->origin = origin;
  self->as_of = g_date_time_ref (as_of);

  return self;
}

SgRateLimits *
sg_rate_limits_copy (const SgRateLimits *self)
{
  SgRateLimits *copy = g_memdup2 (self, sizeof *self);

  copy->model = g_strdup (self->model);
  copy->rates = g_ptr_array_copy (self->rates, (GCopyFunc) copy_rate, NULL);
  g_ptr_array_set_free_func (copy->rates, (GDestroyNotify) sg_rate_free);
  g_date_time_ref (copy->as_of);

  return copy;
}

void
sg_rate_limits_free (SgRateLimits *self)
{
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->rates, g_ptr_array_unref);
  g_clear_pointer (&self->as_of, g_date_time_unref);
  g_free (self);
}

/**
 * sg_rate_limits_find:
 *
 * Returns: (transfer none) (nullable): %NULL when the server said nothing of it
 */
const SgRate *
sg_rate_limits_find (const SgRateLimits *self,
                     SgRateKind          kind)
{
  for (guint i = 0; i < self->rates->len; i++) {
    const SgRate *rate = g_ptr_array_index (self->rates, i);

    if (rate->kind == kind)
      return rate;
  }

  return NULL;
}

/**
 * sg_rate_limits_note_spent:
 * @before: the reading before this one
 *
 * For its maker only. What has become less was used; what has not may have been
 * used and filled up again, so nothing is said of it.
 */
void
sg_rate_limits_note_spent (SgRateLimits       *self,
                           const SgRateLimits *before)
{
  GTimeSpan span = g_date_time_difference (self->as_of, before->as_of);

  if (span < LEAST_SPAN || span > MOST_SPAN || g_strcmp0 (self->model, before->model) != 0)
    return;

  for (guint i = 0; i < self->rates->len; i++) {
    SgRate *rate = g_ptr_array_index (self->rates, i);
    const SgRate *last = sg_rate_limits_find (before, rate->kind);

    if (last == NULL || !last->has_remaining || !rate->has_remaining || last->limit != rate->limit ||
        rate->remaining >= last->remaining)
      continue;
    rate->has_spent = TRUE;
    rate->spent_per_minute = (guint64) ((double) (last->remaining - rate->remaining) * G_TIME_SPAN_MINUTE / span);
  }
}

static GVariant *
rate_to_variant (const SgRate *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  sg_variant_put_string (&dict, "kind", nicks[self->kind]);
  if (self->has_limit)
    g_variant_dict_insert (&dict, "limit", "t", self->limit);
  if (self->has_remaining)
    g_variant_dict_insert (&dict, "remaining", "t", self->remaining);
  sg_variant_put_time (&dict, "resets-at", self->resets_at);
  if (self->has_spent)
    g_variant_dict_insert (&dict, "spent-per-minute", "t", self->spent_per_minute);

  return g_variant_dict_end (&dict);
}

static gpointer
rate_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  const char *nick = sg_variant_get_string (&dict, "kind");
  guint kind = 0;
  SgRate *self;

  while (kind < SG_N_RATES && g_strcmp0 (nick, nicks[kind]) != 0)
    kind++;
  if (kind == SG_N_RATES)
    return NULL;

  self = sg_rate_new ((SgRateKind) kind);
  self->has_limit = g_variant_dict_lookup (&dict, "limit", "t", &self->limit);
  self->has_remaining = g_variant_dict_lookup (&dict, "remaining", "t", &self->remaining);
  self->resets_at = sg_variant_get_time (&dict, "resets-at");
  self->has_spent = g_variant_dict_lookup (&dict, "spent-per-minute", "t", &self->spent_per_minute);

  return self;
}

/**
 * sg_rate_limits_to_variant:
 *
 * Returns: (transfer floating): `a{sv}`: model s, rates aa{sv} (kind s, limit t, remaining t,
 *   resets-at x, spent-per-minute t), origin s, as-of x; what the server did not name is not there
 */
GVariant *
sg_rate_limits_to_variant (const SgRateLimits *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  GVariantBuilder rates;

  g_variant_builder_init (&rates, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < self->rates->len; i++)
    g_variant_builder_add_value (&rates, rate_to_variant (g_ptr_array_index (self->rates, i)));

  sg_variant_put_string (&dict, "model", self->model);
  g_variant_dict_insert_value (&dict, "rates", g_variant_builder_end (&rates));
  sg_variant_put_stamp (&dict, self->origin, self->as_of);

  return g_variant_dict_end (&dict);
}

/**
 * sg_rate_limits_from_variant:
 *
 * Returns: (transfer full) (nullable): %NULL when it is not what sg_rate_limits_to_variant() makes
 */
SgRateLimits *
sg_rate_limits_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  g_autoptr (GDateTime) as_of = sg_variant_get_time (&dict, "as-of");
  g_autoptr (GVariant) rates = g_variant_dict_lookup_value (&dict, "rates", G_VARIANT_TYPE ("aa{sv}"));
  SgRateLimits *self;

  if (as_of == NULL || rates == NULL)
    return NULL;

  self = sg_rate_limits_new (sg_variant_get_string (&dict, "model"), sg_variant_get_origin (&dict), as_of);
  g_ptr_array_unref (self->rates);
  self->rates = sg_variant_get_array (rates, rate_from_variant, (GDestroyNotify) sg_rate_free);

  return self;
}
