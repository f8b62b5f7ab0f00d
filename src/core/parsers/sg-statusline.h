/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-limit.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What Claude Code hands over has two or three kilobytes. */
#define SG_STATUSLINE_MAX_BYTES (1024 * 1024)

/**
 * SgStatuslineWindow:
 * @used_percent: 0-100; may pass 100; negative when the window was not named
 * @resets_at: Unix seconds, or 0 when that was not said
 */
typedef struct {
  double used_percent;
  gint64 resets_at;
} SgStatuslineWindow;

/**
 * SgStatusline:
 * @session_id: (nullable): letters, digits, `-` and `_` only, so that it may name a file
 * @folder: (nullable): what sg_claude_folder_profile_of() makes of the Claude folder with the session's transcript
 * @as_of_ms: Unix milliseconds: when these numbers were first handed over
 * @cost_pico_usd: of the session, at list prices, 10^-12 USD; negative when not known
 * @api_ms: how long the session has waited for answers; negative when not known
 * @model_id: (nullable): visible ASCII
 * @model_name: (nullable): one line
 *
 * What we keep of the JSON that Claude Code hands to its `statusLine` command.
 */
typedef struct {
  char              *session_id;
  char              *folder;
  gint64             as_of_ms;
  SgStatuslineWindow five_hour;
  SgStatuslineWindow seven_day;
  gint64             cost_pico_usd;
  gint64             api_ms;
  char              *model_id;
  char              *model_name;
} SgStatusline;

SgStatusline *sg_statusline_parse (const char *text,
                                   gsize       length,
                                   gint64      as_of_ms,
                                   GError    **error) G_GNUC_WARN_UNUSED_RESULT;
SgStatusline *sg_statusline_parse_capture (const char *text,
                                           gsize       length,
                                           GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void          sg_statusline_free (SgStatusline *self);

gboolean      sg_statusline_has_limits (const SgStatusline *self);
gboolean      sg_statusline_says_the_same (const SgStatusline *a,
                                           const SgStatusline *b);
char         *sg_statusline_to_capture (const SgStatusline *self) G_GNUC_WARN_UNUSED_RESULT;
SgLimit      *sg_statusline_get_limit (const SgStatusline *self,
                                       SgLimitKind         kind) G_GNUC_WARN_UNUSED_RESULT;
gboolean      sg_statusline_is_session_id (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgStatusline, sg_statusline_free)

G_END_DECLS
