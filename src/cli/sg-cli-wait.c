/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A command has nothing else to do while it waits. */

#include "sg-cli-wait.h"

/**
 * sg_cli_keep_result_cb:
 * @user_data: a `GAsyncResult **`, which gets a reference of its own
 *
 * A #GAsyncReadyCallback for sg_cli_wait_for().
 */
void
sg_cli_keep_result_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

/**
 * sg_cli_wait_for:
 * @result: what was given to sg_cli_keep_result_cb(), %NULL at first
 *
 * Runs the default main context until the result is there.
 */
void
sg_cli_wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}
