/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-source.h"

/* A source at the outermost edge: it says what it was last told to say, and counts how often it was asked. */
#define SG_TYPE_FAKE_SOURCE (sg_fake_source_get_type ())
G_DECLARE_FINAL_TYPE (SgFakeSource, sg_fake_source, SG, FAKE_SOURCE, SgSource)

SgFakeSource *sg_fake_source_new (const char *id,
                                  SgOrigin origin,
                                  guint interval_seconds,
                                  guint gap_seconds);
void  sg_fake_source_say (SgFakeSource *self,
                          double        used_percent,
                          GDateTime    *resets_at);
void  sg_fake_source_set_complete (SgFakeSource *self,
                                   gboolean      complete);
void  sg_fake_source_fail (SgFakeSource *self,
                           int           error_code);
guint sg_fake_source_get_n_asked (SgFakeSource *self);
