/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The rules of SgTranscriptParser again, over json-glib's tree and with no
 * thought for speed. It shares no code with the parser but the names of problems.
 */

#include "transcript-oracle.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "sg-transcript-lexer.h"
#include "sg-transcript-parser.h"
#include "transcript-json-span.h"

#define MAX_SCRATCH 1000

static void
append_text (GString    *text,
             const char *name,
             const char *value,
             gssize      length)
{
  g_autofree char *valid = g_utf8_make_valid (value ? value : "", value ? length : 0);
  g_autofree char *escaped = g_strescape (valid, NULL);

  g_string_append_printf (text, " %s=%s", name, escaped);
}

static void
append_numbers (GString       *text,
                gint64         time_ms,
                gint64         stated,
                const SgUsage *usage,
                SgRequestFlags flags)
{
  g_string_append_printf (text, " time=%" G_GINT64_FORMAT " stated=%" G_GINT64_FORMAT " in=%u out=%u 5m=%u 1h=%u read=%u web=%u flags=%x",
                          time_ms, stated, usage->input, usage->output, usage->write_5m, usage->write_1h, usage->cache_read,
                          usage->web_searches, flags);
}

static void
append_slice (GString    *text,
              const char *name,
              SgSlice     slice)
{
  append_text (text, name, slice.length > 0 ? slice.text : NULL, (gssize) slice.length);
}

static void
append_request (GString         *text,
                const SgRequest *request)
{
  g_string_append_printf (text, "request %u", request->part);
  append_slice (text, "message", request->message_id);
  append_slice (text, "request", request->request_id);
  append_slice (text, "uuid", request->uuid);
  append_slice (text, "session", request->session);
  append_slice (text, "model", request->model);
  append_numbers (text, request->time_ms, request->stated_pico_usd, &request->usage, request->flags);
  g_string_append_c (text, '\n');
}

/* What the parser says: a line for each request, and one for what was refused. */
char *
transcript_describe (const char *line,
                     gsize       length,
                     gboolean    with_hint)
{
  const char *end = line + length;
  const char *hint = with_hint ? sg_transcript_find_usage (line, end) : NULL;
  GString *text = g_string_new (NULL);

  while (line < end) {
    SgTranscriptRecord record;
    SgRequest advisor;
    SgTranscriptKind kind = sg_transcript_parse (line, end, hint, &record, &line);

    hint = NULL;
    if (kind == SG_TRANSCRIPT_UNREADABLE)
      g_string_append_printf (text, "unreadable: %s\n", sg_transcript_problem_to_text (record.problem));
    if (kind != SG_TRANSCRIPT_REQUEST)
      continue;
    append_request (text, &record.request);
    while (sg_transcript_next_advisor (&record, &advisor))
      append_request (text, &advisor);
  }

  return g_string_free (text, FALSE);
}

static JsonNode *
member (JsonObject *object,
        const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

static const char *
string_member (JsonObject *object,
               const char *name)
{
  JsonNode *node = member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static JsonObject *
object_member (JsonObject *object,
               const char *name)
{
  JsonNode *node = member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
is_text (JsonObject *object,
         const char *name,
         const char *text)
{
  return g_strcmp0 (string_member (object, name), text) == 0;
}

typedef enum {
  COUNT_MISSING,
  COUNT_GOOD,
  COUNT_BAD,
} Count;

/* 12.0 is as good as 12; a text, a fraction, a negative number or one beyond reason is not. */
static Count
read_count (JsonObject *object,
            const char *name,
            guint32    *count)
{
  JsonNode *node = member (object, name);
  double number;

  *count = 0;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return COUNT_MISSING;
  if (json_node_get_value_type (node) != G_TYPE_INT64 && json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return COUNT_BAD;
  number = json_node_get_double (node);
  if (!(number >= 0.0 && number <= (double) SG_USAGE_MAX_TOKENS) || floor (number) < number)
    return COUNT_BAD;
  *count = (guint32) number;

  return COUNT_GOOD;
}

/* Returns: (nullable): what is wrong */
static const char *
read_usage (JsonObject     *object,
            SgUsage        *usage,
            SgRequestFlags *flags)
{
  JsonObject *split = object_member (object, "cache_creation");
  guint32 flat;
  Count counts[] = {
    read_count (object, "input_tokens", &usage->input),
    read_count (object, "output_tokens", &usage->output),
    read_count (object, "cache_read_input_tokens", &usage->cache_read),
    read_count (object, "cache_creation_input_tokens", &flat),
    read_count (split, "ephemeral_5m_input_tokens", &usage->write_5m),
    read_count (split, "ephemeral_1h_input_tokens", &usage->write_1h),
    read_count (object_member (object, "server_tool_use"), "web_search_requests", &usage->web_searches),
  };

  if (usage->write_5m == 0 && usage->write_1h == 0)
    usage->write_5m = flat;
  if (is_text (object, "speed", "fast"))
    *flags |= SG_REQUEST_FAST;
  if (is_text (object, "inference_geo", "us"))
    *flags |= SG_REQUEST_US;
  if (is_text (object, "service_tier", "batch"))
    *flags |= SG_REQUEST_BATCH;

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++) {
    if (counts[i] == COUNT_BAD)
      return "impossible token counts";
  }

  return counts[0] == COUNT_GOOD && counts[1] == COUNT_GOOD ? NULL : "no token counts";
}

/* With GLib's calendar; what is finer than a millisecond is cut. */
static gboolean
read_time (const char *text,
           gint64     *time_ms)
{
  g_autoptr (GRegex) regex = g_regex_new ("^(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d+))?(?:Z|([+-])(\\d\\d):(\\d\\d))\\z",
                                          G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *fraction = NULL;
  g_autofree char *sign = NULL;
  g_autofree char *padded = NULL;
  int parts[11] = { 0 };
  int east;

  if (text == NULL || !g_regex_match (regex, text, 0, &match))
    return FALSE;
  for (int i = 1; i < 11; i++) {
    g_autofree char *part = g_match_info_fetch (match, i);

    parts[i] = part && strlen (part) <= 4 ? (int) g_ascii_strtoll (part, NULL, 10) : 0;
  }
  time = g_date_time_new_utc (parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
  if (time == NULL || parts[1] < 1970 || parts[9] > 23 || parts[10] > 59)
    return FALSE;

  fraction = g_match_info_fetch (match, 7);
  padded = g_strdup_printf ("%.3s%.*s", fraction ? fraction : "", 3 - (int) MIN (3, fraction ? strlen (fraction) : 0), "000");
  sign = g_match_info_fetch (match, 8);
  east = (parts[9] * 60 + parts[10]) * (g_strcmp0 (sign, "-") == 0 ? -1 : 1);
  *time_ms = g_date_time_to_unix (time) * 1000 + g_ascii_strtoll (padded, NULL, 10) - east * G_GINT64_CONSTANT (60000);

  return TRUE;
}

static gint64
read_stated_cost (JsonObject *root)
{
  JsonNode *node = member (root, "costUSD");
  double usd;

  if (node == NULL || (json_node_get_value_type (node) != G_TYPE_INT64 && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return SG_REQUEST_COST_UNSTATED;
  usd = json_node_get_double (node);

  return usd >= 0.0 && usd < 1e6 ? (gint64) llround (usd * 1e12) : SG_REQUEST_COST_UNSTATED;
}

static void
append_names (GString    *text,
              guint       part,
              JsonObject *root,
              const char *model)
{
  const char *names[][2] = {
    { "message", string_member (object_member (root, "message"), "id") }, { "request", string_member (root, "requestId") },
    { "uuid", string_member (root, "uuid") }, { "session", string_member (root, "sessionId") }, { "model", model },
  };

  g_string_append_printf (text, "request %u", part);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    append_text (text, names[i][0], names[i][1], names[i][1] ? (gssize) strlen (names[i][1]) : 0);
}

static void
append_advisors (GString       *text,
                 JsonObject    *root,
                 JsonObject    *usage,
                 gint64         time_ms,
                 SgRequestFlags flags)
{
  JsonNode *node = member (usage, "iterations");
  JsonArray *iterations = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint part = 0;

  for (guint i = 0; iterations != NULL && i < json_array_get_length (iterations); i++) {
    JsonNode *element = json_array_get_element (iterations, i);
    JsonObject *advisor = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
    const char *model = string_member (advisor, "model");
    SgRequestFlags advisor_flags = flags & (SG_REQUEST_SIDECHAIN | SG_REQUEST_COPIED);
    SgUsage advisor_usage;

    if (!is_text (advisor, "type", "advisor_message") || model == NULL || *model == '\0' ||
        read_usage (advisor, &advisor_usage, &advisor_flags) != NULL)
      continue;
    append_names (text, ++part, root, model);
    append_numbers (text, time_ms, SG_REQUEST_COST_UNSTATED, &advisor_usage, advisor_flags);
    g_string_append_c (text, '\n');
  }
}

static SgRequestFlags
read_record_flags (JsonObject *root)
{
  const char *owner = string_member (root, "requestSessionId");
  const char *session = string_member (root, "sessionId");
  JsonNode *sidechain = member (root, "isSidechain");
  SgRequestFlags flags = 0;

  if (owner != NULL && *owner != '\0' && g_strcmp0 (owner, session) != 0)
    flags |= SG_REQUEST_COPIED;
  if (sidechain != NULL && json_node_get_value_type (sidechain) == G_TYPE_BOOLEAN && json_node_get_boolean (sidechain))
    flags |= SG_REQUEST_SIDECHAIN;

  return flags;
}

/* Returns: %FALSE when nothing behind the record on the same line is looked at */
static gboolean
append_record (GString    *text,
               JsonObject *root)
{
  JsonObject *message = object_member (root, "message");
  JsonObject *usage = object_member (message, "usage");
  SgRequestFlags flags = read_record_flags (root);
  SgUsage counts;
  gint64 time_ms = 0;
  const char *problem;

  if ((member (root, "type") != NULL && !is_text (root, "type", "assistant")) || is_text (message, "model", "<synthetic>"))
    return FALSE;
  if (usage == NULL)
    return TRUE;

  problem = read_usage (usage, &counts, &flags);
  if (problem == NULL && !read_time (string_member (root, "timestamp"), &time_ms))
    problem = "no readable time";
  if (problem != NULL) {
    g_string_append_printf (text, "unreadable: %s\n", problem);
    return TRUE;
  }
  append_names (text, 0, root, string_member (message, "model"));
  append_numbers (text, time_ms, read_stated_cost (root), &counts, flags);
  g_string_append_c (text, '\n');
  append_advisors (text, root, usage, time_ms, flags);

  return TRUE;
}

static gboolean
is_junk (guchar c)
{
  return c == '\0' || c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0xef || c == 0xbb || c == 0xbf;
}

typedef struct {
  GHashTable *seen;         /* (element-type utf8): object and name */
  gboolean    early_twice;
  gboolean    name_twice;
} Twice;

static void
member_cb (JsonParser *parser,
           JsonObject *object,
           const char *name,
           gpointer    user_data)
{
  Twice *twice = user_data;

  if (g_hash_table_add (twice->seen, g_strdup_printf ("%p %s", (void *) object, name)))
    return;
  if (g_str_equal (name, "type") || g_str_equal (name, "model"))
    twice->early_twice = TRUE;
  else if (g_str_equal (name, "id") || g_str_equal (name, "message"))
    twice->name_twice = TRUE;
}

/* Returns: whether @text says all of the record; @more: whether the rest of the line is looked at */
static gboolean
read_record (TranscriptOracle *oracle,
             GString          *text,
             const char       *mended,
             gboolean         *more)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Twice twice = { .seen = seen };

  g_signal_connect (parser, "object-member", G_CALLBACK (member_cb), &twice);
  if (!json_parser_load_from_data (parser, mended, -1, NULL) || twice.early_twice)
    return FALSE;

  oracle->name_twice |= twice.name_twice;
  *more = append_record (text, json_node_get_object (json_parser_get_root (parser)));

  return TRUE;
}

/* What json-glib's slow and careful reading makes of a line. Free the text. */
void
transcript_oracle_ask (TranscriptOracle *oracle,
                       const char       *line,
                       gsize             length)
{
  const char *end = line + length;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean more = TRUE;

  *oracle = (TranscriptOracle) { NULL };
  while (more) {
    g_autofree char *mended = NULL;
    const char *after;
    JsonSpanFlags flags;

    while (line < end && is_junk ((guchar) *line))
      line++;
    if (line == end)
      break;
    after = *line == '{' ? json_span_end (line, end, &flags) : NULL;
    if (after == NULL || flags != 0)
      return;
    mended = json_span_mend (line, after);
    if (!read_record (oracle, text, mended, &more))
      return;
    line = after;
  }
  oracle->text = g_string_free (g_steal_pointer (&text), FALSE);
}

/* Names of more than 1 KB behind escapes are refused, which json-glib knows nothing of. */
void
transcript_assert_oracle_agrees (const char *line,
                                 gsize       length)
{
  TranscriptOracle oracle;
  g_autofree char *walked = transcript_describe (line, length, FALSE);
  g_autofree char *jumped = transcript_describe (line, length, TRUE);
  g_autofree char *wanted = NULL;

  transcript_oracle_ask (&oracle, line, length);
  wanted = oracle.text;
  if (wanted == NULL || (length > MAX_SCRATCH && strstr (walked, "an id too long") != NULL))
    return;

  g_assert_cmpstr (walked, ==, wanted);
  if (!oracle.name_twice)
    g_assert_cmpstr (jumped, ==, wanted);
}
