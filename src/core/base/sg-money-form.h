/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgMoneyForm:
 * @decimal_point: between whole units and decimals
 * @separator: between groups of digits; may be empty
 * @grouping: sizes of the groups from the right, as `mon_grouping` of localeconv(): the last one repeats; empty is one group
 * @is_behind: whether the currency stands behind the amount
 * @has_space: whether a space stands between the two
 * @codes: `USD` rather than `$`
 *
 * How amounts of money are written somewhere. Texts are UTF-8.
 */
typedef struct {
  char     decimal_point[8];
  char     separator[8];
  char     grouping[8];
  gboolean is_behind;
  gboolean has_space;
  gboolean codes;
} SgMoneyForm;

void  sg_money_form_init_locale (SgMoneyForm *self);
char *sg_money_form_write (const SgMoneyForm *self,
                           const char        *currency,
                           gboolean           is_negative,
                           guint64            units,
                           guint64            decimals,
                           guint              n_decimals) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
