/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-webhook.h"

#include <glib/gi18n-lib.h>

#include "sg-error.h"
#include "sg-http.h"
#include "sg-words.h"

#define IDLE_TIMEOUT_SECONDS 10
#define CALL_TIMEOUT_MS 15000

struct _SgWebhook {
  GObject      parent_instance;

  SgKeyFinder *address;   /* (owned) */
  SgHttp      *http;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (SgWebhook, sg_webhook, G_TYPE_OBJECT)

static void
sg_webhook_finalize (GObject *object)
{
  SgWebhook *self = SG_WEBHOOK (object);

  g_clear_object (&self->address);
  g_clear_object (&self->http);

  G_OBJECT_CLASS (sg_webhook_parent_class)->finalize (object);
}

static void
sg_webhook_class_init (SgWebhookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_webhook_finalize;
}

static void
sg_webhook_init (SgWebhook *self)
{
}

/**
 * sg_webhook_new:
 * @address: finds %SG_SECRET_WEBHOOK
 * @allow_loopback: for tests: a server on this machine may be posted to
 */
SgWebhook *
sg_webhook_new (SgKeyFinder *address,
                gboolean     allow_loopback)
{
  SgWebhook *self = g_object_new (SG_TYPE_WEBHOOK, NULL);

  self->address = g_object_ref (address);
  self->http = g_object_new (SG_TYPE_HTTP,
                             "idle-timeout-seconds", IDLE_TIMEOUT_SECONDS,
                             "call-timeout-ms", CALL_TIMEOUT_MS,
                             "public-only", !allow_loopback,
                             "status-only", TRUE,
                             NULL);

  return self;
}

typedef struct {
  char *json;
  char *retry_after;   /* (nullable) */
} Post;

static void
post_free (Post *post)
{
  g_free (post->json);
  g_free (post->retry_after);
  g_free (post);
}

static SgError
code_of_status (guint status)
{
  if (status == 429)
    return SG_ERROR_RATE_LIMITED;

  return status >= 500 ? SG_ERROR_SERVER_FAILED : SG_ERROR_UNEXPECTED_ANSWER;
}

static void
posted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Post *post = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SgHttpAnswer) answer = sg_http_post_json_finish (SG_HTTP (source), result, &error);

  if (answer == NULL) {
    g_task_return_error (task, error);
  } else if (answer->status >= 200 && answer->status < 300) {
    g_task_return_boolean (task, TRUE);
  } else {
    post->retry_after = g_strdup (g_hash_table_lookup (answer->headers, "retry-after"));
    g_task_return_new_error (task, SG_ERROR, (int) code_of_status (answer->status), "status %u", answer->status);
  }
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SgWebhook *self = g_task_get_source_object (task);
  Post *post = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  char *address = sg_key_finder_find_finish (SG_KEY_FINDER (source), result, &error);

  if (address == NULL)
    g_task_return_error (task, error);
  else
    sg_http_post_json_async (self->http, address, NULL, 0, post->json, cancellable, posted_cb,
                             g_steal_pointer (&task));
  sg_secret_key_free (address);
}

/**
 * sg_webhook_post_async:
 * @json: of sg_webhook_text()
 */
void
sg_webhook_post_async (SgWebhook          *self,
                       const char         *json,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Post *post = g_new0 (Post, 1);

  post->json = g_strdup (json);
  g_task_set_source_tag (task, sg_webhook_post_async);
  g_task_set_task_data (task, post, (GDestroyNotify) post_free);
  sg_key_finder_find_async (self->address, cancellable, found_cb, task);
}

/**
 * sg_webhook_post_finish:
 * @retry_after: (out) (optional) (nullable): the header of that name, as it came
 *
 * Returns: whether the server took it; else @error never names the address
 */
gboolean
sg_webhook_post_finish (SgWebhook    *self,
                        GAsyncResult *result,
                        char        **retry_after,
                        GError      **error)
{
  Post *post = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (retry_after != NULL)
    *retry_after = g_steal_pointer (&post->retry_after);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sg_webhook_is_worth_a_retry:
 *
 * Returns: whether the same may go well in a while, with nobody doing anything
 */
gboolean
sg_webhook_is_worth_a_retry (const GError *error)
{
  return g_error_matches (error, SG_ERROR, SG_ERROR_OFFLINE) || g_error_matches (error, SG_ERROR, SG_ERROR_TIMED_OUT) ||
         g_error_matches (error, SG_ERROR, SG_ERROR_RATE_LIMITED) ||
         g_error_matches (error, SG_ERROR, SG_ERROR_SERVER_FAILED) ||
         g_error_matches (error, SG_ERROR, SG_ERROR_STORE_LOCKED) ||
         g_error_matches (error, SG_ERROR, SG_ERROR_STORE_MISSING);
}

/**
 * sg_webhook_problem_words:
 *
 * Returns: (transfer full): why it did not go, in a sentence or two
 */
char *
sg_webhook_problem_words (const GError *error)
{
  int code = error->domain == SG_ERROR ? error->code : -1;

  switch (code) {
  case SG_ERROR_KEY_MISSING:
    return g_strdup (_ ("No address is stored."));
  case SG_ERROR_KEY_OF_OTHER_KIND:
    return g_strdup (_ ("What is stored is no https address. Nothing was sent."));
  case SG_ERROR_OFFLINE:
    return g_strdup (_ ("The webhook's server could not be reached."));
  case SG_ERROR_TIMED_OUT:
    return g_strdup (_ ("The webhook's server did not answer in time."));
  case SG_ERROR_RATE_LIMITED:
  case SG_ERROR_SERVER_FAILED:
  case SG_ERROR_UNEXPECTED_ANSWER:
    /* Translators: %s is “status 404” */
    return g_strdup_printf (_ ("The webhook's server refused it (%s)."), error->message);
  case SG_ERROR_BAD_DATA:
    return g_strdup (_ ("The webhook's server does not speak HTTP as it should."));
  default:
    return g_strdup (sg_words_error (code));
  }
}
