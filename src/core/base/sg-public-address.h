/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean sg_public_address_is (GSocketAddress *address);
gboolean sg_public_address_may_be (const char *host);

G_END_DECLS
