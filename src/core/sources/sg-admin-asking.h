/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SG_ADMIN_INTERVAL_SECONDS 3600
/* What the documentation asks of who asks steadily. */
#define SG_ADMIN_GAP_SECONDS 60

/**
 * SgAdminAsking:
 * @who: tells keys apart, and says nothing of one
 * @now: Unix seconds
 * @gap_seconds: the least time since another program asked
 * @own_asked_at: when this one asked last, in Unix seconds, or 0
 * @may_ask: (out): whether the server may be asked
 * @trouble: an #SgError, or -1: what the last asking came to, where it may not be asked again; then what this one did
 * @was_reached: whether anybody was there
 * @not_before: until when the server wants to be left alone, or 0
 * @organization_id: (nullable): whose the key is, once that is known
 * @organization: (nullable): its name
 *
 * What a worker gets and gives who notes in the ledger that the Admin API is asked.
 */
typedef struct {
  char    *ledger_path;
  char    *who;
  gint64   now;
  gint64   gap_seconds;
  gint64   own_asked_at;
  gboolean may_ask;
  int      trouble;
  gboolean was_reached;
  gint64   not_before;
  char    *organization_id;
  char    *organization;
} SgAdminAsking;

char    *sg_admin_asking_who (const char *key) G_GNUC_WARN_UNUSED_RESULT;

void     sg_admin_asking_free (SgAdminAsking *self);

void     sg_admin_asking_begin_async (SgAdminAsking      *self,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
void     sg_admin_asking_end_async (SgAdminAsking      *self,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gboolean sg_admin_asking_finish (GAsyncResult *result,
                                 GError      **error);

void     sg_admin_asking_forget (const char *ledger_path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgAdminAsking, sg_admin_asking_free)

G_END_DECLS
