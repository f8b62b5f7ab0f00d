/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgSlice:
 *
 * Some bytes of a longer text: borrowed, and not ended by a NUL.
 */
typedef struct {
  const char *text;
  gsize       length;
} SgSlice;

/* More than any request can hold; whoever writes more did not count tokens. */
#define SG_USAGE_MAX_TOKENS G_GUINT64_CONSTANT (100000000)

/**
 * SgUsage:
 * @input: tokens neither read from nor written to the cache
 * @write_5m: tokens written to the cache for five minutes
 * @write_1h: tokens written to the cache for an hour
 *
 * What one request used. Each count is at most %SG_USAGE_MAX_TOKENS.
 */
typedef struct {
  guint32 input;
  guint32 output;
  guint32 write_5m;
  guint32 write_1h;
  guint32 cache_read;
  guint32 web_searches;
} SgUsage;

/**
 * SgRequestFlags:
 * @SG_REQUEST_COPIED: a fork's copy; the session that paid for it is another
 * @SG_REQUEST_SIDECHAIN: a sub-agent's, or a side question's replay
 * @SG_REQUEST_FAST: `speed: fast`
 * @SG_REQUEST_US: `inference_geo: us`
 * @SG_REQUEST_BATCH: `service_tier: batch`
 * @SG_REQUEST_RESULT: no request but one model's share of a command result
 */
typedef enum {
  SG_REQUEST_COPIED    = 1 << 0,
  SG_REQUEST_SIDECHAIN = 1 << 1,
  SG_REQUEST_FAST      = 1 << 2,
  SG_REQUEST_US        = 1 << 3,
  SG_REQUEST_BATCH     = 1 << 4,
  SG_REQUEST_RESULT    = 1 << 5,
} SgRequestFlags;

#define SG_REQUEST_COST_UNSTATED G_GINT64_CONSTANT (-1)

/**
 * SgRequest:
 * @message_id: empty in no record of Claude Code's own
 * @request_id: empty up to 1.0.x and behind some gateways
 * @uuid: the record's own
 * @session: empty when the record names none
 * @model: empty when the record names none
 * @part: 0 is the answer itself, 1 and on are the calls of other models within it
 * @time_ms: Unix time, UTC
 * @stated_pico_usd: what the record itself says it cost, 10^-12 USD, or %SG_REQUEST_COST_UNSTATED
 *
 * One answer of the API as one line of a transcript tells it. The same request
 * stands on several lines, in several files: its #SgRequestKey is the same.
 */
typedef struct {
  SgSlice        message_id;
  SgSlice        request_id;
  SgSlice        uuid;
  SgSlice        session;
  SgSlice        model;
  guint          part;
  gint64         time_ms;
  gint64         stated_pico_usd;
  SgUsage        usage;
  SgRequestFlags flags;
} SgRequest;

/**
 * SgRequestKey:
 * @message: of the message id, or of the record's uuid where there is none
 * @request: of the request id; 0 where there is none
 */
typedef struct {
  guint64 message;
  guint64 request;
} SgRequestKey;

guint64      sg_slice_hash (SgSlice slice,
                            guint64 seed) G_GNUC_PURE;
SgRequestKey sg_request_get_key (const SgRequest *self,
                                 SgSlice          line);
guint64      sg_usage_get_total (const SgUsage *self) G_GNUC_PURE;

G_END_DECLS
