/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgTranscriptFile:
 * @relative: the part of @path below its `projects/` folder
 * @profile: (nullable): whose that folder is; %NULL is the main profile
 */
typedef struct {
  char       *path;
  const char *relative;
  const char *profile;
  guint64     inode;
  guint64     size;
  gint64      mtime_ns;
} SgTranscriptFile;

/**
 * SgTranscriptSkip:
 *
 * Why something below `projects/` was not read.
 */
typedef enum {
  SG_TRANSCRIPT_SKIP_UNREADABLE,   /* no permission, or gone while we looked */
  SG_TRANSCRIPT_SKIP_NOT_FILE,     /* a FIFO, socket or device named like a transcript */
  SG_TRANSCRIPT_SKIP_LINK,         /* a link to a file, or to nothing */
  SG_TRANSCRIPT_SKIP_LOOP,         /* a folder that was walked already */
  SG_TRANSCRIPT_SKIP_TOO_DEEP,
  SG_TRANSCRIPT_N_SKIPS,
} SgTranscriptSkip;

/**
 * SgTranscriptTree:
 * @files: (element-type SgTranscriptFile)
 * @folders: (element-type utf8): each folder walked, for a watch
 * @n_skipped: by #SgTranscriptSkip
 * @skipped_paths: (element-type utf8) (nullable): the first path skipped for each reason
 *
 * The transcripts below some `projects/` folders at one moment.
 */
typedef struct {
  GPtrArray  *files;
  GPtrArray  *folders;
  guint       n_skipped[SG_TRANSCRIPT_N_SKIPS];
  char       *skipped_paths[SG_TRANSCRIPT_N_SKIPS];

  /*< private >*/
  GHashTable *walked;   /* (owned): device and inode of each folder */
} SgTranscriptTree;

SgTranscriptTree *sg_transcript_tree_new (void) G_GNUC_WARN_UNUSED_RESULT;
void              sg_transcript_tree_free (SgTranscriptTree *self);
gboolean          sg_transcript_tree_walk (SgTranscriptTree *self,
                                           const char       *projects_path);
void              sg_transcript_tree_add_file (SgTranscriptTree *self,
                                               const char       *projects_path,
                                               const char       *path);
void              sg_transcript_tree_skip (SgTranscriptTree *self,
                                           SgTranscriptSkip  reason,
                                           const char       *path);
char             *sg_transcript_tree_describe_skipped (SgTranscriptTree *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgTranscriptTree, sg_transcript_tree_free)

G_END_DECLS
