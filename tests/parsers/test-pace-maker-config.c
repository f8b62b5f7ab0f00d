/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-pace-maker-config.h"

static void
assert_defaults (const char *text)
{
  g_auto (SgPaceMakerConfig) config = { 0 };

  sg_pace_maker_config_parse (&config, text, text ? strlen (text) : 0);

  g_assert_null (config.db_path);
  g_assert_cmpstr (config.tempo, ==, "auto");
  g_assert_true (config.enabled);
  g_assert_true (config.session_enabled);
  g_assert_true (config.week_enabled);
  g_assert_cmpuint (config.poll_seconds, ==, 300);
  g_assert_cmpuint (config.most_delay_seconds, ==, 350);
  g_assert_cmpfloat (config.preload_hours, ==, 12.0);
  g_assert_cmpfloat (config.safety_percent, ==, 95.0);
}

static void
test_defaults (void)
{
  static const char *const texts[] = {
    NULL, "", "{", "[]", "{}", "null",
    "{\"db_path\":\"\",\"enabled\":\"no\",\"poll_interval\":\"60\",\"max_delay\":null,\"tempo_mode\":7}",
    "{\"poll_interval\":0,\"max_delay\":1e300,\"preload_hours\":-1,\"safety_buffer_pct\":0,\"tempo_mode\":\"wild\"}",
    "{\"langfuse_secret_key\":\"sk-lf-0\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_defaults (texts[i]);
}

static void
test_everything_set (void)
{
  static const char text[] =
    "{\"db_path\":\"~/pm.db\",\"enabled\":false,\"five_hour_limit_enabled\":false,\"weekly_limit_enabled\":false,"
    "\"poll_interval\":60,\"max_delay\":120,\"preload_hours\":0,\"safety_buffer_pct\":90.5,\"tempo_mode\":\"off\"}";
  g_auto (SgPaceMakerConfig) config = { 0 };

  sg_pace_maker_config_parse (&config, text, strlen (text));

  g_assert_cmpstr (config.db_path, ==, "~/pm.db");
  g_assert_cmpstr (config.tempo, ==, "off");
  g_assert_false (config.enabled);
  g_assert_false (config.session_enabled);
  g_assert_false (config.week_enabled);
  g_assert_cmpuint (config.poll_seconds, ==, 60);
  g_assert_cmpuint (config.most_delay_seconds, ==, 120);
  g_assert_cmpfloat (config.preload_hours, ==, 0.0);
  g_assert_cmpfloat (config.safety_percent, ==, 90.5);
}

static void
test_the_older_tempo (void)
{
  static const char *const texts[][2] = {
    { "{\"tempo_enabled\":true}", "on" },
    { "{\"tempo_enabled\":false}", "off" },
    { "{\"tempo_enabled\":false,\"tempo_mode\":\"auto\"}", "auto" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_auto (SgPaceMakerConfig) config = { 0 };

    sg_pace_maker_config_parse (&config, texts[i][0], strlen (texts[i][0]));
    g_assert_cmpstr (config.tempo, ==, texts[i][1]);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/pace-maker-config/defaults", test_defaults);
  g_test_add_func ("/pace-maker-config/everything-set", test_everything_set);
  g_test_add_func ("/pace-maker-config/the-older-tempo", test_the_older_tempo);

  return g_test_run ();
}
