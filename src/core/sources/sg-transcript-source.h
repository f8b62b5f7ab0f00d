/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-source.h"

G_BEGIN_DECLS

#define SG_TYPE_TRANSCRIPT_SOURCE (sg_transcript_source_get_type ())
G_DECLARE_FINAL_TYPE (SgTranscriptSource, sg_transcript_source, SG, TRANSCRIPT_SOURCE, SgSource)

SgSource *sg_transcript_source_new (const char *const *projects_paths,
                                    const char *ledger_path,
                                    GTimeZone         *zone) G_GNUC_WARN_UNUSED_RESULT;
void sg_transcript_source_set_profiles (SgTranscriptSource *self,
                                        const char *const  *profiles);
void sg_transcript_source_set_prices_path (SgTranscriptSource *self,
                                           const char         *path);

G_END_DECLS
