/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sg-words-private.h"

/**
 * sg_words_origin:
 *
 * Returns: (transfer none): where a number comes from, as the end of a sentence
 */
const char *
sg_words_origin (SgOrigin origin)
{
  switch (origin) {
  case SG_ORIGIN_ESTIMATE:
    return _ ("estimated on this machine");
  case SG_ORIGIN_TRANSCRIPTS:
    return _ ("from local transcripts");
  case SG_ORIGIN_TELEMETRY:
    return _ ("from Claude Code's telemetry");
  case SG_ORIGIN_PACE_MAKER:
    return _ ("from Pace Maker's cache");
  case SG_ORIGIN_CLAUDE_CACHE:
    return _ ("from Claude Code's cache");
  case SG_ORIGIN_STATUSLINE:
    return _ ("from the statusline");
  case SG_ORIGIN_ENDPOINT:
    return _ ("from Anthropic's usage endpoint");
  case SG_ORIGIN_ADMIN:
    return _ ("from Anthropic's Admin API");
  case SG_ORIGIN_RATE_HEADERS:
    return _ ("from the API's answer");
  case SG_ORIGIN_STATUS_PAGE:
    return _ ("from Anthropic's status page");
  case SG_ORIGIN_RECORDING:
    /* Translators: of numbers that are played back, as in “Updated 2 min ago · from a recording” */
    return _ ("from a recording");
  case SG_ORIGIN_DEMO:
    return _ ("sample data");
  case SG_ORIGIN_UNKNOWN:
  default:
    return _ ("from an unknown source");
  }
}

/**
 * sg_words_source_next_step:
 *
 * Returns: (transfer none) (nullable): as sg_words_next_step(); nothing where to run Claude Code brings nothing: Pace Maker
 *   is a program of its own, and the status line's source says itself what sets it up; nor where a variable of Claude
 *   Code's, which its detail names, wants no calls, whatever the preferences say
 */
const char *
sg_words_source_next_step (const SgSourceStatus *source)
{
  gboolean is_own = g_str_equal (source->id, "pace-maker") || g_str_equal (source->id, "statusline");
  gboolean is_unwanted = source->error_code == SG_ERROR_SWITCHED_OFF && source->detail != NULL &&
                         strstr (source->detail, "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC") != NULL;

  return is_unwanted || (is_own && source->error_code == SG_ERROR_NOT_FOUND) ? NULL : sg_words_next_step (source->error_code);
}

/**
 * sg_words_source_name:
 * @source_id: an #SgSource's id
 *
 * Returns: (transfer none): what people call it; @source_id itself for one without a name
 */
const char *
sg_words_source_name (const char *source_id)
{
  static const char *const names[][2] = {
    { "transcripts", N_ ("Transcripts") },
    { "telemetry", N_ ("Claude Code's telemetry") },
    { "claude-cache", N_ ("Claude Code's cache") },
    { "endpoint", N_ ("Anthropic's usage endpoint") },
    { "profile", N_ ("Anthropic's profile endpoint") },
    { "login", N_ ("Claude Code's login") },
    { "account", N_ ("Claude Code's account") },
    { "statusline", N_ ("Claude Code's statusline") },
    { "pace-maker", N_ ("Pace Maker") },
    { "api-rate-limits", N_ ("API rate limits") },
    { "estimate", N_ ("Estimate on this machine") },
    { "admin", N_ ("Anthropic's Admin API") },
    { "status-page", N_ ("Anthropic's status page") },
    { "replay", N_ ("Recording") },
    { "demo", N_ ("Sample data") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_strcmp0 (source_id, names[i][0]) == 0)
      return _ (names[i][1]);
  }

  return source_id;
}

/**
 * sg_words_source_reads:
 *
 * Returns: (transfer none) (nullable): what it reads, and what leaves this machine for it
 */
const char *
sg_words_source_reads (const char *source_id)
{
  static const char *const reads[][2] = {
    { "statusline", N_ ("Reads the limits that Claude Code hands over when it draws its status line. Sends nothing.") },
    { "claude-cache", N_ ("Reads the last answer that Claude Code keeps in .claude.json. Sends nothing.") },
    { "pace-maker", N_ ("Reads what Claude Pace Maker keeps, where it is installed. Sends nothing.") },
    { "transcripts", N_ ("Reads token counts, models and times in Claude Code’s transcripts, never what was written. Sends nothing.") },
    { "telemetry", N_ ("Takes what Claude Code tells of each request, on this machine alone. “sandglass setup telemetry” prints what Claude Code has to be told.") },
    { "endpoint", N_ ("Sends Claude Code’s login to Anthropic, and nothing else. The login is read when needed and never changed, copied or stored.") },
    { "admin", N_ ("Sends the Admin API key to Anthropic, once an hour. Without one nothing is asked.") },
    { "api-rate-limits", N_ ("Sends the API key and one letter, whose tokens are counted; that costs nothing, and no message is ever sent.") },
    { "status-page", N_ ("Asks status.claude.com after Anthropic’s server failed. Sends nothing about you.") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (reads); i++) {
    if (g_strcmp0 (source_id, reads[i][0]) == 0)
      return _ (reads[i][1]);
  }

  return NULL;
}

/**
 * sg_words_source_state:
 *
 * Returns: (transfer none): how a source is doing, in a word or three
 */
const char *
sg_words_source_state (SgSourceState state)
{
  switch (state) {
  case SG_SOURCE_OK:
    return C_ ("source", "Working");
  case SG_SOURCE_MISSING:
    return C_ ("source", "Nothing there");
  case SG_SOURCE_OFF:
    return C_ ("source", "Switched off");
  case SG_SOURCE_WAITING:
    return C_ ("source", "Will be tried again");
  case SG_SOURCE_NEEDS_USER:
    return C_ ("source", "Needs you");
  case SG_SOURCE_STARTING:
  default:
    return C_ ("source", "Not asked yet");
  }
}

/**
 * sg_words_incidents:
 *
 * Returns: (transfer full): `Anthropic’s status page: Elevated errors, since 14:02`, or that it knows of nothing
 */
char *
sg_words_incidents (const SgIncidents *incidents,
                    GDateTime         *now,
                    GTimeZone         *zone)
{
  const SgIncident *first = incidents->list->len > 0 ? g_ptr_array_index (incidents->list, 0) : NULL;
  g_autofree char *since = first && first->began_at ? sg_words_clock_time (first->began_at, now, zone) : NULL;
  guint n_more = incidents->list->len > 0 ? incidents->list->len - 1 : 0;
  g_autofree char *line = NULL;

  if (first == NULL)
    return g_strdup (_ ("Anthropic’s status page knows of no incident."));

  line = since
         /* Translators: an incident's name, as Anthropic wrote it, and when it began */
    ? g_strdup_printf (_ ("Anthropic’s status page: %s, since %s"), first->name, since)
    : g_strdup_printf (_ ("Anthropic’s status page: %s"), first->name);

  return n_more == 0 ? g_steal_pointer (&line)
         /* Translators: %s is “Anthropic’s status page: …” */
                     : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s, and %u more", "%s, and %u more", n_more), line, n_more);
}
