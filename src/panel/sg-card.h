/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-history-brief.h"
#include "sg-usage-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgCard:
 *
 * All there is to see: header, limits, costs, where it comes from. A new card
 * is a skeleton. Its buttons are actions of the application. Signals: `menu-closed` ();
 * `profile-chosen` (const char *id): by a person.
 */
#define SG_TYPE_CARD (sg_card_get_type ())
G_DECLARE_FINAL_TYPE (SgCard, sg_card, SG, CARD, GtkWidget)

GtkWidget *sg_card_new (void);
void            sg_card_show (SgCard       *self,
                              SgUsageModel *model,
                              gboolean      connected,
                              GDateTime    *now);
void            sg_card_show_profiles (SgCard     *self,
                                       GPtrArray  *profiles,
                                       const char *chosen);
SgHistoryBrief *sg_card_get_brief (SgCard *self);
void            sg_card_open_menu (SgCard *self);
gboolean        sg_card_is_menu_open (SgCard *self);

G_END_DECLS
