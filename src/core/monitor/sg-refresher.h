/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-clock.h"
#include "sg-source.h"
#include "sg-state-file.h"

G_BEGIN_DECLS

/**
 * SgRefresher:
 *
 * Decides when each source is asked, and owns the only timer for it. All calls
 * to Anthropic go through here.
 *
 * Signals: `answered` (SgSource *, SgReading *); `changed` (): a status or
 * sg_refresher_is_busy() may have changed; `clock-jumped` (): the machine woke or
 * its clock was set.
 */
#define SG_TYPE_REFRESHER (sg_refresher_get_type ())
G_DECLARE_FINAL_TYPE (SgRefresher, sg_refresher, SG, REFRESHER, GObject)

SgRefresher *sg_refresher_new (SgClock     *clock,
                               SgStateFile *state) G_GNUC_WARN_UNUSED_RESULT;

void       sg_refresher_add (SgRefresher *self,
                             SgSource    *source);
void       sg_refresher_run (SgRefresher *self);
void       sg_refresher_refresh (SgRefresher *self);
void       sg_refresher_note_reset (SgRefresher *self,
                                    const char  *profile);
void       sg_refresher_set_away (SgRefresher *self,
                                  gboolean     away);
void       sg_refresher_set_frugal (SgRefresher *self,
                                    gboolean     frugal);
gboolean   sg_refresher_is_busy (SgRefresher *self);
gboolean   sg_refresher_has_asked_all (SgRefresher *self,
                                       const char  *profile);
GPtrArray *sg_refresher_dup_statuses (SgRefresher *self,
                                      const char  *profile) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
