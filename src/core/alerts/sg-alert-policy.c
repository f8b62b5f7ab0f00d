/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alert-policy.h"

#include "sg-alert-thresholds.h"

struct _SgAlertPolicy {
  GArray     *everywhere;   /* (owned) (element-type guint) */
  GArray     *of_budgets;   /* (owned) (element-type guint) */
  GHashTable *own;          /* (owned): a limit's id, or a kind of limits, → (element-type guint) */
  guint       kinds;        /* a bit for each SgAlertKind */
};

static const char *const kind_words[] = {
  [SG_LIMIT_SESSION] = "session",
  [SG_LIMIT_WEEKLY] = "weekly",
  [SG_LIMIT_SCOPED] = "scoped",
  [SG_LIMIT_OTHER] = "other",
  [SG_LIMIT_BUDGET] = "budget",
};

static GArray *
new_pair (guint first_percent,
          guint second_percent)
{
  g_autofree char *text = g_strdup_printf ("%u, %u", MIN (first_percent, 100), MIN (second_percent, 100));

  return sg_alert_thresholds_parse (text, NULL);
}

/**
 * sg_alert_policy_new:
 *
 * Returns: (transfer full): 70 and 90 % of everything, and every kind
 */
SgAlertPolicy *
sg_alert_policy_new (void)
{
  SgAlertPolicy *self = g_new0 (SgAlertPolicy, 1);

  self->everywhere = new_pair ((guint) SG_LIMIT_WARNING_PERCENT, (guint) SG_LIMIT_CRITICAL_PERCENT);
  self->of_budgets = new_pair ((guint) SG_LIMIT_WARNING_PERCENT, (guint) SG_LIMIT_CRITICAL_PERCENT);
  self->own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->kinds = ~0u;

  return self;
}

void
sg_alert_policy_free (SgAlertPolicy *self)
{
  g_array_unref (self->everywhere);
  g_array_unref (self->of_budgets);
  g_hash_table_unref (self->own);
  g_free (self);
}

/**
 * sg_alert_policy_set_thresholds:
 * @first_percent: 0 for none
 * @second_percent: 0 for none
 *
 * Those of all limits that have none of their own. Budgets keep theirs.
 */
void
sg_alert_policy_set_thresholds (SgAlertPolicy *self,
                                guint          first_percent,
                                guint          second_percent)
{
  g_array_unref (self->everywhere);
  self->everywhere = new_pair (first_percent, second_percent);
}

/**
 * sg_alert_policy_set_own:
 * @own: `a{sau}`: by a limit's id (`session`, `weekly:Fable`) or a kind of limits (`scoped`, `budget`); an empty
 *   list means that nothing is told of how full it gets
 */
void
sg_alert_policy_set_own (SgAlertPolicy *self,
                         GVariant      *own)
{
  GVariantIter iter;
  const char *word;
  GVariant *list;

  g_hash_table_remove_all (self->own);
  g_variant_iter_init (&iter, own);
  while (g_variant_iter_next (&iter, "{&s@au}", &word, &list)) {
    g_hash_table_replace (self->own, g_strdup (word), sg_alert_thresholds_from_variant (list));
    g_variant_unref (list);
  }
}

void
sg_alert_policy_set_kind (SgAlertPolicy *self,
                          SgAlertKind    kind,
                          gboolean       on)
{
  self->kinds = on ? self->kinds | 1u << kind : self->kinds & ~(1u << kind);
}

/**
 * sg_alert_policy_get_thresholds:
 *
 * Returns: (transfer none) (element-type guint): the limit's own, else its kind's, else everyone's; ascending
 */
const GArray *
sg_alert_policy_get_thresholds (const SgAlertPolicy *self,
                                const SgLimit       *limit)
{
  const GArray *own = g_hash_table_lookup (self->own, limit->id);

  if (own == NULL)
    own = g_hash_table_lookup (self->own, kind_words[limit->kind]);
  if (own != NULL)
    return own;

  return limit->kind == SG_LIMIT_BUDGET ? self->of_budgets : self->everywhere;
}

/**
 * sg_alert_policy_has:
 *
 * Returns: whether that kind is told
 */
gboolean
sg_alert_policy_has (const SgAlertPolicy *self,
                     SgAlertKind          kind)
{
  return (self->kinds & 1u << kind) != 0;
}
