/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-transcript-splitter.h"

#define TEXT "Claude AI usage limit reached|1749924000"
#define CONTENT "[{\"type\":\"text\",\"text\":\"" TEXT "\"}]"
#define USAGE "{\"input_tokens\":0,\"output_tokens\":0}"
#define TAIL ",\"type\":\"assistant\",\"timestamp\":\"2025-06-14T17:00:00.250Z\",\"sessionId\":\"s-1\""
#define RECORD(model, content, tail) \
  "{\"message\":{\"id\":\"u\",\"model\":\"" model "\",\"usage\":" USAGE ",\"content\":" content "}" TAIL tail "}"
#define ERROR ",\"isApiErrorMessage\":true"

typedef struct {
  const char *name;
  const char *line;
  gint64      resets_ms;   /* 0: it is none */
} NoticeCase;

static const NoticeCase cases[] = {
  { "as-written", RECORD ("<synthetic>", CONTENT, ERROR), G_GINT64_CONSTANT (1749924000000) },
  { "plain-content", RECORD ("<synthetic>", "\"" TEXT "\"", ERROR), G_GINT64_CONSTANT (1749924000000) },
  { "within-a-sentence", RECORD ("<synthetic>", "\"Sorry: " TEXT ".\"", ERROR), G_GINT64_CONSTANT (1749924000000) },
  { "second-part", RECORD ("<synthetic>", "[{\"text\":\"\"},{\"text\":\"" TEXT "\"}]", ERROR), G_GINT64_CONSTANT (1749924000000) },
  { "no-error", RECORD ("<synthetic>", CONTENT, ""), 0 },
  { "false-error", RECORD ("<synthetic>", CONTENT, ",\"isApiErrorMessage\":false"), 0 },
  { "an-answer-that-quotes-it", RECORD ("claude-opus-5", CONTENT, ERROR), 0 },
  { "another-error", RECORD ("<synthetic>", "[{\"type\":\"text\",\"text\":\"API Error: 529\"}]", ERROR), 0 },
  { "no-time-to-end", RECORD ("<synthetic>", "\"Claude AI usage limit reached|soon\"", ERROR), 0 },
  { "beyond-the-calendar", RECORD ("<synthetic>", "\"Claude AI usage limit reached|99999999999999999999999999\"", ERROR), 0 },
  { "cut-short", "{\"message\":{\"model\":\"<synthetic>\",\"usage\":" USAGE ",\"content\":\"" TEXT, 0 },
  { "no-time", "{\"message\":{\"model\":\"<synthetic>\",\"usage\":" USAGE ",\"content\":\"" TEXT "\"}" ERROR "}", 0 },
};

static void
found_cb (const SgRequest *request,
          SgSlice          record,
          gpointer         user_data)
{
}

static void
noticed_cb (const SgTranscriptNotice *notice,
            gpointer                  user_data)
{
  SgTranscriptNotice *kept = user_data;

  g_assert_cmpint (kept->resets_ms, ==, 0);
  g_assert_cmpmem (notice->session.text, notice->session.length, "s-1", 3);
  kept->time_ms = notice->time_ms;
  kept->resets_ms = notice->resets_ms;
}

static void
test_notice (gconstpointer user_data)
{
  const NoticeCase *c = user_data;
  SgTranscriptNotice kept = { 0 };
  g_autoptr (SgTranscriptSplitter) splitter = sg_transcript_splitter_new (found_cb, &kept);
  gsize length = strlen (c->line), size;

  splitter->noticed = noticed_cb;
  sg_transcript_splitter_start (splitter, 0, FALSE);
  memcpy (sg_transcript_splitter_reserve (splitter, &size), c->line, length);
  sg_transcript_splitter_commit (splitter, length);
  memcpy (sg_transcript_splitter_reserve (splitter, &size), "\n\n", 2);
  sg_transcript_splitter_commit (splitter, 2);

  g_assert_cmpint (kept.resets_ms, ==, c->resets_ms);
  if (c->resets_ms > 0)
    g_assert_cmpint (kept.time_ms, ==, G_GINT64_CONSTANT (1749920400250));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/transcript-notice/%s", cases[i].name);

    g_test_add_data_func (path, &cases[i], test_notice);
  }

  return g_test_run ();
}
