/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-console-groups.h"

#include "sg-console-days.h"
#include "sg-error.h"

static void
group_free (SgConsoleGroup *self)
{
  for (guint i = 0; i < SG_GROUPS_MOST_KEYS; i++)
    g_free (self->keys[i]);
  g_free (self);
}

void
sg_console_groups_free (SgConsoleGroups *self)
{
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_free (self);
}

static char *
dup_key (const SgConsoleBucket *bucket,
         guint                  by)
{
  g_autoptr (GDateTime) day = NULL;

  if (by != SG_GROUP_BY_DAY)
    return g_strdup (bucket->dimensions[by]);

  day = g_date_time_new_from_unix_utc (bucket->start);

  return g_date_time_format (day, "%Y-%m-%d");
}

/* Usage has no kinds of cost or of token: it stands beside costs that are not split by those. */
static gboolean
has_tokens (const SgConsoleGroups *self)
{
  for (guint i = 0; i < self->n_by; i++) {
    if (self->by[i] != SG_GROUP_BY_DAY && self->by[i] != SG_DIMENSION_MODEL && self->by[i] != SG_DIMENSION_WORKSPACE &&
        self->by[i] != SG_DIMENSION_API_KEY && self->by[i] != SG_DIMENSION_SERVICE_TIER)
      return FALSE;
  }

  return TRUE;
}

static SgConsoleGroup *
find_group (SgConsoleGroups       *self,
            GHashTable            *index,
            const SgConsoleBucket *bucket)
{
  g_autoptr (GString) name = g_string_new (NULL);
  SgConsoleGroup *group = g_new0 (SgConsoleGroup, 1);
  SgConsoleGroup *known;

  for (guint i = 0; i < self->n_by; i++) {
    group->keys[i] = dup_key (bucket, self->by[i]);
    g_string_append_printf (name, "%c%s\x1f", group->keys[i] ? '=' : '-', group->keys[i] ? group->keys[i] : "");
  }

  known = g_hash_table_lookup (index, name->str);
  if (known != NULL) {
    group_free (group);
    return known;
  }
  group->has_tokens = has_tokens (self);
  g_ptr_array_add (self->groups, group);
  g_hash_table_insert (index, g_string_free (g_steal_pointer (&name), FALSE), group);

  return group;
}

static gboolean
add_bucket (SgConsoleGroup        *group,
            const SgConsoleBucket *bucket)
{
  if (bucket->kind == SG_BUCKET_COST)
    return sg_cents_add (&group->amount, &bucket->amount) && sg_cents_add (&group->list_amount, &bucket->list_amount);

  return !__builtin_add_overflow (group->uncached_input, bucket->uncached_input, &group->uncached_input) &&
         !__builtin_add_overflow (group->output, bucket->output, &group->output) &&
         !__builtin_add_overflow (group->cache_write, bucket->write_5m, &group->cache_write) &&
         !__builtin_add_overflow (group->cache_write, bucket->write_1h, &group->cache_write) &&
         !__builtin_add_overflow (group->cache_read, bucket->cache_read, &group->cache_read) &&
         !__builtin_add_overflow (group->web_searches, bucket->web_searches, &group->web_searches);
}

static gboolean
add_buckets (SgConsoleGroups *self,
             GHashTable      *index,
             GPtrArray       *buckets,
             gint64           from,
             gint64           until)
{
  for (guint i = 0; i < buckets->len; i++) {
    const SgConsoleBucket *bucket = g_ptr_array_index (buckets, i);

    if (bucket->start < from || bucket->start >= until)
      continue;
    if (!add_bucket (&self->total, bucket))
      return FALSE;
    if ((bucket->kind == SG_BUCKET_COST || has_tokens (self)) && !add_bucket (find_group (self, index, bucket), bucket))
      return FALSE;
  }

  return TRUE;
}

static int
compare_groups (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const SgConsoleGroups *self = user_data;
  const SgConsoleGroup *first = *(const SgConsoleGroup *const *) a;
  const SgConsoleGroup *second = *(const SgConsoleGroup *const *) b;
  int order = 0;

  for (guint i = 0; i < self->n_by && order == 0; i++) {
    if (self->by[i] == SG_GROUP_BY_DAY)
      order = g_strcmp0 (first->keys[i], second->keys[i]);
  }
  if (order == 0)
    order = sg_cents_compare (&second->amount, &first->amount);
  for (guint i = 0; i < self->n_by && order == 0; i++)
    order = g_strcmp0 (first->keys[i], second->keys[i]);

  return order;
}

/**
 * sg_console_groups_new:
 * @cost_buckets: (element-type SgConsoleBucket)
 * @usage_buckets: (element-type SgConsoleBucket): of the same days
 * @by: dimensions, or %SG_GROUP_BY_DAY; each once
 * @from: Unix seconds, a UTC midnight
 * @until: the first day that does not count
 *
 * Returns: (transfer full): or %NULL with @error set when the amounts do not fit a number
 */
SgConsoleGroups *
sg_console_groups_new (GPtrArray   *cost_buckets,
                       GPtrArray   *usage_buckets,
                       const guint *by,
                       guint        n_by,
                       gint64       from,
                       gint64       until,
                       GError     **error)
{
  g_autoptr (SgConsoleGroups) self = g_new0 (SgConsoleGroups, 1);
  g_autoptr (GHashTable) index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_val_if_fail (n_by <= SG_GROUPS_MOST_KEYS, NULL);

  self->n_by = n_by;
  for (guint i = 0; i < n_by; i++)
    self->by[i] = by[i];
  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) group_free);
  self->total.has_tokens = TRUE;
  if (!add_buckets (self, index, cost_buckets, from, until) || !add_buckets (self, index, usage_buckets, from, until)) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "the amounts of a group are more than any bill");
    return NULL;
  }
  g_ptr_array_sort_with_data (self->groups, compare_groups, self);

  return g_steal_pointer (&self);
}
