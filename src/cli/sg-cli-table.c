/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-table.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "sg-number.h"

#define GAP 2

/* Texts are cut down to this before a column is left out; what rows are called, only to more. */
#define LEAST_TEXT 12
#define LEAST_NAME 20

#define BOLD "\033[1m"
#define DIM "\033[2m"
#define PLAIN "\033[0m"

typedef struct {
  char       *title;   /* (owned) */
  SgCliColumn kind;
  guint       rank;    /* 0 stays the longest */
  guint       width;
  gboolean    hidden;
} Column;

typedef struct {
  SgCliRowStyle style;
  char        **cells;   /* (owned) */
} Row;

struct _SgCliTable {
  GArray *columns;   /* (owned) (element-type Column) */
  GArray *rows;      /* (owned) (element-type Row) */
};

static void
clear_column (gpointer data)
{
  g_free (((Column *) data)->title);
}

static void
clear_row (gpointer data)
{
  g_strfreev (((Row *) data)->cells);
}

SgCliTable *
sg_cli_table_new (void)
{
  SgCliTable *self = g_new (SgCliTable, 1);

  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (self->rows, clear_row);

  return self;
}

void
sg_cli_table_free (SgCliTable *self)
{
  g_array_unref (self->columns);
  g_array_unref (self->rows);
  g_free (self);
}

/**
 * sg_cli_table_add_column:
 * @rank: the greatest is left out first
 */
void
sg_cli_table_add_column (SgCliTable *self,
                         const char *title,
                         SgCliColumn kind,
                         guint       rank)
{
  Column column = { .title = g_strdup (title), .kind = kind, .rank = rank };

  g_array_append_val (self->columns, column);
}

/**
 * sg_cli_table_add_row:
 * @cells: (transfer full): one for each column
 */
void
sg_cli_table_add_row (SgCliTable   *self,
                      SgCliRowStyle style,
                      char        **cells)
{
  Row row = { .style = style, .cells = cells };

  g_array_append_val (self->rows, row);
}

static guint
char_width (gunichar c)
{
  return g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
}

/**
 * sg_cli_text_width:
 *
 * Returns: how many columns of a terminal @text takes: two for a letter of Chinese, Japanese or Korean
 */
guint
sg_cli_text_width (const char *text)
{
  guint width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    width += char_width (g_utf8_get_char (at));

  return width;
}

/* Names come from files: nothing in them may steer the terminal. */
static char *
printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    g_string_append_unichar (clean, g_unichar_iscntrl (c) ? 0xfffd : c);
  }

  return g_string_free (clean, FALSE);
}

static void
append_cell (GString    *line,
             const char *text,
             guint       width,
             gboolean    to_the_right)
{
  guint used = sg_cli_text_width (text), room = width;

  if (used <= width) {
    g_string_append_printf (line, "%*s%s%*s", to_the_right ? (int) (width - used) : 0, "", text,
                            to_the_right ? 0 : (int) (width - used), "");
    return;
  }

  for (const char *at = text; char_width (g_utf8_get_char (at)) < room; at = g_utf8_next_char (at)) {
    g_string_append_unichar (line, g_utf8_get_char (at));
    room -= char_width (g_utf8_get_char (at));
  }
  g_string_append_printf (line, "…%*s", (int) room - 1, "");
}

static void
measure (SgCliTable *self)
{
  for (guint i = 0; i < self->columns->len; i++) {
    Column *column = &g_array_index (self->columns, Column, i);

    column->width = sg_cli_text_width (column->title);
    column->hidden = FALSE;
    for (guint j = 0; j < self->rows->len; j++) {
      char **cell = &g_array_index (self->rows, Row, j).cells[i];
      char *clean = printable (*cell);

      g_free (*cell);
      *cell = clean;
      column->width = MAX (column->width, sg_cli_text_width (clean));
    }
  }
}

static guint
total_width (SgCliTable *self)
{
  guint width = 0;

  for (guint i = 0; i < self->columns->len; i++) {
    const Column *column = &g_array_index (self->columns, Column, i);

    if (!column->hidden)
      width += column->width + (width > 0 ? GAP : 0);
  }

  return width;
}

static guint
least_width (const Column *column,
             gboolean      is_last_resort)
{
  if (column->kind != SG_CLI_COLUMN_TEXT)
    return G_MAXUINT;

  return column->rank == 0 && !is_last_resort ? LEAST_NAME : LEAST_TEXT;
}

/* The widest text that may still be cut */
static Column *
find_longest (SgCliTable *self,
              gboolean    is_last_resort)
{
  Column *found = NULL;

  for (guint i = 0; i < self->columns->len; i++) {
    Column *column = &g_array_index (self->columns, Column, i);

    if (!column->hidden && column->width > least_width (column, is_last_resort) &&
        (found == NULL || column->width > found->width))
      found = column;
  }

  return found;
}

static Column *
find_least_important (SgCliTable *self)
{
  Column *found = NULL;

  for (guint i = 0; i < self->columns->len; i++) {
    Column *column = &g_array_index (self->columns, Column, i);

    if (!column->hidden && column->rank > 0 && (found == NULL || column->rank > found->rank))
      found = column;
  }

  return found;
}

/* First long texts are cut, then columns go, and at last what rows are called is cut further. */
static void
fit (SgCliTable *self,
     guint       width)
{
  for (guint total = total_width (self); total > width; total = total_width (self)) {
    gboolean is_last_resort = find_longest (self, FALSE) == NULL && find_least_important (self) == NULL;
    Column *longest = find_longest (self, is_last_resort);

    if (longest != NULL)
      longest->width -= MIN (total - width, longest->width - least_width (longest, is_last_resort));
    else if (!is_last_resort)
      find_least_important (self)->hidden = TRUE;
    else
      return;
  }
}

/* A row of which only columns that were left out say anything */
static gboolean
is_empty (SgCliTable *self,
          char      **cells)
{
  for (guint i = 0; i < self->columns->len; i++) {
    if (!g_array_index (self->columns, Column, i).hidden && *cells[i] != '\0')
      return FALSE;
  }

  return TRUE;
}

static void
append_row (SgCliTable *self,
            GString    *text,
            char      **cells)
{
  gsize start = text->len;

  for (guint i = 0; i < self->columns->len; i++) {
    const Column *column = &g_array_index (self->columns, Column, i);

    if (column->hidden)
      continue;
    if (text->len > start)
      g_string_append_printf (text, "%*s", GAP, "");
    append_cell (text, cells ? cells[i] : column->title, column->width,
                 column->kind == SG_CLI_COLUMN_NUMBER);
  }
  while (text->len > start && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
}

static void
append_styled (SgCliTable *self,
               GString    *text,
               char      **cells,
               const char *style)
{
  g_string_append (text, style);
  append_row (self, text, cells);
  g_string_append_printf (text, "%s\n", *style != '\0' ? PLAIN : "");
}

static void
append_rule (SgCliTable *self,
             GString    *text,
             gboolean    colour)
{
  guint width = total_width (self);

  g_string_append (text, colour ? DIM : "");
  for (guint i = 0; i < width; i++)
    g_string_append (text, "─");
  g_string_append_printf (text, "%s\n", colour ? PLAIN : "");
}

/**
 * sg_cli_table_format:
 * @width: in columns of a terminal
 *
 * Returns: (transfer full): lines of at most @width
 */
char *
sg_cli_table_format (SgCliTable *self,
                     guint       width,
                     gboolean    colour)
{
  GString *text = g_string_new (NULL);

  measure (self);
  fit (self, width);
  append_styled (self, text, NULL, colour ? BOLD : "");
  append_rule (self, text, colour);
  for (guint i = 0; i < self->rows->len; i++) {
    const Row *row = &g_array_index (self->rows, Row, i);

    if (row->style == SG_CLI_ROW_TOTAL)
      append_rule (self, text, colour);
    if (is_empty (self, row->cells))
      continue;
    append_styled (self, text, row->cells,
                   !colour || row->style == SG_CLI_ROW_PLAIN ? "" : row->style == SG_CLI_ROW_TOTAL ? BOLD : DIM);
  }

  return g_string_free (text, FALSE);
}

/**
 * sg_cli_terminal_width:
 *
 * Returns: in columns; a pipe takes lines of any length, and `COLUMNS` says it where a terminal does not
 */
guint
sg_cli_terminal_width (void)
{
  const char *columns = g_getenv ("COLUMNS");
  guint64 width = columns ? g_ascii_strtoull (columns, NULL, 10) : 0;
  struct winsize size = { 0 };

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;

  return width > 0 && width < G_MAXUINT16 ? (guint) width : G_MAXUINT16;
}

void
sg_cli_table_print (SgCliTable *self)
{
  g_autofree char *text = sg_cli_table_format (self, sg_cli_terminal_width (), sg_cli_has_colour ());

  g_print ("%s", text);
}

/**
 * sg_cli_has_colour:
 *
 * Returns: whether stdout is a terminal that may show colour; see no-color.org
 */
gboolean
sg_cli_has_colour (void)
{
  const char *no_color = g_getenv ("NO_COLOR");

  return isatty (STDOUT_FILENO) && (no_color == NULL || *no_color == '\0') && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}

/**
 * sg_cli_format_number:
 *
 * Returns: (transfer full): for example `1,234,567`, with the separator of the locale
 */
char *
sg_cli_format_number (gint64 number)
{
  return sg_number_format (number);
}
