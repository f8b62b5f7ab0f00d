/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-request.h"

G_BEGIN_DECLS

#define SG_LEDGER_UNKNOWN_PROJECT "Unknown Project"

/* Longer names are cut: no model or session has one. */
#define SG_LEDGER_MAX_NAME 255

/**
 * SgLedgerPlace:
 * @id: a hash of the rest
 * @profile: whose session it is; empty is the main profile's
 * @project: the folders between `projects/` and the session, or `Unknown Project`
 * @session: as the record says it, else @file_session
 * @file_session: as the file's place says it
 */
typedef struct {
  guint64 id;
  char   *profile;
  char   *project;
  char   *session;
  char   *file_session;
} SgLedgerPlace;

/**
 * SgLedgerNames:
 *
 * The models and places that rows name by a number, each once, and which file
 * is being read: that decides the place of a request. Of one thread.
 */
typedef struct {
  GPtrArray  *models;         /* (owned) (element-type utf8) */
  GHashTable *model_index;    /* (owned) (element-type utf8 guint) */
  guint       last_model;
  GArray     *places;         /* (owned) (element-type SgLedgerPlace) */
  GHashTable *place_index;    /* (owned) (element-type guint64 guint): by id */
  char       *profile;        /* (owned): of the file being read */
  char       *project;        /* (owned) */
  char       *file_session;   /* (owned) */
  char        session[SG_LEDGER_MAX_NAME + 1];
  gsize       session_length; /* G_MAXSIZE: none seen in this file */
  guint64     place;          /* of @session */
} SgLedgerNames;

guint64 sg_ledger_place_make_id (const char *profile,
                                 const char *project,
                                 const char *session,
                                 const char *file_session);

void    sg_ledger_names_init (SgLedgerNames *self);
void    sg_ledger_names_clear (SgLedgerNames *self);

void    sg_ledger_names_set_profile (SgLedgerNames *self,
                                     const char    *profile);
void    sg_ledger_names_start_file (SgLedgerNames *self,
                                    const char    *relative_path);
guint   sg_ledger_names_find_model (SgLedgerNames *self,
                                    SgSlice        slice);
guint64 sg_ledger_names_find_place (SgLedgerNames *self,
                                    SgSlice        session);
guint  *sg_ledger_names_add_all (SgLedgerNames       *self,
                                 const SgLedgerNames *other) G_GNUC_WARN_UNUSED_RESULT;
int     sg_ledger_names_compare_places (const SgLedgerNames *self,
                                        guint64              a_id,
                                        guint64              b_id);

G_END_DECLS
