/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-key-finder.h"
#include "sg-monitor.h"
#include "sg-recording.h"

G_BEGIN_DECLS

/**
 * SgSourceSet:
 *
 * The sources a monitor gets, and where what they keep lies.
 */
typedef struct _SgSourceSet SgSourceSet;

SgSourceSet *sg_source_set_new (GPtrArray  *folders,
                                const char *state_folder) G_GNUC_WARN_UNUSED_RESULT;
SgSourceSet *sg_source_set_new_demo (const char *sample) G_GNUC_WARN_UNUSED_RESULT;
SgSourceSet *sg_source_set_new_replay (SgRecording *recording) G_GNUC_WARN_UNUSED_RESULT;
SgSource    *sg_source_set_get_replay (SgSourceSet *self);
void         sg_source_set_free (SgSourceSet *self);

void         sg_source_set_add_endpoint (SgSourceSet *self,
                                         const char  *base_url,
                                         gboolean     nonessential_traffic_disabled);
void         sg_source_set_add_rate_limits (SgSourceSet *self,
                                            const char  *base_url,
                                            gboolean     nonessential_traffic_disabled);
void         sg_source_set_add_status_page (SgSourceSet *self,
                                            const char  *base_url,
                                            gboolean     nonessential_traffic_disabled);
SgSource    *sg_source_set_get_status_page (SgSourceSet *self);
void         sg_source_set_add_admin (SgSourceSet *self,
                                      SgKeyFinder *keys,
                                      const char  *base_url);
void         sg_source_set_add_telemetry (SgSourceSet *self,
                                          const char  *state_folder);
SgStateFile *sg_source_set_open_state (SgSourceSet *self) G_GNUC_WARN_UNUSED_RESULT;
void         sg_source_set_add_to (SgSourceSet *self,
                                   SgMonitor   *monitor);
void         sg_source_set_switch_off (SgSourceSet       *self,
                                       const char *const *ids);
GPtrArray   *sg_source_set_get_endpoints (SgSourceSet *self);
SgSource    *sg_source_set_get_transcripts (SgSourceSet *self);
SgSource    *sg_source_set_get_rate_limits (SgSourceSet *self);

SgSource    *sg_source_set_get_admin (SgSourceSet *self);
const char  *sg_source_set_get_ledger_path (SgSourceSet *self);
const char  *sg_source_set_get_credentials_path (SgSourceSet *self);
SgSource    *sg_source_set_get_telemetry (SgSourceSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgSourceSet, sg_source_set_free)

G_END_DECLS
