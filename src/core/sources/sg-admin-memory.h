/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-reading.h"

G_BEGIN_DECLS

/**
 * SgAdminMemory:
 * @organization_id: (nullable): until the server told it
 * @organization: (nullable): its name
 * @typed: (nullable): the balance the user read in the Console; any key's
 * @has_no_analytics: whether the server keeps the newer API from the key
 * @is_refused: whether the key need not be asked with again
 *
 * What the Admin API's answers have told of one key, beside what the user typed in.
 * Another key may be another organisation's: it starts afresh. Before the first one there may be what
 * the ledger kept from a run before.
 */
typedef struct {
  char      *key_identity;        /* (owned) (nullable): a digest */
  char      *organization_id;
  char      *organization;
  SgConsole *last;                /* (owned) (nullable): what was known last of that organisation */
  gboolean   knows_spent;
  SgCents    last_spent;          /* since the balance was typed in, as of then */
  char      *recalled_id;         /* (owned) (nullable): whose @last is, until the server says whose the key is */
  SgBalance *typed;
  gboolean   has_no_analytics;
  gboolean   is_refused;
} SgAdminMemory;

SgAdminMemory *sg_admin_memory_new (void) G_GNUC_WARN_UNUSED_RESULT;
void           sg_admin_memory_free (SgAdminMemory *self);

void           sg_admin_memory_note_key (SgAdminMemory *self,
                                         const char    *key);
void           sg_admin_memory_forget_bill (SgAdminMemory *self);
void           sg_admin_memory_set_balance (SgAdminMemory   *self,
                                            const SgBalance *typed);
SgReading     *sg_admin_memory_take_answer (SgAdminMemory *self,
                                            SgConsole     *console,
                                            const SgCents *spent,
                                            GDateTime     *now) G_GNUC_WARN_UNUSED_RESULT;
void           sg_admin_memory_recall (SgAdminMemory *self,
                                       SgConsole     *console,
                                       const SgCents *spent,
                                       const char    *organization_id);
gboolean       sg_admin_memory_check_recalled (SgAdminMemory *self);
SgReading     *sg_admin_memory_dup_reading (const SgAdminMemory *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgAdminMemory, sg_admin_memory_free)

G_END_DECLS
