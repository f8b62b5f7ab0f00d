/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-team-record.h"

static void
tool_free (SgTeamTool *tool)
{
  g_free (tool->name);
  g_free (tool);
}

static void
model_free (SgTeamModel *model)
{
  g_free (model->name);
  g_free (model);
}

/**
 * sg_team_record_new:
 * @name: (nullable): whose
 *
 * Returns: (transfer full): one that did nothing
 */
SgTeamRecord *
sg_team_record_new (const char *name,
                    gboolean    is_key)
{
  SgTeamRecord *self = g_new0 (SgTeamRecord, 1);

  self->name = g_strdup (name);
  self->is_key = is_key;
  self->tools = g_ptr_array_new_with_free_func ((GDestroyNotify) tool_free);
  self->models = g_ptr_array_new_with_free_func ((GDestroyNotify) model_free);

  return self;
}

void
sg_team_record_free (SgTeamRecord *self)
{
  g_free (self->name);
  g_free (self->terminal);
  g_ptr_array_unref (self->tools);
  g_ptr_array_unref (self->models);
  g_free (self);
}

/* Returns: %FALSE, with @sum left alone, when it is more than can be kept */
static gboolean
add_count (gint64 *sum,
           gint64  count)
{
  gint64 result;

  if (__builtin_add_overflow (*sum, count, &result))
    return FALSE;

  *sum = result;

  return TRUE;
}

static SgTeamTool *
ensure_tool (SgTeamRecord *self,
             const char   *name)
{
  SgTeamTool *tool;

  for (guint i = 0; i < self->tools->len; i++) {
    tool = g_ptr_array_index (self->tools, i);
    if (g_str_equal (tool->name, name))
      return tool;
  }

  tool = g_new0 (SgTeamTool, 1);
  tool->name = g_strdup (name);
  g_ptr_array_add (self->tools, tool);

  return tool;
}

static SgTeamModel *
ensure_model (SgTeamRecord *self,
              const char   *name)
{
  SgTeamModel *model;

  for (guint i = 0; i < self->models->len; i++) {
    model = g_ptr_array_index (self->models, i);
    if (g_str_equal (model->name, name))
      return model;
  }

  model = g_new0 (SgTeamModel, 1);
  model->name = g_strdup (name);
  g_ptr_array_add (self->models, model);

  return model;
}

static gboolean
add_tool (SgTeamRecord     *self,
          const SgTeamTool *tool)
{
  SgTeamTool *sum = ensure_tool (self, tool->name);

  return add_count (&sum->accepted, tool->accepted) && add_count (&sum->rejected, tool->rejected);
}

/**
 * sg_team_record_add_tool:
 *
 * Returns: %FALSE when the sums are more than can be kept; @self is of no use then
 */
gboolean
sg_team_record_add_tool (SgTeamRecord     *self,
                         const SgTeamTool *tool)
{
  return add_tool (self, tool) && add_count (&self->accepted, tool->accepted) && add_count (&self->rejected, tool->rejected);
}

/**
 * sg_team_record_add_model:
 *
 * Returns: %FALSE when the sums are more than can be kept; @self is of no use then
 */
gboolean
sg_team_record_add_model (SgTeamRecord      *self,
                          const SgTeamModel *model)
{
  SgTeamModel *sum = ensure_model (self, model->name);

  return add_count (&sum->input, model->input) && add_count (&sum->output, model->output) &&
         add_count (&sum->cache_read, model->cache_read) && add_count (&sum->cache_write, model->cache_write) &&
         sg_cents_add (&sum->cost, &model->cost);
}

static gboolean
add_counts (SgTeamRecord       *self,
            const SgTeamRecord *other)
{
  gint64 *sums[] = {
    &self->sessions, &self->commits, &self->pull_requests, &self->lines_added, &self->lines_removed, &self->accepted,
    &self->rejected,
  };
  const gint64 counts[] = {
    other->sessions, other->commits, other->pull_requests, other->lines_added, other->lines_removed, other->accepted,
    other->rejected,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++) {
    if (!add_count (sums[i], counts[i]))
      return FALSE;
  }

  return TRUE;
}

/**
 * sg_team_record_add:
 *
 * Returns: %FALSE when the sums are more than can be kept; @self is of no use then
 */
gboolean
sg_team_record_add (SgTeamRecord       *self,
                    const SgTeamRecord *other)
{
  if (!add_counts (self, other))
    return FALSE;

  for (guint i = 0; i < other->tools->len; i++) {
    if (!add_tool (self, g_ptr_array_index (other->tools, i)))
      return FALSE;
  }
  for (guint i = 0; i < other->models->len; i++) {
    if (!sg_team_record_add_model (self, g_ptr_array_index (other->models, i)))
      return FALSE;
  }

  return TRUE;
}

/**
 * sg_team_record_get_cost:
 * @cost: (out): of all models; an estimate
 *
 * Returns: %FALSE when it is more than can be kept
 */
gboolean
sg_team_record_get_cost (const SgTeamRecord *self,
                         SgCents            *cost)
{
  *cost = SG_CENTS_ZERO;
  for (guint i = 0; i < self->models->len; i++) {
    const SgTeamModel *model = g_ptr_array_index (self->models, i);

    if (!sg_cents_add (cost, &model->cost))
      return FALSE;
  }

  return TRUE;
}

/**
 * sg_team_model_get_tokens:
 *
 * Returns: all of them, those of the cache included; %G_MAXINT64 when they are more than that
 */
gint64
sg_team_model_get_tokens (const SgTeamModel *self)
{
  gint64 sum = self->input;

  return add_count (&sum, self->output) && add_count (&sum, self->cache_read) && add_count (&sum, self->cache_write)
         ? sum : G_MAXINT64;
}

/**
 * sg_team_record_get_tokens:
 *
 * Returns: those of all models; %G_MAXINT64 when they are more than that
 */
gint64
sg_team_record_get_tokens (const SgTeamRecord *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->models->len; i++) {
    if (!add_count (&sum, sg_team_model_get_tokens (g_ptr_array_index (self->models, i))))
      return G_MAXINT64;
  }

  return sum;
}

/**
 * sg_team_record_get_lines:
 *
 * Returns: those added and those removed; %G_MAXINT64 when they are more than that
 */
gint64
sg_team_record_get_lines (const SgTeamRecord *self)
{
  gint64 sum = self->lines_added;

  return add_count (&sum, self->lines_removed) ? sum : G_MAXINT64;
}

/**
 * sg_team_accepted_percent:
 * @percent: (out): 0–100
 *
 * Of sums, so that who proposes much weighs much: a mean of percentages would not.
 *
 * Returns: %FALSE when nothing was proposed: then there is no percentage
 */
gboolean
sg_team_accepted_percent (gint64  accepted,
                          gint64  rejected,
                          double *percent)
{
  double all = (double) accepted + (double) rejected;

  *percent = all > 0.0 ? 100.0 * (double) accepted / all : 0.0;

  return all > 0.0;
}

/**
 * sg_team_record_compare_accepted:
 *
 * Who was offered nothing has less than who took nothing.
 *
 * Returns: below 0 when less of what was proposed to @a was taken
 */
int
sg_team_record_compare_accepted (const SgTeamRecord *a,
                                 const SgTeamRecord *b)
{
  double percent_a, percent_b;

  if (!sg_team_accepted_percent (a->accepted, a->rejected, &percent_a))
    percent_a = -1.0;
  if (!sg_team_accepted_percent (b->accepted, b->rejected, &percent_b))
    percent_b = -1.0;

  return (percent_a > percent_b) - (percent_a < percent_b);
}
