/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-dbus-menu.h"

#include "sg-menu-diff.h"
#include "sg-tray-interfaces.h"

#define PROTOCOL_VERSION 3

/* No panel asks about more items at once; a longer list is a fault or a prank. */
#define MAX_LIST 4096

struct _SgDBusMenu {
  GObject          parent_instance;

  GMenuModel      *model;           /* (owned) */
  GActionGroup    *actions;         /* (owned) */
  SgMenuNode      *root;            /* (owned) */
  GPtrArray       *models;          /* (owned) (element-type GMenuModel): all that root was read from */
  int              next_id;
  guint            revision;
  guint            update_id;

  GDBusConnection *connection;      /* (owned) (nullable) */
  char            *object_path;     /* (owned) (nullable) */
  guint            registration_id;
};

typedef enum {
  SIGNAL_OPENING,
} SgDBusMenuSignal;

static guint signals[SIGNAL_OPENING + 1];

G_DEFINE_FINAL_TYPE (SgDBusMenu, sg_dbus_menu, G_TYPE_OBJECT)

static void
emit (SgDBusMenu *self,
      const char *signal_name,
      GVariant   *parameters)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (parameters);

  if (self->connection != NULL)
    g_dbus_connection_emit_signal (self->connection, NULL, self->object_path,
                                   sg_com_canonical_dbusmenu_interface.name, signal_name, sunk, NULL);
}

static void schedule_update (SgDBusMenu *self);

static void
forget_model (gpointer data,
              gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (data, schedule_update, user_data);
}

static void
watch_model (gpointer data,
             gpointer user_data)
{
  g_signal_connect_object (data, "items-changed", G_CALLBACK (schedule_update), user_data, G_CONNECT_SWAPPED);
}

/* Reads the model anew and tells panels the difference. A mere change of words is never told as a new
 * layout: GNOME puts layouts off while the menu is open. Returns whether the layout is new. */
static gboolean
update (SgDBusMenu *self)
{
  g_autoptr (SgMenuNode) before = g_steal_pointer (&self->root);
  GVariant *changes;
  gboolean changed;

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_ptr_array_foreach (self->models, forget_model, self);
  g_ptr_array_set_size (self->models, 0);

  self->root = sg_menu_node_new (self->model, self->actions, self->models);
  g_ptr_array_foreach (self->models, watch_model, self);
  changed = sg_menu_adopt_ids (self->root, before, &self->next_id);

  changes = before ? sg_menu_diff (before, self->root) : NULL;

  if (changes != NULL)
    emit (self, "ItemsPropertiesUpdated", changes);
  if (changed) {
    self->revision++;
    emit (self, "LayoutUpdated", g_variant_new ("(ui)", self->revision, SG_MENU_ROOT_ID));
  }

  return changed;
}

static gboolean
update_cb (gpointer user_data)
{
  SgDBusMenu *self = user_data;

  self->update_id = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
schedule_update (SgDBusMenu *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (update_cb, self);
}

static void
return_unknown (GDBusMethodInvocation *invocation,
                int                    id)
{
  g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                         "The menu has no item %d", id);
}

static gboolean
refuse_long (GDBusMethodInvocation *invocation,
             GVariant              *list)
{
  if (g_variant_n_children (list) <= MAX_LIST)
    return FALSE;

  g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_LIMITS_EXCEEDED,
                                         "More than %d entries", MAX_LIST);
  return TRUE;
}

static void
get_layout (SgDBusMenu            *self,
            GVariant              *parameters,
            GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) name_list = NULL;
  g_autofree const char **names = NULL;
  SgMenuNode *parent;
  int parent_id, depth;

  g_variant_get (parameters, "(ii@as)", &parent_id, &depth, &name_list);
  if (refuse_long (invocation, name_list))
    return;

  parent = sg_menu_node_find (self->root, parent_id);
  if (parent == NULL) {
    return_unknown (invocation, parent_id);
    return;
  }

  names = g_variant_get_strv (name_list, NULL);
  g_dbus_method_invocation_return_value (
    invocation, g_variant_new ("(u@(ia{sv}av))", self->revision, sg_menu_node_to_layout (parent, depth, names)));
}

static gboolean
contains_id (GVariant *ids,
             int       id)
{
  gsize n_ids;
  const gint32 *values = g_variant_get_fixed_array (ids, &n_ids, sizeof *values);

  for (gsize i = 0; i < n_ids; i++) {
    if (values[i] == id)
      return TRUE;
  }

  return FALSE;
}

static void
add_group_properties (SgMenuNode        *node,
                      GVariant          *ids,
                      const char *const *names,
                      GVariantBuilder   *builder)
{
  if (g_variant_n_children (ids) == 0 || contains_id (ids, node->id))
    g_variant_builder_add (builder, "(i@a{sv})", node->id, sg_menu_node_filter_properties (node, names));

  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    add_group_properties (g_ptr_array_index (node->children, i), ids, names, builder);
}

static void
get_group_properties (SgDBusMenu            *self,
                      GVariant              *parameters,
                      GDBusMethodInvocation *invocation)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ia{sv})"));
  g_autoptr (GVariant) ids = NULL;
  g_autoptr (GVariant) name_list = NULL;
  g_autofree const char **names = NULL;

  g_variant_get (parameters, "(@ai@as)", &ids, &name_list);
  if (!refuse_long (invocation, ids) && !refuse_long (invocation, name_list)) {
    names = g_variant_get_strv (name_list, NULL);
    add_group_properties (self->root, ids, names, &builder);
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a(ia{sv}))", &builder));
  }
  g_variant_builder_clear (&builder);
}

static void
get_property (SgDBusMenu            *self,
              GVariant              *parameters,
              GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) value = NULL;
  SgMenuNode *node;
  const char *name;
  int id;

  g_variant_get (parameters, "(i&s)", &id, &name);
  node = sg_menu_node_find (self->root, id);
  value = node ? sg_menu_node_get_property (node, name) : NULL;

  if (node == NULL)
    return_unknown (invocation, id);
  else if (value == NULL)
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                           "Item %d has no such property", id);
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(v)", value));
}

static void
handle_event (SgDBusMenu *self,
              SgMenuNode *node,
              const char *event)
{
  g_autoptr (GVariant) enabled = sg_menu_node_get_property (node, "enabled");
  g_autofree char *action = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!g_str_equal (event, "clicked") || enabled == NULL || !g_variant_get_boolean (enabled))
    return;

  /* The action may change the menu, and the node with it. */
  action = g_strdup (node->action);
  target = node->target ? g_variant_ref (node->target) : NULL;
  g_action_group_activate_action (self->actions, action, target);
}

/* Panels wait for the answer, some of them with their whole main loop: answer first, act then. */
static void
event (SgDBusMenu            *self,
       GVariant              *parameters,
       GDBusMethodInvocation *invocation)
{
  SgMenuNode *node;
  const char *name;
  int id;

  g_variant_get (parameters, "(i&svu)", &id, &name, NULL, NULL);
  node = sg_menu_node_find (self->root, id);
  if (node == NULL) {
    return_unknown (invocation, id);
    return;
  }

  g_dbus_method_invocation_return_value (invocation, NULL);
  handle_event (self, node, name);
}

static void
event_group (SgDBusMenu            *self,
             GVariant              *parameters,
             GDBusMethodInvocation *invocation)
{
  GVariantBuilder unknown = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ai"));
  g_autoptr (GVariant) events = g_variant_get_child_value (parameters, 0);
  GVariantIter iter;
  const char *name;
  int id;

  if (refuse_long (invocation, events)) {
    g_variant_builder_clear (&unknown);
    return;
  }

  g_variant_iter_init (&iter, events);
  while (g_variant_iter_loop (&iter, "(i&svu)", &id, NULL, NULL, NULL)) {
    if (sg_menu_node_find (self->root, id) == NULL)
      g_variant_builder_add (&unknown, "i", id);
  }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(ai)", &unknown));

  g_variant_iter_init (&iter, events);
  while (g_variant_iter_loop (&iter, "(i&svu)", &id, &name, NULL, NULL)) {
    SgMenuNode *node = sg_menu_node_find (self->root, id);

    if (node != NULL)
      handle_event (self, node, name);
  }
}

/* Returns whether the layout is new. */
static gboolean
prepare (SgDBusMenu *self)
{
  g_signal_emit (self, signals[SIGNAL_OPENING], 0);

  return self->update_id != 0 && update (self);
}

static void
about_to_show (SgDBusMenu            *self,
               GVariant              *parameters,
               GDBusMethodInvocation *invocation)
{
  gboolean changed = prepare (self);
  int id;

  g_variant_get (parameters, "(i)", &id);
  if (sg_menu_node_find (self->root, id) == NULL)
    return_unknown (invocation, id);
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(b)", changed));
}

static void
about_to_show_group (SgDBusMenu            *self,
                     GVariant              *parameters,
                     GDBusMethodInvocation *invocation)
{
  GVariantBuilder updated = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ai"));
  GVariantBuilder unknown = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("ai"));
  g_autoptr (GVariant) ids = g_variant_get_child_value (parameters, 0);
  GVariantIter iter;
  gboolean changed;
  int id;

  if (!refuse_long (invocation, ids)) {
    changed = prepare (self);
    g_variant_iter_init (&iter, ids);
    while (g_variant_iter_loop (&iter, "i", &id)) {
      if (sg_menu_node_find (self->root, id) == NULL)
        g_variant_builder_add (&unknown, "i", id);
      else if (changed)
        g_variant_builder_add (&updated, "i", id);
    }
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aiai)", &updated, &unknown));
  }
  g_variant_builder_clear (&updated);
  g_variant_builder_clear (&unknown);
}

static const struct {
  const char *name;
  void        (*handle) (SgDBusMenu            *self,
                         GVariant              *parameters,
                         GDBusMethodInvocation *invocation);
} methods[] = {
  { "GetLayout", get_layout },
  { "GetGroupProperties", get_group_properties },
  { "GetProperty", get_property },
  { "Event", event },
  { "EventGroup", event_group },
  { "AboutToShow", about_to_show },
  { "AboutToShowGroup", about_to_show_group },
};

/* GDBus lets in only the methods and argument types of the XML. */
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
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++) {
    if (g_str_equal (method_name, methods[i].name))
      methods[i].handle (user_data, parameters, invocation);
  }
}

static GVariant *
property_read_cb (GDBusConnection *connection,
                  const char      *sender,
                  const char      *object_path,
                  const char      *interface_name,
                  const char      *property_name,
                  GError         **error,
                  gpointer         user_data)
{
  if (g_str_equal (property_name, "Version"))
    return g_variant_new_uint32 (PROTOCOL_VERSION);
  if (g_str_equal (property_name, "TextDirection"))
    return g_variant_new_string ("ltr");
  if (g_str_equal (property_name, "Status"))
    return g_variant_new_string ("normal");

  return g_variant_new_strv (NULL, 0);
}

static void
sg_dbus_menu_dispose (GObject *object)
{
  SgDBusMenu *self = SG_DBUS_MENU (object);

  if (self->registration_id != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration_id);
  self->registration_id = 0;
  g_clear_handle_id (&self->update_id, g_source_remove);

  G_OBJECT_CLASS (sg_dbus_menu_parent_class)->dispose (object);
}

static void
sg_dbus_menu_finalize (GObject *object)
{
  SgDBusMenu *self = SG_DBUS_MENU (object);

  g_clear_object (&self->model);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->root, sg_menu_node_free);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_clear_object (&self->connection);
  g_free (self->object_path);

  G_OBJECT_CLASS (sg_dbus_menu_parent_class)->finalize (object);
}

static void
sg_dbus_menu_class_init (SgDBusMenuClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_dbus_menu_dispose;
  object_class->finalize = sg_dbus_menu_finalize;

  signals[SIGNAL_OPENING] =
    g_signal_new ("opening", SG_TYPE_DBUS_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sg_dbus_menu_init (SgDBusMenu *self)
{
  self->models = g_ptr_array_new_with_free_func (g_object_unref);
  self->next_id = SG_MENU_ROOT_ID + 1;
}

/**
 * sg_dbus_menu_new:
 * @model: names its actions `app.NAME`
 * @actions: has them as `NAME`
 *
 * Returns: (transfer full): the menu; it follows changes of both
 */
SgDBusMenu *
sg_dbus_menu_new (GMenuModel   *model,
                  GActionGroup *actions)
{
  static const char *const changes[] = {
    "action-added", "action-removed", "action-enabled-changed", "action-state-changed",
  };
  SgDBusMenu *self = g_object_new (SG_TYPE_DBUS_MENU, NULL);

  self->model = g_object_ref (model);
  self->actions = g_object_ref (actions);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (actions, changes[i], G_CALLBACK (schedule_update), self, G_CONNECT_SWAPPED);
  update (self);

  return self;
}

/**
 * sg_dbus_menu_export:
 *
 * Puts the menu on @connection for as long as it lives.
 */
gboolean
sg_dbus_menu_export (SgDBusMenu      *self,
                     GDBusConnection *connection,
                     const char      *object_path,
                     GError         **error)
{
  static const GDBusInterfaceVTable vtable = { method_called_cb, property_read_cb, NULL };

  g_return_val_if_fail (SG_IS_DBUS_MENU (self), FALSE);
  g_return_val_if_fail (self->registration_id == 0, FALSE);

  self->registration_id =
    g_dbus_connection_register_object (connection, object_path,
                                       (GDBusInterfaceInfo *) &sg_com_canonical_dbusmenu_interface,
                                       &vtable, self, NULL, error);
  if (self->registration_id == 0)
    return FALSE;

  g_set_object (&self->connection, connection);
  self->object_path = g_strdup (object_path);

  return TRUE;
}
