/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger.h"
#include "sg-result-shares.h"

G_BEGIN_DECLS

GPtrArray *sg_ledger_results_load (SgLedger   *ledger,
                                   const char *session,
                                   GError    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   sg_ledger_results_is_in_transcripts (SgLedger   *ledger,
                                                const char *session,
                                                gboolean   *is_there,
                                                GError    **error);

G_END_DECLS
