/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-fuzz.h"
#include "sg-profile-reply.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GDateTime) as_of = g_date_time_new_from_unix_utc (1795262400);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgAccount) account = sg_profile_reply_parse ((const char *) data, size, SG_ORIGIN_ENDPOINT, as_of, &error);

  g_assert_true ((account == NULL) == (error != NULL));
  if (account != NULL && account->name != NULL)
    g_assert_null (strchr (account->name, '@'));

  return 0;
}
