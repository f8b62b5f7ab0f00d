/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sentences that fit the terminal. */

#include "sg-cli-wrap.h"

#include <string.h>

#include "sg-cli-table.h"

#define BETWEEN " · "

typedef struct {
  GString *text;
  guint    indent;
  guint    width;
  guint    column;     /* where the cursor is */
  gboolean is_begun;   /* whether the line has more than its indent */
} Wrap;

static void
break_line (Wrap *self)
{
  g_string_append_printf (self->text, "\n%*s", (int) self->indent, "");
  self->column = self->indent;
  self->is_begun = FALSE;
}

static void
put (Wrap       *self,
     const char *text)
{
  g_string_append (self->text, text);
  self->column += sg_cli_text_width (text);
  self->is_begun = TRUE;
}

/* Some scripts have no spaces, and paths are long. */
static void
put_letters (Wrap       *self,
             const char *word)
{
  for (const char *at = word; *at != '\0'; at = g_utf8_next_char (at)) {
    g_autofree char *letter = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));

    if (self->is_begun && self->column + sg_cli_text_width (letter) > self->width)
      break_line (self);
    put (self, letter);
  }
}

static void
put_word (Wrap       *self,
          const char *word)
{
  guint length = sg_cli_text_width (word);

  if (self->is_begun && self->column + 1 + length > self->width)
    break_line (self);
  else if (self->is_begun)
    put (self, " ");

  if (self->column + length > self->width)
    put_letters (self, word);
  else if (length > 0)
    put (self, word);
}

static void
put_words (Wrap       *self,
           const char *part)
{
  g_auto (GStrv) words = g_strsplit (part, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    put_word (self, words[i]);
}

/* What stands between two dots stays together where a line has room for it. */
static void
put_part (Wrap       *self,
          const char *part,
          gboolean    is_last)
{
  g_autofree char *whole = is_last ? g_strdup (part) : g_strconcat (part, " ·", NULL);
  guint length = sg_cli_text_width (whole);

  if (self->is_begun && self->column + 1 + length > self->width && self->indent + length <= self->width)
    break_line (self);
  put_words (self, whole);
}

/**
 * sg_cli_wrap:
 * @lead: what the first line begins with
 * @text: in one line, its parts perhaps with ` · ` between
 * @indent: of the lines after the first, in columns
 * @width: in columns of a terminal
 *
 * Returns: (transfer full): lines of at most @width, without a newline at the end
 */
char *
sg_cli_wrap (const char *lead,
             const char *text,
             guint       indent,
             guint       width)
{
  g_auto (GStrv) parts = g_strsplit (text, BETWEEN, -1);
  Wrap self = { g_string_new (lead), MIN (indent, width / 3), width, sg_cli_text_width (lead), FALSE };

  for (guint i = 0; parts[i] != NULL; i++)
    put_part (&self, parts[i], parts[i + 1] == NULL);

  return g_string_free (self.text, FALSE);
}

void
sg_cli_print_wrapped (const char *lead,
                      const char *text,
                      guint       indent)
{
  g_autofree char *lines = sg_cli_wrap (lead, text, indent, sg_cli_terminal_width ());

  g_print ("%s\n", lines);
}
