/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-source.h"

G_BEGIN_DECLS

#define SG_TYPE_FILE_SOURCE (sg_file_source_get_type ())
G_DECLARE_DERIVABLE_TYPE (SgFileSource, sg_file_source, SG, FILE_SOURCE, SgSource)

/**
 * SgFileSourceClass:
 * @new_job: plain data for the worker: what to read, what is known of it
 * @free_job:
 * @work: in a thread: reads, and writes into the job what it met
 * @end: takes the results out of the job, in the main thread
 *   (transfer full): a reading, or %NULL with an #SgError
 */
struct _SgFileSourceClass {
  SgSourceClass parent_class;

  gpointer      (*new_job)  (SgFileSource *self,
                             GDateTime    *now);
  void          (*free_job) (gpointer job);
  void          (*work)     (gpointer job);
  SgReading    *(*end)      (SgFileSource *self,
                             gpointer      job,
                             GError      **error);
};

void sg_file_source_changed (SgFileSource *self);

G_END_DECLS
