/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgCents:
 * @whole: whole cents, rounded down
 * @pico: the rest, in 10^-12 cents; never below 0, always below %SG_PICO_PER_WHOLE_CENT
 *
 * An exact amount of US cents, as the Admin API bills them: decimals of a cent
 * count and are never lost to a double. Minus half a cent is -1 and 5 × 10^11.
 */
typedef struct {
  gint64 whole;
  gint64 pico;
} SgCents;

#define SG_PICO_PER_WHOLE_CENT G_GINT64_CONSTANT (1000000000000)
#define SG_CENTS_ZERO ((SgCents) { 0, 0 })

gboolean sg_cents_parse (const char *text,
                         SgCents    *cents,
                         GError    **error);
gboolean sg_cents_from_double (double   number,
                               SgCents *cents,
                               GError **error);
SgCents  sg_cents_from_pico_usd (gint64 pico_usd);
gboolean sg_cents_add (SgCents       *sum,
                       const SgCents *cents) G_GNUC_WARN_UNUSED_RESULT;
SgCents  sg_cents_subtract (const SgCents *from,
                            const SgCents *cents);
SgCents  sg_cents_scale (const SgCents *self,
                         gint64         numerator,
                         gint64         denominator);
int      sg_cents_compare (const SgCents *a,
                           const SgCents *b);
double   sg_cents_to_double (const SgCents *self);
char    *sg_cents_to_text (const SgCents *self) G_GNUC_WARN_UNUSED_RESULT;
char    *sg_cents_to_dollars_text (const SgCents *self) G_GNUC_WARN_UNUSED_RESULT;
char    *sg_cents_format (const SgCents *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
