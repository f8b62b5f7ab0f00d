/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-notice-view.h"

#include <glib/gi18n-lib.h>

#include "sg-error.h"
#include "sg-home.h"
#include "sg-shown.h"
#include "sg-style.h"
#include "sg-words.h"

/* An estimate explains nothing away. */
static gboolean
has_limits (SgUsageModel *model)
{
  GPtrArray *limits = sg_usage_model_get_limits (model);

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    if (((const SgLimit *) g_ptr_array_index (limits, i))->origin != SG_ORIGIN_ESTIMATE)
      return TRUE;
  }

  return FALSE;
}

static gboolean
has_live_limit (SgUsageModel *model,
                GDateTime    *now)
{
  GPtrArray *limits = sg_usage_model_get_limits (model);

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);
    SgLimitState state = sg_limit_get_state (limit, now);

    if (limit->origin != SG_ORIGIN_ESTIMATE && state != SG_LIMIT_STALE && state != SG_LIMIT_RESET)
      return TRUE;
  }

  return FALSE;
}

/* The section about an organisation says for itself what is the matter; whoever has only that need not hear of the rest. */
static gboolean
concerns_user (const SgSourceStatus *source,
               SgShown               shown)
{
  return shown.code && g_strcmp0 (source->id, "admin") != 0 && g_strcmp0 (source->id, "status-page") != 0;
}

static const SgSourceStatus *
find_state (SgUsageModel *model,
            SgSourceState state)
{
  SgShown shown = sg_shown_of (model);
  GPtrArray *sources = sg_usage_model_get_sources (model);

  for (guint i = 0; i < sources->len; i++) {
    const SgSourceStatus *source = g_ptr_array_index (sources, i);

    if (source->state != state)
      continue;
    if (state == SG_SOURCE_STARTING || (source->error_code != SG_SOURCE_NO_ERROR && concerns_user (source, shown)))
      return source;
  }

  return NULL;
}

/**
 * sg_model_is_loading:
 *
 * Returns: whether numbers may still come by themselves, so that the skeleton stands
 */
gboolean
sg_model_is_loading (SgUsageModel *model,
                     gboolean      connected)
{
  return connected && !sg_usage_model_is_loaded (model) &&
         (sg_usage_model_get_sources (model)->len == 0 || find_state (model, SG_SOURCE_STARTING) != NULL);
}

/* Nothing that the limits need, but the user asked for it and it does not come. */
static gboolean
concerns_key (int error_code)
{
  switch (error_code) {
  case SG_ERROR_STORE_MISSING:
  case SG_ERROR_STORE_LOCKED:
  case SG_ERROR_STORE_REFUSED:
  case SG_ERROR_KEY_MISSING:
  case SG_ERROR_KEY_REFUSED:
  case SG_ERROR_KEY_OF_OTHER_KIND:
  case SG_ERROR_BALANCE_SPENT:
    return TRUE;
  default:
    return FALSE;
  }
}

static const SgSourceStatus *
find_key_trouble (SgUsageModel *model)
{
  SgShown shown = sg_shown_of (model);
  GPtrArray *sources = sg_usage_model_get_sources (model);

  for (guint i = 0; i < sources->len; i++) {
    const SgSourceStatus *source = g_ptr_array_index (sources, i);

    if (concerns_key (source->error_code) && concerns_user (source, shown))
      return source;
  }

  return NULL;
}

/* What is off by itself, as telemetry is, explains no missing limit; only who asks the server does. */
static const SgSourceStatus *
find_switched_off (SgUsageModel *model)
{
  const SgSourceStatus *source = sg_source_statuses_find (sg_usage_model_get_sources (model), "endpoint");

  return source != NULL && source->state == SG_SOURCE_OFF && source->error_code != SG_SOURCE_NO_ERROR &&
         concerns_user (source, sg_shown_of (model)) ? source : NULL;
}

/* The source whose trouble explains what is not there; what needs the user comes first. */
static const SgSourceStatus *
find_trouble (SgUsageModel *model,
              GDateTime    *now)
{
  const SgSourceStatus *needy = find_state (model, SG_SOURCE_NEEDS_USER);
  const SgSourceStatus *trouble;

  if (has_live_limit (model, now))
    return find_key_trouble (model);
  if (needy != NULL)
    return needy;
  if ((trouble = find_state (model, SG_SOURCE_WAITING)) != NULL)
    return trouble;

  return has_limits (model) ? NULL : find_switched_off (model);
}

static char *
describe_places (SgUsageModel *model)
{
  GPtrArray *sources = sg_usage_model_get_sources (model);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < sources->len; i++) {
    const SgSourceStatus *source = g_ptr_array_index (sources, i);

    g_autofree char *detail = source->detail ? sg_home_shorten (source->detail, g_get_home_dir ()) : NULL;

    /* The status page has no numbers; where nobody wanted us to look need not be told. */
    if (detail == NULL || g_str_equal (source->id, "status-page") || source->error_code == SG_ERROR_SWITCHED_OFF)
      continue;

    g_string_append (text, text->len ? "\n" : "");
    /* Translators: where it was looked, then what was met there */
    g_string_append_printf (text, _ ("%s: %s"), sg_words_source_name (source->id), detail);
  }

  return text->len ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
set_button (SgNoticeView *view,
            int           error_code)
{
  switch (error_code) {
  case SG_ERROR_STORE_LOCKED:
  case SG_ERROR_STORE_REFUSED:
  case SG_ERROR_STORE_MISSING:
  case SG_ERROR_KEY_MISSING:
  case SG_ERROR_KEY_REFUSED:
  case SG_ERROR_KEY_OF_OTHER_KIND:
  case SG_ERROR_SWITCHED_OFF:
    view->action = "app.preferences";
    view->button = _ ("Preferences");
    break;
  case SG_ERROR_RATE_LIMITED:
    break;
  default:
    view->action = "app.refresh";
    view->button = _ ("Check Again");
  }
}

static void
init_not_running (SgNoticeView *view,
                  SgUsageModel *model)
{
  view->kind = has_limits (model) ? SG_NOTICE_BANNER : SG_NOTICE_PAGE;
  view->urgent = TRUE;
  view->icon_name = "media-playback-start-symbolic";
  view->sentence = g_strdup (_ ("Sandglass is not running."));
  view->step = _ ("Once it runs, your limits appear here and in the tray.");
  view->action = "app.start-agent";
  view->button = _ ("Start");
}

static const char *
trouble_icon_name (const SgSourceStatus *source)
{
  if (source->state == SG_SOURCE_NEEDS_USER)
    return "dialog-warning-symbolic";
  if (source->error_code == SG_ERROR_OFFLINE || source->error_code == SG_ERROR_TIMED_OUT)
    return "network-offline-symbolic";

  return "content-loading-symbolic";
}

/* The server's own words on it, where they were asked for. */
static void
add_incidents (SgNoticeView *view,
               SgUsageModel *model,
               GDateTime    *now)
{
  const SgIncidents *incidents = sg_usage_model_get_incidents (model);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *before = NULL;
  g_autofree char *told = NULL;

  if (incidents == NULL)
    return;

  before = g_steal_pointer (&view->sentence);
  told = sg_words_incidents (incidents, now, zone);
  view->sentence = g_strconcat (before, "\n", told, NULL);
}

static void
init_trouble (SgNoticeView         *view,
              const SgSourceStatus *source)
{
  view->kind = SG_NOTICE_BANNER;
  view->urgent = source->state == SG_SOURCE_NEEDS_USER;
  view->icon_name = trouble_icon_name (source);
  view->sentence = g_strdup (sg_words_error (source->error_code));
  view->step = sg_words_next_step (source->error_code);
  set_button (view, source->error_code);
}

/* Where transcripts were counted Claude Code has run; what is missing is the login. */
static int
missing_thing (SgUsageModel *model)
{
  const SgCostSummary *costs = sg_usage_model_get_costs (model);
  GPtrArray *sources = sg_usage_model_get_sources (model);

  for (guint i = 0; costs != NULL && i < sources->len; i++) {
    const SgSourceStatus *source = g_ptr_array_index (sources, i);

    if (source->error_code == SG_ERROR_LOGIN_MISSING)
      return SG_ERROR_LOGIN_MISSING;
  }

  return SG_ERROR_NOT_FOUND;
}

static void
init_no_data (SgNoticeView *view,
              SgUsageModel *model)
{
  int missing = missing_thing (model);

  view->kind = SG_NOTICE_BANNER;
  view->icon_name = "system-search-symbolic";
  view->sentence = g_strdup (sg_words_error (missing));
  view->step = sg_words_next_step (missing);
  set_button (view, missing);
}

/* What the login has to say while nothing is the matter with it yet. */
static void
init_login (SgNoticeView *view,
            SgUsageModel *model,
            SgLoginState  state,
            GDateTime    *now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  view->kind = SG_NOTICE_BANNER;
  view->icon_name = state == SG_LOGIN_ENDS_SOON ? "alarm-symbolic" : "dialog-information-symbolic";
  view->sentence = sg_words_login (state, sg_usage_model_get_account (model), now, zone);
  view->step = sg_words_login_next_step (state);
}

static void
init_hidden (SgNoticeView *view)
{
  view->kind = SG_NOTICE_PAGE;
  view->icon_name = "view-conceal-symbolic";
  view->sentence = g_strdup (_ ("Numbers are hidden"));
  view->step = _ ("Presentation mode is on");
  view->action = "app.presentation";
  view->button = _ ("Show Numbers");
}

/**
 * sg_notice_view_init:
 * @view: (out): release with sg_notice_view_clear()
 *
 * Decides what stands above the numbers, if anything. Pure.
 */
void
sg_notice_view_init (SgNoticeView *view,
                     SgUsageModel *model,
                     gboolean      connected,
                     GDateTime    *now)
{
  const SgSourceStatus *trouble;
  SgLoginState login = sg_login_state_of (model, now);
  SgShown shown = sg_shown_of (model);

  *view = (SgNoticeView) { 0 };

  if (!connected) {
    init_not_running (view, model);
    return;
  }
  if (sg_style_get ().hidden) {
    init_hidden (view);
    return;
  }
  if (sg_model_is_loading (model, connected))
    return;

  if ((trouble = find_trouble (model, now)) != NULL) {
    init_trouble (view, trouble);
    add_incidents (view, model, now);
  } else if (shown.code && (login == SG_LOGIN_ENDS_SOON || login == SG_LOGIN_WITHOUT_LIMITS))
    init_login (view, model, login, now);
  else if (!has_limits (model) && shown.code)
    init_no_data (view, model);

  if (view->kind == SG_NOTICE_NONE || shown.console || has_limits (model) || sg_usage_model_get_costs (model) != NULL)
    return;

  view->kind = SG_NOTICE_PAGE;
  view->places = describe_places (model);
}

void
sg_notice_view_clear (SgNoticeView *view)
{
  g_clear_pointer (&view->sentence, g_free);
  g_clear_pointer (&view->places, g_free);
}
