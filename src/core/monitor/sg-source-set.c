/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-source-set.h"

#include "sg-claude-cache-source.h"
#include "sg-claude-folder.h"
#include "sg-endpoint-source.h"

struct _SgSourceSet {
  GPtrArray *sources;            /* (owned) (element-type SgSource) */
  SgSource  *endpoint;           /* (nullable): one of them */
  char      *credentials_path;   /* (owned) (nullable) */
  char      *state_path;         /* (owned) (nullable): %NULL keeps nothing */
};

static SgSourceSet *
set_new (void)
{
  SgSourceSet *self = g_new0 (SgSourceSet, 1);

  self->sources = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

void
sg_source_set_free (SgSourceSet *self)
{
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_free (self->credentials_path);
  g_free (self->state_path);
  g_free (self);
}

/* The folder somebody is logged in to; where there is none, the one Claude Code would make. */
static const SgClaudeFolder *
main_folder (GPtrArray *folders)
{
  for (guint i = 0; i < folders->len; i++) {
    const SgClaudeFolder *folder = g_ptr_array_index (folders, i);

    if (g_file_test (folder->global_path, G_FILE_TEST_EXISTS) || g_file_test (folder->credentials_path, G_FILE_TEST_EXISTS))
      return folder;
  }

  return g_ptr_array_index (folders, 0);
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
  const SgClaudeFolder *folder = main_folder (folders);

  self->credentials_path = g_strdup (folder->credentials_path);
  self->state_path = g_build_filename (state_folder, "state.ini", NULL);
  g_ptr_array_add (self->sources, sg_claude_cache_source_new (folder->global_path));

  return self;
}

/**
 * sg_source_set_new_demo:
 * @scenario: one of sg_demo_source_new()'s
 *
 * Returns: (transfer full): sample data, which reads nothing and keeps nothing
 */
SgSourceSet *
sg_source_set_new_demo (const char *scenario)
{
  SgSourceSet *self = set_new ();

  return self;
}

/**
 * sg_source_set_add_endpoint:
 * @base_url: (nullable): %NULL for Anthropic's
 * @nonessential_traffic_disabled: what `CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC` says
 */
void
sg_source_set_add_endpoint (SgSourceSet *self,
                            const char  *base_url,
                            gboolean     nonessential_traffic_disabled)
{
  self->endpoint = g_object_new (SG_TYPE_ENDPOINT_SOURCE,
                                 "id", "endpoint",
                                 "origin", SG_ORIGIN_ENDPOINT,
                                 "interval-seconds", SG_ENDPOINT_INTERVAL_SECONDS,
                                 "gap-seconds", SG_ENDPOINT_INTERVAL_SECONDS,
                                 "credentials-path", self->credentials_path,
                                 "base-url", base_url ? base_url : SG_ENDPOINT_BASE_URL,
                                 "nonessential-traffic-disabled", nonessential_traffic_disabled,
                                 NULL);
  g_ptr_array_add (self->sources, self->endpoint);
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
  for (guint i = 0; i < self->sources->len; i++)
    sg_monitor_add_source (monitor, g_ptr_array_index (self->sources, i));
}

/**
 * sg_source_set_get_endpoint:
 *
 * Returns: (transfer none) (nullable): the source that asks Anthropic, to switch it off and on
 */
SgSource *
sg_source_set_get_endpoint (SgSourceSet *self)
{
  return self->endpoint;
}

/**
 * sg_source_set_default_state_folder:
 *
 * Returns: (transfer full): `$XDG_STATE_HOME/sandglass`
 */
char *
sg_source_set_default_state_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "sandglass", NULL);
}
