/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-source-status.h"
#include "sg-source.h"

G_BEGIN_DECLS

#define SG_TYPE_DEMO_SOURCE (sg_demo_source_get_type ())
G_DECLARE_FINAL_TYPE (SgDemoSource, sg_demo_source, SG, DEMO_SOURCE, SgSource)

SgSource *sg_demo_source_new (const char *sample,
                              const SgSourceStatus *status) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
