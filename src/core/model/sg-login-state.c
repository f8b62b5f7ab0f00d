/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-login-state.h"

#include "sg-error.h"
#include "sg-time.h"

static const char *const nicks[] = {
  [SG_LOGIN_UNKNOWN] = "unknown",
  [SG_LOGIN_GOOD] = "good",
  [SG_LOGIN_ENDS_SOON] = "ends-soon",
  [SG_LOGIN_WITHOUT_LIMITS] = "without-limits",
  [SG_LOGIN_LAPSED] = "lapsed",
  [SG_LOGIN_ENDED] = "ended",
  [SG_LOGIN_REFUSED] = "refused",
  [SG_LOGIN_FORBIDDEN] = "forbidden",
  [SG_LOGIN_SCOPE_MISSING] = "scope-missing",
  [SG_LOGIN_MISSING] = "missing",
};

/**
 * sg_login_state_to_nick:
 *
 * Returns: (transfer none): the word `--json` uses
 */
const char *
sg_login_state_to_nick (SgLoginState state)
{
  return (gsize) state < G_N_ELEMENTS (nicks) ? nicks[state] : nicks[SG_LOGIN_UNKNOWN];
}

/**
 * sg_login_ends_soon:
 * @account: (nullable):
 *
 * Returns: whether its login is good at @now and over within %SG_LOGIN_SOON_SECONDS
 */
gboolean
sg_login_ends_soon (const SgAccount *account,
                    GDateTime       *now)
{
  gint64 seconds = account && account->login_ends_at ? sg_time_seconds_between (now, account->login_ends_at) : 0;

  return seconds > 0 && seconds <= SG_LOGIN_SOON_SECONDS;
}

/* The one source that uses the login, so the one that knows. */
static const SgSourceStatus *
find_endpoint (SgUsageModel *model)
{
  return sg_source_statuses_find (sg_usage_model_get_sources (model), "endpoint");
}

static SgLoginState
state_of_error (int error_code)
{
  switch (error_code) {
  case SG_ERROR_LOGIN_LAPSED:
    return SG_LOGIN_LAPSED;
  case SG_ERROR_LOGIN_ENDED:
    return SG_LOGIN_ENDED;
  case SG_ERROR_LOGIN_REFUSED:
    return SG_LOGIN_REFUSED;
  case SG_ERROR_LOGIN_FORBIDDEN:
    return SG_LOGIN_FORBIDDEN;
  case SG_ERROR_SCOPE_MISSING:
    return SG_LOGIN_SCOPE_MISSING;
  case SG_ERROR_LOGIN_MISSING:
    return SG_LOGIN_MISSING;
  default:
    return SG_LOGIN_GOOD;
  }
}

/* A whole list with nothing in it, not a list nobody has given. */
static gboolean
has_no_limits (SgUsageModel *model)
{
  GPtrArray *limits = sg_usage_model_get_limits (model);

  return limits != NULL && limits->len == 0;
}

/**
 * sg_login_state_of:
 *
 * What needs the user soonest comes first. Pure.
 */
SgLoginState
sg_login_state_of (SgUsageModel *model,
                   GDateTime    *now)
{
  const SgSourceStatus *endpoint = find_endpoint (model);
  SgLoginState state = endpoint ? state_of_error (endpoint->error_code) : SG_LOGIN_UNKNOWN;

  if (state > SG_LOGIN_LAPSED)
    return state;
  if (sg_login_ends_soon (sg_usage_model_get_account (model), now))
    return SG_LOGIN_ENDS_SOON;
  if (state == SG_LOGIN_LAPSED)
    return state;
  if (has_no_limits (model))
    return SG_LOGIN_WITHOUT_LIMITS;

  return endpoint && endpoint->state == SG_SOURCE_OK ? SG_LOGIN_GOOD : SG_LOGIN_UNKNOWN;
}
