/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The transcripts in tests/data/samples, and any others, line by line. */

#pragma once

#include <string.h>

#include <glib.h>

typedef void (*SampleLine) (const char *line,
                            gsize       length,
                            gpointer    user_data);

static inline void
for_each_line (const char *text,
               gsize       length,
               SampleLine  look,
               gpointer    user_data)
{
  const char *end = text + length;

  while (text < end) {
    const char *newline = memchr (text, '\n', (gsize) (end - text));
    const char *line_end = newline ? newline : end;

    look (text, (gsize) (line_end - text), user_data);
    text = line_end + 1;
  }
}

/* Every `.jsonl` below @folder */
static inline void
for_each_sample_line (const char *folder,
                      SampleLine  look,
                      gpointer    user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *text = NULL;
    gsize length;

    if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
      for_each_sample_line (path, look, user_data);
    } else if (g_str_has_suffix (name, ".jsonl")) {
      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);
      for_each_line (text, length, look, user_data);
    }
  }
}
