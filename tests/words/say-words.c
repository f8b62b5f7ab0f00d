/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Says, in the language of its environment, one thing of each kind that a language puts in its own way: `name<TAB>text`. */

#include <glib/gi18n.h>
#include <locale.h>

#include "sg-money.h"
#include "sg-number.h"
#include "sg-words.h"

static const char *const moments[][2] = {
  { "today", "2026-11-24T14:50:00Z" },
  { "on-a-weekday", "2026-11-26T09:05:00Z" },
  { "this-year", "2027-02-02T09:05:00Z" },
  { "far", "2031-02-02T09:05:00Z" },
};

static const struct {
  const char *name;
  gint64      seconds;
} spans[] = {
  { "below-a-minute", 59 },
  { "one-minute", 60 },
  { "two-minutes", 120 },
  { "hours-and-minutes", 2 * 3600 + 14 * 60 },
  { "five-hours", 5 * 3600 },
  { "a-day-and-an-hour", 25 * 3600 },
  { "three-days", 3 * 86400 },
  { "21-days-and-11-hours", 21 * 86400 + 11 * 3600 },
};

/* Takes @text. */
static void
say (const char *kind,
     const char *name,
     char       *text)
{
  g_print ("%s-%s\t%s\n", kind, name, text ? text : "");
  g_free (text);
}

static SgLimit *
new_limit (double     percent,
           GDateTime *now)
{
  g_autoptr (GDateTime) resets_at = g_date_time_new_from_iso8601 (moments[0][1], NULL);

  return sg_limit_new ("session", SG_LIMIT_SESSION, NULL, percent, resets_at, SG_ORIGIN_ENDPOINT, now);
}

static void
say_times (GDateTime *now,
           GTimeZone *zone)
{
  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++) {
    g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (moments[i][1], NULL);
    g_autoptr (SgLimit) full = sg_limit_new ("weekly", SG_LIMIT_WEEKLY, NULL, 100.0, time, SG_ORIGIN_ENDPOINT, now);

    say ("clock", moments[i][0], sg_words_clock_time (time, now, zone));
    say ("full", moments[i][0], sg_words_limit_warning (full, now, zone));
    say ("reset", moments[i][0], sg_words_limit_reset (full, now, zone));
  }
}

static void
say_spans (GDateTime *now)
{
  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++) {
    g_autoptr (GDateTime) then = g_date_time_add_seconds (now, -(double) spans[i].seconds);

    say ("duration", spans[i].name, sg_words_duration (spans[i].seconds));
    say ("spoken", spans[i].name, sg_words_duration_spoken (spans[i].seconds));
    say ("updated", spans[i].name, sg_words_updated (then, SG_ORIGIN_STATUSLINE, now));
  }
}

static char *
say_pace (SgLimit   *limit,
          GDateTime *now)
{
  g_auto (SgPace) pace = { 0 };

  sg_pace_init (&pace, limit, now);

  return sg_words_pace (&pace);
}

static void
say_limits (GDateTime *now,
            GTimeZone *zone)
{
  static const struct {
    const char *name;
    double      percent;
  } cases[] = { { "0", 0.0 }, { "1", 1.0 }, { "2", 2.0 }, { "5", 5.0 }, { "21", 21.0 }, { "78", 78.0 }, { "100", 100.0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SgLimit) limit = new_limit (cases[i].percent, now);

    say ("spoken-limit", cases[i].name, sg_words_limit_spoken (limit, now));
    say ("line", cases[i].name, sg_words_limit_line (limit, now, zone));
    say ("pace", cases[i].name, say_pace (limit, now));
    say ("full-at", cases[i].name, sg_words_forecast (limit, now, zone));
  }
}

static void
say_runways (GDateTime *now,
             GTimeZone *zone)
{
  static const gint64 days[] = { 0, 1, 2, 5, 21, 73 };

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++) {
    g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, days[i]);
    g_autoptr (GDateTime) ends_at = g_date_time_add_days (now, (int) days[i]);
    SgBalance balance = { .has_runway = TRUE, .runway_days = days[i], .ends_at = ends_at };

    say ("runway", name, sg_words_runway (&balance, now, zone));
  }
}

static void
say_numbers (void)
{
  static const SgMoney amounts[] = {
    { 420, 2, "USD" }, { 123456, 2, "USD" }, { -50, 2, "EUR" }, { 1200, 0, "JPY" }, { 1250, 3, "KWD" },
  };

  say ("number", "small", sg_number_format (999));
  say ("number", "large", sg_number_format (1234567));
  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++) {
    g_autofree char *name = g_strdup_printf ("%u-%s", (guint) i, amounts[i].currency);

    say ("money", name, sg_money_format (&amounts[i]));
  }
  say ("money", "below-a-cent", sg_pico_usd_format (1));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 24, 12, 36, 0);

  g_return_val_if_fail (argc == 2, 2);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, argv[1]);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  say_numbers ();
  say_times (now, zone);
  say_spans (now);
  say_limits (now, zone);
  say_runways (now, zone);

  return 0;
}
