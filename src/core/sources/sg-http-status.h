/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-error.h"

G_BEGIN_DECLS

/* What a server's status says of what can be done. Pure. */

SgError sg_http_error_of_status (guint status);

G_END_DECLS
