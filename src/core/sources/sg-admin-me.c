/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-admin-me.h"

#include "sg-error.h"
#include "sg-json.h"
#include "sg-reply-error.h"
#include "sg-reply-text.h"

#define BAD_REQUEST 400
#define NOT_FOUND 404

static gboolean
parse (GBytes  *body,
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

/**
 * sg_admin_me_finish:
 * @result: of sg_admin_call_async() to %SG_ADMIN_ME_PATH
 * @id: (out): the organisation's
 * @name: (out) (nullable):
 * @retry_after: (out) (nullable): the header of that name
 *
 * Whoever is told that there is no such thing has an account of one person: %SG_ERROR_KEY_REFUSED.
 * A redirect and the like say nothing of the key.
 */
gboolean
sg_admin_me_finish (SgHttp       *http,
                    GAsyncResult *result,
                    char        **id,
                    char        **name,
                    char        **retry_after,
                    GError      **error)
{
  guint status = sg_http_get_status (http, result);
  GError *local = NULL;
  g_autoptr (GBytes) body = sg_http_get_finish (http, result, retry_after, &local);

  if (body != NULL)
    return parse (body, id, name, error);

  if (g_error_matches (local, SG_ERROR, SG_ERROR_UNEXPECTED_ANSWER) && (status == BAD_REQUEST || status == NOT_FOUND))
    local->code = SG_ERROR_KEY_REFUSED;
  g_propagate_error (error, local);

  return FALSE;
}
