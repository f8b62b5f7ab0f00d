/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-origin.h"

G_BEGIN_DECLS

/**
 * SgAccount:
 * @id: (nullable): the server's account id
 * @plan: (nullable): the badge, for example `Max 5×`
 * @tier: (nullable): the server's own word for how large the limits are, `default_claude_max_5x`
 * @login_ends_at: (nullable): when the user must log in again
 *
 * Whose limits these are. Every text may be %NULL. It never changes once made.
 */
typedef struct {
  char      *id;
  char      *name;
  char      *email;
  char      *organization;
  char      *plan;
  char      *tier;
  GDateTime *login_ends_at;
  SgOrigin   origin;
  GDateTime *as_of;
} SgAccount;

/**
 * SgAccountParts:
 * @SG_ACCOUNT_NAMES: of the person and the organization
 * @SG_ACCOUNT_EMAIL: the address
 *
 * What may be shown of who it is.
 */
typedef enum {
  SG_ACCOUNT_NAMES = 1 << 0,
  SG_ACCOUNT_EMAIL = 1 << 1,
} SgAccountParts;

SgAccount  *sg_account_new (SgOrigin   origin,
                            GDateTime *as_of) G_GNUC_WARN_UNUSED_RESULT;
SgAccount  *sg_account_copy (const SgAccount *self) G_GNUC_WARN_UNUSED_RESULT;
void        sg_account_free (SgAccount *self);
GVariant   *sg_account_to_variant (const SgAccount *self) G_GNUC_WARN_UNUSED_RESULT;
GVariant   *sg_account_to_variant_of (const SgAccount *self,
                                      SgAccountParts   parts) G_GNUC_WARN_UNUSED_RESULT;
const char *sg_account_get_shown_name (const SgAccount *self);
SgAccount  *sg_account_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;

char       *sg_account_plan_badge (const char *subscription_type,
                                   const char *rate_limit_tier) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgAccount, sg_account_free)

G_END_DECLS
