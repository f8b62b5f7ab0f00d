/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More than these are not kept for one limit. */
#define SG_ALERT_MOST_THRESHOLDS 10

GArray   *sg_alert_thresholds_parse (const char *text,
                                     GError    **error) G_GNUC_WARN_UNUSED_RESULT;
char     *sg_alert_thresholds_to_text (const GArray *thresholds) G_GNUC_WARN_UNUSED_RESULT;
GArray   *sg_alert_thresholds_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;
GVariant *sg_alert_thresholds_to_variant (const GArray *thresholds) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
