/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-cli-stream.h"

typedef struct {
  const char *name;
  const char *expected;
} Sample;

/* session's first letters, cost, problem, own; then each model with its counts and its cost */
static const Sample samples[] = {
  { "out-429.json", "8bd80830 0 429 rate_limit_error 0/0/0/0" },
  { "out-cut.json", "d7294746 19311000000 - 9/45/3675/0 | claude-opus-5-5 9/45/3675+0/0 19311000000" },
  { "out-fork.json", "92cf5c65 28628000000 - 3/41/1238/9905 | claude-opus-5-5 9/123/2460+1235/19760 28628000000" },
  { "out-resume.json", "a11c2adb 17768000000 - 3/41/1232/9855 | claude-opus-5-5 6/82/1841+616/9855 17768000000" },
  { "out-sub.json", "ba1fed9f 58064200000 - 4/41/1381/11051 | claude-opus-5-5 29/402/8202+0/44491 58064200000" },
  { "out-tool.json", "ba60b666 25732800000 - 12/223/6574/35219 | claude-sonnet-5 12/223/6574+0/35219 25732800000" },
  { "out197.json", "b15983e3 56928750000 - 12/223/5745/30775 | claude-opus-4-8[1m] 12/223/5745+0/30775 56928750000" },
  { "slow-1.0.3.json", "5206d486 14949400000 - - |  0/0/0+0/0 14949400000" },
};

static char *
describe (const SgCliResult *result)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%.8s %" G_GINT64_FORMAT " %s%s ", result->session, result->cost_pico_usd,
                          result->problem ? result->problem : "-", result->is_partial ? " partial" : "");
  if (result->has_own)
    g_string_append_printf (text, "%u/%u/%u/%u", result->own.input, result->own.output, result->own.write_5m, result->own.cache_read);
  else
    g_string_append (text, "-");
  for (guint i = 0; i < result->models->len; i++) {
    const SgCliModelUse *use = g_ptr_array_index (result->models, i);

    g_string_append_printf (text, " | %s %u/%u/%u+%u/%u %" G_GINT64_FORMAT, use->model, use->usage.input, use->usage.output,
                            use->usage.write_5m, use->usage.write_1h, use->usage.cache_read, use->cost_pico_usd);
  }

  return g_string_free (text, FALSE);
}

static char *
read_sample (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "samples", "cli-results", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static SgCliStream *
read_in_pieces (const char *text,
                gsize       piece)
{
  SgCliStream *stream = sg_cli_stream_new ();
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i += piece)
    sg_cli_stream_push (stream, text + i, MIN (piece, length - i));
  sg_cli_stream_finish (stream);

  return stream;
}

static void
test_every_sample (gconstpointer data)
{
  const Sample *sample = data;
  g_autofree char *text = read_sample (sample->name);
  const gsize pieces[] = { 1, 7, 4096, 1 << 20 };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (SgCliStream) stream = read_in_pieces (text, pieces[i]);
    g_autofree char *met = NULL;

    g_assert_cmpuint (stream->results->len, ==, 1);
    g_assert_cmpuint (stream->n_left_out, ==, 0);
    g_assert_cmpuint (stream->cut_line, ==, 0);
    met = describe (g_ptr_array_index (stream->results, 0));
    g_assert_cmpstr (met, ==, sample->expected);
  }
}

#define INIT "{\"type\":\"system\",\"subtype\":\"init\",\"session_id\":\"s-1\"}"
#define SAID(id, output) \
  "{\"type\":\"assistant\",\"session_id\":\"s-1\",\"message\":{\"id\":\"" id "\",\"model\":\"claude-opus-5-5\"," \
  "\"usage\":{\"input_tokens\":2,\"output_tokens\":" output ",\"cache_creation_input_tokens\":3,\"cache_read_input_tokens\":4}}}"
#define RESULT(session, more) "{\"type\":\"result\",\"session_id\":\"" session "\",\"total_cost_usd\":0.5" more "}"

/* results | left out at line | cut at line */
static const struct {
  const char *name;
  const char *text;
  const char *expected;
} streams[] = {
  { "lines", INIT "\n" SAID ("m1", "5") "\n" RESULT ("s-1", "") "\n", "s-1 500000000000 - - |  0/0/0+0/0 500000000000; 0@0 0" },
  { "array", "[" INIT "," SAID ("m1", "5") ",\n" RESULT ("s-1", "") "]\n", "s-1 500000000000 - - |  0/0/0+0/0 500000000000; 0@0 0" },
  { "two-sessions", RESULT ("a", "") "\n" RESULT ("b", ",\"is_error\":true"),
    "a 500000000000 - - |  0/0/0+0/0 500000000000; b 500000000000 error - |  0/0/0+0/0 500000000000; 0@0 0" },
  { "no-result", INIT "\n" SAID ("m1", "1") "\n" SAID ("m1", "5") "\n" SAID ("m2", "7") "\n",
    "s-1 -1 - partial - | claude-opus-5-5 4/12/6+0/8 -1; 0@0 0" },
  { "cut", INIT "\n" SAID ("m1", "5") "\n{\"type\":\"result\",\"session_id\":\"s-1\",\"total_co",
    "s-1 -1 - partial - | claude-opus-5-5 2/5/3+0/4 -1; 0@0 3" },
  { "cut-and-another", "{\"type\":\"assistant\",\"mess\n" RESULT ("a", ""), "a 500000000000 - - |  0/0/0+0/0 500000000000; 1@1 0" },
  { "cut-outside-a-text", "{\"type\":\"assistant\",\n" RESULT ("a", ""), "a 500000000000 - - |  0/0/0+0/0 500000000000; 1@1 0" },
  { "noise", "npm WARN {old}\n[12:03] go\n\xef\xbb\xbf" RESULT ("a", "") "\ndone }\n",
    "a 500000000000 - - |  0/0/0+0/0 500000000000; 3@1 0" },
  { "error-during-execution", RESULT ("a", ",\"subtype\":\"error_during_execution\",\"is_error\":true"),
    "a 500000000000 error_during_execution - |  0/0/0+0/0 500000000000; 0@0 0" },
  { "max-turns-is-no-success", RESULT ("a", ",\"subtype\":\"error_max_turns\",\"is_error\":false"),
    "a 500000000000 error_max_turns - |  0/0/0+0/0 500000000000; 0@0 0" },
  { "price-unknown", "{\"type\":\"result\",\"session_id\":\"a\",\"total_cost_usd\":1,\"modelUsage\":{\"x\":{\"outputTokens\":1,"
    "\"costUSD\":1,\"costBasis\":\"unknown\"}}}", "a 1000000000000 - - | x 0/1/0+0/0 -1; 0@0 0" },
  { "hostile-names", "{\"type\":\"result\",\"session_id\":\"a\\u001b[2J\",\"total_cost_usd\":1}", "1@1 0" },
  { "hostile-numbers", "{\"type\":\"result\",\"session_id\":\"a\",\"total_cost_usd\":-1,\"modelUsage\":{\"x\":{\"outputTokens\":-5,"
    "\"inputTokens\":1e300,\"costUSD\":\"1\"},\"y\":null}}", "a -1 - - | x 0/0/0+0/0 -1; 0@0 0" },
  { "not-a-result", "{\"type\":\"result\"}\n{\"type\":\"user\",\"session_id\":\"a\"}", "1@1 0" },
  { "empty", "", "0@0 0" },
};

static void
test_every_form (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (streams); i++) {
    g_autoptr (SgCliStream) stream = read_in_pieces (streams[i].text, 5);
    g_autoptr (GString) met = g_string_new (NULL);

    for (guint j = 0; j < stream->results->len; j++) {
      g_autofree char *result = describe (g_ptr_array_index (stream->results, j));

      g_string_append_printf (met, "%s; ", result);
    }
    g_string_append_printf (met, "%" G_GUINT64_FORMAT "@%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, stream->n_left_out,
                            stream->left_out_line, stream->cut_line);
    if (g_strcmp0 (met->str, streams[i].expected) != 0)
      g_test_message ("%s", streams[i].name);
    g_assert_cmpstr (met->str, ==, streams[i].expected);
  }
}

static guint64
id_of (const char *text)
{
  g_autoptr (SgCliResult) result = sg_cli_result_parse (text, strlen (text));

  g_assert_nonnull (result);

  return result->id;
}

static void
test_one_result_has_one_id (void)
{
  g_assert_cmpuint (id_of (RESULT ("a", ",\"uuid\":\"u\",\"num_turns\":1")), ==, id_of (RESULT ("a", ",\"num_turns\":2,\"uuid\":\"u\"")));
  g_assert_cmpuint (id_of (RESULT ("a", ",\"uuid\":\"u\"")), !=, id_of (RESULT ("a", ",\"uuid\":\"v\"")));
  g_assert_cmpuint (id_of (RESULT ("a", ",\"uuid\":\"u\"")), !=, id_of (RESULT ("b", ",\"uuid\":\"u\"")));
  g_assert_cmpuint (id_of (RESULT ("a", ",\"duration_ms\":1")), ==, id_of (RESULT ("a", ",\"duration_ms\" : 1")));
  g_assert_cmpuint (id_of (RESULT ("a", ",\"duration_ms\":1")), !=, id_of (RESULT ("a", ",\"duration_ms\":2")));
}

static void
test_a_longer_object_is_passed_over (void)
{
  g_autoptr (SgCliStream) stream = sg_cli_stream_new ();
  g_autofree char *long_text = g_strnfill (1 << 20, 'x');
  const char *start = "{\"type\":\"user\",\"x\":\"", *end = "\"}\n", *result = RESULT ("a", "");

  sg_cli_stream_push (stream, start, strlen (start));
  for (guint i = 0; i < 40; i++)
    sg_cli_stream_push (stream, long_text, 1 << 20);
  g_assert_cmpuint (stream->object->allocated_len, <, 80 << 20);
  sg_cli_stream_push (stream, end, strlen (end));
  sg_cli_stream_push (stream, result, strlen (result));
  sg_cli_stream_finish (stream);

  g_assert_cmpuint (stream->results->len, ==, 1);
  g_assert_cmpuint (stream->n_left_out, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autofree char *path = g_strconcat ("/cli-result/sample/", samples[i].name, NULL);

    g_test_add_data_func (path, &samples[i], test_every_sample);
  }
  g_test_add_func ("/cli-result/every-form", test_every_form);
  g_test_add_func ("/cli-result/one-result-has-one-id", test_one_result_has_one_id);
  g_test_add_func ("/cli-result/a-longer-object-is-passed-over", test_a_longer_object_is_passed_over);

  return g_test_run ();
}
