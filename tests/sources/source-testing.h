/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tests of sources share. */

#pragma once

#include <string.h>

#include <glib/gstdio.h>

#include "sg-error.h"
#include "sg-source.h"
#include "wait-testing.h"

static inline SgReading *
read_and_wait (SgSource     *source,
               GDateTime    *now,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sg_source_read_async (source, now, cancellable, keep_result_cb, &result);
  wait_for_result (&result);

  return sg_source_read_finish (source, result, error);
}

static inline void
count_cb (guint *n_calls)
{
  (*n_calls)++;
}

static inline void
wait_for_count (guint *n_calls,
                guint  n_wanted)
{
  while (*n_calls < n_wanted)
    g_main_context_iteration (NULL, TRUE);
}

static inline void
write_file (const char *path,
            const char *text)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static inline GDateTime *
noon (void)
{
  return g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
}
