/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-stream.h"

#include <string.h>

#include "sg-json.h"
#include "sg-json-members.h"

/* Longer ones are passed over: an answer with its pictures is long, a result is not. */
#define MAX_OBJECT_BYTES (32 * 1024 * 1024)

/* One answer of a stream that has not ended yet. */
typedef struct {
  char   *session;
  char   *message_id;
  char   *model;
  SgUsage usage;
} Answer;

static void
answer_free (Answer *answer)
{
  g_free (answer->session);
  g_free (answer->message_id);
  g_free (answer->model);
  g_free (answer);
}

static guint
answer_hash (gconstpointer answer)
{
  return g_str_hash (((const Answer *) answer)->message_id);
}

static gboolean
answer_equal (gconstpointer a,
              gconstpointer b)
{
  const Answer *first = a, *second = b;

  return g_str_equal (first->message_id, second->message_id) && g_str_equal (first->session, second->session);
}

SgCliStream *
sg_cli_stream_new (void)
{
  SgCliStream *self = g_new0 (SgCliStream, 1);

  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_cli_result_free);
  self->object = g_string_new (NULL);
  self->answers = g_hash_table_new_full (answer_hash, answer_equal, NULL, (GDestroyNotify) answer_free);
  self->line = 1;

  return self;
}

void
sg_cli_stream_free (SgCliStream *self)
{
  g_ptr_array_unref (self->results);
  g_string_free (self->object, TRUE);
  g_hash_table_unref (self->answers);
  g_free (self);
}

static void
leave_out (SgCliStream *self,
           guint64      line)
{
  if (self->n_left_out++ == 0)
    self->left_out_line = line;
}

static guint32
get_count (JsonObject *usage,
           const char *member)
{
  gint64 count = 0;

  sg_json_get_int (usage, member, &count);

  return (guint32) CLAMP (count, 0, (gint64) SG_USAGE_MAX_TOKENS);
}

static SgUsage
read_usage (JsonObject *usage)
{
  JsonObject *writes = sg_json_get_object (usage, "cache_creation");
  SgUsage counts = {
    .input = get_count (usage, "input_tokens"),
    .output = get_count (usage, "output_tokens"),
    .write_5m = get_count (writes, "ephemeral_5m_input_tokens"),
    .write_1h = get_count (writes, "ephemeral_1h_input_tokens"),
    .cache_read = get_count (usage, "cache_read_input_tokens"),
    .web_searches = get_count (sg_json_get_object (usage, "server_tool_use"), "web_search_requests"),
  };

  if (counts.write_5m == 0 && counts.write_1h == 0)
    counts.write_5m = get_count (usage, "cache_creation_input_tokens");

  return counts;
}

/* Each block of an answer is an object of its own, with counts that grow. */
static Answer *
find_answer (SgCliStream *self,
             const char  *session,
             const char  *message_id)
{
  const Answer key = { .session = (char *) session, .message_id = (char *) message_id };
  Answer *answer = g_hash_table_lookup (self->answers, &key);

  if (answer != NULL)
    return answer;

  answer = g_new0 (Answer, 1);
  answer->session = g_strdup (session);
  answer->message_id = g_strdup (message_id);
  g_hash_table_insert (self->answers, answer, answer);

  return answer;
}

static void
take_answer (SgCliStream *self)
{
  g_autoptr (JsonNode) node = sg_json_parse_object (self->object->str, self->object->len, NULL);
  JsonObject *object = node ? json_node_get_object (node) : NULL;
  JsonObject *message = sg_json_get_object (object, "message");
  const char *session = sg_json_get_string (object, "session_id");
  const char *message_id = sg_json_get_string (message, "id");
  const char *model = sg_json_get_string (message, "model");
  SgUsage usage = read_usage (sg_json_get_object (message, "usage"));
  Answer *answer;

  if (!sg_cli_result_is_name (session) || !sg_cli_result_is_name (message_id) || !sg_cli_result_is_name (model) ||
      *model == '<' || sg_usage_get_total (&usage) == 0)
    return;

  answer = find_answer (self, session, message_id);
  if (answer->model != NULL && usage.output < answer->usage.output)
    return;
  g_free (answer->model);
  answer->model = g_strdup (model);
  answer->usage = usage;
}

static gboolean
is_of_session (gpointer key,
               gpointer answer,
               gpointer session)
{
  return g_str_equal (((const Answer *) answer)->session, session);
}

/* What the result says is in it: its session's answers wait no more. */
static void
take_result (SgCliStream *self)
{
  SgCliResult *result = sg_cli_result_parse (self->object->str, self->object->len);

  if (result == NULL) {
    leave_out (self, self->object_line);
    return;
  }

  g_hash_table_foreach_remove (self->answers, is_of_session, result->session);
  g_ptr_array_add (self->results, result);
}

static gboolean
is_type (const SgJsonMember *type,
         const char         *quoted)
{
  return type->text != NULL && type->length == strlen (quoted) && memcmp (type->text, quoted, type->length) == 0;
}

static void
take_object (SgCliStream *self)
{
  SgJsonMember type = { "type" };

  if (self->is_too_long || !sg_json_members_find (self->object->str, self->object->len, &type, 1, NULL)) {
    leave_out (self, self->object_line);
    return;
  }

  self->n_objects++;
  if (is_type (&type, "\"result\""))
    take_result (self);
  else if (is_type (&type, "\"assistant\""))
    take_answer (self);
}

static void
keep (SgCliStream *self,
      const char  *text,
      gsize        length)
{
  if (self->object->len + length > MAX_OBJECT_BYTES)
    self->is_too_long = TRUE;
  if (!self->is_too_long)
    g_string_append_len (self->object, text, (gssize) length);
}

static void
end_object (SgCliStream *self)
{
  self->depth = 0;
  self->in_string = FALSE;
  self->is_escaped = FALSE;
  self->is_too_long = FALSE;
  g_string_truncate (self->object, 0);
}

/* Brackets and commas hold an array together; a byte order mark may begin it. */
static gboolean
is_between (char c)
{
  return c == '\0' || strchr (" \t\r\n[],\xef\xbb\xbf", c) != NULL;
}

static void
look_outside (SgCliStream *self,
              char         c)
{
  if (self->in_noise) {
    self->in_noise = c != '\n';
  } else if (c == '{') {
    self->depth = 1;
    self->object_line = self->line;
  } else if (!is_between (c)) {
    leave_out (self, self->line);
    self->in_noise = TRUE;
  }
}

static void
look_inside (SgCliStream *self,
             char         c)
{
  if (self->in_string) {
    gboolean ends = c == '"' && !self->is_escaped;

    self->is_escaped = c == '\\' && !self->is_escaped;
    self->in_string = !ends;
  } else if (c == '"') {
    self->in_string = TRUE;
  } else if (c == '{' || c == '[') {
    self->depth++;
  } else if (c == '}' || c == ']') {
    self->depth--;
  }
}

/* No text has a line's end in it, and no object one in the first column: there the one before was cut off. */
static gboolean
is_cut_at (SgCliStream *self,
           char         c)
{
  return self->depth > 0 && ((c == '\n' && self->in_string) || (c == '{' && self->at_line_start));
}

/**
 * sg_cli_stream_push:
 * @text: the next piece, wherever it begins and ends
 */
void
sg_cli_stream_push (SgCliStream *self,
                    const char  *text,
                    gsize        length)
{
  gsize start = 0;

  for (gsize i = 0; i < length; i++) {
    char c = text[i];
    gboolean was_outside;

    if (is_cut_at (self, c)) {
      leave_out (self, self->object_line);
      end_object (self);
    }
    was_outside = self->depth == 0;
    if (was_outside)
      look_outside (self, c);
    else
      look_inside (self, c);
    if (was_outside && self->depth > 0)
      start = i;
    if (!was_outside && self->depth == 0) {
      keep (self, text + start, i + 1 - start);
      take_object (self);
      end_object (self);
    }

    self->at_line_start = c == '\n';
    self->line += c == '\n';
  }
  if (self->depth > 0)
    keep (self, text + start, length - start);
}

static SgCliResult *
find_partial (SgCliStream *self,
              guint        first,
              const char  *session)
{
  SgCliResult *partial;

  for (guint i = first; i < self->results->len; i++) {
    partial = g_ptr_array_index (self->results, i);
    if (g_str_equal (partial->session, session))
      return partial;
  }

  partial = sg_cli_result_new (session);
  partial->is_partial = TRUE;
  g_ptr_array_add (self->results, partial);

  return partial;
}

static guint32
add_clamped (guint32 a,
             guint32 b)
{
  return a > G_MAXUINT32 - b ? G_MAXUINT32 : a + b;
}

static void
add_answer (SgCliResult  *partial,
            const Answer *answer)
{
  SgUsage *sum = &sg_cli_result_find_model (partial, answer->model)->usage;

  partial->id += sg_slice_hash ((SgSlice) { answer->message_id, strlen (answer->message_id) }, answer->usage.output);
  sum->input = add_clamped (sum->input, answer->usage.input);
  sum->output = add_clamped (sum->output, answer->usage.output);
  sum->write_5m = add_clamped (sum->write_5m, answer->usage.write_5m);
  sum->write_1h = add_clamped (sum->write_1h, answer->usage.write_1h);
  sum->cache_read = add_clamped (sum->cache_read, answer->usage.cache_read);
  sum->web_searches = add_clamped (sum->web_searches, answer->usage.web_searches);
}

/**
 * sg_cli_stream_finish:
 *
 * Nothing more comes. Answers without a result become partial results, one a session.
 */
void
sg_cli_stream_finish (SgCliStream *self)
{
  guint first = self->results->len;
  GHashTableIter iter;
  gpointer value;

  if (self->depth > 0)
    self->cut_line = self->object_line;
  end_object (self);

  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Answer *answer = value;

    add_answer (find_partial (self, first, answer->session), answer);
  }
  g_hash_table_remove_all (self->answers);
}
