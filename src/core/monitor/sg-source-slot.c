/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-source-slot.h"

#include "sg-backoff.h"
#include "sg-claude-folder.h"
#include "sg-error.h"

/* As long as a server may send us away; more in the file is a clock that ran wild. */
#define LONGEST_PENALTY_SECONDS (25 * 60 * 60)
/* Another program writes for a moment at a time. */
#define BUSY_SECONDS 10

static void
replace_time (GDateTime **time,
              GDateTime  *with)
{
  GDateTime *old = *time;

  *time = with ? g_date_time_ref (with) : NULL;
  g_clear_pointer (&old, g_date_time_unref);
}

static void
shift_time (GDateTime **time,
            GTimeSpan   span)
{
  g_autoptr (GDateTime) shifted = *time ? g_date_time_add (*time, span) : NULL;

  replace_time (time, shifted);
}

/* Rounded up: a second too early is too early. */
static gint64
seconds_of (GDateTime *time)
{
  return time ? g_date_time_to_unix (time) + (g_date_time_get_microsecond (time) > 0 ? 1 : 0) : 0;
}

static gboolean
is_remembered (const SgSourceSlot *self)
{
  return sg_source_get_gap_seconds (self->source) > 0;
}

/* The main profile's is the one there was before there were others. */
static char *
group_of (const SgSourceSlot *self)
{
  const char *id = sg_source_get_id (self->source);
  const char *profile = sg_source_get_profile (self->source);

  if (profile == NULL || g_str_equal (profile, SG_CLAUDE_MAIN_PROFILE))
    return g_strconcat ("source ", id, NULL);

  return g_strconcat ("source ", id, " ", profile, NULL);
}

/* The later of two times that may be missing. */
static GDateTime *
later (GDateTime *a,
       GDateTime *b)
{
  if (a == NULL || b == NULL)
    return a ? a : b;

  return g_date_time_compare (a, b) >= 0 ? a : b;
}

static GDateTime *
end_of_gap (const SgSourceSlot *self)
{
  guint gap = sg_source_get_gap_seconds (self->source);

  return self->last_try_at && gap > 0 ? g_date_time_add_seconds (self->last_try_at, gap) : NULL;
}

static void
update_next_try (SgSourceSlot *self)
{
  g_autoptr (GDateTime) gap_end = end_of_gap (self);
  GDateTime *next = later (later (self->wished_at, gap_end), later (self->not_before, self->held_until));

  replace_time (&self->status->next_try_at, self->wished_at ? next : NULL);
}

static void
set_wish (SgSourceSlot *self,
          GDateTime    *at)
{
  replace_time (&self->wished_at, at);
  update_next_try (self);
}

/*
 * A last call after @now was made before the clock was set back. Then no time in
 * the file means what it says; but the length of a penalty does, and the gap.
 */
static void
recall (SgSourceSlot *self,
        SgStateFile  *state,
        GDateTime    *now)
{
  g_autofree char *group = group_of (self);
  gint64 last_try = sg_state_file_get_int (state, group, "last-try", 0);
  gint64 not_before = sg_state_file_get_int (state, group, "not-before", 0);
  gint64 present = seconds_of (now);
  gint64 most = MIN (last_try, present) + LONGEST_PENALTY_SECONDS;

  if (last_try <= 0)
    return;
  if (last_try > present && not_before > 0)
    not_before = present + CLAMP (not_before - last_try, 0, LONGEST_PENALTY_SECONDS);

  self->last_try_at = g_date_time_new_from_unix_utc (MIN (last_try, present));
  self->not_before = not_before > 0 ? g_date_time_new_from_unix_utc (MIN (not_before, most)) : NULL;
  self->n_failures = (guint) CLAMP (sg_state_file_get_int (state, group, "failures", 0), 0, G_MAXINT);
}

/**
 * sg_source_slot_new:
 *
 * A source with a gap remembers its last call and its penalty from the run before.
 *
 * Returns: (transfer full): a slot that is due at once, or as soon as its manners allow
 */
SgSourceSlot *
sg_source_slot_new (SgSource    *source,
                    SgStateFile *state,
                    GDateTime   *now)
{
  SgSourceSlot *self = g_new0 (SgSourceSlot, 1);

  self->source = g_object_ref (source);
  self->status = sg_source_status_new (sg_source_get_id (source), sg_source_get_origin (source));

  self->stretch = 1;
  if (is_remembered (self))
    recall (self, state, now);
  set_wish (self, now);

  return self;
}

void
sg_source_slot_free (SgSourceSlot *self)
{
  g_clear_object (&self->source);
  g_clear_pointer (&self->status, sg_source_status_free);
  g_clear_pointer (&self->last_try_at, g_date_time_unref);
  g_clear_pointer (&self->try_before_at, g_date_time_unref);
  g_clear_pointer (&self->not_before, g_date_time_unref);
  g_clear_pointer (&self->wished_at, g_date_time_unref);
  g_clear_pointer (&self->held_until, g_date_time_unref);
  g_clear_pointer (&self->neighbour_hold, g_date_time_unref);
  g_free (self);
}

gboolean
sg_source_slot_is_due (const SgSourceSlot *self,
                       GDateTime          *now)
{
  return !self->in_flight && self->status->next_try_at != NULL &&
         g_date_time_compare (self->status->next_try_at, now) <= 0;
}

/**
 * sg_source_slot_want:
 *
 * Somebody wants news of @at or later: then, or as soon as the gap, any penalty
 * and the neighbours allow.
 */
void
sg_source_slot_want (SgSourceSlot *self,
                     GDateTime    *at)
{
  if (self->in_flight)
    self->wanted = TRUE;
  else if (self->wished_at == NULL || g_date_time_compare (at, self->wished_at) < 0) {
    self->timed = FALSE;
    set_wish (self, at);
  }
}

/**
 * sg_source_slot_put_off:
 *
 * What is due before @until is due then; somebody may still want it earlier.
 */
void
sg_source_slot_put_off (SgSourceSlot *self,
                        GDateTime    *until)
{
  if (self->wished_at != NULL && g_date_time_compare (self->wished_at, until) < 0)
    set_wish (self, until);
}

/* How long after a read the next one is due; 0 for never. */
static guint
get_wait_seconds (const SgSourceSlot *self)
{
  guint interval = sg_source_get_interval_seconds (self->source);

  return is_remembered (self) ? interval * self->stretch : interval;
}

/**
 * sg_source_slot_set_stretch:
 * @stretch: at least 1; only for those who ask over the network
 *
 * Holds for the wait under way, too; not for what somebody wished.
 */
void
sg_source_slot_set_stretch (SgSourceSlot *self,
                            guint         stretch)
{
  guint before = get_wait_seconds (self);
  g_autoptr (GDateTime) wished = NULL;

  self->stretch = stretch;
  if (!self->timed || self->wished_at == NULL)
    return;

  wished = g_date_time_add_seconds (self->wished_at, (double) get_wait_seconds (self) - (double) before);
  set_wish (self, wished);
}

/**
 * sg_source_slot_hold:
 * @until: (nullable): %NULL lets go
 *
 * Neither a wish nor a person passes it.
 */
void
sg_source_slot_hold (SgSourceSlot *self,
                     GDateTime    *until)
{
  replace_time (&self->held_until, until);
  update_next_try (self);
}

/**
 * sg_source_slot_shift:
 * @span: microseconds by which somebody has set the clock
 *
 * What was ten minutes away still is.
 */
void
sg_source_slot_shift (SgSourceSlot *self,
                      GTimeSpan     span)
{
  GDateTime **times[] = { &self->last_try_at, &self->try_before_at, &self->not_before, &self->wished_at,
                          &self->held_until, &self->neighbour_hold, &self->status->last_answer_at };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    shift_time (times[i], span);
  self->set_in_flight += span;
  update_next_try (self);
}

static gboolean
is_about_login (int error_code)
{
  return error_code == SG_ERROR_LOGIN_REFUSED || error_code == SG_ERROR_LOGIN_FORBIDDEN ||
         error_code == SG_ERROR_SCOPE_MISSING;
}

/**
 * sg_source_slot_note_change:
 *
 * What the source reads has changed. A penalty for a login that was refused
 * says nothing about another login; the gap still holds.
 */
void
sg_source_slot_note_change (SgSourceSlot *self,
                            GDateTime    *now)
{
  if (is_about_login (self->status->error_code)) {
    g_clear_pointer (&self->not_before, g_date_time_unref);
    self->n_failures = 0;
  }

  sg_source_slot_want (self, now);
}

void
sg_source_slot_begin (SgSourceSlot *self,
                      GDateTime    *now)
{
  self->in_flight = TRUE;
  self->wanted = FALSE;
  self->asked_for = FALSE;
  self->set_in_flight = 0;
  g_clear_pointer (&self->try_before_at, g_date_time_unref);
  self->try_before_at = g_steal_pointer (&self->last_try_at);
  self->last_try_at = g_date_time_ref (now);
}

/* Found out on this machine, so the other side was not asked and the gap does not start anew. */
static gboolean
was_no_call (int error_code)
{
  switch (error_code) {
  case SG_ERROR_NOT_FOUND:
  case SG_ERROR_UNREADABLE:
  case SG_ERROR_LOGIN_LAPSED:
  case SG_ERROR_LOGIN_ENDED:
  case SG_ERROR_LOGIN_MISSING:
  case SG_ERROR_SWITCHED_OFF:
  case SG_ERROR_STORE_MISSING:
  case SG_ERROR_STORE_LOCKED:
  case SG_ERROR_STORE_REFUSED:
  case SG_ERROR_KEY_MISSING:
  case SG_ERROR_KEY_OF_OTHER_KIND:
  case SG_ERROR_DAMAGED:
    return TRUE;
  default:
    return FALSE;
  }
}

/* Only the other side's trouble makes us stay away longer; a login that lapsed is looked at again as usual. */
static gboolean
is_the_servers_trouble (int error_code)
{
  switch (error_code) {
  case SG_ERROR_OFFLINE:
  case SG_ERROR_TIMED_OUT:
  case SG_ERROR_RATE_LIMITED:
  case SG_ERROR_SERVER_FAILED:
  case SG_ERROR_UNEXPECTED_ANSWER:
  case SG_ERROR_BAD_DATA:
  case SG_ERROR_TOO_LARGE:
  case SG_ERROR_LOGIN_REFUSED:
  case SG_ERROR_LOGIN_FORBIDDEN:
  case SG_ERROR_SCOPE_MISSING:
  case SG_ERROR_BALANCE_SPENT:
    return TRUE;
  default:
    return FALSE;
  }
}

static void
note_penalty (SgSourceSlot *self,
              double        jitter,
              GDateTime    *now)
{
  g_autoptr (GDateTime) own = NULL;
  g_autoptr (GDateTime) asked = NULL;
  GDateTime *until;

  /* The source counted it from when it was asked. */
  replace_time (&asked, sg_source_get_not_before (self->source));
  shift_time (&asked, self->set_in_flight);

  if (self->n_failures > 0)
    own = g_date_time_add_seconds (now, sg_backoff_delay_seconds (self->n_failures, jitter));
  until = later (own, asked);

  g_clear_pointer (&self->not_before, g_date_time_unref);
  self->not_before = until ? g_date_time_ref (until) : NULL;
}

/**
 * sg_source_slot_end:
 * @error: (nullable): %NULL when it answered
 * @jitter: 0-1
 *
 * Notes how a read went and when the next is due.
 */
void
sg_source_slot_end (SgSourceSlot *self,
                    const GError *error,
                    double        jitter,
                    GDateTime    *now)
{
  SgSourceStatus *status = self->status;
  guint interval = get_wait_seconds (self);
  g_autoptr (GDateTime) wished = interval > 0 ? g_date_time_add_seconds (now, interval) : NULL;

  self->in_flight = FALSE;
  status->error_code = error == NULL ? SG_SOURCE_NO_ERROR : error->domain == SG_ERROR ? error->code : SG_ERROR_UNREADABLE;
  status->state = sg_source_state_after (status->error_code);
  g_free (status->detail);
  status->detail = g_strdup (error ? error->message : sg_source_get_detail (self->source));
  if (error == NULL) {
    g_clear_pointer (&status->last_answer_at, g_date_time_unref);
    status->last_answer_at = g_date_time_ref (now);
  }

  if (was_no_call (status->error_code)) {
    g_clear_pointer (&self->last_try_at, g_date_time_unref);
    self->last_try_at = g_steal_pointer (&self->try_before_at);
  } else {
    /* Begun before the machine slept, it may have been made only now. */
    replace_time (&self->last_try_at, now);
  }
  if (is_remembered (self)) {
    self->n_failures = is_the_servers_trouble (status->error_code) ? self->n_failures + 1 : 0;
    note_penalty (self, jitter, now);
  }

  if (status->error_code == SG_ERROR_BUSY) {
    g_clear_pointer (&wished, g_date_time_unref);
    wished = g_date_time_add_seconds (now, BUSY_SECONDS);
  }

  self->timed = !self->wanted && status->error_code != SG_ERROR_BUSY;
  set_wish (self, self->wanted ? now : wished);
}

/**
 * sg_source_slot_store:
 *
 * Keeps the last call and the penalty for the next run, for a source with a gap.
 */
void
sg_source_slot_store (const SgSourceSlot *self,
                      SgStateFile        *state)
{
  g_autofree char *group = NULL;

  if (!is_remembered (self))
    return;

  group = group_of (self);
  sg_state_file_set_int (state, group, "last-try", seconds_of (self->last_try_at));
  sg_state_file_set_int (state, group, "not-before", seconds_of (self->not_before));
  sg_state_file_set_int (state, group, "failures", self->n_failures);
}
