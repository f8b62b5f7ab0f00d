/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>

#include "sg-home.h"

static void
test_shorten (gconstpointer data)
{
  const char *const *words = data;
  g_autofree char *shorter = sg_home_shorten (words[0], words[1]);

  g_assert_cmpstr (shorter, ==, words[2]);
}

int
main (int   argc,
      char *argv[])
{
  static const char *const rows[][4] = {
    { "/home/ada/.claude", "/home/ada", "~/.claude", "/home/below" },
    { "/home/ada", "/home/ada", "~", "/home/itself" },
    { "“/home/ada”: not a folder, /home/ada/b", "/home/ada", "“~”: not a folder, ~/b", "/home/in-a-sentence" },
    { "/home/adam/x /home/ada-2 /home/adaé", "/home/ada", "/home/adam/x /home/ada-2 /home/adaé", "/home/of-another" },
    { "/mnt/home/ada/x", "/home/ada", "/mnt/home/ada/x", "/home/elsewhere" },
    { "/x", "/", "/x", "/home/root-folder" },
    { "", "/home/ada", "", "/home/empty" },
    { "/home/ada", "", "/home/ada", "/home/none" },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_test_add_data_func (rows[i][3], rows[i], test_shorten);

  return g_test_run ();
}
