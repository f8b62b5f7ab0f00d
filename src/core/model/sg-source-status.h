/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-origin.h"

G_BEGIN_DECLS

typedef enum {
  SG_SOURCE_STARTING,   /* not asked yet */
  SG_SOURCE_OK,
  SG_SOURCE_MISSING,    /* nothing there to read; not a fault */
  SG_SOURCE_OFF,        /* switched off */
  SG_SOURCE_WAITING,    /* failed, will be tried again by itself */
  SG_SOURCE_NEEDS_USER, /* nothing will change until the user does something */
} SgSourceState;

#define SG_SOURCE_NO_ERROR (-1)

/**
 * SgSourceStatus:
 * @id: `transcripts`, `claude-cache`, `endpoint` …
 * @error_code: an #SgError, or %SG_SOURCE_NO_ERROR
 * @detail: (nullable): where it looked and what it met, without secrets
 * @last_answer_at: (nullable): when it last gave a reading
 * @next_try_at: (nullable): when it will be asked next, if by the clock
 *
 * How one source is doing, for the doctor and for the one sentence in the panel.
 */
typedef struct {
  char         *id;
  SgOrigin      origin;
  SgSourceState state;
  int           error_code;
  char         *detail;
  GDateTime    *last_answer_at;
  GDateTime    *next_try_at;
} SgSourceStatus;

SgSourceState         sg_source_state_after (int error_code);

SgSourceStatus       *sg_source_status_new (const char *id,
                                            SgOrigin    origin) G_GNUC_WARN_UNUSED_RESULT;
SgSourceStatus       *sg_source_status_copy (const SgSourceStatus *self) G_GNUC_WARN_UNUSED_RESULT;
void                  sg_source_status_free (SgSourceStatus *self);
const SgSourceStatus *sg_source_statuses_find (GPtrArray  *statuses,
                                               const char *id);
GVariant             *sg_source_status_to_variant (const SgSourceStatus *self) G_GNUC_WARN_UNUSED_RESULT;
SgSourceStatus       *sg_source_status_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgSourceStatus, sg_source_status_free)

G_END_DECLS
