/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgMoney:
 * @minor: the amount in the currency's smallest unit (cents)
 * @exponent: how many decimals the currency has: 2 for USD, 0 for JPY, 3 for KWD
 * @currency: ISO 4217, three letters
 *
 * A bill's amount. Never a double.
 */
typedef struct {
  gint64 minor;
  guint  exponent;
  char   currency[4];
} SgMoney;

#define SG_MONEY_MAX_EXPONENT 6

gboolean sg_money_init (SgMoney    *money,
                        gint64      minor,
                        guint       exponent,
                        const char *currency) G_GNUC_WARN_UNUSED_RESULT;
char    *sg_money_format (const SgMoney *money) G_GNUC_WARN_UNUSED_RESULT;

/* List prices go down to 10^-8 USD per token, and batch and region factors below that. */
#define SG_PICO_PER_USD G_GINT64_CONSTANT (1000000000000)
#define SG_PICO_PER_CENT (SG_PICO_PER_USD / 100)

char *sg_money_format_below_a_cent (void) G_GNUC_WARN_UNUSED_RESULT;
char *sg_pico_usd_format (gint64 pico_usd) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
