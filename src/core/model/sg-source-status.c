/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-source-status.h"

#include "sg-error.h"
#include "sg-variant.h"

static const char *const state_nicks[] = {
  [SG_SOURCE_STARTING] = "starting",
  [SG_SOURCE_OK] = "ok",
  [SG_SOURCE_MISSING] = "missing",
  [SG_SOURCE_OFF] = "off",
  [SG_SOURCE_WAITING] = "waiting",
  [SG_SOURCE_NEEDS_USER] = "needs-user",
};

/**
 * sg_source_state_after:
 * @error_code: an #SgError, or %SG_SOURCE_NO_ERROR
 *
 * Returns: how a source is doing that was asked and met @error_code
 */
SgSourceState
sg_source_state_after (int error_code)
{
  switch (error_code) {
  case SG_SOURCE_NO_ERROR:
    return SG_SOURCE_OK;
  case SG_ERROR_NOT_FOUND:
  case SG_ERROR_LOGIN_MISSING:
  case SG_ERROR_KEY_MISSING:
    return SG_SOURCE_MISSING;
  case SG_ERROR_SWITCHED_OFF:
    return SG_SOURCE_OFF;
  case SG_ERROR_LOGIN_ENDED:
  case SG_ERROR_LOGIN_REFUSED:
  case SG_ERROR_LOGIN_FORBIDDEN:
  case SG_ERROR_SCOPE_MISSING:
  case SG_ERROR_UNREADABLE:
  case SG_ERROR_STORE_MISSING:
  case SG_ERROR_STORE_LOCKED:
  case SG_ERROR_STORE_REFUSED:
  case SG_ERROR_KEY_REFUSED:
  case SG_ERROR_KEY_OF_OTHER_KIND:
  case SG_ERROR_BALANCE_SPENT:
    return SG_SOURCE_NEEDS_USER;
  default:
    return SG_SOURCE_WAITING;
  }
}

/**
 * sg_source_status_new:
 *
 * Returns: (transfer full): a source that was not asked yet; its maker fills it in
 */
SgSourceStatus *
sg_source_status_new (const char *id,
                      SgOrigin    origin)
{
  SgSourceStatus *self = g_new0 (SgSourceStatus, 1);

  self->id = g_strdup (id);
  self->origin = origin;
  self->error_code = SG_SOURCE_NO_ERROR;

  return self;
}

SgSourceStatus *
sg_source_status_copy (const SgSourceStatus *self)
{
  SgSourceStatus *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->detail = g_strdup (self->detail);
  if (copy->last_answer_at != NULL)
    g_date_time_ref (copy->last_answer_at);
  if (copy->next_try_at != NULL)
    g_date_time_ref (copy->next_try_at);

  return copy;
}

void
sg_source_status_free (SgSourceStatus *self)
{
  g_free (self->id);
  g_free (self->detail);
  g_clear_pointer (&self->last_answer_at, g_date_time_unref);
  g_clear_pointer (&self->next_try_at, g_date_time_unref);
  g_free (self);
}

/**
 * sg_source_statuses_find:
 * @statuses: (nullable) (element-type SgSourceStatus):
 *
 * Returns: (transfer none) (nullable): that of the source with that id
 */
const SgSourceStatus *
sg_source_statuses_find (GPtrArray  *statuses,
                         const char *id)
{
  for (guint i = 0; statuses != NULL && i < statuses->len; i++) {
    const SgSourceStatus *status = g_ptr_array_index (statuses, i);

    if (g_strcmp0 (status->id, id) == 0)
      return status;
  }

  return NULL;
}

/**
 * sg_source_status_to_variant:
 *
 * Returns: (transfer floating): `a{sv}`: id s, origin s, state s, error i, detail s,
 *   last-answer-at x, next-try-at x; what is not known is not there
 */
GVariant *
sg_source_status_to_variant (const SgSourceStatus *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  sg_variant_put_string (&dict, "id", self->id);
  sg_variant_put_string (&dict, "origin", sg_origin_to_nick (self->origin));
  sg_variant_put_string (&dict, "state", state_nicks[self->state]);
  if (self->error_code != SG_SOURCE_NO_ERROR)
    g_variant_dict_insert (&dict, "error", "i", self->error_code);
  sg_variant_put_string (&dict, "detail", self->detail);
  sg_variant_put_time (&dict, "last-answer-at", self->last_answer_at);
  sg_variant_put_time (&dict, "next-try-at", self->next_try_at);

  return g_variant_dict_end (&dict);
}

/**
 * sg_source_status_from_variant:
 *
 * Returns: (transfer full) (nullable): %NULL when it is not what sg_source_status_to_variant() makes
 */
SgSourceStatus *
sg_source_status_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  const char *id = sg_variant_get_string (&dict, "id");
  const char *state = sg_variant_get_string (&dict, "state");
  SgSourceStatus *self;

  if (id == NULL)
    return NULL;

  self = sg_source_status_new (id, sg_variant_get_origin (&dict));
  for (gsize i = 0; i < G_N_ELEMENTS (state_nicks); i++) {
    if (g_strcmp0 (state, state_nicks[i]) == 0)
      self->state = (SgSourceState) i;
  }
  g_variant_dict_lookup (&dict, "error", "i", &self->error_code);
  self->detail = g_strdup (sg_variant_get_string (&dict, "detail"));
  self->last_answer_at = sg_variant_get_time (&dict, "last-answer-at");
  self->next_try_at = sg_variant_get_time (&dict, "next-try-at");

  return self;
}
