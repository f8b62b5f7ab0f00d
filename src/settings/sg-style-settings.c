/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-style-settings.h"

#include "sg-style.h"

const char *const sg_style_settings_keys[] = { "hours", "show-remaining", "money", "presentation", NULL };

/**
 * sg_style_settings_apply:
 * @settings: (nullable): %NULL leaves the defaults
 *
 * Returns: whether numbers are written in another way now
 */
gboolean
sg_style_settings_apply (GSettings *settings)
{
  SgStyle style = { 0 };
  g_autofree char *hours = NULL;
  g_autofree char *money = NULL;

  if (settings == NULL)
    return FALSE;

  hours = g_settings_get_string (settings, "hours");
  money = g_settings_get_string (settings, "money");
  style.hours = sg_hours_from_nick (hours);
  style.remaining = g_settings_get_boolean (settings, "show-remaining");
  style.currency_codes = g_str_equal (money, "code");
  style.hidden = g_settings_get_boolean (settings, "presentation");

  return sg_style_set (&style);
}
