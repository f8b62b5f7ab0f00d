/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-settings-check.h"

#include <stdio.h>
#include <string.h>

#include "sg-alert-thresholds.h"
#include "sg-balance.h"
#include "sg-work-week.h"

#define ALL_DAYS "1234567"
#define HOUR_MINUTES 60
#define LONGEST_VALUE 20
#define SHOWN_OF_LONGER 8

static void
fault_free (gpointer data)
{
  SgSettingFault *self = data;

  g_free (self->key);
  g_free (self->value);
  g_free (self->used);
  g_free (self);
}

/* Somebody may have put a key or an address in the wrong place. */
static char *
shorten (const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  g_autofree char *start = g_utf8_strlen (valid, -1) > LONGEST_VALUE ? g_utf8_substring (valid, 0, SHOWN_OF_LONGER) : NULL;

  return start != NULL ? g_strconcat (start, "…", NULL) : g_steal_pointer (&valid);
}

static void
add (GPtrArray  *faults,
     const char *key,
     const char *value,
     const char *used,
     const char *example)
{
  SgSettingFault *fault = g_new0 (SgSettingFault, 1);

  fault->key = g_strdup (key);
  fault->value = shorten (value);
  fault->used = used != NULL && *used != '\0' ? g_strdup (used) : NULL;
  fault->example = example;
  g_ptr_array_add (faults, fault);
}

/* The days that are in it, each once. */
static char *
known_days (const char *days)
{
  GString *known = g_string_new (NULL);

  for (const char *day = ALL_DAYS; *day != '\0'; day++) {
    if (strchr (days, *day) != NULL)
      g_string_append_c (known, *day);
  }

  return g_string_free (known, FALSE);
}

/* Without a day that is known every one is worked on, and on none it is quiet. */
static void
check_days (GPtrArray  *faults,
            GSettings  *settings,
            const char *key,
            const char *without)
{
  g_autofree char *days = g_settings_get_string (settings, key);
  g_autofree char *known = known_days (days);

  if (days[strspn (days, ALL_DAYS)] != '\0')
    add (faults, key, days, *known != '\0' ? known : without, "12345");
}

static gboolean
is_read_whole (const char *hours)
{
  int from, until, length = 0;

  return sscanf (hours, "%d-%d%n", &from, &until, &length) == 2 && hours[length] == '\0' &&
         from >= 0 && from < until && until <= 24;
}

static void
check_hours (GPtrArray *faults,
             GSettings *settings)
{
  g_autofree char *hours = g_settings_get_string (settings, "working-hours");
  g_autofree char *used = NULL;
  SgWorkWeek week;

  if (*hours == '\0' || is_read_whole (hours))
    return;

  sg_work_week_init (&week, NULL, hours);
  used = g_strdup_printf ("%d-%d", week.from_minute / HOUR_MINUTES, week.until_minute / HOUR_MINUTES);
  add (faults, "working-hours", hours, used, "9-18");
}

static void
check_balance (GPtrArray *faults,
               GSettings *settings)
{
  g_autofree char *text = g_settings_get_string (settings, "api-balance");
  SgCents cents;

  if (*text != '\0' && !sg_balance_parse_dollars (text, &cents, NULL))
    add (faults, "api-balance", text, NULL, "127.45");
}

/* Both alert all the same; the second comes first. */
static void
check_order (GPtrArray *faults,
             GSettings *settings)
{
  guint warning = g_settings_get_uint (settings, "warning-percent");
  guint critical = g_settings_get_uint (settings, "critical-percent");
  g_autofree char *value = g_strdup_printf ("%u, %u", warning, critical);
  g_autofree char *used = g_strdup_printf ("%u, %u", critical, warning);

  if (warning > critical)
    add (faults, "warning-percent, critical-percent", value, used, "70, 90");
}

static char *
list_percents (GVariant *list)
{
  GString *text = g_string_new (NULL);
  GVariantIter iter;
  guint percent;

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "u", &percent))
    g_string_append_printf (text, "%s%u", text->len > 0 ? ", " : "", percent);

  return g_string_free (text, FALSE);
}

static gboolean
are_percents (GVariant *list)
{
  GVariantIter iter;
  guint percent;

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "u", &percent)) {
    if (percent < 1 || percent > 100)
      return FALSE;
  }

  return g_variant_n_children (list) <= SG_ALERT_MOST_THRESHOLDS;
}

static void
check_thresholds (GPtrArray  *faults,
                  const char *id,
                  GVariant   *list)
{
  g_autoptr (GArray) known = sg_alert_thresholds_from_variant (list);
  g_autofree char *key = g_strdup_printf ("limit-thresholds, %s", id);
  g_autofree char *value = list_percents (list);
  g_autofree char *used = sg_alert_thresholds_to_text (known);

  if (!are_percents (list))
    add (faults, key, value, known->len > 0 ? used : NULL, "70, 90");
}

/**
 * sg_settings_check:
 *
 * Returns: (transfer full) (element-type SgSettingFault): what is set and makes no sense; what the schema's ranges refuse
 *   never gets here
 */
GPtrArray *
sg_settings_check (GSettings *settings)
{
  GPtrArray *faults = g_ptr_array_new_with_free_func (fault_free);
  g_autoptr (GVariant) own = g_settings_get_value (settings, "limit-thresholds");
  GVariantIter iter;
  const char *id;
  GVariant *list;

  check_hours (faults, settings);
  check_days (faults, settings, "working-days", ALL_DAYS);
  check_days (faults, settings, "quiet-days", NULL);
  check_balance (faults, settings);
  check_order (faults, settings);
  g_variant_iter_init (&iter, own);
  while (g_variant_iter_loop (&iter, "{&s@au}", &id, &list))
    check_thresholds (faults, id, list);

  return faults;
}
