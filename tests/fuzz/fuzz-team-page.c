/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-fuzz.h"
#include "sg-team-page.h"

#define DAY G_GINT64_CONSTANT (1795132800)

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgTeamPage) page = sg_team_page_parse (DAY, (const char *) data, size, &error);

  g_assert_true ((page == NULL) == (error != NULL));
  for (guint i = 0; page != NULL && i < page->records->len; i++) {
    const SgTeamRecord *record = g_ptr_array_index (page->records, i);
    SgCents cost;
    double percent;

    g_assert_nonnull (record->name);
    g_assert_nonnull (record->terminal);
    g_assert_cmpint (record->sessions, >=, 0);
    g_assert_cmpint (sg_team_record_get_tokens (record), >=, 0);
    g_assert_true (sg_team_record_get_cost (record, &cost));
    g_assert_cmpint (cost.whole, >=, 0);
    if (sg_team_accepted_percent (record->accepted, record->rejected, &percent))
      g_assert_true (percent >= 0.0 && percent <= 100.0);
  }

  return 0;
}
