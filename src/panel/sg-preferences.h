/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-service-client.h"

#include <adwaita.h>

G_BEGIN_DECLS

GtkWindow *sg_preferences_new (SgServiceClient *client) G_GNUC_WARN_UNUSED_RESULT;
void       sg_preferences_show_keys (GtkWindow *preferences,
                                     gboolean   balance);

G_END_DECLS
