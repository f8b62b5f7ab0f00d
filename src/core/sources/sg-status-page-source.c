/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-status-page-source.h"

#include "sg-status-summary.h"

#define BASE_URL "https://status.claude.com"
#define SUMMARY_PATH "/api/v2/summary.json"

/**
 * SgStatusPageSource:
 *
 * What Anthropic says of its own troubles. It asks only when the user switched
 * it on and one of Anthropic's servers failed us, and what it read is forgotten
 * when they answer again.
 */
struct _SgStatusPageSource {
  SgSource parent_instance;

  char    *base_url;       /* (owned) */
  gboolean nonessential_traffic_disabled;
  gboolean enabled;
  gboolean has_trouble;
  SgHttp  *http;           /* (owned) */
};

typedef enum {
  PROP_ENABLED = 1,
} SgStatusPageSourceProperty;

static GParamSpec *properties[PROP_ENABLED + 1];

G_DEFINE_FINAL_TYPE (SgStatusPageSource, sg_status_page_source, SG_TYPE_SOURCE)

static SgReading *
take_incidents (SgStatusPageSource *self,
                SgIncidents        *incidents){
  SgReading *reading = sg_reading_new (incidents->origin, incidents->as_of);
  const SgIncident *first = incidents->list->len > 0 ? g_ptr_array_index (incidents->list, 0) : NULL;
  g_autofree char *detail = g_strdup_printf ("%s: %s", self->base_url, first ? first->name : "no incident");

  sg_source_set_detail (SG_SOURCE (self), detail);
  reading->incidents = incidents;

  return reading;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SgStatusPageSource *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GBytes) body = sg_http_get_finish (SG_HTTP (source), result, NULL, &error);
  SgIncidents *incidents = NULL;

  if (body != NULL)
    incidents = sg_status_summary_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), SG_ORIGIN_STATUS_PAGE,
                                         g_task_get_task_data (task), &error);
  if (incidents == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, take_incidents (self, incidents), (GDestroyNotify) sg_reading_unref);
}

static void
sg_status_page_source_read_async (SgSource           *source,
                                  GDateTime          *now,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  SgStatusPageSource *self = SG_STATUS_PAGE_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *uri = g_strconcat (self->base_url, SUMMARY_PATH, NULL);

  g_task_set_source_tag (task, sg_status_page_source_read_async);
  g_task_set_task_data (task, g_date_time_ref (now), (GDestroyNotify) g_date_time_unref);
  if (!self->enabled)
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_SWITCHED_OFF, "looking at the status page is switched off");
  else if (self->nonessential_traffic_disabled)
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_SWITCHED_OFF, "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC is set");
  else if (!self->has_trouble)
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_NOT_FOUND, "not asked: Anthropic's servers do not fail");
  else
    sg_http_get_async (self->http, uri, NULL, 0, cancellable, answered_cb, g_steal_pointer (&task));
}

static void
sg_status_page_source_set_property (GObject      *object,
                                    guint         property_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  if (property_id == PROP_ENABLED)
    sg_status_page_source_set_enabled (SG_STATUS_PAGE_SOURCE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
sg_status_page_source_finalize (GObject *object)
{
  SgStatusPageSource *self = SG_STATUS_PAGE_SOURCE (object);

  g_free (self->base_url);
  g_clear_object (&self->http);

  G_OBJECT_CLASS (sg_status_page_source_parent_class)->finalize (object);
}

static void
sg_status_page_source_class_init (SgStatusPageSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = sg_status_page_source_set_property;
  object_class->finalize = sg_status_page_source_finalize;
  SG_SOURCE_CLASS (klass)->read_async = sg_status_page_source_read_async;

  properties[PROP_ENABLED] =
    g_param_spec_boolean ("enabled", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sg_status_page_source_init (SgStatusPageSource *self)
{
  self->http = sg_http_new ();
}

/**
 * sg_status_page_source_new:
 * @base_url: (nullable): %NULL for Anthropic's
 * @nonessential_traffic_disabled: whether `CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC` is set
 *
 * Returns: (transfer full): the source `status-page`, switched off
 */
SgSource *
sg_status_page_source_new (const char *base_url,
                           gboolean    nonessential_traffic_disabled)
{
  SgStatusPageSource *self = g_object_new (SG_TYPE_STATUS_PAGE_SOURCE,
                                           "id", "status-page",
                                           "origin", SG_ORIGIN_STATUS_PAGE,
                                           "gap-seconds", SG_STATUS_PAGE_SECONDS,
                                           NULL);

  self->base_url = g_strdup (base_url ? base_url : BASE_URL);
  self->nonessential_traffic_disabled = nonessential_traffic_disabled;

  return SG_SOURCE (self);
}

/* What has nothing to ask wakes nobody. */
static void
update (SgStatusPageSource *self)
{
  gboolean asks = self->enabled && self->has_trouble;

  sg_source_set_interval_seconds (SG_SOURCE (self), asks ? SG_STATUS_PAGE_SECONDS : 0);
  if (!asks)
    sg_source_retract (SG_SOURCE (self));
  sg_source_changed (SG_SOURCE (self));
}

void
sg_status_page_source_set_enabled (SgStatusPageSource *self,
                                   gboolean            enabled)
{
  g_return_if_fail (SG_IS_STATUS_PAGE_SOURCE (self));

  if (self->enabled == !!enabled)
    return;

  self->enabled = !!enabled;
  update (self);
}

/* Refusals and our own impatience are no trouble of theirs. */
static gboolean
is_failure (const SgSourceStatus *status)
{
  if (g_str_equal (status->id, "status-page"))
    return FALSE;

  return status->error_code == SG_ERROR_SERVER_FAILED || status->error_code == SG_ERROR_TIMED_OUT ||
         status->error_code == SG_ERROR_OFFLINE;
}

/**
 * sg_status_page_source_note:
 * @statuses: (element-type SgSourceStatus): how all sources are doing
 *
 * The page is worth a look while one of them says that a server failed.
 */
void
sg_status_page_source_note (SgStatusPageSource *self,
                            GPtrArray          *statuses)
{
  gboolean has_trouble = FALSE;

  g_return_if_fail (SG_IS_STATUS_PAGE_SOURCE (self));

  for (guint i = 0; i < statuses->len; i++)
    has_trouble = has_trouble || is_failure (g_ptr_array_index (statuses, i));
  if (self->has_trouble == has_trouble)
    return;

  self->has_trouble = has_trouble;
  update (self);
}
