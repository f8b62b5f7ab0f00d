/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-session-loader.h"

#include "sg-settings-store.h"

struct _SgSessionLoader {
  GObject          parent_instance;

  SgLedgerListKind kind;
  SgSessionFeed   *feed;             /* (owned) */
  GSettings       *settings;         /* (owned) (nullable) */
  SgSessionMoment  moment;           /* (owned): its now is %NULL until there is a context */
  gint64           demo_time;
  gboolean         is_replay;
  GPtrArray       *limits;           /* (owned) (nullable) (element-type SgLimit) */
  gint64           window_from_ms;
  gint64           window_to_ms;
  GCancellable    *loading;          /* (owned) (nullable): what shall be answered next */
  gboolean         is_opening;       /* whether that reads the ledger anew */
};

enum { ANSWERED, FAILED, LOADED, OUTDATED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgSessionLoader, sg_session_loader, G_TYPE_OBJECT)

static void
sg_session_loader_finalize (GObject *object)
{
  SgSessionLoader *self = SG_SESSION_LOADER (object);

  g_clear_object (&self->feed);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->moment.now, g_date_time_unref);
  g_clear_pointer (&self->moment.zone, g_time_zone_unref);
  g_clear_pointer (&self->limits, g_ptr_array_unref);
  g_clear_object (&self->loading);

  G_OBJECT_CLASS (sg_session_loader_parent_class)->finalize (object);
}

static void
sg_session_loader_class_init (SgSessionLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_session_loader_finalize;

  signals[ANSWERED] = g_signal_new ("answered", SG_TYPE_SESSION_LOADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);
  signals[FAILED] = g_signal_new ("failed", SG_TYPE_SESSION_LOADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[LOADED] = g_signal_new ("loaded", SG_TYPE_SESSION_LOADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OUTDATED] = g_signal_new ("outdated", SG_TYPE_SESSION_LOADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
names_changed_cb (SgSessionLoader *self)
{
  g_signal_emit (self, signals[OUTDATED], 0);
}

static void
sg_session_loader_init (SgSessionLoader *self)
{
  self->feed = sg_session_feed_new ();
  self->settings = sg_settings_store_open ();
  self->moment.zone = g_time_zone_new_local ();
  if (self->settings != NULL)
    g_signal_connect_object (self->settings, "changed::hide-personal", G_CALLBACK (names_changed_cb), self, G_CONNECT_SWAPPED);
}

SgSessionLoader *
sg_session_loader_new (SgLedgerListKind kind)
{
  SgSessionLoader *self = g_object_new (SG_TYPE_SESSION_LOADER, NULL);

  self->kind = kind;

  return self;
}

/**
 * sg_session_loader_set_context:
 * @demo_time: Unix seconds, for made-up sessions; 0 for the ledger's
 * @is_replay: whether a recording is played, which tells of no session
 * @limits: (nullable) (element-type SgLimit): for the present 5-hour window
 */
void
sg_session_loader_set_context (SgSessionLoader *self,
                               GDateTime       *now,
                               gint64           demo_time,
                               gboolean         is_replay,
                               GPtrArray       *limits)
{
  g_clear_pointer (&self->moment.now, g_date_time_unref);
  self->moment.now = g_date_time_ref (now);
  self->demo_time = demo_time;
  self->is_replay = is_replay;
  g_clear_pointer (&self->limits, g_ptr_array_unref);
  self->limits = limits ? g_ptr_array_ref (limits) : NULL;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SgSessionLoader) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgSessionAnswer) answer = sg_session_feed_answer_finish (SG_SESSION_FEED (source), result, &error);
  gboolean opened = self->is_opening;

  /* Somebody asked for something else since, or the window is gone. */
  if (g_task_get_cancellable (G_TASK (result)) != self->loading || self->loading == NULL)
    return;

  sg_session_loader_stop (self);
  if (answer != NULL)
    g_signal_emit (self, signals[ANSWERED], 0, answer, opened);
  else
    g_signal_emit (self, signals[FAILED], 0, error);
  if (opened)
    g_signal_emit (self, signals[LOADED], 0);
}

/* The present window of the profile that is listed; of all together, of the one that is shown. */
static void
find_window (SgSessionLoader *self)
{
  if (!sg_session_view_find_window (self->limits, self->moment.now, &self->window_from_ms, &self->window_to_ms))
    self->window_from_ms = self->window_to_ms = 0;
}

static SgSessionQuestion
make_question (SgSessionLoader *self,
               SgSessionRange   range,
               GStrv            profiles,
               guint            profile)
{
  return (SgSessionQuestion) {
           .kind = self->kind,
           .from_ms = sg_session_range_start_ms (range, self->moment.now, self->moment.zone),
           .profiles = profiles,
           .profile = profile,
           .window_from_ms = self->window_from_ms,
           .window_to_ms = self->window_to_ms,
           .hide_projects = self->settings != NULL && g_settings_get_boolean (self->settings, "hide-personal"),
           .demo_time = self->demo_time,
           .is_replay = self->is_replay,
  };
}

/**
 * sg_session_loader_ask:
 * @profiles: (nullable): the ids of all, the main one first; %NULL for all together
 * @profile: which of them
 * @anew: whether the ledger must be read for it; else it is only another order of what was
 *
 * Does nothing before it is known what time it is.
 */
void
sg_session_loader_ask (SgSessionLoader         *self,
                       SgSessionRange           range,
                       GStrv                    profiles,
                       guint                    profile,
                       const SgLedgerListOrder *order,
                       gboolean                 anew)
{
  gboolean opens = anew || self->is_opening;
  SgSessionQuestion question;

  if (self->moment.now == NULL)
    return;

  sg_session_loader_stop (self);
  self->loading = g_cancellable_new ();
  self->is_opening = opens;
  if (!opens) {
    sg_session_feed_sort_async (self->feed, order, self->loading, answered_cb, g_object_ref (self));
    return;
  }

  find_window (self);
  question = make_question (self, range, profiles, profile);
  sg_session_feed_open_async (self->feed, &question, order, self->loading, answered_cb, g_object_ref (self));
}

/**
 * sg_session_loader_stop:
 *
 * What was asked is answered no more.
 */
void
sg_session_loader_stop (SgSessionLoader *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->is_opening = FALSE;
}

/**
 * sg_session_loader_close:
 *
 * Also lets the ledger go.
 */
void
sg_session_loader_close (SgSessionLoader *self)
{
  sg_session_loader_stop (self);
  sg_session_feed_close (self->feed);
}

gboolean
sg_session_loader_is_busy (SgSessionLoader *self)
{
  return self->loading != NULL;
}

SgSessionFeed *
sg_session_loader_get_feed (SgSessionLoader *self)
{
  return self->feed;
}

/**
 * sg_session_loader_get_moment:
 *
 * Returns: (transfer none): of the context set last, for as long as @self lives
 */
const SgSessionMoment *
sg_session_loader_get_moment (SgSessionLoader *self)
{
  return &self->moment;
}

/**
 * sg_session_loader_get_window_start_ms:
 *
 * Returns: when the window began that was asked about; 0 when that is not known
 */
gint64
sg_session_loader_get_window_start_ms (SgSessionLoader *self)
{
  return self->window_from_ms;
}
