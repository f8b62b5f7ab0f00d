/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-history-record.h"

G_BEGIN_DECLS

SgHistoryRecord *sg_history_demo_new (GPtrArray *limits,
                                      gint64     now,
                                      GTimeZone *zone) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
