/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void sg_cli_keep_result_cb (GObject      *source,
                            GAsyncResult *result,
                            gpointer      user_data);
void sg_cli_wait_for (GAsyncResult **result);

G_END_DECLS
