/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-file-source.h"

G_BEGIN_DECLS

#define SG_TYPE_CLAUDE_CACHE_SOURCE (sg_claude_cache_source_get_type ())
G_DECLARE_FINAL_TYPE (SgClaudeCacheSource, sg_claude_cache_source, SG, CLAUDE_CACHE_SOURCE, SgFileSource)

SgSource *sg_claude_cache_source_new (const char *global_path);

G_END_DECLS
