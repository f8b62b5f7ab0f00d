/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgStateFile:
 *
 * The few small facts that must outlive a restart: alerts told, back-off, snooze.
 * A key file, 0600, replaced whole. Never a secret.
 */
#define SG_TYPE_STATE_FILE (sg_state_file_get_type ())
G_DECLARE_FINAL_TYPE (SgStateFile, sg_state_file, SG, STATE_FILE, GObject)

SgStateFile *sg_state_file_new (const char *path);

GStrv       sg_state_file_get_strings (SgStateFile *self,
                                       const char  *group,
                                       const char  *key) G_GNUC_WARN_UNUSED_RESULT;
gint64      sg_state_file_get_int (SgStateFile *self,
                                   const char  *group,
                                   const char  *key,
                                   gint64       fallback);
void        sg_state_file_set_strings (SgStateFile       *self,
                                       const char        *group,
                                       const char        *key,
                                       const char *const *values);
void        sg_state_file_set_int (SgStateFile *self,
                                   const char  *group,
                                   const char  *key,
                                   gint64       value);
gboolean    sg_state_file_save (SgStateFile *self,
                                GError     **error);
const char *sg_state_file_get_problem (SgStateFile *self);

G_END_DECLS
