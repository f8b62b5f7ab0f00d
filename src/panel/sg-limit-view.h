/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-limit.h"

G_BEGIN_DECLS

/**
 * SgLimitView:
 * @severity: how near the limit is by its number, whatever its age
 * @used_percent: below 0 where no number may be shown
 * @elapsed_percent: below 0 where the window's time is not known
 * @fill_percent: how far the bar is filled: what is used, or what is left where people want that; below 0 as @used_percent
 * @mark_percent: where its mark stands; below 0 as @elapsed_percent
 * @pace: (nullable): empty where it says nothing, like the texts below
 * @note: (nullable): the warning, or the age of a number that is no longer live
 *
 * What one limit's row says, without any widget.
 */
typedef struct {
  SgLimitState state;
  SgLimitState severity;
  double       used_percent;
  double       elapsed_percent;
  double       fill_percent;
  double       mark_percent;
  char        *name;
  char        *percent;
  char        *reset;
  char        *pace;
  char        *forecast;
  char        *plan;
  char        *note;
  char        *spoken;
  char        *origin;
} SgLimitView;

void        sg_limit_view_init (SgLimitView   *view,
                                const SgLimit *limit,
                                GDateTime     *now,
                                GTimeZone     *zone);
void        sg_limit_view_clear (SgLimitView *view);

const char *sg_limit_state_icon_name (SgLimitState state);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SgLimitView, sg_limit_view_clear)

G_END_DECLS
