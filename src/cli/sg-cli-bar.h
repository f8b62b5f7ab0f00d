/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cli-template.h"

G_BEGIN_DECLS

typedef enum {
  SG_CLI_BAR_PLAIN,      /* the template alone */
  SG_CLI_BAR_WAYBAR,
  SG_CLI_BAR_I3BLOCKS,
  SG_CLI_BAR_POLYBAR,
  SG_CLI_BAR_TMUX,
} SgCliBar;

char *sg_cli_bar_format (SgCliBar          bar,
                         const char *template,
                         const SgCliFacts *facts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
