/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * SgBadgeLevel:
 *
 * Each level has its own colour and its own shape, so colour is never the only sign.
 */
typedef enum {
  SG_BADGE_UNKNOWN,
  SG_BADGE_NORMAL,
  SG_BADGE_WARNING,
  SG_BADGE_CRITICAL,
  SG_BADGE_FULL,
} SgBadgeLevel;

/**
 * SgBadgeForm:
 * @SG_BADGE_NUMBER: its text
 * @SG_BADGE_BARS: two bars
 * @SG_BADGE_SYMBOL: an hourglass, as full as the first bar
 *
 * What it shows: the setting `badge-style`. The shape around it always says the level.
 */
typedef enum {
  SG_BADGE_NUMBER,
  SG_BADGE_BARS,
  SG_BADGE_SYMBOL,
} SgBadgeForm;

#define SG_BADGE_NO_BAR (-1)

/**
 * SgBadge:
 * @bars: 0-100, how far the bars are filled; %SG_BADGE_NO_BAR where nothing is known
 * @text: up to three characters, `78`, `100`, or `73d` of days; `–` where nothing is known
 * @dimmed: the number is old
 */
typedef struct {
  SgBadgeForm  form;
  int          bars[2];
  char         text[8];
  SgBadgeLevel level;
  gboolean     dimmed;
} SgBadge;

gboolean         sg_badge_equal (const SgBadge *a,
                                 const SgBadge *b);
cairo_surface_t *sg_badge_draw (const SgBadge *badge,
                                int            size) G_GNUC_WARN_UNUSED_RESULT;
GVariant        *sg_badge_to_pixmaps (const SgBadge *badge) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
