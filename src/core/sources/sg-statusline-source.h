/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-file-source.h"

G_BEGIN_DECLS

#define SG_TYPE_STATUSLINE_SOURCE (sg_statusline_source_get_type ())
G_DECLARE_FINAL_TYPE (SgStatuslineSource, sg_statusline_source, SG, STATUSLINE_SOURCE, SgFileSource)

SgSource *sg_statusline_source_new (const char *spool_folder);
void sg_statusline_source_set_owners (SgStatuslineSource *self,
                                      GHashTable         *owners);

G_END_DECLS
