/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <unistd.h>

#include "ledger-testing.h"
#include "sg-transcript-ahead.h"

#define N_FILES 40
#define N_ANSWERS 300

static void
write_files (Desk *desk)
{
  for (guint i = 0; i < N_FILES; i++) {
    g_autofree char *name = g_strdup_printf ("p/%02u.jsonl", i);
    g_autoptr (GString) text = g_string_new (NULL);

    for (guint j = 0; j < N_ANSWERS; j++) {
      g_autofree char *id = g_strdup_printf ("m%u-%u", i, j);
      g_autofree char *line = answer (id, "r", 1, 2, TIME, "");

      g_string_append (text, line);
    }
    desk_write (desk, name, "w", text->str, text->len);
  }
}

static void
leave_on_disk_only (SgTranscriptTree *tree)
{
  for (guint i = 0; i < tree->files->len; i++) {
    int fd = open (((SgTranscriptFile *) g_ptr_array_index (tree->files, i))->path, O_RDONLY);

    g_assert_cmpint (fd, >=, 0);
    fdatasync (fd);
    posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED);
    close (fd);
  }
}

static GArray *
make_jobs (SgTranscriptTree *tree)
{
  GArray *jobs = g_array_new (FALSE, TRUE, sizeof (SgTranscriptJob));

  for (guint i = 0; i < tree->files->len; i++) {
    SgTranscriptJob job = { .file = g_ptr_array_index (tree->files, i) };

    g_array_append_val (jobs, job);
  }

  return jobs;
}

static void
test_only_for_what_is_on_disk (Desk         *desk,
                               gconstpointer user_data)
{
  g_autoptr (SgTranscriptTree) tree = sg_transcript_tree_new ();
  g_autoptr (GArray) jobs = NULL;
  SgTranscriptAhead *ahead;
  int next_job = 0;

  write_files (desk);
  g_assert_true (sg_transcript_tree_walk (tree, desk->projects));
  jobs = make_jobs (tree);
  g_assert_null (sg_transcript_ahead_start (jobs, &next_job));

  leave_on_disk_only (tree);
  ahead = sg_transcript_ahead_start (jobs, &next_job);
  if (ahead == NULL) {
    g_test_skip ("this file system keeps its files in memory, or does not tell");
    return;
  }
  g_atomic_int_set (&next_job, (int) jobs->len);
  sg_transcript_ahead_stop (ahead);
}

static void
test_reads_the_same (Desk         *desk,
                     gconstpointer user_data)
{
  g_autoptr (SgTranscriptTree) tree = sg_transcript_tree_new ();

  write_files (desk);
  g_assert_true (sg_transcript_tree_walk (tree, desk->projects));
  leave_on_disk_only (tree);
  desk_scan (desk);
  desk_assert_sums (desk, "12000 12000 24000");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  desk_test ("/transcript-ahead/only-for-what-is-on-disk", test_only_for_what_is_on_disk);
  desk_test ("/transcript-ahead/reads-the-same", test_reads_the_same);

  return g_test_run ();
}
