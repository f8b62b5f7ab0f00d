/* SPDX-License-Identifier: GPL-3.0-or-later */

/* `sandglass export --history`: what was kept, row by row, as CSV or JSON. */

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "sg-claude-folder.h"
#include "sg-cli-json.h"
#include "sg-cli-ledger.h"
#include "sg-cli-program.h"
#include "sg-cli-refuse.h"
#include "sg-cli.h"
#include "sg-ledger-walk.h"
#include "sg-reset.h"
#include "sg-time.h"

#define MOST_DAYS 36500

/**
 * Row:
 * @kind: `limit`, `reset` or `cost`
 * @profile: its id; empty of a cost, which is of all
 * @until: when it was last read so; of a cost, the end of its quarter of an hour
 * @detail: (nullable): of a reset, how it came
 * @percent: below 0 for none
 * @usd: below 0 for none
 * @resets_at: Unix seconds, or 0
 */
typedef struct {
  const char *kind;
  gint64      time;
  gint64      until;
  const char *profile;
  const char *name;
  const char *detail;
  double      percent;
  double      usd;
  gint64      resets_at;
  const char *origin;
} Row;

typedef struct {
  SgCliJson     *json;      /* (nullable): %NULL for CSV */
  gint64         now;
  SgLedgerSample last;
  char          *last_id;   /* (nullable) */
} Output;

static char *
time_text (gint64 seconds)
{
  g_autoptr (GDateTime) time = seconds != 0 ? g_date_time_new_from_unix_utc (seconds) : NULL;

  return time ? g_date_time_format_iso8601 (time) : g_strdup ("");
}

/* Spreadsheets run what begins with these as a formula. */
static char *
quote (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);
  gboolean formula = *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;

  if (!formula && strpbrk (text, ",\"\r\n") == NULL)
    return g_strdup (text);

  return g_strdup_printf ("\"%s%s\"", formula ? "'" : "", doubled);
}

static char *
number_text (double number)
{
  return number >= 0.0 ? sg_cli_json_format_double (number) : g_strdup ("");
}

static void
print_csv (const Row *row,
           gint64     now)
{
  g_autofree char *time = time_text (row->time);
  g_autofree char *until = time_text (row->until);
  g_autofree char *profile = quote (row->profile);
  g_autofree char *name = quote (row->name);
  g_autofree char *percent = number_text (row->percent);
  g_autofree char *usd = number_text (row->usd);
  g_autofree char *resets_at = time_text (row->resets_at);

  g_print ("%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%" G_GINT64_FORMAT "\n", row->kind, time, until, profile, name, row->detail ? row->detail : "",
           percent, usd, resets_at, row->origin, MAX (now - row->until, 0));
}

static void
add_json (const Row *row,
          SgCliJson *json,
          gint64     now)
{
  g_autofree char *time = time_text (row->time);
  g_autofree char *until = time_text (row->until);
  g_autofree char *resets_at = time_text (row->resets_at);

  sg_cli_json_open (json, NULL, '{');
  sg_cli_json_add_string (json, "kind", row->kind);
  sg_cli_json_add_string (json, "time", time);
  sg_cli_json_add_string (json, "until", until);
  sg_cli_json_add_string (json, "profile", row->profile);
  sg_cli_json_add_string (json, "name", row->name);
  if (row->detail != NULL)
    sg_cli_json_add_string (json, "detail", row->detail);
  if (row->percent >= 0.0)
    sg_cli_json_add_double (json, "percent", row->percent);
  if (row->usd >= 0.0)
    sg_cli_json_add_double (json, "usd", row->usd);
  if (row->resets_at != 0)
    sg_cli_json_add_string (json, "resetsAt", resets_at);
  sg_cli_json_add_string (json, "origin", row->origin);
  sg_cli_json_add_int (json, "ageSeconds", MAX (now - row->until, 0));
  sg_cli_json_close (json, '}');
}

static void
put (Output    *output,
     const Row *row)
{
  if (output->json != NULL)
    add_json (row, output->json, output->now);
  else
    print_csv (row, output->now);
}

static void
put_sample (const char           *profile,
            const char           *limit_id,
            const SgLedgerSample *sample,
            gpointer              user_data)
{
  Output *output = user_data;
  g_autofree char *id = g_strconcat (profile, "\n", limit_id, NULL);
  /* As everywhere outside the ledger, which leaves it empty */
  const char *profile_id = *profile != '\0' ? profile : SG_CLAUDE_MAIN_PROFILE;
  gboolean goes_on = g_strcmp0 (id, output->last_id) == 0;
  SgResetKind reset = goes_on ? sg_reset_between (&output->last, sample) : SG_RESET_NONE;
  const char *origin = sg_origin_to_nick (sample->origin);
  const Row reset_row = { "reset", sample->time, sample->time, profile_id, limit_id, sg_reset_to_nick (reset), -1.0, -1.0,
                          output->last.resets_at, origin };
  const Row row = { "limit", sample->time, sample->until, profile_id, limit_id, NULL, sample->percent, -1.0, sample->resets_at, origin };

  if (reset != SG_RESET_NONE)
    put (output, &reset_row);
  put (output, &row);

  output->last = *sample;
  g_free (output->last_id);
  output->last_id = g_steal_pointer (&id);
}

static void
put_costs (Output       *output,
           SgLedgerWalk *walk)
{
  for (guint i = 0; i < walk->quarters->len; i++) {
    const SgLedgerQuarter *quarter = &g_array_index (walk->quarters, SgLedgerQuarter, i);
    gboolean priced = quarter->n_unpriced < quarter->n_requests;
    const Row row = { "cost", quarter->start_ms / 1000, quarter->start_ms / 1000 + 900, "",
                      g_array_index (walk->models, SgLedgerWalkModel, quarter->model).name, priced ? NULL : "price unknown", -1.0,
                      priced ? sg_cli_json_pico_usd_to_double (quarter->pico_usd) : -1.0, 0, sg_origin_to_nick (SG_ORIGIN_TRANSCRIPTS) };

    put (output, &row);
  }
}

static gboolean
export (Output      *output,
        SgCliLedger *ledger,
        gint64       from,
        GError     **error)
{
  g_autoptr (SgLedgerWalk) walk = sg_ledger_walk_new (ledger->ledger, from - from % 900 > 0 ? (from - from % 900) * 1000 : G_MININT64,
                                                      G_MAXINT64, error);

  if (walk == NULL || !sg_ledger_visit_limits (ledger->ledger, from, put_sample, output, error))
    return FALSE;
  put_costs (output, walk);

  return TRUE;
}

static int
print_history (gboolean as_json,
               gint64   days)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgCliLedger) ledger = sg_cli_ledger_new_maybe_empty (&error);
  SgCliJson json;
  Output output = { .json = as_json ? &json : NULL, .now = g_get_real_time () / G_USEC_PER_SEC };
  gboolean done;

  if (ledger == NULL)
    return sg_cli_ledger_say (error);

  if (as_json) {
    sg_cli_json_init (&json);
    sg_cli_json_open (&json, NULL, '[');
  } else {
    g_print ("kind,time,until,profile,name,detail,percent,usd,resets_at,origin,age_seconds\n");
  }
  done = export (&output, ledger, output.now - days * SG_DAY_SECONDS, &error);
  g_free (output.last_id);
  if (as_json) {
    sg_cli_json_close (&json, ']');
    sg_cli_json_print (&json);
  }

  return done ? EXIT_SUCCESS : sg_cli_ledger_say (error);
}

/* @words: after `--history` */
static gboolean
parse (char    **words,
       gboolean *as_json,
       gint64   *days,
       GError  **error)
{
  *as_json = g_strcmp0 (words[0], "json") == 0;
  if (!*as_json && g_strcmp0 (words[0], "csv") != 0)
    return sg_cli_refuse (error, _ ("--history takes csv or json"));

  *days = MOST_DAYS;
  for (words++; *words != NULL; words++) {
    g_autofree char *none = g_strdup_printf (_ ("it takes no “%s”"), *words);
    g_autofree char *numbers = g_strdup_printf (_ ("--days takes a number from 1 to %d"), MOST_DAYS);

    if (!g_str_equal (*words, "--days"))
      return sg_cli_refuse (error, none);
    if (words[1] == NULL || !g_ascii_string_to_signed (words[1], 10, 1, MOST_DAYS, days, NULL))
      return sg_cli_refuse (error, numbers);
    words++;
  }

  return TRUE;
}

/**
 * sg_cli_history:
 *
 * What does not say `--history` is for the program that has the network.
 */
int
sg_cli_history (char **words)
{
  g_autoptr (GError) error = NULL;
  gboolean as_json;
  gint64 days;

  if (g_strcmp0 (words[0], "--history") != 0)
    return sg_cli_hand_over ("export", words);

  if (!parse (words + 1, &as_json, &days, &error)) {
    g_printerr ("sandglass export: %s\n", error->message);
    g_printerr (_ ("Usage: sandglass export --history csv|json [--days N]\n"));
    return SG_CLI_WRONG_CALL;
  }

  return print_history (as_json, days);
}
