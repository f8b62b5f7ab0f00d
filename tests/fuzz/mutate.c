/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Runs a fuzz target where there is no libFuzzer, with texts made of its seeds by chance, the same at each start.
 *
 *   fuzz-NAME [--runs=N] --words=DICTIONARY SEED-OR-FOLDER…   N texts, in a child
 *   fuzz-NAME --run=K    --words=DICTIONARY SEED-OR-FOLDER…   only the K-th of them, here, for a debugger
 *
 * A text that ends the child is named by its number, and written to crash-fuzz-NAME-K in the current folder.
 */

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mutate-text.h"
#include "sg-fuzz.h"

#define SECONDS_A_RUN 20

/* The target gets a copy of just that size, so that AddressSanitizer sees the first byte behind it. */
static void
call_target (const GString *text)
{
  guint8 *data = malloc (MAX (text->len, 1));

  if (text->len > 0)
    memcpy (data, text->str, text->len);
  LLVMFuzzerTestOneInput (data, text->len);
  free (data);
}

/* @run is what the parent reads when the child has died. */
static void
call_often (const MutateStock *stock,
            guint64            n_runs,
            volatile guint64  *run)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (; *run < n_runs; (*run)++) {
    mutate_text (text, stock, *run);
    alarm (SECONDS_A_RUN);
    call_target (text);
  }
  alarm (0);
}

static void
call_with_text (const MutateStock *stock,
                guint64            run)
{
  g_autoptr (GString) text = g_string_new (NULL);

  mutate_text (text, stock, run);
  call_target (text);
}

static void
keep_text (const MutateStock *stock,
           guint64            run)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = g_strdup_printf ("crash-%s-%" G_GUINT64_FORMAT, g_get_prgname (), run);

  mutate_text (text, stock, run);
  if (g_file_set_contents (path, text->str, (gssize) text->len, NULL))
    g_printerr ("%s has the text of %" G_GSIZE_FORMAT " bytes.\n", path, text->len);
}

static int
call_in_child (const MutateStock *stock,
               guint64            n_runs)
{
  volatile guint64 *run = mmap (NULL, sizeof *run, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int status = 0;
  pid_t child;

  g_assert_true (run != MAP_FAILED);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0) {
    call_often (stock, n_runs, run);
    exit (EXIT_SUCCESS);
  }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  if (status == 0) {
    g_print ("%s: %" G_GUINT64_FORMAT " runs\n", g_get_prgname (), *run);
    return EXIT_SUCCESS;
  }

  if (*run == n_runs) {
    g_printerr ("%s: all %" G_GUINT64_FORMAT " runs came back, and then it failed: is it a leak?\n", g_get_prgname (), n_runs);
  } else {
    g_printerr ("%s: failed in run %" G_GUINT64_FORMAT "%s. Again: the same command with --run=%" G_GUINT64_FORMAT "\n", g_get_prgname (),
                *run, WIFSIGNALED (status) && WTERMSIG (status) == SIGALRM ? ", which took too long" : "", *run);
    keep_text (stock, *run);
  }

  return EXIT_FAILURE;
}

int
main (int   argc,
      char *argv[])
{
  gint64 n_runs = 100000, run = -1;
  g_autofree char *words = NULL;
  g_auto (GStrv) seeds = NULL;
  g_auto (MutateStock) stock = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  const GOptionEntry entries[] = {
    { "runs", 0, 0, G_OPTION_ARG_INT64, &n_runs, "How many texts", "N" },
    { "run", 0, 0, G_OPTION_ARG_INT64, &run, "Only this one", "K" },
    { "words", 0, 0, G_OPTION_ARG_FILENAME, &words, "A dictionary of libFuzzer's", "FILE" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &seeds, NULL, "SEED…" },
    { 0 }
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);

  mutate_stock_init (&stock);
  for (guint i = 0; seeds != NULL && seeds[i] != NULL; i++)
    mutate_stock_add_seeds (&stock, seeds[i]);
  mutate_stock_add_words (&stock, words);
  if (stock.seeds->len == 0 || stock.words->len == 0)
    g_error ("There are no seeds, or no words");

  if (run < 0)
    return call_in_child (&stock, (guint64) n_runs);

  call_with_text (&stock, (guint64) run);

  return EXIT_SUCCESS;
}
