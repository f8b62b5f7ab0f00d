/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-recording.h"
#include "sg-source.h"

G_BEGIN_DECLS

#define SG_TYPE_REPLAY_SOURCE (sg_replay_source_get_type ())
G_DECLARE_FINAL_TYPE (SgReplaySource, sg_replay_source, SG, REPLAY_SOURCE, SgSource)

SgSource *sg_replay_source_new (SgRecording *recording);
const SgRecording *sg_replay_source_get_recording (SgReplaySource *self);

G_END_DECLS
