/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-incidents.h"

#include "sg-variant.h"

static void
incident_free (SgIncident *self)
{
  g_free (self->name);
  g_free (self->impact);
  g_free (self->stage);
  g_clear_pointer (&self->began_at, g_date_time_unref);
  g_free (self);
}

SgIncidents *
sg_incidents_new (SgOrigin   origin,
                  GDateTime *as_of)
{
  SgIncidents *self = g_new0 (SgIncidents, 1);

  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify) incident_free);
  self->origin = origin;
  self->as_of = g_date_time_ref (as_of);

  return self;
}

void
sg_incidents_free (SgIncidents *self)
{
  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_clear_pointer (&self->as_of, g_date_time_unref);
  g_free (self);
}

/**
 * sg_incidents_add:
 * @impact: (nullable):
 * @stage: (nullable):
 * @began_at: (nullable):
 *
 * For its maker only.
 */
void
sg_incidents_add (SgIncidents *self,
                  const char  *name,
                  const char  *impact,
                  const char  *stage,
                  GDateTime   *began_at)
{
  SgIncident *incident = g_new0 (SgIncident, 1);

  incident->name = g_strdup (name);
  incident->impact = g_strdup (impact);
  incident->stage = g_strdup (stage);
  incident->began_at = began_at ? g_date_time_ref (began_at) : NULL;
  g_ptr_array_add (self->list, incident);
}

SgIncidents *
sg_incidents_copy (const SgIncidents *self)
{
  SgIncidents *copy = sg_incidents_new (self->origin, self->as_of);

  for (guint i = 0; i < self->list->len; i++) {
    const SgIncident *incident = g_ptr_array_index (self->list, i);

    sg_incidents_add (copy, incident->name, incident->impact, incident->stage, incident->began_at);
  }

  return copy;
}

static GVariant *
incident_to_variant (const SgIncident *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  sg_variant_put_string (&dict, "name", self->name);
  sg_variant_put_string (&dict, "impact", self->impact);
  sg_variant_put_string (&dict, "stage", self->stage);
  sg_variant_put_time (&dict, "began-at", self->began_at);

  return g_variant_dict_end (&dict);
}

/**
 * sg_incidents_to_variant:
 *
 * Returns: (transfer floating): `a{sv}`: incidents aa{sv} (name s, impact s, stage s, began-at x), origin s, as-of x
 */
GVariant *
sg_incidents_to_variant (const SgIncidents *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  GVariantBuilder list;

  g_variant_builder_init (&list, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < self->list->len; i++)
    g_variant_builder_add_value (&list, incident_to_variant (g_ptr_array_index (self->list, i)));
  g_variant_dict_insert_value (&dict, "incidents", g_variant_builder_end (&list));
  sg_variant_put_stamp (&dict, self->origin, self->as_of);

  return g_variant_dict_end (&dict);
}

static void
add_variant (SgIncidents *self,
             GVariant    *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  const char *name = sg_variant_get_string (&dict, "name");
  g_autoptr (GDateTime) began_at = sg_variant_get_time (&dict, "began-at");

  if (name != NULL)
    sg_incidents_add (self, name, sg_variant_get_string (&dict, "impact"), sg_variant_get_string (&dict, "stage"), began_at);
}

/**
 * sg_incidents_from_variant:
 *
 * Returns: (transfer full) (nullable): %NULL when it is not what sg_incidents_to_variant() makes
 */
SgIncidents *
sg_incidents_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  g_autoptr (GDateTime) as_of = sg_variant_get_time (&dict, "as-of");
  g_autoptr (GVariant) list = g_variant_dict_lookup_value (&dict, "incidents", G_VARIANT_TYPE ("aa{sv}"));
  SgIncidents *self;

  if (as_of == NULL || list == NULL)
    return NULL;

  self = sg_incidents_new (sg_variant_get_origin (&dict), as_of);
  for (gsize i = 0; i < g_variant_n_children (list); i++) {
    g_autoptr (GVariant) child = g_variant_get_child_value (list, i);

    add_variant (self, child);
  }

  return self;
}
