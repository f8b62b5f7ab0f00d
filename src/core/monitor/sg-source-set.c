/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-source-set.h"

#include "sg-admin-source.h"
#include "sg-claude-cache-source.h"
#include "sg-claude-folder.h"
#include "sg-demo-source.h"
#include "sg-endpoint-source.h"
#include "sg-pace-maker-source.h"
#include "sg-price-table.h"
#include "sg-rate-limits-source.h"
#include "sg-replay-source.h"
#include "sg-sample.h"
#include "sg-status-page-source.h"
#include "sg-statusline-files.h"
#include "sg-statusline-source.h"
#include "sg-telemetry-source.h"
#include "sg-transcript-source.h"

struct _SgSourceSet {
  GPtrArray *sources;      /* (owned) (element-type SgSource) */
  GPtrArray *endpoints;    /* (owned) (element-type SgSource): those of them that ask Anthropic */
  SgSource  *transcripts;  /* (nullable): one of them */
  SgSource  *rate_limits;  /* (nullable): one of them */
  SgSource  *replay;       /* (nullable): another */
  SgSource  *status_page;  /* (nullable): another */
  SgSource  *admin;        /* (nullable): one of them */
  SgSource  *telemetry;    /* (nullable): another */
  GPtrArray *profiles;     /* (owned) (element-type Profile): empty where there is but the main one */
  char      *ledger_path;  /* (owned) (nullable) */
  char      *state_path;   /* (owned) (nullable): %NULL keeps nothing */
};

typedef struct {
  char *id;
  char *folder_name;
  char *credentials_path;
} Profile;

static void
profile_free (Profile *self)
{
  g_free (self->id);
  g_free (self->folder_name);
  g_free (self->credentials_path);
  g_free (self);
}

static SgSourceSet *
set_new (void)
{
  SgSourceSet *self = g_new0 (SgSourceSet, 1);

  self->sources = g_ptr_array_new_with_free_func (g_object_unref);
  self->endpoints = g_ptr_array_new_with_free_func (g_object_unref);
  self->profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) profile_free);

  return self;
}

void
sg_source_set_free (SgSourceSet *self)
{
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_free (self->ledger_path);
  g_free (self->state_path);
  g_free (self);
}

static SgSource *
transcripts_of (GPtrArray  *folders,
                const char *state_folder)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) profiles = g_ptr_array_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *ledger_path = g_build_filename (state_folder, "ledger.db", NULL);
  g_autofree char *prices_path = sg_price_table_dup_user_path ();
  SgSource *source;

  for (guint i = 0; i < folders->len; i++) {
    const SgClaudeFolder *folder = g_ptr_array_index (folders, i);

    g_ptr_array_add (paths, g_strdup (folder->projects_path));
    g_ptr_array_add (profiles, folder->profile);
  }
  g_ptr_array_add (paths, NULL);
  g_ptr_array_add (profiles, NULL);

  source = sg_transcript_source_new ((const char *const *) paths->pdata, ledger_path, zone);
  sg_transcript_source_set_profiles (SG_TRANSCRIPT_SOURCE (source), (const char *const *) profiles->pdata);
  sg_transcript_source_set_prices_path (SG_TRANSCRIPT_SOURCE (source), prices_path);

  return source;
}

/* Claude Code may know a folder by the name of a link. */
static void
add_owner (GHashTable           *owners,
           const SgClaudeFolder *folder,
           const char           *path)
{
  if (path != NULL)
    g_hash_table_insert (owners, sg_claude_folder_profile_of (path), g_strdup (folder->profile));
}

static SgSource *
statusline_of (GPtrArray  *folders,
               const char *state_folder)
{
  g_autofree char *spool_folder = sg_statusline_files_spool_folder (state_folder);
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  SgSource *source = sg_statusline_source_new (spool_folder);

  for (guint i = 0; i < folders->len; i++) {
    const SgClaudeFolder *folder = g_ptr_array_index (folders, i);
    g_autofree char *real = realpath (folder->config_path, NULL);

    add_owner (owners, folder, folder->config_path);
    add_owner (owners, folder, real);
  }
  sg_statusline_source_set_owners (SG_STATUSLINE_SOURCE (source), owners);

  return source;
}

static void
add_of (SgSourceSet *self,
        const char  *profile,
        SgSource    *source)
{
  sg_source_set_profile (source, profile);
  g_ptr_array_add (self->sources, source);
}

static void
add_profile (SgSourceSet          *self,
             const SgClaudeFolder *folder)
{
  Profile *profile = g_new0 (Profile, 1);

  profile->id = g_strdup (folder->profile);
  profile->folder_name = sg_claude_folder_dup_name (folder);
  profile->credentials_path = g_strdup (folder->credentials_path);
  g_ptr_array_add (self->profiles, profile);
  add_of (self, profile->id, sg_claude_cache_source_new (folder->global_path));
}

/**
 * sg_source_set_new:
 * @folders: (element-type SgClaudeFolder): never empty
 * @state_folder: where the ledger and the small state are kept
 *
 * Returns: (transfer full): what can be read on this machine, without the network
 */
SgSourceSet *
sg_source_set_new (GPtrArray  *folders,
                   const char *state_folder)
{
  SgSourceSet *self = set_new ();
  g_auto (GStrv) profiles = sg_claude_folders_dup_profiles (folders);
  /* It follows no environment variable. */
  g_autofree char *pace_maker_folder = g_build_filename (g_get_home_dir (), ".claude-pace-maker", NULL);

  self->ledger_path = g_build_filename (state_folder, "ledger.db", NULL);
  self->state_path = g_build_filename (state_folder, "state.ini", NULL);
  for (guint i = 0; profiles[i] != NULL; i++)
    add_profile (self, sg_claude_folders_get_main_of (folders, profiles[i]));
  g_ptr_array_add (self->sources, statusline_of (folders, state_folder));
  add_of (self, SG_CLAUDE_MAIN_PROFILE, sg_pace_maker_source_new (pace_maker_folder));
  self->transcripts = transcripts_of (folders, state_folder);
  g_ptr_array_add (self->sources, self->transcripts);

  return self;
}

/**
 * sg_source_set_new_demo:
 * @sample: one of sg_sample_dup_names()
 *
 * Returns: (transfer full): sample data, which reads nothing and keeps nothing
 */
SgSourceSet *
sg_source_set_new_demo (const char *sample)
{
  SgSourceSet *self = set_new ();
  g_autoptr (GPtrArray) statuses = sg_sample_statuses (sample);
  g_autoptr (GPtrArray) profiles = sg_sample_dup_profiles (sample);

  for (guint i = 0; i < profiles->len; i++) {
    const SgProfileInfo *info = g_ptr_array_index (profiles, i);
    Profile *profile = g_new0 (Profile, 1);

    profile->id = g_strdup (info->id);
    profile->folder_name = g_strdup (info->name);
    g_ptr_array_add (self->profiles, profile);
  }
  for (guint i = 0; i < statuses->len; i++)
    g_ptr_array_add (self->sources, sg_demo_source_new (sample, g_ptr_array_index (statuses, i)));

  return self;
}

/**
 * sg_source_set_new_replay:
 * @recording: (transfer full):
 *
 * Returns: (transfer full): a recording, which reads nothing else and keeps nothing
 */
SgSourceSet *
sg_source_set_new_replay (SgRecording *recording)
{
  SgSourceSet *self = set_new ();

  self->replay = sg_replay_source_new (recording);
  g_ptr_array_add (self->sources, self->replay);

  return self;
}

/**
 * sg_source_set_get_replay:
 *
 * Returns: (transfer none) (nullable): the source that plays a recording
 */
SgSource *
sg_source_set_get_replay (SgSourceSet *self)
{
  return self->replay;
}

/**
 * sg_source_set_add_endpoint:
 * @base_url: (nullable): %NULL for Anthropic's
 * @nonessential_traffic_disabled: what `CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC` says
 *
 * One for each profile's login.
 */
void
sg_source_set_add_endpoint (SgSourceSet *self,
                            const char  *base_url,
                            gboolean     nonessential_traffic_disabled)
{
  for (guint i = 0; i < self->profiles->len; i++) {
    const Profile *profile = g_ptr_array_index (self->profiles, i);
    SgSource *endpoint = sg_endpoint_source_new (profile->credentials_path, base_url, nonessential_traffic_disabled);

    g_ptr_array_add (self->endpoints, g_object_ref (endpoint));
    add_of (self, profile->id, endpoint);
  }
}

/**
 * sg_source_set_add_rate_limits:
 * @base_url: (nullable): %NULL for Anthropic's
 * @nonessential_traffic_disabled: what `CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC` says
 */
void
sg_source_set_add_rate_limits (SgSourceSet *self,
                               const char  *base_url,
                               gboolean     nonessential_traffic_disabled)
{
  self->rate_limits = sg_rate_limits_source_new (base_url, nonessential_traffic_disabled);
  add_of (self, SG_CLAUDE_MAIN_PROFILE, self->rate_limits);
}

/**
 * sg_source_set_add_status_page:
 * @base_url: (nullable): %NULL for Anthropic's
 * @nonessential_traffic_disabled: what `CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC` says
 */
void
sg_source_set_add_status_page (SgSourceSet *self,
                               const char  *base_url,
                               gboolean     nonessential_traffic_disabled)
{
  self->status_page = sg_status_page_source_new (base_url, nonessential_traffic_disabled);
  add_of (self, SG_CLAUDE_MAIN_PROFILE, self->status_page);
}

/**
 * sg_source_set_get_status_page:
 *
 * Returns: (transfer none) (nullable): the source that asks what troubles Anthropic has
 */
SgSource *
sg_source_set_get_status_page (SgSourceSet *self)
{
  return self->status_page;
}

/**
 * sg_source_set_add_admin:
 * @keys: finds the Admin key
 * @base_url: (nullable): %NULL for Anthropic's
 */
void
sg_source_set_add_admin (SgSourceSet *self,
                         SgKeyFinder *keys,
                         const char  *base_url)
{
  g_autofree char *prices_path = sg_price_table_dup_user_path ();

  self->admin = sg_admin_source_new (keys, base_url, self->ledger_path);
  sg_admin_source_set_prices_path (SG_ADMIN_SOURCE (self->admin), prices_path);
  add_of (self, SG_CLAUDE_MAIN_PROFILE, self->admin);
}

/**
 * sg_source_set_add_telemetry:
 *
 * What an #SgTelemetryServer hands over to; only in a program that stays.
 */
void
sg_source_set_add_telemetry (SgSourceSet *self,
                             const char  *state_folder)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *ledger_path = g_build_filename (state_folder, "ledger.db", NULL);
  g_autofree char *prices_path = sg_price_table_dup_user_path ();
  g_autoptr (GPtrArray) profiles = g_ptr_array_new ();

  for (guint i = 0; i < self->profiles->len; i++)
    g_ptr_array_add (profiles, ((Profile *) g_ptr_array_index (self->profiles, i))->id);
  g_ptr_array_add (profiles, NULL);

  self->telemetry = sg_telemetry_source_new (ledger_path, zone);
  sg_telemetry_source_set_profiles (SG_TELEMETRY_SOURCE (self->telemetry), (const char *const *) profiles->pdata);
  sg_telemetry_source_set_prices_path (SG_TELEMETRY_SOURCE (self->telemetry), prices_path);
  g_ptr_array_add (self->sources, self->telemetry);
}

/**
 * sg_source_set_get_telemetry:
 *
 * Returns: (transfer none) (nullable):
 */
SgSource *
sg_source_set_get_telemetry (SgSourceSet *self)
{
  return self->telemetry;
}

/**
 * sg_source_set_open_state:
 *
 * Returns: (transfer full): the small state of the run before
 */
SgStateFile *
sg_source_set_open_state (SgSourceSet *self)
{
  return sg_state_file_new (self->state_path);
}

void
sg_source_set_add_to (SgSourceSet *self,
                      SgMonitor   *monitor)
{
  for (guint i = 0; i < self->profiles->len; i++) {
    const Profile *profile = g_ptr_array_index (self->profiles, i);

    sg_profiles_add (sg_monitor_get_profiles (monitor), profile->id, profile->folder_name);
  }
  for (guint i = 0; i < self->sources->len; i++)
    sg_monitor_add_source (monitor, g_ptr_array_index (self->sources, i));
}

/**
 * sg_source_set_switch_off:
 * @ids: of sources; all others are switched on
 */
void
sg_source_set_switch_off (SgSourceSet       *self,
                          const char *const *ids)
{
  for (guint i = 0; i < self->sources->len; i++) {
    SgSource *source = g_ptr_array_index (self->sources, i);

    sg_source_set_switched_off (source, g_strv_contains (ids, sg_source_get_id (source)));
  }
}

/**
 * sg_source_set_get_endpoints:
 *
 * Returns: (transfer none) (element-type SgSource): the sources that ask Anthropic, to switch them off and on
 */
GPtrArray *
sg_source_set_get_endpoints (SgSourceSet *self)
{
  return self->endpoints;
}

/**
 * sg_source_set_get_transcripts:
 *
 * Returns: (transfer none) (nullable): the #SgTranscriptSource; %NULL of a stand-in
 */
SgSource *
sg_source_set_get_transcripts (SgSourceSet *self)
{
  return self->transcripts;
}

/**
 * sg_source_set_get_rate_limits:
 *
 * Returns: (transfer none) (nullable): the source that asks about an API key
 */
SgSource *
sg_source_set_get_rate_limits (SgSourceSet *self)
{
  return self->rate_limits;
}

/**
 * sg_source_set_get_admin:
 *
 * Returns: (transfer none) (nullable): the source that asks what an organisation is billed
 */
SgSource *
sg_source_set_get_admin (SgSourceSet *self)
{
  return self->admin;
}

/**
 * sg_source_set_get_credentials_path:
 *
 * Returns: (nullable): where Claude Code's login would be, the main profile's
 */
const char *
sg_source_set_get_credentials_path (SgSourceSet *self)
{
  return self->profiles->len > 0 ? ((const Profile *) g_ptr_array_index (self->profiles, 0))->credentials_path : NULL;
}

/**
 * sg_source_set_get_ledger_path:
 *
 * Returns: (transfer none) (nullable): where requests and limits are kept; %NULL for a demonstration
 */
const char *
sg_source_set_get_ledger_path (SgSourceSet *self)
{
  return self->ledger_path;
}
