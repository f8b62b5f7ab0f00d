/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-usage-model.h"

G_BEGIN_DECLS

/* How long before its end a login is worth a word: a weekend must fit in. */
#define SG_LOGIN_SOON_SECONDS (3 * 24 * 60 * 60)

/**
 * SgLoginState:
 *
 * What looks alike from outside, no number, and needs other words each.
 */
typedef enum {
  SG_LOGIN_UNKNOWN,          /* nobody has looked: not asked yet, or switched off */
  SG_LOGIN_GOOD,
  SG_LOGIN_ENDS_SOON,        /* good, and over within three days */
  SG_LOGIN_WITHOUT_LIMITS,   /* good, and the server names no limit: Enterprise, some teams */
  SG_LOGIN_LAPSED,           /* the token ran out; it comes back when Claude Code next runs */
  SG_LOGIN_ENDED,            /* only logging in again helps */
  SG_LOGIN_REFUSED,          /* 401 although the token should be good */
  SG_LOGIN_FORBIDDEN,        /* 403 although the token should be allowed */
  SG_LOGIN_SCOPE_MISSING,    /* a setup token: it may use Claude and not read the usage */
  SG_LOGIN_MISSING,          /* none: an API key, or nothing at all */
} SgLoginState;

SgLoginState sg_login_state_of (SgUsageModel *model,
                                GDateTime    *now);
gboolean     sg_login_ends_soon (const SgAccount *account,
                                 GDateTime       *now);
const char  *sg_login_state_to_nick (SgLoginState state);

G_END_DECLS
