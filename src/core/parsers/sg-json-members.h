/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgJsonMember:
 * @name: which member to find; set by the caller
 * @text: (nullable): where its value starts in the text; %NULL when it is not there
 * @length: bytes of the value
 */
typedef struct {
  const char *name;
  const char *text;
  gsize       length;
} SgJsonMember;

gboolean sg_json_members_find (const char   *text,
                               gsize         length,
                               SgJsonMember *members,
                               guint         n_members,
                               GError      **error);

G_END_DECLS
