/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-alert.h"
#include "sg-state-file.h"

G_BEGIN_DECLS

/* By which ways an alert reaches somebody. */
typedef enum {
  SG_ALERT_WAY_DESKTOP = 1 << 0,
  SG_ALERT_WAY_COMMAND = 1 << 1,
  SG_ALERT_WAY_WEBHOOK = 1 << 2,
} SgAlertWay;

/**
 * SgAlertBatch:
 * @id: the same across restarts, so that who is told twice can know it
 * @due: of #SgAlertWay: by which it has still to go
 * @held: it is kept from the desktop until nobody is disturbed any more
 * @is_fresh: nobody has begun to tell it; never so after a restart
 * @is_summary: what was held back, told together
 * @n_posts: how often the webhook was tried
 * @raised_at: of the first of them
 * @alerts: (owned) (element-type SgAlert): what happened at once
 */
typedef struct {
  guint      id;
  guint      due;
  gboolean   held;
  gboolean   is_fresh;
  gboolean   is_summary;
  guint      n_posts;
  GDateTime *raised_at;
  GPtrArray *alerts;
} SgAlertBatch;

/**
 * SgAlertOutbox:
 *
 * What was raised and has not yet arrived, across restarts. It goes to the disk together with the
 * log of what was told, so that a crash loses nothing; and it keeps its id, so that what was on its way
 * when we ended replaces itself instead of coming twice.
 *
 * Signal `changed` (): there is something to tell.
 */
#define SG_TYPE_ALERT_OUTBOX (sg_alert_outbox_get_type ())
G_DECLARE_FINAL_TYPE (SgAlertOutbox, sg_alert_outbox, SG, ALERT_OUTBOX, GObject)

SgAlertOutbox *sg_alert_outbox_new (SgStateFile *state,
                                    GDateTime   *now) G_GNUC_WARN_UNUSED_RESULT;
void                sg_alert_outbox_set_ways (SgAlertOutbox *self,
                                              guint          ways);

void                sg_alert_outbox_add (SgAlertOutbox *self,
                                         GPtrArray     *alerts,
                                         GDateTime     *now);
GPtrArray          *sg_alert_outbox_get_batches (SgAlertOutbox *self);
const SgAlertBatch *sg_alert_outbox_find (SgAlertOutbox *self,
                                          guint          id);
void                sg_alert_outbox_hold (SgAlertOutbox *self);
void                sg_alert_outbox_release (SgAlertOutbox *self);
void                sg_alert_outbox_note_begun (SgAlertOutbox *self,
                                                guint          id);
void                sg_alert_outbox_note_post (SgAlertOutbox *self,
                                               guint          id);
void                sg_alert_outbox_note_done (SgAlertOutbox *self,
                                               guint          id,
                                               SgAlertWay     way);
void                sg_alert_outbox_announce (SgAlertOutbox *self);

G_END_DECLS
