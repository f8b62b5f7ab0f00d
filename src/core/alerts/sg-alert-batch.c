/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alert-batch.h"

#define TYPE "(uubbuxaa{sv})"
/* Above what notification servers count up to; they take an id as it comes, or give another one. */
#define LEAST_ID 0x40000000
#define MOST_ID 0x7fffffff

/**
 * sg_alert_batch_new:
 * @due: of #SgAlertWay
 *
 * Returns: (transfer full): one without alerts, with an id of its own
 */
SgAlertBatch *
sg_alert_batch_new (guint      due,
                    GDateTime *raised_at)
{
  SgAlertBatch *self = g_new0 (SgAlertBatch, 1);

  self->id = (guint) g_random_int_range (LEAST_ID, MOST_ID);
  self->due = due;
  self->raised_at = g_date_time_ref (raised_at);
  self->alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_alert_free);

  return self;
}

void
sg_alert_batch_free (SgAlertBatch *self)
{
  g_clear_pointer (&self->raised_at, g_date_time_unref);
  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  g_free (self);
}

/**
 * sg_alert_batch_take:
 * @alerts: (element-type SgAlert): copied
 */
void
sg_alert_batch_take (SgAlertBatch *self,
                     GPtrArray    *alerts)
{
  for (guint i = 0; i < alerts->len; i++)
    g_ptr_array_add (self->alerts, sg_alert_copy (g_ptr_array_index (alerts, i)));
}

char *
sg_alert_batch_to_text (const SgAlertBatch *self)
{
  g_autoptr (GVariant) variant = NULL;
  GVariantBuilder alerts;

  g_variant_builder_init (&alerts, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < self->alerts->len; i++)
    g_variant_builder_add_value (&alerts, sg_alert_to_variant (g_ptr_array_index (self->alerts, i)));
  variant = g_variant_ref_sink (g_variant_new (TYPE, self->id, self->due, self->held, self->is_summary, self->n_posts,
                                               g_date_time_to_unix (self->raised_at), &alerts));

  return g_variant_print (variant, FALSE);
}

static void
take_variants (SgAlertBatch *self,
               GVariant     *alerts)
{
  GVariantIter iter;
  GVariant *child;

  g_variant_iter_init (&iter, alerts);
  while ((child = g_variant_iter_next_value (&iter)) != NULL) {
    SgAlert *alert = sg_alert_from_variant (child);

    if (alert != NULL)
      g_ptr_array_add (self->alerts, alert);
    g_variant_unref (child);
  }
}

/**
 * sg_alert_batch_from_text:
 *
 * Returns: (transfer full) (nullable): %NULL when it is not what sg_alert_batch_to_text() makes, or empty
 */
SgAlertBatch *
sg_alert_batch_from_text (const char *text)
{
  g_autoptr (GVariant) variant = g_variant_parse (G_VARIANT_TYPE (TYPE), text, NULL, NULL, NULL);
  g_autoptr (GVariant) alerts = NULL;
  g_autoptr (SgAlertBatch) self = g_new0 (SgAlertBatch, 1);
  gint64 raised_at;

  if (variant == NULL)
    return NULL;

  g_variant_get (variant, "(uubbux@aa{sv})", &self->id, &self->due, &self->held, &self->is_summary, &self->n_posts,
                 &raised_at, &alerts);
  self->raised_at = g_date_time_new_from_unix_utc (raised_at);
  self->alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_alert_free);
  take_variants (self, alerts);

  return self->raised_at != NULL && self->alerts->len > 0 ? g_steal_pointer (&self) : NULL;
}
