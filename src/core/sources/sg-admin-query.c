/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-admin-query.h"

#define LATEST_GROUPS 6

/* One way to ask: where, in pieces of what size, split by what. */
typedef struct {
  const char *path;
  const char *width_name;
  const char *beta;
  guint       n_days_a_page;
  guint       n_hours_a_page;
  SgDimension group_by[LATEST_GROUPS];
  guint       n_group_by;
} Report;

/* A day of a large organisation has hundreds of rows: a week is a page of about a megabyte. */
static const Report reports[2][2] = {
  [SG_BUCKET_COST] = {
    { "/v1/organizations/cost_report", "bucket_width", NULL, 7, 0, { SG_DIMENSION_WORKSPACE, SG_DIMENSION_DESCRIPTION }, 2 },
    { "/v1/organizations/analytics/cost", "time_bucket_width", "analytics-usage-cost-2026-08-24", 1000, 0,
      { SG_DIMENSION_MODEL, SG_DIMENSION_WORKSPACE, SG_DIMENSION_API_KEY, SG_DIMENSION_SERVICE_TIER, SG_DIMENSION_COST_TYPE }, 5 },
  },
  [SG_BUCKET_USAGE] = {
    { "/v1/organizations/usage_report/messages", "bucket_width", NULL, 7, 0,
      { SG_DIMENSION_MODEL, SG_DIMENSION_WORKSPACE, SG_DIMENSION_API_KEY, SG_DIMENSION_SERVICE_TIER }, 4 },
    { "/v1/organizations/analytics/usage", "time_bucket_width", "analytics-usage-cost-2026-08-24", 1000, 0,
      { SG_DIMENSION_MODEL, SG_DIMENSION_WORKSPACE, SG_DIMENSION_API_KEY, SG_DIMENSION_SERVICE_TIER }, 4 },
  },
};

/* By hour only the models matter: three days are a page of the older API, and a few hundred rows of the newer. */
static const Report hourly_reports[2] = {
  { "/v1/organizations/usage_report/messages", "bucket_width", NULL, 0, 72, { SG_DIMENSION_MODEL, SG_DIMENSION_SERVICE_TIER }, 2 },
  { "/v1/organizations/analytics/usage", "time_bucket_width", "analytics-usage-cost-2026-08-24", 0, 1000,
    { SG_DIMENSION_MODEL, SG_DIMENSION_SERVICE_TIER }, 2 },
};

/* Five dimensions are all that one question may have. */
static const Report product_report = {
  "/v1/organizations/analytics/cost", "time_bucket_width", "analytics-usage-cost-2026-08-24", 1000, 0, { SG_DIMENSION_PRODUCT }, 1,
};

static const Report *
report_of (const SgAdminQuery *self)
{
  if (self->is_by_product)
    return &product_report;
  if (self->is_hourly)
    return &hourly_reports[self->is_analytics ? 1 : 0];

  return &reports[self->kind][self->is_analytics ? 1 : 0];
}

static void
append_time (GString    *uri,
             const char *name,
             gint64      seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

  g_string_append_printf (uri, "%s=%s&", name, text);
}

/**
 * sg_admin_query_to_uri:
 * @page: (nullable): the `next_page` of the answer before
 *
 * A cursor is bound to its question, so that every page is asked for with all of it.
 *
 * Returns: (transfer full): where to ask
 */
char *
sg_admin_query_to_uri (const SgAdminQuery *self,
                       const char         *base_url,
                       const char         *page)
{
  const Report *report = report_of (self);
  g_autoptr (GString) uri = g_string_new (base_url);

  g_string_append_printf (uri, "%s?", report->path);
  append_time (uri, "starting_at", self->from);
  append_time (uri, "ending_at", self->until);
  g_string_append_printf (uri, "%s=%s&limit=%u", report->width_name, self->is_hourly ? "1h" : "1d",
                          self->is_hourly ? report->n_hours_a_page : report->n_days_a_page);
  for (guint i = 0; i < report->n_group_by; i++)
    g_string_append_printf (uri, "&group_by%%5B%%5D=%s", sg_dimension_to_nick (report->group_by[i]));
  if (page != NULL) {
    g_autofree char *escaped = g_uri_escape_string (page, NULL, FALSE);

    g_string_append_printf (uri, "&page=%s", escaped);
  }

  return g_string_free (g_steal_pointer (&uri), FALSE);
}

/**
 * sg_admin_query_get_beta:
 *
 * Returns: (transfer none) (nullable): the value of `anthropic-beta`
 */
const char *
sg_admin_query_get_beta (const SgAdminQuery *self)
{
  return report_of (self)->beta;
}

/**
 * sg_admin_query_to_report:
 *
 * Returns: (transfer full): what the ledger keeps the answers under: whose, of what, split how, but not when
 */
char *
sg_admin_query_to_report (const SgAdminQuery *self,
                          const char         *organization_id)
{
  const char *kind = self->is_by_product ? "products" : self->kind == SG_BUCKET_COST ? "cost" : "usage";

  return g_strdup_printf ("%s %s %s %s", organization_id, kind,
                          self->is_hourly ? "1h" : "1d", self->is_analytics ? "analytics" : "report");
}

/**
 * sg_admin_query_splits_by:
 *
 * Returns: whether a bucket without @dimension is of the default one, not of one nobody asked for
 */
gboolean
sg_admin_query_splits_by (const SgAdminQuery *self,
                          SgDimension         dimension)
{
  const Report *report = report_of (self);
  gboolean has_description = FALSE;

  for (guint i = 0; i < report->n_group_by; i++) {
    has_description |= report->group_by[i] == SG_DIMENSION_DESCRIPTION;
    if (report->group_by[i] == dimension)
      return TRUE;
  }

  /* The parts of a description come with it. */
  return has_description && (dimension == SG_DIMENSION_MODEL || dimension == SG_DIMENSION_SERVICE_TIER ||
                             dimension == SG_DIMENSION_COST_TYPE || dimension == SG_DIMENSION_TOKEN_TYPE);
}
