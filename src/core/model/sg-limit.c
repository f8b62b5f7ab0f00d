/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-limit.h"

#include <math.h>

#include "sg-variant.h"

#define SAME_WINDOW_SPAN (2 * G_TIME_SPAN_MINUTE)

/**
 * sg_limit_new:
 * @label: (nullable):
 * @resets_at: (nullable):
 *
 * Returns: (transfer full): a limit, its own copies of everything
 */
SgLimit *
sg_limit_new (const char *id,
              SgLimitKind kind,
              const char *label,
              double      used_percent,
              GDateTime  *resets_at,
              SgOrigin    origin,
              GDateTime  *as_of)
{
  SgLimit *self = g_new0 (SgLimit, 1);

  self->id = g_strdup (id);
  self->kind = kind;
  self->label = g_strdup (label);
  self->used_percent = used_percent;
  self->resets_at = resets_at ? g_date_time_ref (resets_at) : NULL;
  self->origin = origin;
  self->as_of = g_date_time_ref (as_of);

  return self;
}

SgLimit *
sg_limit_copy (const SgLimit *self)
{
  SgLimit *copy = sg_limit_new (self->id, self->kind, self->label, self->used_percent, self->resets_at,
                                self->origin, self->as_of);

  copy->forecast = self->forecast ? sg_forecast_copy (self->forecast) : NULL;
  copy->budget_pico_usd = self->budget_pico_usd;
  copy->spent_pico_usd = self->spent_pico_usd;

  return copy;
}

void
sg_limit_free (SgLimit *self)
{
  g_free (self->id);
  g_free (self->label);
  g_clear_pointer (&self->resets_at, g_date_time_unref);
  g_clear_pointer (&self->as_of, g_date_time_unref);
  g_clear_pointer (&self->forecast, sg_forecast_free);
  g_free (self);
}

static const char *const kind_nicks[] = {
  [SG_LIMIT_SESSION] = "session",
  [SG_LIMIT_WEEKLY] = "weekly",
  [SG_LIMIT_SCOPED] = "scoped",
  [SG_LIMIT_OTHER] = "other",
  [SG_LIMIT_BUDGET] = "budget",
};

static SgLimitKind
kind_from_nick (const char *nick)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kind_nicks); i++) {
    if (g_strcmp0 (nick, kind_nicks[i]) == 0)
      return (SgLimitKind) i;
  }

  return SG_LIMIT_OTHER;
}

/**
 * sg_limit_to_variant:
 *
 * Returns: (transfer floating): `a{sv}`: id s, kind s, label s, used-percent d,
 *   resets-at x (Unix seconds), origin s, as-of x, of a budget spent-pico-usd x and budget-pico-usd x,
 *   and what sg_forecast_put() adds; what is not known is not there
 */
GVariant *
sg_limit_to_variant (const SgLimit *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  sg_variant_put_string (&dict, "id", self->id);
  sg_variant_put_string (&dict, "kind", kind_nicks[self->kind]);
  sg_variant_put_string (&dict, "label", self->label);
  g_variant_dict_insert (&dict, "used-percent", "d", self->used_percent);
  sg_variant_put_time (&dict, "resets-at", self->resets_at);
  sg_variant_put_stamp (&dict, self->origin, self->as_of);
  if (self->budget_pico_usd > 0) {
    g_variant_dict_insert (&dict, "spent-pico-usd", "x", self->spent_pico_usd);
    g_variant_dict_insert (&dict, "budget-pico-usd", "x", self->budget_pico_usd);
  }
  if (self->forecast != NULL)
    sg_forecast_put (self->forecast, &dict);

  return g_variant_dict_end (&dict);
}

/**
 * sg_limit_to_variant_at:
 *
 * For readers who do not know our rules: with the state s of this moment, and
 * without a number once the window is over, so that nobody takes it for a live one.
 *
 * Returns: (transfer floating): sg_limit_to_variant()'s, and state s
 */
GVariant *
sg_limit_to_variant_at (const SgLimit *self,
                        GDateTime     *now)
{
  g_autoptr (GVariant) plain = g_variant_ref_sink (sg_limit_to_variant (self));
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (plain);
  SgLimitState state = sg_limit_get_state (self, now);

  g_variant_dict_insert (&dict, "state", "s", sg_limit_state_to_nick (state));
  if (state == SG_LIMIT_RESET) {
    g_variant_dict_remove (&dict, "used-percent");
    g_variant_dict_remove (&dict, "moved-percent");
    g_variant_dict_remove (&dict, "spent-pico-usd");
  }

  return g_variant_dict_end (&dict);
}

/**
 * sg_limit_from_variant:
 *
 * A limit without a number is one whose window is over; its 0 is never shown.
 *
 * Returns: (transfer full) (nullable): %NULL when it is not what sg_limit_to_variant() makes
 */
SgLimit *
sg_limit_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  g_autoptr (GDateTime) resets_at = sg_variant_get_time (&dict, "resets-at");
  g_autoptr (GDateTime) as_of = sg_variant_get_time (&dict, "as-of");
  const char *id = sg_variant_get_string (&dict, "id");
  double used_percent = 0.0;
  SgLimit *self;

  if (id == NULL || as_of == NULL)
    return NULL;
  if (!g_variant_dict_lookup (&dict, "used-percent", "d", &used_percent) && resets_at == NULL)
    return NULL;
  if (!isfinite (used_percent) || used_percent < 0.0)
    return NULL;

  self = sg_limit_new (id, kind_from_nick (sg_variant_get_string (&dict, "kind")),
                       sg_variant_get_string (&dict, "label"), used_percent, resets_at,
                       sg_variant_get_origin (&dict), as_of);
  self->forecast = sg_forecast_get (&dict);
  if (g_variant_dict_lookup (&dict, "spent-pico-usd", "x", &self->spent_pico_usd))
    g_variant_dict_lookup (&dict, "budget-pico-usd", "x", &self->budget_pico_usd);

  return self;
}

static gint64
get_budget_seconds (const SgLimit *self)
{
  const gint64 day = 24 * 60 * 60;

  if (g_str_equal (self->id, SG_BUDGET_WEEK))
    return 7 * day;
  if (g_str_has_prefix (self->id, SG_BUDGET_DAY_BILLED))
    return day;

  /* The next month begins when it resets, in a zone that is up to a day off. */
  if (g_str_has_prefix (self->id, SG_BUDGET_MONTH_BILLED) && self->resets_at != NULL) {
    g_autoptr (GDateTime) before = g_date_time_add_hours (self->resets_at, -36);

    return day * g_date_get_days_in_month (g_date_time_get_month (before), (GDateYear) g_date_time_get_year (before));
  }

  return 0;
}

/**
 * sg_limit_is_official:
 *
 * Returns: whether it is a limit of the account's and the number not our own estimate: worth writing down
 */
gboolean
sg_limit_is_official (const SgLimit *self)
{
  return self->origin != SG_ORIGIN_ESTIMATE && self->origin != SG_ORIGIN_UNKNOWN && self->kind <= SG_LIMIT_SCOPED;
}

/**
 * sg_limit_get_length_seconds:
 *
 * Returns: how long its window is, or 0 where nobody says
 */
gint64
sg_limit_get_length_seconds (const SgLimit *self)
{
  switch (self->kind) {
  case SG_LIMIT_SESSION:
    return 5 * 60 * 60;
  case SG_LIMIT_WEEKLY:
  case SG_LIMIT_SCOPED:
    return 7 * 24 * 60 * 60;
  case SG_LIMIT_BUDGET:
    return get_budget_seconds (self);
  case SG_LIMIT_OTHER:
  default:
    return 0;
  }
}

/**
 * sg_limit_has_moved:
 *
 * Returns: whether this machine used enough since the official number to show an estimate in its place
 */
gboolean
sg_limit_has_moved (const SgLimit *self)
{
  return self->forecast != NULL && self->forecast->moved_percent > self->used_percent;
}

/**
 * sg_limit_get_likely_percent:
 *
 * Returns: the estimate where it has moved, else the official number
 */
double
sg_limit_get_likely_percent (const SgLimit *self)
{
  return sg_limit_has_moved (self) ? self->forecast->moved_percent : self->used_percent;
}

/**
 * sg_limit_get_whole_percent:
 *
 * Rounded down, so that 70, 90 and 100 are never shown before they
 * are reached; but the least use there is shows as 1, since 0 means none.
 *
 * Returns: 0-999, the number to show
 */
int
sg_limit_get_whole_percent (const SgLimit *self)
{
  /* A share such as 0.29 is 28.999999999999996 percent. */
  double percent = floor (self->used_percent + 1e-9);

  if (percent < 1.0)
    return self->used_percent > 0.0 ? 1 : 0;

  return (int) MIN (percent, 999.0);
}

/**
 * sg_limit_get_severity:
 *
 * Returns: how near the limit is by its number alone, whatever its age
 */
SgLimitState
sg_limit_get_severity (const SgLimit *self)
{
  if (self->used_percent >= 100.0)
    return SG_LIMIT_FULL;
  if (self->used_percent >= SG_LIMIT_CRITICAL_PERCENT)
    return SG_LIMIT_CRITICAL;
  if (self->used_percent >= SG_LIMIT_WARNING_PERCENT)
    return SG_LIMIT_WARNING;

  return SG_LIMIT_NORMAL;
}

static gboolean
is_over (const SgLimit *self,
         GDateTime     *now)
{
  return self->resets_at != NULL && g_date_time_compare (self->resets_at, now) <= 0;
}

/**
 * sg_limit_is_stale:
 *
 * The bill is asked for once an hour, and transcripts tell when they change.
 *
 * Returns: whether nothing newer came for longer than two polls take
 */
gboolean
sg_limit_is_stale (const SgLimit *self,
                   GDateTime     *now)
{
  gboolean is_estimate = self->kind == SG_LIMIT_BUDGET && self->origin != SG_ORIGIN_ADMIN;
  int seconds = self->kind == SG_LIMIT_BUDGET ? SG_LIMIT_BUDGET_STALE_SECONDS : SG_LIMIT_STALE_SECONDS;

  return !is_estimate && g_date_time_difference (now, self->as_of) > seconds * G_TIME_SPAN_SECOND;
}

/**
 * sg_limit_get_state:
 *
 * Past its reset a limit has no number any more, whatever was last read.
 */
SgLimitState
sg_limit_get_state (const SgLimit *self,
                    GDateTime     *now)
{
  if (is_over (self, now))
    return SG_LIMIT_RESET;
  if (sg_limit_is_stale (self, now))
    return SG_LIMIT_STALE;

  return sg_limit_get_severity (self);
}

const char *
sg_limit_state_to_nick (SgLimitState state)
{
  static const char *const nicks[] = {
    [SG_LIMIT_NORMAL] = "normal", [SG_LIMIT_WARNING] = "warning", [SG_LIMIT_CRITICAL] = "critical",
    [SG_LIMIT_FULL] = "full", [SG_LIMIT_STALE] = "stale", [SG_LIMIT_RESET] = "reset",
  };

  return nicks[state];
}

/**
 * sg_limit_is_same_window:
 *
 * Returns: whether both are of one limit until one reset: `resets_at` wobbles by seconds, and by a minute where it is rounded
 */
gboolean
sg_limit_is_same_window (const SgLimit *self,
                         const SgLimit *other)
{
  if (!g_str_equal (self->id, other->id))
    return FALSE;
  if (self->resets_at == NULL || other->resets_at == NULL)
    return self->resets_at == other->resets_at;

  return ABS (g_date_time_difference (self->resets_at, other->resets_at)) <= SAME_WINDOW_SPAN;
}

/**
 * sg_limits_find:
 * @limits: (nullable) (element-type SgLimit):
 *
 * Returns: (transfer none) (nullable): the limit of that id
 */
const SgLimit *
sg_limits_find (GPtrArray  *limits,
                const char *id)
{
  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    if (g_str_equal (limit->id, id))
      return limit;
  }

  return NULL;
}

/**
 * sg_limits_find_tightest:
 * @limits: (nullable) (element-type SgLimit):
 *
 * A limit past its reset has no number and cannot be the tightest.
 *
 * Returns: (transfer none) (nullable): the limit nearest to full
 */
const SgLimit *
sg_limits_find_tightest (GPtrArray *limits,
                         GDateTime *now)
{
  const SgLimit *tightest = NULL;

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    if (sg_limit_get_state (limit, now) == SG_LIMIT_RESET)
      continue;
    if (tightest == NULL || limit->used_percent > tightest->used_percent)
      tightest = limit;
  }

  return tightest;
}
