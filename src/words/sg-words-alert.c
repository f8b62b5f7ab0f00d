/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-words-alert.h"

#include <glib/gi18n-lib.h>

#include "sg-words-private.h"

/* A notification is no list; the panel has the rest. */
#define MOST_LINES 6

static char *
title_of_limit (const SgAlert *alert,
                gboolean       hidden)
{
  g_autofree char *name = sg_words_limit_name (alert->limit);

  if (alert->kind == SG_ALERT_RESET)
    /* Translators: %s is a limit, such as "5-hour limit" */
    return g_strdup_printf (_ ("%s: reset"), name);
  if (alert->kind == SG_ALERT_RUN_OUT)
    /* Translators: %s is a limit, such as "5-hour limit" */
    return g_strdup_printf (_ ("%s: may be full before it resets"), name);
  if (alert->threshold_percent >= 100)
    return g_strdup_printf (_ ("%s: reached"), name);

  if (hidden)
    /* Translators: a limit, then how near it is */
    return g_strdup_printf (_ ("%s: %s"), name, sg_words_limit_nearness (alert->limit));

  /* Translators: a limit, then a threshold in percent */
  return g_strdup_printf (_ ("%s: over %u %%"), name, alert->threshold_percent);
}

static char *
title_of (const SgAlert *alert,
          gboolean       hidden)
{
  switch (alert->kind) {
  case SG_ALERT_ANOMALY:
    return g_strdup (_ ("Unusual spending"));
  case SG_ALERT_LOGIN:
    return g_strdup (_ ("Claude Code's login ends soon"));
  case SG_ALERT_TEST:
    return g_strdup (_ ("A test of Sandglass's alerts"));
  case SG_ALERT_THRESHOLD:
  case SG_ALERT_RESET:
  case SG_ALERT_REACHED:
  case SG_ALERT_RUN_OUT:
  case SG_ALERT_BUDGET:
  default:
    return title_of_limit (alert, hidden);
  }
}

/**
 * sg_words_alert_title:
 *
 * Returns: (transfer full): what happened, in some words: `5-hour limit: over 90 %`
 */
char *
sg_words_alert_title (const SgAlert *alert)
{
  return title_of (alert, FALSE);
}

static char *
login_line (const SgAlert *alert,
            GDateTime     *now,
            GTimeZone     *zone)
{
  g_autofree char *when = sg_words_clock_time (alert->login_ends_at, now, zone);

  if (alert->profile_folder != NULL)
    /* Translators: a time, “Tue 09:00”, and the name of the folder of a login */
    return g_strdup_printf (_ ("It ends %s. Run claude with the folder %s and log in again."), when, alert->profile_folder);

  /* Translators: %s is a time, “Tue 09:00” */
  return g_strdup_printf (_ ("It ends %s. Run claude and log in again."), when);
}

static char *
run_out_line (const SgAlert *alert,
              GDateTime     *now,
              GTimeZone     *zone)
{
  g_autofree char *line = sg_words_limit_line (alert->limit, now, zone);
  g_autofree char *forecast = sg_words_forecast (alert->limit, now, zone);

  return forecast ? g_strdup_printf ("%s\n%s", line, forecast) : g_steal_pointer (&line);
}

/**
 * sg_words_alert_line:
 *
 * Returns: (transfer full): what there is to know of it
 */
char *
sg_words_alert_line (const SgAlert *alert,
                     GDateTime     *now,
                     GTimeZone     *zone)
{
  switch (alert->kind) {
  case SG_ALERT_ANOMALY:
    return sg_words_anomaly (alert->anomaly, now, zone);
  case SG_ALERT_LOGIN:
    return login_line (alert, now, zone);
  case SG_ALERT_RESET:
    return g_strdup (_ ("A new window has started; the first new number comes with the next use."));
  case SG_ALERT_RUN_OUT:
    return run_out_line (alert, now, zone);
  case SG_ALERT_TEST:
    return g_strdup (_ ("This is how an alert arrives."));
  case SG_ALERT_THRESHOLD:
  case SG_ALERT_REACHED:
  case SG_ALERT_BUDGET:
  default:
    return sg_words_limit_line (alert->limit, now, zone);
  }
}

static gboolean
is_of_one_profile (GPtrArray *alerts)
{
  const SgAlert *first = g_ptr_array_index (alerts, 0);

  for (guint i = 1; i < alerts->len; i++) {
    const SgAlert *alert = g_ptr_array_index (alerts, i);

    if (g_strcmp0 (alert->profile_name, first->profile_name) != 0)
      return FALSE;
  }

  return TRUE;
}

static char *
with_profile (char       *text,
              const char *profile_name)
{
  g_autofree char *plain = text;

  /* Translators: a profile's name, then what happened to its limit */
  return profile_name ? g_strdup_printf (_ ("%s: %s"), profile_name, plain) : g_steal_pointer (&plain);
}

/**
 * sg_words_alert_full_title:
 *
 * Returns: (transfer full): the same, where there are several profiles with whose it is: `Work: 5-hour limit: over 90 %`
 */
char *
sg_words_alert_full_title (const SgAlert *alert)
{
  return with_profile (title_of (alert, FALSE), alert->profile_name);
}

/**
 * sg_words_alerts_title:
 * @alerts: (element-type SgAlert): what is told together
 *
 * Returns: (transfer full): the title of all of it
 */
char *
sg_words_alerts_title (GPtrArray    *alerts,
                       SgAlertManner manner)
{
  const SgAlert *first = g_ptr_array_index (alerts, 0);
  char *title;

  if ((manner & SG_ALERT_HELD) != 0)
    /* Translators: told when quiet hours, or a do-not-disturb, are over */
    title = g_strdup_printf (ngettext ("While it was quiet: %u alert", "While it was quiet: %u alerts", alerts->len), alerts->len);
  else if (alerts->len == 1)
    title = title_of (first, (manner & SG_ALERT_HIDDEN) != 0);
  else
    title = g_strdup_printf (ngettext ("%u thing needs a look", "%u things need a look", alerts->len), alerts->len);

  return is_of_one_profile (alerts) ? with_profile (title, first->profile_name) : title;
}

static gboolean
has_number (const SgAlert *alert)
{
  return alert->kind != SG_ALERT_RESET && alert->kind != SG_ALERT_LOGIN && alert->kind != SG_ALERT_TEST;
}

/* What was held back is old: what it was, and when. */
static char *
held_line (const SgAlert *alert,
           const char    *title,
           const char    *line,
           GDateTime     *now,
           GTimeZone     *zone)
{
  g_autofree char *time = alert->limit ? sg_words_clock_time (alert->limit->as_of, now, zone) : NULL;

  if (time == NULL)
    return g_strdup (line);

  /* Translators: what happened, and when: “5-hour limit: over 90 % (02:14)” */
  return g_strdup_printf (_ ("%s (%s)"), title, time);
}

/* One line of several says what it is of; alone, the title has. */
static char *
line_of (const SgAlert *alert,
         gboolean       alone,
         SgAlertManner  manner,
         GDateTime     *now,
         GTimeZone     *zone)
{
  gboolean held = (manner & SG_ALERT_HELD) != 0;
  gboolean hidden = (manner & SG_ALERT_HIDDEN) != 0 && has_number (alert);
  g_autofree char *title = title_of (alert, hidden);
  g_autofree char *line = hidden ? g_strdup (title) : sg_words_alert_line (alert, now, zone);
  gboolean says_what = hidden || alone || alert->kind == SG_ALERT_THRESHOLD || alert->kind == SG_ALERT_REACHED ||
                       alert->kind == SG_ALERT_BUDGET;

  if (held)
    return held_line (alert, title, line, now, zone);
  if (hidden && alone)
    return g_strdup (_ ("Numbers are hidden"));

  /* Translators: what happened, and more of it */
  return says_what ? g_steal_pointer (&line) : g_strdup_printf (_ ("%s. %s"), title, line);
}

/**
 * sg_words_alerts_body:
 * @alerts: (element-type SgAlert): what is told together
 *
 * Returns: (transfer full): lines of plain text, at most six and one that counts the rest
 */
char *
sg_words_alerts_body (GPtrArray    *alerts,
                      SgAlertManner manner,
                      GDateTime    *now,
                      GTimeZone    *zone)
{
  GString *body = g_string_new (NULL);
  gboolean one_profile = is_of_one_profile (alerts);
  guint n_lines = alerts->len > MOST_LINES + 1 ? MOST_LINES : alerts->len;

  for (guint i = 0; i < n_lines; i++) {
    const SgAlert *alert = g_ptr_array_index (alerts, i);
    g_autofree char *line = with_profile (line_of (alert, alerts->len == 1, manner, now, zone),
                                          one_profile ? NULL : alert->profile_name);

    g_string_append_printf (body, "%s%s", i > 0 ? "\n" : "", line);
  }
  if (n_lines < alerts->len) {
    g_string_append_c (body, '\n');
    g_string_append_printf (body, ngettext ("and %u more", "and %u more", alerts->len - n_lines), alerts->len - n_lines);
  }

  return g_string_free (body, FALSE);
}
