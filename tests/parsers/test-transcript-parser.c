/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "samples.h"
#include "sg-json.h"
#include "sg-transcript-lexer.h"
#include "sg-transcript-parser.h"

#define HEAD "{\"parentUuid\":null,\"isSidechain\":false,\"message\":{\"id\":\"msg_1\",\"type\":\"message\"," \
  "\"role\":\"assistant\",\"model\":\"claude-opus-5-5\",\"content\":"
#define CONTENT "[{\"type\":\"text\",\"text\":\"hi\"}]"
#define BETWEEN ",\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":"
#define USAGE "{\"input_tokens\":5,\"cache_creation_input_tokens\":30,\"cache_read_input_tokens\":100,\"output_tokens\":41," \
  "\"server_tool_use\":{\"web_search_requests\":2},\"service_tier\":\"standard\",\"cache_creation\":" \
  "{\"ephemeral_1h_input_tokens\":10,\"ephemeral_5m_input_tokens\":20},\"inference_geo\":\"\",\"speed\":\"standard\"}"
#define TAIL "},\"requestId\":\"req_1\",\"type\":\"assistant\",\"uuid\":\"u-1\",\"timestamp\":\"2026-11-21T10:57:11.201Z\"," \
  "\"sessionId\":\"s-1\",\"version\":\"2.1.330\"}"
#define WITH_CONTENT(content) HEAD content BETWEEN USAGE TAIL
#define WITH_USAGE(usage) HEAD CONTENT BETWEEN usage TAIL
#define WITH_TAIL(tail) HEAD CONTENT BETWEEN USAGE tail
#define COUNTS "\"input_tokens\":5,\"output_tokens\":41"

typedef struct {
  const char         *name;
  const char         *line;
  SgTranscriptKind    kind;
  SgTranscriptProblem problem;   /* only of unreadable ones */
} KindCase;

#define REQUEST SG_TRANSCRIPT_REQUEST, 0
#define OTHER SG_TRANSCRIPT_OTHER, 0
#define UNREADABLE SG_TRANSCRIPT_UNREADABLE

static const KindCase kind_cases[] = {
  { "whole", WITH_CONTENT (CONTENT), REQUEST },
  { "cr-at-end", WITH_CONTENT (CONTENT) "\r", REQUEST },
  { "leading-space", "  \t" WITH_CONTENT (CONTENT), REQUEST },
  { "byte-order-mark", "\xef\xbb\xbf" WITH_CONTENT (CONTENT), REQUEST },
  { "lone-surrogate", WITH_CONTENT ("[{\"text\":\"cut \\ud83d\"}]"), REQUEST },
  { "not-utf-8", WITH_CONTENT ("[{\"text\":\"caf\xe9 \xff\xc3(\"}]"), REQUEST },
  { "raw-control-character", WITH_CONTENT ("[{\"text\":\"a\tb\x01\"}]"), REQUEST },
  { "null-id-in-a-tool-call", WITH_CONTENT ("[{\"input\":{\"id\":null,\"model\":null}}]"), REQUEST },
  { "marker-in-a-string", WITH_CONTENT ("[{\"text\":\"\\\"stop_sequence\\\":null,\\\"usage\\\":{\"}]"), REQUEST },
  { "marker-in-a-tool-call",
    WITH_CONTENT ("[{\"input\":{\"a\":1,\"stop_sequence\":null,\"usage\":{\"input_tokens\":9,\"output_tokens\":9}}}]"), REQUEST },
  { "key-twice", WITH_TAIL ("},\"requestId\":\"x\",\"requestId\":\"req_1\",\"type\":\"assistant\","
                            "\"timestamp\":\"2026-11-21T10:57:11.201Z\",\"uuid\":\"u-1\",\"sessionId\":\"s-1\"}"), REQUEST },
  { "message-twice", "{\"message\":{\"id\":\"x\",\"model\":\"y\",\"usage\":{\"input_tokens\":\"7\",\"output_tokens\":7,\"speed\":\"fast\"}},"
    "\"type\":\"assistant\",\"timestamp\":\"2026-11-21T10:57:11.201Z\",\"requestId\":\"req_1\",\"uuid\":\"u-1\",\"sessionId\":\"s-1\","
    "\"message\":{\"id\":\"msg_1\",\"model\":\"claude-opus-5-5\",\"usage\":" USAGE "}}", REQUEST },
  { "usage-twice", WITH_USAGE ("{\"input_tokens\":-1,\"cache_read_input_tokens\":7,\"speed\":\"fast\"},\"usage\":" USAGE), REQUEST },
  { "escaped-key", WITH_TAIL ("},\"request\\u0049d\":\"req_1\",\"type\":\"assistant\",\"timestamp\":"
                              "\"\\u0032026-11-21T10:57:11.201Z\",\"uuid\":\"u-1\",\"sessionId\":\"s-1\"}"), REQUEST },
  { "spaced", "{ \"type\" : \"assistant\", \"timestamp\": \"2026-11-21T10:57:11.201Z\", \"requestId\": \"req_1\", \"uuid\": \"u-1\", "
    "\"sessionId\": \"s-1\", \"message\": { \"id\": \"msg_1\", \"model\": \"claude-opus-5-5\", \"content\": [ ], \"usage\": "
    USAGE " } }", REQUEST },
  { "names-after-the-content", "{\"type\":\"assistant\",\"message\":{\"content\":" CONTENT ",\"id\":\"msg_1\",\"model\":\"claude-opus-5-5\""
    BETWEEN USAGE TAIL, REQUEST },
  { "without-type", "{\"timestamp\":\"2026-11-21T10:57:11.201Z\",\"requestId\":\"req_1\",\"uuid\":\"u-1\",\"sessionId\":\"s-1\","
    "\"message\":{\"id\":\"msg_1\",\"model\":\"claude-opus-5-5\",\"usage\":" USAGE "}}", REQUEST },

  { "user", "{\"type\":\"user\",\"message\":{\"usage\":" USAGE "},\"timestamp\":\"2026-11-21T10:57:11.201Z\"}", OTHER },
  { "user-cut-short", "{\"type\":\"user\",\"message\":{\"content\":\"", OTHER },
  { "type-last", "{\"message\":{\"usage\":" USAGE "},\"timestamp\":\"2026-11-21T10:57:11.201Z\",\"type\":\"progress\"}", OTHER },
  { "synthetic", "{\"type\":\"assistant\",\"message\":{\"model\":\"<synthetic>\",\"usage\":" USAGE "}}", OTHER },
  { "usage-null", WITH_USAGE ("null"), OTHER },
  { "usage-elsewhere", "{\"type\":\"assistant\",\"message\":{\"content\":[]},\"toolUseResult\":{\"stop_sequence\":null,\"usage\":"
    USAGE "},\"timestamp\":\"2026-11-21T10:57:11.201Z\"}", OTHER },
  { "usage-beside-a-message-without", HEAD CONTENT "},\"toolUseResult\":{\"content\":[]" BETWEEN USAGE TAIL, OTHER },
  { "usage-beside-a-message-without-spaced", HEAD CONTENT "} ,\n\"a\\\"b\" : {\"content\":[]" BETWEEN USAGE TAIL, OTHER },
  { "empty", "", OTHER },
  { "blank", " \t\r", OTHER },
  { "nuls", "", OTHER },

  { "cut-short", "{\"type\":\"assistant\",\"message\":{\"usage\":" USAGE, UNREADABLE, SG_TRANSCRIPT_NOT_JSON },
  { "no-json", "usage", UNREADABLE, SG_TRANSCRIPT_NOT_JSON },
  { "array", "[{\"usage\":{}}]", UNREADABLE, SG_TRANSCRIPT_NOT_JSON },
  { "comma-missing", "{\"type\":\"assistant\" \"message\":{}}", UNREADABLE, SG_TRANSCRIPT_NOT_JSON },
  { "negative", WITH_USAGE ("{\"input_tokens\":-5,\"output_tokens\":41}"), UNREADABLE, SG_TRANSCRIPT_BAD_COUNT },
  { "text", WITH_USAGE ("{\"input_tokens\":\"7\",\"output_tokens\":41}"), UNREADABLE, SG_TRANSCRIPT_BAD_COUNT },
  { "overflow", WITH_USAGE ("{\"input_tokens\":99999999999999999999,\"output_tokens\":41}"), UNREADABLE, SG_TRANSCRIPT_BAD_COUNT },
  { "fraction", WITH_USAGE ("{\"input_tokens\":1.5,\"output_tokens\":41}"), UNREADABLE, SG_TRANSCRIPT_BAD_COUNT },
  { "huge", WITH_USAGE ("{\"input_tokens\":1e30,\"output_tokens\":41}"), UNREADABLE, SG_TRANSCRIPT_BAD_COUNT },
  { "cache-negative", WITH_USAGE ("{" COUNTS ",\"cache_read_input_tokens\":-1}"), UNREADABLE, SG_TRANSCRIPT_BAD_COUNT },
  { "no-output", WITH_USAGE ("{\"input_tokens\":5}"), UNREADABLE, SG_TRANSCRIPT_NO_COUNT },
  { "null-output-twice", WITH_USAGE ("{" COUNTS ",\"output_tokens\":null}"), UNREADABLE, SG_TRANSCRIPT_NO_COUNT },
  { "null-output", WITH_USAGE ("{\"input_tokens\":5,\"output_tokens\":null}"), UNREADABLE, SG_TRANSCRIPT_NO_COUNT },
  { "no-time", WITH_TAIL ("},\"type\":\"assistant\"}"), UNREADABLE, SG_TRANSCRIPT_NO_TIME },
  { "bad-time", WITH_TAIL ("},\"type\":\"assistant\",\"timestamp\":\"yesterday\"}"), UNREADABLE, SG_TRANSCRIPT_NO_TIME },
};

static SgTranscriptKind
parse (const char         *line,
       gsize               length,
       gboolean            with_hint,
       SgTranscriptRecord *record,
       const char        **next)
{
  const char *hint = with_hint ? sg_transcript_find_usage (line, line + length) : NULL;

  return sg_transcript_parse (line, line + length, hint, record, next);
}

static void
assert_slice (SgSlice     slice,
              const char *text)
{
  g_assert_cmpmem (slice.text, slice.length, text, strlen (text));
}

static void
assert_usual_request (const SgRequest *request)
{
  assert_slice (request->message_id, "msg_1");
  assert_slice (request->request_id, "req_1");
  assert_slice (request->model, "claude-opus-5-5");
  assert_slice (request->session, "s-1");
  assert_slice (request->uuid, "u-1");
  g_assert_cmpint (request->time_ms, ==, 1795258631201);
  g_assert_cmpint (request->stated_pico_usd, ==, SG_REQUEST_COST_UNSTATED);
  g_assert_cmpuint (request->flags, ==, 0);
  g_assert_cmpuint (request->usage.input, ==, 5);
  g_assert_cmpuint (request->usage.output, ==, 41);
  g_assert_cmpuint (request->usage.write_5m, ==, 20);
  g_assert_cmpuint (request->usage.write_1h, ==, 10);
  g_assert_cmpuint (request->usage.cache_read, ==, 100);
  g_assert_cmpuint (request->usage.web_searches, ==, 2);
}

static void
test_kind (gconstpointer user_data)
{
  const KindCase *c = user_data;

  for (int with_hint = 0; with_hint <= 1; with_hint++) {
    g_autofree char *line = g_strdup (c->line);
    SgTranscriptRecord record;
    const char *next;

    g_assert_cmpint (parse (line, strlen (line), with_hint, &record, &next), ==, c->kind);
    if (c->kind == SG_TRANSCRIPT_REQUEST) {
      assert_usual_request (&record.request);
      g_assert_true (next == line + strlen (line));
    } else if (c->kind == SG_TRANSCRIPT_UNREADABLE) {
      g_assert_cmpint (record.problem, ==, c->problem);
    }
  }
}

typedef struct {
  const char    *name;
  const char    *usage;
  SgUsage        expected;
  SgRequestFlags flags;
} UsageCase;

static const UsageCase usage_cases[] = {
  { "least", "{" COUNTS "}", { 5, 41 } },
  { "floats", "{\"input_tokens\":12.0,\"output_tokens\":1e3}", { 12, 1000 } },
  { "spaces", "{ \"input_tokens\" : 5 , \"output_tokens\" : 41 }", { 5, 41 } },
  { "nulls", "{" COUNTS ",\"cache_read_input_tokens\":null,\"cache_creation\":null,\"speed\":null,\"server_tool_use\":null}", { 5, 41 } },
  { "flat", "{" COUNTS ",\"cache_creation_input_tokens\":30}", { 5, 41, 30 } },
  { "flat-and-empty-split", "{" COUNTS ",\"cache_creation_input_tokens\":30,\"cache_creation\":{}}", { 5, 41, 30 } },
  { "split-wins", "{" COUNTS ",\"cache_creation_input_tokens\":9000,\"cache_creation\":"
    "{\"ephemeral_5m_input_tokens\":1000,\"ephemeral_1h_input_tokens\":2000}}", { 5, 41, 1000, 2000 } },
  { "flat-is-zero", "{" COUNTS ",\"cache_creation_input_tokens\":0,\"cache_creation\":{\"ephemeral_5m_input_tokens\":7}}", { 5, 41, 7 } },
  { "fast", "{" COUNTS ",\"speed\":\"fast\"}", { 5, 41 }, SG_REQUEST_FAST },
  { "turbo", "{" COUNTS ",\"speed\":\"turbo\"}", { 5, 41 } },
  { "us-batch", "{" COUNTS ",\"inference_geo\":\"us\",\"service_tier\":\"batch\"}", { 5, 41 }, SG_REQUEST_US | SG_REQUEST_BATCH },
  { "each-twice", "{\"input_tokens\":9," COUNTS ",\"cache_creation\":{\"ephemeral_1h_input_tokens\":9},\"cache_creation\":null,"
    "\"speed\":\"fast\",\"speed\":null}", { 5, 41 } },
  { "first-is-bad", "{\"input_tokens\":-9," COUNTS "}", { 5, 41 } },
  { "zero", "{\"input_tokens\":0,\"output_tokens\":0}", { 0 } },
  { "most", "{\"input_tokens\":100000000,\"output_tokens\":0}", { 100000000 } },
  { "unknown-members", "{\"x\":{\"input_tokens\":9},\"y\":[{\"output_tokens\":9}]," COUNTS "}", { 5, 41 } },
};

static void
test_usage (gconstpointer user_data)
{
  const UsageCase *c = user_data;
  g_autofree char *line = g_strconcat (HEAD CONTENT BETWEEN, c->usage, TAIL, NULL);
  SgTranscriptRecord record;
  const char *next;

  g_assert_cmpint (parse (line, strlen (line), TRUE, &record, &next), ==, SG_TRANSCRIPT_REQUEST);
  g_assert_cmpmem (&record.request.usage, sizeof (SgUsage), &c->expected, sizeof (SgUsage));
  g_assert_cmpuint (record.request.flags, ==, c->flags);
}

static void
test_fork_is_told_apart (void)
{
  const char *own = WITH_TAIL ("},\"type\":\"assistant\",\"timestamp\":\"2026-11-21T10:57:11Z\",\"sessionId\":\"a\",\"requestSessionId\":\"a\"}");
  const char *fork = WITH_TAIL ("},\"type\":\"assistant\",\"timestamp\":\"2026-11-21T10:57:11Z\",\"sessionId\":\"b\",\"requestSessionId\":\"a\"}");
  SgTranscriptRecord record;
  const char *next;

  parse (own, strlen (own), TRUE, &record, &next);
  g_assert_cmpuint (record.request.flags, ==, 0);
  parse (fork, strlen (fork), TRUE, &record, &next);
  g_assert_cmpuint (record.request.flags, ==, SG_REQUEST_COPIED);
}

static void
test_stated_cost (void)
{
  const char *line = WITH_TAIL ("},\"costUSD\":0.0123,\"type\":\"assistant\",\"timestamp\":\"2026-11-21T10:57:11Z\"}");
  SgTranscriptRecord record;
  const char *next;

  parse (line, strlen (line), TRUE, &record, &next);
  g_assert_cmpint (record.request.stated_pico_usd, ==, 12300000000);
}

static void
test_two_on_a_line (void)
{
  const char *line = WITH_CONTENT (CONTENT) WITH_CONTENT ("[]");
  const char *next;
  SgTranscriptRecord record;

  g_assert_cmpint (parse (line, strlen (line), TRUE, &record, &next), ==, SG_TRANSCRIPT_REQUEST);
  g_assert_cmpint (next - line, ==, strlen (WITH_CONTENT (CONTENT)));
  g_assert_cmpint (sg_transcript_parse (next, line + strlen (line), NULL, &record, &next), ==, SG_TRANSCRIPT_REQUEST);
  g_assert_true (next == line + strlen (line));
}

static void
test_first_of_two_without_usage (void)
{
  const char *line = HEAD CONTENT "}} " WITH_CONTENT (CONTENT);
  const char *next;
  SgTranscriptRecord record;

  g_assert_cmpint (parse (line, strlen (line), TRUE, &record, &next), ==, SG_TRANSCRIPT_OTHER);
  g_assert_cmpint (next - line, ==, strlen (HEAD CONTENT "}} "));
  g_assert_cmpint (sg_transcript_parse (next, line + strlen (line), NULL, &record, &next), ==, SG_TRANSCRIPT_REQUEST);
}

static void
test_hole_of_nuls (void)
{
  static const char line[] = "\0\0\0\0" WITH_CONTENT (CONTENT);
  static const char nuls[] = "\0\0\0\0";
  const char *next;
  SgTranscriptRecord record;

  g_assert_cmpint (parse (line, sizeof line - 1, TRUE, &record, &next), ==, SG_TRANSCRIPT_REQUEST);
  g_assert_cmpint (parse (nuls, sizeof nuls, TRUE, &record, &next), ==, SG_TRANSCRIPT_OTHER);
}

static void
test_deep_nesting (void)
{
  g_autofree char *open = g_strnfill (1000000, '[');
  g_autofree char *closed = g_strnfill (1000000, ']');
  g_autofree char *line = g_strconcat (HEAD "[{\"x\":", open, closed, "}]" BETWEEN USAGE TAIL, NULL);
  SgTranscriptRecord record;
  const char *next;

  for (int with_hint = 0; with_hint <= 1; with_hint++) {
    g_assert_cmpint (parse (line, strlen (line), with_hint, &record, &next), ==, SG_TRANSCRIPT_REQUEST);
    assert_usual_request (&record.request);
  }
}

static void
test_endless_id (void)
{
  g_autofree char *id = g_strnfill (5000, 'x');
  g_autofree char *line = g_strconcat ("{\"type\":\"assistant\",\"timestamp\":\"2026-11-21T10:57:11Z\",\"message\":{\"id\":\"\\n", id,
                                       "\",\"usage\":" USAGE "}}", NULL);
  SgTranscriptRecord record;
  const char *next;

  g_assert_cmpint (parse (line, strlen (line), TRUE, &record, &next), ==, SG_TRANSCRIPT_UNREADABLE);
  g_assert_cmpint (record.problem, ==, SG_TRANSCRIPT_LONG_TEXT);
}

static void
test_endless_key (void)
{
  g_autofree char *key = g_strnfill (5000, 'x');
  g_autofree char *line = g_strconcat (HEAD CONTENT ",\"\\n", key, "\":1" BETWEEN USAGE TAIL, NULL);
  SgTranscriptRecord record;
  const char *next;

  for (int with_hint = 0; with_hint <= 1; with_hint++) {
    g_assert_cmpint (parse (line, strlen (line), with_hint, &record, &next), ==, SG_TRANSCRIPT_REQUEST);
    assert_usual_request (&record.request);
  }
}

#define ADVISOR(model, output) "{\"type\":\"advisor_message\",\"model\":\"" model "\",\"input_tokens\":120,\"output_tokens\":" output "," \
  "\"cache_creation_input_tokens\":3,\"cache_read_input_tokens\":8000}"

static void
test_advisors (void)
{
  const char *line = WITH_USAGE ("{" COUNTS ",\"iterations\":[null,7,{\"type\":\"message\",\"input_tokens\":1,\"output_tokens\":1},"
                                 ADVISOR ("claude-opus-5", "900") "," ADVISOR ("claude-fable-5", "-1") ", "
                                 ADVISOR ("claude-opus-5", "7") "]}");
  SgTranscriptRecord record;
  SgRequest advisor;
  const char *next;

  g_assert_cmpint (parse (line, strlen (line), TRUE, &record, &next), ==, SG_TRANSCRIPT_REQUEST);
  g_assert_cmpuint (record.request.usage.output, ==, 41);

  g_assert_true (sg_transcript_next_advisor (&record, &advisor));
  assert_slice (advisor.model, "claude-opus-5");
  assert_slice (advisor.message_id, "msg_1");
  g_assert_cmpuint (advisor.usage.output, ==, 900);
  g_assert_cmpuint (advisor.usage.write_5m, ==, 3);
  g_assert_cmpint (advisor.time_ms, ==, 1795258631201);
  g_assert_cmpuint (advisor.part, ==, 1);
  g_assert_cmpuint (sg_request_get_key (&advisor, (SgSlice) { line, 1 }).message, !=,
                    sg_request_get_key (&record.request, (SgSlice) { line, 1 }).message);

  g_assert_true (sg_transcript_next_advisor (&record, &advisor));
  g_assert_cmpuint (advisor.usage.output, ==, 7);
  g_assert_cmpuint (advisor.part, ==, 2);
  g_assert_false (sg_transcript_next_advisor (&record, &advisor));
}

static void
test_any_cut_is_harmless (void)
{
  const char *line = WITH_USAGE ("{" COUNTS ",\"iterations\":[" ADVISOR ("claude-opus-5", "900") "]}");
  gsize length = strlen (line);

  for (gsize cut = 1; cut < length; cut++) {
    /* Of its own, so that a sanitizer sees a byte read too many. */
    g_autofree char *part = g_memdup2 (line, cut);
    SgTranscriptRecord record;
    const char *next;

    g_assert_cmpint (parse (part, cut, TRUE, &record, &next), ==, SG_TRANSCRIPT_UNREADABLE);
    g_assert_true (next == part + cut);
  }
}

/* What json-glib makes of the same line. */
static gint64
count (JsonObject *usage,
       const char *member)
{
  gint64 value = 0;

  sg_json_get_int (usage, member, &value);

  return value;
}

static void
assert_same_text (JsonObject *object,
                  const char *member,
                  SgSlice     slice)
{
  const char *text = sg_json_get_string (object, member);

  assert_slice (slice, text ? text : "");
}

static void
compare_with_json_glib (const char *line,
                        gsize       length,
                        gpointer    user_data)
{
  guint *n_compared = user_data;
  SgTranscriptRecord record, walked;
  const char *next;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *root, *message, *usage, *split;
  g_autoptr (GDateTime) time = NULL;
  SgTranscriptKind kind = parse (line, length, TRUE, &record, &next);

  g_assert_cmpint (parse (line, length, FALSE, &walked, &next), ==, kind);
  if (kind != SG_TRANSCRIPT_REQUEST)
    return;

  g_assert_cmpmem (&record.request, sizeof (SgRequest), &walked.request, sizeof (SgRequest));
  node = sg_json_parse_object (line, length, NULL);
  root = json_node_get_object (node);
  message = sg_json_get_object (root, "message");
  usage = sg_json_get_object (message, "usage");
  split = sg_json_get_object (usage, "cache_creation");

  g_assert_cmpstr (sg_json_get_string (root, "type"), ==, "assistant");
  assert_same_text (message, "id", record.request.message_id);
  assert_same_text (message, "model", record.request.model);
  assert_same_text (root, "requestId", record.request.request_id);
  assert_same_text (root, "sessionId", record.request.session);
  assert_same_text (root, "uuid", record.request.uuid);
  g_assert_cmpint (record.request.usage.input, ==, count (usage, "input_tokens"));
  g_assert_cmpint (record.request.usage.output, ==, count (usage, "output_tokens"));
  g_assert_cmpint (record.request.usage.cache_read, ==, count (usage, "cache_read_input_tokens"));
  g_assert_cmpint (record.request.usage.write_1h, ==, count (split, "ephemeral_1h_input_tokens"));
  g_assert_cmpint (record.request.usage.write_5m + record.request.usage.write_1h, ==,
                   count (usage, "cache_creation_input_tokens"));
  g_assert_cmpint ((record.request.flags & SG_REQUEST_SIDECHAIN) != 0, ==, sg_json_get_boolean (root, "isSidechain", FALSE));

  time = g_date_time_new_from_iso8601 (sg_json_get_string (root, "timestamp"), NULL);
  g_assert_cmpint (record.request.time_ms, ==, g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000);
  (*n_compared)++;
}

static void
test_samples_are_json_glibs (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "samples", NULL);
  guint n_compared = 0;

  for_each_sample_line (folder, compare_with_json_glib, &n_compared);

  g_assert_cmpuint (n_compared, ==, 97);
}

static void
add_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kind_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/transcript-parser/kind/%s", kind_cases[i].name);
    g_test_add_data_func (path, &kind_cases[i], test_kind);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (usage_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/transcript-parser/usage/%s", usage_cases[i].name);
    g_test_add_data_func (path, &usage_cases[i], test_usage);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_cases ();
  g_test_add_func ("/transcript-parser/fork-is-told-apart", test_fork_is_told_apart);
  g_test_add_func ("/transcript-parser/stated-cost", test_stated_cost);
  g_test_add_func ("/transcript-parser/two-on-a-line", test_two_on_a_line);
  g_test_add_func ("/transcript-parser/first-of-two-without-usage", test_first_of_two_without_usage);
  g_test_add_func ("/transcript-parser/hole-of-nuls", test_hole_of_nuls);
  g_test_add_func ("/transcript-parser/deep-nesting", test_deep_nesting);
  g_test_add_func ("/transcript-parser/endless-id", test_endless_id);
  g_test_add_func ("/transcript-parser/endless-key", test_endless_key);
  g_test_add_func ("/transcript-parser/advisors", test_advisors);
  g_test_add_func ("/transcript-parser/any-cut-is-harmless", test_any_cut_is_harmless);
  g_test_add_func ("/transcript-parser/samples-are-json-glibs", test_samples_are_json_glibs);

  return g_test_run ();
}
