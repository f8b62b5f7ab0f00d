/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "history-testing.h"
#include "sg-history-windows.h"

#define RESET 100000
#define NEXT (RESET + 18000)

static const struct {
  const char    *name;
  SgLedgerSample samples[6];
  gint64         asked[4];
  gint64         from;
  const char    *expected;   /* kind expected seen-from–seen-until ended moved/elsewhere, off */
} cases[] = {
  { "nothing", { { 0 } }, { 0 }, 0, "" },
  { "runs", { { 90000, 90100, 10, RESET } }, { 0 }, 0, "none 100000 90100-0 10 0/0 0\n" },
  { "used-here", { { 90000, 90300, 10, RESET }, { 90600, 90900, 14, RESET } }, { 90450 }, 0, "none 100000 90900-0 14 4/0 0\n" },
  { "used-elsewhere", { { 90000, 90300, 10, RESET }, { 90600, 90900, 14, RESET } }, { 80000 }, 0, "none 100000 90900-0 14 4/4 0\n" },
  { "counted-late", { { 90000, 90300, 10, RESET }, { 90600, 90900, 14, RESET } }, { 90200 }, 0, "none 100000 90900-0 14 4/0 0\n" },
  { "asked-after-it-was-read", { { 90000, 90300, 10, RESET }, { 90600, 90900, 14, RESET } }, { 90700 }, 0,
    "none 100000 90900-0 14 4/4 0\n" },
  { "some-here-some-elsewhere",
    { { 90000, 90300, 10, RESET }, { 90600, 90900, 14, RESET }, { 91200, 91500, 20, RESET } }, { 91000 }, 0,
    "none 100000 91500-0 20 10/4 0\n" },
  { "on-time", { { 90000, 99000, 40, RESET }, { 101000, 101300, 3, NEXT } }, { 0 }, 0,
    "on-time 100000 99000-101000 40 0/0 0\nnone 118000 101300-0 3 3/3 0\n" },
  { "what-was-asked-before-the-reset-is-not-of-the-new-window",
    { { 90000, 99000, 40, RESET }, { 101000, 101300, 3, NEXT } }, { 99500 }, 0,
    "on-time 100000 99000-101000 40 0/0 0\nnone 118000 101300-0 3 3/3 0\n" },
  { "early", { { 90000, 95000, 40, RESET }, { 95300, 95600, 0, NEXT } }, { 0 }, 0,
    "early 100000 95000-95300 40 0/0 -4700\nnone 118000 95600-0 0 0/0 0\n" },
  { "late", { { 90000, 101500, 40, RESET }, { 101800, 102000, 0, NEXT } }, { 0 }, 0,
    "late 100000 101500-101800 40 0/0 1500\nnone 118000 102000-0 0 0/0 0\n" },
  { "moved", { { 90000, 95000, 40, RESET }, { 95300, 95600, 42, RESET + 900 } }, { 0 }, 0,
    "moved 100000 95000-95300 40 0/0 0\nnone 100900 95600-0 42 2/2 0\n" },
  { "a-correction-moves-nothing", { { 90000, 90300, 10, RESET }, { 90600, 90900, 8, RESET } }, { 0 }, 0,
    "none 100000 90900-0 8 0/0 0\n" },
  { "a-window-begins", { { 90000, 90300, 0, 0 }, { 90600, 90900, 4, RESET } }, { 90500 }, 0, "none 100000 90900-0 4 4/0 0\n" },
  { "only-since", { { 90000, 99000, 40, RESET }, { 101000, 101300, 3, NEXT }, { 101600, 101900, 8, NEXT } }, { 0 }, 101500,
    "none 118000 101900-0 8 5/5 0\n" },
};

static void
test_windows (gconstpointer user_data)
{
  gsize i = GPOINTER_TO_SIZE (user_data);
  g_autoptr (GArray) samples = samples_of (cases[i].samples, G_N_ELEMENTS (cases[i].samples));
  g_autoptr (GArray) activities = activities_of (cases[i].asked, G_N_ELEMENTS (cases[i].asked));
  g_autoptr (GArray) windows = sg_history_windows_new (samples, activities, cases[i].from);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint at = 0; at < windows->len; at++) {
    const SgHistoryWindow *window = &g_array_index (windows, SgHistoryWindow, at);

    g_assert_cmpint (window->origin, ==, SG_ORIGIN_ENDPOINT);
    g_string_append_printf (text, "%s %d %d-%d %g %g/%g %d\n", sg_reset_to_nick (window->kind), (int) window->expected,
                            (int) window->seen_from, (int) window->seen_until, window->ended_percent, window->moved_percent,
                            window->elsewhere_percent, (int) sg_history_window_get_off_seconds (window));
  }
  g_assert_cmpstr (text->str, ==, cases[i].expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/history-windows/", cases[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_windows);
  }

  return g_test_run ();
}
