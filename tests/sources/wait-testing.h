/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the tests of this room wait: for an event, never for time. */

#pragma once

#include <gio/gio.h>

static inline void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static inline void
wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}
