/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `sandglass report console`: asks for what may have changed, then prints what the ledger keeps. */

#include "sg-cli-bill.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "sg-admin-source.h"
#include "sg-cli-key-place.h"
#include "sg-cli-ledger.h"
#include "sg-cli-wait.h"
#include "sg-cli.h"
#include "sg-error.h"
#include "sg-ledger-console.h"
#include "sg-price-table.h"
#include "sg-settings-store.h"
#include "sg-state-file.h"
#include "sg-state-folder.h"
#include "sg-time.h"
#include "sg-words.h"

static SgCents
get_gap_threshold (GSettings *settings)
{
  SgCents dollars = { 1, 0 };

  if (settings != NULL)
    sg_cents_from_double (g_settings_get_double (settings, "reconcile-threshold-usd"), &dollars, NULL);

  return sg_cents_scale (&dollars, 100, 1);
}

/* The agent's penalty for a server that fails is in its state; the rest is in the ledger, where the source looks by itself. */
static gboolean
may_ask (void)
{
  g_autofree char *folder = sg_state_folder_path ();
  g_autofree char *path = g_build_filename (folder, "state.ini", NULL);
  g_autoptr (SgStateFile) state = sg_state_file_new (path);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 last_try = sg_state_file_get_int (state, "source admin", "last-try", 0);
  gint64 not_before = sg_state_file_get_int (state, "source admin", "not-before", 0);

  if (not_before > now && last_try <= now) {
    g_printerr (_ ("The server asked for a pause; this is what was kept.\n"));
    return FALSE;
  }

  return TRUE;
}

static void
say (const GError *error)
{
  const char *sentence = error->domain == SG_ERROR ? sg_words_error (error->code) : NULL;
  const char *step = error->domain == SG_ERROR ? sg_words_next_step (error->code) : NULL;

  if (g_error_matches (error, SG_ERROR, SG_ERROR_KEY_MISSING)) {
    sg_cli_key_say_admin_missing ();
    return;
  }
  g_printerr ("%s\n", sentence ? sentence : error->message);
  if (g_error_matches (error, SG_ERROR, SG_ERROR_UNEXPECTED_ANSWER))
    g_printerr ("%s\n", error->message);
  if (step != NULL)
    g_printerr ("→ %s\n", step);
  if (g_error_matches (error, SG_ERROR, SG_ERROR_KEY_REFUSED))
    g_printerr ("%s\n", sg_words_individual_account ());
}

static SgSource *
make_source (const SgCliBillOptions *options,
             const char             *ledger_path)
{
  g_autoptr (SgKeyChain) keys = sg_cli_key_chain_new (SG_SECRET_ADMIN);
  g_autoptr (GDateTime) since = g_date_time_new_from_unix_utc (options->since);
  SgSource *source = sg_admin_source_new (SG_KEY_FINDER (keys), options->endpoint_url, ledger_path);

  sg_admin_source_set_history (SG_ADMIN_SOURCE (source), since);
  sg_admin_source_set_wants_products (SG_ADMIN_SOURCE (source), TRUE);
  sg_admin_source_set_patience (SG_ADMIN_SOURCE (source), SG_ADMIN_GAP_SECONDS);

  return source;
}

/* Returns: (nullable): the organisation's name, with what is new of it in the ledger; what went wrong is said, and noted in @told */
static char *
refresh (const SgCliBillOptions *options,
         SgCliLedger            *ledger,
         GSettings              *settings,
         gboolean               *told)
{
  g_autoptr (SgSource) source = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SgReading) reading = NULL;
  g_autoptr (GError) error = NULL;

  if (options->offline || !ledger->is_kept || (settings != NULL && !g_settings_get_boolean (settings, "ask-admin-api")) ||
      !may_ask ())
    return NULL;

  source = make_source (options, ledger->path);
  sg_source_read_async (source, now, NULL, sg_cli_keep_result_cb, &result);
  sg_cli_wait_for (&result);
  reading = sg_source_read_finish (source, result, &error);
  *told = reading == NULL;
  if (*told)
    say (error);

  return reading && reading->console ? g_strdup (reading->console->organization) : NULL;
}

/* A report's name is what sg_admin_query_to_report() makes of whose it is, of what, and which of the two APIs told it. */
static SgAdminBooks *
find_books (SgCliLedger *ledger,
            GSettings   *settings,
            GError     **error)
{
  SgAdminBooks *books;
  g_autofree char *report = NULL;
  gint64 read_at;

  if (!sg_ledger_find_report (ledger->ledger, "* cost 1d *", &report, &read_at, error))
    return NULL;
  if (report == NULL) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_KEY_MISSING, _ ("nothing is kept of any organisation"));
    return NULL;
  }

  books = g_new0 (SgAdminBooks, 1);
  books->ledger_path = g_strdup (ledger->path);
  books->organization_id = g_strndup (report, strcspn (report, " "));
  books->is_analytics = g_str_has_suffix (report, " analytics");
  books->prices_path = sg_price_table_dup_user_path ();
  books->gap_threshold = get_gap_threshold (settings);
  books->now = g_date_time_new_from_unix_utc (read_at);
  books->until = sg_time_midnight_of (read_at) + SG_DAY_SECONDS;

  return books;
}

static gboolean
sum_up (SgAdminBooks *books,
        GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sg_admin_books_keep_async (books, NULL, sg_cli_keep_result_cb, &result);
  sg_cli_wait_for (&result);

  return sg_admin_books_finish (result, error);
}

static GPtrArray *
load (const SgCliBillOptions *options,
      SgCliLedger            *ledger,
      const SgAdminBooks     *books,
      SgAdminQuestion         question,
      gint64                 *first,
      GError                **error)
{
  const SgAdminQuery query = sg_admin_books_get_query (books, question);
  g_autofree char *report = sg_admin_query_to_report (&query, books->organization_id);

  if (!sg_ledger_find_first_read (ledger->ledger, report, books->until - SG_DAY_SECONDS, first, error))
    return NULL;

  return sg_ledger_load_buckets (ledger->ledger, report, query.kind, options->since, options->until, error);
}

static gboolean
add_claude_code (SgCliBill   *bill,
                 SgCliLedger *ledger,
                 GError     **error)
{
  const SgAdminBooks *books = bill->books;
  const SgAdminQuery query = sg_admin_books_get_query (books, SG_ADMIN_PRODUCTS);
  g_autofree char *report = sg_admin_query_to_report (&query, books->organization_id);
  gint64 month = books->until - SG_DAY_SECONDS * g_date_time_get_day_of_month (books->now);
  g_autoptr (GPtrArray) products = NULL;
  gint64 first;

  if (!sg_ledger_find_first_read (ledger->ledger, report, books->until - SG_DAY_SECONDS, &first, error))
    return FALSE;
  products = sg_ledger_load_buckets (ledger->ledger, report, query.kind, month, books->until, error);
  if (products == NULL)
    return FALSE;

  bill->has_claude_code = first <= month;
  for (guint i = 0; i < products->len; i++) {
    const SgConsoleBucket *bucket = g_ptr_array_index (products, i);

    if (g_strcmp0 (bucket->dimensions[SG_DIMENSION_PRODUCT], "claude_code") == 0 &&
        !sg_cents_add (&bill->claude_code, &bucket->amount))
      bill->has_claude_code = FALSE;
  }

  return TRUE;
}

/* Where not all was read, a zero may be what was not. */
static void
hide_unknown_tokens (SgConsoleGroup *group)
{
  group->has_tokens = group->has_tokens && (group->uncached_input > 0 || group->output > 0 || group->cache_write > 0 ||
                                            group->cache_read > 0 || group->web_searches > 0);
}

static void
judge (SgCliBill              *bill,
       const SgCliBillOptions *options,
       gint64                  first_usage)
{
  /* What is still to come costs nothing yet. */
  gint64 tomorrow = sg_time_midnight_of (g_get_real_time () / G_USEC_PER_SEC) + SG_DAY_SECONDS;
  gint64 end = MIN (options->until, bill->books->until);
  gboolean is_read_to_the_end = options->since < end && end == MIN (options->until, tomorrow);

  /* An earlier run may have read days before a gap. */
  bill->knows_any = MAX (options->since, bill->first) < end || bill->groups->groups->len > 0;
  bill->knows_all = is_read_to_the_end && bill->first <= options->since;
  bill->knows_all_tokens = is_read_to_the_end && first_usage <= options->since;
  if (bill->knows_all_tokens)
    return;

  hide_unknown_tokens (&bill->groups->total);
  for (guint i = 0; i < bill->groups->groups->len; i++)
    hide_unknown_tokens (g_ptr_array_index (bill->groups->groups, i));
}

static gboolean
fill (SgCliBill              *bill,
      const SgCliBillOptions *options,
      SgCliLedger            *ledger,
      GError                **error)
{
  g_autoptr (GPtrArray) costs = NULL;
  g_autoptr (GPtrArray) usage = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (SgCostSummary) own = NULL;
  gint64 first_usage;

  if (!sum_up (bill->books, error) || !add_claude_code (bill, ledger, error))
    return FALSE;

  costs = load (options, ledger, bill->books, SG_ADMIN_COST, &bill->first, error);
  usage = costs ? load (options, ledger, bill->books, SG_ADMIN_USAGE, &first_usage, error) : NULL;
  own = usage ? sg_ledger_summarize (ledger->ledger, bill->books->now, utc, error) : NULL;
  if (own == NULL)
    return FALSE;

  bill->own_month_pico_usd = own->month_pico_usd;
  bill->n_own_unpriced = own->n_unpriced_month;
  bill->groups = sg_console_groups_new (costs, usage, options->by, options->n_by, options->since, options->until, error);
  if (bill->groups == NULL)
    return FALSE;
  judge (bill, options, first_usage);

  return TRUE;
}

static void
print (const SgCliBillOptions *options,
       const SgCliBill        *bill)
{
  g_autofree char *first = sg_cli_bill_name_first (options, bill);

  switch (options->format) {
  case SG_CLI_BILL_JSON:
    sg_cli_bill_print_json (options, bill);
    break;
  case SG_CLI_BILL_CSV:
    sg_cli_bill_print_csv (options, bill);
    break;
  case SG_CLI_BILL_TABLE:
  default:
    sg_cli_bill_print (options, bill);
  }

  /* A table has it among its notes. */
  if (options->format != SG_CLI_BILL_TABLE && first != NULL)
    g_printerr ("%s", first);
}

static void
bill_clear (SgCliBill *bill)
{
  g_free (bill->organization);
  g_clear_pointer (&bill->books, sg_admin_books_free);
  g_clear_pointer (&bill->groups, sg_console_groups_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SgCliBill, bill_clear)

/**
 * sg_cli_bill:
 * @words: after `report console`
 *
 * Prints what an organisation is billed. No agent and no bus is needed; without an Admin key, what was kept.
 *
 * Returns: the exit code, %SG_CLI_NO_DAY_KNOWN where none of the days was ever read
 */
int
sg_cli_bill (char **words)
{
  g_auto (SgCliBillOptions) options = { 0 };
  g_auto (SgCliBill) bill = { 0 };
  g_autoptr (SgCliLedger) ledger = NULL;
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  g_autoptr (GError) error = NULL;
  gboolean told = FALSE;

  if (!sg_cli_bill_options_parse (&options, words, &error)) {
    g_printerr (_ ("sandglass report console: %s\n"), error->message);
    return SG_CLI_WRONG_CALL;
  }

  ledger = sg_cli_ledger_new_maybe_empty (&error);
  if (ledger == NULL)
    return sg_cli_ledger_say (error);

  bill.organization = refresh (&options, ledger, settings, &told);
  bill.books = find_books (ledger, settings, &error);
  if (bill.books == NULL || !fill (&bill, &options, ledger, &error)) {
    gboolean nothing_kept = g_error_matches (error, SG_ERROR, SG_ERROR_KEY_MISSING);

    if (!told && nothing_kept)
      g_printerr (_ ("sandglass report console: %s\n"), error->message);
    if (!told || !nothing_kept)
      say (error);
    return nothing_kept ? SG_CLI_NO_DAY_KNOWN : EXIT_FAILURE;
  }
  print (&options, &bill);

  return bill.knows_any ? EXIT_SUCCESS : SG_CLI_NO_DAY_KNOWN;
}
