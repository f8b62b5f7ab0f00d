/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "sg-words-private.h"

/**
 * sg_words_anomaly:
 *
 * Returns: (transfer full): `Today $111.35 so far; such a day usually costs $11.35 (median of 28)`
 */
char *
sg_words_anomaly (const SgAnomaly *anomaly,
                  GDateTime       *now,
                  GTimeZone       *zone)
{
  g_autofree char *amount = sg_cents_format (&anomaly->amount);
  g_autofree char *usual = sg_cents_format (&anomaly->usual);
  g_autofree char *when = NULL;
  const gint64 day = 24 * 60 * 60;

  if (anomaly->is_hour) {
    when = sg_words_clock_time (anomaly->start, now, zone);
    /* Translators: a time, “14:00”, and two amounts */
    return g_strdup_printf (_ ("The hour from %s used %s at list prices; the dearest hour of such a day is usually %s (median of %u)"),
                            when, amount, usual, anomaly->n_days);
  }
  if (g_date_time_to_unix (now) - g_date_time_to_unix (anomaly->start) < day)
    return g_strdup_printf (_ ("Today (UTC) %s so far; such a day usually costs %s (median of %u)"), amount, usual, anomaly->n_days);

  return g_strdup_printf (_ ("Yesterday (UTC) %s; such a day usually costs %s (median of %u)"), amount, usual, anomaly->n_days);
}

/**
 * sg_words_gap:
 *
 * Returns: (transfer full): `Last 24 hours: $4.20 here, $9.70 in the organisation: $5.50 more there`
 */
char *
sg_words_gap (const SgUsageGap *gap)
{
  SgCents back = sg_cents_subtract (&gap->local, &gap->organization);
  gboolean is_more_here = sg_cents_compare (&gap->gap, &SG_CENTS_ZERO) < 0;
  g_autofree char *local = sg_cents_format (&gap->local);
  g_autofree char *organization = sg_cents_format (&gap->organization);
  g_autofree char *difference = sg_cents_format (is_more_here ? &back : &gap->gap);

  if (sg_cents_compare (&gap->gap, &SG_CENTS_ZERO) == 0)
    return g_strdup_printf (_ ("Last 24 hours: %s here and in the organisation"), local);
  if (is_more_here)
    /* Translators: three amounts: what this machine counted, what the organisation was told, the difference */
    return g_strdup_printf (_ ("Last 24 hours: %s here, %s in the organisation; %s more here"), local, organization, difference);

  return g_strdup_printf (_ ("Last 24 hours: %s here, %s in the organisation; %s more there"), local, organization, difference);
}

/**
 * sg_words_gap_reasons:
 *
 * Returns: (transfer full) (element-type utf8): a sentence for each reason there may be
 */
GPtrArray *
sg_words_gap_reasons (const SgUsageGap *gap)
{
  static const struct {
    SgGapReasons reason;
    const char  *sentence;
  } sentences[] = {
    { SG_GAP_OTHERS, N_ ("Other machines, other people and other programs use the organisation's keys too.") },
    { SG_GAP_NOT_IN_TRANSCRIPTS, N_ ("Compaction and answers that were cut off are in no transcript.") },
    { SG_GAP_PAID_ELSEWHERE, N_ ("What a subscription or another organisation paid for is counted here, but not there.") },
    { SG_GAP_PRIORITY, N_ ("Some of it is of the priority tier, which is in no bill.") },
    { SG_GAP_UNPRICED, N_ ("Some of it is of a model whose price is not known, and counts as nothing.") },
    { SG_GAP_ROUNDING, N_ ("Usage is told some minutes late, and sums do not tell fast mode, regions and long prompts, which cost more.") },
  };
  GPtrArray *reasons = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++) {
    if (gap->reasons & sentences[i].reason)
      g_ptr_array_add (reasons, g_strdup (_ (sentences[i].sentence)));
  }

  return reasons;
}

/**
 * sg_words_projection_method:
 * @n_days: that the burn rate is made of; not 0
 *
 * Returns: (transfer full): how the end of the month and the rates were found
 */
char *
sg_words_projection_method (guint n_days)
{
  return g_strdup_printf (ngettext ("The month's end: what is billed so far, and for each day left what that weekday cost on average in the 28 days "
                                    "before. Per hour: the mean of the last %u whole day, by 24. Days and months are UTC's.",
                                    "The month's end: what is billed so far, and for each day left what that weekday cost on average in the 28 days "
                                    "before. Per hour: the mean of the last %u whole days, by 24. Days and months are UTC's.", n_days), n_days);
}
