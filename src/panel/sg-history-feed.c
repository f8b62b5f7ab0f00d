/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The past, from the ledger itself, in a thread: a year of it is too much for the bus and for the main loop. */

#include "sg-history-feed.h"

#include "sg-claude-folder.h"
#include "sg-history-demo.h"
#include "sg-memory.h"
#include "sg-state-folder.h"

static char *
get_ledger_path (void)
{
  g_autofree char *folder = sg_state_folder_path ();

  return g_build_filename (folder, "ledger.db", NULL);
}

/**
 * sg_history_question_new:
 *
 * Returns: the question for the main profile's past, for @model's present limits
 */
SgHistoryQuestion *
sg_history_question_new (SgHistorySpan span,
                         SgUsageModel *model,
                         gint64        now)
{
  SgHistoryQuestion *self = g_new0 (SgHistoryQuestion, 1);
  GPtrArray *limits = model ? sg_usage_model_get_limits (model) : NULL;

  self->span = span;
  self->profile = g_strdup ("");
  self->limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  self->now = now;
  for (guint i = 0; limits != NULL && i < limits->len; i++)
    g_ptr_array_add (self->limits, sg_limit_copy (g_ptr_array_index (limits, i)));

  return self;
}

/**
 * sg_history_feed_find_profile:
 * @client: (nullable):
 *
 * Returns: the profile that is looked at, else the one the badge shows, as the ledger names it
 */
const char *
sg_history_feed_find_profile (SgServiceClient *client)
{
  SgServiceProfiles *known = client ? sg_service_client_get_profiles (client) : NULL;
  GPtrArray *profiles = known ? sg_service_profiles_get_infos (known) : NULL;
  const char *id = known ? sg_service_profiles_get_chosen_id (known) : NULL;

  for (guint i = 0; id == NULL && profiles != NULL && i < profiles->len; i++) {
    const SgProfileInfo *profile = g_ptr_array_index (profiles, i);

    if (profile->shown)
      id = profile->id;
  }

  return id == NULL || g_str_equal (id, SG_CLAUDE_MAIN_PROFILE) ? "" : id;
}

/**
 * sg_history_question_new_for_client:
 * @client: (nullable): %NULL where there is no session bus
 *
 * Returns: the question for the past of what the panel shows
 */
SgHistoryQuestion *
sg_history_question_new_for_client (SgHistorySpan    span,
                                    SgServiceClient *client)
{
  g_autoptr (GDateTime) now = client ? sg_service_client_now (client) : g_date_time_new_now_utc ();
  SgHistoryQuestion *self =
    sg_history_question_new (span, client ? sg_service_client_get_model (client) : NULL, g_date_time_to_unix (now));

  if (client == NULL)
    return self;

  g_free (self->profile);
  self->profile = g_strdup (sg_history_feed_find_profile (client));
  self->recording = g_strdup (sg_service_client_get_recording (client));
  self->made_up = self->recording == NULL && sg_service_client_get_demo_time (client) != 0;

  return self;
}

void
sg_history_question_free (SgHistoryQuestion *self)
{
  g_free (self->profile);
  g_free (self->recording);
  g_ptr_array_unref (self->limits);
  g_free (self);
}

/**
 * sg_history_feed_has_ledger:
 *
 * Returns: whether there is likely to be a past
 */
gboolean
sg_history_feed_has_ledger (void)
{
  g_autofree char *path = get_ledger_path ();

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static SgHistoryRecord *
load_recording (const SgHistoryQuestion *question,
                GError                 **error)
{
  g_autoptr (SgRecording) recording = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (question->recording, &text, &length, error))
    return NULL;

  recording = sg_recording_parse (text, length, error);

  return recording ? sg_history_record_new_of_recording (recording, question->now) : NULL;
}

static SgHistoryRecord *
load_record (const SgHistoryQuestion *question,
             GTimeZone               *zone,
             GError                 **error)
{
  g_autofree char *path = get_ledger_path ();
  g_autoptr (SgLedger) ledger = NULL;

  if (question->recording != NULL)
    return load_recording (question, error);
  if (question->made_up)
    return sg_history_demo_new (question->limits, question->now, zone);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return sg_history_record_new ();

  ledger = sg_ledger_open (path, NULL, error);
  if (ledger == NULL)
    return NULL;

  return sg_history_record_load (ledger, question->profile, sg_history_get_from (question->span, question->now, zone), error);
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const SgHistoryQuestion *question = task_data;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  GError *error = NULL;
  SgHistoryRecord *record = load_record (question, zone, &error);
  SgHistory *history;

  if (record == NULL) {
    g_task_return_error (task, error);
    return;
  }

  sg_history_record_add_present (record, question->limits);
  history = sg_history_new (record, question->span, question->now, zone);
  sg_history_record_free (record);
  sg_memory_give_back ();
  g_task_return_pointer (task, history, (GDestroyNotify) sg_history_free);
}

/**
 * sg_history_feed_load_async:
 * @question: (transfer full):
 *
 * Where there is no ledger none is made.
 */
void
sg_history_feed_load_async (SgHistoryQuestion  *question,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sg_history_feed_load_async);
  g_task_set_task_data (task, question, (GDestroyNotify) sg_history_question_free);
  g_task_run_in_thread (task, load_in_thread);
}

SgHistory *
sg_history_feed_load_finish (GAsyncResult *result,
                             GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
