/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-profile-reply.h"

#include "sg-error.h"
#include "sg-json.h"
#include "sg-reply-error.h"
#include "sg-reply-text.h"

static const char *
get_plan (JsonObject *account,
          JsonObject *organization)
{
  const char *plan = sg_json_get_string (organization, "organization_type");

  if (plan != NULL && *plan != '\0')
    return plan;
  if (sg_json_get_boolean (account, "has_claude_max", FALSE))
    return "max";
  if (sg_json_get_boolean (account, "has_claude_pro", FALSE))
    return "pro";

  return sg_json_get_string (organization, "plan_display_name");
}

static char *
dup_badge (JsonObject *account,
           JsonObject *organization)
{
  g_autofree char *plan = sg_reply_clean_name (get_plan (account, organization));

  return sg_account_plan_badge (plan, sg_json_get_string (organization, "rate_limit_tier"));
}

static SgAccount *
read_account (JsonObject *account,
              JsonObject *organization,
              SgOrigin    origin,
              GDateTime  *as_of)
{
  SgAccount *self = sg_account_new (origin, as_of);

  self->id = sg_reply_clean_text (sg_json_get_string (account, "uuid"));
  self->name = sg_reply_clean_name (sg_json_get_string (account, "display_name"));
  if (self->name == NULL)
    self->name = sg_reply_clean_name (sg_json_get_string (account, "full_name"));
  self->email = sg_reply_clean_text (sg_json_get_string (account, "email"));
  self->organization = sg_reply_clean_name (sg_json_get_string (organization, "name"));
  self->plan = dup_badge (account, organization);
  self->tier = sg_reply_clean_name (sg_json_get_string (organization, "rate_limit_tier"));

  return self;
}

/**
 * sg_profile_reply_parse:
 * @text: the body of GET /api/oauth/profile
 * @as_of: when the server said it
 *
 * Returns: (transfer full): whose login it is, or %NULL with an #SgError when
 *   the body is an error or names no account
 */
SgAccount *
sg_profile_reply_parse (const char *text,
                        gsize       length,
                        SgOrigin    origin,
                        GDateTime  *as_of,
                        GError    **error)
{
  g_autoptr (JsonNode) root = sg_json_parse_object (text, length, error);
  JsonObject *body = root ? json_node_get_object (root) : NULL;
  JsonObject *account = sg_json_get_object (body, "account");

  if (root == NULL || !sg_reply_check_error (body, error))
    return NULL;
  if (account == NULL) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "the answer names no account");
    return NULL;
  }

  return read_account (account, sg_json_get_object (body, "organization"), origin, as_of);
}
