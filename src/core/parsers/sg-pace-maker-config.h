/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgPaceMakerConfig:
 * @db_path: (nullable): where its database was moved to
 * @tempo: `auto`, `on` or `off`
 * @poll_seconds: how long one decision is kept while a session runs
 * @preload_hours: working hours at a week's start whose share is given at once
 * @safety_percent: of the target, where braking begins
 *
 * What Claude Pace Maker was told to do (seen in 2.34.2).
 */
typedef struct {
  char    *db_path;
  char    *tempo;
  gboolean enabled;
  gboolean session_enabled;
  gboolean week_enabled;
  guint    poll_seconds;
  guint    most_delay_seconds;
  double   preload_hours;
  double   safety_percent;
} SgPaceMakerConfig;

void sg_pace_maker_config_parse (SgPaceMakerConfig *self,
                                 const char        *text,
                                 gsize              length);
void sg_pace_maker_config_clear (SgPaceMakerConfig *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SgPaceMakerConfig, sg_pace_maker_config_clear)

G_END_DECLS
