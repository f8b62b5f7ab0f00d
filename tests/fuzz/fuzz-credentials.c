/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-credentials.h"
#include "sg-fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (1795262400);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgCredentials) credentials = sg_credentials_parse ((const char *) data, size, &error);

  g_assert_true ((credentials == NULL) == (error != NULL));
  if (credentials != NULL && sg_credentials_check (credentials, now, &error))
    g_assert_nonnull (credentials->access_token);

  return 0;
}
