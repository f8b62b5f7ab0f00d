/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Somebody tries how alerts arrive: a test goes one way, at once, past the outbox and whatever is quiet. */

#include "sg-alert-test.h"

#include <glib/gi18n.h>

#include "sg-alert-batch.h"
#include "sg-alert-command.h"

static void
told_cb (SgNotifier *notifier,
         guint       id,
         gboolean    shown,
         GTask      *task)
{
  if (id != GPOINTER_TO_UINT (g_task_get_task_data (task)))
    return;

  g_task_return_pointer (task, shown ? NULL : g_strdup (_ ("The desktop shows no notifications.")), g_free);
  g_signal_handlers_disconnect_by_func (notifier, told_cb, task);
}

static void
unref_task (gpointer  task,
            GClosure *closure)
{
  g_object_unref (task);
}

static void
test_desktop (const SgAlertTestWays *ways,
              const SgAlertBatch    *batch,
              GDateTime             *now,
              GTask                 *task)
{
  g_task_set_task_data (task, GUINT_TO_POINTER (batch->id), NULL);
  g_signal_connect_data (ways->notifier, "told", G_CALLBACK (told_cb), g_object_ref (task), unref_task, 0);
  sg_notifier_tell (ways->notifier, batch, now);
}

static void
command_tested_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (sg_alert_command_run_finish (result, &error))
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_pointer (task, sg_alert_command_problem_words (error), g_free);
}

static void
test_command (const SgAlertTestWays *ways,
              const SgAlertBatch    *batch,
              GDateTime             *now,
              GTask                 *task)
{
  if (ways->command != NULL)
    sg_alert_command_run_async (ways->command, g_ptr_array_index (batch->alerts, 0), batch->id, now, ways->cancellable,
                                command_tested_cb, g_object_ref (task));
  else
    g_task_return_pointer (task, g_strdup (_ ("No command is set.")), g_free);
}

static void
webhook_tested_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (sg_webhook_post_finish (SG_WEBHOOK (source), result, NULL, &error))
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_pointer (task, sg_webhook_problem_words (error), g_free);
}

static void
test_webhook (const SgAlertTestWays *ways,
              const SgAlertBatch    *batch,
              GDateTime             *now,
              GTask                 *task)
{
  g_autofree char *json = NULL;

  if (ways->form == SG_WEBHOOK_OFF || ways->webhook == NULL) {
    g_task_return_pointer (task, g_strdup (_ ("The webhook is switched off.")), g_free);
    return;
  }

  json = sg_webhook_text (ways->form, batch->alerts, batch->id, now);
  sg_webhook_post_async (ways->webhook, json, ways->cancellable, webhook_tested_cb, g_object_ref (task));
}

/**
 * sg_alert_test_async:
 * @way: `desktop`, `command` or `webhook`
 *
 * Tells a test alert that way; one that is not set is a problem to finish with.
 */
void
sg_alert_test_async (const char            *way,
                     const SgAlertTestWays *ways,
                     GDateTime             *now,
                     GAsyncReadyCallback    callback,
                     gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (SgAlertBatch) batch = sg_alert_batch_new (0, now);

  g_task_set_source_tag (task, sg_alert_test_async);
  g_ptr_array_add (batch->alerts, sg_alert_new (SG_ALERT_TEST, NULL, 0));
  if (g_str_equal (way, "command"))
    test_command (ways, batch, now, task);
  else if (g_str_equal (way, "webhook"))
    test_webhook (ways, batch, now, task);
  else
    test_desktop (ways, batch, now, task);
}

/**
 * sg_alert_test_finish:
 *
 * Returns: (transfer full) (nullable): why it did not arrive, in a sentence; %NULL when it did
 */
char *
sg_alert_test_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
