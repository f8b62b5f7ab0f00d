/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-origin.h"

G_BEGIN_DECLS

typedef enum {
  SG_PACING_NOT_KNOWN,
  SG_PACING_NONE,         /* within what it allows */
  SG_PACING_MINIMAL,
  SG_PACING_GRADUAL,
  SG_PACING_AGGRESSIVE,
  SG_PACING_EMERGENCY,    /* the longest delay it may use */
} SgPacingStrategy;

/**
 * SgPacing:
 * @enabled: whether Pace Maker may delay anything at all
 * @decided_at: (nullable): when it last decided; without, the next three say nothing
 * @throttles: whether that decision was to wait
 * @delay_seconds: how long, before each tool
 * @holds_until: (nullable): nobody asks for it anew while no session runs, so it ends here
 * @binding_limit: (nullable): id of the limit it paces by; without, the next two say nothing
 * @used_percent: of that limit, 0-100, may pass 100
 * @target_percent: where that limit should be by now, 0-100
 * @strategy: how hard it brakes for being over the target
 * @tempo: (nullable): `auto`, `on` or `off`
 * @in_fallback: it has no answer of the server and reckons the limits by itself
 *
 * What Claude Pace Maker does at one moment. It never changes once made.
 */
typedef struct {
  gboolean         enabled;
  GDateTime       *decided_at;
  gboolean         throttles;
  guint            delay_seconds;
  GDateTime       *holds_until;
  char            *binding_limit;
  double           used_percent;
  double           target_percent;
  SgPacingStrategy strategy;
  char            *tempo;
  gboolean         in_fallback;
  SgOrigin         origin;
  GDateTime       *as_of;
} SgPacing;

typedef enum {
  SG_PACING_OFF,         /* switched off in its own settings */
  SG_PACING_UNDECIDED,   /* it has never decided anything */
  SG_PACING_FREE,        /* its last decision was not to wait */
  SG_PACING_THROTTLING,
  SG_PACING_IDLE,        /* it was throttling when it last decided, and that is over */
} SgPacingState;

SgPacing     *sg_pacing_new (SgOrigin   origin,
                             GDateTime *as_of) G_GNUC_WARN_UNUSED_RESULT;
SgPacing     *sg_pacing_copy (const SgPacing *self) G_GNUC_WARN_UNUSED_RESULT;
void          sg_pacing_free (SgPacing *self);
GVariant     *sg_pacing_to_variant (const SgPacing *self) G_GNUC_WARN_UNUSED_RESULT;
SgPacing     *sg_pacing_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;
SgPacingState sg_pacing_get_state (const SgPacing *self,
                                   GDateTime      *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgPacing, sg_pacing_free)

G_END_DECLS
