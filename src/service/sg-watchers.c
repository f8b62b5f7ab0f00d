/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-watchers.h"

/* More than any desktop shows at once. */
#define MOST_WATCHERS 64

struct _SgWatchers {
  GObject     parent_instance;

  GHashTable *watch_ids;   /* (owned): unique bus name → id of g_bus_watch_name */
};

typedef enum {
  PROP_WATCHED = 1,
} SgWatchersProperty;

static GParamSpec *properties[PROP_WATCHED + 1];

G_DEFINE_FINAL_TYPE (SgWatchers, sg_watchers, G_TYPE_OBJECT)

static void
sg_watchers_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  if (property_id == PROP_WATCHED)
    g_value_set_boolean (value, sg_watchers_is_watched (SG_WATCHERS (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
sg_watchers_finalize (GObject *object)
{
  g_clear_pointer (&SG_WATCHERS (object)->watch_ids, g_hash_table_unref);

  G_OBJECT_CLASS (sg_watchers_parent_class)->finalize (object);
}

static void
sg_watchers_class_init (SgWatchersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sg_watchers_get_property;
  object_class->finalize = sg_watchers_finalize;

  properties[PROP_WATCHED] =
    g_param_spec_boolean ("watched", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
unwatch (gpointer watch_id)
{
  g_bus_unwatch_name (GPOINTER_TO_UINT (watch_id));
}

static void
sg_watchers_init (SgWatchers *self)
{
  self->watch_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unwatch);
}

SgWatchers *
sg_watchers_new (void)
{
  return g_object_new (SG_TYPE_WATCHERS, NULL);
}

static void
forget (SgWatchers *self,
        const char *bus_name)
{
  if (g_hash_table_remove (self->watch_ids, bus_name) && !sg_watchers_is_watched (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATCHED]);
}

static void
vanished_cb (GDBusConnection *connection,
             const char      *name,
             gpointer         user_data)
{
  g_autofree char *bus_name = g_strdup (name);

  forget (user_data, bus_name);
}

/**
 * sg_watchers_set:
 * @bus_name: the unique name of who says so
 */
void
sg_watchers_set (SgWatchers      *self,
                 GDBusConnection *connection,
                 const char      *bus_name,
                 gboolean         watching)
{
  gboolean was_watched = sg_watchers_is_watched (self);
  guint watch_id;

  g_return_if_fail (SG_IS_WATCHERS (self));

  if (!watching) {
    forget (self, bus_name);
    return;
  }
  if (g_hash_table_contains (self->watch_ids, bus_name) || g_hash_table_size (self->watch_ids) >= MOST_WATCHERS)
    return;

  watch_id = g_bus_watch_name_on_connection (connection, bus_name, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, vanished_cb,
                                             self, NULL);
  g_hash_table_insert (self->watch_ids, g_strdup (bus_name), GUINT_TO_POINTER (watch_id));
  if (!was_watched)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATCHED]);
}

gboolean
sg_watchers_is_watched (SgWatchers *self)
{
  return g_hash_table_size (self->watch_ids) > 0;
}
