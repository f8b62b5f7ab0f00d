/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cli-view.h"

G_BEGIN_DECLS

/* Exit codes of sysexits.h, so that they are not those of most commands: try later; cannot be said. */
#define SG_CLI_GUARD_FULL 75
#define SG_CLI_GUARD_UNKNOWN 69

typedef SgCliView *(*SgCliLook)(void);

int sg_cli_guard_with (char    **words,
                       SgCliLook look);

G_END_DECLS
