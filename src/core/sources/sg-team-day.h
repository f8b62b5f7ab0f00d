/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgTeamDay:
 *
 * One day of an organisation's Claude Code report, read page by page: a page is added and
 * forgotten, and after the last one the day goes into the ledger.
 */
typedef struct _SgTeamDay SgTeamDay;

SgTeamDay *sg_team_day_new (const char *ledger_path,
                            const char *organization,
                            gint64      day,
                            gint64      read_at) G_GNUC_WARN_UNUSED_RESULT;
void       sg_team_day_free (SgTeamDay *self);
char      *sg_team_day_to_uri (const SgTeamDay *self,
                               const char      *base_url) G_GNUC_WARN_UNUSED_RESULT;
void       sg_team_day_take_async (SgTeamDay          *self,
                                   GBytes             *body,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean   sg_team_day_take_finish (SgTeamDay    *self,
                                    GAsyncResult *result,
                                    GError      **error);
gint64     sg_team_day_get_start (const SgTeamDay *self);
gboolean   sg_team_day_is_done (const SgTeamDay *self);
gboolean   sg_team_day_is_broken (const SgTeamDay *self);
guint      sg_team_day_get_n_records (const SgTeamDay *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgTeamDay, sg_team_day_free)

G_END_DECLS
