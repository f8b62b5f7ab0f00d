/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What is posted. Slack: docs.slack.dev/messaging/sending-messages-using-incoming-webhooks; Discord:
 * discord.com/developers/docs/resources/webhook#execute-webhook, of which a message has at most 2000 characters.
 */

#include "sg-webhook-text.h"

#include "sg-alert-json.h"
#include "sg-words-alert.h"

#define FORMAT_VERSION 1
#define MOST_DISCORD_CHARACTERS 2000

/**
 * sg_webhook_form_from_nick:
 * @nick: `slack`, `discord`, `json`; anything else is off
 */
SgWebhookForm
sg_webhook_form_from_nick (const char *nick)
{
  static const char *const nicks[] = {
    [SG_WEBHOOK_OFF] = "off", [SG_WEBHOOK_SLACK] = "slack", [SG_WEBHOOK_DISCORD] = "discord", [SG_WEBHOOK_JSON] = "json",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (nicks); i++) {
    if (g_strcmp0 (nicks[i], nick) == 0)
      return (SgWebhookForm) i;
  }

  return SG_WEBHOOK_OFF;
}

/* Slack's three control characters; a name cannot then call everyone to the channel. */
static char *
escape_slack (const char *text)
{
  GString *escaped = g_string_new (text);

  g_string_replace (escaped, "&", "&amp;", 0);
  g_string_replace (escaped, "<", "&lt;", 0);
  g_string_replace (escaped, ">", "&gt;", 0);

  return g_string_free (escaped, FALSE);
}

static JsonObject *
slack_object (const char *title,
              const char *body)
{
  g_autofree char *safe_title = escape_slack (title);
  g_autofree char *safe_body = escape_slack (body);
  g_autofree char *text = g_strdup_printf ("*%s*\n%s", safe_title, safe_body);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "text", text);

  return object;
}

static JsonObject *
discord_object (const char *title,
                const char *body)
{
  g_autofree char *text = g_strdup_printf ("**%s**\n%s", title, body);
  g_autofree char *short_text = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MOST_DISCORD_CHARACTERS));
  JsonObject *mentions = json_object_new ();
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "content", short_text);
  json_object_set_array_member (mentions, "parse", json_array_new ());
  json_object_set_object_member (object, "allowed_mentions", mentions);

  return object;
}

static JsonObject *
plain_object (GPtrArray  *alerts,
              const char *title,
              const char *body,
              guint       id,
              GDateTime  *now)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < alerts->len; i++)
    json_array_add_element (array, sg_alert_to_json (g_ptr_array_index (alerts, i), now));
  json_object_set_int_member (object, "version", FORMAT_VERSION);
  json_object_set_string_member (object, "program", "sandglass");
  json_object_set_int_member (object, "id", id);
  json_object_set_string_member (object, "title", title);
  json_object_set_string_member (object, "text", body);
  json_object_set_array_member (object, "alerts", array);

  return object;
}

/**
 * sg_webhook_text:
 * @alerts: (element-type SgAlert): what happened at once; it becomes one message
 * @id: the same when the same is posted again
 *
 * Returns: (transfer full): JSON
 */
char *
sg_webhook_text (SgWebhookForm form,
                 GPtrArray    *alerts,
                 guint         id,
                 GDateTime    *now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *title = sg_words_alerts_title (alerts, SG_ALERT_PLAIN);
  g_autofree char *body = sg_words_alerts_body (alerts, SG_ALERT_PLAIN, now, zone);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (form == SG_WEBHOOK_SLACK)
    object = slack_object (title, body);
  else if (form == SG_WEBHOOK_DISCORD)
    object = discord_object (title, body);
  else
    object = plain_object (alerts, title, body, id, now);
  node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}
