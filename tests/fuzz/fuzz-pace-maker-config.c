/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-fuzz.h"
#include "sg-pace-maker-config.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_auto (SgPaceMakerConfig) config = { 0 };

  sg_pace_maker_config_parse (&config, (const char *) data, size);

  g_assert_nonnull (config.tempo);
  g_assert_true (config.db_path == NULL || *config.db_path != '\0');
  g_assert_true (config.poll_seconds > 0 && config.poll_seconds <= 86400);
  g_assert_true (config.most_delay_seconds > 0 && config.most_delay_seconds <= 86400);
  g_assert_true (config.safety_percent >= 1.0 && config.safety_percent <= 100.0);
  g_assert_true (config.preload_hours >= 0.0 && config.preload_hours <= 120.0);

  return 0;
}
