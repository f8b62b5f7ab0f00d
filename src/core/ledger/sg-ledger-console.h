/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-console-bucket.h"
#include "sg-ledger.h"

G_BEGIN_DECLS

/* What the Admin API said of an organisation, by report and bucket, kept so that only what may still change is asked again. */

gboolean sg_ledger_replace_buckets (SgLedger   *self,
                                    const char *report,
                                    gint64      from,
                                    gint64      until,
                                    GPtrArray  *buckets,
                                    gint64      read_at,
                                    GError    **error);
GPtrArray *sg_ledger_load_buckets (SgLedger    *self,
                                   const char  *report,
                                   SgBucketKind kind,
                                   gint64       from,
                                   gint64       until,
                                   GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sg_ledger_find_unsettled (SgLedger   *self,
                                   const char *report,
                                   gint64      from,
                                   gint64      until,
                                   gint64     *first,
                                   GError    **error);
gboolean sg_ledger_find_first_read (SgLedger   *self,
                                    const char *report,
                                    gint64      day,
                                    gint64     *first,
                                    GError    **error);
gboolean sg_ledger_find_report (SgLedger   *self,
                                const char *pattern,
                                char      **report,
                                gint64     *read_at,
                                GError    **error);
GPtrArray *sg_ledger_load_hours (SgLedger *self,
                                 gint64    from,
                                 gint64    until,
                                 GError  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
