/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-reconciliation.h"

#include "sg-console-price.h"
#include "sg-error.h"
#include "sg-model-name.h"

#define HOUR_SECONDS 3600
/* Usage is told about five minutes late, now and then later. */
#define LATE_SECONDS 600

static void
row_free (SgReconciliationRow *row)
{
  g_free (row->name);
  g_free (row);
}

void
sg_reconciliation_free (SgReconciliation *self)
{
  g_clear_pointer (&self->gap, sg_usage_gap_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

/**
 * sg_reconciliation_find_span:
 * @from: (out): Unix seconds
 * @until: (out): the same
 *
 * The last 24 whole hours of which the server has heard by now.
 */
void
sg_reconciliation_find_span (GDateTime *now,
                             gint64    *from,
                             gint64    *until)
{
  gint64 heard = g_date_time_to_unix (now) - LATE_SECONDS;

  *until = heard - heard % HOUR_SECONDS;
  *from = *until - SG_RECONCILIATION_HOURS * HOUR_SECONDS;
}

static SgReconciliationRow *
find_row (SgReconciliation *self,
          const char       *model_id,
          gboolean          is_priced)
{
  g_autofree char *name = is_priced ? sg_model_name_display (model_id) : g_strdup (model_id && *model_id ? model_id : "?");
  SgReconciliationRow *row;

  for (guint i = 0; i < self->rows->len; i++) {
    row = g_ptr_array_index (self->rows, i);
    if (g_str_equal (row->name, name))
      return row;
  }

  row = g_new0 (SgReconciliationRow, 1);
  row->name = g_steal_pointer (&name);
  row->is_priced = is_priced;
  g_ptr_array_add (self->rows, row);

  return row;
}

static gboolean
add_buckets (SgReconciliation   *self,
             GPtrArray          *buckets,
             gboolean            is_local,
             const SgPriceTable *prices,
             gint64              from,
             gint64              until)
{
  for (guint i = 0; i < buckets->len; i++) {
    const SgConsoleBucket *bucket = g_ptr_array_index (buckets, i);
    const char *tier = bucket->dimensions[SG_DIMENSION_SERVICE_TIER];
    SgReconciliationRow *row;
    gboolean is_priced;
    SgCents cents;

    if (bucket->start < from || bucket->start >= until || sg_console_bucket_get_tokens (bucket) == 0)
      continue;

    is_priced = sg_console_price (prices, bucket, &cents);
    row = find_row (self, bucket->dimensions[SG_DIMENSION_MODEL], is_priced);
    if (__builtin_add_overflow (is_local ? row->local_tokens : row->organization_tokens, sg_console_bucket_get_tokens (bucket),
                                is_local ? &row->local_tokens : &row->organization_tokens) ||
        !sg_cents_add (is_local ? &row->local : &row->organization, &cents))
      return FALSE;
    if (!is_priced)
      self->gap->reasons |= SG_GAP_UNPRICED;
    if (!is_local && tier != NULL && g_str_has_prefix (tier, "priority"))
      self->gap->reasons |= SG_GAP_PRIORITY;
  }

  return TRUE;
}

static SgCents
get_difference (const SgReconciliationRow *row)
{
  SgCents difference = sg_cents_subtract (&row->organization, &row->local);

  return sg_cents_compare (&difference, &SG_CENTS_ZERO) < 0 ? sg_cents_subtract (&row->local, &row->organization) : difference;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const SgReconciliationRow *first = *(const SgReconciliationRow *const *) a;
  const SgReconciliationRow *second = *(const SgReconciliationRow *const *) b;
  SgCents of_first = get_difference (first), of_second = get_difference (second);
  int order = sg_cents_compare (&of_second, &of_first);

  return order != 0 ? order : g_strcmp0 (first->name, second->name);
}

/* Some models may be more on one side, others on the other: each has its reasons. */
static void
sum_up (SgReconciliation *self)
{
  SgUsageGap *gap = self->gap;

  for (guint i = 0; i < self->rows->len; i++) {
    const SgReconciliationRow *row = g_ptr_array_index (self->rows, i);

    if (row->organization_tokens > row->local_tokens)
      gap->reasons |= SG_GAP_NOT_IN_TRANSCRIPTS | SG_GAP_OTHERS;
    else if (row->organization_tokens < row->local_tokens)
      gap->reasons |= SG_GAP_PAID_ELSEWHERE;
    if (row->organization_tokens != row->local_tokens)
      gap->reasons |= SG_GAP_ROUNDING;
    if (!sg_cents_add (&gap->local, &row->local))
      gap->local.whole = G_MAXINT64;
    if (!sg_cents_add (&gap->organization, &row->organization))
      gap->organization.whole = G_MAXINT64;
  }
  gap->gap = sg_cents_subtract (&gap->organization, &gap->local);
  g_ptr_array_sort (self->rows, compare_rows);
}

/**
 * sg_reconciliation_new:
 * @local: (element-type SgConsoleBucket): what the ledger counted, by hour and model
 * @organization: (element-type SgConsoleBucket): what the Admin API tells of those hours
 * @prices: for both sides, so that a difference is one of tokens
 * @from: Unix seconds, a full hour
 * @until: the first hour that does not count
 *
 * Both sides stand as they are: nothing is moved from one to the other.
 *
 * Returns: (transfer full): or %NULL with @error set when the amounts do not fit a number
 */
SgReconciliation *
sg_reconciliation_new (GPtrArray          *local,
                       GPtrArray          *organization,
                       const SgPriceTable *prices,
                       gint64              from,
                       gint64              until,
                       GError            **error)
{
  g_autoptr (SgReconciliation) self = g_new0 (SgReconciliation, 1);
  g_autoptr (GDateTime) start = g_date_time_new_from_unix_utc (from);
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_utc (until);

  self->gap = sg_usage_gap_new (start, end, &SG_CENTS_ZERO, &SG_CENTS_ZERO);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  if (!add_buckets (self, local, TRUE, prices, from, until) || !add_buckets (self, organization, FALSE, prices, from, until)) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "the usage of a day is more than any bill");
    return NULL;
  }
  sum_up (self);

  return g_steal_pointer (&self);
}
