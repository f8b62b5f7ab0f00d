/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger-names.h"
#include "sg-ledger-row.h"
#include "sg-transcript-notice.h"

G_BEGIN_DECLS

/**
 * SgLedgerFile:
 * @id: a hash of its path
 * @inode: it stays when the file is renamed
 * @size: as it was when reading began
 * @mtime_ns: as it was when reading began
 * @offset: all before it was read
 * @in_skipped_line: whether the line at @offset began before it, and is not wanted
 * @tail_hash: of the bytes before @offset; shows that the file was only added to
 *
 * How far one transcript was read. The device is not part of it: some
 * filesystems get another number at each mount.
 */
typedef struct {
  guint64  id;
  guint64  inode;
  guint64  size;
  gint64   mtime_ns;
  guint64  offset;
  guint64  tail_hash;
  gboolean in_skipped_line;
} SgLedgerFile;

/**
 * SgLedgerNotice:
 * @place: which session of which project it was met in
 *
 * A usage limit that was met; see #SgTranscriptNotice.
 */
typedef struct {
  gint64  time_ms;
  gint64  resets_ms;
  guint64 place;
} SgLedgerNotice;

/**
 * SgLedgerBatch:
 *
 * What was read and is not yet in the ledger: each request once, and how far
 * the files were read that it came from.
 */
typedef struct _SgLedgerBatch SgLedgerBatch;

SgLedgerBatch       *sg_ledger_batch_new (void) G_GNUC_WARN_UNUSED_RESULT;
void                 sg_ledger_batch_free (SgLedgerBatch *self);

void                 sg_ledger_batch_set_profile (SgLedgerBatch *self,
                                                  const char    *profile);
void                 sg_ledger_batch_start_file (SgLedgerBatch *self,
                                                 const char    *relative_path);
void                 sg_ledger_batch_add_request (SgLedgerBatch   *self,
                                                  const SgRequest *request,
                                                  SgSlice          record);
void                 sg_ledger_batch_add_notice (SgLedgerBatch            *self,
                                                 const SgTranscriptNotice *notice);
void                 sg_ledger_batch_add_file (SgLedgerBatch      *self,
                                               const SgLedgerFile *file);
void                 sg_ledger_batch_absorb (SgLedgerBatch *self,
                                             SgLedgerBatch *other);
void                 sg_ledger_batch_sort (SgLedgerBatch *self);

guint                sg_ledger_batch_get_n_rows (SgLedgerBatch *self);
const SgLedgerRow   *sg_ledger_batch_get_row (SgLedgerBatch *self,
                                              guint          index);
const SgLedgerRow   *sg_ledger_batch_get_sorted_row (SgLedgerBatch *self,
                                                     guint          index);
guint                sg_ledger_batch_get_n_files (SgLedgerBatch *self);
const SgLedgerFile  *sg_ledger_batch_get_file (SgLedgerBatch *self,
                                               guint          index);
GArray              *sg_ledger_batch_get_notices (SgLedgerBatch *self);
guint                sg_ledger_batch_get_n_places (SgLedgerBatch *self);
const SgLedgerPlace *sg_ledger_batch_get_place (SgLedgerBatch *self,
                                                guint          index);
guint                sg_ledger_batch_get_n_models (SgLedgerBatch *self);
const char          *sg_ledger_batch_get_model (SgLedgerBatch *self,
                                                guint          index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgLedgerBatch, sg_ledger_batch_free)

G_END_DECLS
