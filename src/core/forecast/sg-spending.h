/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SG_SPENDING_STEP_SECONDS 300

/**
 * SgSpending:
 * @start: Unix seconds, a full step
 * @n_steps: how many there are
 * @usd: list price of each step
 *
 * What this machine spent, in steps of five minutes.
 */
typedef struct {
  gint64  start;
  guint   n_steps;
  double *usd;
} SgSpending;

SgSpending *sg_spending_new (gint64 from,
                             gint64 until) G_GNUC_WARN_UNUSED_RESULT;
void        sg_spending_free (SgSpending *self);
void        sg_spending_add (SgSpending *self,
                             gint64      time,
                             double      usd);
double      sg_spending_between (const SgSpending *self,
                                 gint64            from,
                                 gint64            until);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgSpending, sg_spending_free)

G_END_DECLS
