/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-origin.h"

G_BEGIN_DECLS

typedef enum {
  SG_RATE_REQUESTS,
  SG_RATE_INPUT_TOKENS,
  SG_RATE_OUTPUT_TOKENS,
  SG_RATE_TOKENS,                   /* whichever of the token limits binds */
  SG_RATE_PRIORITY_INPUT_TOKENS,
  SG_RATE_PRIORITY_OUTPUT_TOKENS,
  SG_RATE_FAST_INPUT_TOKENS,
  SG_RATE_FAST_OUTPUT_TOKENS,
  SG_N_RATES,
} SgRateKind;

/**
 * SgRate:
 * @has_limit: whether the server named @limit
 * @limit: a minute's worth
 * @has_remaining: whether the server named @remaining
 * @remaining: what is left; of tokens it is rounded to thousands
 * @resets_at: (nullable): when it is whole again, if nothing more is used; UTC
 * @has_spent: whether @spent_per_minute says anything
 * @spent_per_minute: at least so much was used between two readings, per minute: while it is used it is
 *   filled up again, which no reading shows
 *
 * One limit of an API key.
 */
typedef struct {
  SgRateKind kind;
  gboolean   has_limit;
  guint64    limit;
  gboolean   has_remaining;
  guint64    remaining;
  GDateTime *resets_at;
  gboolean   has_spent;
  guint64    spent_per_minute;
} SgRate;

/**
 * SgRateLimits:
 * @model: (nullable): whose limits they are; they differ by class of model
 * @rates: (element-type SgRate): in the order of #SgRateKind; empty when the server named none
 *
 * What the server says an API key may still use this minute. It never changes once made.
 */
typedef struct {
  char      *model;
  GPtrArray *rates;
  SgOrigin   origin;
  GDateTime *as_of;
} SgRateLimits;

SgRate       *sg_rate_new (SgRateKind kind) G_GNUC_WARN_UNUSED_RESULT;
void          sg_rate_free (SgRate *self);
double        sg_rate_get_used_percent (const SgRate *self);
gboolean      sg_rate_get_used (const SgRate *self,
                                guint64      *used);
const char   *sg_rate_kind_to_nick (SgRateKind kind);

SgRateLimits *sg_rate_limits_new (const char *model,
                                  SgOrigin    origin,
                                  GDateTime  *as_of) G_GNUC_WARN_UNUSED_RESULT;
SgRateLimits *sg_rate_limits_copy (const SgRateLimits *self) G_GNUC_WARN_UNUSED_RESULT;
void          sg_rate_limits_free (SgRateLimits *self);
const SgRate *sg_rate_limits_find (const SgRateLimits *self,
                                   SgRateKind          kind);
void          sg_rate_limits_note_spent (SgRateLimits       *self,
                                         const SgRateLimits *before);
GVariant     *sg_rate_limits_to_variant (const SgRateLimits *self) G_GNUC_WARN_UNUSED_RESULT;
SgRateLimits *sg_rate_limits_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgRate, sg_rate_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgRateLimits, sg_rate_limits_free)

G_END_DECLS
