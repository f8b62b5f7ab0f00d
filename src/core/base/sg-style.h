/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SG_HOURS_LOCALE,
  SG_HOURS_12,
  SG_HOURS_24,
} SgHours;

/**
 * SgStyle:
 * @hours: how a time of day is written
 * @remaining: whether a limit is said by what is left of it, not by what is used
 * @currency_codes: `USD 4.20`, not `$4.20`
 * @hidden: no number at all is shown: somebody presents the screen
 *
 * How people want numbers written. It is the process's, as its locale is: the
 * edge sets it, and whoever writes a text reads it. Nothing is decided by it.
 */
typedef struct {
  SgHours  hours;
  gboolean remaining;
  gboolean currency_codes;
  gboolean hidden;
} SgStyle;

SgHours   sg_hours_from_nick (const char *nick);

SgStyle   sg_style_get (void);
gboolean  sg_style_set (const SgStyle *style);

gboolean  sg_style_has_12_hours (void);
GVariant *sg_style_to_variant (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean  sg_style_set_variant (GVariant *variant);

G_END_DECLS
