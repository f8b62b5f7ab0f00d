/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-account.h"

G_BEGIN_DECLS

SgAccount *sg_profile_reply_parse (const char *text,
                                   gsize       length,
                                   SgOrigin    origin,
                                   GDateTime  *as_of,
                                   GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
