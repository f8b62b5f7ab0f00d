/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-file-source.h"

G_BEGIN_DECLS

#define SG_TYPE_PACE_MAKER_SOURCE (sg_pace_maker_source_get_type ())
G_DECLARE_FINAL_TYPE (SgPaceMakerSource, sg_pace_maker_source, SG, PACE_MAKER_SOURCE, SgFileSource)

SgSource *sg_pace_maker_source_new (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
