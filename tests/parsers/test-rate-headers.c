/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-rate-headers.h"
#include "sg-time.h"

#define NOW "2026-11-21T12:00:00Z"

static GHashTable *
headers_of (const char *lines)
{
  GHashTable *headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) pairs = g_strsplit (lines, "\n", -1);

  for (guint i = 0; pairs[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (pairs[i], ":", 2);

    if (g_strv_length (parts) == 2)
      g_hash_table_replace (headers, g_strdup (parts[0]), g_strdup (parts[1]));
  }

  return headers;
}

static char *
describe (const SgRateLimits *limits)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < limits->rates->len; i++) {
    const SgRate *rate = g_ptr_array_index (limits->rates, i);
    g_autofree char *reset = rate->resets_at ? g_date_time_format (rate->resets_at, "%H:%M:%S") : g_strdup ("-");

    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", sg_rate_kind_to_nick (rate->kind));
    if (rate->has_remaining)
      g_string_append_printf (text, " %" G_GUINT64_FORMAT, rate->remaining);
    if (rate->has_limit)
      g_string_append_printf (text, " of %" G_GUINT64_FORMAT, rate->limit);
    g_string_append_printf (text, " %s", reset);
  }

  return g_string_free (text, FALSE);
}

#define R "anthropic-ratelimit-"

static const struct {
  const char *name;
  const char *lines;
  const char *wanted;
} cases[] = {
  { "nothing", "", "" },
  { "others", "date: today\nretry-after: 3\nx-anthropic-ratelimit-requests-limit: 5", "" },
  { "whole", R "requests-limit: 50\n" R "requests-remaining: 49\n" R "requests-reset: 2026-11-21T12:00:01Z\n"
    R "tokens-limit: 48000\n" R "tokens-remaining: 48000\n" R "tokens-reset: 2026-11-21T12:00:00Z\n"
    R "input-tokens-limit: 40000\n" R "input-tokens-remaining: 39000\n" R "input-tokens-reset: 2026-11-21T12:00:30Z\n"
    R "output-tokens-limit: 8000\n" R "output-tokens-remaining: 0\n" R "output-tokens-reset: 2026-11-21T12:01:00Z",
    "requests 49 of 50 12:00:01; input-tokens 39000 of 40000 12:00:30; output-tokens 0 of 8000 12:01:00; tokens 48000 of 48000 12:00:00" },
  { "priority-and-fast", "anthropic-priority-input-tokens-limit: 7\nanthropic-fast-output-tokens-remaining: 9",
    "priority-input-tokens of 7 -; fast-output-tokens 9 -" },
  { "not-its-family", R "priority-input-tokens-limit: 7\nanthropic-requests-limit: 7", "" },
  { "only-a-reset", R "requests-reset: 2026-11-21T12:00:01Z", "" },
  { "only-a-limit", R "requests-limit: 50", "requests of 50 -" },
  { "an-offset", R "requests-remaining: 1\n" R "requests-reset: 2026-11-21T14:00:01.5+02:00", "requests 1 12:00:01" },
  { "in-the-past", R "requests-remaining: 1\n" R "requests-reset: 2026-11-21T11:59:00Z", "requests 1 11:59:00" },
  { "far-away", R "requests-remaining: 1\n" R "requests-reset: 2027-11-21T11:59:00Z", "requests 1 -" },
  { "seconds-for-a-time", R "requests-remaining: 1\n" R "requests-reset: 1795262430", "requests 1 -" },
  { "no-numbers", R "requests-limit: many\n" R "requests-remaining: -1\n" R "input-tokens-limit: 4e4\n" R "tokens-limit:", "" },
  { "more-than-any-key", R "requests-limit: 99999999999999999999\n" R "requests-remaining: 1000000000001", "" },
  { "spaces", R "requests-limit:   50  ", "requests of 50 -" },
  { "unified", R "unified-5h-utilization: 0.5\n" R "unified-status: allowed", "" },
};

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (GHashTable) headers = headers_of (cases[i].lines);
  g_autoptr (SgRateLimits) limits = sg_rate_headers_parse (headers, "claude-x", SG_ORIGIN_RATE_HEADERS, now);
  g_autofree char *text = describe (limits);

  g_assert_cmpstr (text, ==, cases[i].wanted);
  g_assert_cmpstr (limits->model, ==, "claude-x");
  g_assert_true (g_date_time_equal (limits->as_of, now));
}

static const struct {
  int         seconds;
  const char *before;
  const char *after;
  gint64      spent;   /* -1: nothing is said */
} spendings[] = {
  { 30, R "requests-limit: 50\n" R "requests-remaining: 40", R "requests-limit: 50\n" R "requests-remaining: 37", 6 },
  { 60, R "requests-limit: 50\n" R "requests-remaining: 40", R "requests-limit: 50\n" R "requests-remaining: 37", 3 },
  { 30, R "requests-limit: 50\n" R "requests-remaining: 40", R "requests-limit: 50\n" R "requests-remaining: 40", -1 },
  { 30, R "requests-limit: 50\n" R "requests-remaining: 40", R "requests-limit: 50\n" R "requests-remaining: 50", -1 },
  { 30, R "requests-limit: 50\n" R "requests-remaining: 40", R "requests-limit: 40\n" R "requests-remaining: 30", -1 },
  { 30, R "requests-limit: 50", R "requests-limit: 50\n" R "requests-remaining: 30", -1 },
  { 30, "", R "requests-limit: 50\n" R "requests-remaining: 30", -1 },
  { 300, R "requests-limit: 50\n" R "requests-remaining: 40", R "requests-limit: 50\n" R "requests-remaining: 37", -1 },
  { 1, R "requests-limit: 50\n" R "requests-remaining: 40", R "requests-limit: 50\n" R "requests-remaining: 37", -1 },
  { -30, R "requests-limit: 50\n" R "requests-remaining: 40", R "requests-limit: 50\n" R "requests-remaining: 37", -1 },
};

static void
test_what_was_spent (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);

  for (gsize i = 0; i < G_N_ELEMENTS (spendings); i++) {
    g_autoptr (GDateTime) later = g_date_time_add_seconds (now, spendings[i].seconds);
    g_autoptr (GHashTable) before = headers_of (spendings[i].before);
    g_autoptr (GHashTable) after = headers_of (spendings[i].after);
    g_autoptr (SgRateLimits) first = sg_rate_headers_parse (before, NULL, SG_ORIGIN_RATE_HEADERS, now);
    g_autoptr (SgRateLimits) second = sg_rate_headers_parse (after, NULL, SG_ORIGIN_RATE_HEADERS, later);
    const SgRate *rate = sg_rate_limits_find (second, SG_RATE_REQUESTS);

    sg_rate_limits_note_spent (second, first);
    g_test_message ("%zu", i);
    g_assert_cmpint (rate->has_spent, ==, spendings[i].spent >= 0);
    if (rate->has_spent)
      g_assert_cmpuint (rate->spent_per_minute, ==, spendings[i].spent);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/rate-headers/%s", cases[i].name);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
  }
  g_test_add_func ("/rate-headers/what-was-spent", test_what_was_spent);

  return g_test_run ();
}
