/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sg_model_name_canonical (const char *model_id) G_GNUC_WARN_UNUSED_RESULT;
char *sg_model_name_display (const char *model_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
