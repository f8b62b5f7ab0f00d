/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-panel-launcher.h"

#define PANEL_BUS_NAME "io.github.sandglass.Sandglass.Panel"
#define PANEL_BUS_PATH "/io/github/sandglass/Sandglass/Panel"

struct _SgPanelLauncher {
  GObject          parent_instance;

  GDBusConnection *connection;    /* (owned) */
  char            *program;
  GCancellable    *cancellable;   /* (owned) */
  GSubprocess     *process;       /* (owned) (nullable): the one we started, while it lives */
  gboolean         was_on_bus;    /* that one, ever: if it is not there now, it is about to leave */
  guint            watch_id;
};

G_DEFINE_FINAL_TYPE (SgPanelLauncher, sg_panel_launcher, G_TYPE_OBJECT)

static void
sg_panel_launcher_dispose (GObject *object)
{
  SgPanelLauncher *self = SG_PANEL_LAUNCHER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->watch_id, g_bus_unwatch_name);

  G_OBJECT_CLASS (sg_panel_launcher_parent_class)->dispose (object);
}

static void
sg_panel_launcher_finalize (GObject *object)
{
  SgPanelLauncher *self = SG_PANEL_LAUNCHER (object);

  g_clear_object (&self->connection);
  g_clear_pointer (&self->program, g_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->process);

  G_OBJECT_CLASS (sg_panel_launcher_parent_class)->finalize (object);
}

static void
sg_panel_launcher_class_init (SgPanelLauncherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_panel_launcher_dispose;
  object_class->finalize = sg_panel_launcher_finalize;
}

static void
sg_panel_launcher_init (SgPanelLauncher *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
appeared_cb (GDBusConnection *connection,
             const char      *name,
             const char      *owner,
             gpointer         user_data)
{
  SgPanelLauncher *self = user_data;

  self->was_on_bus = TRUE;
}

/**
 * sg_panel_launcher_new:
 * @program: the panel's executable
 */
SgPanelLauncher *
sg_panel_launcher_new (GDBusConnection *connection,
                       const char      *program)
{
  SgPanelLauncher *self = g_object_new (SG_TYPE_PANEL_LAUNCHER, NULL);

  self->connection = g_object_ref (connection);
  self->program = g_strdup (program);
  self->watch_id = g_bus_watch_name_on_connection (connection, PANEL_BUS_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                   appeared_cb, NULL, self, NULL);

  return self;
}

typedef struct {
  SgPanelLauncher *launcher;           /* (owned) */
  char            *action;
  char            *at;                 /* (nullable): the option that says where the click was */
  char            *activation_token;   /* (nullable) */
} Request;

static void
request_free (Request *self)
{
  g_clear_object (&self->launcher);
  g_free (self->action);
  g_free (self->at);
  g_free (self->activation_token);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
exited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SgPanelLauncher) self = user_data;

  if (g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL) && self->process == G_SUBPROCESS (source))
    g_clear_object (&self->process);
}

static void
start (SgPanelLauncher *self,
       const Request   *request)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *option = g_strconcat ("--", request->action, NULL);
  g_autoptr (GError) error = NULL;

  /* One that we started and that is not on the bus yet will show itself in a moment. */
  if (self->process != NULL && !self->was_on_bus)
    return;

  if (request->activation_token != NULL) {
    g_subprocess_launcher_setenv (launcher, "XDG_ACTIVATION_TOKEN", request->activation_token, TRUE);
    g_subprocess_launcher_setenv (launcher, "DESKTOP_STARTUP_ID", request->activation_token, TRUE);
  }
  g_clear_object (&self->process);
  self->was_on_bus = FALSE;
  self->process = g_subprocess_launcher_spawn (launcher, &error, self->program, option, request->at, NULL);
  if (self->process == NULL)
    g_warning ("The panel did not start: %s", error->message);
  else
    g_subprocess_wait_async (self->process, self->cancellable, exited_cb, g_object_ref (self));
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* No reply: it left with our call in its queue. */
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER))
    start (request->launcher, request);
  else
    g_warning ("The panel did not answer: %s", error->message);
}

static char *
format_at (GVariant *parameter)
{
  int x, y;

  if (parameter == NULL)
    return NULL;

  g_variant_get (parameter, "(ii)", &x, &y);

  return g_strdup_printf ("--at=%d,%d", x, y);
}

/**
 * sg_panel_launcher_activate:
 * @action: `toggle`, `menu`, `show`, `window` or `preferences`
 * @parameter: (nullable): floating; the action's parameter: where the click was, as `(ii)`
 * @activation_token: (nullable): lets the window take the focus
 */
void
sg_panel_launcher_activate (SgPanelLauncher *self,
                            const char      *action,
                            GVariant        *parameter,
                            const char      *activation_token)
{
  Request *request = g_new0 (Request, 1);
  g_auto (GVariantDict) platform_data = G_VARIANT_DICT_INIT (NULL);
  GVariantBuilder parameters;

  request->launcher = g_object_ref (self);
  request->action = g_strdup (action);
  request->at = format_at (parameter);
  request->activation_token = activation_token && *activation_token ? g_strdup (activation_token) : NULL;

  if (request->activation_token != NULL) {
    g_variant_dict_insert (&platform_data, "activation-token", "s", activation_token);
    g_variant_dict_insert (&platform_data, "desktop-startup-id", "s", activation_token);
  }
  g_variant_builder_init (&parameters, G_VARIANT_TYPE ("av"));
  if (parameter != NULL)
    g_variant_builder_add (&parameters, "v", parameter);

  g_dbus_connection_call (self->connection, PANEL_BUS_NAME, PANEL_BUS_PATH, "org.freedesktop.Application",
                          "ActivateAction",
                          g_variant_new ("(sav@a{sv})", action, &parameters, g_variant_dict_end (&platform_data)), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->cancellable, asked_cb, request);
}

/**
 * sg_panel_launcher_end:
 *
 * Closes the panel's windows, where its process runs; it is not started for that.
 */
void
sg_panel_launcher_end (SgPanelLauncher *self)
{
  g_dbus_connection_call (self->connection, PANEL_BUS_NAME, PANEL_BUS_PATH, "org.freedesktop.Application",
                          "ActivateAction", g_variant_new ("(sava{sv})", "quit", NULL, NULL), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}
