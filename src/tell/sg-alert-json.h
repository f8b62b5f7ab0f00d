/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-alert-outbox.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What programs are told of an alert. Never a secret, never an e-mail address. */

JsonNode *sg_alert_to_json (const SgAlert *alert,
                            GDateTime     *now) G_GNUC_WARN_UNUSED_RESULT;
char     *sg_alert_to_json_text (const SgAlert *alert,
                                 guint          id,
                                 GDateTime     *now) G_GNUC_WARN_UNUSED_RESULT;
GStrv     sg_alert_to_environment (const SgAlert     *alert,
                                   guint              id,
                                   const char *const *before,
                                   GDateTime         *now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
