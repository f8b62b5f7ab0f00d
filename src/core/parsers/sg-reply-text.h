/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sg_reply_clean_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *sg_reply_clean_key (const char *key) G_GNUC_WARN_UNUSED_RESULT;
char *sg_reply_clean_name (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
