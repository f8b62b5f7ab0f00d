/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

gboolean sg_cli_refuse (GError    **error,
                        const char *sentence);
