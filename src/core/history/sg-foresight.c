/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Brings together what the pure forecast needs: the limit's own readings, and what this machine spent. */

#include "sg-foresight.h"

#include <string.h>

#include "sg-forecaster.h"
#include "sg-ledger-limits.h"
#include "sg-model-name.h"
#include "sg-time.h"

#define HISTORY_SECONDS (56 * SG_DAY_SECONDS)

typedef struct {
  SgLimit    *limit;      /* (unowned) */
  GArray     *samples;    /* (owned) (element-type SgUseSample) */
  SgSpending *spending;   /* (owned) */
} Subject;

static void
subject_free (Subject *subject)
{
  g_clear_pointer (&subject->samples, g_array_unref);
  g_clear_pointer (&subject->spending, sg_spending_free);
  g_free (subject);
}

/* A limit of one model counts that model only; its label is the family: “Fable”, “Sonnet only”. */
static gboolean
counts (const SgLimit *limit,
        const char    *model_id)
{
  g_autofree char *model = NULL;
  g_autofree char *family = NULL;
  g_autofree char *label = NULL;
  g_auto (GStrv) words = NULL;

  if (limit->kind != SG_LIMIT_SCOPED || limit->label == NULL)
    return TRUE;

  model = sg_model_name_display (model_id);
  words = g_strsplit (model, " ", 2);
  family = g_utf8_casefold (words[0] ? words[0] : "", -1);
  label = g_utf8_casefold (limit->label, -1);

  return *family != '\0' && strstr (label, family) != NULL;
}

static void
spent_cb (gint64      time,
          double      usd,
          const char *model,
          gpointer    user_data)
{
  GPtrArray *subjects = user_data;

  for (guint i = 0; i < subjects->len; i++) {
    Subject *subject = g_ptr_array_index (subjects, i);

    if (counts (subject->limit, model))
      sg_spending_add (subject->spending, time, usd);
  }
}

static Subject *
subject_new (SgLedger   *ledger,
             const char *profile,
             SgLimit    *limit,
             gint64      now,
             GError    **error)
{
  g_autoptr (GArray) rows = sg_ledger_load_limit (ledger, profile, limit->id, now - HISTORY_SECONDS, error);
  Subject *subject;

  if (rows == NULL)
    return NULL;

  subject = g_new0 (Subject, 1);
  subject->limit = limit;
  subject->samples = g_array_new (FALSE, FALSE, sizeof (SgUseSample));
  subject->spending = sg_spending_new (now - HISTORY_SECONDS, now);
  for (guint i = 0; i < rows->len; i++) {
    const SgLedgerSample *row = &g_array_index (rows, SgLedgerSample, i);
    SgUseSample sample = { row->time, row->until, row->percent, row->resets_at };

    g_array_append_val (subject->samples, sample);
  }

  return subject;
}

/* Nobody can use one limit while it is full, nor while one over a longer time is. */
static GArray *
find_blocked (GPtrArray     *subjects,
              const Subject *subject,
              gint64         now)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (SgUseSpan));

  for (guint i = 0; i < subjects->len; i++) {
    const Subject *other = g_ptr_array_index (subjects, i);

    if (other == subject || (subject->limit->kind == SG_LIMIT_SESSION && other->limit->kind == SG_LIMIT_WEEKLY))
      sg_use_find_full (other->samples, now, spans);
  }

  return spans;
}

static GDateTime *
time_of (gint64 seconds)
{
  return g_date_time_new_from_unix_utc (seconds);
}

static SgForecastAnswer
ask_past (SgForecast               *forecast,
          GPtrArray                *subjects,
          const Subject            *subject,
          const SgForecastQuestion *question)
{
  g_autoptr (GArray) blocked = find_blocked (subjects, subject, question->now);
  g_autoptr (SgUse) use = sg_use_new (subject->samples, blocked, subject->spending, question->length_seconds, question->now);
  SgForecastAnswer answer = sg_forecaster_answer (use, subject->spending, question);

  /* Less than a percent is no movement anyone sees. */
  if (answer.moved_percent >= question->percent + 1.0)
    forecast->moved_percent = answer.moved_percent;
  forecast->chance_percent = answer.chance_percent;

  return answer;
}

static void
plan_week (SgForecast       *forecast,
           const SgLimit    *limit,
           const SgWorkWeek *week,
           GDateTime        *now,
           GTimeZone        *zone)
{
  double used = MAX (limit->used_percent, forecast->moved_percent);

  if (limit->kind != SG_LIMIT_WEEKLY && limit->kind != SG_LIMIT_SCOPED)
    return;

  forecast->elapsed_percent = sg_work_week_elapsed_percent (week, limit->resets_at, sg_limit_get_length_seconds (limit), now, zone);
  forecast->work_full_at = sg_work_week_full_at (week, used, limit->resets_at, sg_limit_get_length_seconds (limit), now, zone);
  forecast->today_percent = sg_work_week_today_percent (week, used, limit->resets_at, now, zone);
}

static void
say_range (SgForecast             *forecast,
           const SgLimit          *limit,
           const SgForecastAnswer *answer,
           const SgWorkWeek       *week,
           GTimeZone              *zone)
{
  g_autoptr (GDateTime) from = time_of (answer->from);
  g_autoptr (GDateTime) until = time_of (answer->until);
  double used = MAX (limit->used_percent, forecast->moved_percent);

  if (forecast->elapsed_percent >= 0.0 && !sg_work_week_agrees (week, used - forecast->elapsed_percent, from, until, zone))
    return;

  forecast->full_from = g_steal_pointer (&from);
  forecast->full_until = g_steal_pointer (&until);
}

static SgForecast *
foresee (GPtrArray        *subjects,
         const Subject    *subject,
         const SgWorkWeek *week,
         GDateTime        *now,
         GTimeZone        *zone)
{
  const SgLimit *limit = subject->limit;
  g_autoptr (GDateTime) local = g_date_time_to_timezone (now, zone);
  SgForecast *forecast = sg_forecast_new ();
  SgForecastQuestion question = {
    .percent = limit->used_percent,
    .as_of = g_date_time_to_unix (limit->as_of),
    .resets_at = g_date_time_to_unix (limit->resets_at),
    .length_seconds = sg_limit_get_length_seconds (limit),
    .now = g_date_time_to_unix (now),
    .utc_offset_seconds = g_date_time_get_utc_offset (local) / G_TIME_SPAN_SECOND,
  };
  SgForecastAnswer answer = ask_past (forecast, subjects, subject, &question);

  plan_week (forecast, limit, week, now, zone);
  if (sg_forecaster_is_worth_saying (&answer, &question))
    say_range (forecast, limit, &answer, week, zone);

  return forecast;
}

static gboolean
is_running (const SgLimit *limit,
            GDateTime     *now)
{
  return limit->resets_at != NULL && sg_limit_get_length_seconds (limit) > 0 && g_date_time_compare (limit->resets_at, now) > 0;
}

/**
 * sg_foresight_add:
 * @profile: whose limits these are; empty for the main one
 * @limits: (element-type SgLimit): nobody else's; each that runs gains a forecast
 *
 * Returns: %FALSE with @error set when the ledger cannot be read
 */
gboolean
sg_foresight_add (SgLedger         *ledger,
                  const char       *profile,
                  GPtrArray        *limits,
                  const SgWorkWeek *week,
                  GDateTime        *now,
                  GTimeZone        *zone,
                  GError          **error)
{
  g_autoptr (GPtrArray) subjects = g_ptr_array_new_with_free_func ((GDestroyNotify) subject_free);
  gint64 present = g_date_time_to_unix (now);

  for (guint i = 0; i < limits->len; i++) {
    SgLimit *limit = g_ptr_array_index (limits, i);
    Subject *subject;

    if (!is_running (limit, now))
      continue;
    subject = subject_new (ledger, profile, limit, present, error);
    if (subject == NULL)
      return FALSE;
    g_ptr_array_add (subjects, subject);
  }
  if (subjects->len == 0)
    return TRUE;

  if (!sg_ledger_visit_spending (ledger, profile, present - HISTORY_SECONDS, spent_cb, subjects, error))
    return FALSE;
  for (guint i = 0; i < subjects->len; i++) {
    Subject *subject = g_ptr_array_index (subjects, i);

    g_clear_pointer (&subject->limit->forecast, sg_forecast_free);
    subject->limit->forecast = foresee (subjects, subject, week, now, zone);
  }

  return TRUE;
}

/**
 * sg_foresight_plan:
 * @limits: (element-type SgLimit): each that runs gains a forecast
 *
 * What of sg_foresight_add() needs no past: the week's working time.
 */
void
sg_foresight_plan (GPtrArray        *limits,
                   const SgWorkWeek *week,
                   GDateTime        *now,
                   GTimeZone        *zone)
{
  for (guint i = 0; i < limits->len; i++) {
    SgLimit *limit = g_ptr_array_index (limits, i);

    if (!is_running (limit, now))
      continue;
    g_clear_pointer (&limit->forecast, sg_forecast_free);
    limit->forecast = sg_forecast_new ();
    plan_week (limit->forecast, limit, week, now, zone);
  }
}
