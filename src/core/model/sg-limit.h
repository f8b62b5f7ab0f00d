/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-forecast.h"
#include "sg-origin.h"

G_BEGIN_DECLS

typedef enum {
  SG_LIMIT_SESSION,   /* the 5-hour limit */
  SG_LIMIT_WEEKLY,    /* the week over all models */
  SG_LIMIT_SCOPED,    /* a week of one model or surface */
  SG_LIMIT_OTHER,     /* one we have no word for */
  SG_LIMIT_BUDGET,    /* the user's own, in money */
} SgLimitKind;

/**
 * SgLimit:
 * @id: the same limit has the same id in every source: `session`, `weekly`, `weekly:Fable`
 * @label: (nullable): the server's own name, where the kind does not name it
 * @used_percent: 0-100, finite; may pass 100
 * @resets_at: (nullable): UTC; %NULL until the window starts
 * @as_of: when this was true
 * @forecast: (owned) (nullable): what becomes of it, where somebody knows
 * @budget_pico_usd: 10^-12 USD; 0 where it is no amount of money
 * @spent_pico_usd: of that amount
 *
 * One limit at one moment. It never changes once made.
 */
typedef struct {
  char       *id;
  SgLimitKind kind;
  char       *label;
  double      used_percent;
  GDateTime  *resets_at;
  SgOrigin    origin;
  GDateTime  *as_of;
  SgForecast *forecast;
  gint64      budget_pico_usd;
  gint64      spent_pico_usd;
} SgLimit;

/* A profile's budget, for the estimate at list prices */
#define SG_BUDGET_WEEK "budget"
/* A budget for the organisation's bill, or for this machine's estimate at list prices */
#define SG_BUDGET_DAY_BILLED "budget:day"
#define SG_BUDGET_MONTH_BILLED "budget:month"
#define SG_BUDGET_DAY_ESTIMATED "budget:day-here"
#define SG_BUDGET_MONTH_ESTIMATED "budget:month-here"

SgLimit *sg_limit_new (const char *id,
                       SgLimitKind kind,
                       const char *label,
                       double      used_percent,
                       GDateTime  *resets_at,
                       SgOrigin    origin,
                       GDateTime  *as_of) G_GNUC_WARN_UNUSED_RESULT;
SgLimit  *sg_limit_copy (const SgLimit *self) G_GNUC_WARN_UNUSED_RESULT;
void      sg_limit_free (SgLimit *self);
GVariant *sg_limit_to_variant (const SgLimit *self) G_GNUC_WARN_UNUSED_RESULT;
SgLimit  *sg_limit_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;

GVariant *sg_limit_to_variant_at (const SgLimit *self,
                                  GDateTime     *now) G_GNUC_WARN_UNUSED_RESULT;

gint64    sg_limit_get_length_seconds (const SgLimit *self);
gboolean  sg_limit_is_official (const SgLimit *self);
gboolean  sg_limit_has_moved (const SgLimit *self);
double    sg_limit_get_likely_percent (const SgLimit *self);
int       sg_limit_get_whole_percent (const SgLimit *self);

/**
 * SgLimitState:
 *
 * What a limit looks like. Thresholds are arguments: people edit them.
 */
typedef enum {
  SG_LIMIT_NORMAL,
  SG_LIMIT_WARNING,
  SG_LIMIT_CRITICAL,
  SG_LIMIT_FULL,
  SG_LIMIT_STALE,      /* too old to be called live; the number is still the last good one */
  SG_LIMIT_RESET,      /* its window is over and nothing newer is known: no number */
} SgLimitState;

#define SG_LIMIT_WARNING_PERCENT 70.0
#define SG_LIMIT_CRITICAL_PERCENT 90.0
#define SG_LIMIT_STALE_SECONDS (15 * 60)
#define SG_LIMIT_BUDGET_STALE_SECONDS (2 * 60 * 60 + 15 * 60)

SgLimitState   sg_limit_get_state (const SgLimit *self,
                                   GDateTime     *now);
gboolean       sg_limit_is_stale (const SgLimit *self,
                                  GDateTime     *now);
SgLimitState   sg_limit_get_severity (const SgLimit *self);
const char    *sg_limit_state_to_nick (SgLimitState state);

gboolean       sg_limit_is_same_window (const SgLimit *self,
                                        const SgLimit *other);

const SgLimit *sg_limits_find (GPtrArray  *limits,
                               const char *id);
const SgLimit *sg_limits_find_tightest (GPtrArray *limits,
                                        GDateTime *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgLimit, sg_limit_free)

G_END_DECLS
