/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-notice-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgNotice:
 *
 * One sentence, the next step, one button.
 */
#define SG_TYPE_NOTICE (sg_notice_get_type ())
G_DECLARE_FINAL_TYPE (SgNotice, sg_notice, SG, NOTICE, GtkWidget)

void sg_notice_show (SgNotice           *self,
                     const SgNoticeView *view);

G_END_DECLS
