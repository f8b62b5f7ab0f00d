/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-words.h"

/* What the files of this room say in each other's sentences. */

G_BEGIN_DECLS

char       *sg_words_when (GDateTime *time,
                           GDateTime *now,
                           GTimeZone *zone) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_day (GDateTime *time,
                          GDateTime *now,
                          GTimeZone *zone) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_percent (const SgLimit *limit) G_GNUC_WARN_UNUSED_RESULT;
int         sg_words_percent_number (const SgLimit *limit);
const char *sg_words_limit_nearness (const SgLimit *limit);
char       *sg_words_span (gint64 seconds) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_words_span_spoken (gint64 seconds) G_GNUC_WARN_UNUSED_RESULT;
const char *sg_words_pace_spoken (const SgPace *pace);
char       *sg_words_without_markup (char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
