/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-statusline.h"

G_BEGIN_DECLS

gboolean sg_statusline_spool_keep (const char         *folder,
                                   const SgStatusline *capture);

G_END_DECLS
