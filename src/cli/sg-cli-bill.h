/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-admin-books.h"
#include "sg-console-groups.h"

G_BEGIN_DECLS

typedef enum {
  SG_CLI_BILL_TABLE,
  SG_CLI_BILL_JSON,
  SG_CLI_BILL_CSV,
} SgCliBillFormat;

/**
 * SgCliBillOptions:
 * @since: Unix seconds, a UTC midnight
 * @until: the first day that does not count
 *
 * What `sandglass report console` was asked for.
 */
typedef struct {
  guint           by[SG_GROUPS_MOST_KEYS];
  guint           n_by;
  gint64          since;
  gint64          until;
  SgCliBillFormat format;
  gboolean        reconcile;
  gboolean        offline;

  /*< private >*/
  char           *endpoint_url;
} SgCliBillOptions;

gboolean sg_cli_bill_options_parse (SgCliBillOptions *self,
                                    char            **words,
                                    GError          **error);
void     sg_cli_bill_options_clear (SgCliBillOptions *self);

/**
 * SgCliBill:
 * @organization: (nullable): its name, where it was asked for
 * @first: the first day from which on it is known without a gap
 * @knows_any: whether something is known of the days that were asked for
 * @knows_all: whether each of them was read; else the sums are lower bounds
 * @knows_all_tokens: that, of the tokens
 * @books: with their console, as of when it was read
 * @has_claude_code: whether the server tells it
 * @claude_code: what the organisation's Claude Code cost since the first of the month
 * @own_month_pico_usd: what this machine counted since the first of the month, at list prices
 *
 * What is known of an organisation's bill.
 */
typedef struct {
  char            *organization;
  gint64           first;
  gboolean         knows_any;
  gboolean         knows_all;
  gboolean         knows_all_tokens;
  SgAdminBooks    *books;
  SgConsoleGroups *groups;
  gboolean         has_claude_code;
  SgCents          claude_code;
  gint64           own_month_pico_usd;
  guint            n_own_unpriced;
} SgCliBill;

void        sg_cli_bill_print (const SgCliBillOptions *options,
                               const SgCliBill        *bill);
void        sg_cli_bill_print_json (const SgCliBillOptions *options,
                                    const SgCliBill        *bill);
void        sg_cli_bill_print_csv (const SgCliBillOptions *options,
                                   const SgCliBill        *bill);
char       *sg_cli_bill_name_first (const SgCliBillOptions *options,
                                    const SgCliBill        *bill) G_GNUC_WARN_UNUSED_RESULT;
const char *sg_cli_bill_name_key (guint by);
char       *sg_cli_bill_date (gint64 day) G_GNUC_WARN_UNUSED_RESULT;

int         sg_cli_bill (char **words);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SgCliBillOptions, sg_cli_bill_options_clear)

G_END_DECLS
