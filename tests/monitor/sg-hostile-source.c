/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-hostile-source.h"

#include "sg-error.h"

#define GAP (300 * G_TIME_SPAN_SECOND)

#define NO_ERROR (-1)

typedef struct {
  int error_code;
  int retry_after_seconds;   /* 0: none said, or 0 said, which is the same */
} Answer;

static const Answer answers[] = {
  { NO_ERROR, 0 },
  { NO_ERROR, 0 },
  { NO_ERROR, 0 },
  { NO_ERROR, 0 },
  { NO_ERROR, 0 },
  { NO_ERROR, 0 },
  { SG_ERROR_RATE_LIMITED, 0 },
  { SG_ERROR_RATE_LIMITED, 1 },
  { SG_ERROR_RATE_LIMITED, 1600 },
  { SG_ERROR_RATE_LIMITED, 3405 },
  { SG_ERROR_LOGIN_REFUSED, 0 },
  { SG_ERROR_SCOPE_MISSING, 0 },
  { SG_ERROR_SERVER_FAILED, 0 },
  { SG_ERROR_SERVER_FAILED, 0 },
  { SG_ERROR_TIMED_OUT, 0 },
  { SG_ERROR_OFFLINE, 0 },
  { SG_ERROR_UNEXPECTED_ANSWER, 0 },
};

/* Rare, or the week would be one penalty. */
static const Answer a_day = { SG_ERROR_RATE_LIMITED, 86400 };

struct _SgHostileSource {
  SgSource      parent_instance;

  SgClock      *clock;    /* (owned) */
  GRand        *random;
  SgHostileLog *log;
  const Answer *answer;   /* to the call under way */
  gint64        asked;    /* elapsed microseconds */
};

G_DEFINE_FINAL_TYPE (SgHostileSource, sg_hostile_source, SG_TYPE_SOURCE)

static const Answer *
choose (SgHostileSource *self){
  if (g_rand_int_range (self->random, 0, 100) == 0)
    return &a_day;

  return &answers[g_rand_int_range (self->random, 0, G_N_ELEMENTS (answers))];
}

static void
write_down_call (SgHostileSource *self,
                 gint64           elapsed)
{
  SgHostileLog *log = self->log;

  if (log->n_calls > 0 && elapsed - log->last_call < GAP)
    log->n_early++;
  if (log->n_calls > 0 && elapsed < log->penalty_end)
    log->n_in_penalty++;
  log->n_calls++;
  log->last_call = elapsed;
}

/* 300 s doubling to 3600 s, or what the server said when that is longer. */
static void
write_down_answer (SgHostileSource *self)
{
  SgHostileLog *log = self->log;
  const Answer *answer = self->answer;
  gint64 elapsed = sg_clock_get_elapsed (self->clock);
  gint64 own;

  if (answer->error_code == NO_ERROR) {
    log->n_answers++;
    log->n_failures = 0;
    log->penalty_end = elapsed;
    return;
  }

  own = MIN (300 << MIN (log->n_failures, 4), 3600);
  log->n_failures++;
  log->is_about_login = answer->error_code == SG_ERROR_LOGIN_REFUSED || answer->error_code == SG_ERROR_SCOPE_MISSING;
  log->penalty_end = MAX (elapsed + own * G_TIME_SPAN_SECOND,
                          self->asked + answer->retry_after_seconds * G_TIME_SPAN_SECOND);
}

static void
say (SgHostileSource *self,
     GTask           *task,
     const Answer    *answer,
     GDateTime       *now)
{
  g_autoptr (GDateTime) not_before =
    answer->retry_after_seconds > 0 ? g_date_time_add_seconds (now, answer->retry_after_seconds) : NULL;
  g_autoptr (GDateTime) resets_at = g_date_time_add_hours (now, 3);
  SgReading *reading;

  sg_source_set_not_before (SG_SOURCE (self), not_before);
  if (answer->error_code != NO_ERROR) {
    g_task_return_new_error (task, SG_ERROR, answer->error_code, "as hostile as it gets");
    return;
  }

  reading = sg_reading_new (SG_ORIGIN_ENDPOINT, now);
  reading->complete = TRUE;
  sg_reading_take_limit (reading, sg_limit_new ("session", SG_LIMIT_SESSION, NULL, 50.0, resets_at, SG_ORIGIN_ENDPOINT, now));
  g_task_return_pointer (task, reading, (GDestroyNotify) sg_reading_unref);
}

static void
sg_hostile_source_read_async (SgSource           *source,
                              GDateTime          *now,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  SgHostileSource *self = SG_HOSTILE_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->answer = choose (self);
  self->asked = sg_clock_get_elapsed (self->clock);
  write_down_call (self, self->asked);
  say (self, task, self->answer, now);
}

static SgReading *
sg_hostile_source_read_finish (SgSource     *source,
                               GAsyncResult *result,
                               GError      **error)
{
  /* Cancelled: nobody heard it. */
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    write_down_answer (SG_HOSTILE_SOURCE (source));

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sg_hostile_source_finalize (GObject *object)
{
  SgHostileSource *self = SG_HOSTILE_SOURCE (object);

  g_clear_object (&self->clock);

  G_OBJECT_CLASS (sg_hostile_source_parent_class)->finalize (object);
}

static void
sg_hostile_source_class_init (SgHostileSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_hostile_source_finalize;
  SG_SOURCE_CLASS (klass)->read_async = sg_hostile_source_read_async;
  SG_SOURCE_CLASS (klass)->read_finish = sg_hostile_source_read_finish;
}

static void
sg_hostile_source_init (SgHostileSource *self)
{
}

SgHostileSource *
sg_hostile_source_new (SgClock      *clock,
                       GRand        *random,
                       SgHostileLog *log)
{
  SgHostileSource *self = g_object_new (SG_TYPE_HOSTILE_SOURCE, "id", "endpoint", "origin", SG_ORIGIN_ENDPOINT,
                                        "interval-seconds", 300, "gap-seconds", 300, NULL);

  self->clock = g_object_ref (clock);
  self->random = random;
  self->log = log;

  return self;
}

/* Somebody logs in anew: what the server thought of the old login is over. */
void
sg_hostile_source_log_in (SgHostileSource *self)
{
  if (self->log->is_about_login) {
    self->log->penalty_end = 0;
    self->log->n_failures = 0;
  }
  sg_source_changed (SG_SOURCE (self));
}
