/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is shown by itself, and what a mode makes of it. */

#include "sg-error.h"
#include "sg-sample.h"
#include "sg-shown.h"

typedef struct {
  const char *sample;
  SgMode      mode;
  gboolean    code;
  gboolean    console;
  gboolean    console_first;
} ShownCase;

static const ShownCase shown_cases[] = {
  { "normal", SG_MODE_AUTO, TRUE, FALSE, FALSE },
  { "normal", SG_MODE_CODE, TRUE, FALSE, FALSE },
  { "normal", SG_MODE_CONSOLE, FALSE, TRUE, TRUE },
  { "console", SG_MODE_AUTO, FALSE, TRUE, TRUE },
  { "console", SG_MODE_CODE, TRUE, FALSE, FALSE },
  { "code-and-console", SG_MODE_AUTO, TRUE, TRUE, FALSE },
  { "code-and-console", SG_MODE_CODE, TRUE, FALSE, FALSE },
  { "code-and-console", SG_MODE_CONSOLE, FALSE, TRUE, TRUE },
  { "credits-by-hand", SG_MODE_AUTO, TRUE, TRUE, FALSE },
  { "no-data", SG_MODE_AUTO, TRUE, FALSE, FALSE },
  { "loading", SG_MODE_AUTO, TRUE, FALSE, FALSE },
};

static void
test_shown (gconstpointer user_data)
{
  const ShownCase *c = user_data;
  g_autoptr (SgUsageModel) model = sg_sample_new (c->sample);
  SgShown shown;

  sg_usage_model_set_mode (model, c->mode);
  shown = sg_shown_of (model);
  g_assert_cmpint (shown.code, ==, c->code);
  g_assert_cmpint (shown.console, ==, c->console);
  g_assert_cmpint (shown.console_first, ==, c->console_first);
}

typedef struct {
  int      error_code;
  gboolean has_key;
} KeyCase;

static const KeyCase key_cases[] = {
  { SG_SOURCE_NO_ERROR, FALSE },
  { SG_ERROR_KEY_MISSING, FALSE },
  { SG_ERROR_SWITCHED_OFF, FALSE },
  { SG_ERROR_STORE_LOCKED, FALSE },
  { SG_ERROR_KEY_REFUSED, TRUE },
  { SG_ERROR_KEY_OF_OTHER_KIND, TRUE },
  { SG_ERROR_OFFLINE, TRUE },
  { SG_ERROR_RATE_LIMITED, TRUE },
};

static void
test_a_key_shows_by_what_came_of_it (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (key_cases); i++) {
    g_autoptr (SgUsageModel) model = sg_usage_model_new ();
    g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_source_status_free);
    SgSourceStatus *admin = sg_source_status_new ("admin", SG_ORIGIN_ADMIN);

    admin->error_code = key_cases[i].error_code;
    g_ptr_array_add (sources, admin);
    sg_usage_model_apply_sources (model, sources);

    g_assert_cmpint (sg_shown_has_admin_key (model), ==, key_cases[i].has_key);
  }
}

static void
count_cb (guint *n_notifies)
{
  (*n_notifies)++;
}

static void
test_a_mode_is_told_once (void)
{
  g_autoptr (SgUsageModel) model = sg_usage_model_new ();
  guint n_notifies = 0;
  SgMode mode = SG_MODE_AUTO;

  g_signal_connect_swapped (model, "notify::mode", G_CALLBACK (count_cb), &n_notifies);
  sg_usage_model_set_mode (model, SG_MODE_CONSOLE);
  sg_usage_model_set_mode (model, SG_MODE_CONSOLE);
  g_assert_cmpuint (n_notifies, ==, 1);

  g_assert_true (sg_mode_from_nick (sg_mode_to_nick (SG_MODE_CONSOLE), &mode));
  g_assert_cmpint (mode, ==, SG_MODE_CONSOLE);
  g_assert_false (sg_mode_from_nick ("consul", &mode));
  g_assert_false (sg_mode_from_nick (NULL, &mode));
  g_assert_cmpint (mode, ==, SG_MODE_CONSOLE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (shown_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/shown/%s/%s", shown_cases[i].sample, sg_mode_to_nick (shown_cases[i].mode));
    g_test_add_data_func (path, &shown_cases[i], test_shown);
  }
  g_test_add_func ("/shown/a-key-shows-by-what-came-of-it", test_a_key_shows_by_what_came_of_it);
  g_test_add_func ("/shown/a-mode-is-told-once", test_a_mode_is_told_once);

  return g_test_run ();
}
