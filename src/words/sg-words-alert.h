/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-alert.h"

/* What alerts say: on the desktop, to commands and to webhooks. Translated; pure. */

G_BEGIN_DECLS

char *sg_words_alert_title (const SgAlert *alert) G_GNUC_WARN_UNUSED_RESULT;
char *sg_words_alert_line (const SgAlert *alert,
                           GDateTime     *now,
                           GTimeZone     *zone) G_GNUC_WARN_UNUSED_RESULT;
char *sg_words_alerts_title (GPtrArray *alerts,
                             gboolean   held) G_GNUC_WARN_UNUSED_RESULT;
char *sg_words_alerts_body (GPtrArray *alerts,
                            gboolean   held,
                            GDateTime *now,
                            GTimeZone *zone) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
