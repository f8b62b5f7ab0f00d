/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-pace-maker-config.h"
#include "sg-reading.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgPaceMakerRecord:
 * @reading: (nullable): the server's last answer as it kept it, complete or not
 * @problem: (nullable): why a kept answer is no reading
 * @is_in_fallback: its numbers are its own reckoning; @reading is %NULL then
 * @backoff_until: (nullable): before that, the server sends it away
 * @last_poll_at: (nullable): when one of its sessions last asked
 * @decided_at: (nullable): when it last decided whether to wait; without, the next two say nothing
 * @throttles: whether it decided to
 * @delay_seconds: how long
 */
typedef struct {
  SgReading *reading;
  GError    *problem;
  gboolean   is_in_fallback;
  GDateTime *backoff_until;
  GDateTime *last_poll_at;
  GDateTime *decided_at;
  gboolean   throttles;
  guint      delay_seconds;
} SgPaceMakerRecord;

void               sg_pace_maker_db_configure (const char        *folder,
                                               SgPaceMakerConfig *config);
char              *sg_pace_maker_db_find (const char              *folder,
                                          const SgPaceMakerConfig *config) G_GNUC_WARN_UNUSED_RESULT;
SgPaceMakerRecord *sg_pace_maker_db_read (const char *path,
                                          GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void               sg_pace_maker_record_free (SgPaceMakerRecord *self);
GDateTime         *sg_pace_maker_record_dup_not_before (const SgPaceMakerRecord *self,
                                                        GDateTime               *now) G_GNUC_WARN_UNUSED_RESULT;
SgPacing          *sg_pace_maker_record_dup_pacing (const SgPaceMakerRecord *self,
                                                    const SgPaceMakerConfig *config,
                                                    GDateTime               *now) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgPaceMakerRecord, sg_pace_maker_record_free)

G_END_DECLS
