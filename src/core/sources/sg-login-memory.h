/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-login-file.h"
#include "sg-reading.h"

G_BEGIN_DECLS

/**
 * SgLoginMemory:
 *
 * What the endpoint's answers have told of one login: its limits, whose they
 * are, and whether the server refuses it. Another person's login starts afresh.
 */
typedef struct _SgLoginMemory SgLoginMemory;

SgLoginMemory *sg_login_memory_new (void) G_GNUC_WARN_UNUSED_RESULT;
void           sg_login_memory_free (SgLoginMemory *self);

void           sg_login_memory_note_login (SgLoginMemory *self,
                                           const SgLogin *login,
                                           GDateTime     *now);
void           sg_login_memory_note_refusal (SgLoginMemory *self);
gboolean       sg_login_memory_is_refused (const SgLoginMemory *self,
                                           const SgLogin       *login);

void           sg_login_memory_take_usage (SgLoginMemory *self,
                                           SgReading     *usage);
void           sg_login_memory_take_profile (SgLoginMemory *self,
                                             SgAccount     *profile,
                                             GDateTime     *now);
void           sg_login_memory_note_no_profile (SgLoginMemory *self,
                                                GDateTime     *now);
gboolean       sg_login_memory_is_profile_due (const SgLoginMemory *self,
                                               guint                interval_seconds,
                                               GDateTime           *now);
SgReading     *sg_login_memory_dup_reading (const SgLoginMemory *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgLoginMemory, sg_login_memory_free)

G_END_DECLS
