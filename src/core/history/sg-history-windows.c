/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The windows of a limit, one after the other, and how much of each was used elsewhere: an estimate. What
 * the percentage moved by while this machine asked nothing was used elsewhere; what it moved by while
 * this machine was at work too counts as its own, so the truth is that or more.
 */

#include "sg-history-windows.h"

#include "sg-ledger-activity.h"

/* The server counts a request some while after its time in the transcript. */
#define LATE_COUNT_SECONDS 120

/* Returns: the first quarter that does not end before @time_ms */
static guint
find_quarter (GArray *activities,
              gint64  time_ms)
{
  guint low = 0, high = activities->len;

  while (low < high) {
    guint middle = (low + high) / 2;

    if (g_array_index (activities, SgLedgerActivity, middle).last_ms < time_ms)
      low = middle + 1;
    else
      high = middle;
  }

  return low;
}

static gboolean
is_silent (GArray *activities,
           gint64  from,
           gint64  until)
{
  guint i = find_quarter (activities, from * 1000);

  return i == activities->len || g_array_index (activities, SgLedgerActivity, i).first_ms > until * 1000;
}

/**
 * sg_history_move_between:
 * @before: a sample of a limit
 * @after: the next one of the same limit
 * @activities: (element-type SgLedgerActivity): what this machine asked, in the order of time
 *
 * In a new window all of @after's number has moved since the reset.
 */
SgHistoryMove
sg_history_move_between (const SgLedgerSample *before,
                         const SgLedgerSample *after,
                         GArray               *activities)
{
  SgResetKind reset = sg_reset_between (before, after);
  gboolean same = reset == SG_RESET_NONE || reset == SG_RESET_MOVED;
  SgHistoryMove move = { .from = before->until, .until = after->time };

  move.percent = MAX (same ? after->percent - before->percent : after->percent, 0.0);
  if (reset == SG_RESET_ON_TIME && before->resets_at < after->time)
    move.from = MAX (move.from, before->resets_at);
  move.elsewhere = move.percent > 0.0 && is_silent (activities, move.from - LATE_COUNT_SECONDS, move.until);

  return move;
}

static void
add_move (SgHistoryWindow     *window,
          const SgHistoryMove *move)
{
  window->moved_percent += move->percent;
  if (move->elsewhere)
    window->elsewhere_percent += move->percent;
}

static void
note_sample (SgHistoryWindow      *window,
             const SgLedgerSample *sample)
{
  window->kind = SG_RESET_NONE;
  window->expected = sample->resets_at;
  window->seen_from = sample->until;
  window->seen_until = 0;
  window->ended_percent = sample->percent;
  window->origin = sample->origin;
}

static void
end_window (GArray               *windows,
            SgHistoryWindow      *window,
            SgResetKind           kind,
            const SgLedgerSample *after)
{
  SgHistoryWindow ended = *window;

  ended.kind = kind;
  ended.seen_until = after->time;
  /* One that runs on is added up at its end. */
  if (kind == SG_RESET_MOVED)
    ended.moved_percent = ended.elsewhere_percent = 0.0;
  else
    window->moved_percent = window->elsewhere_percent = 0.0;
  g_array_append_val (windows, ended);
}

/**
 * sg_history_windows_new:
 * @samples: (element-type SgLedgerSample): of one limit, oldest first
 * @activities: (element-type SgLedgerActivity): what this machine asked, in the order of time
 * @from: Unix seconds; what was first read before is left out
 *
 * Returns: (transfer full) (element-type SgHistoryWindow): oldest first; the last one runs
 */
GArray *
sg_history_windows_new (GArray *samples,
                        GArray *activities,
                        gint64  from)
{
  GArray *windows = g_array_new (FALSE, FALSE, sizeof (SgHistoryWindow));
  SgHistoryWindow window = { .moved_percent = 0.0 };

  for (guint i = 0; i < samples->len; i++) {
    const SgLedgerSample *sample = &g_array_index (samples, SgLedgerSample, i);
    const SgLedgerSample *before = i > 0 ? sample - 1 : NULL;
    SgResetKind reset = before ? sg_reset_between (before, sample) : SG_RESET_NONE;

    if (reset != SG_RESET_NONE && sample->time >= from)
      end_window (windows, &window, reset, sample);
    if (before != NULL && sample->time >= from) {
      SgHistoryMove move = sg_history_move_between (before, sample, activities);

      add_move (&window, &move);
    }
    note_sample (&window, sample);
  }
  if (samples->len > 0 && window.seen_from >= from)
    g_array_append_val (windows, window);

  return windows;
}

/**
 * sg_history_window_get_off_seconds:
 *
 * Returns: how much at least the reset came before (below 0) or after its time; 0 for on time
 */
gint64
sg_history_window_get_off_seconds (const SgHistoryWindow *self)
{
  switch (self->kind) {
  case SG_RESET_EARLY:
    return MIN (self->seen_until - self->expected, 0);
  case SG_RESET_LATE:
    return MAX (self->seen_from - self->expected, 0);
  case SG_RESET_NONE:
  case SG_RESET_ON_TIME:
  case SG_RESET_MOVED:
  default:
    return 0;
  }
}
