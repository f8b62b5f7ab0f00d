/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "sg-cents.h"

G_BEGIN_DECLS

/**
 * SgTeamTool:
 * @name: the server's, for example `edit_tool`
 *
 * How often what a tool of Claude Code's proposed was taken.
 */
typedef struct {
  char  *name;
  gint64 accepted;
  gint64 rejected;
} SgTeamTool;

/**
 * SgTeamModel:
 * @name: the server's, for example `claude-opus-5-5`
 * @cost: the server's estimate
 */
typedef struct {
  char   *name;
  gint64  input;
  gint64  output;
  gint64  cache_read;
  gint64  cache_write;
  SgCents cost;
} SgTeamModel;

/**
 * SgTeamRecord:
 * @name: (nullable): an e-mail address, or what an API key is called; %NULL for all together
 * @is_key: whether it is a key
 * @terminal: (nullable): which of their terminals and seats this is of; %NULL for all of them
 * @accepted: by all tools
 * @rejected: by all tools
 * @tools: (element-type SgTeamTool): may be empty where @accepted is not
 * @models: (element-type SgTeamModel)
 *
 * What somebody did with Claude Code: on one day in one terminal, as the server
 * tells it, or several of those added up.
 */
typedef struct {
  char      *name;
  gboolean   is_key;
  char      *terminal;
  gint64     sessions;
  gint64     commits;
  gint64     pull_requests;
  gint64     lines_added;
  gint64     lines_removed;
  gint64     accepted;
  gint64     rejected;
  GPtrArray *tools;
  GPtrArray *models;
} SgTeamRecord;

SgTeamRecord *sg_team_record_new (const char *name,
                                  gboolean    is_key) G_GNUC_WARN_UNUSED_RESULT;
void          sg_team_record_free (SgTeamRecord *self);
gboolean      sg_team_record_add (SgTeamRecord       *self,
                                  const SgTeamRecord *other);
gboolean      sg_team_record_add_tool (SgTeamRecord     *self,
                                       const SgTeamTool *tool);
gboolean      sg_team_record_add_model (SgTeamRecord      *self,
                                        const SgTeamModel *model);

gboolean      sg_team_record_get_cost (const SgTeamRecord *self,
                                       SgCents            *cost);
gint64        sg_team_record_get_tokens (const SgTeamRecord *self);
gint64        sg_team_record_get_lines (const SgTeamRecord *self);
gint64        sg_team_model_get_tokens (const SgTeamModel *self);
gboolean      sg_team_accepted_percent (gint64  accepted,
                                        gint64  rejected,
                                        double *percent);
int           sg_team_record_compare_accepted (const SgTeamRecord *a,
                                               const SgTeamRecord *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgTeamRecord, sg_team_record_free)

G_END_DECLS
