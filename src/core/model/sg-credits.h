/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-money.h"
#include "sg-origin.h"

G_BEGIN_DECLS

/**
 * SgCredits:
 * @enabled: whether the account may spend beyond its limits
 * @used: spent this month
 * @has_cap: whether @cap means anything; no cap is not a cap of 0
 * @disabled_reason: (nullable): the server's own word
 *
 * Usage credits (once "extra usage") at one moment. It never changes once made.
 */
typedef struct {
  gboolean   enabled;
  SgMoney    used;
  gboolean   has_cap;
  SgMoney    cap;
  char      *disabled_reason;
  SgOrigin   origin;
  GDateTime *as_of;
} SgCredits;

SgCredits *sg_credits_new (gboolean       enabled,
                           const SgMoney *used,
                           const SgMoney *cap,
                           const char    *disabled_reason,
                           SgOrigin       origin,
                           GDateTime     *as_of) G_GNUC_WARN_UNUSED_RESULT;
SgCredits *sg_credits_copy (const SgCredits *self) G_GNUC_WARN_UNUSED_RESULT;
void       sg_credits_free (SgCredits *self);
GVariant  *sg_credits_to_variant (const SgCredits *self) G_GNUC_WARN_UNUSED_RESULT;
SgCredits *sg_credits_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;
double     sg_credits_get_used_percent (const SgCredits *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgCredits, sg_credits_free)

G_END_DECLS
