/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger.h"

G_BEGIN_DECLS

/* When the Admin API was asked, and about whom: all programs go by it, so that two never ask at once. */

gboolean sg_ledger_begin_asking (SgLedger   *self,
                                 const char *who,
                                 gint64      now,
                                 gint64      gap_seconds,
                                 gint64      own_asked_at,
                                 gboolean   *may,
                                 GError    **error);
gboolean sg_ledger_end_asking (SgLedger   *self,
                               const char *who,
                               gint64      asked_at,
                               gint64      not_before,
                               int         trouble,
                               GError    **error);
gboolean sg_ledger_get_asking_trouble (SgLedger   *self,
                                       const char *who,
                                       int        *trouble,
                                       GError    **error);
gboolean sg_ledger_get_pause (SgLedger   *self,
                              const char *who,
                              gint64      now,
                              gint64      gap_seconds,
                              gint64     *until,
                              GError    **error);
gboolean sg_ledger_note_pause (SgLedger   *self,
                               const char *who,
                               gint64      now,
                               gint64      not_before,
                               GError    **error);
gboolean sg_ledger_name_asked (SgLedger   *self,
                               const char *who,
                               const char *organization_id,
                               const char *name,
                               GError    **error);
gboolean sg_ledger_find_asked (SgLedger *self,
                               char    **organization_id,
                               char    **name,
                               GError  **error);
gboolean sg_ledger_forget_asked (SgLedger *self,
                                 GError  **error);

G_END_DECLS
