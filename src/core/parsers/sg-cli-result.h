/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-request.h"

G_BEGIN_DECLS

#define SG_CLI_RESULT_UNSTATED G_GINT64_CONSTANT (-1)

/**
 * SgCliModelUse:
 * @model: as Claude Code names it, `[1m]` and all; empty where it names none
 * @usage: counts of a whole session
 * @cost_pico_usd: 10^-12 USD, as Claude Code states it, or %SG_CLI_RESULT_UNSTATED
 */
typedef struct {
  char   *model;
  SgUsage usage;
  gint64  cost_pico_usd;
} SgCliModelUse;

/**
 * SgCliResult:
 * @id: of its `uuid`, or of its contents in versions that have none
 * @problem: (nullable): what kind of error it ended with, if it did
 * @is_partial: put together from the answers of a stream that has no result
 * @cost_pico_usd: of everything in @models, or %SG_CLI_RESULT_UNSTATED
 * @models: (element-type SgCliModelUse)
 * @own: what the last turn of the main loop used, all models together
 * @has_own: whether that is known
 *
 * What `claude -p --output-format json` says when it is done. With `--resume`,
 * 2.1.330 states the whole session, 2.1.197 only this run: results are never
 * simply added up.
 */
typedef struct {
  guint64    id;
  char      *session;
  char      *problem;
  gboolean   is_partial;
  gint64     cost_pico_usd;
  GPtrArray *models;
  SgUsage    own;
  gboolean   has_own;
} SgCliResult;

SgCliModelUse *sg_cli_model_use_new (const char *model) G_GNUC_WARN_UNUSED_RESULT;
void           sg_cli_model_use_free (SgCliModelUse *self);

SgCliResult   *sg_cli_result_new (const char *session) G_GNUC_WARN_UNUSED_RESULT;
SgCliResult   *sg_cli_result_parse (const char *text,
                                    gsize       length) G_GNUC_WARN_UNUSED_RESULT;
SgCliModelUse *sg_cli_result_find_model (SgCliResult *self,
                                         const char  *model);
void           sg_cli_result_free (SgCliResult *self);

gboolean       sg_cli_result_is_name (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgCliModelUse, sg_cli_model_use_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgCliResult, sg_cli_result_free)

G_END_DECLS
