/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "sg-alert-outbox.h"

G_BEGIN_DECLS

/* What a command may take, before it is ended. */
#define SG_ALERT_COMMAND_SECONDS 60

gboolean sg_alert_command_check (const char *command,
                                 GError    **error);
void     sg_alert_command_run_async (const char         *command,
                                     const SgAlert      *alert,
                                     guint               id,
                                     GDateTime          *now,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean sg_alert_command_run_finish (GAsyncResult *result,
                                      GError      **error);
char    *sg_alert_command_problem_words (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
