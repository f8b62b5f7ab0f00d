/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-reading.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SG_TYPE_SOURCE (sg_source_get_type ())
G_DECLARE_DERIVABLE_TYPE (SgSource, sg_source, SG, SOURCE, GObject)

/**
 * SgSourceClass:
 * @read_async: asks once; never waits for the network or the disk in the caller
 * @read_finish: (transfer full): a reading, or %NULL with an #SgError; there only for
 *   a source whose result is not a #GTask of its own that gives a reading
 *
 * The error's message is the detail for the doctor: where it looked, what it met, no secret.
 */
struct _SgSourceClass {
  GObjectClass parent_class;

  void         (*read_async)  (SgSource           *self,
                               GDateTime          *now,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
  SgReading   *(*read_finish) (SgSource     *self,
                               GAsyncResult *result,
                               GError      **error);
};

void sg_source_read_async (SgSource           *self,
                           GDateTime          *now,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
SgReading  *sg_source_read_finish (SgSource     *self,
                                   GAsyncResult *result,
                                   GError      **error) G_GNUC_WARN_UNUSED_RESULT;

const char *sg_source_get_id (SgSource *self);
const char *sg_source_get_profile (SgSource *self);
void        sg_source_set_profile (SgSource   *self,
                                   const char *profile);
gboolean    sg_source_is_of (SgSource   *self,
                             const char *profile);
void        sg_source_set_switched_off (SgSource *self,
                                        gboolean  switched_off);
SgOrigin    sg_source_get_origin (SgSource *self);
guint       sg_source_get_interval_seconds (SgSource *self);
guint       sg_source_get_gap_seconds (SgSource *self);
const char *sg_source_get_detail (SgSource *self);
GDateTime  *sg_source_get_not_before (SgSource *self);

/* For subclasses. */
void        sg_source_changed (SgSource *self);
void        sg_source_retract (SgSource *self);
void        sg_source_say (SgSource  *self,
                           SgReading *reading);
void        sg_source_set_interval_seconds (SgSource *self,
                                            guint     interval_seconds);
void        sg_source_set_detail (SgSource   *self,
                                  const char *detail);
void        sg_source_set_not_before (SgSource  *self,
                                      GDateTime *not_before);

G_END_DECLS
