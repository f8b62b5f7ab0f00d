/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cli-view.h"

G_BEGIN_DECLS

int sg_cli_status_print (const SgCliView *view,
                         char           **words);

G_END_DECLS
