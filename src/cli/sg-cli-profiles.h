/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "sg-profile-info.h"

G_BEGIN_DECLS

GPtrArray *sg_cli_profiles_new (GPtrArray *folders,
                                GSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
