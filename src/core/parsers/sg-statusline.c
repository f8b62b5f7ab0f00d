/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The JSON that Claude Code hands to its `statusLine` command, and the part of it we keep, which has
 * the same names. It is read at every message of every session: no json-glib, no GObject, so that a
 * process that does only this starts at once.
 */

#include "sg-statusline.h"

#include <math.h>
#include <string.h>

#include "sg-claude-folder.h"
#include "sg-error.h"
#include "sg-json-members.h"
#include "sg-money.h"
#include "sg-reply-text.h"
#include "sg-time.h"
#include "sg-transcript-lexer.h"

#define MAX_TEXT 512
#define MAX_SESSION_ID 64
#define MAX_PERCENT 1000.0
#define MAX_USD 1000000.0
#define NANO_PER_USD 1e9
#define PICO_PER_NANO 1000
#define UNKNOWN (-1)

/* Seconds reach here in the year 5138; milliseconds were here in 1973. */
#define FIRST_MILLISECONDS 1e11

static gboolean
get_double (const SgJsonMember *member,
            double             *value)
{
  return sg_json_read_number ((SgSlice) { member->text, member->length }, value);
}

static char *
dup_string (const SgJsonMember *member)
{
  char buffer[MAX_TEXT];
  gssize length;

  if (member->length < 2 || *member->text != '"')
    return NULL;

  length = sg_json_unescape ((SgSlice) { member->text + 1, member->length - 2 }, buffer, sizeof buffer);
  if (length < 0 || !g_utf8_validate_len (buffer, (gsize) length, NULL))
    return NULL;

  return g_strndup (buffer, (gsize) length);
}

static gint64
read_time (const SgJsonMember *member)
{
  double number;

  if (get_double (member, &number)) {
    if (number >= FIRST_MILLISECONDS)
      number /= 1000.0;
    return number > 0.0 && number < FIRST_MILLISECONDS ? (gint64) number : 0;
  } else {
    g_autofree char *text = dup_string (member);
    g_autoptr (GDateTime) time = sg_time_parse (text);

    return time ? MAX (g_date_time_to_unix (time), 0) : 0;
  }
}

/* To 10^-9 USD: a double tells no more of the dearest, which has to be the same when it is read again. */
static gint64
read_pico_usd (const SgJsonMember *member)
{
  double usd;

  return get_double (member, &usd) && usd >= 0.0 && usd <= MAX_USD ? llround (usd * NANO_PER_USD) * PICO_PER_NANO : UNKNOWN;
}

static gint64
read_ms (const SgJsonMember *member)
{
  double ms;

  return get_double (member, &ms) && ms >= 0.0 && ms < 1e15 ? (gint64) ms : UNKNOWN;
}

/* A value of another type has none of the members. */
static void
find_inside (const SgJsonMember *object,
             SgJsonMember       *members,
             guint               n_members)
{
  if (object->text != NULL && *object->text == '{' &&
      sg_json_members_find (object->text, object->length, members, n_members, NULL))
    return;

  for (guint i = 0; i < n_members; i++) {
    members[i].text = NULL;
    members[i].length = 0;
  }
}

static void
read_window (const SgJsonMember *object,
             SgStatuslineWindow *window)
{
  SgJsonMember members[] = { { "used_percentage" }, { "resets_at" } };
  double percent;

  find_inside (object, members, G_N_ELEMENTS (members));
  if (!get_double (&members[0], &percent) || percent < 0.0 || percent > MAX_PERCENT)
    return;

  window->used_percent = percent;
  window->resets_at = read_time (&members[1]);
}

static void
read_limits (SgStatusline       *self,
             const SgJsonMember *object)
{
  SgJsonMember members[] = { { "five_hour" }, { "seven_day" } };

  find_inside (object, members, G_N_ELEMENTS (members));
  read_window (&members[0], &self->five_hour);
  read_window (&members[1], &self->seven_day);
}

static void
read_cost (SgStatusline       *self,
           const SgJsonMember *object)
{
  SgJsonMember members[] = { { "total_cost_usd" }, { "total_api_duration_ms" } };

  find_inside (object, members, G_N_ELEMENTS (members));
  self->cost_pico_usd = read_pico_usd (&members[0]);
  self->api_ms = read_ms (&members[1]);
}

static gboolean
is_visible_ascii (const char *text)
{
  for (; *text != '\0'; text++) {
    if (!g_ascii_isgraph (*text) || *text == '"' || *text == '\\')
      return FALSE;
  }

  return TRUE;
}

static void
read_model (SgStatusline       *self,
            const SgJsonMember *object)
{
  SgJsonMember members[] = { { "id" }, { "display_name" } };
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  find_inside (object, members, G_N_ELEMENTS (members));
  id = dup_string (&members[0]);
  name = dup_string (&members[1]);
  self->model_name = sg_reply_clean_text (name ? name : id);
  if (id != NULL && *id != '\0' && is_visible_ascii (id))
    self->model_id = g_steal_pointer (&id);
}

static gboolean
is_folder (const char *text)
{
  return text != NULL && *text != '\0' && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen (text);
}

/* A capture names it, in letters that give nothing away; Claude Code names a file `FOLDER/projects/PROJECT/SESSION.jsonl`. */
static char *
read_folder (const SgJsonMember *folder,
             const SgJsonMember *transcript_path)
{
  g_autofree char *kept = dup_string (folder);
  g_autofree char *path = dup_string (transcript_path);
  char *end = path ? g_strrstr (path, "/projects/") : NULL;

  if (is_folder (kept))
    return g_steal_pointer (&kept);
  if (end == NULL || end == path)
    return NULL;
  *end = '\0';

  return sg_claude_folder_profile_of (path);
}

static SgStatusline *
statusline_new (gint64 as_of_ms)
{
  SgStatusline *self = g_new0 (SgStatusline, 1);

  self->as_of_ms = as_of_ms;
  self->five_hour.used_percent = UNKNOWN;
  self->seven_day.used_percent = UNKNOWN;

  return self;
}

void
sg_statusline_free (SgStatusline *self)
{
  g_free (self->session_id);
  g_free (self->folder);
  g_free (self->model_id);
  g_free (self->model_name);
  g_free (self);
}

/**
 * sg_statusline_parse:
 * @text: what Claude Code wrote to the command's stdin; it need not end in 0
 * @as_of_ms: when, Unix milliseconds
 *
 * Percentages come as 0-100, resets as Unix seconds, the cost as decimal USD. What
 * is null, negative, absurd or of a wrong type is not there. `rate_limits` is there only
 * for subscribers, after the first answer, and may name one window only.
 *
 * Returns: (transfer full): what is known, perhaps nothing; %NULL with %SG_ERROR_BAD_DATA
 *   or %SG_ERROR_TOO_LARGE when @text is not one whole JSON object
 */
SgStatusline *
sg_statusline_parse (const char *text,
                     gsize       length,
                     gint64      as_of_ms,
                     GError    **error)
{
  SgJsonMember members[] = { { "session_id" }, { "rate_limits" }, { "cost" }, { "model" }, { "folder" }, { "transcript_path" } };
  g_autofree char *session_id = NULL;
  SgStatusline *self;

  if (length > SG_STATUSLINE_MAX_BYTES) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_TOO_LARGE, "it is larger than 1 MB");
    return NULL;
  }
  if (!sg_json_members_find (text, length, members, G_N_ELEMENTS (members), error))
    return NULL;

  self = statusline_new (as_of_ms);
  session_id = dup_string (&members[0]);
  if (sg_statusline_is_session_id (session_id))
    self->session_id = g_steal_pointer (&session_id);
  read_limits (self, &members[1]);
  read_cost (self, &members[2]);
  read_model (self, &members[3]);
  self->folder = read_folder (&members[4], &members[5]);

  return self;
}

/**
 * sg_statusline_parse_capture:
 * @text: what sg_statusline_to_capture() made
 *
 * Returns: (transfer full): it again, or %NULL with an #SgError
 */
SgStatusline *
sg_statusline_parse_capture (const char *text,
                             gsize       length,
                             GError    **error)
{
  SgJsonMember member = { "as_of_ms" };
  gint64 as_of_ms;

  if (!sg_json_members_find (text, length, &member, 1, error))
    return NULL;

  as_of_ms = read_ms (&member);
  if (as_of_ms <= 0) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "it does not say how old it is");
    return NULL;
  }

  return sg_statusline_parse (text, length, as_of_ms, error);
}

/**
 * sg_statusline_has_limits:
 *
 * Returns: whether a window is known
 */
gboolean
sg_statusline_has_limits (const SgStatusline *self)
{
  return self->five_hour.used_percent >= 0.0 || self->seven_day.used_percent >= 0.0;
}

static gboolean
is_same_window (const SgStatuslineWindow *a,
                const SgStatuslineWindow *b)
{
  return a->used_percent == b->used_percent && a->resets_at == b->resets_at;
}

/**
 * sg_statusline_says_the_same:
 *
 * Claude Code draws its line also when nothing was asked of the server. As long as the
 * session has cost nothing more and waited no longer, the limits are as old as before.
 *
 * Returns: whether nothing that @b says is newer than @a
 */
gboolean
sg_statusline_says_the_same (const SgStatusline *a,
                             const SgStatusline *b)
{
  return is_same_window (&a->five_hour, &b->five_hour) && is_same_window (&a->seven_day, &b->seven_day) &&
         a->cost_pico_usd == b->cost_pico_usd && a->api_ms == b->api_ms;
}

static void
append_window (GString                  *text,
               const char               *name,
               const SgStatuslineWindow *window)
{
  char percent[G_ASCII_DTOSTR_BUF_SIZE];

  if (window->used_percent < 0.0)
    return;

  g_string_append_printf (text, "%s\"%s\":{\"used_percentage\":%s", text->str[text->len - 1] == '{' ? "" : ",", name,
                          g_ascii_dtostr (percent, sizeof percent, window->used_percent));
  if (window->resets_at > 0)
    g_string_append_printf (text, ",\"resets_at\":%" G_GINT64_FORMAT, window->resets_at);
  g_string_append_c (text, '}');
}

static void
append_cost (GString            *text,
             const SgStatusline *self)
{
  g_string_append (text, "},\"cost\":{");
  if (self->cost_pico_usd >= 0)
    g_string_append_printf (text, "\"total_cost_usd\":%" G_GINT64_FORMAT ".%012" G_GINT64_FORMAT,
                            self->cost_pico_usd / SG_PICO_PER_USD, self->cost_pico_usd % SG_PICO_PER_USD);
  if (self->api_ms >= 0)
    g_string_append_printf (text, "%s\"total_api_duration_ms\":%" G_GINT64_FORMAT, self->cost_pico_usd >= 0 ? "," : "", self->api_ms);
}

/**
 * sg_statusline_to_capture:
 *
 * Returns: (transfer full): what is kept, as JSON with Claude Code's own names and `as_of_ms`
 */
char *
sg_statusline_to_capture (const SgStatusline *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "{\"as_of_ms\":%" G_GINT64_FORMAT, self->as_of_ms);
  if (self->session_id != NULL)
    g_string_append_printf (text, ",\"session_id\":\"%s\"", self->session_id);
  if (self->folder != NULL)
    g_string_append_printf (text, ",\"folder\":\"%s\"", self->folder);
  if (self->model_id != NULL)
    g_string_append_printf (text, ",\"model\":{\"id\":\"%s\"}", self->model_id);
  g_string_append (text, ",\"rate_limits\":{");
  append_window (text, "five_hour", &self->five_hour);
  append_window (text, "seven_day", &self->seven_day);
  append_cost (text, self);
  g_string_append (text, "}}\n");

  return g_string_free (text, FALSE);
}

/**
 * sg_statusline_get_limit:
 * @kind: %SG_LIMIT_SESSION or %SG_LIMIT_WEEKLY; no other is ever handed over
 *
 * Returns: (transfer full) (nullable): the limit, as of when it was handed over
 */
SgLimit *
sg_statusline_get_limit (const SgStatusline *self,
                         SgLimitKind         kind)
{
  const SgStatuslineWindow *window = kind == SG_LIMIT_SESSION ? &self->five_hour : &self->seven_day;
  g_autoptr (GDateTime) as_of = sg_time_from_unix_ms (self->as_of_ms);
  g_autoptr (GDateTime) exact = window->resets_at > 0 ? g_date_time_new_from_unix_utc (window->resets_at) : NULL;
  g_autoptr (GDateTime) resets_at = sg_time_round_to_minute (exact);

  if (as_of == NULL || window->used_percent < 0.0 || (kind != SG_LIMIT_SESSION && kind != SG_LIMIT_WEEKLY))
    return NULL;

  return sg_limit_new (kind == SG_LIMIT_SESSION ? "session" : "weekly", kind, NULL, window->used_percent, resets_at,
                       SG_ORIGIN_STATUSLINE, as_of);
}

/**
 * sg_statusline_is_session_id:
 * @text: (nullable):
 *
 * Returns: whether @text may be the name of a file, whoever wrote it
 */
gboolean
sg_statusline_is_session_id (const char *text)
{
  gsize length = text ? strlen (text) : 0;

  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_')
      return FALSE;
  }

  return length > 0 && length <= MAX_SESSION_ID;
}
