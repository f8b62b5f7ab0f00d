/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the panel decides, without a display. */

#include <glib/gstdio.h>

#include "sg-autostart.h"
#include "sg-card-feed.h"
#include "sg-card-view.h"
#include "sg-error.h"
#include "sg-gauge.h"
#include "sg-key-group.h"
#include "sg-limit-view.h"
#include "sg-meters-view.h"
#include "sg-model-bars.h"
#include "sg-money.h"
#include "sg-notice-view.h"
#include "sg-panel-window.h"
#include "sg-place.h"
#include "sg-prices-view.h"
#include "sg-programs.h"
#include "sg-sample.h"
#include "sg-sheet.h"
#include "sg-source-view.h"
#include "sg-style.h"
#include "sg-team-row.h"
#include "sg-words.h"

/* The panel of a 1280×800 screen: at the top, bottom, left, or none at all. */
static const GdkRectangle screen = { 0, 0, 1280, 800 };
static const GdkRectangle below_top_panel = { 0, 30, 1280, 770 };
static const GdkRectangle above_bottom_panel = { 0, 0, 1280, 760 };
static const GdkRectangle beside_left_panel = { 48, 0, 1232, 800 };

typedef struct {
  const char         *name;
  const GdkRectangle *workarea;
  SgPoint             pointer;
  int                 height;
  SgPoint             expected;
} PlaceCase;

static const PlaceCase place_cases[] = {
  { "under-a-top-panel",       &below_top_panel,    { 900, 15 },   500, { 700, 36 } },
  { "right-corner",            &below_top_panel,    { 1275, 15 },  500, { 874, 36 } },
  { "left-corner",             &below_top_panel,    { 2, 15 },     500, { 6, 36 } },
  { "above-a-bottom-panel",    &above_bottom_panel, { 900, 780 },  500, { 700, 254 } },
  { "beside-a-side-panel",     &beside_left_panel,  { 20, 400 },   500, { 54, 150 } },
  { "beside-near-the-end",     &beside_left_panel,  { 20, 790 },   500, { 54, 294 } },
  { "in-the-middle-of-nothing", &screen,            { 640, 300 },  400, { 440, 306 } },
  { "higher-than-the-screen",  &below_top_panel,    { 900, 15 },  2000, { 700, 36 } },
};

static void
test_place (gconstpointer user_data)
{
  const PlaceCase *c = user_data;
  SgPoint at = sg_place_at (&screen, c->workarea, c->pointer, 400, c->height);

  g_assert_cmpint (at.x, ==, c->expected.x);
  g_assert_cmpint (at.y, ==, c->expected.y);
}

static void
test_place_on_the_second_screen (void)
{
  const GdkRectangle second = { 1280, 200, 1920, 1080 };
  SgPoint at = sg_place_at (&second, &second, (SgPoint) { 3190, 210 }, 400, 500);

  g_assert_cmpint (at.x, ==, 3200 - 406);
  g_assert_cmpint (at.y, ==, 216);
}

static void
test_workarea_is_beside_the_icon (void)
{
  const GdkRectangle second = { 1280, 0, 1280, 800 };
  GdkRectangle below = sg_place_workarea (&screen, (SgPoint) { 900, 15 }, 1280, 770);
  GdkRectangle above = sg_place_workarea (&screen, (SgPoint) { 900, 780 }, 1280, 760);
  GdkRectangle right = sg_place_workarea (&screen, (SgPoint) { 20, 400 }, 1232, 800);
  GdkRectangle left = sg_place_workarea (&second, (SgPoint) { 2550, 400 }, 1232, 800);

  g_assert_true (gdk_rectangle_equal (&below, &below_top_panel));
  g_assert_true (gdk_rectangle_equal (&above, &above_bottom_panel));
  g_assert_true (gdk_rectangle_equal (&right, &beside_left_panel));
  g_assert_cmpint (left.x, ==, second.x);
}

static void
test_a_click_toggles_once (void)
{
  const gint64 s = G_USEC_PER_SEC;

  g_assert_true (sg_panel_window_toggle_shows (FALSE, 10 * s, 0));
  g_assert_false (sg_panel_window_toggle_shows (TRUE, 10 * s, 0));
  /* The click that took the focus is the click that toggles. */
  g_assert_false (sg_panel_window_toggle_shows (FALSE, 10 * s + s / 5, 10 * s));
  g_assert_true (sg_panel_window_toggle_shows (FALSE, 10 * s + s / 2, 10 * s));
}

static void
test_gauge_places (void)
{
  g_assert_cmpfloat (sg_gauge_place (25.0, 200.0, FALSE), ==, 50.0);
  g_assert_cmpfloat (sg_gauge_place (25.0, 200.0, TRUE), ==, 150.0);
  g_assert_cmpfloat (sg_gauge_place (140.0, 200.0, FALSE), ==, 200.0);
  g_assert_cmpfloat (sg_gauge_place (-3.0, 200.0, TRUE), ==, 200.0);
}

static void
test_larger_text_widens_the_sheet_up_to_a_point (void)
{
  g_assert_cmpint (sg_sheet_width_for_text (-1), ==, 400);
  g_assert_cmpint (sg_sheet_width_for_text (72 * 1024), ==, 400);
  g_assert_cmpint (sg_sheet_width_for_text (96 * 1024), ==, 400);
  g_assert_cmpint (sg_sheet_width_for_text (120 * 1024), ==, 500);
  g_assert_cmpint (sg_sheet_width_for_text (192 * 1024), ==, 600);
}

static void
test_minutes_end_with_the_clock_s (void)
{
  g_autoptr (GDateTime) start = g_date_time_new_utc (2026, 2, 2, 12, 36, 0.0);
  g_autoptr (GDateTime) late = g_date_time_new_utc (2026, 2, 2, 12, 36, 59.75);

  g_assert_cmpuint (sg_card_feed_wait_milliseconds (start), ==, 60000);
  g_assert_cmpuint (sg_card_feed_wait_milliseconds (late), ==, 250);
}

typedef struct {
  const char  *sample;
  guint        limit;
  SgLimitState state;
  double       used_percent;
  const char  *percent;
  const char  *reset;
  const char  *pace;
  const char  *forecast;
  const char  *note;
} LimitCase;

static const LimitCase limit_cases[] = {
  { "normal", 0, SG_LIMIT_NORMAL, 38, "38 %", "Resets in 2 h 14 min (14:50)", "17 points behind pace", NULL, NULL },
  { "normal", 1, SG_LIMIT_NORMAL, 52, "52 %", "Resets in 3 d 7 h (Thu 20:00)", "on pace", NULL, NULL },
  { "warning", 0, SG_LIMIT_WARNING, 78, "78 %", "Resets in 2 h 14 min (14:50)", "23 points ahead of pace",
    "At this pace full at 13:22, 1 h 27 min before the reset", "Approaching the limit" },
  { "critical", 0, SG_LIMIT_CRITICAL, 93, "93 %", "Resets in 2 h 14 min (14:50)", "38 points ahead of pace",
    "At this pace full at 12:48, 2 h 1 min before the reset", "Near the limit" },
  { "full", 0, SG_LIMIT_FULL, 100, "100 %", "Resets in 2 h 14 min (14:50)", "45 points ahead of pace", NULL,
    "Limit reached, resets at 14:50" },
  { "stale", 0, SG_LIMIT_STALE, 64, "64 %", "Resets in 2 h 14 min (14:50)", NULL, NULL,
    "Last known value, 47 min old" },
  { "reset", 0, SG_LIMIT_RESET, -1, "–", "Reset, new value not yet known", NULL, NULL, NULL },
};

static void
test_limit_view (gconstpointer user_data)
{
  const LimitCase *c = user_data;
  g_autoptr (SgUsageModel) model = sg_sample_new (c->sample);
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_auto (SgLimitView) view = { 0 };

  sg_limit_view_init (&view, g_ptr_array_index (sg_usage_model_get_limits (model), c->limit), now, zone);

  g_assert_cmpint (view.state, ==, c->state);
  g_assert_cmpfloat (view.used_percent, ==, c->used_percent);
  g_assert_cmpstr (view.percent, ==, c->percent);
  g_assert_cmpstr (view.reset, ==, c->reset);
  g_assert_cmpstr (view.pace, ==, c->pace);
  g_assert_cmpstr (view.forecast, ==, c->forecast);
  g_assert_cmpstr (view.note, ==, c->note);
  g_assert_nonnull (view.spoken);
}

/* Colour is never alone: each state that has a colour of its own has a shape of its own. */
static void
test_every_colour_has_a_shape (void)
{
  const SgLimitState coloured[] = { SG_LIMIT_WARNING, SG_LIMIT_CRITICAL, SG_LIMIT_FULL, SG_LIMIT_STALE };

  for (gsize i = 0; i < G_N_ELEMENTS (coloured); i++) {
    for (gsize j = 0; j < i; j++)
      g_assert_cmpstr (sg_limit_state_icon_name (coloured[i]), !=, sg_limit_state_icon_name (coloured[j]));
  }
  g_assert_null (sg_limit_state_icon_name (SG_LIMIT_NORMAL));
}

typedef struct {
  const char  *sample;
  SgNoticeKind kind;
  gboolean     urgent;
  const char  *sentence;
  const char  *action;
} NoticeCase;

static const NoticeCase notice_cases[] = {
  { "loading", SG_NOTICE_NONE, FALSE, NULL, NULL },
  { "normal", SG_NOTICE_NONE, FALSE, NULL, NULL },
  { "stale", SG_NOTICE_NONE, FALSE, NULL, NULL },
  { "offline", SG_NOTICE_BANNER, FALSE, "Anthropic's server could not be reached.", "app.refresh" },
  { "needs-you", SG_NOTICE_BANNER, TRUE, "Claude Code's login has ended.", "app.refresh" },
  { "ends-soon", SG_NOTICE_BANNER, FALSE,
    "Claude Code's login ends on Wed at 08:36.", NULL },
  { "lapsed", SG_NOTICE_BANNER, FALSE,
    "The login's access token has run out. It comes back by itself when Claude Code next runs.", "app.refresh" },
  { "refused", SG_NOTICE_BANNER, TRUE, "Anthropic's server does not accept Claude Code's login right now.", "app.refresh" },
  { "forbidden", SG_NOTICE_BANNER, TRUE,
    "Anthropic's server does not let this login read the usage. It may be revoked, or the organization does not allow it.",
    "app.refresh" },
  { "setup-token", SG_NOTICE_BANNER, TRUE,
    "This login may use Claude, but may not read the usage. Setup tokens never may.", "app.refresh" },
  { "enterprise", SG_NOTICE_BANNER, FALSE,
    "Anthropic names no limit for this account. That is so on Enterprise plans and some teams.", NULL },
  { "keyring", SG_NOTICE_BANNER, TRUE, "The keyring is locked.", "app.preferences" },
  { "console", SG_NOTICE_NONE, FALSE, NULL, NULL },
  { "code-and-console", SG_NOTICE_NONE, FALSE, NULL, NULL },
  { "credits-by-hand", SG_NOTICE_NONE, FALSE, NULL, NULL },
  { "no-data", SG_NOTICE_PAGE, FALSE, "There is nothing to read yet.", "app.refresh" },
  { "api-user", SG_NOTICE_BANNER, FALSE, "Claude Code is not logged in to claude.ai here, so the server is asked for no limits. With an API key that is normal.", "app.refresh" },
  { "not-running", SG_NOTICE_PAGE, TRUE, "Sandglass is not running.", "app.start-agent" },
};

static void
test_notice_view (gconstpointer user_data)
{
  const NoticeCase *c = user_data;
  g_autoptr (SgUsageModel) model = sg_sample_new (c->sample);
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_auto (SgNoticeView) view = { 0 };

  sg_notice_view_init (&view, model, sg_sample_is_connected (c->sample), now);

  g_assert_cmpint (view.kind, ==, c->kind);
  g_assert_cmpint (view.urgent, ==, c->urgent);
  g_assert_cmpstr (view.sentence, ==, c->sentence);
  g_assert_cmpstr (view.action, ==, c->action);
  g_assert_cmpint (view.action != NULL, ==, view.button != NULL);
}

static void
test_no_data_says_where_it_looked (void)
{
  g_autoptr (SgUsageModel) model = sg_sample_new ("no-data");
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_auto (SgNoticeView) view = { 0 };

  sg_notice_view_init (&view, model, TRUE, now);

  g_assert_cmpstr (view.places, ==,
                   "Transcripts: no files in ~/.claude/projects, ~/.config/claude/projects\n"
                   "Claude Code's cache: no ~/.claude.json\n"
                   "Anthropic's usage endpoint: no login in ~/.claude/.credentials.json");
  g_assert_nonnull (view.step);
}

/* What already hurts nobody is not nagged about. */
static void
test_a_refused_login_is_quiet_while_numbers_are_live (void)
{
  g_autoptr (SgUsageModel) live = sg_sample_new ("normal");
  g_autoptr (SgUsageModel) needy = sg_sample_new ("needs-you");
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_auto (SgNoticeView) view = { 0 };

  sg_usage_model_apply_sources (live, sg_usage_model_get_sources (needy));
  sg_notice_view_init (&view, live, TRUE, now);

  g_assert_cmpint (view.kind, ==, SG_NOTICE_NONE);
}

static void
test_the_skeleton_stands_until_every_source_has_spoken (void)
{
  g_autoptr (SgUsageModel) loading = sg_sample_new ("loading");
  g_autoptr (SgUsageModel) nothing = sg_sample_new ("no-data");
  g_autoptr (SgUsageModel) unheard = sg_usage_model_new ();

  g_assert_true (sg_model_is_loading (loading, TRUE));
  g_assert_true (sg_model_is_loading (unheard, TRUE));
  g_assert_false (sg_model_is_loading (nothing, TRUE));
  g_assert_false (sg_model_is_loading (unheard, FALSE));
}

static void
test_card_view (void)
{
  g_autoptr (SgUsageModel) model = sg_sample_new ("normal");
  g_autoptr (SgUsageModel) no_cap = sg_sample_new ("no-cap");
  g_autofree char *percent = sg_card_view_credits_percent (sg_usage_model_get_credits (model));

  g_assert_cmpstr (percent, ==, "25 %");
  g_assert_null (sg_card_view_credits_percent (sg_usage_model_get_credits (no_cap)));
  g_assert_false (sg_card_view_has_credits (NULL));
}

static void
test_a_budget_says_its_money (void)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (GDateTime) resets_at = g_date_time_add_hours (now, 40);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgLimit) budget = sg_limit_new (SG_BUDGET_WEEK, SG_LIMIT_BUDGET, NULL, 96.4, resets_at, SG_ORIGIN_TRANSCRIPTS, now);
  g_auto (SgLimitView) view = { 0 };

  budget->budget_pico_usd = 25 * SG_PICO_PER_USD;
  budget->spent_pico_usd = 2410 * SG_PICO_PER_CENT;
  sg_limit_view_init (&view, budget, now, zone);

  g_assert_true (g_str_has_prefix (view.reset, "$24.10 of $25.00 · Resets in "));
  /* Of which there is another now. */
  g_assert_null (sg_words_limit_money (budget, resets_at));
}

static void
test_credits_are_left_where_limits_are (void)
{
  const SgStyle before = sg_style_get (), left = { .remaining = TRUE };
  g_autoptr (SgUsageModel) model = sg_sample_new ("normal");
  g_autofree char *percent = NULL;

  sg_style_set (&left);
  percent = sg_card_view_credits_percent (sg_usage_model_get_credits (model));
  sg_style_set (&before);

  g_assert_cmpstr (percent, ==, "75 % left");
}

static void
test_pacing_without_a_reason_has_no_bar (void)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (SgPacing) pacing = sg_pacing_new (SG_ORIGIN_PACE_MAKER, now);
  g_auto (SgMetersView) view = { 0 };
  const SgMeterView *meter;

  pacing->in_fallback = TRUE;
  sg_meters_view_init_pacing (&view, pacing, now);
  meter = g_ptr_array_index (view.meters, 0);

  g_assert_cmpstr (meter->name, ==, "Switched off");
  g_assert_null (meter->detail);
  g_assert_cmpfloat (meter->used_percent, <, 0.0);
  g_assert_nonnull (view.note);
  g_assert_null (view.aside);
}

static void
test_absent_rates_are_said_to_be_absent (void)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (SgRateLimits) limits = sg_rate_limits_new (NULL, SG_ORIGIN_RATE_HEADERS, now);
  g_auto (SgMetersView) none = { 0 };
  g_auto (SgMetersView) one = { 0 };
  const SgMeterView *requests;
  SgRate *rate = sg_rate_new (SG_RATE_PRIORITY_INPUT_TOKENS);

  sg_meters_view_init_rates (&none, limits, now);
  g_assert_cmpuint (none.meters->len, ==, 0);
  g_assert_cmpstr (none.note, ==, "The server answered, and named no limits");

  rate->has_limit = TRUE;
  rate->limit = 7;
  g_ptr_array_add (limits->rates, rate);
  sg_meters_view_init_rates (&one, limits, now);
  requests = g_ptr_array_index (one.meters, 0);
  g_assert_cmpuint (one.meters->len, ==, 4);
  g_assert_cmpstr (requests->value, ==, "not named by the server");
  g_assert_cmpfloat (requests->used_percent, <, 0.0);
  g_assert_cmpstr (((SgMeterView *) g_ptr_array_index (one.meters, 3))->value, ==, "at most 7");
}

static void
test_the_footer_tells_the_origin (void)
{
  g_autoptr (SgUsageModel) model = sg_sample_new ("normal");
  g_autoptr (SgUsageModel) api_user = sg_sample_new ("api-user");
  g_autoptr (SgUsageModel) unheard = sg_usage_model_new ();
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autofree char *costs_footer = sg_card_view_footer (api_user, now);
  g_autofree char *footer = NULL;
  SgLimit *session = g_ptr_array_index (sg_usage_model_get_limits (model), 0);

  session->origin = SG_ORIGIN_STATUSLINE;
  footer = sg_card_view_footer (model, now);

  g_assert_cmpstr (footer, ==, "Updated 2 min ago · from the statusline");
  g_assert_cmpstr (costs_footer, ==, "Updated 2 min ago · sample data");
  g_assert_null (sg_card_view_footer (unheard, now));
}

typedef struct {
  const char *sample;
  gboolean    critical;
} CriticalCase;

static void
test_only_live_limits_alarm (void)
{
  const CriticalCase cases[] = {
    { "normal", FALSE }, { "warning", FALSE }, { "critical", TRUE }, { "full", TRUE }, { "mixed", TRUE },
    { "stale", FALSE }, { "no-data", FALSE },
  };
  g_autoptr (GDateTime) now = sg_sample_now ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SgUsageModel) model = sg_sample_new (cases[i].sample);

    g_assert_cmpint (sg_card_view_is_critical (sg_usage_model_get_limits (model), now), ==, cases[i].critical);
  }
}

static void
test_unpriced_models_are_named (void)
{
  g_autoptr (SgUsageModel) model = sg_sample_new ("normal");
  g_autoptr (SgCostSummary) costs = sg_cost_summary_copy (sg_usage_model_get_costs (model));
  g_autofree char *one = sg_model_bars_unpriced_words (costs);
  g_autofree char *many = NULL;

  g_assert_cmpstr (one, ==, "Price unknown: 1 request (claude-ibis-6)");
  costs->n_unpriced_today = 3;
  many = sg_model_bars_unpriced_words (costs);
  g_assert_cmpstr (many, ==, "Price unknown: 3 requests (claude-ibis-6)");
  costs->n_unpriced_today = 0;
  g_assert_null (sg_model_bars_unpriced_words (costs));
}

static void
test_doctor_words (void)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (SgSourceStatus) source = sg_source_status_new ("endpoint", SG_ORIGIN_ENDPOINT);
  g_autofree char *words = NULL;

  source->state = SG_SOURCE_WAITING;
  source->error_code = SG_ERROR_OFFLINE;
  source->detail = g_strdup ("api.anthropic.com: no route");
  source->last_answer_at = g_date_time_add_minutes (now, -7);
  source->next_try_at = g_date_time_add_minutes (now, 4);
  words = sg_source_view_words (source, now);

  g_assert_cmpstr (words, ==,
                   "Will be tried again\n"
                   "Anthropic's server could not be reached.\n"
                   "api.anthropic.com: no route\n"
                   "Last answer: 7 min ago\n"
                   "Next try in 4 min");
}

static void
test_autostart_is_written_and_removed (void)
{
  g_autofree char *dir = g_dir_make_tmp ("sg-autostart-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "autostart", "io.github.sandglass.Sandglass.desktop", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *exec = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (sg_autostart_is_on (dir));
  g_assert_true (sg_autostart_set (dir, "/opt/my $apps/100%/sandglass-agent", TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (sg_autostart_is_on (dir));

  g_assert_true (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL));
  exec = g_key_file_get_string (file, "Desktop Entry", "Exec", NULL);
  g_assert_cmpstr (exec, ==, "\"/opt/my \\$apps/100%%/sandglass-agent\"");

  /* Settings dialogs of desktops switch an entry off by hiding it. */
  g_key_file_set_boolean (file, "Desktop Entry", "Hidden", TRUE);
  g_assert_true (g_key_file_save_to_file (file, path, NULL));
  g_assert_false (sg_autostart_is_on (dir));

  g_assert_true (sg_autostart_set (dir, "x", FALSE, &error));
  g_assert_true (sg_autostart_set (dir, "x", FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  g_rmdir (folder);
  g_rmdir (dir);
}

static void
test_autostart_says_why_it_failed (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sg_autostart_set ("/dev/null", "x", TRUE, &error));
  g_assert_nonnull (error);
}

static void
make_program (const char *path)
{
  g_autofree char *dir = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (g_chmod (path, 0700), ==, 0);
}

static void
test_the_agent_is_found_beside_the_panel (void)
{
  g_autofree char *dir = g_dir_make_tmp ("sg-agent-XXXXXX", NULL);
  g_autofree char *panel = g_build_filename (dir, "panel", "sandglass-panel", NULL);
  g_autofree char *built = g_build_filename (dir, "agent", "sandglass-agent", NULL);
  g_autofree char *nowhere = sg_programs_find_near (panel, SG_PROGRAM_AGENT, "/usr/libexec");
  g_autofree char *found = NULL;

  g_assert_cmpstr (nowhere, ==, "/usr/libexec/sandglass-agent");

  make_program (panel);
  make_program (built);
  found = sg_programs_find_near (panel, SG_PROGRAM_AGENT, "/usr/libexec");
  g_assert_true (g_str_has_suffix (found, "panel/../agent/sandglass-agent"));
  g_assert_true (g_file_test (found, G_FILE_TEST_IS_EXECUTABLE));
}

static void
test_key_states_are_told_apart (void)
{
  g_assert_cmpstr (sg_key_state_words (SG_KEY_STORED), ==, "Stored in the keyring");
  g_assert_cmpstr (sg_key_state_words (SG_KEY_FOR_SESSION), ==, "Kept until Sandglass ends");
  g_assert_cmpstr (sg_key_state_words (SG_KEY_NONE), ==, "No key");
  g_assert_cmpstr (sg_key_state_words (SG_KEY_OF_ENVIRONMENT), ==, "In the environment, as ANTHROPIC_ADMIN_API_KEY");
}

static void
test_prices_are_all_shown (void)
{
  const char *const text = "{\"as_of\":\"2026-01-01\",\"models\":{\"claude-opus-9\":{\"input\":4,\"output\":20.5,\"cache_write_5m\":5,"
                           "\"cache_write_1h\":8,\"cache_read\":0.0125,\"fast\":{\"input\":8,\"output\":40,\"cache_write_5m\":10,"
                           "\"cache_write_1h\":16,\"cache_read\":0.4}}}}";
  g_autoptr (SgPriceTable) table = sg_price_table_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  sg_price_table_merge (table, text, strlen (text), &error);
  g_assert_no_error (error);
  words = sg_prices_view_words (sg_price_table_find (table, "claude-opus-9"));
  g_assert_cmpstr (words, ==, "input $4 · output $20.50 · cache write $5, for 1 h $8 · cache read $0.0125\n"
                   "Fast mode: input $8 · output $40 · cache write $10, for 1 h $16 · cache read $0.40");
}

static SgTeamRow *
new_team_row (const char *name,
              gint64      sessions,
              gint64      accepted,
              gint64      rejected,
              gint64      cents)
{
  SgTeamRecord *record = sg_team_record_new (name, FALSE);
  const SgTeamModel model = { .name = (char *) "m", .cost = { cents, 0 } };

  record->sessions = sessions;
  record->lines_added = sessions * 1000;
  record->lines_removed = 1;
  record->accepted = accepted;
  record->rejected = rejected;
  g_assert_true (sg_team_record_add_model (record, &model));

  return sg_team_row_new (record);
}

/* Who was offered nothing has no share, and comes after those who took nothing. */
static void
test_a_team_is_sorted_by_every_column (void)
{
  static const char *const texts[SG_N_TEAM_COLUMNS] = { "ann", "$12.34", "2", "0", "2,001", "–" };
  g_autoptr (SgTeamRow) ann = new_team_row ("ann", 2, 0, 0, 1234);
  g_autoptr (SgTeamRow) bob = new_team_row ("bob", 1, 0, 5, 99);

  for (guint i = 0; i < SG_N_TEAM_COLUMNS; i++) {
    g_autofree char *text = sg_team_row_dup_text (ann, i);

    g_assert_cmpstr (text, ==, texts[i]);
  }
  g_assert_cmpint (sg_team_row_compare (ann, bob, SG_TEAM_COLUMN_PERSON), <, 0);
  g_assert_cmpint (sg_team_row_compare (ann, bob, SG_TEAM_COLUMN_COST), >, 0);
  g_assert_cmpint (sg_team_row_compare (ann, bob, SG_TEAM_COLUMN_SESSIONS), >, 0);
  g_assert_cmpint (sg_team_row_compare (ann, bob, SG_TEAM_COLUMN_COMMITS), ==, 0);
  g_assert_cmpint (sg_team_row_compare (ann, bob, SG_TEAM_COLUMN_LINES), >, 0);
  g_assert_cmpint (sg_team_row_compare (ann, bob, SG_TEAM_COLUMN_ACCEPTED), <, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (place_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/panel/place/%s", place_cases[i].name);
    g_test_add_data_func (path, &place_cases[i], test_place);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (limit_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/panel/limit-view/%s/%u", limit_cases[i].sample, limit_cases[i].limit);
    g_test_add_data_func (path, &limit_cases[i], test_limit_view);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (notice_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/panel/notice-view/%s", notice_cases[i].sample);
    g_test_add_data_func (path, &notice_cases[i], test_notice_view);
  }
  g_test_add_func ("/panel/place/second-screen", test_place_on_the_second_screen);
  g_test_add_func ("/panel/place/workarea", test_workarea_is_beside_the_icon);
  g_test_add_func ("/panel/toggle/once", test_a_click_toggles_once);
  g_test_add_func ("/panel/gauge/places", test_gauge_places);
  g_test_add_func ("/panel/sheet/width", test_larger_text_widens_the_sheet_up_to_a_point);
  g_test_add_func ("/panel/feed/minutes", test_minutes_end_with_the_clock_s);
  g_test_add_func ("/panel/limit-view/shapes", test_every_colour_has_a_shape);
  g_test_add_func ("/panel/notice-view/places", test_no_data_says_where_it_looked);
  g_test_add_func ("/panel/notice-view/quiet-while-live", test_a_refused_login_is_quiet_while_numbers_are_live);
  g_test_add_func ("/panel/loading", test_the_skeleton_stands_until_every_source_has_spoken);
  g_test_add_func ("/panel/card-view/texts", test_card_view);
  g_test_add_func ("/panel/views/a-budget-says-its-money", test_a_budget_says_its_money);
  g_test_add_func ("/panel/card-view/credits-left", test_credits_are_left_where_limits_are);
  g_test_add_func ("/panel/meters-view/pacing", test_pacing_without_a_reason_has_no_bar);
  g_test_add_func ("/panel/meters-view/rates", test_absent_rates_are_said_to_be_absent);
  g_test_add_func ("/panel/card-view/footer", test_the_footer_tells_the_origin);
  g_test_add_func ("/panel/card-view/alarm", test_only_live_limits_alarm);
  g_test_add_func ("/panel/models/unpriced", test_unpriced_models_are_named);
  g_test_add_func ("/panel/doctor/words", test_doctor_words);
  g_test_add_func ("/panel/autostart/written-and-removed", test_autostart_is_written_and_removed);
  g_test_add_func ("/panel/autostart/failure", test_autostart_says_why_it_failed);
  g_test_add_func ("/panel/agent-program", test_the_agent_is_found_beside_the_panel);
  g_test_add_func ("/panel/team/sorted", test_a_team_is_sorted_by_every_column);
  g_test_add_func ("/panel/keys/states", test_key_states_are_told_apart);
  g_test_add_func ("/panel/prices/are-all-shown", test_prices_are_all_shown);

  return g_test_run ();
}
