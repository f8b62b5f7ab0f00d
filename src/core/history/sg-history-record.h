/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger.h"
#include "sg-limit.h"
#include "sg-recording.h"

G_BEGIN_DECLS

typedef struct {
  char   *id;
  GArray *samples;   /* (owned) (element-type SgLedgerSample): oldest first */
} SgHistoryLimit;

/**
 * SgHistoryRecord:
 * @limits: (owned) (element-type SgHistoryLimit): by id
 * @activities: (owned) (element-type SgLedgerActivity): in the order of time
 * @counted_from: Unix seconds of the first request ever counted; 0 for none
 *
 * What is known of one profile's past, as it was written down.
 */
typedef struct {
  GPtrArray *limits;
  GArray    *activities;
  gint64     counted_from;
} SgHistoryRecord;

SgHistoryRecord *sg_history_record_new (void) G_GNUC_WARN_UNUSED_RESULT;
SgHistoryRecord *sg_history_record_load (SgLedger   *ledger,
                                         const char *profile,
                                         gint64      from,
                                         GError    **error) G_GNUC_WARN_UNUSED_RESULT;
SgHistoryRecord *sg_history_record_new_of_recording (const SgRecording *recording,
                                                     gint64             now) G_GNUC_WARN_UNUSED_RESULT;
void             sg_history_record_free (SgHistoryRecord *self);
SgHistoryLimit  *sg_history_record_ensure_limit (SgHistoryRecord *self,
                                                 const char      *id);
void             sg_history_record_add_present (SgHistoryRecord *self,
                                                GPtrArray       *limits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgHistoryRecord, sg_history_record_free)

G_END_DECLS
