/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "sg-ledger-list.h"

G_BEGIN_DECLS

/**
 * SgSessionRow:
 *
 * A row's place in the list, which fills in when somebody sees it. Signal `filled`.
 */
#define SG_TYPE_SESSION_ROW (sg_session_row_get_type ())
G_DECLARE_FINAL_TYPE (SgSessionRow, sg_session_row, SG, SESSION_ROW, GObject)

/* Told when a row fills in. Thousands of cells look on: a signal handler each would be too much. */
typedef void (*SgSessionRowFunc) (gpointer watcher);

SgSessionRow          *sg_session_row_new (gint64 id) G_GNUC_WARN_UNUSED_RESULT;
gint64                 sg_session_row_get_id (SgSessionRow *self);
const SgLedgerListRow *sg_session_row_get (SgSessionRow *self);
void                   sg_session_row_fill (SgSessionRow    *self,
                                            SgLedgerListRow *data,
                                            guint            edition);
guint                  sg_session_row_get_edition (SgSessionRow *self);
void                   sg_session_row_watch (SgSessionRow    *self,
                                             SgSessionRowFunc func,
                                             gpointer         watcher);
void                   sg_session_row_unwatch (SgSessionRow *self,
                                               gpointer      watcher);
gboolean               sg_session_row_is_watched (SgSessionRow *self);

G_END_DECLS
