/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-clock.h"
#include "sg-replay-source.h"

G_BEGIN_DECLS

/**
 * SgPlayer:
 *
 * Moves the clock through a recording, so many times as fast as it was.
 *
 * Signal `moved` (): the clock shows another time.
 */
#define SG_TYPE_PLAYER (sg_player_get_type ())
G_DECLARE_FINAL_TYPE (SgPlayer, sg_player, SG, PLAYER, GObject)

#define SG_PLAYER_USUAL_SPEED 600
#define SG_PLAYER_MOST_SPEED 100000

SgPlayer *sg_player_new (SgClock        *clock,
                         SgReplaySource *source,
                         guint speed) G_GNUC_WARN_UNUSED_RESULT;
void     sg_player_start (SgPlayer *self);
gboolean sg_player_step (SgPlayer *self);

G_END_DECLS
