/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "sg-credits.h"

G_BEGIN_DECLS

SgCredits *sg_credits_reply_read (JsonObject *body,
                                  SgOrigin    origin,
                                  GDateTime  *as_of) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
