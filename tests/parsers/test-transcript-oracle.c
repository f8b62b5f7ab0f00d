/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every record the parser takes or refuses is what json-glib's slow and careful reading makes of it. */

#include <string.h>

#include "samples.h"
#include "sg-transcript-parser.h"
#include "transcript-oracle.h"

typedef struct {
  guint n_requests;
  guint n_unreadable;
  guint n_other;
  guint n_no_json;
} Seen;

static guint
count (const char *text,
       const char *word)
{
  guint n = 0;

  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    n++;

  return n;
}

static void
compare (const char *line,
         gsize       length,
         gpointer    user_data)
{
  Seen *seen = user_data;
  TranscriptOracle oracle;
  g_autofree char *found = NULL;

  transcript_oracle_ask (&oracle, line, length);
  found = oracle.text;
  if (found == NULL) {
    seen->n_no_json++;
    return;
  }
  transcript_assert_oracle_agrees (line, length);
  seen->n_requests += count (found, "request ");
  seen->n_unreadable += count (found, "unreadable: ");
  seen->n_other += *found == '\0';
}

static void
test_samples (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "samples", NULL);
  Seen seen = { 0 };

  for_each_sample_line (folder, compare, &seen);
  g_test_message ("%u requests, %u refused, %u others, %u no JSON", seen.n_requests, seen.n_unreadable, seen.n_other, seen.n_no_json);

  g_assert_cmpuint (seen.n_requests, ==, 97);
  g_assert_cmpuint (seen.n_unreadable, ==, 0);
  g_assert_cmpuint (seen.n_no_json, ==, 0);
}

static void
test_folder (gconstpointer user_data)
{
  Seen seen = { 0 };

  for_each_sample_line (user_data, compare, &seen);
  g_test_message ("%u requests, %u refused, %u others, %u no JSON", seen.n_requests, seen.n_unreadable, seen.n_other, seen.n_no_json);

  g_assert_cmpuint (seen.n_requests, >, 500);
  g_assert_cmpuint (seen.n_unreadable, >, 20);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/transcript-oracle/samples", test_samples);
  if (argc > 1)
    g_test_add_data_func ("/transcript-oracle/traps", argv[1], test_folder);

  return g_test_run ();
}
