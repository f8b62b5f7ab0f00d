/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One life of what raises and tells alerts, to be ended at any moment: `alert-life STATE FIRST LAST`. The weeks of the
 * models FIRST to LAST are at 95 %. It ends by itself when there is nothing left to tell.
 */

#include <stdlib.h>

#include "sg-alert-teller.h"
#include "sg-monitor.h"

#define GATHER_MS 5

#define LIFE_TYPE_SOURCE (life_source_get_type ())
G_DECLARE_FINAL_TYPE (LifeSource, life_source, LIFE, SOURCE, SgSource)

struct _LifeSource {
  SgSource parent_instance;

  int      first;
  int      last;
};

G_DEFINE_FINAL_TYPE (LifeSource, life_source, SG_TYPE_SOURCE)

static void
read_async (SgSource           *source,
            GDateTime          *now,
            GCancellable       *cancellable,
            GAsyncReadyCallback callback,
            gpointer            user_data)
{
  LifeSource *self = LIFE_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GDateTime) reset = g_date_time_new_from_unix_utc ((g_date_time_to_unix (now) / 86400 + 2) * 86400);
  SgReading *reading = sg_reading_new (SG_ORIGIN_CLAUDE_CACHE, now);

  for (int i = self->first; i <= self->last; i++) {
    g_autofree char *label = g_strdup_printf ("M%d", i);
    g_autofree char *id = g_strdup_printf ("weekly:%s", label);

    sg_reading_take_limit (reading, sg_limit_new (id, SG_LIMIT_SCOPED, label, 95.0, reset, SG_ORIGIN_CLAUDE_CACHE, now));
  }
  g_task_return_pointer (task, reading, (GDestroyNotify) sg_reading_unref);
}

static SgReading *
read_finish (SgSource     *source,
             GAsyncResult *result,
             GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
life_source_class_init (LifeSourceClass *klass)
{
  SG_SOURCE_CLASS (klass)->read_async = read_async;
  SG_SOURCE_CLASS (klass)->read_finish = read_finish;
}

static void
life_source_init (LifeSource *self)
{
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (SgClock) clock = sg_clock_new ();
  g_autoptr (SgStateFile) state = sg_state_file_new (argv[1]);
  g_autoptr (SgMonitor) monitor = sg_monitor_new (clock, state);
  g_autoptr (SgNotifier) notifier = sg_notifier_new (connection);
  g_autoptr (SgAlertTeller) teller = sg_alert_teller_new (connection, sg_monitor_get_outbox (monitor), notifier, clock);
  g_autoptr (LifeSource) source = g_object_new (LIFE_TYPE_SOURCE, "id", "life", "origin", SG_ORIGIN_CLAUDE_CACHE, NULL);

  if (argc != 4)
    return 2;

  source->first = atoi (argv[2]);
  source->last = atoi (argv[3]);
  sg_alert_teller_set_gather_ms (teller, GATHER_MS);
  sg_alert_teller_look (teller);
  sg_monitor_add_source (monitor, SG_SOURCE (source));
  sg_monitor_start (monitor);
  while (!sg_usage_model_is_loaded (sg_monitor_get_model (monitor)) ||
         sg_alert_outbox_get_batches (sg_monitor_get_outbox (monitor))->len > 0)
    g_main_context_iteration (NULL, TRUE);
  g_object_run_dispose (G_OBJECT (teller));
  g_object_run_dispose (G_OBJECT (notifier));
  g_object_run_dispose (G_OBJECT (monitor));

  return EXIT_SUCCESS;
}
