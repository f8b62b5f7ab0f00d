/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-retry-after.h"
#include "sg-time.h"

typedef struct {
  const char *name;
  const char *text;
  gint64      seconds;   /* -1 for none */
} ParseCase;

static const ParseCase parse_cases[] = {
  { "seconds", "120", 120 },
  { "spaces", " 120 ", 120 },
  { "zero", "0", -1 },
  { "absent", NULL, -1 },
  { "empty", "", -1 },
  { "negative", "-5", -1 },
  { "fraction", "1.5", -1 },
  { "words", "later", -1 },
  { "too-long-for-anyone", "99999999999", 24 * 60 * 60 },
  { "more-than-a-number-holds", "99999999999999999999999", -1 },
  { "date", "Sat, 21 Nov 2026 12:10:00 GMT", 600 },
  { "date-past", "Sat, 21 Nov 2026 11:10:00 GMT", -1 },
  { "date-far", "Sat, 21 Nov 2099 12:00:00 GMT", 24 * 60 * 60 },
};

static void
test_parse (gconstpointer user_data)
{
  const ParseCase *c = user_data;
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
  g_autoptr (GDateTime) time = sg_retry_after_parse (c->text, now);

  if (c->seconds < 0)
    g_assert_null (time);
  else
    g_assert_cmpint (sg_time_seconds_between (now, time), ==, c->seconds);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parse_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/retry-after/parse/%s", parse_cases[i].name);
    g_test_add_data_func (path, &parse_cases[i], test_parse);
  }

  return g_test_run ();
}
