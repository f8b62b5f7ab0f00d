/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alert-outbox.h"

#include "sg-alert-batch.h"

#define GROUP "alerts to tell"
#define KEPT_SPAN (8 * G_TIME_SPAN_DAY)
/* A state file grows no further, whatever goes wrong with telling. */
#define MOST_BATCHES 200

struct _SgAlertOutbox {
  GObject      parent_instance;

  SgStateFile *state;      /* (owned) */
  GPtrArray   *batches;    /* (owned) (element-type SgAlertBatch): oldest first */
  guint        ways;
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgAlertOutbox, sg_alert_outbox, G_TYPE_OBJECT)

static void
sg_alert_outbox_finalize (GObject *object)
{
  SgAlertOutbox *self = SG_ALERT_OUTBOX (object);

  g_clear_object (&self->state);
  g_clear_pointer (&self->batches, g_ptr_array_unref);

  G_OBJECT_CLASS (sg_alert_outbox_parent_class)->finalize (object);
}

static void
sg_alert_outbox_class_init (SgAlertOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_alert_outbox_finalize;

  signals[CHANGED] = g_signal_new ("changed", SG_TYPE_ALERT_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
sg_alert_outbox_init (SgAlertOutbox *self)
{
  self->batches = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_alert_batch_free);
  self->ways = SG_ALERT_WAY_DESKTOP;
}

static void
load (SgAlertOutbox *self,
      GDateTime     *now)
{
  g_auto (GStrv) texts = sg_state_file_get_strings (self->state, GROUP, "batches");

  for (guint i = 0; texts[i] != NULL; i++) {
    SgAlertBatch *batch = sg_alert_batch_from_text (texts[i]);

    if (batch == NULL)
      continue;
    if (batch->due == 0 || g_date_time_difference (now, batch->raised_at) > KEPT_SPAN)
      sg_alert_batch_free (batch);
    else
      g_ptr_array_add (self->batches, batch);
  }
}

/**
 * sg_alert_outbox_new:
 *
 * Returns: (transfer full): what @state holds of a run before, as far as it is still worth telling
 */
SgAlertOutbox *
sg_alert_outbox_new (SgStateFile *state,
                     GDateTime   *now)
{
  SgAlertOutbox *self = g_object_new (SG_TYPE_ALERT_OUTBOX, NULL);

  self->state = g_object_ref (state);
  load (self, now);

  return self;
}

/**
 * sg_alert_outbox_set_ways:
 * @ways: of #SgAlertWay: by which alerts go from now on; what waits for another way no longer does
 */
void
sg_alert_outbox_set_ways (SgAlertOutbox *self,
                          guint          ways)
{
  self->ways = ways;
  for (guint i = self->batches->len; i > 0; i--) {
    SgAlertBatch *batch = g_ptr_array_index (self->batches, i - 1);

    batch->due &= ways;
    if (batch->due == 0)
      g_ptr_array_remove_index (self->batches, i - 1);
  }
}

static void
store (SgAlertOutbox *self)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->batches->len; i++)
    g_ptr_array_add (texts, sg_alert_batch_to_text (g_ptr_array_index (self->batches, i)));
  g_ptr_array_add (texts, NULL);
  sg_state_file_set_strings (self->state, GROUP, "batches", (const char *const *) texts->pdata);
}

/* A disk that refuses must not silence an alert; the doctor shows the state file's problem. */
static void
save (SgAlertOutbox *self)
{
  store (self);
  sg_state_file_save (self->state, NULL);
}

/* What comes while nobody has begun to tell the last one joins it. */
static SgAlertBatch *
ensure_open (SgAlertOutbox *self,
             GDateTime     *now)
{
  SgAlertBatch *last = self->batches->len > 0 ? g_ptr_array_index (self->batches, self->batches->len - 1) : NULL;

  if (last != NULL && last->is_fresh && !last->held && last->due == self->ways)
    return last;

  last = sg_alert_batch_new (self->ways, now);
  last->is_fresh = TRUE;
  g_ptr_array_add (self->batches, last);

  return last;
}

/**
 * sg_alert_outbox_add:
 * @alerts: (element-type SgAlert): what happened at once
 *
 * Puts them into the state; the caller saves that, and calls sg_alert_outbox_announce() then.
 */
void
sg_alert_outbox_add (SgAlertOutbox *self,
                     GPtrArray     *alerts,
                     GDateTime     *now)
{
  sg_alert_batch_take (ensure_open (self, now), alerts);
  if (self->batches->len > MOST_BATCHES)
    g_ptr_array_remove_index (self->batches, 0);
  store (self);
}

void
sg_alert_outbox_announce (SgAlertOutbox *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * sg_alert_outbox_get_batches:
 *
 * Returns: (transfer none) (element-type SgAlertBatch): oldest first
 */
GPtrArray *
sg_alert_outbox_get_batches (SgAlertOutbox *self)
{
  return self->batches;
}

static SgAlertBatch *
find (SgAlertOutbox *self,
      guint          id)
{
  for (guint i = 0; i < self->batches->len; i++) {
    SgAlertBatch *batch = g_ptr_array_index (self->batches, i);

    if (batch->id == id)
      return batch;
  }

  return NULL;
}

/**
 * sg_alert_outbox_find:
 *
 * Returns: (transfer none) (nullable):
 */
const SgAlertBatch *
sg_alert_outbox_find (SgAlertOutbox *self,
                      guint          id)
{
  return find (self, id);
}

/**
 * sg_alert_outbox_note_begun:
 *
 * Somebody tells it from now on: what comes next is another batch.
 */
void
sg_alert_outbox_note_begun (SgAlertOutbox *self,
                            guint          id)
{
  SgAlertBatch *batch = find (self, id);

  if (batch != NULL)
    batch->is_fresh = FALSE;
}

/**
 * sg_alert_outbox_hold:
 *
 * Keeps from the desktop what nobody has begun to tell, for sg_alert_outbox_release(). What may have been shown before
 * we were ended is none of that: it keeps its id, and so replaces itself later.
 */
void
sg_alert_outbox_hold (SgAlertOutbox *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < self->batches->len; i++) {
    SgAlertBatch *batch = g_ptr_array_index (self->batches, i);

    if (!batch->is_fresh || batch->held)
      continue;
    batch->held = TRUE;
    changed = TRUE;
  }
  if (changed)
    save (self);
}

static gboolean
is_held (const SgAlertBatch *batch)
{
  return batch->held && (batch->due & SG_ALERT_WAY_DESKTOP) != 0;
}

static void
drop_done (SgAlertOutbox *self)
{
  for (guint i = self->batches->len; i > 0; i--) {
    const SgAlertBatch *batch = g_ptr_array_index (self->batches, i - 1);

    if (batch->due == 0)
      g_ptr_array_remove_index (self->batches, i - 1);
  }
}

/**
 * sg_alert_outbox_release:
 *
 * Makes one batch, for the desktop alone, of all that was held back; on the disk it is one step.
 */
void
sg_alert_outbox_release (SgAlertOutbox *self)
{
  SgAlertBatch *summary = NULL;

  for (guint i = 0; i < self->batches->len; i++) {
    SgAlertBatch *batch = g_ptr_array_index (self->batches, i);

    if (!is_held (batch))
      continue;
    if (summary == NULL)
      summary = sg_alert_batch_new (SG_ALERT_WAY_DESKTOP, batch->raised_at);
    sg_alert_batch_take (summary, batch->alerts);
    batch->due &= ~(guint) SG_ALERT_WAY_DESKTOP;
    batch->held = FALSE;
  }
  if (summary == NULL)
    return;

  summary->is_summary = TRUE;
  g_ptr_array_add (self->batches, summary);
  drop_done (self);
  save (self);
}

/**
 * sg_alert_outbox_note_post:
 *
 * The webhook is about to be tried.
 */
void
sg_alert_outbox_note_post (SgAlertOutbox *self,
                           guint          id)
{
  SgAlertBatch *batch = find (self, id);

  if (batch == NULL)
    return;

  batch->n_posts++;
  save (self);
}

/**
 * sg_alert_outbox_note_done:
 *
 * It has arrived by that way, or never will.
 */
void
sg_alert_outbox_note_done (SgAlertOutbox *self,
                           guint          id,
                           SgAlertWay     way)
{
  SgAlertBatch *batch = find (self, id);

  if (batch == NULL)
    return;

  batch->due &= ~(guint) way;
  if (batch->due == 0)
    g_ptr_array_remove (self->batches, batch);
  save (self);
}
