/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-menu-node.h"

typedef struct {
  GActionGroup *actions;
  GPtrArray    *models;
} Context;

static SgMenuNode *
node_new (SgMenuNodeKind kind,
          GVariant      *properties)
{
  SgMenuNode *self = g_new0 (SgMenuNode, 1);

  self->kind = kind;
  self->properties = g_variant_ref_sink (properties);
  if (kind == SG_MENU_NODE_SUBMENU)
    self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_menu_node_free);

  return self;
}

void
sg_menu_node_free (SgMenuNode *self)
{
  g_free (self->action);
  g_clear_pointer (&self->target, g_variant_unref);
  g_clear_pointer (&self->properties, g_variant_unref);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

static SgMenuNode *
separator_new (void)
{
  return node_new (SG_MENU_NODE_SEPARATOR, g_variant_new_parsed ("{'type': <'separator'>}"));
}

static gboolean
same_type (GVariant           *value,
           const GVariantType *type)
{
  if (value == NULL || type == NULL)
    return value == NULL && type == NULL;

  return g_variant_is_of_type (value, type);
}

/* A boolean state is a check mark; a state that is compared with the target is one of several. */
static void
add_toggle (GVariantBuilder *builder,
            GVariant        *state,
            GVariant        *target)
{
  gboolean is_check = target == NULL && g_variant_is_of_type (state, G_VARIANT_TYPE_BOOLEAN);
  gboolean on;

  if (!is_check && target == NULL)
    return;

  on = is_check ? g_variant_get_boolean (state) : g_variant_equal (state, target);
  g_variant_builder_add_parsed (builder, "{'toggle-type', <%s>}", is_check ? "checkmark" : "radio");
  g_variant_builder_add_parsed (builder, "{'toggle-state', <%i>}", on ? 1 : 0);
}

/* What can be done with an item: nothing without an action that is there, enabled and takes this target. */
static void
add_action (GVariantBuilder *builder,
            GActionGroup    *actions,
            const char      *action,
            GVariant        *target)
{
  g_autoptr (GVariant) state = NULL;
  const GVariantType *parameter_type = NULL;
  gboolean enabled = FALSE;
  gboolean known = action != NULL &&
                   g_action_group_query_action (actions, action, &enabled, &parameter_type, NULL, NULL, &state);

  enabled = known && enabled && same_type (target, parameter_type);
  g_variant_builder_add_parsed (builder, "{'enabled', <%b>}", enabled);
  if (state != NULL)
    add_toggle (builder, state, target);
}

static void add_model (GPtrArray     *children,
                       GMenuModel    *model,
                       const Context *context);

static SgMenuNode *
submenu_new (const char    *label,
             GMenuModel    *model,
             const Context *context)
{
  SgMenuNode *self =
    node_new (SG_MENU_NODE_SUBMENU, g_variant_new_parsed ("{'label': <%s>, 'children-display': <'submenu'>}", label));

  add_model (self->children, model, context);

  return self;
}

static SgMenuNode *
item_new (const char    *label,
          const char    *action,
          GVariant      *target,
          const Context *context)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  SgMenuNode *self;

  if (action != NULL && g_str_has_prefix (action, SG_MENU_ACTION_PREFIX))
    action += strlen (SG_MENU_ACTION_PREFIX);

  g_variant_builder_add_parsed (&builder, "{'label', <%s>}", label);
  add_action (&builder, context->actions, action, target);

  self = node_new (SG_MENU_NODE_ITEM, g_variant_builder_end (&builder));
  self->action = g_strdup (action);
  self->target = target ? g_variant_ref (target) : NULL;

  return self;
}

static void
add_section (GPtrArray     *children,
             GMenuModel    *section,
             const Context *context)
{
  guint n_before = children->len;

  add_model (children, section, context);
  if (n_before > 0 && children->len > n_before)
    g_ptr_array_insert (children, (int) n_before, separator_new ());
}

static void
add_item (GPtrArray     *children,
          GMenuModel    *model,
          int            index,
          const Context *context)
{
  g_autoptr (GMenuModel) section = g_menu_model_get_item_link (model, index, G_MENU_LINK_SECTION);
  g_autoptr (GMenuModel) submenu = g_menu_model_get_item_link (model, index, G_MENU_LINK_SUBMENU);
  g_autoptr (GVariant) target = g_menu_model_get_item_attribute_value (model, index, G_MENU_ATTRIBUTE_TARGET, NULL);
  g_autofree char *label = NULL;
  g_autofree char *action = NULL;

  g_menu_model_get_item_attribute (model, index, G_MENU_ATTRIBUTE_LABEL, "s", &label);
  g_menu_model_get_item_attribute (model, index, G_MENU_ATTRIBUTE_ACTION, "s", &action);

  if (section != NULL)
    add_section (children, section, context);
  else if (submenu != NULL)
    g_ptr_array_add (children, submenu_new (label ? label : "", submenu, context));
  else
    g_ptr_array_add (children, item_new (label ? label : "", action, target, context));
}

static void
add_model (GPtrArray     *children,
           GMenuModel    *model,
           const Context *context)
{
  g_ptr_array_add (context->models, g_object_ref (model));
  for (int i = 0; i < g_menu_model_get_n_items (model); i++)
    add_item (children, model, i, context);
}

/**
 * sg_menu_node_new:
 * @models: (element-type GMenuModel): is given every model that was read, for watching
 *
 * A panel shows nothing at all for an empty menu, so an empty @model becomes one
 * line with the program's name.
 *
 * Returns: (transfer full): the root; no item has an id before sg_menu_adopt_ids()
 */
SgMenuNode *
sg_menu_node_new (GMenuModel   *model,
                  GActionGroup *actions,
                  GPtrArray    *models)
{
  Context context = { actions, models };
  SgMenuNode *self = node_new (SG_MENU_NODE_SUBMENU, g_variant_new_parsed ("{'children-display': <'submenu'>}"));

  add_model (self->children, model, &context);
  if (self->children->len == 0)
    g_ptr_array_add (self->children, item_new ("Sandglass", NULL, NULL, &context));

  return self;
}

/**
 * sg_menu_node_find:
 *
 * Returns: (transfer none) (nullable): the item of that id, at any depth
 */
SgMenuNode *
sg_menu_node_find (SgMenuNode *self,
                   int         id)
{
  if (self->id == id)
    return self;

  for (guint i = 0; self->children != NULL && i < self->children->len; i++) {
    SgMenuNode *found = sg_menu_node_find (g_ptr_array_index (self->children, i), id);

    if (found != NULL)
      return found;
  }

  return NULL;
}

/**
 * sg_menu_node_get_property:
 *
 * Returns: (transfer full) (nullable): its value
 */
GVariant *
sg_menu_node_get_property (SgMenuNode *self,
                           const char *name)
{
  return g_variant_lookup_value (self->properties, name, NULL);
}

/**
 * sg_menu_node_filter_properties:
 * @names: (array zero-terminated=1): the properties asked for; none means all
 *
 * Returns: (transfer floating): `a{sv}`
 */
GVariant *
sg_menu_node_filter_properties (SgMenuNode        *self,
                                const char *const *names)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GVariantIter iter;
  GVariant *entry;

  g_variant_iter_init (&iter, self->properties);
  while ((entry = g_variant_iter_next_value (&iter)) != NULL) {
    const char *name;

    g_variant_get_child (entry, 0, "&s", &name);
    if (names[0] == NULL || g_strv_contains (names, name))
      g_variant_builder_add_value (&builder, entry);
    g_variant_unref (entry);
  }

  return g_variant_builder_end (&builder);
}

/**
 * sg_menu_node_to_layout:
 * @depth: how many levels of children; below 0 all
 * @names: (array zero-terminated=1): the properties asked for; none means all
 *
 * Returns: (transfer floating): `(ia{sv}av)`
 */
GVariant *
sg_menu_node_to_layout (SgMenuNode        *self,
                        int                depth,
                        const char *const *names)
{
  g_auto (GVariantBuilder) children = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; depth != 0 && self->children != NULL && i < self->children->len; i++) {
    SgMenuNode *child = g_ptr_array_index (self->children, i);

    g_variant_builder_add (&children, "v", sg_menu_node_to_layout (child, depth > 0 ? depth - 1 : -1, names));
  }

  return g_variant_new ("(i@a{sv}av)", self->id, sg_menu_node_filter_properties (self, names), &children);
}
