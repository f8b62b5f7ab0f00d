/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-history-view.h"

#include <glib/gi18n-lib.h>

#include "sg-money.h"
#include "sg-words.h"

#define TICK_HOURS 3

/* The server names only the limits there are now. */
static char *
name_of_id (const char *id,
            GPtrArray  *limits)
{
  const SgLimit *present = limits ? sg_limits_find (limits, id) : NULL;

  return present ? sg_words_limit_name (present) : sg_words_limit_name_of_id (id);
}

/**
 * sg_history_view_new:
 * @history: (transfer full):
 * @limits: (nullable) (element-type SgLimit): the present ones, which have names
 */
SgHistoryView *
sg_history_view_new (SgHistory *history,
                     GPtrArray *limits,
                     GTimeZone *zone)
{
  SgHistoryView *self = g_rc_box_new0 (SgHistoryView);

  self->history = history;
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->now = g_date_time_new_from_unix_utc (history->now);
  self->zone = g_time_zone_ref (zone);
  for (guint i = 0; i < history->lines->len; i++) {
    const SgHistoryLine *line = g_ptr_array_index (history->lines, i);

    g_ptr_array_add (self->names, name_of_id (line->id, limits));
  }

  return self;
}

SgHistoryView *
sg_history_view_ref (SgHistoryView *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (SgHistoryView *self)
{
  sg_history_free (self->history);
  g_ptr_array_unref (self->names);
  g_date_time_unref (self->now);
  g_time_zone_unref (self->zone);
}

void
sg_history_view_unref (SgHistoryView *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) clear);
}

const char *
sg_history_view_span_name (SgHistorySpan span)
{
  switch (span) {
  case SG_HISTORY_WEEK:
    return _ ("7 days");
  case SG_HISTORY_MONTH:
    return _ ("30 days");
  case SG_HISTORY_YEAR:
    return _ ("12 months");
  case SG_HISTORY_DAY:
  default:
    return _ ("24 hours");
  }
}

const char *
sg_history_view_get_name (const SgHistoryView *self,
                          guint                line)
{
  return g_ptr_array_index (self->names, line);
}

static const SgHistoryPoint *
get_point (const SgHistoryView *self,
           guint                line,
           guint                step)
{
  return &g_array_index (((SgHistoryLine *) g_ptr_array_index (self->history->lines, line))->points, SgHistoryPoint, step);
}

/**
 * sg_history_view_get_percent:
 *
 * Returns: the highest official number of @step; %SG_HISTORY_NOT_KNOWN for none
 */
double
sg_history_view_get_percent (const SgHistoryView *self,
                             guint                line,
                             guint                step)
{
  return get_point (self, line, step)->percent;
}

const SgHistoryCost *
sg_history_view_get_cost (const SgHistoryView *self,
                          guint                step)
{
  return &g_array_index (self->history->costs, SgHistoryCost, step);
}

static GDateTime *
local_of (const SgHistoryView *self,
          gint64               time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time);

  return g_date_time_to_timezone (utc, self->zone);
}

static GDateTime *
start_of (const SgHistoryView *self,
          guint                step)
{
  return local_of (self, g_array_index (self->history->steps, gint64, step));
}

/**
 * sg_history_view_dup_tick:
 *
 * Returns: (nullable): what stands below the time axis where @step begins; most have nothing
 */
char *
sg_history_view_dup_tick (const SgHistoryView *self,
                          guint                step)
{
  g_autoptr (GDateTime) start = start_of (self, step);
  int hour = g_date_time_get_hour (start);

  switch (self->history->span) {
  case SG_HISTORY_WEEK:
    /* TRANSLATORS: a day below a chart, for g_date_time_format() */
    return hour == 0 ? g_date_time_format (start, C_ ("axis", "%a")) : NULL;
  case SG_HISTORY_MONTH:
    /* TRANSLATORS: a date below a chart, for g_date_time_format() */
    return hour == 0 && g_date_time_get_day_of_week (start) == 1 ? g_date_time_format (start, C_ ("axis", "%-d %b")) : NULL;
  case SG_HISTORY_YEAR:
    /* TRANSLATORS: a month below a chart, for g_date_time_format() */
    return g_date_time_get_day_of_month (start) <= 7 ? g_date_time_format (start, C_ ("axis", "%b")) : NULL;
  case SG_HISTORY_DAY:
  default:
    /* TRANSLATORS: a time of day below a chart, for g_date_time_format() */
    return g_date_time_get_minute (start) == 0 && hour % TICK_HOURS == 0 ? g_date_time_format (start, C_ ("axis", "%H:%M")) : NULL;
  }
}

/**
 * sg_history_view_dup_step:
 *
 * Returns: when @step is: `Sun 1 Feb, 14:00–16:00`
 */
char *
sg_history_view_dup_step (const SgHistoryView *self,
                          guint                step)
{
  g_autoptr (GDateTime) start = start_of (self, step);
  g_autoptr (GDateTime) end = start_of (self, step + 1);
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;

  if (self->history->span == SG_HISTORY_YEAR)
    /* TRANSLATORS: a week by its Monday, for g_date_time_format() */
    return g_date_time_format (start, C_ ("history", "Week from %-d %b %Y"));

  /* TRANSLATORS: a day and a time of day, for g_date_time_format() */
  from = g_date_time_format (start, C_ ("history", "%a %-d %b, %H:%M"));
  until = g_date_time_format (end, C_ ("clock", "%H:%M"));

  /* TRANSLATORS: from one time until another: “Sun 1 Feb, 14:00” and “16:00” */
  return g_strdup_printf (C_ ("history", "%s–%s"), from, until);
}

/* TRANSLATORS: instead of a percentage or an amount of money */
#define NOT_KNOWN _ ("not known")

static char *
percent_text (double percent)
{
  return percent >= 0.0 ? g_strdup_printf (_ ("%.0f %%"), percent) : g_strdup (NOT_KNOWN);
}

char *
sg_history_view_dup_percent (const SgHistoryView *self,
                             guint                line,
                             guint                step)
{
  return percent_text (get_point (self, line, step)->percent);
}

/**
 * sg_history_view_dup_source:
 *
 * Returns: (nullable): where the number is from, and how old it is
 */
char *
sg_history_view_dup_source (const SgHistoryView *self,
                            guint                line,
                            guint                step)
{
  const SgHistoryPoint *point = get_point (self, line, step);
  g_autoptr (GDateTime) as_of = g_date_time_new_from_unix_utc (point->as_of);
  g_autofree char *age = sg_words_age (as_of, self->now);

  if (point->percent < 0.0)
    return NULL;

  /* TRANSLATORS: where a number comes from, and its age: “from the statusline, 2 min ago” */
  return g_strdup_printf (C_ ("history", "%s, %s"), sg_words_origin (point->origin), age);
}

static char *
cost_text (gint64   pico_usd,
           gboolean at_least)
{
  g_autofree char *amount = sg_pico_usd_format (pico_usd);

  /* TRANSLATORS: an amount of money that some requests of unknown price would make greater */
  return at_least ? g_strdup_printf (_ ("at least %s"), amount) : g_steal_pointer (&amount);
}

char *
sg_history_view_dup_cost (const SgHistoryView *self,
                          guint                step)
{
  const SgHistoryCost *cost = sg_history_view_get_cost (self, step);

  return cost->known ? cost_text (cost->pico_usd, cost->n_unpriced > 0) : g_strdup (NOT_KNOWN);
}

/**
 * sg_history_view_dup_cost_source:
 *
 * Returns: (nullable): where the amount is from, and how old it is
 */
char *
sg_history_view_dup_cost_source (const SgHistoryView *self,
                                 guint                step)
{
  gint64 end = MIN (g_array_index (self->history->steps, gint64, step + 1), self->history->now);
  g_autoptr (GDateTime) as_of = g_date_time_new_from_unix_utc (end);
  g_autofree char *age = sg_words_age (as_of, self->now);

  if (!sg_history_view_get_cost (self, step)->known)
    return NULL;

  return g_strdup_printf (C_ ("history", "%s, %s"), sg_words_origin (SG_ORIGIN_TRANSCRIPTS), age);
}

static void
add_part (GString    *text,
          const char *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

static char *
join (const SgHistoryView *self,
      guint                step)
{
  GString *text = g_string_new (NULL);
  g_autofree char *when = sg_history_view_dup_step (self, step);
  g_autofree char *cost = sg_history_view_dup_cost (self, step);
  g_autofree char *cost_part = NULL;

  add_part (text, when);
  for (guint i = 0; i < self->names->len; i++) {
    g_autofree char *percent = sg_history_view_dup_percent (self, i, step);
    g_autofree char *source = sg_history_view_dup_source (self, i, step);
    g_autofree char *part = g_strdup_printf ("%s %s%s%s", sg_history_view_get_name (self, i), percent, source ? ", " : "",
                                             source ? source : "");

    add_part (text, part);
  }
  /* TRANSLATORS: what was spent in a stretch of time; %s is an amount */
  cost_part = g_strdup_printf (_ ("Cost %s"), cost);
  add_part (text, cost_part);

  return g_string_free (text, FALSE);
}

/**
 * sg_history_view_dup_reading:
 *
 * Returns: all numbers of @step with their origins and ages, for a screen reader
 */
char *
sg_history_view_dup_reading (const SgHistoryView *self,
                             guint                step)
{
  g_autofree char *numbers = join (self, step);

  return g_strdup_printf ("%s (%s)", numbers, _ ("estimate at list prices, this machine"));
}

static const SgHistoryCell *
get_cell (const SgHistoryView *self,
          guint                weekday,
          guint                hour)
{
  return &self->history->heat.cells[weekday][hour];
}

/**
 * sg_history_view_get_heat:
 *
 * Returns: USD or percent; %SG_HISTORY_NOT_KNOWN where nothing was counted or read
 */
double
sg_history_view_get_heat (const SgHistoryView *self,
                          SgHistoryHeatKind    kind,
                          guint                weekday,
                          guint                hour)
{
  const SgHistoryCell *cell = get_cell (self, weekday, hour);

  if (kind == SG_HISTORY_HEAT_COST)
    return cell->n_counted > 0 ? (double) cell->pico_usd / (double) SG_PICO_PER_USD : SG_HISTORY_NOT_KNOWN;

  return cell->read_seconds > 0 ? cell->percent : SG_HISTORY_NOT_KNOWN;
}

char *
sg_history_view_dup_weekday (guint weekday)
{
  g_autoptr (GDateTime) day = g_date_time_new_utc (2026, 2, 2 + (int) weekday, 0, 0, 0.0);

  /* TRANSLATORS: a day of the week in short, for g_date_time_format() */
  return g_date_time_format (day, C_ ("weekday", "%a"));
}

static char *
heat_value (const SgHistoryView *self,
            SgHistoryHeatKind    kind,
            guint                weekday,
            guint                hour)
{
  const SgHistoryCell *cell = get_cell (self, weekday, hour);

  if (sg_history_view_get_heat (self, kind, weekday, hour) < 0.0)
    return g_strdup (NOT_KNOWN);
  if (kind == SG_HISTORY_HEAT_COST)
    return cost_text (cell->pico_usd, cell->n_unpriced > 0);

  /* TRANSLATORS: by how much a limit moved */
  return g_strdup_printf (_ ("%.0f %% used"), cell->percent);
}

/**
 * sg_history_view_dup_heat:
 *
 * Returns: one hour of one weekday in words: `Mon, 09:00–10:00: $12.30`
 */
char *
sg_history_view_dup_heat (const SgHistoryView *self,
                          SgHistoryHeatKind    kind,
                          guint                weekday,
                          guint                hour)
{
  g_autofree char *day = sg_history_view_dup_weekday (weekday);
  g_autofree char *value = heat_value (self, kind, weekday, hour);

  /* TRANSLATORS: “Mon, 09:00–10:00: $12.30” */
  return g_strdup_printf (_ ("%s, %02u:00–%02u:00: %s"), day, hour, hour + 1, value);
}

/**
 * sg_history_view_dup_heat_span:
 *
 * Returns: what the hours of the week add up: `since 2 Feb 2025`
 */
char *
sg_history_view_dup_heat_span (const SgHistoryView *self)
{
  g_autoptr (GDateTime) from = local_of (self, self->history->heat_from);

  /* TRANSLATORS: a date, for g_date_time_format() */
  return g_date_time_format (from, C_ ("history", "Added up since %-d %b %Y; the fuller the colour, the more"));
}

/**
 * sg_history_view_dup_elsewhere:
 *
 * Returns: how much of a limit was used elsewhere, as far as that is known
 */
char *
sg_history_view_dup_elsewhere (const SgHistoryView *self,
                               guint                line)
{
  const SgHistoryLine *past = g_ptr_array_index (self->history->lines, line);

  if (past->moved_percent <= 0.0)
    return g_strdup (_ ("It has not moved."));
  if (past->elsewhere_percent < 0.5)
    return g_strdup (_ ("None was seen."));

  /* TRANSLATORS: “about 12 % of what was used: 31 of 260 percent points” */
  return g_strdup_printf (_ ("at least %.0f %% of its use: %'.0f of %'.0f percentage points"),
                          past->elsewhere_percent / past->moved_percent * 100.0, past->elsewhere_percent, past->moved_percent);
}

static char *
off_text (const SgHistoryWindow *window)
{
  g_autofree char *span = sg_words_duration (ABS (sg_history_window_get_off_seconds (window)));

  if (window->kind == SG_RESET_EARLY)
    /* TRANSLATORS: %s is a duration, as in “19 h” */
    return g_strdup_printf (_ ("at least %s early"), span);
  if (window->kind == SG_RESET_LATE)
    return g_strdup_printf (_ ("at least %s late"), span);
  if (window->kind == SG_RESET_MOVED)
    return g_strdup (_ ("another time was named"));

  return g_strdup (_ ("on time"));
}

/**
 * sg_history_view_dup_reset:
 *
 * Returns: how a window ended: `ended at 78 %, on time`
 */
char *
sg_history_view_dup_reset (const SgHistoryView   *self,
                           const SgHistoryWindow *window)
{
  g_autofree char *percent = percent_text (window->ended_percent);
  g_autofree char *off = off_text (window);

  /* TRANSLATORS: what a limit's window ended at, and whether its reset came in time: “78 %, on time” */
  return g_strdup_printf (C_ ("reset", "%s, %s"), percent, off);
}

static char *
clock_text (const SgHistoryView *self,
            gint64               time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time);

  return sg_words_clock_time (utc, self->now, self->zone);
}

/**
 * sg_history_view_dup_reset_detail:
 *
 * Returns: when the reset was expected, between which readings it came, and what was used elsewhere
 */
char *
sg_history_view_dup_reset_detail (const SgHistoryView   *self,
                                  const SgHistoryWindow *window)
{
  g_autofree char *expected = clock_text (self, window->expected);
  g_autofree char *from = clock_text (self, window->seen_from);
  g_autofree char *until = clock_text (self, window->seen_until);
  g_autofree char *elsewhere = NULL;

  if (window->elsewhere_percent >= 1.0)
    /* TRANSLATORS: the end of a sentence: so many percentage points of a window were used on other machines */
    elsewhere = g_strdup_printf (_ (" · %.0f %% used elsewhere"), window->elsewhere_percent);

  /* TRANSLATORS: three times: when a reset was due, when the old window was last read and when the new one was first */
  return g_strdup_printf (_ ("Expected %s · seen between %s and %s%s"), expected, from, until, elsewhere ? elsewhere : "");
}
