/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-alert-outbox.h"

G_BEGIN_DECLS

/* In whose form a webhook is posted to. */
typedef enum {
  SG_WEBHOOK_OFF,
  SG_WEBHOOK_SLACK,
  SG_WEBHOOK_DISCORD,
  SG_WEBHOOK_JSON,
} SgWebhookForm;

SgWebhookForm sg_webhook_form_from_nick (const char *nick);
char         *sg_webhook_text (SgWebhookForm form,
                               GPtrArray    *alerts,
                               guint         id,
                               GDateTime    *now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
