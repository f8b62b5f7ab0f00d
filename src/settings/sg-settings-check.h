/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgSettingFault:
 * @key: of the setting; with the limit's id where it is one of several
 * @value: what is set, as people would write it; of something long the beginning alone
 * @used: (nullable): what is used instead; %NULL for nothing
 * @example: what would make sense
 *
 * A setting of which something makes no sense. The schema lets it pass: it was not set in the preferences.
 */
typedef struct {
  char       *key;
  char       *value;
  char       *used;
  const char *example;
} SgSettingFault;

GPtrArray *sg_settings_check (GSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
