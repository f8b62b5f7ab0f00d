/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-admin-me.h"

#include "sg-error.h"
#include "sg-json.h"
#include "sg-reply-error.h"
#include "sg-reply-text.h"

/**
 * sg_admin_me_parse:
 * @body: what /v1/organizations/me answered
 * @id: (out): the organisation's
 * @name: (out) (nullable):
 */
gboolean
sg_admin_me_parse (GBytes  *body,
                   char   **id,
                   char   **name,
                   GError **error)
{
  g_autoptr (JsonNode) root = sg_json_parse_object (g_bytes_get_data (body, NULL), g_bytes_get_size (body), error);
  JsonObject *me = root ? json_node_get_object (root) : NULL;
  g_autofree char *clean_id = sg_reply_clean_text (sg_json_get_string (me, "id"));

  if (root == NULL || !sg_reply_check_error (me, error))
    return FALSE;
  if (clean_id == NULL) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "the answer names no organisation");
    return FALSE;
  }

  *id = g_steal_pointer (&clean_id);
  *name = sg_reply_clean_name (sg_json_get_string (me, "name"));

  return TRUE;
}
