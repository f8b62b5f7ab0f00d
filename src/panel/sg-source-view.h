/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-source-status.h"

G_BEGIN_DECLS

/* What the doctor says of a source; pure. */

char       *sg_source_view_words (const SgSourceStatus *source,
                                  GDateTime            *now) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_source_view_report (GPtrArray *sources,
                                   GDateTime *now) G_GNUC_WARN_UNUSED_RESULT;
const char *sg_source_view_icon_name (SgSourceState state);

G_END_DECLS
