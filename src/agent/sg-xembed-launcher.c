/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-xembed-launcher.h"

#define PATIENCE_SECONDS 5

struct _SgXembedLauncher {
  GObject       parent_instance;

  SgTrayItem   *item;          /* (owned) */
  char         *program;
  GCancellable *cancellable;   /* (owned) */
  GSubprocess  *process;       /* (owned) (nullable) */
  guint         timer_id;
};

G_DEFINE_FINAL_TYPE (SgXembedLauncher, sg_xembed_launcher, G_TYPE_OBJECT)

static void
sg_xembed_launcher_dispose (GObject *object)
{
  SgXembedLauncher *self = SG_XEMBED_LAUNCHER (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (sg_xembed_launcher_parent_class)->dispose (object);
}

static void
sg_xembed_launcher_finalize (GObject *object)
{
  SgXembedLauncher *self = SG_XEMBED_LAUNCHER (object);

  g_clear_object (&self->item);
  g_clear_pointer (&self->program, g_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->process);

  G_OBJECT_CLASS (sg_xembed_launcher_parent_class)->finalize (object);
}

static void
sg_xembed_launcher_class_init (SgXembedLauncherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_xembed_launcher_dispose;
  object_class->finalize = sg_xembed_launcher_finalize;
}

static void
sg_xembed_launcher_init (SgXembedLauncher *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
exited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SgXembedLauncher) self = user_data;

  if (g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL))
    g_clear_object (&self->process);
}

static gboolean
start_cb (gpointer user_data)
{
  SgXembedLauncher *self = user_data;
  g_autoptr (GError) error = NULL;

  self->timer_id = 0;
  if (self->process != NULL || sg_tray_item_is_watched (self->item))
    return G_SOURCE_REMOVE;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, self->program, NULL);
  if (self->process != NULL)
    g_subprocess_wait_async (self->process, self->cancellable, exited_cb, g_object_ref (self));
  else if (g_error_matches (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
    g_message ("No tray on this desktop, and this build has no XEmbed helper; the window opens with the command sandglass");
  else
    g_warning ("The XEmbed helper did not start: %s", error->message);

  return G_SOURCE_REMOVE;
}

static void
watched_changed (SgXembedLauncher *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);

  if (!sg_tray_item_is_watched (self->item) &&
      sg_xembed_launcher_is_wanted (g_getenv ("DISPLAY"), g_getenv ("XDG_SESSION_TYPE")))
    self->timer_id = g_timeout_add_seconds (PATIENCE_SECONDS, start_cb, self);
}

/**
 * sg_xembed_launcher_new:
 * @item: whose StatusNotifier host may be missing
 * @program: the helper's executable
 */
SgXembedLauncher *
sg_xembed_launcher_new (SgTrayItem *item,
                        const char *program)
{
  SgXembedLauncher *self = g_object_new (SG_TYPE_XEMBED_LAUNCHER, NULL);

  self->item = g_object_ref (item);
  self->program = g_strdup (program);
  g_signal_connect_object (item, "notify::watched", G_CALLBACK (watched_changed), self, G_CONNECT_SWAPPED);
  watched_changed (self);

  return self;
}

/**
 * sg_xembed_launcher_is_wanted:
 * @display: (nullable): `DISPLAY`
 * @session_type: (nullable): `XDG_SESSION_TYPE`
 *
 * Returns: whether this is an X11 desktop; XWayland has no panel that embeds icons
 */
gboolean
sg_xembed_launcher_is_wanted (const char *display,
                              const char *session_type)
{
  return display != NULL && *display != '\0' && g_strcmp0 (session_type, "wayland") != 0;
}
