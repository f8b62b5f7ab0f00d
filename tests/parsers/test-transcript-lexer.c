/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "sg-transcript-lexer.h"

#define SLICE(literal) ((SgSlice) { literal, sizeof literal - 1 })

typedef struct {
  const char *text;
  gint64      time_ms;   /* -1: no time */
} TimeCase;

static const TimeCase time_cases[] = {
  { "1970-01-01T00:00:00Z", 0 },
  { "2026-11-21T10:57:11.201Z", 1795258631201 },
  { "2026-11-21T10:57:11.2019999Z", 1795258631201 },
  { "2026-11-21T10:57:11.2Z", 1795258631200 },
  { "2026-11-21T16:27:11.201+05:30", 1795258631201 },
  { "2026-11-21T02:57:11-08:00", 1795258631000 },
  { "2024-02-29T23:59:59.999Z", 1709251199999 },
  { "2000-02-29T00:00:00Z", 951782400000 },
  { "2023-02-29T00:00:00Z", -1 },
  { "2100-02-29T00:00:00Z", -1 },
  { "2026-13-01T00:00:00Z", -1 },
  { "2026-04-31T00:00:00Z", -1 },
  { "2026-04-00T00:00:00Z", -1 },
  { "2026-11-21T24:00:00Z", -1 },
  { "2026-11-21T10:57:60Z", -1 },
  { "2026-11-21T10:57:11", -1 },
  { "2026-11-21T10:57:11.Z", -1 },
  { "2026-11-21T10:57:11.201", -1 },
  { "2026-11-21 10:57:11Z", -1 },
  { "2026-11-21T10:57:11+0530", -1 },
  { "2026-11-21T10:57:11+24:00", -1 },
  { "1969-12-31T23:59:59Z", -1 },
  { "yesterday, in the evening", -1 },
  { "", -1 },
};

static void
test_time (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (time_cases); i++) {
    const TimeCase *c = &time_cases[i];
    gint64 time_ms = -1;
    gboolean good = sg_transcript_read_time ((SgSlice) { c->text, strlen (c->text) }, &time_ms);

    g_test_message ("%s", c->text);
    g_assert_cmpint (good ? time_ms : -1, ==, c->time_ms);
  }
}

static void
test_time_is_glibs (void)
{
  for (gint64 seconds = 1; seconds < G_GINT64_CONSTANT (4102444800); seconds = seconds * 21 / 20 + 86399) {
    g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
    g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
    gint64 time_ms;

    g_assert_true (sg_transcript_read_time ((SgSlice) { text, strlen (text) }, &time_ms));
    g_assert_cmpint (time_ms, ==, seconds * 1000);
  }
}

typedef struct {
  const char *text;
  int         at;   /* -1: none */
} MarkerCase;

static const MarkerCase marker_cases[] = {
  { "\"usage\":{", 0 },
  { "{\"a\":1,\"usage\": {", 7 },
  { "\"usage\" : {}", 0 },
  { "\"usage\":[{\"usage\":{", 10 },
  { "\"usage\":null", -1 },
  { "\\\"usage\\\":{", -1 },
  { "\"usage\":", -1 },
  { "\"usages\":{", -1 },
  { "\"xusage\":{", -1 },
  { "", -1 },
};

static void
assert_all_find (const char *text,
                 const char *end,
                 const char *expected)
{
  g_assert_true (sg_transcript_find_usage (text, end) == expected);
  g_assert_true (sg_transcript_find_usage_plain (text, end) == expected);
#ifdef SG_TRANSCRIPT_HAS_WIDE_SEARCH
  g_assert_true (sg_transcript_find_usage_sse2 (text, end) == expected);
  if (__builtin_cpu_supports ("avx2"))
    g_assert_true (sg_transcript_find_usage_avx2 (text, end) == expected);
#endif
}

static void
test_marker (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (marker_cases); i++) {
    const MarkerCase *c = &marker_cases[i];

    for (gsize pad = 0; pad < 140; pad++) {
      g_autofree char *space = g_strnfill (pad, 'x');
      g_autofree char *text = g_strconcat (space, c->text, NULL);
      const char *end = text + strlen (text);
      const char *expected = c->at < 0 ? NULL : text + pad + c->at;

      assert_all_find (text, end, expected);
    }
  }
}

/* Text of few letters, so that what matters is frequent. */
static char *
make_text (GRand *rand,
           gsize  length)
{
  const char *words[] = { "\"", "\\", "usage", "\"usage\":{", "\"usage\"", ":", "{", "}", " ", "u", "\"uuuuu\"", "é", "\n", "," };
  GString *text = g_string_new (NULL);

  while (text->len < length)
    g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);

  return g_string_free (text, FALSE);
}

static void
test_fast_is_plain (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint round = 0; round < 5000; round++) {
    g_autofree char *text = make_text (rand, (gsize) g_rand_int_range (rand, 0, 300));
    const char *end = text + strlen (text);
    gboolean fast_escaped = FALSE, plain_escaped = FALSE;

    assert_all_find (text, end, sg_transcript_find_usage_plain (text, end));
    g_assert_true (sg_json_skip_string (text, end, &fast_escaped) == sg_json_skip_string_plain (text, end, &plain_escaped));
    g_assert_cmpint (fast_escaped, ==, plain_escaped);
    g_assert_true (sg_json_find_way_out (text, end, '}') == sg_json_find_way_out_plain (text, end, '}'));
    g_assert_true (sg_json_find_way_out (text, end, ']') == sg_json_find_way_out_plain (text, end, ']'));
  }
}

typedef struct {
  const char *text;
  char        bracket;
  int         at;        /* -1: there is none */
} WayOutCase;

static const WayOutCase way_out_cases[] = {
  { "},\"", '}', 0 }, { "} , \"a\"", '}', 0 }, { "}}{", '}', 1 }, { "} \xef\xbb\xbf{", '}', 0 }, { "}\t,\r\"", '}', 0 },
  { "}}]", '}', -1 }, { "},{\"a\":1}", '}', -1 }, { "},\\n", '}', -1 }, { "} else {", '}', -1 }, { "}é,", '}', -1 }, { "}", '}', -1 },
  { "", '}', -1 },
  { "],\"", ']', 0 }, { "[1] , \"a\"", ']', 2 }, { "]}", ']', 0 }, { "]\n}", ']', 0 }, { "[[1],[2]],\"", ']', 8 },
  { "]]", ']', -1 }, { "],[", ']', -1 }, { "],{", ']', -1 }, { "] && ", ']', -1 }, { "],\\\"", ']', -1 }, { "},\"", ']', -1 },
};

static void
test_find_way_out (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (way_out_cases); i++) {
    const WayOutCase *c = &way_out_cases[i];

    for (gsize pad = 0; pad < 140; pad++) {
      g_autofree char *before = g_strnfill (pad, 'x');
      g_autofree char *behind = g_strnfill (140 - pad, 'x');
      g_autofree char *text = g_strconcat (before, c->text, behind, NULL);
      const char *end = text + strlen (text);
      const char *expected = c->at < 0 ? NULL : text + pad + c->at;

      g_assert_true (sg_json_find_way_out (text, end, c->bracket) == expected);
      g_assert_true (sg_json_find_way_out_plain (text, end, c->bracket) == expected);
    }
  }
}

typedef struct {
  const char *text;
  int         length;   /* -1: no value */
} ValueCase;

static const ValueCase value_cases[] = {
  { "1,", 1 }, { "-1.5e3}", 6 }, { "null]", 4 }, { "true", 4 }, { "\"a\\\"b\",", 6 }, { "\"\\\\\"", 4 },
  { "{\"a\":[1,{\"b\":\"]}\"}]} ,", 20 }, { "[]", 2 }, { "[[[[]]]]x", 8 },
  { "\"open", -1 }, { "\"open\\", -1 }, { "{\"a\":1", -1 }, { "[", -1 }, { "", -1 }, { ",", -1 },
};

static void
test_skip_value (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (value_cases); i++) {
    const ValueCase *c = &value_cases[i];
    const char *after = sg_json_skip_value (c->text, c->text + strlen (c->text));

    g_test_message ("%s", c->text);
    g_assert_cmpint (after ? after - c->text : -1, ==, c->length);
  }
}

static void
test_skip_deep_value (void)
{
  const gsize depth = 1000000;
  g_autofree char *open = g_strnfill (depth, '[');
  g_autofree char *closed = g_strnfill (depth, ']');
  g_autofree char *text = g_strconcat (open, closed, NULL);

  g_assert_true (sg_json_skip_value (text, text + 2 * depth) == text + 2 * depth);
  g_assert_null (sg_json_skip_value (text, text + 2 * depth - 1));
}

typedef struct {
  const char *raw;
  const char *text;   /* NULL: no string */
} EscapeCase;

static const EscapeCase escape_cases[] = {
  { "plain", "plain" },
  { "\\u0049d", "Id" },
  { "a\\n\\t\\\"\\\\\\/", "a\n\t\"\\/" },
  { "\\ud83d\\ude00", "😀" },
  { "cut \\ud83d here", "cut \xef\xbf\xbd here" },
  { "\\ud83d\\u0041", "\xef\xbf\xbd" "A" },
  { "\\ude00", "\xef\xbf\xbd" },
  { "\\u12", NULL },
  { "\\x", NULL },
  { "\\", NULL },
  { "0123456789012345678901234567890123456789", NULL },
};

static void
test_unescape (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (escape_cases); i++) {
    const EscapeCase *c = &escape_cases[i];
    char buffer[32];
    gssize length = sg_json_unescape ((SgSlice) { c->raw, strlen (c->raw) }, buffer, sizeof buffer);

    g_test_message ("%s", c->raw);
    if (c->text == NULL)
      g_assert_cmpint (length, ==, -1);
    else
      g_assert_cmpmem (buffer, (gsize) length, c->text, strlen (c->text));
  }
}

static void
test_number (void)
{
  double value;

  g_assert_true (sg_json_read_number (SLICE ("12.0"), &value));
  g_assert_cmpfloat (value, ==, 12.0);
  g_assert_true (sg_json_read_number (SLICE ("1e3"), &value));
  g_assert_cmpfloat (value, ==, 1000.0);
  g_assert_true (sg_json_read_number (SLICE ("-5"), &value));
  g_assert_cmpfloat (value, ==, -5.0);

  g_assert_false (sg_json_read_number (SLICE ("1e999"), &value));
  g_assert_false (sg_json_read_number (SLICE ("nan"), &value));
  g_assert_false (sg_json_read_number (SLICE ("0x10"), &value));
  g_assert_false (sg_json_read_number (SLICE ("\"7\""), &value));
  g_assert_false (sg_json_read_number (SLICE ("1-1"), &value));
  g_assert_false (sg_json_read_number (SLICE (""), &value));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/transcript-lexer/time", test_time);
  g_test_add_func ("/transcript-lexer/time/is-glibs", test_time_is_glibs);
  g_test_add_func ("/transcript-lexer/marker", test_marker);
  g_test_add_func ("/transcript-lexer/fast-is-plain", test_fast_is_plain);
  g_test_add_func ("/transcript-lexer/find-way-out", test_find_way_out);
  g_test_add_func ("/transcript-lexer/skip-value", test_skip_value);
  g_test_add_func ("/transcript-lexer/skip-value/deep", test_skip_deep_value);
  g_test_add_func ("/transcript-lexer/unescape", test_unescape);
  g_test_add_func ("/transcript-lexer/number", test_number);

  return g_test_run ();
}
