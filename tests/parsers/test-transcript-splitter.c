/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-transcript-splitter.h"

#define ANSWER(id, content) "{\"type\":\"assistant\",\"timestamp\":\"2026-11-21T10:57:11Z\",\"message\":{\"id\":\"" id "\"," \
  "\"content\":[\"" content "\"],\"stop_sequence\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}}"
#define USER "{\"type\":\"user\",\"message\":{\"content\":\"\"},\"toolUseResult\":{\"usage\":{\"input_tokens\":9,\"output_tokens\":9}}}"

static void
found_cb (const SgRequest *request,
          SgSlice          record,
          gpointer         user_data)
{
  GString *found = user_data;

  g_string_append_len (found, request->message_id.text, (gssize) request->message_id.length);
  g_string_append_c (found, ' ');
}

static void
feed (SgTranscriptSplitter *splitter,
      const char           *bytes,
      gsize                 length,
      gsize                 step)
{
  while (length > 0) {
    gsize size;
    char *room = sg_transcript_splitter_reserve (splitter, &size);
    gsize n = MIN (MIN (size, step), length);

    g_assert_cmpuint (size, >, 0);
    memcpy (room, bytes, n);
    sg_transcript_splitter_commit (splitter, n);
    bytes += n;
    length -= n;
  }
}

static void
assert_split (const char *text,
              gsize       length,
              const char *expected,
              gsize       offset)
{
  const gsize steps[] = { 1, 2, 7, 64, 4096, G_MAXSIZE };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GString) found = g_string_new (NULL);
    g_autoptr (SgTranscriptSplitter) splitter = sg_transcript_splitter_new (found_cb, found);
    gboolean skipping;

    sg_transcript_splitter_start (splitter, 0, FALSE);
    feed (splitter, text, length, steps[i]);
    g_assert_cmpstr (found->str, ==, expected);
    g_assert_cmpuint (sg_transcript_splitter_get_offset (splitter, &skipping), ==, offset);
    g_assert_false (skipping);
  }
}

static void
test_lines (void)
{
  const char *text = ANSWER ("a", "") "\n\n" USER "\r\n" ANSWER ("b", "") "\r\nnonsense\n{}\n" ANSWER ("c", "") ANSWER ("d", "") "\n";

  assert_split (text, strlen (text), "a b c d ", strlen (text));
}

static void
test_open_end_waits (void)
{
  const char *text = ANSWER ("a", "") "\n" ANSWER ("b", "");

  assert_split (text, strlen (text), "a ", strlen (ANSWER ("a", "") "\n"));
  assert_split (ANSWER ("a", ""), strlen (ANSWER ("a", "")), "", 0);
  assert_split ("", 0, "", 0);
}

static char *
long_line (const char *start,
           gsize       length,
           const char *end)
{
  g_autofree char *middle = g_strnfill (length, 'x');

  return g_strconcat (start, middle, end, NULL);
}

static void
test_long_answer (void)
{
  g_autofree char *line = long_line ("{\"type\":\"assistant\",\"timestamp\":\"2026-11-21T10:57:11Z\",\"message\":{\"id\":\"long\",\"content\":\"",
                                     3000000, "\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}}\n" ANSWER ("b", "") "\n");
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (SgTranscriptSplitter) splitter = sg_transcript_splitter_new (found_cb, found);

  sg_transcript_splitter_start (splitter, 0, FALSE);
  feed (splitter, line, strlen (line), 100000);
  g_assert_cmpstr (found->str, ==, "long b ");
}

static void
test_hole_of_nuls (void)
{
  const char *line = ANSWER ("a", "") "\n";
  g_autofree char *hole = g_malloc0 (1000000);
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (SgTranscriptSplitter) splitter = sg_transcript_splitter_new (found_cb, found);

  sg_transcript_splitter_start (splitter, 0, FALSE);
  feed (splitter, hole, 1000000, G_MAXSIZE);
  feed (splitter, line, strlen (line), G_MAXSIZE);
  g_assert_cmpstr (found->str, ==, "a ");
  g_assert_cmpuint (splitter->allocated, ==, 256 * 1024);
}

/* 64 MB that may not be kept */
static void
feed_endless (SgTranscriptSplitter *splitter,
              const char           *start)
{
  g_autofree char *megabyte = g_strnfill (1024 * 1024, 'x');

  feed (splitter, start, strlen (start), G_MAXSIZE);
  for (guint i = 0; i < 64; i++)
    feed (splitter, megabyte, 1024 * 1024, G_MAXSIZE);
}

typedef struct {
  const char *name;
  const char *start;
  gsize       capacity;
  guint64     n_long;
} EndlessCase;

static const EndlessCase endless_cases[] = {
  { "user", "{\"type\":\"user\",\"message\":{\"content\":\"", 256 * 1024, 0 },
  { "answer", "{\"message\":{\"content\":\"", SG_TRANSCRIPT_MAX_LINE, 1 },
};

static void
test_endless_line (gconstpointer user_data)
{
  const EndlessCase *c = user_data;
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (SgTranscriptSplitter) splitter = sg_transcript_splitter_new (found_cb, found);
  const char *rest = "\",\"usage\":{}}}\n" ANSWER ("b", "") "\n";
  guint64 offset;
  gboolean skipping;

  sg_transcript_splitter_start (splitter, 0, FALSE);
  feed_endless (splitter, c->start);
  g_assert_cmpuint (splitter->allocated, ==, c->capacity);
  g_assert_cmpuint (splitter->n_unreadable[SG_TRANSCRIPT_LONG_LINE], ==, c->n_long);

  offset = sg_transcript_splitter_get_offset (splitter, &skipping);
  g_assert_true (skipping);
  g_assert_cmpuint (offset, ==, 64 * 1024 * 1024 + strlen (c->start));

  sg_transcript_splitter_start (splitter, offset, skipping);
  feed (splitter, rest, strlen (rest), G_MAXSIZE);
  g_assert_cmpstr (found->str, ==, "b ");
  g_assert_cmpuint (sg_transcript_splitter_get_offset (splitter, &skipping), ==, offset + strlen (rest));
  g_assert_false (skipping);
}

static void
test_counts_what_it_left (void)
{
  const char *text = "{\"type\":\"assistant\",\"message\":{\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}}\n"
                     "{\"type\":\"assistant\",\"message\":{\"usage\":{\"input_tokens\":1,\"out\n" USER "\n";
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (SgTranscriptSplitter) splitter = sg_transcript_splitter_new (found_cb, found);

  sg_transcript_splitter_start (splitter, 0, FALSE);
  feed (splitter, text, strlen (text), G_MAXSIZE);
  g_assert_cmpuint (splitter->n_requests, ==, 0);
  g_assert_cmpuint (splitter->n_unreadable[SG_TRANSCRIPT_NO_TIME], ==, 1);
  g_assert_cmpuint (splitter->n_unreadable[SG_TRANSCRIPT_NOT_JSON], ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/transcript-splitter/lines", test_lines);
  g_test_add_func ("/transcript-splitter/open-end-waits", test_open_end_waits);
  g_test_add_func ("/transcript-splitter/long-answer", test_long_answer);
  g_test_add_func ("/transcript-splitter/hole-of-nuls", test_hole_of_nuls);
  for (gsize i = 0; i < G_N_ELEMENTS (endless_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/transcript-splitter/endless-line/%s", endless_cases[i].name);
    g_test_add_data_func (path, &endless_cases[i], test_endless_line);
  }
  g_test_add_func ("/transcript-splitter/counts-what-it-left", test_counts_what_it_left);

  return g_test_run ();
}
