/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-claude-folder.h"
#include "sg-cli-view.h"
#include "sg-monitor.h"
#include "sg-source-set.h"
#include "sg-state-folder.h"

/**
 * sg_cli_view_new_here:
 *
 * Reads what is on this machine, once, without the network and without telling alerts.
 */
SgCliView *
sg_cli_view_new_here (void)
{
  g_autoptr (SgClock) clock = sg_clock_new ();
  g_autoptr (GPtrArray) folders = sg_claude_folders_from_environment ();
  g_autofree char *state_folder = sg_state_folder_path ();
  g_autoptr (SgSourceSet) sources = sg_source_set_new (folders, state_folder);
  g_autoptr (SgStateFile) state = sg_state_file_new (NULL);
  g_autoptr (SgMonitor) monitor = sg_monitor_new (clock, state);
  SgUsageModel *model = sg_monitor_get_model (monitor);
  SgCliView *self = g_new0 (SgCliView, 1);

  sg_source_set_add_to (sources, monitor);
  sg_monitor_start (monitor);
  while (sg_usage_model_is_refreshing (model))
    g_main_context_iteration (NULL, TRUE);
  self->model = g_object_ref (model);
  self->now = sg_clock_now (clock);

  return self;
}
