/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
#include <string.h>

#include "sg-cli-table.h"

static void
add_row (SgCliTable   *table,
         SgCliRowStyle style,
         const char   *cells)
{
  sg_cli_table_add_row (table, style, g_strsplit (cells, "|", -1));
}

static SgCliTable *
sample (void)
{
  SgCliTable *table = sg_cli_table_new ();

  sg_cli_table_add_column (table, "Day", SG_CLI_COLUMN_TEXT, 0);
  sg_cli_table_add_column (table, "Models", SG_CLI_COLUMN_TEXT, 3);
  sg_cli_table_add_column (table, "Read", SG_CLI_COLUMN_NUMBER, 4);
  sg_cli_table_add_column (table, "All", SG_CLI_COLUMN_NUMBER, 1);
  sg_cli_table_add_column (table, "Cost", SG_CLI_COLUMN_NUMBER, 0);
  add_row (table, SG_CLI_ROW_PLAIN, "2026-11-21|Opus 5.5, Haiku 4.5|1,000|2,000|$4.20");
  add_row (table, SG_CLI_ROW_DETAIL, "  日本語|||2,000|price unknown");
  add_row (table, SG_CLI_ROW_DETAIL, "|only here|||");
  add_row (table, SG_CLI_ROW_TOTAL, "Total||1,000|2,000|$4.20");

  return table;
}

static void
test_columns_stand_under_one_another (void)
{
  g_autoptr (SgCliTable) table = sample ();
  g_autofree char *text = sg_cli_table_format (table, 200, FALSE);

  g_assert_cmpstr (text, ==,
                   "Day         Models                Read    All           Cost\n"
                   "────────────────────────────────────────────────────────────\n"
                   "2026-11-21  Opus 5.5, Haiku 4.5  1,000  2,000          $4.20\n"
                   "  日本語                                2,000  price unknown\n"
                   "            only here\n"
                   "────────────────────────────────────────────────────────────\n"
                   "Total                            1,000  2,000          $4.20\n");
}

static void
test_narrow_terminals_get_fewer_columns (void)
{
  static const struct {
    guint       width;
    const char *first;
  } table[] = {
    { 60, "2026-11-21  Opus 5.5, Haiku 4.5  1,000  2,000          $4.20\n" },
    { 56, "2026-11-21  Opus 5.5, Haik…  1,000  2,000          $4.20\n" },
    { 52, "2026-11-21  Opus 5.5, H…  2,000          $4.20\n" },
    { 40, "2026-11-21  2,000          $4.20\n" },
    { 30, "2026-11-21          $4.20\n" },
    { 5, "2026-11-21          $4.20\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (SgCliTable) cli_table = sample ();
    g_autofree char *text = sg_cli_table_format (cli_table, table[i].width, FALSE);

    g_assert_nonnull (strstr (text, table[i].first));
  }
}

static void
test_long_names_are_cut_by_columns_not_bytes (void)
{
  g_autoptr (SgCliTable) table = sg_cli_table_new ();
  g_autofree char *text = NULL;

  sg_cli_table_add_column (table, "Name", SG_CLI_COLUMN_TEXT, 0);
  add_row (table, SG_CLI_ROW_PLAIN, "日本語日本語日本語日本語日本語");
  text = sg_cli_table_format (table, 12, FALSE);
  g_assert_nonnull (strstr (text, "\n日本語日本…\n"));
}

static void
test_rows_of_hidden_columns_are_left_out (void)
{
  g_autoptr (SgCliTable) table = sample ();
  g_autofree char *text = sg_cli_table_format (table, 30, FALSE);

  g_assert_null (strstr (text, "\n\n"));
}

/* A folder may be named anything. */
static void
test_names_cannot_steer_the_terminal (void)
{
  g_autoptr (SgCliTable) table = sg_cli_table_new ();
  g_autofree char *text = NULL;

  sg_cli_table_add_column (table, "Name", SG_CLI_COLUMN_TEXT, 0);
  add_row (table, SG_CLI_ROW_PLAIN, "a\033[2Jb\r\n\xff\xc2\x9b");
  text = sg_cli_table_format (table, 80, FALSE);
  g_assert_null (strchr (text, '\033'));
  g_assert_null (strchr (text, '\r'));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strstr (text, "\xc2\x9b"));
}

static void
test_colour_ends_with_its_line (void)
{
  g_autoptr (SgCliTable) table = sample ();
  g_autofree char *text = sg_cli_table_format (table, 80, TRUE);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    if (strchr (lines[i], '\033') != NULL)
      g_assert_true (g_str_has_suffix (lines[i], "\033[0m"));
  }
}

static void
test_numbers_are_grouped (void)
{
  static const struct {
    gint64      number;
    const char *text;
  } table[] = {
    { 0, "0" }, { 999, "999" }, { 1000, "1,000" }, { -1000, "-1,000" }, { -100, "-100" }, { 1234567, "1,234,567" },
    { G_MAXINT64, "9,223,372,036,854,775,807" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *text = sg_cli_format_number (table[i].number);

    g_assert_cmpstr (text, ==, table[i].text);
  }
}

static void
test_widths_are_of_columns (void)
{
  g_assert_cmpuint (sg_cli_text_width ("5-Stunden-Limit für Büros"), ==, 25);
  g_assert_cmpuint (sg_cli_text_width ("5時間制限"), ==, 9);
  g_assert_cmpuint (sg_cli_text_width ("주간 한도"), ==, 9);
  g_assert_cmpuint (sg_cli_text_width ("الحد (\u2068Fable\u2069)"), ==, 12);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli-table/columns-stand-under-one-another", test_columns_stand_under_one_another);
  g_test_add_func ("/cli-table/narrow-terminals-get-fewer-columns", test_narrow_terminals_get_fewer_columns);
  g_test_add_func ("/cli-table/long-names-are-cut-by-columns-not-bytes", test_long_names_are_cut_by_columns_not_bytes);
  g_test_add_func ("/cli-table/rows-of-hidden-columns-are-left-out", test_rows_of_hidden_columns_are_left_out);
  g_test_add_func ("/cli-table/names-cannot-steer-the-terminal", test_names_cannot_steer_the_terminal);
  g_test_add_func ("/cli-table/colour-ends-with-its-line", test_colour_ends_with_its_line);
  g_test_add_func ("/cli-table/widths-are-of-columns", test_widths_are_of_columns);
  g_test_add_func ("/cli-table/numbers-are-grouped", test_numbers_are_grouped);

  return g_test_run ();
}
