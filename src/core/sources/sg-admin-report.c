/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All pages of one report of the Admin API. */

#include "sg-admin-report.h"

#include "sg-admin-call.h"
#include "sg-console-page.h"
#include "sg-error.h"
#include "sg-secret-key.h"
#include "sg-time.h"

/* A month by hour, and more than any honest server has. */
#define MAX_PAGES 1000

typedef struct {
  SgAdminQuery query;
  char        *base_url;
  char        *key;           /* (owned): wiped */
  GPtrArray   *buckets;       /* (owned) (element-type SgConsoleBucket) */
  GHashTable  *pages;         /* (owned): the tokens that were followed */
  gint64       asked_until;   /* the end of the span that is being asked for */
  char        *retry_after;   /* (owned) (nullable) */
} Job;

static void
job_free (Job *job)
{
  g_free (job->base_url);
  sg_secret_key_free (job->key);
  g_clear_pointer (&job->buckets, g_ptr_array_unref);
  g_clear_pointer (&job->pages, g_hash_table_unref);
  g_free (job->retry_after);
  g_free (job);
}

static void ask (GTask      *task,
                 const char *page);

/* A server that never ends, or turns in a circle, is believed nothing. */
static gboolean
check_page (Job        *job,
            const char *page,
            GError    **error)
{
  if (g_hash_table_add (job->pages, g_strdup (page)) && g_hash_table_size (job->pages) <= MAX_PAGES)
    return TRUE;

  g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "the pages of the report never end");

  return FALSE;
}

/* Days that lie in days, or across them, would be billed twice; one that ends early is the last. */
static gboolean
check_buckets (const Job *job,
               GPtrArray *buckets,
               GError   **error)
{
  gint64 step = job->query.is_hourly ? SG_DAY_SECONDS / 24 : SG_DAY_SECONDS;

  for (guint i = 0; i < buckets->len; i++) {
    const SgConsoleBucket *bucket = g_ptr_array_index (buckets, i);

    if (bucket->start % step != 0 || bucket->end > bucket->start + step) {
      g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "the buckets of the report overlap");
      return FALSE;
    }
  }

  return TRUE;
}

static void
take_page (GTask         *task,
           SgConsolePage *page)
{
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  g_ptr_array_extend_and_steal (job->buckets, g_steal_pointer (&page->buckets));
  if (page->next_page != NULL && !check_page (job, page->next_page, &error)) {
    g_task_return_error (task, error);
  } else if (page->next_page != NULL) {
    ask (task, page->next_page);
  } else if (job->asked_until < job->query.until) {
    job->query.from = job->asked_until;
    ask (task, NULL);
  } else {
    g_task_return_pointer (task, g_steal_pointer (&job->buckets), (GDestroyNotify) g_ptr_array_unref);
  }
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SgConsolePage) page = NULL;

  g_clear_pointer (&job->retry_after, g_free);
  body = sg_http_get_finish (SG_HTTP (source), result, &job->retry_after, &error);
  if (body != NULL)
    page = sg_console_page_parse (job->query.kind, g_bytes_get_data (body, NULL), g_bytes_get_size (body), &error);

  if (page == NULL || !check_buckets (job, page->buckets, &error))
    g_task_return_error (task, error);
  else
    take_page (task, page);
}

static void
ask (GTask      *task,
     const char *page)
{
  Job *job = g_task_get_task_data (task);
  SgAdminQuery query = job->query;
  g_autofree char *uri = NULL;

  query.until = MIN (query.until, query.from + SG_ADMIN_MAX_DAYS * SG_DAY_SECONDS);
  job->asked_until = query.until;
  uri = sg_admin_query_to_uri (&query, job->base_url, page);

  sg_admin_call_async (g_task_get_source_object (task), uri, job->key, sg_admin_query_get_beta (&query),
                       g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

/**
 * sg_admin_report_read_async:
 * @key: an Admin key, kept only until this is done
 * @query: of any length: it is asked in spans the server takes
 */
void
sg_admin_report_read_async (SgHttp             *http,
                            const char         *base_url,
                            const char         *key,
                            const SgAdminQuery *query,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (http, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->query = *query;
  job->base_url = g_strdup (base_url);
  job->key = g_strdup (key);
  job->buckets = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_console_bucket_free);
  job->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_source_tag (task, sg_admin_report_read_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);

  ask (task, NULL);
}

/**
 * sg_admin_report_read_finish:
 * @retry_after: (out) (nullable): the header of that name, with an error
 *
 * Returns: (transfer full) (element-type SgConsoleBucket): all of it, or %NULL with an #SgError: a part of a bill is none
 */
GPtrArray *
sg_admin_report_read_finish (SgHttp       *http,
                             GAsyncResult *result,
                             char        **retry_after,
                             GError      **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, http), NULL);

  *retry_after = g_steal_pointer (&job->retry_after);

  return g_task_propagate_pointer (G_TASK (result), error);
}
