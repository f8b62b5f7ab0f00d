/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-usage-model.h"

G_BEGIN_DECLS

typedef enum {
  SG_NOTICE_NONE,
  SG_NOTICE_BANNER,   /* above the numbers */
  SG_NOTICE_PAGE,     /* in their place */
} SgNoticeKind;

/**
 * SgNoticeView:
 * @urgent: whether nothing will change until the user does something
 * @step: (nullable): the one next step
 * @places: (nullable): what was looked for and where, a line each
 * @action: (nullable): detailed name of the button's action
 *
 * The one sentence and the one button that stand above the numbers, or in
 * their place.
 */
typedef struct {
  SgNoticeKind kind;
  gboolean     urgent;
  const char  *icon_name;
  char        *sentence;
  const char  *step;
  char        *places;
  const char  *action;
  const char  *button;
} SgNoticeView;

void     sg_notice_view_init (SgNoticeView *view,
                              SgUsageModel *model,
                              gboolean      connected,
                              GDateTime    *now);
void     sg_notice_view_clear (SgNoticeView *view);

gboolean sg_model_is_loading (SgUsageModel *model,
                              gboolean      connected);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SgNoticeView, sg_notice_view_clear)

G_END_DECLS
