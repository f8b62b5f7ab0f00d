/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list of percentages, 1-100, ascending, each once: as people type it, and as the settings hold it. */

#include "sg-alert-thresholds.h"

#include <stdlib.h>
#include <string.h>

#include "sg-error.h"

#define BETWEEN " \t,;%\302\240"

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const guint *first = a, *second = b;

  return *first < *second ? -1 : *first > *second;
}

static void
add (GArray *self,
     guint   percent)
{
  for (guint i = 0; i < self->len; i++) {
    if (g_array_index (self, guint, i) == percent)
      return;
  }

  if (self->len < SG_ALERT_MOST_THRESHOLDS)
    g_array_append_val (self, percent);
}

static GArray *
refuse (GArray  *self,
        GError **error)
{
  g_array_unref (self);
  g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "not percentages from 1 to 100");

  return NULL;
}

/**
 * sg_alert_thresholds_parse:
 * @text: `70, 90`, `70 90`, `70 % 90 %`; "" and "0" are none at all
 *
 * Returns: (transfer full) (element-type guint): %NULL with %SG_ERROR_BAD_DATA for anything else
 */
GArray *
sg_alert_thresholds_parse (const char *text,
                           GError    **error)
{
  GArray *self = g_array_new (FALSE, FALSE, sizeof (guint));

  for (const char *p = text + strspn (text, BETWEEN); *p != '\0'; p += strspn (p, BETWEEN)) {
    char *end = NULL;
    gint64 percent = g_ascii_strtoll (p, &end, 10);

    if (!g_ascii_isdigit (*p) || percent > 100)
      return refuse (self, error);
    if (percent > 0)
      add (self, (guint) percent);
    p = end;
    if (*p != '\0' && strchr (BETWEEN, *p) == NULL)
      return refuse (self, error);
  }
  g_array_sort (self, compare);

  return self;
}

/**
 * sg_alert_thresholds_to_text:
 *
 * Returns: (transfer full): `70, 90`; `0` for none
 */
char *
sg_alert_thresholds_to_text (const GArray *thresholds)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < thresholds->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? ", " : "", g_array_index (thresholds, guint, i));

  return g_string_free (thresholds->len > 0 ? text : g_string_append (text, "0"), FALSE);
}

/**
 * sg_alert_thresholds_from_variant:
 * @variant: `au`, by whomever it was written
 *
 * Returns: (transfer full) (element-type guint): those that are percentages
 */
GArray *
sg_alert_thresholds_from_variant (GVariant *variant)
{
  GArray *self = g_array_new (FALSE, FALSE, sizeof (guint));
  GVariantIter iter;
  guint percent;

  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_next (&iter, "u", &percent)) {
    if (percent >= 1 && percent <= 100)
      add (self, percent);
  }
  g_array_sort (self, compare);

  return self;
}

/**
 * sg_alert_thresholds_to_variant:
 *
 * Returns: (transfer floating): `au`
 */
GVariant *
sg_alert_thresholds_to_variant (const GArray *thresholds)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, thresholds->data, thresholds->len, sizeof (guint));
}
