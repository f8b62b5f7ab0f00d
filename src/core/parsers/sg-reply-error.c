/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-reply-error.h"

#include "sg-error.h"
#include "sg-json.h"

typedef struct {
  const char *type;
  SgError     code;
} ErrorType;

static const ErrorType error_types[] = {
  { "rate_limit_error", SG_ERROR_RATE_LIMITED },
  { "authentication_error", SG_ERROR_LOGIN_REFUSED },
  { "permission_error", SG_ERROR_SCOPE_MISSING },
  { "api_error", SG_ERROR_SERVER_FAILED },
  { "overloaded_error", SG_ERROR_SERVER_FAILED },
  { "timeout_error", SG_ERROR_SERVER_FAILED },
};

/**
 * sg_reply_check_error:
 * @body: an answer of Anthropic's
 *
 * An answer with status 200 may still hold the error envelope
 * `{"error":{"type":…,"message":…}}`. The server's message is not repeated: it may
 * name the account.
 *
 * Returns: %TRUE when @body is no error; else @error is the #SgError the status would have given
 */
gboolean
sg_reply_check_error (JsonObject *body,
                      GError    **error)
{
  JsonNode *node = json_object_get_member (body, "error");
  const char *type = sg_json_get_string (sg_json_get_object (body, "error"), "type");

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (error_types); i++) {
    if (g_strcmp0 (type, error_types[i].type) == 0) {
      g_set_error (error, SG_ERROR, error_types[i].code, "the answer is an error: %s", error_types[i].type);
      return FALSE;
    }
  }

  g_set_error_literal (error, SG_ERROR, SG_ERROR_UNEXPECTED_ANSWER, "the answer is an error of an unknown kind");

  return FALSE;
}
