/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-admin-memory.h"

SgAdminMemory *
sg_admin_memory_new (void)
{
  return g_new0 (SgAdminMemory, 1);
}

static void
forget_organization (SgAdminMemory *self)
{
  g_clear_pointer (&self->key_identity, g_free);
  g_clear_pointer (&self->organization_id, g_free);
  g_clear_pointer (&self->organization, g_free);
  g_clear_pointer (&self->last, sg_console_free);
  g_clear_pointer (&self->recalled_id, g_free);
  self->has_no_analytics = FALSE;
  self->is_refused = FALSE;
}

void
sg_admin_memory_free (SgAdminMemory *self)
{
  forget_organization (self);
  g_clear_pointer (&self->typed, sg_balance_free);
  g_free (self);
}

/**
 * sg_admin_memory_note_key:
 * @key: (nullable): about to be used; %NULL when there is none any more
 *
 * Forgets what another key was told. What was recalled is known until the server says whose the first one is.
 */
void
sg_admin_memory_note_key (SgAdminMemory *self,
                          const char    *key)
{
  g_autofree char *identity = key ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1) : NULL;

  if (identity != NULL && g_strcmp0 (identity, self->key_identity) == 0)
    return;

  if (self->key_identity != NULL)
    forget_organization (self);
  self->key_identity = g_steal_pointer (&identity);
}

/**
 * sg_admin_memory_forget_bill:
 *
 * Whose the key is, is still known.
 */
void
sg_admin_memory_forget_bill (SgAdminMemory *self)
{
  g_clear_pointer (&self->last, sg_console_free);
}

/**
 * sg_admin_memory_set_balance:
 * @typed: (nullable): what the user read in the Console, and when
 */
void
sg_admin_memory_set_balance (SgAdminMemory   *self,
                             const SgBalance *typed)
{
  g_clear_pointer (&self->typed, sg_balance_free);
  self->typed = typed ? sg_balance_copy (typed) : NULL;
  /* It was since another one. */
  self->knows_spent = FALSE;
}

/* Nothing is known to be billed since a balance that was typed in after the last answer. */
static void
set_spent (const SgAdminMemory *self,
           SgBalance           *balance)
{
  const SgConsole *console = self->last;
  const SgCents *burn_per_day = console->n_days > 0 ? &console->burn_per_day : NULL;

  if (g_date_time_compare (balance->typed_at, console->as_of) >= 0)
    sg_balance_set_spent (balance, &SG_CENTS_ZERO, burn_per_day, balance->typed_at);
  else if (self->knows_spent)
    sg_balance_set_spent (balance, &self->last_spent, burn_per_day, console->as_of);
}

static SgReading *
make_reading (const SgAdminMemory *self,
              GDateTime           *as_of)
{
  SgReading *reading = sg_reading_new (SG_ORIGIN_ADMIN, as_of);

  reading->console = self->last ? sg_console_copy (self->last) : NULL;
  reading->balance = self->typed ? sg_balance_copy (self->typed) : NULL;
  if (reading->balance != NULL && self->last != NULL)
    set_spent (self, reading->balance);

  return reading;
}

static void
set_last (SgAdminMemory *self,
          SgConsole     *console,
          const SgCents *spent)
{
  g_clear_pointer (&self->last, sg_console_free);
  self->last = console;
  self->knows_spent = spent != NULL;
  self->last_spent = spent ? *spent : SG_CENTS_ZERO;
}

/**
 * sg_admin_memory_take_answer:
 * @console: (transfer full) (nullable): what the organisation is billed, as far as anybody was asked
 * @spent: (nullable): since the balance was typed in, where that is known
 *
 * Returns: (transfer full): both, as of @now
 */
SgReading *
sg_admin_memory_take_answer (SgAdminMemory *self,
                             SgConsole     *console,
                             const SgCents *spent,
                             GDateTime     *now)
{
  if (console != NULL) {
    g_free (console->organization);
    console->organization = g_strdup (self->organization);
    set_last (self, console, spent);
  }

  return make_reading (self, now);
}

/**
 * sg_admin_memory_recall:
 * @console: (transfer full): with the organisation's name, as of when it was read
 * @spent: (nullable): since the balance was typed in, where that is known
 * @organization_id: (nullable): whose it is, when nobody knows whose the key is
 *
 * What the ledger kept.
 */
void
sg_admin_memory_recall (SgAdminMemory *self,
                        SgConsole     *console,
                        const SgCents *spent,
                        const char    *organization_id)
{
  set_last (self, console, spent);
  g_free (self->recalled_id);
  self->recalled_id = g_strdup (organization_id);
}

/**
 * sg_admin_memory_check_recalled:
 *
 * With @organization_id known: what was recalled may be another's, and is forgotten then.
 *
 * Returns: whether it was another's
 */
gboolean
sg_admin_memory_check_recalled (SgAdminMemory *self)
{
  g_autofree char *recalled_id = g_steal_pointer (&self->recalled_id);

  if (recalled_id == NULL || g_strcmp0 (recalled_id, self->organization_id) == 0)
    return FALSE;

  g_clear_pointer (&self->last, sg_console_free);

  return TRUE;
}

/**
 * sg_admin_memory_dup_reading:
 *
 * The server need not be asked for what was just typed in.
 *
 * Returns: (transfer full) (nullable): what is known without another answer, if anything
 */
SgReading *
sg_admin_memory_dup_reading (const SgAdminMemory *self)
{
  GDateTime *as_of = self->last ? self->last->as_of : self->typed ? self->typed->typed_at : NULL;

  return as_of ? make_reading (self, as_of) : NULL;
}
