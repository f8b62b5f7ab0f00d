/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-claude-json.h"

#include "sg-error.h"
#include "sg-json-members.h"
#include "sg-json.h"
#include "sg-reply-text.h"
#include "sg-time.h"
#include "sg-usage-reply.h"

static JsonNode *
parse_member (const SgJsonMember *member)
{
  return member->text && *member->text == '{' ? sg_json_parse_object (member->text, member->length, NULL) : NULL;
}

static SgAccount *
read_account (JsonObject *object,
              GDateTime  *as_of)
{
  SgAccount *self = sg_account_new (SG_ORIGIN_CLAUDE_CACHE, as_of);
  g_autofree char *plan = sg_reply_clean_name (sg_json_get_string (object, "planDisplayName"));

  self->id = sg_reply_clean_text (sg_json_get_string (object, "accountUuid"));
  self->name = sg_reply_clean_name (sg_json_get_string (object, "displayName"));
  self->email = sg_reply_clean_text (sg_json_get_string (object, "emailAddress"));
  self->organization = sg_reply_clean_name (sg_json_get_string (object, "organizationName"));
  self->plan = sg_account_plan_badge (plan, NULL);

  return self;
}

/* After a change of account the cache still holds the other one's numbers. */
static gboolean
is_of_account (JsonObject *cache,
               JsonObject *account)
{
  const char *cached_id = sg_json_get_string (cache, "accountUuid");

  return cached_id == NULL || g_strcmp0 (cached_id, sg_json_get_string (account, "accountUuid")) == 0;
}

static SgReading *
read_cache (JsonObject *cache,
            JsonObject *account,
            GError    **error)
{
  JsonObject *body = sg_json_get_object (cache, "utilization");
  g_autoptr (GDateTime) fetched_at = NULL;
  gint64 fetched_ms;

  if (sg_json_get_int (cache, "fetchedAtMs", &fetched_ms) && fetched_ms > 0)
    fetched_at = sg_time_from_unix_ms (fetched_ms);

  if (cache == NULL)
    g_set_error_literal (error, SG_ERROR, SG_ERROR_NOT_FOUND, "it holds no answer that Claude Code has kept");
  else if (!is_of_account (cache, account))
    g_set_error_literal (error, SG_ERROR, SG_ERROR_NOT_FOUND, "the answer it keeps is another account's");
  else if (body == NULL || fetched_at == NULL)
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "the answer it keeps has no age or no content");
  else
    return sg_usage_reply_read (body, SG_ORIGIN_CLAUDE_CACHE, fetched_at, error);

  return NULL;
}

/**
 * sg_claude_json_parse:
 * @text: Claude Code's `.claude.json`
 * @written_at: when the file was last written: the age of what has none of its own
 *
 * Claude Code keeps the usage endpoint's last answer there verbatim, with the
 * time it was fetched, and who is logged in.
 *
 * Returns: (transfer full): limits as old as the answer, or the account alone
 *   when no answer is usable; %NULL with an #SgError when there is neither,
 *   %SG_ERROR_DAMAGED when @text is not whole
 */
SgReading *
sg_claude_json_parse (const char *text,
                      gsize       length,
                      GDateTime  *written_at,
                      GError    **error)
{
  SgJsonMember members[] = { { "cachedUsageUtilization" }, { "oauthAccount" } };
  g_autoptr (JsonNode) cache = NULL;
  g_autoptr (JsonNode) account = NULL;
  g_autoptr (GError) cache_error = NULL;
  SgReading *reading;

  if (length > SG_CLAUDE_JSON_MAX_BYTES) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_TOO_LARGE, "it is larger than 64 MB");
    return NULL;
  }
  if (!sg_json_members_find (text, length, members, G_N_ELEMENTS (members), NULL)) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_DAMAGED, "it is not one whole JSON object");
    return NULL;
  }

  cache = parse_member (&members[0]);
  account = parse_member (&members[1]);
  reading = read_cache (cache ? json_node_get_object (cache) : NULL,
                        account ? json_node_get_object (account) : NULL, &cache_error);
  if (reading == NULL && account == NULL) {
    g_propagate_error (error, g_steal_pointer (&cache_error));
    return NULL;
  }

  if (reading == NULL)
    reading = sg_reading_new (SG_ORIGIN_CLAUDE_CACHE, written_at);
  if (account != NULL)
    reading->account = read_account (json_node_get_object (account), written_at);

  return reading;
}
