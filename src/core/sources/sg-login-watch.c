/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-login-watch.h"

#include "sg-file-watch.h"
#include "sg-login-file.h"

/**
 * SgLoginWatch:
 *
 * Notices when the login file's content changes, not when it is merely written again.
 */
struct _SgLoginWatch {
  GObject       parent_instance;

  char         *path;
  SgFileWatch  *watch;
  GCancellable *cancellable;
  char         *identity;   /* (owned) (nullable): not known yet */
  gboolean      is_looking;
  gboolean      is_dirty;   /* it may have changed since the look that is under way began */
};

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgLoginWatch, sg_login_watch, G_TYPE_OBJECT)

static void look (SgLoginWatch *self);

static void
take_identity (SgLoginWatch *self,
               char         *identity)
{
  g_autofree char *before = g_steal_pointer (&self->identity);

  self->identity = identity;
  if (before != NULL && !g_str_equal (before, identity))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
identified_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SgLoginWatch) self = user_data;
  char *identity = sg_login_file_identify_finish (result);

  self->is_looking = FALSE;
  if (identity == NULL)
    return;

  take_identity (self, identity);
  if (self->is_dirty)
    look (self);
}

static void
look (SgLoginWatch *self)
{
  self->is_dirty = self->is_looking;
  if (self->is_looking)
    return;

  self->is_looking = TRUE;
  sg_login_file_identify_async (self->path, self->cancellable, identified_cb, g_object_ref (self));
}

static void
sg_login_watch_finalize (GObject *object)
{
  SgLoginWatch *self = SG_LOGIN_WATCH (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->watch);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->identity, g_free);

  G_OBJECT_CLASS (sg_login_watch_parent_class)->finalize (object);
}

static void
sg_login_watch_class_init (SgLoginWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_login_watch_finalize;

  /**
   * SgLoginWatch::changed:
   *
   * There is another login, or none, or one where was none.
   */
  signals[CHANGED] =
    g_signal_new ("changed", SG_TYPE_LOGIN_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sg_login_watch_init (SgLoginWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * sg_login_watch_new:
 * @path: of `.credentials.json`, which need not exist
 *
 * Returns: (transfer full): watches until it is freed
 */
SgLoginWatch *
sg_login_watch_new (const char *path)
{
  SgLoginWatch *self = g_object_new (SG_TYPE_LOGIN_WATCH, NULL);

  self->path = g_strdup (path);
  self->watch = sg_file_watch_new (path);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);

  return self;
}
