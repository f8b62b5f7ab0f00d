/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cents.h"

G_BEGIN_DECLS

/**
 * SgBalance:
 * @typed: what the user read in the Console: no endpoint tells it
 * @typed_at: when
 * @is_live: whether @left and the rest follow from what was billed since; %FALSE
 *   without an Admin key: then @left is what was typed
 * @left: @typed less what was billed since; below 0 it is overdrawn, or was topped up since
 * @has_runway: whether it is known how long it lasts
 * @runway_days: whole days at the present burn rate
 * @ends_at: (nullable): the same as a moment
 *
 * What is left of prepaid API credits.
 */
typedef struct {
  SgCents    typed;
  GDateTime *typed_at;
  gboolean   is_live;
  SgCents    left;
  gboolean   has_runway;
  gint64     runway_days;
  GDateTime *ends_at;
} SgBalance;

gboolean   sg_balance_parse_dollars (const char *text,
                                     SgCents    *cents,
                                     GError    **error);
SgBalance *sg_balance_new (const SgCents *typed,
                           GDateTime     *typed_at) G_GNUC_WARN_UNUSED_RESULT;
void       sg_balance_set_spent (SgBalance     *self,
                                 const SgCents *spent_since,
                                 const SgCents *burn_per_day,
                                 GDateTime     *now);
SgBalance *sg_balance_copy (const SgBalance *self) G_GNUC_WARN_UNUSED_RESULT;
void       sg_balance_free (SgBalance *self);
GVariant  *sg_balance_to_variant (const SgBalance *self) G_GNUC_WARN_UNUSED_RESULT;
SgBalance *sg_balance_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgBalance, sg_balance_free)

G_END_DECLS
