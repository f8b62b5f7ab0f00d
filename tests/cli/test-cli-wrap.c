/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-cli-table.h"
#include "sg-cli-wrap.h"

typedef struct {
  const char *name;
  const char *lead;
  const char *text;
  guint       indent;
  guint       width;
  const char *expected;
} Case;

static const Case cases[] = {
  { "fits", "Name  ", "95 %  Resets · Updated", 6, 80, "Name  95 %  Resets · Updated" },
  { "parts-stay-together", "Name  ", "Resets in 2 h · Updated now", 6, 28, "Name  Resets in 2 h ·\n      Updated now" },
  { "words-where-a-part-is-too-long", "  ", "one two three four", 2, 11, "  one two\n  three\n  four" },
  { "letters-where-a-word-is-too-long", "", "abcdefgh", 0, 4, "abcd\nefgh" },
  { "wide-letters", "", "使用制限使用", 2, 6, "使用制\n  限使\n  用" },
  { "narrow-terminals-have-little-indent", "", "aaa bbb ccc", 24, 6, "aaa\n  bbb\n  ccc" },
  { "nothing", "Name", "", 4, 10, "Name" },
};

static void
test_wrap (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autofree char *text = sg_cli_wrap (c->lead, c->text, c->indent, c->width);

  g_assert_cmpstr (text, ==, c->expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/cli-wrap/%s", cases[i].name);

    g_test_add_data_func (path, &cases[i], test_wrap);
  }

  return g_test_run ();
}
