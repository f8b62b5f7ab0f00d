/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-fuzz.h"
#include "sg-statusline.h"

/* Whatever was kept is read again as the same. */
static void
check (const SgStatusline *statusline)
{
  g_autofree char *text = sg_statusline_to_capture (statusline);
  g_autoptr (SgStatusline) again = sg_statusline_parse_capture (text, strlen (text), NULL);
  g_autoptr (SgLimit) session = sg_statusline_get_limit (statusline, SG_LIMIT_SESSION);
  g_autoptr (SgLimit) week = sg_statusline_get_limit (statusline, SG_LIMIT_WEEKLY);

  g_assert_nonnull (again);
  g_assert_true (sg_statusline_says_the_same (statusline, again));
  g_assert_cmpstr (again->session_id, ==, statusline->session_id);
  g_assert_cmpstr (again->model_id, ==, statusline->model_id);
  g_assert_true (sg_statusline_has_limits (statusline) == (session != NULL || week != NULL));
  g_assert_true (statusline->model_name == NULL || g_utf8_validate (statusline->model_name, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgStatusline) statusline = sg_statusline_parse ((const char *) data, size, 1795262400123, &error);
  g_autoptr (SgStatusline) capture = sg_statusline_parse_capture ((const char *) data, size, NULL);

  g_assert_true ((statusline == NULL) == (error != NULL));
  if (statusline != NULL)
    check (statusline);
  if (capture != NULL)
    check (capture);

  return 0;
}
