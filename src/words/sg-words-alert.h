/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-alert.h"

/* What alerts say: on the desktop, to commands and to webhooks. Translated; pure. */

G_BEGIN_DECLS

/**
 * SgAlertManner:
 * @SG_ALERT_HELD: they were held back until now
 * @SG_ALERT_HIDDEN: without a number: somebody presents the screen they are shown on
 *
 * How alerts are told.
 */
typedef enum {
  SG_ALERT_PLAIN = 0,
  SG_ALERT_HELD = 1 << 0,
  SG_ALERT_HIDDEN = 1 << 1,
} SgAlertManner;

char *sg_words_alert_title (const SgAlert *alert) G_GNUC_WARN_UNUSED_RESULT;
char *sg_words_alert_full_title (const SgAlert *alert) G_GNUC_WARN_UNUSED_RESULT;
char *sg_words_alert_line (const SgAlert *alert,
                           GDateTime     *now,
                           GTimeZone     *zone) G_GNUC_WARN_UNUSED_RESULT;
char *sg_words_alerts_title (GPtrArray    *alerts,
                             SgAlertManner manner) G_GNUC_WARN_UNUSED_RESULT;
char *sg_words_alerts_body (GPtrArray    *alerts,
                            SgAlertManner manner,
                            GDateTime    *now,
                            GTimeZone    *zone) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
