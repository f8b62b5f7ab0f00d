/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgOrigin:
 *
 * Where a number comes from. Every number on screen carries one. The order is
 * authority: of two equally fresh readings the one further down wins.
 */
typedef enum {
  SG_ORIGIN_UNKNOWN,
  SG_ORIGIN_ESTIMATE,
  SG_ORIGIN_TRANSCRIPTS,
  SG_ORIGIN_TELEMETRY,
  SG_ORIGIN_PACE_MAKER,
  SG_ORIGIN_CLAUDE_CACHE,
  SG_ORIGIN_STATUSLINE,
  SG_ORIGIN_ENDPOINT,
  SG_ORIGIN_ADMIN,
  SG_ORIGIN_RATE_HEADERS,
  SG_ORIGIN_STATUS_PAGE,
  SG_ORIGIN_RECORDING,
  SG_ORIGIN_DEMO,
} SgOrigin;

const char *sg_origin_to_nick (SgOrigin origin);
SgOrigin    sg_origin_from_nick (const char *nick);

G_END_DECLS
