/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-session-view.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sg-ledger-batch.h"
#include "sg-money.h"
#include "sg-number.h"
#include "sg-words.h"

#define SHORT_SESSION_CHARS 8
#define SESSION_WINDOW_MS (5 * G_GINT64_CONSTANT (3600000))
/* What is written down of a reset wobbles by less; windows begin at full minutes. */
#define MINUTE_MS G_GINT64_CONSTANT (60000)

/* Claude Code's way to make a folder's name of a path, before which stands a dash of its own. */
static char *
encode (const char *path)
{
  char *name = g_strdup (path);

  for (char *at = name; *at != '\0'; at++) {
    if (!g_ascii_isalnum (*at))
      *at = '-';
  }

  return name;
}

/**
 * sg_session_view_project:
 * @project: the folder below `projects/`
 * @home: the home folder, which need not be said
 * @hidden: whether names stay hidden
 *
 * Returns: (transfer full): for example `src-loom`; hidden, a name that is the same every time: `Project 7F3A`
 */
char *
sg_session_view_project (const char *project,
                         const char *home,
                         gboolean    hidden)
{
  g_autofree char *prefix = encode (home);
  gsize length = strlen (prefix);
  const char *rest = project;

  if (hidden) {
    const SgSlice name = { project, strlen (project) };

    /* TRANSLATORS: a project whose name is to stay hidden; %04X is a tag, the same every time */
    return g_strdup_printf (_ ("Project %04X"), (guint) (sg_slice_hash (name, 0) & 0xffff));
  }

  if (length > 1 && g_str_has_prefix (project, prefix) && project[length] == '-' && project[length + 1] != '\0')
    rest = project + length + 1;
  else if (*project == '-' && project[1] != '\0')
    rest = project + 1;

  return g_utf8_make_valid (rest, -1);
}

/**
 * sg_session_view_title:
 *
 * Returns: (transfer none): the title of that column
 */
const char *
sg_session_view_title (SgLedgerColumn   column,
                       SgLedgerListKind kind)
{
  static const char *const titles[SG_N_LEDGER_COLUMNS] = {
    [SG_LEDGER_COLUMN_PROJECT] = N_ ("Project"), [SG_LEDGER_COLUMN_SESSION] = N_ ("Session"), [SG_LEDGER_COLUMN_START] = N_ ("Started"),
    [SG_LEDGER_COLUMN_DURATION] = N_ ("Duration"), [SG_LEDGER_COLUMN_COST] = N_ ("Cost"),
    /* Translators: what the cache saved, a column's title */
    [SG_LEDGER_COLUMN_SAVED] = N_ ("Saved"),
    /* Translators: the share of the prompts that came from the cache, a column's title */
    [SG_LEDGER_COLUMN_HIT_RATE] = N_ ("Cache hits"),
    [SG_LEDGER_COLUMN_INPUT] = N_ ("Input"), [SG_LEDGER_COLUMN_OUTPUT] = N_ ("Output"),
    [SG_LEDGER_COLUMN_CACHE_WRITE] = N_ ("Cache write"), [SG_LEDGER_COLUMN_CACHE_READ] = N_ ("Cache read"),
    [SG_LEDGER_COLUMN_MODELS] = N_ ("Models"),
  };

  if (kind == SG_LEDGER_LIST_PROJECTS && column == SG_LEDGER_COLUMN_SESSION)
    return _ ("Sessions");
  if (kind == SG_LEDGER_LIST_PROJECTS && column == SG_LEDGER_COLUMN_START)
    return _ ("First used");

  return _ (titles[column]);
}

/**
 * sg_session_view_width_chars:
 *
 * Returns: how many digits wide that column is: it must not change while rows fill in
 */
guint
sg_session_view_width_chars (SgLedgerColumn   column,
                             SgLedgerListKind kind)
{
  static const guint widths[SG_N_LEDGER_COLUMNS] = {
    [SG_LEDGER_COLUMN_PROJECT] = 17, [SG_LEDGER_COLUMN_SESSION] = 9, [SG_LEDGER_COLUMN_START] = 13, [SG_LEDGER_COLUMN_DURATION] = 11,
    [SG_LEDGER_COLUMN_COST] = 10, [SG_LEDGER_COLUMN_SAVED] = 10, [SG_LEDGER_COLUMN_HIT_RATE] = 7, [SG_LEDGER_COLUMN_INPUT] = 12,
    [SG_LEDGER_COLUMN_OUTPUT] = 12, [SG_LEDGER_COLUMN_CACHE_WRITE] = 13, [SG_LEDGER_COLUMN_CACHE_READ] = 14, [SG_LEDGER_COLUMN_MODELS] = 30,
  };

  return widths[column];
}

/* Amounts that not all is known of are never less than they seem. */
static char *
money (gint64            pico_usd,
       SgLedgerKnowledge knowledge)
{
  g_autofree char *amount = sg_pico_usd_format (pico_usd);

  switch (knowledge) {
  case SG_LEDGER_AT_LEAST:
    /* Translators: an amount of money, at least that much */
    return g_strdup_printf (_ ("≥ %s"), amount);
  case SG_LEDGER_NOT_KNOWN:
    return g_strdup (_ ("unknown"));
  case SG_LEDGER_KNOWN:
  default:
    return g_steal_pointer (&amount);
  }
}

char *
sg_session_view_cost (const SgLedgerSums *sums)
{
  return money (sums->pico_usd, sg_ledger_sums_know_cost (sums));
}

char *
sg_session_view_saving (const SgLedgerSums *sums)
{
  return money (sums->saved_pico_usd, sg_ledger_sums_know_saving (sums));
}

char *
sg_session_view_hit_rate (const SgLedgerSums *sums)
{
  double percent = sg_ledger_sums_get_hit_percent (sums);

  /* TRANSLATORS: a percentage */
  return percent < 0.0 ? g_strdup ("–") : g_strdup_printf (_ ("%.0f %%"), percent);
}

static char *
start_text (const SgLedgerListRow *row,
            const SgSessionMoment *moment)
{
  g_autoptr (GDateTime) time = row->first_ms == G_MAXINT64 ? NULL : g_date_time_new_from_unix_utc (row->first_ms / 1000);

  return time ? sg_words_clock_time (time, moment->now, moment->zone) : g_strdup ("–");
}

static char *
duration_text (const SgLedgerListRow *row)
{
  gint64 seconds;

  if (row->first_ms == G_MAXINT64)
    return g_strdup ("–");

  seconds = (row->last_ms - row->first_ms) / 1000;
  if (seconds < 60)
    /* Translators: a duration in as few letters as are understood */
    return g_strdup (_ ("< 1 min"));

  return sg_words_duration (seconds);
}

static char *
session_text (const SgLedgerListRow *row,
              SgLedgerListKind       kind)
{
  return kind == SG_LEDGER_LIST_PROJECTS ? sg_number_format (row->n_sessions) : g_utf8_make_valid (row->session, MIN (strlen (row->session), SHORT_SESSION_CHARS));
}

/**
 * sg_session_view_text:
 *
 * Returns: (transfer full): what stands in that column
 */
char *
sg_session_view_text (const SgLedgerListRow *row,
                      SgLedgerColumn         column,
                      SgLedgerListKind       kind,
                      const SgSessionMoment *moment)
{
  switch (column) {
  case SG_LEDGER_COLUMN_SESSION:
    return session_text (row, kind);
  case SG_LEDGER_COLUMN_START:
    return start_text (row, moment);
  case SG_LEDGER_COLUMN_DURATION:
    return duration_text (row);
  case SG_LEDGER_COLUMN_COST:
    return sg_session_view_cost (&row->sums);
  case SG_LEDGER_COLUMN_SAVED:
    return sg_session_view_saving (&row->sums);
  case SG_LEDGER_COLUMN_HIT_RATE:
    return sg_session_view_hit_rate (&row->sums);
  case SG_LEDGER_COLUMN_INPUT:
    return sg_number_format (row->sums.input);
  case SG_LEDGER_COLUMN_OUTPUT:
    return sg_number_format (row->sums.output);
  case SG_LEDGER_COLUMN_CACHE_WRITE:
    return sg_number_format (row->sums.cache_write);
  case SG_LEDGER_COLUMN_CACHE_READ:
    return sg_number_format (row->sums.cache_read);
  case SG_LEDGER_COLUMN_MODELS:
    return g_strdup (row->models);
  case SG_LEDGER_COLUMN_PROJECT:
  default:
    return g_strdup (row->project);
  }
}

static char *
explain_cost (const SgLedgerSums *sums)
{
  if (sums->n_unpriced == 0)
    return g_strdup (_ ("Estimate at list prices"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Estimate at list prices; the price of %d request is unknown",
                                       "Estimate at list prices; the price of %d requests is unknown", (gulong) sums->n_unpriced),
                          (int) MIN (sums->n_unpriced, G_MAXINT));
}

/**
 * sg_session_view_explain:
 *
 * Returns: (transfer full) (nullable): more than fits into that column
 */
char *
sg_session_view_explain (const SgLedgerListRow *row,
                         SgLedgerColumn         column)
{
  switch (column) {
  case SG_LEDGER_COLUMN_PROJECT:
    return g_strdup (row->project);
  case SG_LEDGER_COLUMN_SESSION:
    return *row->session ? g_utf8_make_valid (row->session, -1) : NULL;
  case SG_LEDGER_COLUMN_MODELS:
    return g_strdup (row->models);
  case SG_LEDGER_COLUMN_COST:
    return explain_cost (&row->sums);
  case SG_LEDGER_COLUMN_SAVED:
    return g_strdup (_ ("Estimate at list prices: cache reads as input, less what they cost"));
  case SG_LEDGER_COLUMN_START:
  case SG_LEDGER_COLUMN_DURATION:
  case SG_LEDGER_COLUMN_HIT_RATE:
  case SG_LEDGER_COLUMN_INPUT:
  case SG_LEDGER_COLUMN_OUTPUT:
  case SG_LEDGER_COLUMN_CACHE_WRITE:
  case SG_LEDGER_COLUMN_CACHE_READ:
  default:
    return NULL;
  }
}

static char *
count_text (const SgLedgerListRow *totals,
            guint                  n_rows,
            SgLedgerListKind       kind)
{
  g_autofree char *number = sg_number_format (kind == SG_LEDGER_LIST_SESSIONS ? n_rows : totals->n_sessions);
  g_autofree char *sessions =
    /* TRANSLATORS: %s is a number */
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s session", "%s sessions", (gulong) (kind == SG_LEDGER_LIST_SESSIONS ? n_rows : totals->n_sessions)), number);
  g_autofree char *projects = NULL;

  if (kind == SG_LEDGER_LIST_SESSIONS)
    return g_steal_pointer (&sessions);

  projects = sg_number_format (n_rows);

  /* TRANSLATORS: the first %s is a number, the second is “12 sessions” */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s project, %s", "%s projects, %s", n_rows), projects, sessions);
}

/**
 * sg_session_view_totals:
 *
 * Returns: (transfer full): the line below the table
 */
char *
sg_session_view_totals (const SgLedgerListRow *totals,
                        guint                  n_rows,
                        SgLedgerListKind       kind)
{
  g_autofree char *count = count_text (totals, n_rows, kind);
  g_autofree char *cost = sg_session_view_cost (&totals->sums);
  g_autofree char *saving = sg_session_view_saving (&totals->sums);
  g_autofree char *hit_rate = sg_session_view_hit_rate (&totals->sums);

  if (n_rows == 0)
    return g_strdup ("");

  /* TRANSLATORS: below a table: “12 sessions · Cost $4.20 · …” */
  return g_strdup_printf (_ ("%s · Cost %s · Cache hits %s · Saved by the cache %s · Estimates at list prices, this machine"), count, cost,
                          hit_rate, saving);
}

/**
 * sg_session_view_find_window:
 * @limits: (nullable) (element-type SgLimit):
 *
 * Returns: %FALSE when no official reading says when the present 5-hour window ends
 */
gboolean
sg_session_view_find_window (GPtrArray *limits,
                             GDateTime *now,
                             gint64    *from_ms,
                             gint64    *to_ms)
{
  const SgLimit *limit = limits ? sg_limits_find (limits, "session") : NULL;

  if (limit == NULL || limit->resets_at == NULL || limit->origin <= SG_ORIGIN_TELEMETRY || g_date_time_compare (limit->resets_at, now) <= 0)
    return FALSE;

  *to_ms = (g_date_time_to_unix (limit->resets_at) * 1000 + MINUTE_MS / 2) / MINUTE_MS * MINUTE_MS;
  *from_ms = *to_ms - SESSION_WINDOW_MS;

  return TRUE;
}
