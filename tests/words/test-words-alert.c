/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-words-alert.h"

typedef struct {
  GDateTime *now;
  GDateTime *reset;
  GTimeZone *utc;
  GPtrArray *alerts;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  f->now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0.0);
  f->reset = g_date_time_new_utc (2026, 11, 21, 14, 50, 0.0);
  f->utc = g_time_zone_new_utc ();
  f->alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_alert_free);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  g_date_time_unref (f->now);
  g_date_time_unref (f->reset);
  g_time_zone_unref (f->utc);
  g_ptr_array_unref (f->alerts);
}

static SgAlert *
new_anomaly (Fixture *f)
{
  const SgCents amount = { 41200, 0 }, usual = { 1135, 0 };
  g_autoptr (SgAnomaly) anomaly = sg_anomaly_new (f->now, FALSE, &amount, &usual, 28);

  return sg_alert_new_anomaly (anomaly);
}

static SgAlert *
add (Fixture    *f,
     SgAlertKind kind,
     double      used_percent,
     guint       threshold)
{
  g_autoptr (SgLimit) limit = sg_limit_new ("session", SG_LIMIT_SESSION, NULL, used_percent, f->reset, SG_ORIGIN_ENDPOINT, f->now);
  SgAlert *alert = kind == SG_ALERT_LOGIN ? sg_alert_new_login (f->reset)
                 : kind == SG_ALERT_ANOMALY ? new_anomaly (f) : sg_alert_new (kind, limit, threshold);

  if (kind == SG_ALERT_RUN_OUT) {
    alert->limit->forecast = sg_forecast_new ();
    alert->limit->forecast->chance_percent = 97.0;
    alert->limit->forecast->full_from = g_date_time_new_utc (2026, 11, 21, 13, 20, 0.0);
    alert->limit->forecast->full_until = g_date_time_new_utc (2026, 11, 21, 14, 10, 0.0);
  }
  g_ptr_array_add (f->alerts, alert);

  return alert;
}

static void
assert_says (Fixture      *f,
             SgAlertManner manner,
             const char   *title,
             const char   *part_of_body)
{
  g_autofree char *real_title = sg_words_alerts_title (f->alerts, manner);
  g_autofree char *body = sg_words_alerts_body (f->alerts, manner, f->now, f->utc);

  g_assert_cmpstr (real_title, ==, title);
  if (strstr (body, part_of_body) == NULL)
    g_error ("“%s” is not in “%s”", part_of_body, body);
}

typedef struct {
  const char *name;
  SgAlertKind kind;
  double      used_percent;
  guint       threshold;
  const char *title;
  const char *body;
  const char *hidden_title;
  const char *hidden_body;
} Case;

static const Case cases[] = {
  { "threshold", SG_ALERT_THRESHOLD, 92.0, 90, "5-hour limit: over 90 %", "92", "5-hour limit: Near the limit", "Numbers are hidden" },
  { "approaching", SG_ALERT_THRESHOLD, 72.0, 70, "5-hour limit: over 70 %", "72", "5-hour limit: Approaching the limit", "Numbers are hidden" },
  { "early", SG_ALERT_THRESHOLD, 31.0, 30, "5-hour limit: over 30 %", "31", "5-hour limit: Approaching the limit", "Numbers are hidden" },
  { "passed", SG_ALERT_BUDGET, 104.0, 90, "5-hour limit: over 90 %", "104", "5-hour limit: Limit reached", "Numbers are hidden" },
  { "reached", SG_ALERT_REACHED, 100.0, 100, "5-hour limit: reached", "14:50", "5-hour limit: reached", "Numbers are hidden" },
  { "reset", SG_ALERT_RESET, 100.0, 0, "5-hour limit: reset", "A new window", "5-hour limit: reset", "A new window" },
  { "run-out", SG_ALERT_RUN_OUT, 60.0, 0, "5-hour limit: may be full before it resets", "At this pace full 13:20–14:10",
    "5-hour limit: may be full before it resets", "Numbers are hidden" },
  { "anomaly", SG_ALERT_ANOMALY, 0.0, 0, "Unusual spending", "$412", "Unusual spending", "Numbers are hidden" },
  { "login", SG_ALERT_LOGIN, 0.0, 0, "Claude Code's login ends soon", "It ends 14:50. Run claude and log in again.",
    "Claude Code's login ends soon", "It ends 14:50. Run claude and log in again." },
  { "test", SG_ALERT_TEST, 0.0, 0, "A test of Sandglass's alerts", "This is how", "A test of Sandglass's alerts", "This is how" },
};

static void
test_each_kind_has_its_words (Fixture      *f,
                              gconstpointer unused)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_ptr_array_set_size (f->alerts, 0);
    add (f, cases[i].kind, cases[i].used_percent, cases[i].threshold);
    assert_says (f, SG_ALERT_PLAIN, cases[i].title, cases[i].body);
    assert_says (f, SG_ALERT_HIDDEN, cases[i].hidden_title, cases[i].hidden_body);
  }
}

/* “5-hour limit”, “2 things” and the time of what was held are no numbers of the user's. */
static void
test_hidden_numbers_are_in_no_line (Fixture      *f,
                                    gconstpointer unused)
{
  g_autofree char *body = NULL, *held = NULL;

  add (f, SG_ALERT_THRESHOLD, 92.0, 90);
  add (f, SG_ALERT_RUN_OUT, 60.0, 0);
  add (f, SG_ALERT_ANOMALY, 0.0, 0);
  body = sg_words_alerts_body (f->alerts, SG_ALERT_HIDDEN, f->now, f->utc);
  held = sg_words_alerts_body (f->alerts, SG_ALERT_HIDDEN | SG_ALERT_HELD, f->now, f->utc);

  g_assert_cmpstr (body, ==, "5-hour limit: Near the limit\n5-hour limit: may be full before it resets\nUnusual spending");
  g_assert_cmpstr (held, ==, "5-hour limit: Near the limit (12:00)\n5-hour limit: may be full before it resets (12:00)\nUnusual spending");
}

static void
test_a_profile_is_named_once (Fixture      *f,
                              gconstpointer unused)
{
  SgAlert *alert = add (f, SG_ALERT_LOGIN, 0.0, 0);

  alert->profile_name = g_strdup ("Work");
  alert->profile_folder = g_strdup ("work");
  assert_says (f, SG_ALERT_PLAIN, "Work: Claude Code's login ends soon", "Run claude with the folder work and log in again.");

  add (f, SG_ALERT_THRESHOLD, 92.0, 90)->profile_name = g_strdup ("Work");
  assert_says (f, SG_ALERT_PLAIN, "Work: 2 things need a look", "login ends soon. It ends");

  add (f, SG_ALERT_THRESHOLD, 92.0, 90)->profile_name = g_strdup ("Home");
  assert_says (f, SG_ALERT_PLAIN, "3 things need a look", "Home: 5-hour limit");
}

static void
test_what_was_held_says_when (Fixture      *f,
                              gconstpointer unused)
{
  add (f, SG_ALERT_THRESHOLD, 92.0, 90);
  assert_says (f, SG_ALERT_HELD, "While it was quiet: 1 alert", "5-hour limit: over 90 % (12:00)");
}

static void
test_many_are_counted (Fixture      *f,
                       gconstpointer unused)
{
  g_autofree char *body = NULL;

  for (guint i = 0; i < 7; i++)
    add (f, SG_ALERT_THRESHOLD, 92.0, 90);
  body = sg_words_alerts_body (f->alerts, SG_ALERT_HELD, f->now, f->utc);
  g_assert_null (strstr (body, "more"));

  for (guint i = 0; i < 5; i++)
    add (f, SG_ALERT_THRESHOLD, 92.0, 90);
  assert_says (f, SG_ALERT_HELD, "While it was quiet: 12 alerts", "\nand 6 more");
}

#define ADD(name, function) g_test_add ("/words-alert/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("each-kind-has-its-words", test_each_kind_has_its_words);
  ADD ("hidden-numbers-are-in-no-line", test_hidden_numbers_are_in_no_line);
  ADD ("a-profile-is-named-once", test_a_profile_is_named_once);
  ADD ("what-was-held-says-when", test_what_was_held_says_when);
  ADD ("many-are-counted", test_many_are_counted);

  return g_test_run ();
}
