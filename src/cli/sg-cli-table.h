/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgCliRowStyle:
 * @SG_CLI_ROW_DETAIL: part of the row before it
 * @SG_CLI_ROW_TOTAL: after a rule
 */
typedef enum {
  SG_CLI_ROW_PLAIN,
  SG_CLI_ROW_DETAIL,
  SG_CLI_ROW_TOTAL,
} SgCliRowStyle;

/**
 * SgCliColumn:
 * @SG_CLI_COLUMN_TEXT: may be cut
 * @SG_CLI_COLUMN_TIME: is whole or not there
 * @SG_CLI_COLUMN_NUMBER: the same, to the right
 */
typedef enum {
  SG_CLI_COLUMN_TEXT,
  SG_CLI_COLUMN_TIME,
  SG_CLI_COLUMN_NUMBER,
} SgCliColumn;

/**
 * SgCliTable:
 *
 * Columns that fit the terminal: where it is narrow the least important ones
 * are left out.
 */
typedef struct _SgCliTable SgCliTable;

SgCliTable *sg_cli_table_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        sg_cli_table_free (SgCliTable *self);
void        sg_cli_table_add_column (SgCliTable *self,
                                     const char *title,
                                     SgCliColumn kind,
                                     guint       rank);
void        sg_cli_table_add_row (SgCliTable   *self,
                                  SgCliRowStyle style,
                                  char        **cells);
char       *sg_cli_table_format (SgCliTable *self,
                                 guint       width,
                                 gboolean    colour) G_GNUC_WARN_UNUSED_RESULT;
void        sg_cli_table_print (SgCliTable *self);

guint       sg_cli_text_width (const char *text);
guint       sg_cli_terminal_width (void);
gboolean    sg_cli_has_colour (void);
char       *sg_cli_format_number (gint64 number) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgCliTable, sg_cli_table_free)

G_END_DECLS
