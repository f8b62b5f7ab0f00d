/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numbers as a status bar reads them: one line of its own language. */

#include "sg-cli-bar.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sg-cli-subject.h"
#include "sg-shown.h"
#include "sg-style.h"
#include "sg-words.h"

typedef struct {
  char            *text;    /* (owned): one line */
  SgCliFacts       facts;
  const SgConsole *bill;    /* (nullable): of this month, where it stands for a limit */
} Line;

/* Colour is never alone: a mark says the same. */
typedef struct {
  const char *mark;
  const char *hex;     /* (nullable): the bar's own colour */
  const char *tmux;    /* (nullable) */
} Look;

static Look
look_of (const Line *line)
{
  static const Look looks[] = {
    [SG_LIMIT_NORMAL] = { "", NULL, NULL },
    [SG_LIMIT_WARNING] = { " !", "#F5C211", "yellow" },
    [SG_LIMIT_CRITICAL] = { " !!", "#FF7B63", "red" },
    [SG_LIMIT_FULL] = { " !!", "#FF7B63", "red" },
    [SG_LIMIT_STALE] = { " ?", "#9A9996", "brightblack" },
    [SG_LIMIT_RESET] = { "", "#9A9996", "brightblack" },
  };

  if (line->bill != NULL)
    return looks[sg_console_is_stale (line->bill, line->facts.now) ? SG_LIMIT_STALE : SG_LIMIT_NORMAL];

  return looks[line->facts.subject != NULL ? sg_limit_get_state (line->facts.subject, line->facts.now) : SG_LIMIT_RESET];
}

static const char *
class_of (const Line *line)
{
  if (line->bill != NULL)
    return sg_limit_state_to_nick (sg_console_is_stale (line->bill, line->facts.now) ? SG_LIMIT_STALE : SG_LIMIT_NORMAL);

  return sg_cli_limit_class (line->facts.subject, line->facts.now);
}

static char *
number_of (const Line *line)
{
  if (line->bill != NULL)
    return sg_cents_format (&line->bill->month);

  return line->facts.subject != NULL ? sg_words_limit_percent (line->facts.subject, line->facts.now) : g_strdup ("–");
}

static void
replace_all (char      **text,
             const char *from,
             const char *to)
{
  g_auto (GStrv) pieces = g_strsplit (*text, from, -1);

  g_free (*text);
  *text = g_strjoinv (to, pieces);
}

/* JSON's own escapes; control characters have no place on a bar. */
static void
append_json (GString    *json,
             const char *key,
             const char *value)
{
  g_string_append_printf (json, "%s\"%s\":\"", json->len > 1 ? "," : "", key);
  for (const char *p = value; *p != '\0'; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_printf (json, "\\%c", *p);
    else if (*p == '\n')
      g_string_append (json, "\\n");
    else if ((guchar) *p >= ' ')
      g_string_append_c (json, *p);
  }
  g_string_append_c (json, '"');
}

/* As the whole table does. */
static void
add_missing_bill (GStrvBuilder *rows,
                  SgUsageModel *model)
{
  const SgSourceStatus *admin = sg_shown_find_admin (model);
  int error_code = admin ? admin->error_code : SG_SOURCE_NO_ERROR;
  gboolean has_key = sg_shown_has_admin_key (model);
  const char *trouble = has_key ? sg_words_error (error_code) : NULL;
  const char *hint = sg_words_console_hint (has_key, error_code);
  g_autofree char *step = hint ? g_strjoin (" ", "→", hint, has_key ? NULL : "(sandglass key set admin)", NULL) : NULL;

  g_strv_builder_add (rows, _ ("No bill is known."));
  if (trouble != NULL)
    g_strv_builder_add (rows, trouble);
  if (step != NULL)
    g_strv_builder_add (rows, step);
}

static gboolean
add_bill (GStrvBuilder *rows,
          const Line   *line)
{
  SgUsageModel *model = line->facts.model;
  g_autofree char *month = line->bill ? sg_cents_format (&line->bill->month) : NULL;
  g_autofree char *row = month ? g_strdup_printf (_ ("%s: %s"), _ ("API this month"), month) : NULL;
  g_autofree char *rest = sg_words_console_line (sg_usage_model_get_console (model), sg_usage_model_get_balance (model),
                                                 line->facts.now, line->facts.zone);

  if (row != NULL)
    g_strv_builder_add (rows, row);
  if (rest != NULL)
    g_strv_builder_add (rows, rest);

  return row != NULL || rest != NULL;
}

static gboolean
add_limits (GStrvBuilder *rows,
            const Line   *line)
{
  GPtrArray *limits = sg_usage_model_get_limits (line->facts.model);
  gboolean any = FALSE;

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);
    g_autofree char *row = NULL;

    if (!sg_cli_line_has_limit (line->facts.model, limit))
      continue;
    row = sg_words_limit_line (limit, line->facts.now, line->facts.zone);
    g_strv_builder_add (rows, row);
    any = TRUE;
  }

  return any;
}

static char *
make_tooltip (const Line *line)
{
  SgUsageModel *model = line->facts.model;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) rows = NULL;
  gboolean knows_any;

  if (sg_style_get ().hidden)
    return g_strdup (_ ("Numbers are hidden"));

  if (line->facts.is_of_several && line->facts.profile != NULL)
    g_strv_builder_add (builder, line->facts.profile);
  knows_any = add_limits (builder, line);
  if (sg_cli_is_of_organization (model))
    knows_any = add_bill (builder, line) || knows_any;
  if (!knows_any && sg_usage_model_get_mode (model) == SG_MODE_CONSOLE)
    add_missing_bill (builder, model);
  else if (!knows_any)
    g_strv_builder_add (builder, _ ("No limit is known."));
  rows = g_strv_builder_end (builder);

  return g_strjoinv ("\n", rows);
}

/* man 5 waybar-custom: text and tooltip are Pango markup. */
static char *
format_waybar (const Line *line)
{
  GString *json = g_string_new ("{");
  g_autofree char *text = g_markup_escape_text (line->text, -1);
  g_autofree char *plain = make_tooltip (line);
  g_autofree char *tooltip = g_markup_escape_text (plain, -1);
  const char *state = class_of (line);

  append_json (json, "text", text);
  append_json (json, "alt", state);
  append_json (json, "tooltip", tooltip);
  append_json (json, "class", state);
  if (sg_cli_limit_is_known (line->facts.subject, line->facts.now))
    g_string_append_printf (json, ",\"percentage\":%d", MIN (100, sg_limit_get_whole_percent (line->facts.subject)));
  g_string_append_c (json, '}');

  return g_string_free (json, FALSE);
}

/* man 1 i3blocks, format=json: a block of the i3bar protocol in one line, which interval=persist takes too. */
static char *
format_i3blocks (const Line *line)
{
  GString *json = g_string_new ("{");
  Look look = look_of (line);
  g_autofree char *number = number_of (line);

  append_json (json, "full_text", line->text);
  append_json (json, "short_text", number);
  append_json (json, "color", look.hex ? look.hex : "");
  g_string_append_c (json, '}');

  return g_string_free (json, FALSE);
}

/* polybar wiki, Formatting: %{F#RRGGBB} … %{F-}; a brace after % begins a tag wherever it stands. */
static char *
format_polybar (const Line *line)
{
  Look look = look_of (line);
  g_autofree char *text = g_strdup (line->text);

  replace_all (&text, "%{", "% {");

  return look.hex ? g_strdup_printf ("%%{F%s}%s%%{F-}", look.hex, text) : g_steal_pointer (&text);
}

/* man 1 tmux, STYLES: #[fg=red] … #[default]; ## is a #. */
static char *
format_tmux (const Line *line)
{
  Look look = look_of (line);
  g_autofree char *text = g_strdup (line->text);

  replace_all (&text, "#", "##");

  return look.tmux ? g_strdup_printf ("#[fg=%s]%s#[default]", look.tmux, text) : g_steal_pointer (&text);
}

static char *
make_text (const char *template,
           const Line *line)
{
  char *text;

  if (sg_style_get ().hidden)
    return g_strdup ("–");
  if (template == NULL) {
    g_autofree char *number = number_of (line);

    return g_strconcat (number, look_of (line).mark, NULL);
  }

  text = sg_cli_template_expand (template, &line->facts);

  return g_strdelimit (text, "\r\n", ' ');
}

static const SgConsole *
find_present_bill (const SgCliFacts *facts)
{
  const SgConsole *bill = sg_cli_find_bill (facts->model);
  g_autofree char *passed = bill ? sg_words_passed_month (bill, facts->now) : NULL;

  return passed == NULL ? bill : NULL;
}

/**
 * sg_cli_bar_format:
 * @template: (nullable): what sg_cli_template_check() accepts; the limit's percentage without
 * @facts: its subject is the limit that is shown, and whose state colours the line; without one an organization's bill is, if any
 *
 * Returns: (transfer full): a line in the language of @bar, without its end; it says nothing while numbers are hidden
 */
char *
sg_cli_bar_format (SgCliBar          bar,
                   const char       *template,
                   const SgCliFacts *facts)
{
  static char *(*const formats[])(const Line *line) = {
    [SG_CLI_BAR_WAYBAR] = format_waybar, [SG_CLI_BAR_I3BLOCKS] = format_i3blocks,
    [SG_CLI_BAR_POLYBAR] = format_polybar, [SG_CLI_BAR_TMUX] = format_tmux,
  };
  Line line = { NULL, *facts, NULL };
  g_autofree char *text = NULL;

  if (sg_style_get ().hidden)
    line.facts.subject = NULL;
  else if (facts->subject == NULL)
    line.bill = find_present_bill (facts);
  text = line.text = make_text (template, &line);

  return bar == SG_CLI_BAR_PLAIN ? g_steal_pointer (&text) : formats[bar] (&line);
}
