/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-admin-asking.h"
#include "sg-balance.h"
#include "sg-key-finder.h"
#include "sg-source.h"

G_BEGIN_DECLS

/* $1 */
#define SG_ADMIN_GAP_THRESHOLD_CENTS 100

#define SG_TYPE_ADMIN_SOURCE (sg_admin_source_get_type ())
G_DECLARE_FINAL_TYPE (SgAdminSource, sg_admin_source, SG, ADMIN_SOURCE, SgSource)

SgSource *sg_admin_source_new (SgKeyFinder *keys,
                               const char *base_url,
                               const char *ledger_path) G_GNUC_WARN_UNUSED_RESULT;

void sg_admin_source_set_enabled (SgAdminSource *self,
                                  gboolean       enabled);
void sg_admin_source_set_balance (SgAdminSource   *self,
                                  const SgBalance *typed);
void sg_admin_source_set_history (SgAdminSource *self,
                                  GDateTime     *since);
void sg_admin_source_set_patience (SgAdminSource *self,
                                   guint          seconds);
void sg_admin_source_recall (SgAdminSource *self,
                             GDateTime     *now);
void sg_admin_source_set_prices_path (SgAdminSource *self,
                                      const char    *path);
void sg_admin_source_set_gap_threshold (SgAdminSource *self,
                                        const SgCents *threshold);
void sg_admin_source_set_wants_products (SgAdminSource *self,
                                         gboolean       wants_products);

G_END_DECLS
