/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-menu-diff.h"

static gboolean
same_item (gconstpointer a,
           gconstpointer b)
{
  const SgMenuNode *first = a;
  const SgMenuNode *second = b;

  if (first->kind != second->kind || g_strcmp0 (first->action, second->action) != 0)
    return FALSE;
  if (first->target == NULL || second->target == NULL)
    return first->target == second->target;

  return g_variant_equal (first->target, second->target);
}

static SgMenuNode *
take_same_item (GPtrArray  *left,
                SgMenuNode *child)
{
  guint index;

  if (left == NULL || !g_ptr_array_find_with_equal_func (left, child, same_item, &index))
    return NULL;

  return g_ptr_array_remove_index (left, index);
}

/**
 * sg_menu_adopt_ids:
 * @before: (nullable): the root that panels know; the items both have keep their ids
 * @next_id: the next id never used
 *
 * Items are the same by what they do; lines that do nothing, by their order.
 *
 * Returns: whether items came, went or moved; if not, only properties can differ
 */
gboolean
sg_menu_adopt_ids (SgMenuNode *self,
                   SgMenuNode *before,
                   int        *next_id)
{
  g_autoptr (GPtrArray) left = NULL;
  gboolean changed = before == NULL || before->children->len != self->children->len;

  if (before != NULL) {
    left = g_ptr_array_new ();
    for (guint i = 0; i < before->children->len; i++)
      g_ptr_array_add (left, g_ptr_array_index (before->children, i));
  }

  for (guint i = 0; i < self->children->len; i++) {
    SgMenuNode *child = g_ptr_array_index (self->children, i);
    SgMenuNode *known = take_same_item (left, child);

    if (known == NULL || i >= before->children->len || g_ptr_array_index (before->children, i) != known)
      changed = TRUE;
    child->id = known ? known->id : (*next_id)++;
    if (child->children != NULL && sg_menu_adopt_ids (child, known, next_id))
      changed = TRUE;
  }

  return changed;
}

static void
compare_properties (SgMenuNode      *before,
                    SgMenuNode      *after,
                    GVariantBuilder *updated,
                    GVariantBuilder *removed)
{
  g_auto (GVariantBuilder) changes = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GStrvBuilder) gone = g_strv_builder_new ();
  g_autoptr (GVariant) changed = NULL;
  g_auto (GStrv) gone_names = NULL;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, after->properties);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value)) {
    g_autoptr (GVariant) old = sg_menu_node_get_property (before, name);

    if (old == NULL || !g_variant_equal (old, value))
      g_variant_builder_add (&changes, "{sv}", name, value);
  }

  g_variant_iter_init (&iter, before->properties);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value)) {
    g_autoptr (GVariant) kept = sg_menu_node_get_property (after, name);

    if (kept == NULL)
      g_strv_builder_add (gone, name);
  }

  changed = g_variant_ref_sink (g_variant_builder_end (&changes));
  gone_names = g_strv_builder_end (gone);
  if (g_variant_n_children (changed) > 0)
    g_variant_builder_add (updated, "(i@a{sv})", after->id, changed);
  if (gone_names[0] != NULL)
    g_variant_builder_add (removed, "(i^as)", after->id, gone_names);
}

static void
compare_items (SgMenuNode      *before,
               SgMenuNode      *after,
               GVariantBuilder *updated,
               GVariantBuilder *removed)
{
  SgMenuNode *known = sg_menu_node_find (before, after->id);

  if (known != NULL)
    compare_properties (known, after, updated, removed);
  for (guint i = 0; after->children != NULL && i < after->children->len; i++)
    compare_items (before, g_ptr_array_index (after->children, i), updated, removed);
}

/**
 * sg_menu_diff:
 * @after: has its ids from sg_menu_adopt_ids()
 *
 * Returns: (transfer floating) (nullable): `(a(ia{sv})a(ias))`, what differs in the
 *   items that both have, as ItemsPropertiesUpdated says it; %NULL when nothing does
 */
GVariant *
sg_menu_diff (SgMenuNode *before,
              SgMenuNode *after)
{
  GVariantBuilder updated = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ia{sv})"));
  GVariantBuilder removed = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ias)"));
  g_autoptr (GVariant) updates = NULL;
  g_autoptr (GVariant) removals = NULL;

  compare_items (before, after, &updated, &removed);
  updates = g_variant_ref_sink (g_variant_builder_end (&updated));
  removals = g_variant_ref_sink (g_variant_builder_end (&removed));

  if (g_variant_n_children (updates) == 0 && g_variant_n_children (removals) == 0)
    return NULL;

  return g_variant_new ("(@a(ia{sv})@a(ias))", updates, removals);
}
