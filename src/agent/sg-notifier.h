/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-alert-outbox.h"

G_BEGIN_DECLS

/**
 * SgNotifier:
 *
 * Tells alerts through libnotify, with buttons where the desktop draws them.
 *
 * Signals: `show` (const char *activation_token (nullable)); `snooze` (const char *profile_id (nullable), const char *limit_id);
 * `told` (guint id, gboolean shown).
 */
#define SG_TYPE_NOTIFIER (sg_notifier_get_type ())
G_DECLARE_FINAL_TYPE (SgNotifier, sg_notifier, SG, NOTIFIER, GObject)

SgNotifier *sg_notifier_new (GDBusConnection *connection) G_GNUC_WARN_UNUSED_RESULT;
void sg_notifier_set_stand_in (SgNotifier *self,
                               const char *source_id);
void sg_notifier_tell (SgNotifier         *self,
                       const SgAlertBatch *batch,
                       GDateTime          *now);

G_END_DECLS
