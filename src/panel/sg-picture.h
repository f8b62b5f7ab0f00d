/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

int sg_picture_draw (const char   *path,
                     GVariantDict *options);

G_END_DECLS
