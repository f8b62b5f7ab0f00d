/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-status-summary.h"

#include "sg-error.h"
#include "sg-json.h"
#include "sg-reply-text.h"
#include "sg-time.h"

static gboolean
is_over (const char *stage)
{
  static const char *const over[] = { "resolved", "postmortem", "completed", "scheduled", NULL };

  return stage != NULL && g_strv_contains (over, stage);
}

static void
add_incident (SgIncidents *incidents,
              JsonObject  *incident)
{
  g_autofree char *name = sg_reply_clean_name (sg_json_get_string (incident, "name"));
  g_autofree char *impact = sg_reply_clean_name (sg_json_get_string (incident, "impact"));
  g_autofree char *stage = sg_reply_clean_name (sg_json_get_string (incident, "status"));
  const char *began = sg_json_get_string (incident, "started_at");
  g_autoptr (GDateTime) began_at = NULL;

  if (began == NULL)
    began = sg_json_get_string (incident, "created_at");
  began_at = began ? sg_time_parse (began) : NULL;
  if (name != NULL && !is_over (stage))
    sg_incidents_add (incidents, name, impact, stage, began_at);
}

static void
add_all (SgIncidents *incidents,
         JsonArray   *array)
{
  guint n = array ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n && incidents->list->len < SG_STATUS_SUMMARY_MOST_INCIDENTS; i++) {
    JsonObject *incident = sg_json_array_get_object (array, i);

    if (incident != NULL)
      add_incident (incidents, incident);
  }
}

/**
 * sg_status_summary_parse:
 * @text: the body of GET /api/v2/summary.json of a page by statuspage.io (its public Status API)
 * @as_of: when the page said it
 *
 * Incidents that are not over, and maintenance under way.
 *
 * Returns: (transfer full): empty when the page knows of none, or %NULL with an #SgError when it is no such page
 */
SgIncidents *
sg_status_summary_parse (const char *text,
                         gsize       length,
                         SgOrigin    origin,
                         GDateTime  *as_of,
                         GError    **error)
{
  g_autoptr (JsonNode) root = sg_json_parse_object (text, length, error);
  JsonObject *body = root ? json_node_get_object (root) : NULL;
  g_autoptr (SgIncidents) incidents = NULL;

  if (root == NULL)
    return NULL;
  if (sg_json_get_object (body, "status") == NULL || sg_json_get_array (body, "incidents") == NULL) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "it is no summary of a status page");
    return NULL;
  }

  incidents = sg_incidents_new (origin, as_of);
  add_all (incidents, sg_json_get_array (body, "incidents"));
  add_all (incidents, sg_json_get_array (body, "scheduled_maintenances"));

  return g_steal_pointer (&incidents);
}
