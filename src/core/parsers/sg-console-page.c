/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What /v1/organizations/cost_report, /usage_report/messages and the newer
 * /analytics/cost and /analytics/usage answer. The older two hold rows by
 * bucket (`results`), the newer are rows with a `group` and a `cost` or `usage`.
 */

#include "sg-console-page.h"

#include "sg-admin-reply.h"
#include "sg-error.h"
#include "sg-json.h"
#include "sg-reply-text.h"
#include "sg-time.h"

static gboolean
read_span (JsonObject *object,
           gint64     *start,
           gint64     *end,
           GError    **error)
{
  g_autoptr (GDateTime) starting_at = sg_time_parse (sg_json_get_string (object, "starting_at"));
  g_autoptr (GDateTime) ending_at = sg_time_parse (sg_json_get_string (object, "ending_at"));

  if (starting_at == NULL || ending_at == NULL || g_date_time_compare (starting_at, ending_at) >= 0) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "a bucket has no span of time");
    return FALSE;
  }

  *start = g_date_time_to_unix (starting_at);
  *end = g_date_time_to_unix (ending_at);

  return TRUE;
}

/* Cents come as strings, and as numbers where a server forgot. */
static gboolean
read_cents (JsonObject *object,
            const char *member,
            SgCents    *cents,
            GError    **error)
{
  const char *text = sg_json_get_string (object, member);
  double number;

  if (text != NULL)
    return sg_cents_parse (text, cents, error);
  if (sg_json_get_double (object, member, &number))
    return sg_cents_from_double (number, cents, error);

  g_set_error (error, SG_ERROR, SG_ERROR_BAD_DATA, "a bucket has no %s", member);

  return FALSE;
}

static gboolean
read_cost (SgConsoleBucket *bucket,
           JsonObject      *row,
           GError         **error)
{
  const char *currency = sg_json_get_string (row, "currency");

  if (g_strcmp0 (currency ? currency : "USD", "USD") != 0) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "a cost is not in US dollars");
    return FALSE;
  }
  sg_json_get_int (row, "requests", &bucket->n_requests);
  if (!read_cents (row, "amount", &bucket->amount, error))
    return FALSE;

  return !json_object_has_member (row, "list_amount") || json_object_get_null_member (row, "list_amount") ||
         read_cents (row, "list_amount", &bucket->list_amount, error);
}

static gint64
get_count (JsonObject *object,
           const char *member)
{
  gint64 count = 0;

  return sg_json_get_int (object, member, &count) && count > 0 ? count : 0;
}

static void
read_usage (SgConsoleBucket *bucket,
            JsonObject      *row)
{
  JsonObject *writes = sg_json_get_object (row, "cache_creation");

  bucket->uncached_input = get_count (row, "uncached_input_tokens");
  bucket->output = get_count (row, "output_tokens");
  bucket->write_5m = get_count (writes, "ephemeral_5m_input_tokens");
  bucket->write_1h = get_count (writes, "ephemeral_1h_input_tokens");
  bucket->cache_read = get_count (row, "cache_read_input_tokens");
  bucket->web_searches = get_count (sg_json_get_object (row, "server_tool_use"), "web_search_requests");
  sg_json_get_int (row, "requests", &bucket->n_requests);
}

static const char *
name_of_actor (JsonObject *actor)
{
  const char *const members[] = { "email_address", "api_key_name", "name", "user_id", "id" };
  const char *name = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (members) && name == NULL; i++)
    name = sg_json_get_string (actor, members[i]);

  return name;
}

static void
read_dimensions (SgConsoleBucket *bucket,
                 JsonObject      *group)
{
  for (guint i = 0; i < SG_N_DIMENSIONS; i++)
    bucket->dimensions[i] = sg_reply_clean_text (sg_json_get_string (group, sg_dimension_to_nick (i)));
  if (bucket->dimensions[SG_DIMENSION_ACTOR] == NULL)
    bucket->dimensions[SG_DIMENSION_ACTOR] = sg_reply_clean_text (name_of_actor (sg_json_get_object (group, "actor")));
}

static gboolean
add_bucket (GPtrArray   *buckets,
            SgBucketKind kind,
            JsonObject  *span,
            JsonObject  *group,
            JsonObject  *row,
            GError     **error)
{
  g_autoptr (SgConsoleBucket) bucket = sg_console_bucket_new (kind, 0, 0);

  if (!read_span (span, &bucket->start, &bucket->end, error))
    return FALSE;

  read_dimensions (bucket, group);
  if (kind == SG_BUCKET_USAGE)
    read_usage (bucket, row);
  else if (!read_cost (bucket, row, error))
    return FALSE;

  g_ptr_array_add (buckets, g_steal_pointer (&bucket));

  return TRUE;
}

static gboolean
add_results (GPtrArray   *buckets,
             SgBucketKind kind,
             JsonObject  *span,
             JsonArray   *results,
             GError     **error)
{
  for (guint i = 0; i < json_array_get_length (results); i++) {
    JsonObject *row = sg_json_array_get_object (results, i);

    if (row != NULL && !add_bucket (buckets, kind, span, row, row, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
add_entry (GPtrArray   *buckets,
           SgBucketKind kind,
           JsonObject  *entry,
           GError     **error)
{
  JsonArray *results = sg_json_get_array (entry, "results");
  JsonObject *row = sg_json_get_object (entry, kind == SG_BUCKET_COST ? "cost" : "usage");

  if (results != NULL)
    return add_results (buckets, kind, entry, results, error);
  if (row != NULL)
    return add_bucket (buckets, kind, entry, sg_json_get_object (entry, "group"), row, error);

  g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "a bucket holds neither results nor figures");

  return FALSE;
}

/**
 * sg_console_page_parse:
 * @kind: which report was asked for
 * @text: the body of the answer
 *
 * Nothing of a page counts when one amount of it cannot be read: a bill is right or it is not known.
 *
 * Returns: (transfer full): the page, or %NULL with an #SgError
 */
SgConsolePage *
sg_console_page_parse (SgBucketKind kind,
                       const char  *text,
                       gsize        length,
                       GError     **error)
{
  JsonArray *data;
  g_autoptr (JsonNode) reply = sg_admin_reply_parse (text, length, &data, error);
  g_autoptr (SgConsolePage) self = g_new0 (SgConsolePage, 1);

  self->buckets = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_console_bucket_free);
  if (reply == NULL)
    return NULL;

  for (guint i = 0; i < json_array_get_length (data); i++) {
    JsonObject *entry = sg_json_array_get_object (data, i);

    if (entry != NULL && !add_entry (self->buckets, kind, entry, error))
      return NULL;
  }
  if (!sg_admin_reply_read_cursor (reply, &self->next_page, error))
    return NULL;
  self->refreshed_at = sg_time_parse (sg_json_get_string (json_node_get_object (reply), "data_refreshed_at"));

  return g_steal_pointer (&self);
}

void
sg_console_page_free (SgConsolePage *self)
{
  g_clear_pointer (&self->buckets, g_ptr_array_unref);
  g_clear_pointer (&self->next_page, g_free);
  g_clear_pointer (&self->refreshed_at, g_date_time_unref);
  g_free (self);
}
