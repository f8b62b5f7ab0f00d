/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What every report of the Admin API answers around its figures: `data`, `has_more` and `next_page`. */

#include "sg-admin-reply.h"

#include "sg-error.h"
#include "sg-json.h"
#include "sg-reply-error.h"

/**
 * sg_admin_reply_parse:
 * @text: the body of the answer
 * @data: (out) (transfer none): the entries of this page; they live as long as what is returned
 *
 * Returns: (transfer full): the answer, an object, or %NULL with an #SgError
 */
JsonNode *
sg_admin_reply_parse (const char *text,
                      gsize       length,
                      JsonArray **data,
                      GError    **error)
{
  g_autoptr (JsonNode) self = sg_json_parse_object (text, length, error);
  JsonObject *body = self ? json_node_get_object (self) : NULL;

  *data = sg_json_get_array (body, "data");
  if (self == NULL || !sg_reply_check_error (body, error))
    return NULL;
  if (*data == NULL) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "the report holds no data");
    return NULL;
  }

  return g_steal_pointer (&self);
}

/**
 * sg_admin_reply_read_cursor:
 * @next_page: (out) (nullable): what to ask the next page with; left alone on the last one
 *
 * Returns: %FALSE with %SG_ERROR_BAD_DATA when there are more pages, but no way to them
 */
gboolean
sg_admin_reply_read_cursor (JsonNode *self,
                            char    **next_page,
                            GError  **error)
{
  JsonObject *body = json_node_get_object (self);
  const char *token = sg_json_get_string (body, "next_page");

  if (!sg_json_get_boolean (body, "has_more", FALSE))
    return TRUE;
  if (token == NULL || *token == '\0') {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "there are more pages, but no token for the next");
    return FALSE;
  }

  *next_page = g_strdup (token);

  return TRUE;
}
