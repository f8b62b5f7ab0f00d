/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-history-record.h"

#include "sg-ledger-activity.h"
#include "sg-ledger-limits.h"
#include "sg-money.h"

static void
limit_free (SgHistoryLimit *limit)
{
  g_free (limit->id);
  g_array_unref (limit->samples);
  g_free (limit);
}

/**
 * sg_history_record_new:
 *
 * Returns: one that knows nothing
 */
SgHistoryRecord *
sg_history_record_new (void)
{
  SgHistoryRecord *self = g_new0 (SgHistoryRecord, 1);

  self->limits = g_ptr_array_new_with_free_func ((GDestroyNotify) limit_free);
  self->activities = g_array_new (FALSE, FALSE, sizeof (SgLedgerActivity));

  return self;
}

void
sg_history_record_free (SgHistoryRecord *self)
{
  g_ptr_array_unref (self->limits);
  g_array_unref (self->activities);
  g_free (self);
}

/**
 * sg_history_record_ensure_limit:
 *
 * Returns: (transfer none): the limit with this id, which is made where there is none
 */
SgHistoryLimit *
sg_history_record_ensure_limit (SgHistoryRecord *self,
                                const char      *id)
{
  SgHistoryLimit *limit;
  guint i = 0;

  while (i < self->limits->len && g_strcmp0 (((SgHistoryLimit *) g_ptr_array_index (self->limits, i))->id, id) < 0)
    i++;
  if (i < self->limits->len && g_str_equal (((SgHistoryLimit *) g_ptr_array_index (self->limits, i))->id, id))
    return g_ptr_array_index (self->limits, i);

  limit = g_new0 (SgHistoryLimit, 1);
  limit->id = g_strdup (id);
  limit->samples = g_array_new (FALSE, FALSE, sizeof (SgLedgerSample));
  g_ptr_array_insert (self->limits, (int) i, limit);

  return limit;
}

typedef struct {
  SgHistoryRecord *record;
  const char      *profile;
  SgHistoryLimit  *last;      /* (nullable) */
} Visit;

static void
sample_cb (const char           *profile,
           const char           *limit_id,
           const SgLedgerSample *sample,
           gpointer              user_data)
{
  Visit *visit = user_data;

  if (!g_str_equal (profile, visit->profile))
    return;
  if (visit->last == NULL || !g_str_equal (visit->last->id, limit_id))
    visit->last = sg_history_record_ensure_limit (visit->record, limit_id);
  g_array_append_vals (visit->last->samples, sample, 1);
}

/**
 * sg_history_record_load:
 * @profile: whose; empty for the main one
 * @from: Unix seconds; what was over by then is left out
 *
 * Returns: (transfer full): what the ledger knows
 */
SgHistoryRecord *
sg_history_record_load (SgLedger   *ledger,
                        const char *profile,
                        gint64      from,
                        GError    **error)
{
  g_autoptr (SgHistoryRecord) self = sg_history_record_new ();
  Visit visit = { .record = self, .profile = profile };
  GArray *activities;

  if (!sg_ledger_visit_limits (ledger, from, sample_cb, &visit, error))
    return NULL;
  activities = sg_ledger_load_activity (ledger, profile, from, &self->counted_from, error);
  if (activities == NULL)
    return NULL;

  g_array_unref (self->activities);
  self->activities = activities;

  return g_steal_pointer (&self);
}

static void
add_cost (SgHistoryRecord      *self,
          const SgRecordingRow *row)
{
  SgLedgerActivity *last = self->activities->len > 0
    ? &g_array_index (self->activities, SgLedgerActivity, self->activities->len - 1) : NULL;

  if (last == NULL || last->start_ms != row->time * 1000) {
    const SgLedgerActivity fresh = { .start_ms = row->time * 1000, .first_ms = row->time * 1000, .last_ms = row->until * 1000 };

    g_array_append_val (self->activities, fresh);
    last = &g_array_index (self->activities, SgLedgerActivity, self->activities->len - 1);
  }
  last->n_requests++;
  if (row->value >= 0.0)
    last->pico_usd += (gint64) (row->value * SG_PICO_PER_USD);
  else
    last->n_unpriced++;
}

static void
recorded_cb (const SgRecordingRow *row,
             gpointer              user_data)
{
  SgHistoryRecord *self = user_data;
  const SgLedgerSample sample = { row->time, row->until, row->value, row->resets_at, SG_ORIGIN_RECORDING };

  if (row->id != NULL)
    g_array_append_val (sg_history_record_ensure_limit (self, row->id)->samples, sample);
  else
    add_cost (self, row);
}

/**
 * sg_history_record_new_of_recording:
 * @now: Unix seconds; what came later is not known yet
 *
 * Of each quarter of an hour a recording has no more than what was spent in it.
 */
SgHistoryRecord *
sg_history_record_new_of_recording (const SgRecording *recording,
                                    gint64             now)
{
  SgHistoryRecord *self = sg_history_record_new ();

  sg_recording_visit (recording, now, recorded_cb, self);
  if (self->activities->len > 0)
    self->counted_from = g_array_index (self->activities, SgLedgerActivity, 0).start_ms / 1000;

  return self;
}

static void
add_present (GArray        *samples,
             const SgLimit *limit)
{
  gint64 time = g_date_time_to_unix (limit->as_of);
  SgLedgerSample sample = { time, time, limit->used_percent, limit->resets_at ? g_date_time_to_unix (limit->resets_at) : 0, limit->origin };
  SgLedgerSample *last = samples->len > 0 ? &g_array_index (samples, SgLedgerSample, samples->len - 1) : NULL;

  if (last != NULL && last->until >= time)
    return;
  if (last != NULL && sg_ledger_sample_is_same (last, &sample))
    last->until = time;
  else
    g_array_append_val (samples, sample);
}

/**
 * sg_history_record_add_present:
 * @limits: (element-type SgLimit): what is known now; it is written down only when it changes
 */
void
sg_history_record_add_present (SgHistoryRecord *self,
                               GPtrArray       *limits)
{
  for (guint i = 0; i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    if (sg_limit_is_official (limit))
      add_present (sg_history_record_ensure_limit (self, limit->id)->samples, limit);
  }
}
