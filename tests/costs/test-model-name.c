/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-model-name.h"

typedef struct {
  const char *model_id;
  const char *canonical;
  const char *display;
} NameCase;

static const NameCase cases[] = {
  { "claude-opus-5-5", "claude-opus-5-5", "Opus 5.5" },
  { "claude-sonnet-5", "claude-sonnet-5", "Sonnet 5" },
  { "claude-haiku-4-5-20251001", "claude-haiku-4-5", "Haiku 4.5" },
  { "claude-sonnet-4-20250514", "claude-sonnet-4", "Sonnet 4" },
  { "claude-sonnet-4-0", "claude-sonnet-4", "Sonnet 4" },
  { "claude-opus-4-1-20250805", "claude-opus-4-1", "Opus 4.1" },
  { "claude-3-5-sonnet-20241022", "claude-3-5-sonnet", "Sonnet 3.5" },
  { "claude-3-5-haiku-latest", "claude-3-5-haiku", "Haiku 3.5" },
  { "claude-3-opus-20240229", "claude-3-opus", "Opus 3" },
  { "claude-sonnet-4-5-20250929[1m]", "claude-sonnet-4-5", "Sonnet 4.5" },
  { "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5", "Sonnet 4.5" },
  { "global.anthropic.claude-opus-4-6-v1", "claude-opus-4-6", "Opus 4.6" },
  { "us-gov.anthropic.claude-3-7-sonnet-20250219-v1:0", "claude-3-7-sonnet", "Sonnet 3.7" },
  { "anthropic.claude-opus-5", "claude-opus-5", "Opus 5" },
  { "anthropic/claude-opus-4.5", "claude-opus-4-5", "Opus 4.5" },
  { "openrouter/anthropic/claude-sonnet-4.5", "claude-sonnet-4-5", "Sonnet 4.5" },
  { "claude-sonnet-4-5@20250929", "claude-sonnet-4-5", "Sonnet 4.5" },
  { "claude-3-5-sonnet-v2@20241022", "claude-3-5-sonnet", "Sonnet 3.5" },
  { "claude-opus-4-6@default", "claude-opus-4-6", "Opus 4.6" },
  { "CLAUDE-OPUS-5", "claude-opus-5", "Opus 5" },
  { "claude-zeta-9-20270101", "claude-zeta-9", "Zeta 9" },
  { "claude-opus", "claude-opus", "claude-opus" },
  { "claude-instant-v1-x", "claude-instant-v1-x", "claude-instant-v1-x" },
  { "claude", "claude", "claude" },
  { "glm-4.6", "glm-4-6", "glm-4.6" },
  { "my-proxy/house-model-7b", "house-model-7b", "my-proxy/house-model-7b" },
  { "model-v1:", "model-v1:", "model-v1:" },
  { "-", "-", "-" },
  { "", "", "?" },
};

static void
test_name (gconstpointer user_data)
{
  const NameCase *c = user_data;
  g_autofree char *canonical = sg_model_name_canonical (c->model_id);
  g_autofree char *display = sg_model_name_display (c->model_id);

  g_assert_cmpstr (canonical, ==, c->canonical);
  g_assert_cmpstr (display, ==, c->display);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/model-name/%" G_GSIZE_FORMAT, i);
    g_test_add_data_func (path, &cases[i], test_name);
  }

  return g_test_run ();
}
