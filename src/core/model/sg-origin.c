/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-origin.h"

static const char *const nicks[] = {
  [SG_ORIGIN_UNKNOWN] = "unknown",
  [SG_ORIGIN_ESTIMATE] = "estimate",
  [SG_ORIGIN_TRANSCRIPTS] = "transcripts",
  [SG_ORIGIN_TELEMETRY] = "telemetry",
  [SG_ORIGIN_PACE_MAKER] = "pace-maker",
  [SG_ORIGIN_CLAUDE_CACHE] = "claude-cache",
  [SG_ORIGIN_STATUSLINE] = "statusline",
  [SG_ORIGIN_ENDPOINT] = "endpoint",
  [SG_ORIGIN_ADMIN] = "admin",
  [SG_ORIGIN_RATE_HEADERS] = "rate-headers",
  [SG_ORIGIN_STATUS_PAGE] = "status-page",
  [SG_ORIGIN_RECORDING] = "recording",
  [SG_ORIGIN_DEMO] = "demo",
};

/**
 * sg_origin_to_nick:
 *
 * Returns: (transfer none): the word the bus and `--json` use
 */
const char *
sg_origin_to_nick (SgOrigin origin)
{
  return (gsize) origin < G_N_ELEMENTS (nicks) ? nicks[origin] : nicks[SG_ORIGIN_UNKNOWN];
}

/**
 * sg_origin_from_nick:
 * @nick: (nullable):
 */
SgOrigin
sg_origin_from_nick (const char *nick)
{
  for (gsize i = 0; i < G_N_ELEMENTS (nicks); i++) {
    if (g_strcmp0 (nick, nicks[i]) == 0)
      return (SgOrigin) i;
  }

  return SG_ORIGIN_UNKNOWN;
}
