/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alert-json.h"

#include "sg-words-alert.h"
#include "sg-words.h"

/* What the agent itself was started with and nobody else is to have. */
static const char *const secrets[] = {
  "ANTHROPIC_ADMIN_API_KEY", "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN",
};

static void
set_string (JsonObject *object,
            const char *name,
            const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

static void
set_time (JsonObject *object,
          const char *name,
          GDateTime  *time)
{
  if (time != NULL)
    json_object_set_int_member (object, name, g_date_time_to_unix (time));
}

static JsonObject *
limit_to_json (const SgLimit *limit,
               GDateTime     *now)
{
  JsonObject *object = json_object_new ();
  g_autofree char *name = sg_words_limit_name (limit);

  set_string (object, "id", limit->id);
  set_string (object, "name", name);
  if (sg_limit_get_state (limit, now) != SG_LIMIT_RESET)
    json_object_set_double_member (object, "used_percent", limit->used_percent);
  set_time (object, "resets_at", limit->resets_at);
  set_time (object, "as_of", limit->as_of);
  if (limit->forecast != NULL) {
    set_time (object, "full_from", limit->forecast->full_from);
    set_time (object, "full_until", limit->forecast->full_until);
  }

  return object;
}

static JsonObject *
to_object (const SgAlert *alert,
           GDateTime     *now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *title = sg_words_alert_title (alert);
  g_autofree char *line = sg_words_alert_line (alert, now, zone);
  JsonObject *object = json_object_new ();

  set_string (object, "kind", sg_alert_kind_to_nick (alert->kind));
  set_string (object, "title", title);
  set_string (object, "text", line);
  set_string (object, "profile", alert->profile_id);
  set_string (object, "profile_name", alert->profile_name);
  if (alert->limit != NULL)
    json_object_set_object_member (object, "limit", limit_to_json (alert->limit, now));
  if (alert->threshold_percent > 0)
    json_object_set_int_member (object, "threshold_percent", alert->threshold_percent);
  set_time (object, "login_ends_at", alert->login_ends_at);
  if (alert->anomaly != NULL)
    set_time (object, "since", alert->anomaly->start);

  return object;
}

/**
 * sg_alert_to_json:
 *
 * Returns: (transfer full): an object: kind, title, text; profile, profile_name, limit (id, name, used_percent, resets_at,
 *   as_of, full_from, full_until), threshold_percent, login_ends_at, since where they are known; times are Unix seconds
 */
JsonNode *
sg_alert_to_json (const SgAlert *alert,
                  GDateTime     *now)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, to_object (alert, now));

  return node;
}

/**
 * sg_alert_to_json_text:
 * @id: the same when the same is told again
 *
 * Returns: (transfer full): sg_alert_to_json()'s object with an id, in one line; its title says whose it is, where there are several
 */
char *
sg_alert_to_json_text (const SgAlert *alert,
                       guint          id,
                       GDateTime     *now)
{
  g_autoptr (JsonObject) object = to_object (alert, now);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *title = sg_words_alert_full_title (alert);

  json_object_set_string_member (object, "title", title);
  json_object_set_int_member (object, "id", id);

  return json_to_string (node, FALSE);
}

static GStrv
set (GStrv       environment,
     const char *name,
     const char *value)
{
  return value ? g_environ_setenv (environment, name, value, TRUE) : environment;
}

static GStrv
set_int (GStrv       environment,
         const char *name,
         gint64      value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  return g_environ_setenv (environment, name, text, TRUE);
}

static GStrv
set_limit (GStrv          environment,
           const SgLimit *limit,
           GDateTime     *now)
{
  g_autofree char *name = sg_words_limit_name (limit);

  environment = set (environment, "SANDGLASS_LIMIT", limit->id);
  environment = set (environment, "SANDGLASS_LIMIT_NAME", name);
  if (sg_limit_get_state (limit, now) != SG_LIMIT_RESET)
    environment = set_int (environment, "SANDGLASS_PERCENT", sg_limit_get_whole_percent (limit));

  return limit->resets_at ? set_int (environment, "SANDGLASS_RESETS_AT", g_date_time_to_unix (limit->resets_at)) : environment;
}

/**
 * sg_alert_to_environment:
 * @before: what to add to; keys and tokens that are in it are left out
 *
 * Returns: (transfer full): with SANDGLASS_ALERT (its kind), SANDGLASS_ALERT_ID, SANDGLASS_TITLE, SANDGLASS_TEXT, and where
 *   they are known SANDGLASS_LIMIT, SANDGLASS_LIMIT_NAME, SANDGLASS_PERCENT, SANDGLASS_THRESHOLD, SANDGLASS_RESETS_AT,
 *   SANDGLASS_PROFILE, and SANDGLASS_PROFILE_NAME where there are several
 */
GStrv
sg_alert_to_environment (const SgAlert     *alert,
                         guint              id,
                         const char *const *before,
                         GDateTime         *now)
{
  GStrv environment = g_strdupv ((GStrv) before);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *title = sg_words_alert_full_title (alert);
  g_autofree char *line = sg_words_alert_line (alert, now, zone);

  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    environment = g_environ_unsetenv (environment, secrets[i]);

  environment = set (environment, "SANDGLASS_ALERT", sg_alert_kind_to_nick (alert->kind));
  environment = set_int (environment, "SANDGLASS_ALERT_ID", id);
  environment = set (environment, "SANDGLASS_TITLE", title);
  environment = set (environment, "SANDGLASS_TEXT", line);
  environment = set (environment, "SANDGLASS_PROFILE", alert->profile_id);
  environment = set (environment, "SANDGLASS_PROFILE_NAME", alert->profile_name);
  if (alert->threshold_percent > 0)
    environment = set_int (environment, "SANDGLASS_THRESHOLD", alert->threshold_percent);

  return alert->limit ? set_limit (environment, alert->limit, now) : environment;
}
