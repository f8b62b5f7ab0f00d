/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-pacing.h"

#include <math.h>

#include "sg-variant.h"

static const char *const strategy_nicks[] = {
  [SG_PACING_NOT_KNOWN] = NULL,
  [SG_PACING_NONE] = "none",
  [SG_PACING_MINIMAL] = "minimal",
  [SG_PACING_GRADUAL] = "gradual",
  [SG_PACING_AGGRESSIVE] = "aggressive",
  [SG_PACING_EMERGENCY] = "emergency",
};

static GDateTime *
ref_time (GDateTime *time)
{
  return time ? g_date_time_ref (time) : NULL;
}

/**
 * sg_pacing_new:
 *
 * Returns: (transfer full): one that knows nothing yet; its maker fills it in
 */
SgPacing *
sg_pacing_new (SgOrigin   origin,
               GDateTime *as_of)
{
  SgPacing *self = g_new0 (SgPacing, 1);

  self->origin = origin;
  self->as_of = g_date_time_ref (as_of);

  return self;
}

SgPacing *
sg_pacing_copy (const SgPacing *self)
{
  SgPacing *copy = g_memdup2 (self, sizeof *self);

  copy->decided_at = ref_time (self->decided_at);
  copy->holds_until = ref_time (self->holds_until);
  copy->binding_limit = g_strdup (self->binding_limit);
  copy->tempo = g_strdup (self->tempo);
  g_date_time_ref (copy->as_of);

  return copy;
}

void
sg_pacing_free (SgPacing *self)
{
  g_clear_pointer (&self->decided_at, g_date_time_unref);
  g_clear_pointer (&self->holds_until, g_date_time_unref);
  g_clear_pointer (&self->binding_limit, g_free);
  g_clear_pointer (&self->tempo, g_free);
  g_clear_pointer (&self->as_of, g_date_time_unref);
  g_free (self);
}

/**
 * sg_pacing_to_variant:
 *
 * Returns: (transfer floating): `a{sv}`: enabled b, decided-at x, throttles b, delay-seconds u,
 *   holds-until x, binding-limit s, used-percent d, target-percent d, strategy s, tempo s,
 *   in-fallback b, origin s, as-of x; what is not known is not there
 */
GVariant *
sg_pacing_to_variant (const SgPacing *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "enabled", "b", self->enabled);
  sg_variant_put_time (&dict, "decided-at", self->decided_at);
  if (self->decided_at != NULL) {
    g_variant_dict_insert (&dict, "throttles", "b", self->throttles);
    g_variant_dict_insert (&dict, "delay-seconds", "u", self->delay_seconds);
    sg_variant_put_time (&dict, "holds-until", self->holds_until);
  }
  sg_variant_put_string (&dict, "binding-limit", self->binding_limit);
  if (self->binding_limit != NULL) {
    g_variant_dict_insert (&dict, "used-percent", "d", self->used_percent);
    g_variant_dict_insert (&dict, "target-percent", "d", self->target_percent);
  }
  sg_variant_put_string (&dict, "strategy", strategy_nicks[self->strategy]);
  sg_variant_put_string (&dict, "tempo", self->tempo);
  g_variant_dict_insert (&dict, "in-fallback", "b", self->in_fallback);
  sg_variant_put_stamp (&dict, self->origin, self->as_of);

  return g_variant_dict_end (&dict);
}

static SgPacingStrategy
strategy_from_nick (const char *nick)
{
  for (gsize i = SG_PACING_NONE; i < G_N_ELEMENTS (strategy_nicks); i++) {
    if (g_strcmp0 (nick, strategy_nicks[i]) == 0)
      return (SgPacingStrategy) i;
  }

  return SG_PACING_NOT_KNOWN;
}

static void
read_target (SgPacing     *self,
             GVariantDict *dict)
{
  const char *binding = sg_variant_get_string (dict, "binding-limit");

  if (binding == NULL ||
      !g_variant_dict_lookup (dict, "used-percent", "d", &self->used_percent) ||
      !g_variant_dict_lookup (dict, "target-percent", "d", &self->target_percent) ||
      !isfinite (self->used_percent) || !isfinite (self->target_percent))
    return;

  self->binding_limit = g_strdup (binding);
}

/**
 * sg_pacing_from_variant:
 *
 * Returns: (transfer full) (nullable): %NULL when it is not what sg_pacing_to_variant() makes
 */
SgPacing *
sg_pacing_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  g_autoptr (GDateTime) as_of = sg_variant_get_time (&dict, "as-of");
  gboolean enabled;
  SgPacing *self;

  if (as_of == NULL || !g_variant_dict_lookup (&dict, "enabled", "b", &enabled))
    return NULL;

  self = sg_pacing_new (sg_variant_get_origin (&dict), as_of);
  self->enabled = enabled;
  self->decided_at = sg_variant_get_time (&dict, "decided-at");
  self->holds_until = sg_variant_get_time (&dict, "holds-until");
  g_variant_dict_lookup (&dict, "throttles", "b", &self->throttles);
  g_variant_dict_lookup (&dict, "delay-seconds", "u", &self->delay_seconds);
  read_target (self, &dict);
  self->strategy = strategy_from_nick (sg_variant_get_string (&dict, "strategy"));
  self->tempo = g_strdup (sg_variant_get_string (&dict, "tempo"));
  g_variant_dict_lookup (&dict, "in-fallback", "b", &self->in_fallback);

  return self;
}

/**
 * sg_pacing_get_state:
 *
 * A decision is kept until the next one, so an old one of a machine at rest is
 * not throttling now.
 */
SgPacingState
sg_pacing_get_state (const SgPacing *self,
                     GDateTime      *now)
{
  if (!self->enabled)
    return SG_PACING_OFF;
  if (self->decided_at == NULL)
    return SG_PACING_UNDECIDED;
  if (!self->throttles)
    return SG_PACING_FREE;

  return self->holds_until != NULL && g_date_time_compare (now, self->holds_until) < 0 ? SG_PACING_THROTTLING
                                                                                       : SG_PACING_IDLE;
}
