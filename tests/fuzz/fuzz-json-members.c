/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-fuzz.h"
#include "sg-json-members.h"
#include "sg-json.h"

/* What a real parser takes, the walk must take too. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  SgJsonMember members[] = { { "a" }, { "cachedUsageUtilization" } };
  const char *text = (const char *) data;
  gboolean found = sg_json_members_find (text, size, members, G_N_ELEMENTS (members), NULL);
  g_autoptr (JsonNode) root = sg_json_parse_object (text, size, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    if (members[i].text != NULL) {
      g_assert_true (members[i].text > text && members[i].length > 0);
      g_assert_true (members[i].text + members[i].length <= text + size);
    }
  }
  if (root != NULL && !g_str_has_prefix (text, "\xef\xbb\xbf"))
    g_assert_true (found);

  return 0;
}
