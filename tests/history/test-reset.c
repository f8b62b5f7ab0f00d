/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-reset.h"

#define RESET 100000

static const struct {
  const char    *name;
  SgLedgerSample before;
  SgLedgerSample after;
  SgResetKind    kind;
} cases[] = {
  { "the-same-window", { 0, 500, 40, RESET }, { 600, 600, 42, RESET + 1 }, SG_RESET_NONE },
  { "on-time", { 0, RESET - 300, 40, RESET }, { RESET + 10, RESET + 10, 0, RESET + 18000 }, SG_RESET_ON_TIME },
  { "seen-hours-later", { 0, 500, 40, RESET }, { RESET + 9000, RESET + 9000, 3, RESET + 18000 }, SG_RESET_ON_TIME },
  { "early", { 0, 500, 40, RESET }, { 600, 600, 0, RESET + 18000 }, SG_RESET_EARLY },
  { "late", { 0, RESET + 900, 40, RESET }, { RESET + 1200, RESET + 1200, 0, RESET + 18000 }, SG_RESET_LATE },
  { "moved", { 0, 500, 40, RESET }, { 600, 600, 40, RESET + 600 }, SG_RESET_MOVED },
  { "no-window-before", { 0, 500, 0, 0 }, { 600, 600, 1, RESET }, SG_RESET_NONE },
};

static void
test_reset (gconstpointer user_data)
{
  gsize i = GPOINTER_TO_SIZE (user_data);

  g_assert_cmpstr (sg_reset_to_nick (sg_reset_between (&cases[i].before, &cases[i].after)), ==, sg_reset_to_nick (cases[i].kind));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/reset/", cases[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_reset);
  }

  return g_test_run ();
}
