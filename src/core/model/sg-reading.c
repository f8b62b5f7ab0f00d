/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-reading.h"

#include "sg-variant.h"

/* The server names fewer than ten. */
#define MAX_LIMITS 64

/**
 * sg_reading_new:
 *
 * Returns: (transfer full): a reading that says nothing yet
 */
SgReading *
sg_reading_new (SgOrigin   origin,
                GDateTime *as_of)
{
  SgReading *self = g_atomic_rc_box_new0 (SgReading);

  self->origin = origin;
  self->as_of = g_date_time_ref (as_of);

  return self;
}

/**
 * sg_reading_copy:
 *
 * Returns: (transfer full): one that its caller may add to before handing it on; the limits are shared
 */
SgReading *
sg_reading_copy (const SgReading *self)
{
  SgReading *copy = sg_reading_new (self->origin, self->as_of);

  copy->profile = g_strdup (self->profile);
  copy->others = self->others ? g_ptr_array_ref (self->others) : NULL;
  copy->complete = self->complete;
  copy->limits = self->limits ? g_ptr_array_ref (self->limits) : NULL;
  copy->credits = self->credits ? sg_credits_copy (self->credits) : NULL;
  copy->account = self->account ? sg_account_copy (self->account) : NULL;
  copy->costs = self->costs ? sg_cost_summary_copy (self->costs) : NULL;
  copy->console = self->console ? sg_console_copy (self->console) : NULL;
  copy->balance = self->balance ? sg_balance_copy (self->balance) : NULL;
  copy->pacing = self->pacing ? sg_pacing_copy (self->pacing) : NULL;
  copy->incidents = self->incidents ? sg_incidents_copy (self->incidents) : NULL;
  copy->rate_limits = self->rate_limits ? sg_rate_limits_copy (self->rate_limits) : NULL;

  return copy;
}

SgReading *
sg_reading_ref (SgReading *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer reading)
{
  SgReading *self = reading;

  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->as_of, g_date_time_unref);
  g_clear_pointer (&self->limits, g_ptr_array_unref);
  g_clear_pointer (&self->credits, sg_credits_free);
  g_clear_pointer (&self->account, sg_account_free);
  g_clear_pointer (&self->costs, sg_cost_summary_free);
  g_clear_pointer (&self->console, sg_console_free);
  g_clear_pointer (&self->balance, sg_balance_free);
  g_clear_pointer (&self->pacing, sg_pacing_free);
  g_clear_pointer (&self->incidents, sg_incidents_free);
  g_clear_pointer (&self->rate_limits, sg_rate_limits_free);
}

void
sg_reading_unref (SgReading *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * sg_reading_take_limit:
 * @limit: (transfer full):
 *
 * For its maker only. Of two limits with one id the first stays; what no honest list has room for is dropped.
 */
void
sg_reading_take_limit (SgReading *self,
                       SgLimit   *limit)
{
  if (self->limits == NULL)
    self->limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);

  if (self->limits->len < MAX_LIMITS && sg_limits_find (self->limits, limit->id) == NULL)
    g_ptr_array_add (self->limits, limit);
  else
    sg_limit_free (limit);
}

/**
 * sg_reading_take_other:
 * @other: (transfer full): with its profile
 *
 * For its maker only.
 */
void
sg_reading_take_other (SgReading *self,
                       SgReading *other)
{
  if (self->others == NULL)
    self->others = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_reading_unref);

  g_ptr_array_add (self->others, other);
}

/* The bus never sees these two, but another account is another account. */
static gboolean
is_same_account (const SgAccount *a,
                 const SgAccount *b)
{
  return sg_variant_is_same_value (a, b, (SgToVariant) sg_account_to_variant) &&
         (a == NULL || (g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->email, b->email) == 0));
}

/**
 * sg_reading_is_same_part:
 *
 * Returns: whether both say the same there, or neither says anything
 */
gboolean
sg_reading_is_same_part (const SgReading *self,
                         const SgReading *other,
                         SgReadingPart    part)
{
  switch (part) {
  case SG_READING_LIMITS:
    return sg_variant_is_same_array (self->limits, other->limits, (SgToVariant) sg_limit_to_variant);
  case SG_READING_CREDITS:
    return sg_variant_is_same_value (self->credits, other->credits, (SgToVariant) sg_credits_to_variant);
  case SG_READING_ACCOUNT:
    return is_same_account (self->account, other->account);
  case SG_READING_COSTS:
    return sg_variant_is_same_value (self->costs, other->costs, (SgToVariant) sg_cost_summary_to_variant);
  case SG_READING_PACING:
    return sg_variant_is_same_value (self->pacing, other->pacing, (SgToVariant) sg_pacing_to_variant);
  case SG_READING_RATE_LIMITS:
    return sg_variant_is_same_value (self->rate_limits, other->rate_limits, (SgToVariant) sg_rate_limits_to_variant);
  case SG_READING_INCIDENTS:
    return sg_variant_is_same_value (self->incidents, other->incidents, (SgToVariant) sg_incidents_to_variant);
  case SG_READING_CONSOLE:
    return sg_variant_is_same_value (self->console, other->console, (SgToVariant) sg_console_to_variant);
  case SG_READING_BALANCE:
    return sg_variant_is_same_value (self->balance, other->balance, (SgToVariant) sg_balance_to_variant);
  default:
    g_return_val_if_reached (TRUE);
  }
}
