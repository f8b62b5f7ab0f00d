/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-console-bucket.h"

static const char *const nicks[SG_N_DIMENSIONS] = {
  [SG_DIMENSION_MODEL] = "model",
  [SG_DIMENSION_WORKSPACE] = "workspace_id",
  [SG_DIMENSION_API_KEY] = "api_key_id",
  [SG_DIMENSION_SERVICE_TIER] = "service_tier",
  [SG_DIMENSION_CONTEXT_WINDOW] = "context_window",
  [SG_DIMENSION_INFERENCE_GEO] = "inference_geo",
  [SG_DIMENSION_SPEED] = "speed",
  [SG_DIMENSION_PRODUCT] = "product",
  [SG_DIMENSION_ACTOR] = "actor",
  [SG_DIMENSION_COST_TYPE] = "cost_type",
  [SG_DIMENSION_TOKEN_TYPE] = "token_type",
  [SG_DIMENSION_DESCRIPTION] = "description",
};

SgConsoleBucket *
sg_console_bucket_new (SgBucketKind kind,
                       gint64       start,
                       gint64       end)
{
  SgConsoleBucket *self = g_new0 (SgConsoleBucket, 1);

  self->kind = kind;
  self->start = start;
  self->end = end;
  self->n_requests = -1;

  return self;
}

void
sg_console_bucket_free (SgConsoleBucket *self)
{
  for (guint i = 0; i < SG_N_DIMENSIONS; i++)
    g_free (self->dimensions[i]);
  g_free (self);
}

/**
 * sg_console_bucket_get_tokens:
 *
 * Returns: all kinds added up, as far as a gint64 goes
 */
gint64
sg_console_bucket_get_tokens (const SgConsoleBucket *self)
{
  const gint64 kinds[] = { self->uncached_input, self->output, self->write_5m, self->write_1h, self->cache_read };
  gint64 sum = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (__builtin_add_overflow (sum, kinds[i], &sum))
      return G_MAXINT64;
  }

  return sum;
}

/**
 * sg_dimension_to_nick:
 *
 * Returns: (transfer none): what `group_by[]` calls it
 */
const char *
sg_dimension_to_nick (SgDimension dimension)
{
  return nicks[dimension];
}

gboolean
sg_dimension_from_nick (const char  *nick,
                        SgDimension *dimension)
{
  for (guint i = 0; i < SG_N_DIMENSIONS; i++) {
    if (g_strcmp0 (nick, nicks[i]) == 0) {
      *dimension = i;
      return TRUE;
    }
  }

  return FALSE;
}
