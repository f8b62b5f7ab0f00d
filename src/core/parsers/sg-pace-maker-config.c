/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-pace-maker-config.h"

#include "sg-json.h"

#define MOST_SECONDS (24 * 60 * 60)

static double
get_double (JsonObject *object,
            const char *member,
            double      least,
            double      most,
            double      fallback)
{
  double value;

  return sg_json_get_double (object, member, &value) && value >= least && value <= most ? value : fallback;
}

/* Older versions knew on and off only. */
static const char *
get_tempo (JsonObject *object)
{
  static const char *const modes[] = { "auto", "on", "off", NULL };
  const char *mode = sg_json_get_string (object, "tempo_mode");

  if (mode != NULL && g_strv_contains (modes, mode))
    return mode;
  if (object == NULL || !json_object_has_member (object, "tempo_enabled"))
    return "auto";

  return sg_json_get_boolean (object, "tempo_enabled", TRUE) ? "on" : "off";
}

/**
 * sg_pace_maker_config_parse:
 * @self: (out): release with sg_pace_maker_config_clear()
 * @text: (nullable): its `config.json`; %NULL only when @length is 0
 *
 * Looks at the keys it knows and at no other: keys of other services may be
 * there. What is missing or makes no sense is Pace Maker's own default. Pure.
 */
void
sg_pace_maker_config_parse (SgPaceMakerConfig *self,
                            const char        *text,
                            gsize              length)
{
  g_autoptr (JsonNode) root = sg_json_parse_object (text, length, NULL);
  JsonObject *object = root ? json_node_get_object (root) : NULL;
  const char *path = sg_json_get_string (object, "db_path");

  *self = (SgPaceMakerConfig) {
    .db_path = path && *path ? g_strdup (path) : NULL,
    .tempo = g_strdup (get_tempo (object)),
    .enabled = sg_json_get_boolean (object, "enabled", TRUE),
    .session_enabled = sg_json_get_boolean (object, "five_hour_limit_enabled", TRUE),
    .week_enabled = sg_json_get_boolean (object, "weekly_limit_enabled", TRUE),
    .poll_seconds = (guint) get_double (object, "poll_interval", 1, MOST_SECONDS, 300),
    .most_delay_seconds = (guint) get_double (object, "max_delay", 1, MOST_SECONDS, 350),
    .preload_hours = get_double (object, "preload_hours", 0, 120, 12),
    .safety_percent = get_double (object, "safety_buffer_pct", 1, 100, 95),
  };
}

void
sg_pace_maker_config_clear (SgPaceMakerConfig *self)
{
  g_clear_pointer (&self->db_path, g_free);
  g_clear_pointer (&self->tempo, g_free);
}
