/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-tray-item.h"

#include "sg-dbus-menu.h"
#include "sg-icon-files.h"
#include "sg-tray-interfaces.h"
#include "sg-tray-watcher.h"

/* Never below /org/ayatana/NotificationItem: Cinnamon sends no Activate there. */
#define ITEM_PATH "/StatusNotifierItem"
#define MENU_PATH "/MenuBar"

struct _SgTrayItem {
  GObject          parent_instance;

  GDBusConnection *connection;        /* (owned) */
  SgDBusMenu      *menu;              /* (owned) */
  SgTrayWatcher   *watcher;           /* (owned) */
  guint            registration_id;

  SgBadge          badge;
  char            *title;             /* (owned) */
  char            *description;       /* (owned) */
  char            *activation_token;  /* (owned) (nullable): of the click that is coming */

  char            *icon_folder;       /* (owned) (nullable): where the panel wants names instead of pixmaps */
  char            *icon_name;         /* (owned) (nullable): its file is written */
  GCancellable    *writing;           /* (owned) (nullable) */
};

typedef enum {
  PROP_WATCHED = 1,
} SgTrayItemProperty;

static GParamSpec *properties[PROP_WATCHED + 1];

typedef enum {
  SIGNAL_ACTIVATE,
  SIGNAL_CONTEXT_MENU,
  SIGNAL_MENU_OPENING,
} SgTrayItemSignal;

static guint signals[SIGNAL_MENU_OPENING + 1];

G_DEFINE_FINAL_TYPE (SgTrayItem, sg_tray_item, G_TYPE_OBJECT)

static void
emit (SgTrayItem *self,
      const char *signal_name)
{
  if (self->registration_id != 0)
    g_dbus_connection_emit_signal (self->connection, NULL, ITEM_PATH, sg_status_notifier_item_interface.name,
                                   signal_name, NULL, NULL);
}

static GVariant *
no_pixmaps (SgTrayItem *self)
{
  return g_variant_new_array (G_VARIANT_TYPE ("(iiay)"), NULL, 0);
}

static GVariant *
get_title (SgTrayItem *self)
{
  return g_variant_new_string (self->title);
}

static GVariant *
get_icon_name (SgTrayItem *self)
{
  return g_variant_new_string (self->icon_name ? self->icon_name : "");
}

static GVariant *
get_icon_theme_path (SgTrayItem *self)
{
  return g_variant_new_string (self->icon_folder ? self->icon_folder : "");
}

/* A name beats the pixmap everywhere, even one that is not found, so there is only ever one of the two. */
static GVariant *
get_icon_pixmap (SgTrayItem *self)
{
  return self->icon_folder ? no_pixmaps (self) : sg_badge_to_pixmaps (&self->badge);
}

static GVariant *
get_tool_tip (SgTrayItem *self)
{
  return g_variant_new ("(s@a(iiay)ss)", "", no_pixmaps (self), self->title, self->description);
}

static const struct {
  const char *name;
  GVariant   *( *get) (SgTrayItem *self);
} changing_properties[] = {
  { "Title", get_title },
  { "IconName", get_icon_name },
  { "IconPixmap", get_icon_pixmap },
  { "IconThemePath", get_icon_theme_path },
  { "IconAccessibleDesc", get_title },
  { "ToolTip", get_tool_tip },
};

static const struct {
  const char *name;
  const char *value;
} lasting_properties[] = {
  { "Category", "'ApplicationStatus'" },
  { "Id", "'sandglass'" },
  { "Status", "'Active'" },
  { "WindowId", "0" },
  { "OverlayIconName", "''" },
  { "OverlayIconPixmap", "@a(iiay) []" },
  { "AttentionIconName", "''" },
  { "AttentionIconPixmap", "@a(iiay) []" },
  { "AttentionMovieName", "''" },
  { "AttentionAccessibleDesc", "''" },
  { "ItemIsMenu", "false" },
  { "Menu", "objectpath '" MENU_PATH "'" },
  { "XAyatanaLabel", "''" },
  { "XAyatanaLabelGuide", "''" },
  { "XAyatanaOrderingIndex", "uint32 0" },
};

/* GDBus lets in only the properties of the XML. */
static GVariant *
property_read_cb (GDBusConnection *connection,
                  const char      *sender,
                  const char      *object_path,
                  const char      *interface_name,
                  const char      *property_name,
                  GError         **error,
                  gpointer         user_data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (changing_properties); i++) {
    if (g_str_equal (property_name, changing_properties[i].name))
      return changing_properties[i].get (user_data);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (lasting_properties); i++) {
    if (g_str_equal (property_name, lasting_properties[i].name))
      return g_variant_parse (NULL, lasting_properties[i].value, NULL, NULL, error);
  }

  g_set_error (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_PROPERTY, "No property %s", property_name);
  return NULL;
}

static void
tell_click (SgTrayItem *self,
            int         signal,
            int         x,
            int         y)
{
  g_autofree char *token = sg_tray_item_take_activation_token (self);

  g_signal_emit (self, signals[signal], 0, x, y, token);
}

static void
set_activation_token (SgTrayItem *self,
                      const char *token)
{
  g_free (self->activation_token);
  self->activation_token = *token != '\0' ? g_strdup (token) : NULL;
}

/* Panels wait for the answer, some of them with their whole main loop: answer first, act then. */
static void
method_called_cb (GDBusConnection       *connection,
                  const char            *sender,
                  const char            *object_path,
                  const char            *interface_name,
                  const char            *method_name,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer               user_data)
{
  g_autoptr (SgTrayItem) self = g_object_ref (user_data);
  g_autoptr (GVariant) arguments = g_variant_ref (parameters);
  int x = 0, y = 0;

  g_dbus_method_invocation_return_value (invocation, NULL);

  if (g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(ii)"))) {
    g_variant_get (arguments, "(ii)", &x, &y);
    tell_click (self, g_str_equal (method_name, "ContextMenu") ? SIGNAL_CONTEXT_MENU : SIGNAL_ACTIVATE, x, y);
  } else if (g_str_equal (method_name, "XAyatanaSecondaryActivate")) {
    tell_click (self, SIGNAL_ACTIVATE, 0, 0);
  } else if (g_str_equal (method_name, "ProvideXdgActivationToken")) {
    const char *token;

    g_variant_get (arguments, "(&s)", &token);
    set_activation_token (self, token);
  }
}

static void
icon_written_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  SgTrayItem *self = user_data;
  g_autoptr (GError) error = NULL;

  sg_icon_files_write_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* The name of a file that is not there still lets the panel show the title. */
  if (error != NULL)
    g_message ("The panel cannot be given an icon: %s", error->message);

  g_free (self->icon_name);
  self->icon_name = sg_icon_files_name (&self->badge);
  if (sg_tray_watcher_is_registered (self->watcher))
    emit (self, "NewIcon");
  else
    sg_tray_watcher_register (self->watcher);
}

static void
stop_writing (SgTrayItem *self)
{
  g_cancellable_cancel (self->writing);
  g_clear_object (&self->writing);
}

static void
write_icon (SgTrayItem *self)
{
  stop_writing (self);
  self->writing = g_cancellable_new ();
  sg_icon_files_write_async (self->icon_folder, &self->badge, self->writing, icon_written_cb, self);
}

static void
watcher_appeared_cb (SgTrayItem *self,
                     gboolean    wants_names)
{
  stop_writing (self);
  g_clear_pointer (&self->icon_folder, g_free);
  g_clear_pointer (&self->icon_name, g_free);

  if (wants_names) {
    self->icon_folder = g_build_filename (g_get_user_runtime_dir (), "sandglass", "icons", NULL);
    write_icon (self);
  } else {
    sg_tray_watcher_register (self->watcher);
  }
}

static void
registered_changed_cb (SgTrayItem *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATCHED]);
}

static void
menu_opening_cb (SgTrayItem *self)
{
  g_signal_emit (self, signals[SIGNAL_MENU_OPENING], 0);
}

static void
sg_tray_item_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SgTrayItem *self = SG_TRAY_ITEM (object);

  switch ((SgTrayItemProperty) property_id) {
  case PROP_WATCHED:
    g_value_set_boolean (value, sg_tray_item_is_watched (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
sg_tray_item_dispose (GObject *object)
{
  SgTrayItem *self = SG_TRAY_ITEM (object);

  stop_writing (self);
  if (self->registration_id != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration_id);
  self->registration_id = 0;
  if (self->watcher != NULL)
    g_object_run_dispose (G_OBJECT (self->watcher));

  G_OBJECT_CLASS (sg_tray_item_parent_class)->dispose (object);
}

static void
sg_tray_item_finalize (GObject *object)
{
  SgTrayItem *self = SG_TRAY_ITEM (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->menu);
  g_clear_object (&self->watcher);
  g_free (self->title);
  g_free (self->description);
  g_free (self->activation_token);
  g_free (self->icon_folder);
  g_free (self->icon_name);

  G_OBJECT_CLASS (sg_tray_item_parent_class)->finalize (object);
}

static void
sg_tray_item_class_init (SgTrayItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sg_tray_item_get_property;
  object_class->dispose = sg_tray_item_dispose;
  object_class->finalize = sg_tray_item_finalize;

  properties[PROP_WATCHED] =
    g_param_spec_boolean ("watched", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_ACTIVATE] =
    g_signal_new ("activate", SG_TYPE_TRAY_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_INT, G_TYPE_STRING);
  signals[SIGNAL_CONTEXT_MENU] =
    g_signal_new ("context-menu", SG_TYPE_TRAY_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_INT, G_TYPE_STRING);
  signals[SIGNAL_MENU_OPENING] =
    g_signal_new ("menu-opening", SG_TYPE_TRAY_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sg_tray_item_init (SgTrayItem *self)
{
  self->badge = (SgBadge) { .text = "–" };
  self->title = g_strdup ("Sandglass");
  self->description = g_strdup ("");
}

/**
 * sg_tray_item_new:
 * @menu: names its actions `app.NAME`
 * @actions: has them as `NAME`
 *
 * Returns: (transfer full): an item nobody sees before sg_tray_item_export()
 */
SgTrayItem *
sg_tray_item_new (GDBusConnection *connection,
                  GMenuModel      *menu,
                  GActionGroup    *actions)
{
  SgTrayItem *self = g_object_new (SG_TYPE_TRAY_ITEM, NULL);

  self->connection = g_object_ref (connection);
  self->menu = sg_dbus_menu_new (menu, actions);
  g_signal_connect_object (self->menu, "opening", G_CALLBACK (menu_opening_cb), self, G_CONNECT_SWAPPED);
  self->watcher = sg_tray_watcher_new (connection, ITEM_PATH);
  g_signal_connect_object (self->watcher, "appeared", G_CALLBACK (watcher_appeared_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watcher, "notify::registered", G_CALLBACK (registered_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * sg_tray_item_export:
 *
 * Puts item and menu on the bus and gives the item to every watcher from now on.
 *
 * Returns: %FALSE with @error set when another object has one of the two paths
 */
gboolean
sg_tray_item_export (SgTrayItem *self,
                     GError    **error)
{
  static const GDBusInterfaceVTable vtable = { method_called_cb, property_read_cb, NULL };

  g_return_val_if_fail (SG_IS_TRAY_ITEM (self), FALSE);
  g_return_val_if_fail (self->registration_id == 0, FALSE);

  self->registration_id =
    g_dbus_connection_register_object (self->connection, ITEM_PATH,
                                       (GDBusInterfaceInfo *) &sg_status_notifier_item_interface,
                                       &vtable, self, NULL, error);
  if (self->registration_id == 0 || !sg_dbus_menu_export (self->menu, self->connection, MENU_PATH, error))
    return FALSE;

  sg_tray_watcher_start (self->watcher);

  return TRUE;
}

/**
 * sg_tray_item_set_badge:
 *
 * Panels are told only of a badge that looks different: one that reads it gets 35 kB.
 */
void
sg_tray_item_set_badge (SgTrayItem    *self,
                        const SgBadge *badge)
{
  g_return_if_fail (SG_IS_TRAY_ITEM (self));

  if (sg_badge_equal (&self->badge, badge))
    return;

  self->badge = *badge;
  if (self->icon_folder != NULL)
    write_icon (self);
  else
    emit (self, "NewIcon");
}

/* Some panels parse a tooltip as markup and others show it as it is; these characters read the same in both. */
static char *
plain_words (const char *words)
{
  GString *plain = g_string_new (words);

  g_string_replace (plain, "&", "+", 0);
  g_string_replace (plain, "<", "‹", 0);
  g_string_replace (plain, ">", "›", 0);

  return g_string_free (plain, FALSE);
}

static gboolean
set_words (char      **stored,
           const char *words)
{
  g_autofree char *plain = plain_words (words);

  if (g_str_equal (*stored, plain))
    return FALSE;

  g_free (*stored);
  *stored = g_steal_pointer (&plain);

  return TRUE;
}

/**
 * sg_tray_item_set_words:
 * @title: all that matters, in a line: some panels show nothing else
 * @description: more lines of the tooltip; may be empty
 */
void
sg_tray_item_set_words (SgTrayItem *self,
                        const char *title,
                        const char *description)
{
  gboolean new_title, new_description;

  g_return_if_fail (SG_IS_TRAY_ITEM (self));

  new_title = set_words (&self->title, title);
  new_description = set_words (&self->description, description);

  if (new_title)
    emit (self, "NewTitle");
  if (new_title || new_description)
    emit (self, "NewToolTip");
}

/**
 * sg_tray_item_is_watched:
 *
 * Returns: whether a StatusNotifierWatcher is on the bus and took us
 */
gboolean
sg_tray_item_is_watched (SgTrayItem *self)
{
  g_return_val_if_fail (SG_IS_TRAY_ITEM (self), FALSE);

  return sg_tray_watcher_is_registered (self->watcher);
}

/**
 * sg_tray_item_take_activation_token:
 *
 * For the action of a menu item that shows a window: the token comes just before
 * the click on it. Signal `activate` has taken its own.
 *
 * Returns: (transfer full) (nullable): the token that the panel gave for this click
 */
char *
sg_tray_item_take_activation_token (SgTrayItem *self)
{
  g_return_val_if_fail (SG_IS_TRAY_ITEM (self), NULL);

  return g_steal_pointer (&self->activation_token);
}
