/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SG_MENU_ROOT_ID 0

/* The menu model knows the action group by this name: `app.refresh` is the group's `refresh`. */
#define SG_MENU_ACTION_PREFIX "app."

typedef enum {
  SG_MENU_NODE_ITEM,
  SG_MENU_NODE_SEPARATOR,
  SG_MENU_NODE_SUBMENU,
} SgMenuNodeKind;

/**
 * SgMenuNode:
 * @id: stays the item's own as long as the item is there, whatever its text and state
 * @action: (nullable): name in the action group
 * @target: (nullable): what the action is activated with
 * @properties: `a{sv}`, the dbusmenu properties
 * @children: (element-type SgMenuNode): of the root and of a submenu
 *
 * One line of the menu as the panel sees it: a picture of the menu model and its
 * actions at one moment.
 */
typedef struct {
  SgMenuNodeKind kind;
  int            id;
  char          *action;
  GVariant      *target;
  GVariant      *properties;
  GPtrArray     *children;
} SgMenuNode;

SgMenuNode *sg_menu_node_new (GMenuModel   *model,
                              GActionGroup *actions,
                              GPtrArray    *models) G_GNUC_WARN_UNUSED_RESULT;
void        sg_menu_node_free (SgMenuNode *self);

SgMenuNode *sg_menu_node_find (SgMenuNode *self,
                               int         id);
GVariant   *sg_menu_node_get_property (SgMenuNode *self,
                                       const char *name);
GVariant   *sg_menu_node_filter_properties (SgMenuNode        *self,
                                            const char *const *names) G_GNUC_WARN_UNUSED_RESULT;
GVariant   *sg_menu_node_to_layout (SgMenuNode        *self,
                                    int                depth,
                                    const char *const *names) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgMenuNode, sg_menu_node_free)

G_END_DECLS
