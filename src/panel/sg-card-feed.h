/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-card.h"
#include "sg-service-client.h"

G_BEGIN_DECLS

/**
 * SgCardFeed:
 *
 * Keeps a card up to date: at every change, and once a minute for ages and
 * countdowns. While the card is not on screen it does nothing.
 */
#define SG_TYPE_CARD_FEED (sg_card_feed_get_type ())
G_DECLARE_FINAL_TYPE (SgCardFeed, sg_card_feed, SG, CARD_FEED, GObject)

SgCardFeed *sg_card_feed_new (SgServiceClient *client,
                              SgCard          *card);
void  sg_card_feed_update (SgCardFeed *self);

guint sg_card_feed_wait_milliseconds (GDateTime *now);

G_END_DECLS
