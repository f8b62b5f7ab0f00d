/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-team-double.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_LIMIT 20
#define MAX_LIMIT 1000

/* As the server writes them, with all that nobody reads. */
static void
append_head (GString    *body,
             const char *date,
             guint       i,
             const char *terminal)
{
  if (body->str[body->len - 1] == '}')
    g_string_append_c (body, ',');
  g_string_append_printf (body, "{\"date\":\"%sT00:00:00Z\",\"organization_id\":\"11111111-2222-4333-8444-555555555555\",", date);
  if (i % 50 == 49)
    g_string_append_printf (body, "\"actor\":{\"type\":\"api_actor\",\"api_key_name\":\"key %u\"},\"customer_type\":\"api\",", i);
  else
    g_string_append_printf (body, "\"actor\":{\"type\":\"user_actor\",\"email_address\":\"dev%05u@example.org\"},"
                            "\"customer_type\":\"subscription\",\"subscription_type\":\"team\",", i);
  g_string_append_printf (body, "\"terminal_type\":\"%s\",", terminal);
}

static void
append_models (GString *body,
               guint    i)
{
  g_string_append_printf (body, "\"model_breakdown\":[{\"model\":\"claude-opus-5-5\",\"tokens\":{\"input\":%u,\"output\":3500,"
                          "\"cache_read\":91000,\"cache_creation\":5100},\"estimated_cost\":{\"currency\":\"USD\",\"amount\":%u.%d}}",
                          1000 + i, i % 1000 * 3 / 2, i % 2 ? 5 : 0);
  if (i % 2 == 0)
    g_string_append (body, ",{\"model\":\"claude-haiku-4-5\",\"tokens\":{\"input\":100,\"output\":35,\"cache_read\":910,"
                     "\"cache_creation\":51},\"estimated_cost\":{\"currency\":\"USD\",\"amount\":0.25}}");
  g_string_append_c (body, ']');
}

static void
append_person (GString    *body,
               const char *date,
               guint       i)
{
  append_head (body, date, i, "vscode");
  g_string_append_printf (body, "\"core_metrics\":{\"num_sessions\":%u,\"lines_of_code\":{\"added\":%u,\"removed\":%u},"
                          "\"commits_by_claude_code\":%u,\"pull_requests_by_claude_code\":%u},"
                          "\"tool_actions\":{\"edit_tool\":{\"accepted\":%u,\"rejected\":%u},\"multi_edit_tool\":{\"accepted\":0,\"rejected\":0},"
                          "\"write_tool\":{\"accepted\":8,\"rejected\":1},\"notebook_edit_tool\":{\"accepted\":0,\"rejected\":0}},",
                          1 + i % 5, 10 * (i % 97), 3 * (i % 31), i % 4, i % 2, i % 50, i % 7);
  append_models (body, i);
  g_string_append_c (body, '}');
  if (i % 10 != 0)
    return;

  append_head (body, date, i, "tmux");
  g_string_append (body, "\"core_metrics\":{\"num_sessions\":1},\"tool_actions\":{},\"model_breakdown\":[]}");
}

static gboolean
is_day (const char *text)
{
  int year, month, day;

  return text != NULL && strlen (text) == strlen ("2026-11-20") && sscanf (text, "%4d-%2d-%2d", &year, &month, &day) == 3 &&
         g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

/* A cursor is bound to its question. */
static gboolean
read_page (const char *page,
           guint       hash,
           guint      *skip)
{
  guint page_hash;

  *skip = 0;

  return page == NULL || (sscanf (page, "page_%u=%u", skip, &page_hash) == 2 && page_hash == hash);
}

/**
 * sg_team_double_answer:
 * @max_records: of a page, whatever limit is asked for
 * @is_endless: every page names a next one
 * @is_circle: the last page names the first one's next
 *
 * Returns: (transfer full) (nullable): what /usage_report/claude_code says, or %NULL to a question that is wrong
 */
char *
sg_team_double_answer (GHashTable *query,
                       guint       n_people,
                       guint       max_records,
                       gboolean    is_endless,
                       gboolean    is_circle)
{
  const char *date = query ? g_hash_table_lookup (query, "starting_at") : NULL;
  const char *limit_text = query ? g_hash_table_lookup (query, "limit") : NULL;
  int limit = limit_text ? atoi (limit_text) : DEFAULT_LIMIT;
  GString *body;
  guint hash, skip, end;

  if (!is_day (date) || limit < 1 || limit > MAX_LIMIT || g_hash_table_contains (query, "ending_at"))
    return NULL;
  limit = MIN (limit, (int) max_records);
  hash = g_str_hash (date) + (guint) limit;
  if (!read_page (g_hash_table_lookup (query, "page"), hash, &skip))
    return NULL;

  /* Who has two records takes two places. */
  body = g_string_new ("{\"data\":[");
  end = MIN (skip + (guint) limit * 10 / 11, n_people);
  for (guint i = skip; i < end; i++)
    append_person (body, date, i);
  if (end < n_people || is_endless || is_circle)
    g_string_append_printf (body, "],\"has_more\":true,\"next_page\":\"page_%u=%u\"}",
                            is_circle && end == n_people ? MIN ((guint) limit * 10 / 11, n_people) : is_endless ? skip + 1 : end, hash);
  else
    g_string_append (body, "],\"has_more\":false,\"next_page\":null}");

  return g_string_free (body, FALSE);
}
