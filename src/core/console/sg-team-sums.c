/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-team-sums.h"

SgTeamSums *
sg_team_sums_new (void)
{
  SgTeamSums *self = g_new0 (SgTeamSums, 1);

  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_team_record_free);
  self->totals = sg_team_record_new (NULL, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (self->by_name); i++)
    self->by_name[i] = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
sg_team_sums_free (SgTeamSums *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->by_name); i++)
    g_hash_table_unref (self->by_name[i]);
  g_ptr_array_unref (self->people);
  sg_team_record_free (self->totals);
  g_free (self);
}

static SgTeamRecord *
ensure_person (SgTeamSums         *self,
               const SgTeamRecord *record)
{
  GHashTable *by_name = self->by_name[record->is_key ? 1 : 0];
  SgTeamRecord *person = g_hash_table_lookup (by_name, record->name);

  if (person != NULL)
    return person;

  person = sg_team_record_new (record->name, record->is_key);
  g_ptr_array_add (self->people, person);
  g_hash_table_insert (by_name, person->name, person);

  return person;
}

/**
 * sg_team_sums_add:
 * @record: one without a name counts in the totals' tools alone: what is known of all of them
 *   together has been counted with each of them
 *
 * Returns: %FALSE when the sums are more than can be kept; @self is of no use then
 */
gboolean
sg_team_sums_add (SgTeamSums         *self,
                  const SgTeamRecord *record)
{
  if (record->name != NULL)
    return sg_team_record_add (ensure_person (self, record), record) && sg_team_record_add (self->totals, record);

  for (guint i = 0; i < record->tools->len; i++) {
    gint64 accepted = self->totals->accepted, rejected = self->totals->rejected;

    if (!sg_team_record_add_tool (self->totals, g_ptr_array_index (record->tools, i)))
      return FALSE;
    self->totals->accepted = accepted;
    self->totals->rejected = rejected;
  }

  return TRUE;
}

static int
compare_counts (gint64 a,
                gint64 b)
{
  return (a < b) - (a > b);
}

static int
compare_costs (const SgTeamRecord *a,
               const SgTeamRecord *b)
{
  SgCents cost_a = SG_CENTS_ZERO, cost_b = SG_CENTS_ZERO;

  sg_team_record_get_cost (a, &cost_a);
  sg_team_record_get_cost (b, &cost_b);

  return sg_cents_compare (&cost_b, &cost_a);
}

static int
compare_by (const SgTeamRecord *a,
            const SgTeamRecord *b,
            SgTeamOrder         order)
{
  switch (order) {
  case SG_TEAM_ORDER_SESSIONS:
    return compare_counts (a->sessions, b->sessions);
  case SG_TEAM_ORDER_COMMITS:
    return compare_counts (a->commits, b->commits);
  case SG_TEAM_ORDER_LINES:
    return compare_counts (sg_team_record_get_lines (a), sg_team_record_get_lines (b));
  case SG_TEAM_ORDER_ACCEPTANCE:
    return sg_team_record_compare_accepted (b, a);
  case SG_TEAM_ORDER_COST:
  default:
    return compare_costs (a, b);
  }
}

static int
compare_people (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const SgTeamRecord *left = *(SgTeamRecord *const *) a;
  const SgTeamRecord *right = *(SgTeamRecord *const *) b;
  int order = compare_by (left, right, GPOINTER_TO_INT (user_data));

  return order != 0 ? order : g_strcmp0 (left->name, right->name);
}

static int
compare_models (gconstpointer a,
                gconstpointer b)
{
  const SgTeamModel *left = *(SgTeamModel *const *) a;
  const SgTeamModel *right = *(SgTeamModel *const *) b;
  int order = sg_cents_compare (&right->cost, &left->cost);

  return order != 0 ? order : g_strcmp0 (left->name, right->name);
}

static int
compare_tools (gconstpointer a,
               gconstpointer b)
{
  const SgTeamTool *left = *(SgTeamTool *const *) a;
  const SgTeamTool *right = *(SgTeamTool *const *) b;
  int order = compare_counts (left->accepted + left->rejected, right->accepted + right->rejected);

  return order != 0 ? order : g_strcmp0 (left->name, right->name);
}

/**
 * sg_team_sums_sort:
 *
 * People by @order, most first; models by cost; tools by how often they were used.
 */
void
sg_team_sums_sort (SgTeamSums *self,
                   SgTeamOrder order)
{
  g_ptr_array_sort_with_data (self->people, compare_people, GINT_TO_POINTER (order));
  g_ptr_array_sort (self->totals->models, compare_models);
  g_ptr_array_sort (self->totals->tools, compare_tools);
}

gboolean
sg_team_order_from_nick (const char  *nick,
                         SgTeamOrder *order)
{
  static const char *const nicks[] = { "cost", "sessions", "commits", "lines", "acceptance" };

  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++) {
    if (g_strcmp0 (nick, nicks[i]) == 0) {
      *order = i;
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * sg_team_tokens_per:
 * @count: of sessions, or of commits
 * @each: (out): rounded, half of one up
 *
 * Returns: %FALSE when there were none: then there is no average
 */
gboolean
sg_team_tokens_per (gint64  tokens,
                    gint64  count,
                    gint64 *each)
{
  *each = 0;
  if (count <= 0)
    return FALSE;

  *each = tokens / count;
  if (tokens % count >= count - tokens % count)
    (*each)++;

  return TRUE;
}
