/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

char *sg_loopback_listen (SoupServer *server) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
